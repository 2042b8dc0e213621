//! The language engine: from English text to tokens, tags, dependencies, lemmas and entities.
//!
//! It computes what spaCy's English pipeline computes, from the same weights, and knows nothing
//! of diplomacy. The main types are [`Engine`], which reads, and [`Doc`], which is what was read.

mod attribute_ruler;
mod character_tables;
pub mod conllu;
mod dense;
mod doc;
mod embed;
mod encoder;
mod engine;
#[cfg(test)]
mod golden;
mod kernel;
mod labels;
mod lemmatizer;
mod lexeme;
mod ner;
mod nets;
mod pages;
mod parser;
mod state_net;
mod strings;
mod symbols;
mod tagger;
mod tokenizer;
mod weights;

pub use dense::{Linear, WIDTH};
pub use doc::{Doc, Entity, Token};
pub use engine::{Engine, model_files};
pub use labels::{Dep, EntityKind, Pos, Tag};
pub use weights::{Table, Weights, WeightsError};
