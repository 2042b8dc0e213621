//! What the record holds of one document as it was read, table by table: the rows that writing
//! puts in, that verifying holds against what is there, and that reading anew gives again.

use super::db::{Params, Value, params};
use super::story::Head;
use super::write::{bounds, word};
use super::{KeepError, account_evidence, commitment_evidence, statement_evidence};
use crate::nouns::{
    Account, Actor, ActorId, Commitment, Deed, Document, DocumentId, Encounter, Evidence, Mention,
    Moment, Note, Participant, Reading, ReadingId, Statement,
};
use crate::pipeline::{READER, ReadOutcome};

/// A table, or as much of it as reading writes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    /// How many of the first columns name a row.
    pub(super) keys: usize,
    /// Which rows are of the document `?1`.
    pub(super) of: &'static str,
}

/// Rows of a table.
#[derive(Debug)]
pub(super) struct Rows {
    pub(super) shape: &'static Shape,
    pub(super) rows: Vec<Vec<Value<'static>>>,
}

const OF_DOCUMENT: &str = "document = ?1";
const OF_ACCOUNT: &str = "account IN (SELECT id FROM accounts WHERE document = ?1)";
const OF_STATEMENT: &str = "statement IN (SELECT id FROM statements WHERE document = ?1)";
const OF_COMMITMENT: &str = "commitment IN (SELECT id FROM commitments WHERE document = ?1)";

macro_rules! shape {
    ($name:ident, $table:literal, $keys:literal, $of:expr, [$($column:literal),* $(,)?]) => {
        pub(super) static $name: Shape =
            Shape { table: $table, columns: &[$($column),*], keys: $keys, of: $of };
    };
}

shape!(
    DOCUMENTS,
    "documents",
    1,
    "id = ?1",
    [
        "id",
        "reading",
        "reader",
        "url",
        "outlet",
        "kind",
        "title",
        "language",
        "published_start",
        "published_end",
        "json",
        "head",
        "retrieved",
    ]
);
shape!(
    READINGS,
    "readings",
    2,
    OF_DOCUMENT,
    ["document", "id", "cleaner", "text", "blocks", "cut",]
);
shape!(PATHS, "paths", 2, OF_DOCUMENT, ["document", "path"]);
shape!(DOCUMENT_NOTES, "document_notes", 2, OF_DOCUMENT, ["document", "place", "code"]);
shape!(
    MENTIONS,
    "mentions",
    2,
    OF_DOCUMENT,
    ["document", "place", "actor", "start", "\"end\"", "json",]
);
shape!(DOCUMENT_ACTORS, "document_actors", 2, OF_DOCUMENT, ["document", "actor"]);
shape!(CONTACTS, "contacts", 1, OF_DOCUMENT, ["id", "document", "json"]);
shape!(
    ACCOUNTS,
    "accounts",
    1,
    OF_DOCUMENT,
    ["id", "document", "contact", "side", "kind", "status", "start", "\"end\"", "json",]
);
shape!(
    ACCOUNT_PARTICIPANTS,
    "account_participants",
    2,
    OF_ACCOUNT,
    ["account", "place", "actor", "name", "office", "country", "role",]
);
shape!(
    ENCOUNTER_PARTICIPANTS,
    "encounter_participants",
    2,
    "encounter = ?1",
    ["encounter", "place", "actor", "name", "office", "country", "role",]
);
shape!(
    ACCOUNT_EVIDENCE,
    "account_evidence",
    2,
    OF_ACCOUNT,
    ["account", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(
    STATEMENTS,
    "statements",
    1,
    OF_DOCUMENT,
    ["id", "document", "first", "act", "form", "start", "\"end\"", "json",]
);
shape!(
    STATEMENT_ACTORS,
    "statement_actors",
    2,
    OF_STATEMENT,
    ["statement", "place", "part", "actor", "name", "country",]
);
shape!(
    STATEMENT_EVIDENCE,
    "statement_evidence",
    2,
    OF_STATEMENT,
    ["statement", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(
    COMMITMENTS,
    "commitments",
    1,
    OF_DOCUMENT,
    ["id", "document", "first", "kind", "state", "due_start", "due_end", "json",]
);
shape!(
    COMMITMENT_ACTORS,
    "commitment_actors",
    2,
    OF_COMMITMENT,
    ["commitment", "place", "part", "actor",]
);
shape!(
    COMMITMENT_EVIDENCE,
    "commitment_evidence",
    2,
    OF_COMMITMENT,
    ["commitment", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(DEEDS, "deeds", 2, OF_DOCUMENT, ["document", "place", "kind", "json"]);

/// What is found in a document, in an order that breaks no reference.
pub(super) static FOUND: [&Shape; 14] = [
    &DOCUMENT_NOTES,
    &MENTIONS,
    &DOCUMENT_ACTORS,
    &CONTACTS,
    &ACCOUNTS,
    &ACCOUNT_PARTICIPANTS,
    &ACCOUNT_EVIDENCE,
    &STATEMENTS,
    &STATEMENT_ACTORS,
    &STATEMENT_EVIDENCE,
    &COMMITMENTS,
    &COMMITMENT_ACTORS,
    &COMMITMENT_EVIDENCE,
    &DEEDS,
];

/// The rows of everything in [`FOUND`], in its order, that these nouns of one document come to.
pub(super) struct Found<'a> {
    pub(super) document: &'a Document,
    pub(super) mentions: &'a [Mention],
    pub(super) actors: Vec<&'a ActorId>,
    pub(super) contacts: &'a [Encounter],
    pub(super) accounts: &'a [Account],
    pub(super) statements: &'a [Statement],
    pub(super) commitments: &'a [Commitment],
    pub(super) deeds: &'a [Deed],
}

impl<'a> From<&'a ReadOutcome> for Found<'a> {
    fn from(found: &'a ReadOutcome) -> Self {
        Self {
            document: &found.page.document,
            mentions: &found.mentions,
            actors: found.actors.iter().map(|actor: &Actor| &actor.id).collect(),
            contacts: &found.encounters,
            accounts: &found.accounts,
            statements: &found.statements,
            commitments: &found.commitments,
            deeds: &found.deeds,
        }
    }
}

impl Found<'_> {
    pub(super) fn rows(&self) -> Result<Vec<Rows>, KeepError> {
        let id = &self.document.id;
        let mut all: Vec<Rows> =
            FOUND.iter().map(|shape| Rows { shape, rows: Vec::new() }).collect();
        let mut put = |shape: &Shape, rows: Vec<Vec<Value<'static>>>| {
            if let Some(of_shape) = all.iter_mut().find(|it| it.shape == shape) {
                of_shape.rows.extend(rows);
            }
        };
        put(&DOCUMENT_NOTES, notes(self.document));
        put(&MENTIONS, mentions(id, self.mentions)?);
        let actors = self.actors.iter().map(|actor| owned(&params![id.as_str(), actor.as_str()]));
        put(&DOCUMENT_ACTORS, actors.collect());
        for contact in self.contacts {
            let json = serde_json::to_string(contact)?;
            put(&CONTACTS, vec![owned(&params![contact.id.as_str(), id.as_str(), json])]);
        }
        for it in self.accounts {
            put(&ACCOUNTS, vec![account(it)?]);
            put(&ACCOUNT_PARTICIPANTS, participants(it.id.as_str(), &it.participants)?);
            put(&ACCOUNT_EVIDENCE, evidence(it.id.as_str(), &account_evidence(it)));
        }
        for it in self.statements {
            put(&STATEMENTS, vec![statement(it)?]);
            put(&STATEMENT_ACTORS, statement_actors(it));
            put(&STATEMENT_EVIDENCE, evidence(it.id.as_str(), &statement_evidence(it)));
        }
        for it in self.commitments {
            put(&COMMITMENTS, vec![commitment(id, it)?]);
            put(&COMMITMENT_ACTORS, commitment_actors(it));
            put(&COMMITMENT_EVIDENCE, evidence(it.id.as_str(), &commitment_evidence(it)));
        }
        for (place, it) in (0_u32..).zip(self.deeds) {
            let json = serde_json::to_string(it)?;
            put(&DEEDS, vec![owned(&params![id.as_str(), place, word(&it.kind)?, json])]);
        }
        Ok(all)
    }
}

/// A row of [`DOCUMENTS`].
pub(super) fn document(
    it: &Document,
    reading: &ReadingId,
) -> Result<Vec<Value<'static>>, KeepError> {
    let published = it.published.as_ref();
    Ok(owned(&params![
        it.id.as_str(),
        reading.as_str(),
        READER,
        it.url,
        it.outlet,
        word(&it.kind)?,
        it.title,
        it.language,
        moment(published.and_then(|p| p.start)),
        moment(published.and_then(|p| p.end)),
        serde_json::to_string(it)?,
        Head::line(it)?,
        it.retrieved,
    ]))
}

/// A row of [`READINGS`].
pub(super) fn reading(of: &DocumentId, it: &Reading) -> Result<Vec<Value<'static>>, KeepError> {
    Ok(owned(&params![
        of.as_str(),
        it.id.as_str(),
        it.cleaner,
        it.text,
        serde_json::to_string(&it.blocks)?,
        serde_json::to_string(&it.cut)?,
    ]))
}

fn notes(document: &Document) -> Vec<Vec<Value<'static>>> {
    let row = |(place, note): (u32, &Note)| owned(&params![document.id.as_str(), place, note.code]);
    (0..).zip(&document.notes).map(row).collect()
}

fn mentions(of: &DocumentId, all: &[Mention]) -> Result<Vec<Vec<Value<'static>>>, KeepError> {
    let row = |(place, it): (u32, &Mention)| {
        let actor = it.actor.as_ref().map(ActorId::as_str);
        let json = serde_json::to_string(it)?;
        Ok(owned(&params![of.as_str(), place, actor, it.start, it.end, json]))
    };
    (0..).zip(all).map(row).collect()
}

fn account(it: &Account) -> Result<Vec<Value<'static>>, KeepError> {
    let (start, end) = bounds(it.when.as_ref());
    Ok(owned(&params![
        it.id.as_str(),
        it.document.as_str(),
        it.encounter.as_str(),
        word(&it.side)?,
        word(&it.kind)?,
        word(&it.status)?,
        start,
        end,
        serde_json::to_string(it)?,
    ]))
}

/// Who took part, by an encounter or account, in order.
pub(super) fn participants(
    id: &str,
    all: &[Participant],
) -> Result<Vec<Vec<Value<'static>>>, KeepError> {
    let row = |(place, it): (u32, &Participant)| {
        let actor = it.actor.as_str();
        Ok(owned(&params![id, place, actor, it.name, it.office, it.country, word(&it.role)?]))
    };
    (0..).zip(all).map(row).collect()
}

/// The words behind each field of a noun, in order.
fn evidence(id: &str, all: &[(&'static str, &Evidence)]) -> Vec<Vec<Value<'static>>> {
    let row = |(place, (field, it)): (u32, &(&'static str, &Evidence))| {
        let (document, reading) = (it.document.as_str(), it.reading.as_str());
        owned(&params![id, place, field, document, reading, it.start, it.end])
    };
    (0..).zip(all).map(row).collect()
}

fn statement(it: &Statement) -> Result<Vec<Value<'static>>, KeepError> {
    let (start, end) = bounds(it.when.as_ref());
    Ok(owned(&params![
        it.id.as_str(),
        it.document.as_str(),
        it.evidence.start,
        word(&it.act)?,
        word(&it.form)?,
        start,
        end,
        serde_json::to_string(it)?,
    ]))
}

fn statement_actors(it: &Statement) -> Vec<Vec<Value<'static>>> {
    let speakers = it.speaker.iter().map(|mention| ("speaker", mention));
    let addressees = it.addressees.iter().map(|mention| ("addressee", mention));
    let row = |(place, (part, mention)): (u32, (&'static str, &Mention))| {
        let actor = mention.actor.as_ref().map(ActorId::as_str);
        owned(&params![it.id.as_str(), place, part, actor, mention.name, mention.country])
    };
    (0..).zip(speakers.chain(addressees)).map(row).collect()
}

fn commitment(of: &DocumentId, it: &Commitment) -> Result<Vec<Value<'static>>, KeepError> {
    let (start, end) = bounds(it.due.as_ref());
    Ok(owned(&params![
        it.id.as_str(),
        of.as_str(),
        it.evidence.start,
        word(&it.kind)?,
        word(&it.state)?,
        start,
        end,
        serde_json::to_string(it)?,
    ]))
}

fn commitment_actors(it: &Commitment) -> Vec<Vec<Value<'static>>> {
    let by = it.by.iter().map(|actor| ("by", actor));
    let to = it.to.iter().map(|actor| ("to", actor));
    let row = |(place, (part, actor)): (u32, (&'static str, &ActorId))| {
        owned(&params![it.id.as_str(), place, part, actor.as_str()])
    };
    (0..).zip(by.chain(to)).map(row).collect()
}

/// A row of its own, to be put in with others.
fn owned(row: &impl Params) -> Vec<Value<'static>> {
    row.values().into_iter().map(Value::into_owned).collect()
}

fn moment(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}
