//! A person's corrections of the record.

use serde::{Deserialize, Serialize};

use super::{DocumentId, Moment};

/// What a judgement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The field's right value is this one.
    Set,
    /// What stands is wrong, and no other value is given.
    Wrong,
    /// Two encounters are one.
    Merge,
    /// A document's telling belongs to an encounter of its own.
    Split,
    /// The thing did not happen as told, or is no such thing: it leaves the record.
    NotSo,
    /// Something the program did not find.
    Add,
    /// What stands is right and stays, whatever is read later.
    Lock,
}

/// What a judgement is fastened to: words in a document's raw bytes, never a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// SHA-256 of the raw bytes.
    pub document: DocumentId,
    /// The sentence it stands in, as read on the day of judging, white space as single blanks.
    pub sentence: String,
    /// The words themselves.
    pub words: String,
    /// Which of equal sentences of the document, from 0.
    pub occurrence: u32,
}

/// One judgement; a line of a log that is only ever added to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Place in the log, from 1.
    pub number: u32,
    /// Hash of the line before (64 zeros for the first).
    pub previous: String,
    /// SHA-256 over `previous` and everything below.
    pub hash: String,
    /// What is done.
    pub ruling: Ruling,
    /// The noun judged ("encounter", "statement", "commitment", "document").
    pub noun: String,
    /// What is judged: where its first words stand; for a merge, both.
    pub anchors: Vec<Anchor>,
    /// The field, for a value.
    pub field: Option<String>,
    /// The value given, as it is exported.
    pub value: Option<serde_json::Value>,
    /// What the program had at that time.
    pub was: Option<serde_json::Value>,
    /// The person's reason.
    pub because: String,
    /// The person.
    pub by: String,
    /// The day.
    pub day: Moment,
}
