//! Which documents tell of one encounter, and why they are held to do so.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Account, Document, DocumentId, Encounter, EncounterId, Evidence};

/// What a document's telling of an encounter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Tells it as news, or as its record.
    Account,
    /// Tells of it beforehand.
    Preview,
    /// Comes back to it later, in a text about something else.
    Reference,
}

/// One document's telling of an encounter, and what ties it to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The id of the contact as that document alone tells it; it still leads to the encounter.
    pub contact: EncounterId,
    /// The document.
    pub document: DocumentId,
    /// What the telling is.
    pub part: Part,
    /// The contact of another document it is tied to most; null for the first and for a lone one.
    pub to: Option<EncounterId>,
    /// Weight of that tie, 0 to 1; null where `to` is.
    pub score: Option<f64>,
    /// What speaks for the tie and against it, in words a person can read.
    pub reasons: Vec<String>,
}

/// How a document came to another's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The same words.
    Exact,
    /// The same but for a few words.
    Near,
    /// A part of it, left as it was.
    Abridged,
    /// Told anew from it, without a source of its own.
    Reworded,
    /// A government's or an agency's own text, printed by another under its own head.
    Reprint,
}

/// That a document's words were taken from another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Copied {
    /// The document that took them.
    pub document: DocumentId,
    /// The document they were taken from.
    pub from: DocumentId,
    /// How.
    pub kind: CopyKind,
    /// Share of the taker's words that stand in the other, 0 to 1.
    pub share: f64,
    /// The credit line or the words that name the source, where there are such.
    pub credit: Option<Evidence>,
    /// Why this one is held to be the source, in words a person can read.
    pub why: String,
}

/// What one document tells of one contact, with what is known of the document: the unit that is
/// linked and compared.
#[derive(Debug, Clone)]
pub struct Telling<'a> {
    /// The contact as the document alone tells it.
    pub contact: &'a Encounter,
    /// What each voice of the document tells of it.
    pub accounts: Vec<&'a Account>,
    /// The document.
    pub document: &'a Document,
    /// The document it was taken from first; its own id where it is nobody's copy.
    pub origin: &'a DocumentId,
}

/// Tellings held to be of one encounter.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// The id of the encounter: that of its first member.
    pub id: EncounterId,
    /// Its members in canonical order: by day of publication (unknown last), document, place.
    pub members: Vec<Member>,
}

/// What people judged of contacts: which are one, which are not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ties {
    /// Contacts that are one, the lesser id first.
    pub together: BTreeSet<(EncounterId, EncounterId)>,
    /// Contacts that are not, the lesser id first.
    pub apart: BTreeSet<(EncounterId, EncounterId)>,
}
