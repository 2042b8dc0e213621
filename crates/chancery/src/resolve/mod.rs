//! From words to who: the knowledge of states, bodies, offices and persons, and the mentions of
//! them in a text.

mod bodies;
mod draft;
mod fold;
mod knowledge;
mod lexicon;
mod names;
mod office_table;
mod offices;
mod people;
mod states;
mod tables;
mod titles;
mod who;

pub use fold::{fold, name_parts, names_agree};
pub use knowledge::{Gender, Knowledge};
pub use lexicon::{Hit, Sense, StateWord};
pub use office_table::Rank;
pub use who::mentions;
