//! What came, went or changed since encounters were last settled: marked in the same transaction,
//! so that a killed process leaves nothing settled that should not be.

use rusqlite::Transaction;

use super::{KeepError, Record};
use crate::nouns::DocumentId;
use crate::settle::RULES;

/// Marks a document that is new, or read anew.
pub(super) fn mark_document(
    transaction: &Transaction<'_>,
    id: &DocumentId,
) -> Result<(), KeepError> {
    let sql = "INSERT OR IGNORE INTO unsettled (what, id) VALUES ('document', ?1)";
    transaction.prepare_cached(sql)?.execute([id.as_str()])?;
    Ok(())
}

/// Marks all that rests on what a document tells, before that is taken out: the contacts it was
/// settled with, the documents that may be copies of the same words, and the other editions.
pub(super) fn mark_neighbours(
    transaction: &Transaction<'_>,
    id: &DocumentId,
) -> Result<(), KeepError> {
    let marks = [
        "INSERT OR IGNORE INTO unsettled (what, id)
         SELECT 'component', component FROM contacts
         WHERE document = ?1 AND component IS NOT NULL",
        "INSERT OR IGNORE INTO unsettled (what, id)
         SELECT 'taker', other.document FROM sketched own
         JOIN sketches mine ON mine.number = own.number
         JOIN sketches theirs ON theirs.hash = mine.hash AND theirs.number <> mine.number
         JOIN sketched other ON other.number = theirs.number
         WHERE own.document = ?1",
        "INSERT OR IGNORE INTO unsettled (what, id)
         SELECT 'taker', document FROM copies WHERE source = ?1",
        "INSERT OR IGNORE INTO unsettled (what, id)
         SELECT 'edition', address FROM documents WHERE id = ?1 AND address IS NOT NULL",
    ];
    for mark in marks {
        transaction.prepare_cached(mark)?.execute([id.as_str()])?;
    }
    Ok(())
}

/// What is marked, in order.
pub(super) fn marked(transaction: &Transaction<'_>, what: &str) -> Result<Vec<String>, KeepError> {
    let sql = "SELECT id FROM unsettled WHERE what = ?1 ORDER BY id";
    let mut statement = transaction.prepare_cached(sql)?;
    let ids = statement.query_map([what], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

impl Record {
    /// Whether nothing came or went since encounters were last settled, and by these rules.
    pub fn is_settled(&self) -> Result<bool, KeepError> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM unsettled)
                   AND (EXISTS (SELECT 1 FROM settled_by WHERE rules = ?1)
                        OR NOT EXISTS (SELECT 1 FROM documents))";
        Ok(self.connection.query_row(sql, [RULES], |row| row.get(0))?)
    }
}
