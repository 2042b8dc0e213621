//! The record's encounter: the best founded value of every field.

use std::collections::{BTreeMap, BTreeSet};

use super::times::{Days, days};
use super::voice::{Voice, members};
use crate::nouns::{
    Basis, Channel, Encounter, EncounterKind, Linked, Part, Participant, Precision, Status,
    Telling, When, Where,
};
use crate::resolve::{name_parts, names_agree};

/// The encounter out of its voices, its `fields` still empty.
pub(super) fn merged(linked: &Linked, voices: &[Voice<'_>], tellings: &[Telling<'_>]) -> Encounter {
    let members = members(linked, tellings);
    let weighty = weighty(voices);
    let participants = participants(&weighty);
    let kind = kind(&weighty, voices);
    let first = |part: Part| members.iter().find(|(m, _)| m.part == part);
    let first_known = first(Part::Preview).or(first(Part::Account)).or(members.first());
    Encounter {
        id: linked.id.clone(),
        kind,
        channel: channel(&weighty, kind),
        format: weighty.iter().find_map(|v| v.account.format.clone()),
        status: status(voices),
        domestic: is_domestic(&participants),
        when: when(&weighty),
        place: place(&weighty),
        initiator: supported(&weighty, |v| v.account.initiator.clone()),
        duration: weighty.iter().find_map(|v| v.account.duration.clone()),
        topics: topics(&weighty),
        outcomes: crate::encounters::merged_outcomes(
            weighty.iter().flat_map(|v| &v.account.outcomes),
        ),
        participants,
        series: members.iter().find_map(|(_, t)| t.contact.series.clone()),
        first_known: first_known.map(|(m, _)| m.document.clone()),
        origins: origins(&members),
        relations: Vec::new(),
        accounts: voices.iter().map(|v| v.account.id.clone()).collect(),
        members: linked.members.clone(),
        fields: Vec::new(),
    }
}

/// The voices that tell the encounter as news or record; where there is none, all.
pub(super) fn weighty<'v, 'a>(voices: &'v [Voice<'a>]) -> Vec<&'v Voice<'a>> {
    let with_weight: Vec<&Voice<'a>> = voices.iter().filter(|v| v.has_weight()).collect();
    if !with_weight.is_empty() {
        return with_weight;
    }
    let later: Vec<&Voice<'a>> = voices.iter().filter(|v| v.part == Part::Reference).collect();
    if later.is_empty() { voices.iter().collect() } else { later }
}

fn origins(members: &[(&crate::nouns::Member, &Telling<'_>)]) -> u32 {
    let told = members.iter().filter(|(m, _)| m.part == Part::Account);
    told.map(|(_, t)| t.origin).collect::<BTreeSet<_>>().len() as u32
}

/// The value most origins give, the first of equals.
fn supported<T: Ord + Clone>(
    voices: &[&Voice<'_>],
    value: impl Fn(&Voice<'_>) -> Option<T>,
) -> Option<T> {
    let mut origins: BTreeMap<T, BTreeSet<&str>> = BTreeMap::new();
    let mut order: Vec<T> = Vec::new();
    for voice in voices {
        if let Some(value) = value(voice) {
            if !order.contains(&value) {
                order.push(value.clone());
            }
            origins.entry(value).or_default().insert(&voice.origin);
        }
    }
    let count = |v: &T| origins.get(v).map_or(0, BTreeSet::len);
    order.into_iter().rev().max_by_key(count)
}

/// The kind most origins tell, the more telling of equals: "talks" is said of most contacts.
fn kind(weighty: &[&Voice<'_>], all: &[Voice<'_>]) -> EncounterKind {
    let plain = |v: &Voice<'_>| Some(v.account.kind);
    supported(weighty, plain)
        .or_else(|| all.first().map(|v| v.account.kind))
        .unwrap_or(EncounterKind::Meeting)
}

fn channel(weighty: &[&Voice<'_>], kind: EncounterKind) -> Option<Channel> {
    let of_kind: Vec<&Voice<'_>> =
        weighty.iter().copied().filter(|v| v.account.kind == kind).collect();
    supported(&of_kind, |v| v.account.channel).or_else(|| supported(weighty, |v| v.account.channel))
}

/// What voices of weight tell stands; a plan stays one until somebody tells it as held.
fn status(voices: &[Voice<'_>]) -> Status {
    let said = |s: Status| {
        let told = voices.iter().filter(|v| v.part != Part::Preview && v.account.status == s);
        told.map(|v| v.origin.as_str()).collect::<BTreeSet<_>>().len()
    };
    if said(Status::Held) > 0 && said(Status::Held) >= said(Status::Denied) {
        return Status::Held;
    }
    let order = [Status::Denied, Status::Cancelled, Status::Postponed, Status::Planned];
    if let Some(found) = order.into_iter().find(|s| said(*s) > 0) {
        return found;
    }
    let planned = voices.iter().rev().map(|v| v.account.status).find(|s| *s != Status::Held);
    planned.unwrap_or(Status::Unclear)
}

fn is_domestic(participants: &[Participant]) -> bool {
    let mut countries = participants.iter().map(|p| p.country.as_ref());
    let Some(Some(first)) = countries.next() else { return false };
    countries.all(|c| c == Some(first))
}

/// The time most origins bear out: the finest of these, its words rather than its page's date,
/// the whole length rather than a part; of two days in two capitals the earlier.
fn when(weighty: &[&Voice<'_>]) -> Option<When> {
    let told: Vec<(&Voice<'_>, &When)> =
        weighty.iter().filter_map(|v| Some((*v, v.account.when.as_ref()?))).collect();
    let support = |days: Days| {
        let near = told.iter().filter(|(_, w)| {
            let other = self::days(w);
            other.within(days) || days.within(other)
        });
        near.map(|(v, _)| v.origin.as_str()).collect::<BTreeSet<_>>().len()
    };
    let length = |d: Days| match (d.start, d.end) {
        (Some(a), Some(b)) => (b - a).get_days(),
        _ => 0,
    };
    let rank = |w: &When| {
        let fine = matches!(w.precision, Precision::Day | Precision::Hour);
        let own = !matches!(w.basis, Basis::Publication | Basis::Inferred);
        let days = days(w);
        let start = days.start.map(|d| std::cmp::Reverse((d.year(), d.month(), d.day())));
        (fine, support(days), length(days).min(14) * i32::from(fine), own, start)
    };
    let best = told.iter().rev().max_by_key(|(_, w)| rank(w))?;
    Some(best.1.clone())
}

/// The finest place most origins tell.
fn place(weighty: &[&Voice<'_>]) -> Option<Where> {
    let key = |v: &Voice<'_>| {
        let place = v.account.place.as_ref()?;
        Some((place.geonames, place.name.clone()))
    };
    let cities: Vec<&Voice<'_>> = weighty
        .iter()
        .copied()
        .filter(|v| v.account.place.as_ref().is_some_and(|p| p.geonames.is_some()))
        .collect();
    let best = supported(&cities, key).or_else(|| supported(weighty, key))?;
    weighty.iter().find(|v| key(v).as_ref() == Some(&best))?.account.place.clone()
}

/// Everybody a voice of weight names, each once. A state stands for its people only where none
/// of them is named.
pub(super) fn participants(weighty: &[&Voice<'_>]) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for participant in weighty.iter().flat_map(|v| &v.account.participants) {
        match found.iter_mut().find(|p| same_participant(p, participant)) {
            Some(known) if known.office.is_none() => known.office.clone_from(&participant.office),
            Some(_) => {}
            None => found.push(participant.clone()),
        }
    }
    let people: BTreeSet<String> = found
        .iter()
        .filter(|p| !p.actor.as_str().starts_with("state:"))
        .filter_map(|p| p.country.clone())
        .collect();
    found.retain(|p| {
        let state = p.actor.as_str().starts_with("state:");
        !(state && p.country.as_ref().is_some_and(|c| people.contains(c)))
    });
    found
}

/// Whether two participants are one: the same actor, or one name in one country.
pub(super) fn same_participant(one: &Participant, other: &Participant) -> bool {
    one.actor == other.actor
        || (one.country == other.country
            && one.actor.as_str().starts_with("person:")
            && other.actor.as_str().starts_with("person:")
            && names_agree(&name_parts(&one.name), &name_parts(&other.name), 2))
}

fn topics(weighty: &[&Voice<'_>]) -> Vec<crate::nouns::Topic> {
    crate::encounters::merged_topics(weighty.iter().flat_map(|v| &v.account.topics))
}
