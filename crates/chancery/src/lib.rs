//! chancery reads what the press and governments publish about dealings between states and keeps
//! the record: who met, called, wrote to or visited whom, when, where, in what office, and
//! according to whom, every value with the words it came from.
//!
//! The path is in the modules: [`nouns`] are what the stages meet in, [`pipeline`] leads a page
//! through them, [`settle`] puts together what documents tell of one encounter ([`copies`],
//! [`linking`], [`comparing`]), [`keep`] holds the record, [`show`] prints it; the crate
//! `chancery-export` writes it to files. [`bring`] takes in what a user knows of who is who.

pub mod briefs;
pub mod bring;
mod clocks;
mod codebook;
pub mod commitments;
pub mod comparing;
pub mod copies;
pub mod coreference;
pub mod encounters;
pub mod judging;
pub mod keep;
pub mod linking;
pub mod nouns;
mod numerals;
pub mod pipeline;
mod quotes;
pub mod read;
pub mod resolve;
mod scene;
pub mod settle;
pub mod show;
pub mod statements;
mod tree;
