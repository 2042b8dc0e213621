//! What came, went or changed since encounters were last settled: marked in the same transaction,
//! so that a killed process leaves nothing settled that should not be.

use super::answering::mark_went;
use super::copied::may_take_from;
use super::db::{Transaction, Value, params};
use super::findings::owned;
use super::{KeepError, Record};
use crate::nouns::DocumentId;
use crate::settle::RULES;

/// Marks a document that is new, or read anew.
pub(super) fn mark_document(
    transaction: &Transaction<'_>,
    id: &DocumentId,
) -> Result<(), KeepError> {
    let sql = "INSERT INTO unsettled (what, id) VALUES ('document', ?1) ON CONFLICT DO NOTHING";
    transaction.execute(sql, [id.as_str()])?;
    Ok(())
}

/// Marks all that rests on what a document tells, before that is taken out: the contacts it was
/// settled with, the documents that may be copies of the same words or answer it, the other
/// editions, and the commitments it tells the further course of.
pub(super) fn mark_neighbours(
    transaction: &Transaction<'_>,
    id: &DocumentId,
) -> Result<(), KeepError> {
    let marks = [
        "INSERT INTO unsettled (what, id)
         SELECT DISTINCT 'component', component FROM contacts
         WHERE document = ?1 AND component IS NOT NULL ON CONFLICT DO NOTHING",
        "INSERT INTO unsettled (what, id)
         SELECT 'taker', document FROM copies WHERE source = ?1 ON CONFLICT DO NOTHING",
        "INSERT INTO unsettled (what, id)
         SELECT 'edition', address FROM documents WHERE id = ?1 AND address IS NOT NULL
         ON CONFLICT DO NOTHING",
        "INSERT INTO unsettled (what, id)
         SELECT DISTINCT 'commitment', commitment FROM turns WHERE document = ?1
         ON CONFLICT DO NOTHING",
    ];
    for mark in marks {
        transaction.execute(mark, [id.as_str()])?;
    }
    mark_went(transaction, id)?;
    let takers = may_take_from(transaction, id.as_str())?;
    let row = |id: String| vec![Value::Text("taker".into()), Value::Text(id.into())];
    let rows: Vec<_> = takers.into_iter().map(row).collect();
    Ok(transaction.insert_new("unsettled", &["what", "id"], &rows)?)
}

/// Marks documents of whose tellings something is known otherwise than before.
pub(super) fn mark_told<'d>(
    transaction: &Transaction<'_>,
    documents: impl IntoIterator<Item = &'d DocumentId>,
) -> Result<(), KeepError> {
    let rows: Vec<_> = documents.into_iter().map(|id| owned(&["told", id.as_str()])).collect();
    Ok(transaction.insert_new("unsettled", &["what", "id"], &rows)?)
}

/// Marks a line of the log of judgements.
pub(super) fn mark_judgement(transaction: &Transaction<'_>, number: u32) -> Result<(), KeepError> {
    let rows = [owned(&params!["judgement", number.to_string()])];
    Ok(transaction.insert_new("unsettled", &["what", "id"], &rows)?)
}

/// Marks the documents that name any of these actors, of whom something else is known now.
pub(super) fn mark_naming(transaction: &Transaction<'_>, actors: &[&str]) -> Result<(), KeepError> {
    let sql = "SELECT DISTINCT document FROM document_actors WHERE actor IN {ids}";
    let documents: Vec<DocumentId> =
        transaction.rows_of(sql, actors, |row| Ok(DocumentId(row.get(0)?)))?;
    mark_told(transaction, &documents)
}

/// What is marked, in order.
pub(super) fn marked(transaction: &Transaction<'_>, what: &str) -> Result<Vec<String>, KeepError> {
    let sql = "SELECT id FROM unsettled WHERE what = ?1 ORDER BY id";
    Ok(transaction.column(sql, [what])?)
}

impl Record {
    /// Whether nothing came or went since encounters were last settled, and by these rules.
    pub fn is_settled(&self) -> Result<bool, KeepError> {
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM unsettled)
                   AND (EXISTS (SELECT 1 FROM settled_by WHERE rules = ?1)
                        OR NOT EXISTS (SELECT 1 FROM documents))";
        Ok(self.db.row(sql, [RULES], |row| row.get(0))?)
    }
}
