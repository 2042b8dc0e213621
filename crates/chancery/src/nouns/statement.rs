//! What somebody is said to have said, and how it answers what others said.

use serde::{Deserialize, Serialize};

use super::{DocumentId, Evidence, Mention, StatementId, Via, When};

/// What is done by saying it; `codebook/acts` defines each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each act has its page in codebook/acts")]
pub enum Act {
    Say,
    Deny,
    Doubt,
    Confirm,
    Correct,
    Decline,
    Promise,
    Request,
    Invite,
    Accept,
    Thank,
    Praise,
    Criticise,
    Warn,
    Threaten,
}

/// Whether the speaker's own words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// How far quoted words are the speaker's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// Given word for word, as far as the text shows.
    Verbatim,
    /// With an editor's words in brackets, or with words left out.
    Edited,
    /// Said to be put from another language.
    Translated,
    /// A phrase only, inside the reporter's sentence.
    Partial,
}

/// How one statement answers another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Says it is not so.
    Denies,
    /// Does not believe it, or does not know where it comes from.
    Doubts,
    /// Puts something else in its place.
    Corrects,
    /// Says it is so.
    Confirms,
    /// Will not say.
    Declines,
}

/// A link from an answer to the claim it answers. Neither is taken for true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The statement that makes the claim, in this document or an earlier one; null where the
    /// claim stands in the text as nobody's statement.
    pub claim: Option<StatementId>,
    /// How it is answered.
    pub kind: AnswerKind,
    /// Weight of the link, 0 to 1.
    pub score: f64,
    /// What speaks for the link, in words a person can read.
    pub why: String,
    /// The words of the claim.
    pub evidence: Evidence,
}

/// A statement: what one source is told to have said, asked, promised or denied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable id.
    pub id: StatementId,
    /// The document.
    pub document: DocumentId,
    /// Who said it; more than one where they speak jointly. Empty where the text does not tell.
    pub speaker: Vec<Mention>,
    /// To whom.
    pub addressees: Vec<Mention>,
    /// Who tells that it was said, outermost first, the speaker left out.
    pub via: Vec<Via>,
    /// The words that tell that something is said ("told reporters", "according to").
    pub cue: Vec<Evidence>,
    /// What is said, in order; several where other words part it.
    pub content: Vec<Evidence>,
    /// What is done by it.
    pub act: Act,
    /// Whether the words are the speaker's.
    pub form: Form,
    /// How far quoted words are the speaker's; null where nothing is quoted.
    pub quote: Option<Quote>,
    /// On what occasion ("a joint press conference", "a post on social media").
    pub occasion: Option<Evidence>,
    /// When it was said.
    pub when: Option<When>,
    /// What it answers.
    pub answers: Vec<Answer>,
    /// The whole of it: from the first of source, cue and content to the last.
    pub evidence: Evidence,
}
