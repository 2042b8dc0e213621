//! Putting what was read into the record: one document, one transaction.

use serde::Serialize;

use super::db::{AsValue, Db, Params, Transaction, Value, params};
use super::marks::{mark_document, mark_neighbours};
use super::said::{FORGET, insert_commitment, insert_deed, insert_statement};
use super::story::Head;
use super::{KeepError, Record, account_evidence};
use crate::nouns::{
    Account, Actor, ActorId, Document, DocumentId, Encounter, Evidence, Mention, Moment, Note,
    Participant, Reading, When,
};
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
            insert_reading(&transaction, &document.id, &outcome.page.reading)?;
            insert_document(&transaction, &document, outcome)?;
            insert_findings(&transaction, outcome)?;
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
        let sql = "DELETE FROM problems WHERE input = ?1
                   OR substr(input, 1, length(?1) + 2) = ?1 || ', '";
        self.db.execute(sql, [input])?;
        Ok(())
    }

    /// Notes an input that could not be read, and the day (ISO) of trying.
    pub fn keep_problem(&mut self, input: &str, day: &str, what: &str) -> Result<(), KeepError> {
        let sql = "INSERT INTO problems (input, day, what) VALUES (?1, ?2, ?3)
                   ON CONFLICT (input) DO UPDATE SET day = excluded.day, what = excluded.what";
        self.db.execute(sql, [input, day, what])?;
        Ok(())
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
    Ok(())
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
    let row = [
        document.as_str(),
        reading.id.as_str(),
        &reading.cleaner,
        &reading.text,
        &serde_json::to_string(&reading.blocks)?,
        &serde_json::to_string(&reading.cut)?,
    ];
    let number: i64 = transaction.row(sql, row, |row| row.get(0))?;
    Ok(transaction.index_words(number, &reading.text)?)
}

fn insert_document(
    transaction: &Transaction<'_>,
    document: &Document,
    outcome: &ReadOutcome,
) -> Result<(), KeepError> {
    let published = document.published.as_ref();
    let sql = "INSERT INTO documents (id, reading, reader, url, outlet, kind, title, language,
                                      published_start, published_end, json, head, retrieved)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
               ON CONFLICT (id) DO UPDATE SET
                   reading = excluded.reading, reader = excluded.reader, url = excluded.url,
                   outlet = excluded.outlet, kind = excluded.kind, title = excluded.title,
                   language = excluded.language, published_start = excluded.published_start,
                   published_end = excluded.published_end, json = excluded.json,
                   head = excluded.head, retrieved = excluded.retrieved";
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
            moment(published.and_then(|p| p.start)),
            moment(published.and_then(|p| p.end)),
            serde_json::to_string(document)?,
            Head::line(document)?,
            document.retrieved,
        ],
    )?;
    let row = |(place, note): (u32, &Note)| owned(&params![document.id.as_str(), place, note.code]);
    let rows: Vec<_> = (0..).zip(&document.notes).map(row).collect();
    Ok(transaction.insert("document_notes", &["document", "place", "code"], &rows)?)
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

fn insert_findings(transaction: &Transaction<'_>, found: &ReadOutcome) -> Result<(), KeepError> {
    let document = &found.page.document.id;
    insert_mentions(transaction, document, &found.mentions)?;
    insert_actors(transaction, document, &found.actors)?;
    for contact in &found.encounters {
        insert_contact(transaction, document, contact)?;
    }
    for account in &found.accounts {
        insert_account(transaction, account)?;
    }
    for statement in &found.statements {
        insert_statement(transaction, statement)?;
    }
    for commitment in &found.commitments {
        insert_commitment(transaction, document, commitment)?;
    }
    for (place, deed) in (0_u32..).zip(&found.deeds) {
        insert_deed(transaction, document, place, deed)?;
    }
    Ok(())
}

fn insert_mentions(
    transaction: &Transaction<'_>,
    document: &DocumentId,
    mentions: &[Mention],
) -> Result<(), KeepError> {
    let mut rows = Vec::new();
    for (place, mention) in (0_u32..).zip(mentions) {
        rows.push(owned(&params![
            document.as_str(),
            place,
            mention.actor.as_ref().map(ActorId::as_str),
            mention.start,
            mention.end,
            serde_json::to_string(mention)?,
        ]));
    }
    let columns = ["document", "place", "actor", "start", "\"end\"", "json"];
    Ok(transaction.insert("mentions", &columns, &rows)?)
}

fn insert_actors(
    transaction: &Transaction<'_>,
    document: &DocumentId,
    actors: &[Actor],
) -> Result<(), KeepError> {
    let mut rows = Vec::new();
    for actor in actors {
        insert_known_actor(transaction, actor)?;
        rows.push(vec![document.as_str().as_value(), actor.id.as_str().as_value()]);
    }
    Ok(transaction.insert_new("document_actors", &["document", "actor"], &rows)?)
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
    }
    Ok(())
}

fn insert_contact(
    transaction: &Transaction<'_>,
    document: &DocumentId,
    contact: &Encounter,
) -> Result<(), KeepError> {
    let sql = "INSERT INTO contacts (id, document, json) VALUES (?1, ?2, ?3)";
    let json = serde_json::to_string(contact)?;
    transaction.execute(sql, [contact.id.as_str(), document.as_str(), &json])?;
    Ok(())
}

fn insert_account(transaction: &Transaction<'_>, account: &Account) -> Result<(), KeepError> {
    let sql = "INSERT INTO accounts (id, document, contact, side, kind, status, start, \"end\",
                                     json)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (start, end) = bounds(account.when.as_ref());
    transaction.execute(
        sql,
        params![
            account.id.as_str(),
            account.document.as_str(),
            account.encounter.as_str(),
            word(&account.side)?,
            word(&account.kind)?,
            word(&account.status)?,
            start,
            end,
            serde_json::to_string(account)?,
        ],
    )?;
    insert_participants(transaction, "account", account.id.as_str(), &account.participants)?;
    insert_evidence(transaction, "account", account.id.as_str(), &account_evidence(account))
}

/// The words behind each field of a noun (`account`, `statement`, `commitment`), in order.
pub(super) fn insert_evidence(
    transaction: &Transaction<'_>,
    noun: &'static str,
    id: &str,
    evidence: &[(&'static str, &Evidence)],
) -> Result<(), KeepError> {
    let row = |(place, (field, it)): (u32, &(&'static str, &Evidence))| {
        let (document, reading) = (it.document.as_str(), it.reading.as_str());
        owned(&params![id, place, field, document, reading, it.start, it.end])
    };
    let rows: Vec<_> = (0..).zip(evidence).map(row).collect();
    let columns = [noun, "place", "field", "document", "reading", "start", "\"end\""];
    Ok(transaction.insert(&format!("{noun}_evidence"), &columns, &rows)?)
}

/// Who took part, by a noun (`encounter`, `account`), in order.
pub(super) fn insert_participants(
    transaction: &Transaction<'_>,
    noun: &'static str,
    id: &str,
    participants: &[Participant],
) -> Result<(), KeepError> {
    let mut rows = Vec::new();
    for (place, person) in (0_u32..).zip(participants) {
        rows.push(owned(&params![
            id,
            place,
            person.actor.as_str(),
            person.name,
            person.office,
            person.country,
            word(&person.role)?,
        ]));
    }
    let columns = [noun, "place", "actor", "name", "office", "country", "role"];
    Ok(transaction.insert(&format!("{noun}_participants"), &columns, &rows)?)
}

/// A row of its own, to be put in with others.
pub(super) fn owned(row: &impl Params) -> Vec<Value<'static>> {
    row.values().into_iter().map(Value::into_owned).collect()
}

/// The exported word of an enum without fields.
pub(super) fn word(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(match serde_json::to_value(value)? {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    })
}

fn moment(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

pub(super) fn bounds(when: Option<&When>) -> (Option<String>, Option<String>) {
    (moment(when.and_then(|w| w.start)), moment(when.and_then(|w| w.end)))
}

/// A version number in a form that can be compared: `0.10.0` is after `0.9.2`.
fn version(text: &str) -> Vec<u32> {
    text.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0)).collect()
}
