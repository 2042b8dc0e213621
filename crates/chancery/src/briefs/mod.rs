//! Briefs: what a reader is handed of a record, before it is put into any format.
//!
//! `comparison` lays the accounts of one encounter side by side; `dossier` selects and orders
//! what two actors had to do with each other. Both are pure functions of nouns: they read no
//! record and no clock. Every line of a brief leads to its words by the number of a source.

mod cite;
mod comparison;
mod dossier;
#[cfg(test)]
pub(crate) mod testing;
mod voices;

pub use cite::{Library, Quote, SourceLine};
pub use comparison::{
    Apart, Cell, Column, Comparison, Row, Saying, Silence, Silences, comparison, parties, what,
    when_told, where_told,
};
pub use dossier::{Brief, Dealings, Item, Line, Party, Period, Section, SectionKind, brief};
