//! The record's nouns: what the stages meet in, in the shapes the exports promise.
//!
//! These types carry no policy. Their serialised form *is* the export format: field names, order
//! and the use of null are fixed here and nowhere else.

mod actor;
mod commitment;
mod document;
mod encounter;
mod evidence;
mod id;
mod judgement;
mod link;
mod mention;
mod place;
mod statement;
mod topic;
mod verdict;
mod when;

pub use actor::{Actor, ActorKind, Agreement, Codes, OfficeHeld, Sector};
pub use commitment::{Commitment, CommitmentKind, CommitmentState, Deed, DeedKind, Figure, Later};
pub use document::{
    Block, BlockKind, Cut, Document, DocumentKind, Note, Page, Published, PublishedBasis, Reading,
};
pub use encounter::{
    Account, Channel, Encounter, EncounterKind, Instrument, InstrumentState, Outcome, OutcomeAct,
    Participant, Relation, RelationKind, Reply, Role, Side, Status, Told, Topic, Via, ViaBasis,
};
pub use evidence::Evidence;
pub use id::{AccountId, ActorId, CommitmentId, DocumentId, EncounterId, ReadingId, StatementId};
pub use judgement::{Anchor, Judgeable, Judged, Judgement, Ruling, Said};
pub use link::{Copied, CopyKind, Linked, Member, Part, Telling, Ties};
pub use mention::{Candidate, Mention, MentionKind, Resolved, TimeMention, TimexKind};
pub use place::{PlaceMention, Where};
pub use statement::{Act, Answer, AnswerKind, Form, Quote, Statement};
pub use topic::Context;
pub use verdict::{Field, FieldValue, FieldVerdict, Testimony, Verdict};
pub use when::{Basis, MONTHS, Moment, Precision, When};
