//! How settled encounters stand to each other: part of, prepares, follows, repeats.
//!
//! A relation rests on a text that tells both (what it looks ahead to, what it comes back to), on
//! days, places and company, or on the number of a round. Encounters are listed by the pairs of
//! states that take part and by the documents that tell them, and held against those near them,
//! so that the work grows with the number of encounters.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{is_gathering, name};
use super::rounds::{is_round, repeats};
use super::times::{DayNumber, Span, span_of};
use crate::nouns::{
    DocumentId, Encounter, EncounterId, EncounterKind, Field, Part, Participant, Relation,
    RelationKind, Role, Status,
};

/// Days within which a contact prepares another that its outcomes or subjects speak of.
const NEAR: DayNumber = 45;
/// Days within which the next contact of the same persons follows without a word that says so.
const SOON: DayNumber = 10;
/// Days within which the next of a series is looked for.
const SERIES: DayNumber = 800;
/// Days over which a text's word that one came after the other is taken for a relation.
const TOLD: DayNumber = 400;

/// An encounter as it is related.
pub(super) struct Seen<'a> {
    pub(super) encounter: &'a Encounter,
    /// `None` where nothing is known of its time.
    pub(super) span: Option<Span>,
    pub(super) states: BTreeSet<&'a str>,
    persons: BTreeSet<&'a str>,
    /// What each document's telling of it is.
    parts: BTreeMap<&'a DocumentId, Part>,
}

impl Seen<'_> {
    /// First and last day, where they are known.
    pub(super) fn exact(&self) -> Option<Span> {
        self.span.filter(|span| span.grade.is_exact())
    }
}

/// Relations with the reason for each.
type Found<'a> = BTreeMap<(&'a EncounterId, RelationKind, &'a EncounterId), String>;

/// The relations between encounters, ordered by the encounter they are of: a meeting is part of
/// the visit or the gathering that holds it; a call or talks prepare what comes soon after and is
/// spoken of in them; what is prepared, or told as coming after, follows; the next round of one
/// series repeats the one before.
pub fn relations(encounters: &[Encounter]) -> Vec<(EncounterId, Relation)> {
    let mut seen: Vec<Seen<'_>> = encounters.iter().map(seen).collect();
    seen.sort_by(|a, b| {
        let from = |s: &Seen<'_>| s.span.map_or(DayNumber::MIN, |span| span.from);
        (from(a), &a.encounter.id).cmp(&(from(b), &b.encounter.id))
    });
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, one) in seen.iter().enumerate() {
        for key in relation_keys(one.encounter) {
            blocks.entry(key).or_default().push(i);
        }
    }
    let mut found = Found::new();
    // What a text tells goes before what days alone show.
    let (told, near): (Vec<_>, Vec<_>) = blocks.iter().partition(|(key, _)| is_told(key));
    for block in told.iter().map(|(_, block)| block) {
        for (place, &i) in block.iter().enumerate() {
            block[place + 1..].iter().for_each(|&j| by_text(&seen[i], &seen[j], &mut found));
        }
    }
    for block in near.iter().map(|(_, block)| block) {
        for (place, &i) in block.iter().enumerate() {
            within_block(&seen, &block[place + 1..], i, &mut found);
        }
    }
    let relation = |((of, kind, to), why): ((&EncounterId, RelationKind, &EncounterId), String)| {
        (of.clone(), Relation { to: to.clone(), kind, why })
    };
    found.into_iter().map(relation).collect()
}

fn seen(encounter: &Encounter) -> Seen<'_> {
    let persons = encounter.participants.iter().filter(|p| is_person(p)).map(|p| p.actor.as_str());
    let mut parts = BTreeMap::new();
    for member in &encounter.members {
        let part = parts.entry(&member.document).or_insert(member.part);
        *part = (*part).min(member.part);
    }
    Seen {
        encounter,
        span: encounter.when.as_ref().and_then(span_of),
        states: states(encounter),
        persons: persons.collect(),
        parts,
    }
}

fn states(encounter: &Encounter) -> BTreeSet<&str> {
    encounter.participants.iter().filter_map(|p| p.country.as_deref()).collect()
}

fn is_person(participant: &Participant) -> bool {
    participant.actor.as_str().starts_with("person:")
}

/// What an encounter is looked up by: how two stand to each other depends on the encounters that
/// share a key with one of them, and on no others.
pub fn relation_keys(encounter: &Encounter) -> BTreeSet<String> {
    let states = states(encounter);
    let pairs = pairs(&states).into_iter().map(|(one, other)| format!("{one}+{other}"));
    let told = encounter.members.iter().map(|it| format!("{TOLD_IN}{}", it.document));
    let mut keys: BTreeSet<String> = pairs.chain(told).collect();
    keys.extend(occasion(encounter));
    keys
}

const TOLD_IN: &str = "in ";

fn is_told(key: &str) -> bool {
    key.starts_with(TOLD_IN)
}

/// The key of a gathering, and of what is told as held on the margins of one: country and month.
fn occasion(encounter: &Encounter) -> Option<String> {
    let country = encounter.place.as_ref()?.country.as_deref()?;
    let day = encounter.when.as_ref()?.start?;
    let concerns = is_gathering(encounter.kind) || on_margins(encounter);
    concerns.then(|| format!("{country} {:?}-{:?}", day.year, day.month))
}

/// Whether the form of a contact, in the text's words, is that of one beside a gathering.
fn on_margins(encounter: &Encounter) -> bool {
    let form = encounter.format.as_deref().unwrap_or_default().to_lowercase();
    ["sideline", "margin", "fringe"].iter().any(|word| form.contains(word))
}

/// Pairs of states, or the one state of a contact inside it.
fn pairs<'a>(states: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    const MANY: usize = 8;
    let states: Vec<&str> = states.iter().copied().take(MANY).collect();
    if let [only] = states[..] {
        return vec![(only, only)];
    }
    let later = |i: usize| states[i + 1..].iter().map(move |b| (i, *b));
    (0..states.len()).flat_map(later).map(|(i, b)| (states[i], b)).collect()
}

/// Relates two encounters that one text tells: what it comes back to went before what it tells,
/// what it looks ahead to was prepared by it.
fn by_text<'a>(one: &Seen<'a>, other: &Seen<'a>, found: &mut Found<'a>) {
    let parties = one.states.len() > 1 && one.states == other.states;
    if !parties || related_by_place(one, other, found) {
        return;
    }
    let shared = one.parts.iter().filter_map(|(id, a)| Some((*id, *a, *other.parts.get(id)?)));
    for (document, a, b) in shared {
        let Some(one_first) = goes_before((one, a), (other, b)) else { continue };
        let (earlier, later, part, at) =
            if one_first { (one, other, b, a) } else { (other, one, a, b) };
        if !near_enough(earlier, later) {
            continue;
        }
        let (a, b) = (&earlier.encounter.id, &later.encounter.id);
        let looks_ahead = part == Part::Preview && at == Part::Account;
        let words = if looks_ahead { words(later, document) } else { words(earlier, document) };
        let why = if looks_ahead {
            format!("a text on the earlier looks ahead to it: \"{words}\"")
        } else {
            format!("a text that tells it comes back to the earlier: \"{words}\"")
        };
        if looks_ahead || by_distance(earlier, later) {
            found.entry((a, RelationKind::Prepares, b)).or_insert_with(|| why.clone());
        }
        if repeats(earlier, later) || rounds(earlier, later) {
            found.entry((b, RelationKind::Repeats, a)).or_insert_with(|| why.clone());
        }
        found.entry((b, RelationKind::Follows, a)).or_insert(why);
    }
}

/// Whether both are rounds of talks of which at least one calls itself so.
fn rounds(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    let (a, b) = (earlier.encounter, later.encounter);
    a.kind == EncounterKind::Talks && b.kind == a.kind && (is_round(a) || is_round(b))
}

/// Whether a call or a message went before a contact face to face.
fn by_distance(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    remote(earlier.encounter) && !remote(later.encounter)
}

/// Which of two that one text tells was first: by their days, else what the text comes back to.
fn goes_before(one: (&Seen<'_>, Part), other: (&Seen<'_>, Part)) -> Option<bool> {
    if let (Some(a), Some(b)) = (one.0.span, other.0.span) {
        if a.to < b.from {
            return Some(true);
        }
        if b.to < a.from {
            return Some(false);
        }
        if a.grade.is_exact() && b.grade.is_exact() {
            return None;
        }
    }
    match (one.1, other.1) {
        (Part::Reference, Part::Account | Part::Preview) | (Part::Account, Part::Preview) => {
            Some(true)
        }
        (Part::Account | Part::Preview, Part::Reference) | (Part::Preview, Part::Account) => {
            Some(false)
        }
        _ => None,
    }
}

fn near_enough(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    match (earlier.span, later.span) {
        (Some(a), Some(b)) => b.from - a.to <= TOLD,
        _ => true,
    }
}

/// The words of contact by which a document tells an encounter.
fn words<'a>(seen: &Seen<'a>, document: &DocumentId) -> &'a str {
    let kind = seen.encounter.fields.iter().filter(|it| it.field == Field::Kind);
    let mut told = kind.flat_map(|it| &it.values).flat_map(|it| &it.accounts);
    told.find(|it| it.evidence.document == *document).map_or("", |it| it.evidence.text.as_str())
}

/// Relates an encounter to those after it in its block.
fn within_block<'a>(seen: &[Seen<'a>], later: &[usize], i: usize, found: &mut Found<'a>) {
    let one = &seen[i];
    let Some(span) = one.span else { return };
    let mut prepared = false;
    let mut followed = false;
    let series = is_round(one.encounter);
    let mut repeated = !series;
    let reach = if series { SERIES } else { NEAR };
    for &j in later {
        let other = &seen[j];
        let Some(after) = other.span else { continue };
        if after.from - span.to > reach {
            break;
        }
        let (a, b) = (&one.encounter.id, &other.encounter.id);
        if !related_by_place(one, other, found) {
            if !prepared && prepares(one, other) {
                prepared = true;
                let why = "subjects or outcomes of the earlier speak of it as still to come";
                found.entry((a, RelationKind::Prepares, b)).or_insert_with(|| why.to_owned());
                found.entry((b, RelationKind::Follows, a)).or_insert_with(|| why.to_owned());
            }
            if !followed && let Some(why) = comes_next(one, other) {
                followed = true;
                if by_distance(one, other) {
                    found.entry((a, RelationKind::Prepares, b)).or_insert_with(|| why.clone());
                }
                found.entry((b, RelationKind::Follows, a)).or_insert(why);
            }
        }
        if !repeated && repeats(one, other) {
            repeated = true;
            let why = format!("the next {} of one series", name(other.encounter.kind));
            found.entry((b, RelationKind::Repeats, a)).or_insert(why);
        }
    }
}

/// The reason for which the later is the next contact of the same persons.
fn comes_next(one: &Seen<'_>, other: &Seen<'_>) -> Option<String> {
    let (a, b) = (one.exact()?, other.exact()?);
    let gap = b.from - a.to;
    let same = one.persons.len() > 1 && one.persons == other.persons;
    let took_place = one.encounter.status == Status::Held && other.encounter.status == Status::Held;
    (same && took_place && (1..=SOON).contains(&gap))
        .then(|| format!("the same persons, {gap} days later"))
}

/// Whether one of two is part of the other; if so, it is written.
fn related_by_place<'a>(one: &Seen<'a>, other: &Seen<'a>, found: &mut Found<'a>) -> bool {
    for (whole, part) in [(one, other), (other, one)] {
        if let Some(why) = holds(whole, part) {
            let key = (&part.encounter.id, RelationKind::PartOf, &whole.encounter.id);
            found.entry(key).or_insert(why);
            return true;
        }
    }
    false
}

/// Why one is the visit or the gathering in whose days, place and company the other was.
fn holds(whole: &Seen<'_>, part: &Seen<'_>) -> Option<String> {
    const LONGEST: DayNumber = 14;
    let (w, p) = (whole.encounter, part.encounter);
    let (long, short) = (whole.span?, part.exact()?);
    let in_time = long.from <= short.from && short.to <= long.to && long.to - long.from <= LONGEST;
    if !in_time || remote(p) || remote(w) {
        return None;
    }
    let country = |e: &Encounter| e.place.as_ref().and_then(|place| place.country.clone());
    let (there, here) = (country(w), country(p));
    let same_country = there.is_none() || here.is_none() || there == here;
    let held = if w.kind == EncounterKind::Visit {
        let smaller = !matches!(p.kind, EncounterKind::Visit | EncounterKind::Message);
        smaller && is_guest(whole, part) && same_country
    } else {
        let on_margin = matches!(p.kind, EncounterKind::Meeting | EncounterKind::Talks);
        let company =
            whole.states.len() > part.states.len().max(2) && part.states.is_subset(&whole.states);
        let beside = on_margins(p) || whole.parts.keys().any(|id| part.parts.contains_key(id));
        is_gathering(w.kind)
            && on_margin
            && (company || (beside && w.kind != p.kind))
            && there.is_some()
            && there == here
    };
    held.then(|| format!("within the days and the place of the {}", name(w.kind)))
}

/// Whether the guest of a visit took part; where it names nobody, the two states must be the same.
fn is_guest(visit: &Seen<'_>, part: &Seen<'_>) -> bool {
    let guests = visit.encounter.participants.iter();
    let mut guests = guests.filter(|p| p.role != Role::Host && is_person(p));
    if visit.persons.is_empty() {
        return visit.states.len() > 1 && visit.states == part.states;
    }
    guests.any(|guest| part.persons.contains(guest.actor.as_str()))
}

fn remote(encounter: &Encounter) -> bool {
    matches!(encounter.kind, EncounterKind::Call | EncounterKind::Message)
}

/// Whether the earlier speaks of the later as still to come: a call, message or round of talks
/// between the same states, soon before, about a visit, a meeting or a round to be held.
fn prepares(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    let (e, l) = (earlier.encounter, later.encounter);
    let (Some(before), Some(after)) = (earlier.span, later.exact()) else { return false };
    let soon = before.to < after.from && after.from - before.to <= NEAR;
    let states = earlier.states == later.states
        || (is_gathering(l.kind) && earlier.states.is_subset(&later.states));
    let took_place = e.status == Status::Held && !remote(l);
    soon && states && took_place && speaks_of(e, l.kind)
}

/// Whether topics or outcomes name what is to come by its kind.
fn speaks_of(encounter: &Encounter, kind: EncounterKind) -> bool {
    const AHEAD: [&str; 13] = [
        "upcoming",
        "forthcoming",
        "next",
        "prepar",
        "plan",
        "coming",
        "schedul",
        "invit",
        "soon",
        "will",
        "agreed to",
        "would",
        "due",
    ];
    let topics = encounter.topics.iter().map(|t| t.subject.as_str());
    let outcomes = encounter.outcomes.iter().map(|o| o.text.as_str());
    let told = topics.chain(outcomes).collect::<Vec<_>>().join(" ").to_lowercase();
    let words: &[&str] = match kind {
        EncounterKind::Visit => &["visit", "trip", "journey"],
        EncounterKind::Summit => &["summit", "meeting"],
        EncounterKind::Conference => &["conference", "forum", "meeting"],
        EncounterKind::Signing | EncounterKind::Ceremony => &["signing", "sign", "ceremony"],
        EncounterKind::Meeting | EncounterKind::Talks => {
            &["meeting", "meet", "talks", "visit", "round", "consultations"]
        }
        EncounterKind::Call | EncounterKind::Message => &[],
    };
    words.iter().any(|w| told.contains(w)) && AHEAD.iter().any(|w| told.contains(w))
}
