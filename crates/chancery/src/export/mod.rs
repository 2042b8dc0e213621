//! The flat form of the nouns, for programs that want rows: CSV.
//!
//! JSON lines are the nouns themselves (see [`keep`](crate::keep)); a row holds the same values
//! under dotted names (`when.start`). A list becomes one cell, its members joined by `|`, so that
//! the third member of `participants.name` belongs with the third of `participants.country`.
//! Null is an empty cell. `docs/csv.md` lists every column.

mod columns;
mod flat;

pub use columns::{Column, columns};
pub use flat::{CsvError, CsvWriter};
