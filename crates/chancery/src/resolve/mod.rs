//! Resolving: from the words of a text to who, when and where they mean, as of the day spoken of.

mod attach;
mod bodies;
pub mod dateline;
mod draft;
mod fold;
mod knowledge;
mod lexicon;
mod names;
mod nominals;
mod office_table;
mod offices;
mod people;
pub mod places;
mod pronouns;
mod states;
mod tables;
pub mod times;
mod titles;
mod who;

use chancery_engine::Doc;

use crate::nouns::{Page, Resolved};
use places::Gazetteer;

pub use fold::{fold, name_parts, names_agree};
pub use knowledge::{Gender, Knowledge};
pub use lexicon::{Hit, Sense, StateWord};
pub use office_table::Rank;
pub use who::mentions;

/// Everything a parsed page names: who, when and where.
pub fn resolve(page: &Page, doc: &Doc, knowledge: &Knowledge, gazetteer: &Gazetteer) -> Resolved {
    let (mentions, actors) = mentions(page, doc, knowledge);
    Resolved {
        mentions,
        actors,
        times: times::times(page, doc),
        places: places::places(page, doc, gazetteer),
    }
}
