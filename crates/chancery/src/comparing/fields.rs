//! Field by field: what the voices say of each, and the verdict.

use serde_json::Value;

use super::merge::same_participant;
use super::told::Told;
use super::verdict::{Relation, Saying, judged};
use super::voice::Voice;
use super::{places, subjects, times};
use crate::nouns::{Encounter, Evidence, Field, FieldVerdict, Part, Status, Verdict, Where};

/// The verdicts on all fields, in the order of [`Field`].
pub(super) fn fields(
    encounter: &Encounter,
    voices: &[Voice<'_>],
    told: &Told<'_, '_>,
) -> Vec<FieldVerdict> {
    let mut found = Vec::new();
    found.extend(kind(voices));
    found.extend(channel(voices));
    found.extend(status(voices));
    found.extend(when(voices));
    let place = place(voices);
    let parted = place.as_ref().is_some_and(|it| it.verdict == Verdict::Contradicted);
    found.extend(told.venue().filter(|_| !parted).or(place));
    found.extend(participants(encounter, voices));
    let asked = told.initiators();
    let read = asked.is_empty().then(|| initiator(voices)).flatten();
    found.extend(asked.into_iter().chain(read));
    found.extend(told.duration());
    found.extend(told.numbers());
    found.extend(told.clashes());
    let silences = told.silences(&found);
    let shared = subjects::topics(voices).into_iter().chain(subjects::outcomes(voices));
    found.extend(shared.collect::<Vec<_>>());
    found.extend(silences);
    found.sort_by_key(|verdict| verdict.field);
    found
}

/// A value as it is exported.
fn exported(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// The words that tell the contact, where a value has none of its own.
fn words_of(voice: &Voice<'_>) -> Option<Evidence> {
    voice.account.evidence.first().cloned()
}

/// One saying for each voice that gives a value.
fn sayings<'v, 'a, T: serde::Serialize>(
    voices: &'v [Voice<'a>],
    value: impl Fn(&'v Voice<'a>) -> Option<(T, String, Option<Evidence>)>,
) -> Vec<Saying<'v, 'a, T>> {
    let said = voices.iter().filter_map(|voice| {
        let (value, words, evidence) = value(voice)?;
        let evidence = evidence.or_else(|| words_of(voice))?;
        let exported = exported(&value);
        let (origin, teller) = (voice.origin.clone(), voice.name());
        Some(Saying { voice, origin, teller, value, exported, words, evidence })
    });
    said.collect()
}

/// A word of the contract as people write it ("in person").
fn plain(value: &impl serde::Serialize) -> String {
    exported(value).as_str().unwrap_or_default().replace('_', " ")
}

fn kind(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let said = sayings(voices, |v| Some((v.account.kind, plain(&v.account.kind), None)));
    judged(Field::Kind, None, &said, voices.len(), |a, b| {
        if a.value == b.value {
            return Relation::Same;
        }
        Relation::Compatible(format!("\"{}\" and \"{}\" are two words for it", a.words, b.words))
    })
}

fn channel(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let said = sayings(voices, |v| v.account.channel.map(|c| (c, plain(&c), None)));
    judged(Field::Channel, None, &said, voices.len(), |a, b| {
        if a.value == b.value {
            return Relation::Same;
        }
        Relation::Compatible(format!("\"{}\" and \"{}\" may both have been used", a.words, b.words))
    })
}

fn status(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let said = sayings(voices, |v| Some((v.account.status, plain(&v.account.status), None)));
    judged(Field::Status, None, &said, voices.len(), status_relation)
}

fn status_relation(a: &Saying<'_, '_, Status>, b: &Saying<'_, '_, Status>) -> Relation {
    let ahead = |s: &Saying<'_, '_, Status>| {
        s.voice.part == Part::Preview || matches!(s.value, Status::Planned | Status::Unclear)
    };
    if a.value == b.value {
        Relation::Same
    } else if ahead(a) || ahead(b) {
        let early = if ahead(a) { a } else { b };
        Relation::Explained(format!("{} tells of it beforehand", early.teller))
    } else if [a.value, b.value].contains(&Status::Held) {
        Relation::Contradicted(format!(
            "{} tells it as {}, {} as {}",
            a.teller, a.words, b.teller, b.words
        ))
    } else {
        Relation::Explained("it was put off before it was called off, or the other way".to_owned())
    }
}

fn when(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let said = sayings(voices, |v| {
        let when = v.account.when.clone()?;
        Some((when.clone(), times::words(&when), when.evidence))
    });
    judged(Field::When, None, &said, voices.len(), times::relation)
}

fn place(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let said = sayings(voices, |v| {
        let place = v.account.place.clone().filter(|place| is_of_contact(v, place))?;
        Some((place.clone(), place.name.clone(), place.evidence))
    });
    judged(Field::Where, None, &said, voices.len(), places::relation)
}

/// Whether the words of a place tell of the contact: a clock ("Oslo time") and the dateline of the
/// teller's own release tell where the teller sits.
fn is_of_contact(voice: &Voice<'_>, place: &Where) -> bool {
    let Some(words) = &place.evidence else { return true };
    let document = voice.telling.document;
    let after = document.text.get(words.end as usize..).unwrap_or_default();
    if after.trim_start().starts_with("time") {
        return false;
    }
    let story = voice.account.evidence.first().map_or(0, |e| e.start);
    let line = document.text.get(..words.start as usize).unwrap_or_default();
    let line = line.rsplit('\n').next().unwrap_or_default();
    let opens = line.trim().is_empty() && after.trim_start().starts_with([',', '-', '–', '—', '(']);
    let own = voice.state().is_some() && voice.is_own();
    !(own && opens && words.end <= story)
}

fn participants(encounter: &Encounter, voices: &[Voice<'_>]) -> Vec<FieldVerdict> {
    let verdict = |who: &crate::nouns::Participant| {
        let said = sayings(voices, |v| {
            let told = v.account.participants.iter().find(|p| same_participant(p, who))?;
            Some((told.actor.clone(), told.name.clone(), Some(told.evidence.clone())))
        });
        let about = Some(who.name.clone());
        judged(Field::Participant, about, &said, voices.len(), |_, _| Relation::Same)
    };
    encounter.participants.iter().filter_map(verdict).collect()
}

fn initiator(voices: &[Voice<'_>]) -> Option<FieldVerdict> {
    let mut said = sayings(voices, |v| {
        let actor = v.account.initiator.clone()?;
        let known = v.account.participants.iter().find(|p| p.actor == actor);
        let name = known.map_or_else(|| actor.to_string(), |p| p.name.clone());
        let side = known.and_then(|p| p.country.clone());
        Some(((actor, side), name, None))
    });
    for saying in &mut said {
        saying.exported = exported(&saying.value.0);
    }
    judged(Field::Initiator, None, &said, voices.len(), |a, b| {
        if a.value.0 == b.value.0 {
            Relation::Same
        } else if a.value.1.is_some() && a.value.1 == b.value.1 {
            Relation::Compatible(format!("{} and {} are one side", a.words, b.words))
        } else {
            Relation::Contradicted(format!(
                "{} names {}, {} names {}",
                a.teller, a.words, b.teller, b.words
            ))
        }
    })
}
