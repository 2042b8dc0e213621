//! The exact words a value came from.

use serde::{Deserialize, Serialize};

use super::{DocumentId, ReadingId};

/// A span of a reading, and the rule or model that read it. Offsets are bytes into the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The document.
    pub document: DocumentId,
    /// The reading the offsets point into.
    pub reading: ReadingId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The words themselves.
    pub text: String,
    /// Rule or model that read them.
    pub reader: String,
    /// Version of that reader.
    pub version: String,
    /// Whether the words stand in a caption.
    pub caption: bool,
}
