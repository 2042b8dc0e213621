//! Printing for people: tables and views as plain text for a terminal of a given width.
//!
//! Nothing here reads a file or a clock; what is to be printed is handed in. Words that come from
//! texts are printed without control characters, so that no text can steer a terminal.

mod actor;
mod changes;
mod choices;
pub mod compare;
mod conflicts;
mod document;
pub mod dossier;
mod encounter;
mod judged;
pub(crate) mod layout;
mod markdown;
mod overview;
mod page;
mod said;
mod sources;
mod table;
pub(crate) mod words;

pub use actor::{actor, findings};
pub use changes::changes;
pub use conflicts::conflicts;
pub use document::{DocumentView, document, hits};
pub use encounter::{encounter, encounters};
pub use judged::{judged, judgement, judgements, standing, value};
pub use layout::{plain, shortened};
pub use overview::overview;
pub use said::{Standing, commitment, commitments, ledger, statement, statements};
pub use table::table;
pub use words::{participant_words, published_words, short_id, when_words, where_words, word};
