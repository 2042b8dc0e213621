//! The record as files: JSON lines, CSV and Parquet of every noun, counts of pairs of states, and
//! what makes a file citable: a manifest, a data dictionary, provenance.
//!
//! [`schema`] describes every field once; [`TableWriter`] writes rows in any [`Format`]; what a
//! reader may not pass on is withheld by [`withhold`]; [`Manifest`] says what a file was made
//! from, and [`difference`] where two files part. Nothing here opens a record or asks a clock:
//! lines come in, bytes go out.

mod bibtex;
mod columnar;
mod dictionary;
pub mod dyads;
mod flat;
mod ftm;
mod manifest;
mod package;

mod parting;
mod provenance;
pub mod schema;
mod text;
mod withheld;
mod writer;

pub use bibtex::{Citable, bibtex};
pub use dictionary::{DictionaryFormat, dictionary};
pub use flat::{Column, columns};
pub use ftm::FtmWriter;
pub use manifest::{FileEntry, INPUTS, InputLine, Inputs, Judgements, MANIFEST, Manifest, Part};
pub use package::data_package;
pub use parting::{Parting, difference, rows};
pub use provenance::{Agent, ProvenanceWriter};
pub use withheld::{LONGEST, withhold};
pub use writer::{ExportError, Format, TableWriter};
