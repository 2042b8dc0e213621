//! Putting what was read into the record: documents in one transaction, all or none of them.

use std::collections::BTreeSet;

use super::db::{Db, Transaction, params};
use super::findings::{
    READINGS, Settling, add_document, add_findings, insert_known_actors, published, word,
};
use super::marks::{mark_document, mark_neighbours};
use super::rows::{Into, Rows};
use super::said::{COMMITMENTS_OF, FORGET, STATEMENTS_OF};
use super::seals::{PROBLEMS, reseal, seal_again, seal_new, seal_paths, unseal_problems};
use super::story::Head;
use super::tallies::Tally;
use super::{KeepError, Record};
use crate::nouns::{Document, DocumentId, Page, Reading};
use crate::pipeline::{READER, ReadOutcome};

/// Takes out the accounts of a document.
const ACCOUNTS_OF: &str = "DELETE FROM accounts WHERE document = ?1";

static PATHS: Into = Into { table: "paths", columns: &["document", "path"], anew: true };
static UNSETTLED: Into = Into { table: "unsettled", columns: &["what", "id"], anew: true };

/// What keeping a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was new.
    New,
    /// The same bytes were there already; nothing changed but the paths they were found at.
    Known,
    /// It was there and has been put in anew.
    Again,
}

impl Record {
    /// Keeps a document with all that was found in it. Where its bytes are known already, only
    /// the path is noted, unless `again` asks to replace what was found before.
    pub fn keep(&mut self, outcome: &ReadOutcome, again: bool) -> Result<Kept, KeepError> {
        let kept = self.keep_all(&[outcome], again)?;
        Ok(kept.into_iter().next().unwrap_or(Kept::Known))
    }

    /// Keeps several documents, all or none of them.
    pub fn keep_all(
        &mut self,
        outcomes: &[&ReadOutcome],
        again: bool,
    ) -> Result<Vec<Kept>, KeepError> {
        self.insist(|record| record.keep_once(outcomes, again))
    }

    fn keep_once(
        &mut self,
        outcomes: &[&ReadOutcome],
        again: bool,
    ) -> Result<Vec<Kept>, KeepError> {
        self.judged.take();
        let transaction = self.db.transaction()?;
        let mut known = known_of(&transaction, outcomes)?;
        let mut kept = Vec::new();
        let mut new: Vec<&ReadOutcome> = Vec::new();
        for outcome in outcomes {
            let document = &outcome.page.document;
            if known.insert(document.id.clone()) {
                new.push(outcome);
                kept.push(Kept::New);
            } else {
                kept.push(if again { Kept::Again } else { Kept::Known });
            }
        }
        insert_new(&transaction, &new)?;
        for (outcome, kept) in outcomes.iter().zip(&kept) {
            let document = &outcome.page.document;
            if *kept == Kept::Again {
                replace(&transaction, outcome)?;
            }
            if let (Kept::Known | Kept::Again, Some(path)) = (kept, &document.path) {
                note_path(&transaction, &document.id, path)?;
            }
        }
        transaction.commit()?;
        Ok(kept)
    }

    /// Notes another path at which known bytes were found.
    pub fn keep_path(&mut self, document: &DocumentId, path: &str) -> Result<(), KeepError> {
        self.insist(|record| {
            let transaction = record.db.transaction()?;
            if stored(&transaction, document)?.is_some() {
                note_path(&transaction, document, path)?;
            }
            Ok(transaction.commit()?)
        })
    }

    /// Forgets what was wrong with an input, or with lines of it, at an earlier try.
    pub fn forget_problems(&mut self, input: &str) -> Result<(), KeepError> {
        let of_input = "input = ?1 OR substr(input, 1, length(?1) + 2) = ?1 || ', '";
        let sql = format!("SELECT EXISTS (SELECT 1 FROM problems WHERE {of_input})");
        if !self.db.row(&sql, [input], |row| row.get(0))? {
            return Ok(());
        }
        self.insist(|record| {
            let transaction = record.db.transaction()?;
            transaction.execute(&format!("DELETE FROM problems WHERE {of_input}"), [input])?;
            unseal_problems(&transaction)?;
            Ok(transaction.commit()?)
        })
    }

    /// Notes an input that could not be read, and the day (ISO) of trying.
    pub fn keep_problem(&mut self, input: &str, day: &str, what: &str) -> Result<(), KeepError> {
        let sql = "INSERT INTO problems (input, day, what) VALUES (?1, ?2, ?3)
                   ON CONFLICT (input) DO UPDATE SET day = excluded.day, what = excluded.what";
        self.insist(|record| {
            let transaction = record.db.transaction()?;
            transaction.execute(sql, [input, day, what])?;
            reseal(&transaction, &PROBLEMS, input)?;
            Ok(transaction.commit()?)
        })
    }
}

/// The document as the record has it.
pub(super) fn stored(db: &Db, id: &DocumentId) -> Result<Option<Document>, KeepError> {
    let sql = "SELECT json FROM documents WHERE id = ?1";
    let json: Option<String> = db.first(sql, [id.as_str()], |row| row.get(0))?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// A document as it is to stand after being read again: first path and first day stay.
fn merged(new: &Document, old: Option<&Document>) -> Document {
    let mut document = new.clone();
    if let Some(old) = old {
        document.path = old.path.iter().chain(&new.path).min().cloned();
        document.retrieved = old.retrieved.iter().chain(&new.retrieved).min().cloned();
    }
    document
}

/// Notes a path; the document shows the first of its paths in byte order, so that the order of
/// arrival leaves no trace.
fn note_path(transaction: &Transaction<'_>, id: &DocumentId, path: &str) -> Result<(), KeepError> {
    let sql = "INSERT INTO paths (document, path) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    let new = transaction.execute(sql, [id.as_str(), path])?;
    let Some(mut document) = (if new > 0 { stored(transaction, id)? } else { None }) else {
        return Ok(());
    };
    if document.path.as_deref().is_none_or(|shown| path < shown) {
        document.path = Some(path.to_owned());
        update_document(transaction, &document)?;
    }
    seal_paths(transaction, id)
}

/// Takes out what an earlier reading found; the reading itself stays.
pub(super) fn forget_findings(
    transaction: &Transaction<'_>,
    id: &DocumentId,
) -> Result<(), KeepError> {
    mark_neighbours(transaction, id)?;
    transaction.unindex_words(id.as_str())?;
    let statements = [
        "DELETE FROM account_evidence
         WHERE account IN (SELECT id FROM accounts WHERE document = ?1)",
        "DELETE FROM account_participants
         WHERE account IN (SELECT id FROM accounts WHERE document = ?1)",
        ACCOUNTS_OF,
        "DELETE FROM contact_keys WHERE contact IN (SELECT id FROM contacts WHERE document = ?1)",
        "DELETE FROM contacts WHERE document = ?1",
        "DELETE FROM mentions WHERE document = ?1",
        "DELETE FROM document_actors WHERE document = ?1",
        "DELETE FROM document_pairs WHERE document = ?1",
        "DELETE FROM document_notes WHERE document = ?1",
    ];
    let mut tally = Tally::default();
    tally.add("documents", "", "", -1);
    for statement in statements.iter().chain(FORGET) {
        let gone = transaction.execute(statement, [id.as_str()])?.cast_signed();
        match *statement {
            ACCOUNTS_OF => tally.add("accounts", "", "", -gone),
            STATEMENTS_OF => tally.add("statements", "", "", -gone),
            COMMITMENTS_OF => tally.add("commitments", "", "", -gone),
            _ => {}
        }
    }
    tally.write(transaction)
}

/// Puts in documents that are not there.
fn insert_new(transaction: &Transaction<'_>, new: &[&ReadOutcome]) -> Result<(), KeepError> {
    let mut rows = Rows::default();
    for found in new {
        add_document(&mut rows, &found.page.document, found, &Settling::default())?;
        add_findings(&mut rows, found, &Settling::default())?;
        rows.add(&UNSETTLED, &params!["document", found.page.document.id.as_str()]);
    }
    insert_with(transaction, new, rows)?;
    seal_new(transaction, new)
}

/// Puts in new documents whose other rows are at hand.
pub(super) fn insert_with(
    transaction: &Transaction<'_>,
    new: &[&ReadOutcome],
    mut rows: Rows,
) -> Result<(), KeepError> {
    if new.is_empty() {
        return Ok(());
    }
    let numbers = transaction.next_numbers("readings", new.len())?;
    for (number, found) in numbers.iter().zip(new) {
        let Reading { id, cleaner, text, blocks, cut } = &found.page.reading;
        let (of, path) = (found.page.document.id.as_str(), &found.page.document.path);
        let (id, blocks, cut) =
            (id.as_str(), serde_json::to_string(blocks)?, serde_json::to_string(cut)?);
        rows.add(&READINGS, &params![*number, of, id, cleaner, text, blocks, cut]);
        if let Some(path) = path {
            rows.add(&PATHS, &params![of, path]);
        }
    }
    insert_known_actors(transaction, new.iter().flat_map(|found| &found.actors))?;
    rows.write(transaction)?;
    let texts = new.iter().map(|found| found.page.reading.text.as_str());
    let texts: Vec<(i64, &str)> = numbers.into_iter().zip(texts).collect();
    transaction.index_words(&texts)?;
    let mut tally = Tally::default();
    for found in new {
        tally.read(found, 1);
    }
    tally.write(transaction)
}

/// Puts in anew what was found in a document that is there.
fn replace(transaction: &Transaction<'_>, found: &ReadOutcome) -> Result<(), KeepError> {
    let known = stored(transaction, &found.page.document.id)?;
    forget_findings(transaction, &found.page.document.id)?;
    let document = merged(&found.page.document, known.as_ref());
    insert_reading(transaction, &document.id, &found.page.reading)?;
    update_read(transaction, &document, found)?;
    insert_known_actors(transaction, &found.actors)?;
    let mut rows = Rows::default();
    add_findings(&mut rows, found, &Settling::default())?;
    rows.write(transaction)?;
    let mut tally = Tally::default();
    tally.read(found, 1);
    tally.write(transaction)?;
    mark_document(transaction, &document.id)?;
    let reading = found.page.reading.clone();
    seal_again(transaction, &ReadOutcome { page: Page { document, reading }, ..found.clone() })
}

/// The documents of these that the record has.
fn known_of(
    transaction: &Transaction<'_>,
    outcomes: &[&ReadOutcome],
) -> Result<BTreeSet<DocumentId>, KeepError> {
    let ids: Vec<&str> = outcomes.iter().map(|it| it.page.document.id.as_str()).collect();
    let sql = "SELECT id FROM documents WHERE id IN {ids}";
    Ok(transaction.rows_of(sql, &ids, |row| Ok(DocumentId(row.get(0)?)))?.into_iter().collect())
}

fn insert_reading(
    transaction: &Transaction<'_>,
    document: &DocumentId,
    reading: &Reading,
) -> Result<(), KeepError> {
    let sql = "INSERT INTO readings (document, id, cleaner, text, blocks, cut)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT (document, id)
               DO UPDATE SET blocks = excluded.blocks, cut = excluded.cut
               RETURNING number";
    let row = [
        document.as_str(),
        reading.id.as_str(),
        &reading.cleaner,
        &reading.text,
        &serde_json::to_string(&reading.blocks)?,
        &serde_json::to_string(&reading.cut)?,
    ];
    let number: i64 = transaction.row(sql, row, |row| row.get(0))?;
    Ok(transaction.index_words(&[(number, &reading.text)])?)
}

fn update_read(
    transaction: &Transaction<'_>,
    document: &Document,
    outcome: &ReadOutcome,
) -> Result<(), KeepError> {
    let (start, end) = published(document);
    let sql = "UPDATE documents SET reading = ?2, reader = ?3, url = ?4, outlet = ?5, kind = ?6,
                   title = ?7, language = ?8, published_start = ?9, published_end = ?10,
                   json = ?11, head = ?12, retrieved = ?13
               WHERE id = ?1";
    transaction.execute(
        sql,
        params![
            document.id.as_str(),
            outcome.page.reading.id.as_str(),
            READER,
            document.url,
            document.outlet,
            word(&document.kind)?,
            document.title,
            document.language,
            start,
            end,
            serde_json::to_string(document)?,
            Head::line(document)?,
            document.retrieved,
        ],
    )?;
    Ok(())
}

/// Writes a document's line anew; its own bytes, and so what was read of them, are the same.
pub(super) fn update_document(
    transaction: &Transaction<'_>,
    document: &Document,
) -> Result<(), KeepError> {
    let sql = "UPDATE documents SET json = ?2, head = ?3 WHERE id = ?1";
    let (json, head) = (serde_json::to_string(document)?, Head::line(document)?);
    transaction.execute(sql, [document.id.as_str(), &json, &head])?;
    Ok(())
}
