//! The language engine: from English text to tokens, tags, dependencies, lemmas and entities.
//!
//! It computes what spaCy's English pipeline computes, from the same weights, and knows nothing
//! of diplomacy. The main types are [`Engine`], which reads, and [`Doc`], which is what was read.

pub mod conllu;
mod dense;
mod doc;
mod embed;
mod encoder;
mod kernel;
mod labels;
mod ner;
mod nets;
mod pages;
mod parser;
mod state_net;
mod tagger;
mod weights;

pub use doc::{Doc, Entity, Token};
pub use labels::{Dep, EntityKind, Pos, Tag};
