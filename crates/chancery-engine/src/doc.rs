//! What was read: a text with its tokens, tree, sentences and entities.

use std::ops::Range;

use smol_str::SmolStr;

use crate::labels::{Dep, EntityKind, Pos, Tag};

/// One token. Offsets are bytes into the text; `head` is an index into [`Doc::tokens`], and a
/// root is its own head.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Whether one space follows (further white space is a token of its own, as in spaCy).
    pub space_after: bool,
    /// Base form, by the rule lemmatiser.
    pub lemma: SmolStr,
    /// Universal part of speech.
    pub pos: Pos,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Morphological features in canonical order, `Number=Sing|Person=3`; empty if none.
    pub morph: SmolStr,
    /// Index of the syntactic head; its own index for a root.
    pub head: u32,
    /// Relation to the head.
    pub dep: Dep,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// A named entity: a range of tokens and its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Kind of entity.
    pub kind: EntityKind,
}

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    /// The text that all offsets point into.
    pub text: String,
    /// Tokens in order; together with the spaces they make up the whole text.
    pub tokens: Vec<Token>,
    /// Entities in order, never overlapping.
    pub entities: Vec<Entity>,
    /// Sentences as ranges of tokens, in order, covering every token.
    pub sentences: Vec<Range<u32>>,
}

impl Doc {
    /// The words of one token.
    pub fn word(&self, token: u32) -> &str {
        let t = &self.tokens[token as usize];
        &self.text[t.start as usize..t.end as usize]
    }

    /// The words from one token up to another (exclusive), as they stand in the text.
    pub fn span(&self, tokens: Range<u32>) -> &str {
        if tokens.is_empty() {
            return "";
        }
        let range = self.bytes(tokens);
        &self.text[range.start as usize..range.end as usize]
    }

    /// The bytes of a non-empty range of tokens.
    pub fn bytes(&self, tokens: Range<u32>) -> Range<u32> {
        let first = &self.tokens[tokens.start as usize];
        let last = &self.tokens[tokens.end as usize - 1];
        first.start..last.end
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: u32) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }

    /// Direct dependents of a token, left to right.
    pub fn children(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        let sentence = self.sentences[self.sentence_of(token)].clone();
        sentence.filter(move |&t| t != token && self.tokens[t as usize].head == token)
    }

    /// The entity that covers a token.
    pub fn entity_at(&self, token: u32) -> Option<&Entity> {
        let next = self.entities.partition_point(|e| e.end <= token);
        self.entities.get(next).filter(|e| e.start <= token)
    }

    /// The token that holds a byte, or the first after it.
    pub fn token_at(&self, byte: u32) -> u32 {
        self.tokens.partition_point(|t| t.end <= byte) as u32
    }
}
