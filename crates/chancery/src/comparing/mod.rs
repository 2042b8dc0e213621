//! Comparing: what the accounts of one encounter say together, and where they part.
//!
//! [`compare`] makes the record's encounter out of the documents linked to it. Every voice is
//! held against every other, field by field; `codebook/verdicts.md` defines the verdicts and holds
//! the words the rules go by.

mod fields;
mod merge;
mod places;
mod times;
mod verdict;
mod voice;

use crate::nouns::{Encounter, Linked, Telling};

/// Name under which this stage signs evidence of its own.
const READER: &str = "comparing";
/// Version of the rules; raised whenever they change.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The record's encounter out of the tellings held to be of it.
///
/// Members are looked up among `tellings` by contact; the other tellings of the same documents
/// are used only to know which sentences tell of something else. A member that is not among them
/// is left out; without any the encounter has its id and nothing else.
pub fn compare(linked: &Linked, tellings: &[Telling<'_>]) -> Encounter {
    let voices = voice::voices(linked, tellings);
    let mut encounter = merge::merged(linked, &voices, tellings);
    encounter.fields = fields::fields(&encounter, &voices);
    encounter
}
