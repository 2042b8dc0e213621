//! Numbers that are kept rather than counted: how much there is of each noun, and how many
//! encounters by state, pair of states and place.

use std::collections::{BTreeMap, BTreeSet};

use super::KeepError;
use super::db::{Db, Transaction, Value, params};
use super::findings::owned;
use crate::nouns::{Encounter, Where};
use crate::pipeline::ReadOutcome;

/// Numbers to be added to those that are kept.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<(&'static str, String, String), i64>);

impl Tally {
    /// So many more, or fewer, of something.
    pub(super) fn add(&mut self, what: &'static str, one: &str, other: &str, more: i64) {
        *self.0.entry((what, one.to_owned(), other.to_owned())).or_default() += more;
    }

    /// How much a record holds of each noun that is not settled.
    pub(super) fn counted(&mut self, db: &Db) -> Result<(), KeepError> {
        for noun in ["documents", "accounts", "statements", "commitments"] {
            let sql = format!("SELECT count(*) FROM {noun}");
            self.add(noun, "", "", db.row(&sql, [], |row| row.get(0))?);
        }
        Ok(())
    }

    /// What one more document tells.
    pub(super) fn read(&mut self, found: &ReadOutcome, more: i64) {
        let of = [
            ("documents", 1),
            ("accounts", found.accounts.len()),
            ("statements", found.statements.len()),
            ("commitments", found.commitments.len()),
        ];
        for (what, count) in of {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.add(what, "", "", more.saturating_mul(count));
        }
    }

    /// An encounter that came (1) or went (-1).
    pub(super) fn encounter(&mut self, it: &Encounter, more: i64) {
        self.add("encounters", "", "", more);
        for state in states(it) {
            self.add("state", state, "", more);
        }
        for (one, other) in pairs(it) {
            self.add("pair", one, other, more);
        }
        if let Some(place) = it.place.as_ref().and_then(point) {
            self.add("place", &place.0, &place.1, more);
        }
    }

    /// Adds them to what is kept.
    pub(super) fn write(self, transaction: &Transaction<'_>) -> Result<(), KeepError> {
        let changed = self.0.into_iter().filter(|(_, more)| *more != 0);
        let changed: Vec<((&'static str, String, String), i64)> = changed.collect();
        let row = |((what, one, other), more): &((&'static str, String, String), i64)| {
            owned(&params![*what, one, other, *more])
        };
        let rows: Vec<Vec<Value<'static>>> = changed.iter().map(row).collect();
        transaction.add_up("tallies", &["what", "one", "other", "count"], &rows)?;
        if changed.iter().any(|(_, more)| *more < 0) {
            transaction.execute("DELETE FROM tallies WHERE count = 0", [])?;
        }
        Ok(())
    }
}

/// The states whose people take part.
pub(super) fn states(it: &Encounter) -> BTreeSet<&str> {
    it.participants.iter().filter_map(|person| person.country.as_deref()).collect()
}

/// The pairs of these states, the first in the alphabet before the other.
pub(super) fn pairs(it: &Encounter) -> Vec<(&str, &str)> {
    let states: Vec<&str> = states(it).into_iter().collect();
    let behind = |at: usize| states[at + 1..].iter().map(move |other| (at, *other));
    (0..states.len()).flat_map(behind).map(|(at, other)| (states[at], other)).collect()
}

/// A place with a point, as it is counted: its name, and `CHE 46.20222 6.14569`.
fn point(place: &Where) -> Option<(String, String)> {
    let (latitude, longitude) = (place.latitude?, place.longitude?);
    let country = place.country.as_deref().unwrap_or("-");
    Some((place.name.clone(), format!("{country} {latitude} {longitude}")))
}
