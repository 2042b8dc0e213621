//! How settled encounters stand to each other: part of, prepares, follows, repeats.

use crate::nouns::{Encounter, EncounterId, Relation};

/// The relations between encounters, ordered.
pub fn relations(_encounters: &[Encounter]) -> Vec<(EncounterId, Relation)> {
    Vec::new()
}
