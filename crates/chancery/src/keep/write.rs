//! Putting what was read into the record: one document, one transaction.

use serde::Serialize;

use super::db::{Db, Transaction, params};
use super::marks::{mark_document, mark_neighbours};
use super::rows::{self, Found, Rows};
use super::said::FORGET;
use super::seals::{ACTORS, PROBLEMS, reseal, seal_document, seal_paths, unseal_problems};
use super::story::Head;
use super::{KeepError, Record};
use crate::nouns::{Actor, Document, DocumentId, Moment, Reading, When};
use crate::pipeline::{READER, ReadOutcome};

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
        self.judged.take();
        let transaction = self.db.transaction()?;
        let document = &outcome.page.document;
        let known = stored(&transaction, &document.id)?;
        let kept = match &known {
            None => Kept::New,
            Some(_) if again => Kept::Again,
            Some(_) => Kept::Known,
        };
        if kept == Kept::Again {
            forget_findings(&transaction, &document.id)?;
        }
        if kept != Kept::Known {
            let document = merged(document, known.as_ref());
            let reading = &outcome.page.reading;
            let found = Found::from(outcome).rows()?;
            insert_reading(&transaction, &document.id, reading)?;
            insert_document(&transaction, &document, reading)?;
            insert_findings(&transaction, &outcome.actors, &found)?;
            seal_document(&transaction, &document, reading, &found, known.is_some())?;
            mark_document(&transaction, &document.id)?;
        }
        if let Some(path) = &document.path {
            note_path(&transaction, &document.id, path)?;
        }
        transaction.commit()?;
        Ok(kept)
    }

    /// Notes another path at which known bytes were found.
    pub fn keep_path(&mut self, document: &DocumentId, path: &str) -> Result<(), KeepError> {
        let transaction = self.db.transaction()?;
        if stored(&transaction, document)?.is_some() {
            note_path(&transaction, document, path)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Forgets what was wrong with an input, or with lines of it, at an earlier try.
    pub fn forget_problems(&mut self, input: &str) -> Result<(), KeepError> {
        let of_input = "input = ?1 OR substr(input, 1, length(?1) + 2) = ?1 || ', '";
        let sql = format!("SELECT EXISTS (SELECT 1 FROM problems WHERE {of_input})");
        if !self.db.row(&sql, [input], |row| row.get(0))? {
            return Ok(());
        }
        let transaction = self.db.transaction()?;
        transaction.execute(&format!("DELETE FROM problems WHERE {of_input}"), [input])?;
        unseal_problems(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Notes an input that could not be read, and the day (ISO) of trying.
    pub fn keep_problem(&mut self, input: &str, day: &str, what: &str) -> Result<(), KeepError> {
        let transaction = self.db.transaction()?;
        let sql = "INSERT INTO problems (input, day, what) VALUES (?1, ?2, ?3)
                   ON CONFLICT (input) DO UPDATE SET day = excluded.day, what = excluded.what";
        transaction.execute(sql, [input, day, what])?;
        reseal(&transaction, &PROBLEMS, input)?;
        Ok(transaction.commit()?)
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
        "DELETE FROM accounts WHERE document = ?1",
        "DELETE FROM contact_keys WHERE contact IN (SELECT id FROM contacts WHERE document = ?1)",
        "DELETE FROM contacts WHERE document = ?1",
        "DELETE FROM mentions WHERE document = ?1",
        "DELETE FROM document_actors WHERE document = ?1",
        "DELETE FROM document_notes WHERE document = ?1",
    ];
    for statement in statements.iter().chain(FORGET) {
        transaction.execute(statement, [id.as_str()])?;
    }
    Ok(())
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
    let row = rows::reading(document, reading)?;
    let number: i64 = transaction.row(sql, row.as_slice(), |row| row.get(0))?;
    Ok(transaction.index_words(number, &reading.text)?)
}

fn insert_document(
    transaction: &Transaction<'_>,
    document: &Document,
    reading: &Reading,
) -> Result<(), KeepError> {
    let sql = "INSERT INTO documents (id, reading, reader, url, outlet, kind, title, language,
                                      published_start, published_end, json, head, retrieved)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
               ON CONFLICT (id) DO UPDATE SET
                   reading = excluded.reading, reader = excluded.reader, url = excluded.url,
                   outlet = excluded.outlet, kind = excluded.kind, title = excluded.title,
                   language = excluded.language, published_start = excluded.published_start,
                   published_end = excluded.published_end, json = excluded.json,
                   head = excluded.head, retrieved = excluded.retrieved";
    transaction.execute(sql, rows::document(document, &reading.id)?.as_slice())?;
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

fn insert_findings(
    transaction: &Transaction<'_>,
    actors: &[Actor],
    found: &[Rows],
) -> Result<(), KeepError> {
    for actor in actors {
        insert_known_actor(transaction, actor)?;
    }
    for Rows { shape, rows } in found {
        transaction.insert(shape.table, shape.columns, rows)?;
    }
    Ok(())
}

/// Puts in an actor, or what newer tables know of it.
pub(super) fn insert_known_actor(
    transaction: &Transaction<'_>,
    actor: &Actor,
) -> Result<(), KeepError> {
    let json = serde_json::to_string(actor)?;
    let sql = "SELECT reader, json FROM actors WHERE id = ?1";
    let old: Option<(String, String)> =
        transaction.first(sql, [actor.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Tables of a newer program win, whichever document came first.
    let wins = old.is_none_or(|(reader, old)| {
        old != json && (version(READER), &json) > (version(&reader), &old)
    });
    if wins {
        let sql = "INSERT INTO actors (id, kind, name, country, reader, json)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (id) DO UPDATE SET
                       kind = excluded.kind, name = excluded.name, country = excluded.country,
                       reader = excluded.reader, json = excluded.json";
        transaction.execute(sql, params![
            actor.id.as_str(),
            word(&actor.kind)?,
            actor.name,
            actor.country,
            READER,
            json,
        ])?;
        reseal(transaction, &ACTORS, actor.id.as_str())?;
    }
    Ok(())
}

/// The exported word of an enum without fields.
pub(super) fn word(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(match serde_json::to_value(value)? {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    })
}

/// First and last day of a time, where they are known.
pub(super) fn bounds(when: Option<&When>) -> (Option<String>, Option<String>) {
    let text = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    (text(when.and_then(|w| w.start)), text(when.and_then(|w| w.end)))
}

/// A version number in a form that can be compared: `0.10.0` is after `0.9.2`.
fn version(text: &str) -> Vec<u32> {
    text.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0)).collect()
}
