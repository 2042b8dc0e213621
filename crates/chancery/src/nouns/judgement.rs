//! A person's corrections of the record.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{DocumentId, Moment, Side};

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
    /// An earlier judgement is taken back.
    Withdraw,
}

/// What can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the nouns say it")]
pub enum Judgeable {
    Encounter,
    Account,
    Statement,
    Commitment,
    Document,
}

/// What a judgement is fastened to: words in a document's raw bytes, never a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// SHA-256 of the raw bytes.
    pub document: DocumentId,
    /// The sentence it stands in, as read on the day of judging, white space as single blanks.
    /// Empty where the document as a whole is meant.
    pub sentence: String,
    /// The words themselves.
    pub words: String,
    /// Which of equal sentences of the document, from 0.
    pub occurrence: u32,
    /// Which of equal words of the sentence, from 0.
    pub nth: u32,
    /// How many things of that noun the sentence told on the day of judging.
    pub told: u32,
    /// Other words of the same thing, where several things are told in the same words.
    pub beside: Option<String>,
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
    /// What is judged, and how.
    #[serde(flatten)]
    pub said: Said,
}

/// What a person judges: a judgement without its place in a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// What is done.
    pub ruling: Ruling,
    /// The noun judged; null for a withdrawal.
    pub noun: Option<Judgeable>,
    /// What is judged: where its words stand, first the one it is known by; for a merge one of
    /// each, for a split the telling that stands alone and then those it is kept from.
    pub anchors: Vec<Anchor>,
    /// Whose voice, for an account.
    pub side: Option<Side>,
    /// The field, for a value.
    pub field: Option<String>,
    /// The value given, as it is exported, without evidence; for a lock what stood.
    pub value: Option<Value>,
    /// What the program had at that time.
    pub was: Option<Value>,
    /// The words that show the value; an addition always has them.
    pub words: Option<Anchor>,
    /// Hash of the line taken back.
    pub withdraws: Option<String>,
    /// The person's reason.
    pub because: String,
    /// The person.
    pub by: String,
    /// The day.
    pub day: Moment,
    /// Hash it had in the log it was brought from.
    pub brought: Option<String>,
}

impl Judgement {
    /// The hash it had where it was first written down; the same in every log it was brought to.
    pub fn first_hash(&self) -> &str {
        self.said.brought.as_deref().unwrap_or(&self.hash)
    }
}

/// What a judgement did to one field of a noun, beside what the program read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The judgement's place in the log.
    pub number: u32,
    /// What it does.
    pub ruling: Ruling,
    /// The field; null where the whole is judged.
    pub field: Option<String>,
    /// The value given.
    pub value: Option<Value>,
    /// What the program reads there now.
    pub was: Option<Value>,
    /// The person.
    pub by: String,
    /// The day.
    pub day: Moment,
    /// The person's reason.
    pub because: String,
    /// The later judgement that counts in its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub overruled_by: Option<u32>,
}

impl Judgeable {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encounter => "encounter",
            Self::Account => "account",
            Self::Statement => "statement",
            Self::Commitment => "commitment",
            Self::Document => "document",
        }
    }
}
