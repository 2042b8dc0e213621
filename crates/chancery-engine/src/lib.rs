//! The language engine: from English text to tokens, tags, dependencies, lemmas and entities.
//!
//! It computes what spaCy's English pipeline computes, from the same weights, and knows nothing
//! of diplomacy. The main types are [`Engine`], which reads, and [`Doc`], which is what was read.

mod attribute_ruler;
mod character_tables;
pub mod conllu;
mod doc;
#[cfg(test)]
mod golden;
mod labels;
mod lemmatizer;
mod lexeme;
mod strings;
mod symbols;
mod tokenizer;

pub use doc::{Doc, Entity, Token};
pub use labels::{Dep, EntityKind, Pos, Tag};
