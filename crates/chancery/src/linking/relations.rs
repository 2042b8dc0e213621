//! How settled encounters stand to each other: part of, prepares, follows, repeats.

use std::collections::BTreeSet;

use crate::nouns::{Encounter, EncounterId, Relation};

/// The relations between encounters, ordered.
pub fn relations(_encounters: &[Encounter]) -> Vec<(EncounterId, Relation)> {
    Vec::new()
}

/// What an encounter is looked up by: how two stand to each other depends on the encounters that
/// share a key with one of them, and on no others.
pub fn relation_keys(encounter: &Encounter) -> BTreeSet<String> {
    let countries: BTreeSet<&str> =
        encounter.participants.iter().filter_map(|it| it.country.as_deref()).collect();
    countries.into_iter().map(str::to_owned).collect()
}
