//! How settled encounters stand to each other: part of, prepares, follows, repeats.
//!
//! Encounters are listed by the pairs of states that take part and walked in order of time, each
//! held against those near it, so that the work grows with the number of encounters.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::is_gathering;
use super::times::{DayNumber, Span, span_of};
use super::words::{Stems, stems};
use crate::nouns::{
    Encounter, EncounterId, EncounterKind, Participant, Relation, RelationKind, Role, Status,
};

/// Days within which a contact prepares another, or follows it.
const NEAR: DayNumber = 45;
/// Days within which the next of a series is looked for.
const SERIES: DayNumber = 800;

/// An encounter as it is related.
struct Seen<'a> {
    encounter: &'a Encounter,
    span: Span,
    states: BTreeSet<&'a str>,
    persons: BTreeSet<&'a str>,
}

/// The relations between encounters, ordered by the encounter they are of: a meeting is part of
/// the visit or the gathering that holds it; a call or talks prepare what comes soon after and is
/// spoken of in them; what is prepared follows; the next round of one series repeats the one
/// before.
pub fn relations(encounters: &[Encounter]) -> Vec<(EncounterId, Relation)> {
    let mut seen: Vec<Seen<'_>> = encounters.iter().filter_map(seen).collect();
    seen.sort_by(|a, b| (a.span.from, &a.encounter.id).cmp(&(b.span.from, &b.encounter.id)));
    let mut blocks: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, one) in seen.iter().enumerate() {
        for pair in pairs(&one.states) {
            blocks.entry(pair).or_default().push(i);
        }
    }
    let mut found = BTreeSet::new();
    for block in blocks.values() {
        for (place, &i) in block.iter().enumerate() {
            within_block(&seen, &block[place..], i, &mut found);
        }
    }
    let relation = |(of, kind, to): (&EncounterId, RelationKind, &EncounterId)| {
        (of.clone(), Relation { to: to.clone(), kind })
    };
    found.into_iter().map(relation).collect()
}

type Found<'a> = BTreeSet<(&'a EncounterId, RelationKind, &'a EncounterId)>;

/// Relates an encounter to those after it in its block.
fn within_block<'a>(seen: &[Seen<'a>], block: &[usize], i: usize, found: &mut Found<'a>) {
    let one = &seen[i];
    let mut prepared = false;
    let series = one.encounter.series.is_some() || is_round(one.encounter);
    let mut repeated = !series;
    let reach = if series { SERIES } else { NEAR };
    for &j in &block[1..] {
        let other = &seen[j];
        if other.span.from - one.span.to > reach {
            break;
        }
        let (a, b) = (&one.encounter.id, &other.encounter.id);
        if holds(one, other) {
            found.insert((b, RelationKind::PartOf, a));
        } else if holds(other, one) {
            found.insert((a, RelationKind::PartOf, b));
        } else if !prepared && prepares(one, other) {
            prepared = true;
            found.insert((a, RelationKind::Prepares, b));
            found.insert((b, RelationKind::Follows, a));
        }
        if !repeated && repeats(one, other) {
            repeated = true;
            found.insert((b, RelationKind::Repeats, a));
        }
    }
}

fn seen(encounter: &Encounter) -> Option<Seen<'_>> {
    let span = span_of(encounter.when.as_ref()?)?;
    let states = encounter.participants.iter().filter_map(|p| p.country.as_deref()).collect();
    let persons = encounter.participants.iter().filter(|p| is_person(p)).map(|p| p.actor.as_str());
    Some(Seen { encounter, span, states, persons: persons.collect() })
}

fn is_person(participant: &Participant) -> bool {
    participant.actor.as_str().starts_with("person:")
}

/// What an encounter is looked up by: how two stand to each other depends on the encounters that
/// share a key with one of them, and on no others.
pub fn relation_keys(encounter: &Encounter) -> BTreeSet<String> {
    let states = encounter.participants.iter().filter_map(|it| it.country.as_deref()).collect();
    pairs(&states).into_iter().map(|(one, other)| format!("{one}+{other}")).collect()
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

/// Whether one is the visit or the gathering in whose days, place and company the other was.
fn holds(whole: &Seen<'_>, part: &Seen<'_>) -> bool {
    let (w, p) = (whole.encounter, part.encounter);
    let in_time = part.span.grade.is_exact()
        && whole.span.from <= part.span.from
        && part.span.to <= whole.span.to
        && whole.span.to - whole.span.from <= 14;
    if !in_time || remote(p) || remote(w) {
        return false;
    }
    let country = |e: &Encounter| e.place.as_ref().and_then(|place| place.country.clone());
    let (there, here) = (country(w), country(p));
    let same_country = there.is_none() || here.is_none() || there == here;
    if w.kind == EncounterKind::Visit {
        let guests = w.participants.iter().filter(|p| p.role != Role::Host && is_person(p));
        let guest = guests.map(|g| g.actor.as_str()).any(|g| part.persons.contains(g));
        let smaller = !matches!(p.kind, EncounterKind::Visit | EncounterKind::Message);
        return smaller && guest && same_country;
    }
    let on_margin = matches!(p.kind, EncounterKind::Meeting | EncounterKind::Talks);
    is_gathering(w.kind)
        && on_margin
        && whole.states.len() > part.states.len().max(2)
        && part.states.is_subset(&whole.states)
        && there.is_some()
        && there == here
}

fn remote(encounter: &Encounter) -> bool {
    matches!(encounter.kind, EncounterKind::Call | EncounterKind::Message)
}

/// Whether the earlier speaks of the later as still to come: a call, message or round of talks
/// between the same states, soon before, about a visit, a meeting or a round to be held.
fn prepares(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    let (e, l) = (earlier.encounter, later.encounter);
    let soon = later.span.grade.is_exact()
        && earlier.span.to < later.span.from
        && later.span.from - earlier.span.to <= NEAR;
    let states = earlier.states == later.states
        || (is_gathering(l.kind) && earlier.states.is_subset(&later.states));
    let took_place = e.status == Status::Held && !remote(l);
    soon && states && took_place && speaks_of(e, l.kind)
}

/// Whether topics or outcomes name what is to come by its kind.
fn speaks_of(encounter: &Encounter, kind: EncounterKind) -> bool {
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
    words.iter().any(|w| told.contains(w)) && AHEAD.iter().any(|w| told.contains(w))
}

/// Whether the later is the next of one series: the series by its name, or rounds of talks,
/// summits and conferences of the same parties that call themselves one of several.
fn repeats(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    const APART: DayNumber = 14;
    let (e, l) = (earlier.encounter, later.encounter);
    if later.span.from - earlier.span.to < APART || earlier.states != later.states {
        return false;
    }
    match (&e.series, &l.series) {
        (Some(a), Some(b)) => series_stems(a) == series_stems(b),
        _ => e.kind == l.kind && is_round(e) && is_round(l),
    }
}

/// The name of a series without its number and its year.
fn series_stems(name: &str) -> Stems {
    stems(name).into_iter().filter(|s| !s.starts_with(|c: char| c.is_ascii_digit())).collect()
}

/// Whether an encounter calls itself one of several.
fn is_round(encounter: &Encounter) -> bool {
    const ROUNDS: [&str; 8] = [
        "round",
        "session",
        "annual",
        "regular",
        "consultations",
        "commission",
        "dialogue",
        "joint committee",
    ];
    let told = encounter.format.as_deref().unwrap_or_default().to_lowercase();
    let named = encounter.series.is_some() || ROUNDS.iter().any(|word| told.contains(word));
    named
        && (is_gathering(encounter.kind)
            || matches!(encounter.kind, EncounterKind::Talks | EncounterKind::Meeting))
}
