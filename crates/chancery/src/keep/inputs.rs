//! What a record was read from.

use serde::Deserialize;

use super::{KeepError, Record};
use crate::nouns::DocumentId;

/// A document as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// SHA-256 of its raw bytes.
    pub id: DocumentId,
    /// Day of reading it in.
    pub retrieved: Option<String>,
    /// Every path it was found at, in byte order.
    pub paths: Vec<String>,
}

/// What is read of a document's line.
#[derive(Deserialize)]
struct Line {
    retrieved: Option<String>,
}

impl Record {
    /// Hands every document, as it came in, to `take`, in order of id.
    pub fn each_entered<E: From<KeepError>>(
        &self,
        mut take: impl FnMut(Entered) -> Result<(), E>,
    ) -> Result<(), E> {
        for id in self.document_ids()? {
            let sql = "SELECT json FROM documents WHERE id = ?1";
            let line: Option<Line> = self.noun(sql, id.as_str())?;
            let paths = self.paths(&id)?;
            take(Entered { id, retrieved: line.and_then(|line| line.retrieved), paths })?;
        }
        Ok(())
    }
}
