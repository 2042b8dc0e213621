//! Taking a document out of the record.

use super::seals::{ACTORS, reseal};
use super::write::{forget_findings, stored};
use super::{KeepError, Record};
use crate::nouns::DocumentId;

/// What is left of a document once its findings are out, in an order that breaks no reference.
/// Actors that no other document names go with it.
const REMOVE: &[&str] = &[
    "DELETE FROM copies WHERE document = ?1 OR source = ?1",
    "DELETE FROM sketches WHERE number IN (SELECT number FROM sketched WHERE document = ?1)",
    "DELETE FROM sketched WHERE document = ?1",
    "DELETE FROM paths WHERE document = ?1",
    "DELETE FROM document_notes WHERE document = ?1",
    "DELETE FROM documents WHERE id = ?1",
    "DELETE FROM seals WHERE what = 'documents' AND id = ?1",
    "DELETE FROM readings WHERE document = ?1",
    "DELETE FROM unsettled WHERE what IN ('document', 'taker', 'told') AND id = ?1",
];

impl Record {
    /// Takes a document out with all that was found in it, as if it had never been read. False
    /// where the record does not hold it.
    pub fn remove(&mut self, id: &DocumentId) -> Result<bool, KeepError> {
        self.judged.take();
        let transaction = self.db.transaction()?;
        if stored(&transaction, id)?.is_none() {
            return Ok(false);
        }
        let sql = "SELECT actor FROM document_actors WHERE document = ?1";
        let named: Vec<String> = transaction.column(sql, [id.as_str()])?;
        forget_findings(&transaction, id)?;
        for statement in REMOVE {
            transaction.execute(statement, [id.as_str()])?;
        }
        let sql = "DELETE FROM actors WHERE id = ?1
                   AND NOT EXISTS (SELECT 1 FROM document_actors WHERE actor = ?1)
                   AND NOT EXISTS (SELECT 1 FROM judged_actors WHERE actor = ?1)";
        let unnamed = "DELETE FROM actor_words WHERE actor = ?1
                       AND NOT EXISTS (SELECT 1 FROM document_actors WHERE actor = ?1)
                       AND NOT EXISTS (SELECT 1 FROM judged_actors WHERE actor = ?1)";
        for actor in named {
            transaction.execute(unnamed, [&actor])?;
            if transaction.execute(sql, [&actor])? > 0 {
                reseal(&transaction, &ACTORS, &actor)?;
            }
        }
        transaction.commit()?;
        Ok(true)
    }
}
