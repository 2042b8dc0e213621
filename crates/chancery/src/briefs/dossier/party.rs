//! The two a dossier is on, and the time it covers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::nouns::{ActorId, Document, Moment, Participant, When};

/// One of the two: a state with everybody of it, or persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// Whoever the name may mean.
    pub actors: BTreeSet<ActorId>,
    /// ISO alpha-3 codes of the states it is, or whose voice speaks for it.
    pub voices: BTreeSet<String>,
}

impl Party {
    /// Whether an actor is it, or belongs to a state that is.
    pub fn holds(&self, actor: Option<&ActorId>, country: Option<&str>) -> bool {
        let state = country.map(|code| ActorId(format!("state:{code}")));
        actor.is_some_and(|actor| self.actors.contains(actor))
            || state.is_some_and(|state| self.actors.contains(&state))
    }
}

/// Whether both take part, each by a participant of its own.
pub(super) fn meet(one: &Party, other: &Party, people: &[Participant]) -> bool {
    let at = |party: &Party| -> Vec<usize> {
        let here = |i: &usize| party.holds(Some(&people[*i].actor), people[*i].country.as_deref());
        (0..people.len()).filter(here).collect()
    };
    let (one, other) = (at(one), at(other));
    one.iter().any(|i| other.iter().any(|j| i != j))
}

/// The time a dossier covers, and the day as of which it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// Nothing before this day.
    pub since: Option<Date>,
    /// Nothing after this day.
    pub until: Option<Date>,
    /// As documents published up to this day tell it.
    pub known_on: Option<Date>,
    /// The latest day of publication among the documents read.
    pub read_to: Option<Date>,
}

impl Period {
    /// The day as of which the brief tells.
    pub(super) fn as_of(&self) -> Option<Date> {
        match (self.known_on, self.read_to) {
            (Some(known), Some(read)) => Some(known.min(read)),
            (known, read) => known.or(read),
        }
    }

    /// Whether a time, or else the day it became known, may lie in the period.
    pub(super) fn covers(&self, when: Option<&When>, known: Option<Date>) -> bool {
        let start = when.and_then(|it| it.start).and_then(Moment::first_day);
        let end = when.and_then(|it| it.end).and_then(Moment::last_day);
        let (start, end) =
            if start.is_none() && end.is_none() { (known, known) } else { (start, end) };
        let after = self.since.is_none_or(|since| end.or(start).is_some_and(|end| end >= since));
        let before =
            self.until.is_none_or(|until| start.or(end).is_some_and(|start| start <= until));
        after && before
    }

    /// The period in words.
    pub(super) fn words(&self) -> String {
        let span = match (self.since, self.until) {
            (Some(since), Some(until)) => format!("{} to {}", day_words(since), day_words(until)),
            (Some(since), None) => format!("since {}", day_words(since)),
            (None, Some(until)) => format!("until {}", day_words(until)),
            (None, None) => "all that was read".to_owned(),
        };
        match (self.known_on, self.read_to) {
            (Some(day), _) => format!("{span}; as known on {}", day_words(day)),
            (None, Some(day)) => format!("{span}; documents read to {}", day_words(day)),
            (None, None) => span,
        }
    }
}

/// A day as a person writes it.
pub(super) fn day_words(day: Date) -> String {
    let moment = Some(Moment::day(day));
    crate::show::words::when_words(Some(&When {
        start: moment,
        end: moment,
        precision: crate::nouns::Precision::Day,
        basis: crate::nouns::Basis::Explicit,
        evidence: None,
    }))
}

/// The last day on which a document may have been published.
pub(super) fn day_of(document: &Document) -> Option<Date> {
    document.published.as_ref().and_then(|it| it.end.or(it.start)).and_then(Moment::last_day)
}
