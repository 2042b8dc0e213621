//! How the accounts of one encounter stand to each other, field by field.

use serde::{Deserialize, Serialize};

use super::{AccountId, Evidence};

/// What the accounts together say of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Two independent origins or more give the same value.
    Agreed,
    /// All who give it have it from one text.
    OneOrigin,
    /// Values that differ in fineness only ("December" and "13 December").
    Compatible,
    /// Values that differ for a known reason, such as the hour of two capitals.
    Explained,
    /// One voice has it, the others are silent.
    Only,
    /// Values that cannot both be true.
    Contradicted,
}

/// A field of an encounter that accounts can be compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are those of the encounter's own fields")]
pub enum Field {
    Kind,
    Channel,
    Status,
    When,
    Where,
    /// One participant; `FieldVerdict::about` says who.
    Participant,
    Initiator,
    Duration,
    Format,
    /// One subject; `FieldVerdict::about` says which.
    Topic,
    /// One thing agreed, announced, signed, asked, offered, warned of or refused.
    Outcome,
    /// A figure told of one thing ("200 prisoners"); `FieldVerdict::about` says of what.
    Number,
}

/// An account that gives a value, with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Testimony {
    /// The account.
    pub account: AccountId,
    /// The words that give the value.
    pub evidence: Evidence,
}

/// A value and who gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The value as it is exported elsewhere: a `when`, a `where`, an actor's id, a word, a number.
    pub value: serde_json::Value,
    /// The value in words a person can read.
    pub words: String,
    /// Who gives it, in canonical order of accounts.
    pub accounts: Vec<Testimony>,
}

/// What the accounts of an encounter say of one field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldVerdict {
    /// The field.
    pub field: Field,
    /// Which one, where there are many of the field: a name, a subject.
    pub about: Option<String>,
    /// How the values stand to each other.
    pub verdict: Verdict,
    /// Why, in words a person can read.
    pub why: String,
    /// The values, the best founded first.
    pub values: Vec<FieldValue>,
    /// Accounts of weight by other sides that tell nothing of it (subjects and outcomes only).
    pub silent: Vec<AccountId>,
}
