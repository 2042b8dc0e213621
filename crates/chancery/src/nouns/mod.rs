//! The record's nouns: what the stages meet in, in the shapes the exports promise.
//!
//! These types carry no policy. Their serialised form *is* the export format: field names, order
//! and the use of null are fixed here and nowhere else.

mod actor;
mod document;
mod encounter;
mod evidence;
mod id;
mod mention;
mod place;
mod topic;
mod when;

pub use actor::{Actor, ActorKind, Agreement, Codes, OfficeHeld, Sector};
pub use document::{
    Block, BlockKind, Cut, Document, DocumentKind, Note, Page, Published, PublishedBasis, Reading,
};
pub use encounter::{
    Account, Channel, Encounter, EncounterKind, Participant, Relation, RelationKind, Reply, Role,
    Side, Status, Told, Topic, Via, ViaBasis,
};
pub use evidence::Evidence;
pub use id::{AccountId, ActorId, DocumentId, EncounterId, ReadingId};
pub use mention::{Candidate, Mention, MentionKind, Resolved, TimeMention, TimexKind};
pub use place::{PlaceMention, Where};
pub use topic::Context;
pub use when::{Basis, Moment, Precision, When};
