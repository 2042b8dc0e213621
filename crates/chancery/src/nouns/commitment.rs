//! What somebody bound themselves to, asked for, invited to or planned, and what became of it.

use serde::{Deserialize, Serialize};

use super::{ActorId, CommitmentId, DocumentId, Evidence, Via, When, Where};

/// Kind of commitment; `codebook/commitments` defines each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each kind has its page in codebook/commitments")]
pub enum CommitmentKind {
    Pledge,
    Request,
    Invitation,
    Plan,
}

/// Where a commitment stands. Only evidence changes it; a day that goes by does not.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentState {
    /// Made, and nothing later is told of it.
    #[default]
    Open,
    /// Whoever was asked or invited said yes.
    Accepted,
    /// Done in part.
    Partly,
    /// Done.
    Kept,
    /// Put off, or done after the day it was due.
    Late,
    /// Taken back, refused or cancelled.
    Withdrawn,
    /// Another commitment stands in its place.
    Superseded,
    /// Somebody says that it was never made.
    Denied,
}

/// An amount in a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// Its unit: an ISO 4217 code for money, `%`, or the noun counted ("tonnes").
    pub unit: String,
    /// The words.
    pub evidence: Evidence,
}

/// A later text that changed where a commitment stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Later {
    /// What it became.
    pub state: CommitmentState,
    /// Why this text is taken to speak of it, in words a person can read.
    pub why: String,
    /// The words.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A pledge, request, invitation or plan, as somebody told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Stable id.
    pub id: CommitmentId,
    /// Its kind.
    pub kind: CommitmentKind,
    /// Whoever pledges, asks, invites or plans.
    pub by: Vec<ActorId>,
    /// To whom.
    pub to: Vec<ActorId>,
    /// What, in the text's words.
    pub what: Evidence,
    /// Amounts in it.
    pub figure: Vec<Figure>,
    /// When it was made.
    pub made_on: Option<When>,
    /// When it is to be done.
    pub due: Option<When>,
    /// Where it is to be done.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// On what condition.
    pub condition: Option<Evidence>,
    /// Where it stands after all that was read.
    pub state: CommitmentState,
    /// Who tells of it, outermost first: "X promised, according to Y" is Y's telling.
    pub according_to: Vec<Via>,
    /// The words.
    pub evidence: Evidence,
    /// What later changed its state, in order of day.
    pub later: Vec<Later>,
}

/// What a text tells of a doing, as far as it bears on commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedKind {
    /// It was done.
    Done,
    /// It was not done, or not yet.
    NotDone,
    /// It was put off.
    PutOff,
    /// It was called off.
    CalledOff,
    /// Somebody refuses to do it.
    Refused,
    /// Somebody denies it, or denies having promised it.
    Denied,
}

/// Something told as done, not done, put off or called off: what the ledger holds against
/// commitments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// The document.
    pub document: DocumentId,
    /// What is told of it.
    pub kind: DeedKind,
    /// Who does it, or says so of it; empty where the text does not tell.
    pub by: Vec<ActorId>,
    /// Everybody named in its clause, the doers among them.
    pub parties: Vec<ActorId>,
    /// The clause that tells it.
    pub what: Evidence,
    /// Amounts in it.
    pub figure: Vec<Figure>,
    /// When it was done.
    pub when: Option<When>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// Who tells of it, outermost first.
    pub according_to: Vec<Via>,
}
