//! Who is the source of which words: spans of source, cue and content.

mod rules;

use std::ops::Range;

use chancery_engine::Doc;

/// A source, the words that tell that it speaks, and what it says. Token ranges of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Whoever speaks; none where the text does not tell.
    pub source: Option<Range<u32>>,
    /// The cue, in parts.
    pub cue: Vec<Range<u32>>,
    /// What is said, in parts.
    pub content: Vec<Range<u32>>,
    /// Weight, 0 to 1.
    pub score: f32,
}

/// The attributions of a text, nested ones each by themselves, in order of cue.
pub fn attributions(doc: &Doc) -> Vec<Attribution> {
    rules::attributions(doc)
}
