//! One document: its rows against its seal and its lines, its words against its readings.

use std::collections::{BTreeMap, BTreeSet};

use super::super::db::Value;
use super::super::seals::{Kept, OF_DOCUMENT, Seal, as_read, hashes, kept_rows, key_of};
use super::super::shapes::{
    ACCOUNTS, COMMITMENTS, CONTACTS, DEEDS, DOCUMENT_ACTORS, DOCUMENT_PAIRS, DOCUMENTS, FOUND,
    MENTIONS, PATHS, READINGS, STATEMENTS, Shape, Table, as_found,
};
use super::super::{
    account_evidence, commitment_evidence, deed_evidence, encounter_evidence, statement_evidence,
};
use super::compare::{Against, compare, named};
use super::{Difference, KeepError, Record, check_mention, check_words, parsed, push};
use crate::nouns::{
    Account, AccountId, Commitment, Deed, Document, DocumentId, Encounter, EncounterId, Mention,
    Page, Reading, ReadingId, Statement,
};
use crate::pipeline::ReadOutcome;

/// What the record holds of a document.
pub(super) struct Held {
    tables: Vec<(&'static Shape, Table)>,
}

impl Held {
    /// Takes it out of the record.
    pub(super) fn of(record: &Record, id: &DocumentId) -> Result<Self, KeepError> {
        let shapes = [&DOCUMENTS, &READINGS, &PATHS].into_iter().chain(FOUND);
        let table = |shape| Ok((shape, kept_rows(&record.db, shape, id.as_str())?));
        Ok(Self { tables: shapes.map(table).collect::<Result<_, KeepError>>()? })
    }

    /// The rows of a table.
    pub(super) fn rows(&self, shape: &'static Shape) -> &[Vec<Value<'static>>] {
        self.tables.iter().find(|(of, _)| *of == shape).map_or(&[], |(_, rows)| rows)
    }

    /// The texts of a column.
    fn texts(&self, shape: &'static Shape, column: &str) -> Vec<String> {
        let place = shape.columns.iter().position(|name| *name == column);
        let text = |row: &Vec<Value<'static>>| match row.get(place?) {
            Some(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        };
        self.rows(shape).iter().filter_map(text).collect()
    }

    /// The text of each reading, by its id.
    fn readings(&self) -> BTreeMap<String, String> {
        self.texts(&READINGS, "id").into_iter().zip(self.texts(&READINGS, "text")).collect()
    }
}

/// The nouns of a document, out of their lines.
struct Nouns {
    document: Document,
    mentions: Vec<Mention>,
    contacts: Vec<Encounter>,
    accounts: Vec<Account>,
    statements: Vec<Statement>,
    commitments: Vec<Commitment>,
    deeds: Vec<Deed>,
}

impl Nouns {
    /// Reads every line; those that cannot be read are named.
    fn of(held: &Held, id: &DocumentId, found: &mut Vec<Difference>) -> Option<Self> {
        let document = all::<Document>("document", held, &DOCUMENTS, id, found);
        let accounts = all::<Account>("account", held, &ACCOUNTS, id, found);
        let mentions = all("mention", held, &MENTIONS, id, found);
        let contacts = all("contact", held, &CONTACTS, id, found);
        let statements = all("statement", held, &STATEMENTS, id, found);
        let commitments = all("commitment", held, &COMMITMENTS, id, found);
        let deeds = all("deed", held, &DEEDS, id, found);
        // The line names the encounter; as it was read, it names the contact.
        let of = held.texts(&ACCOUNTS, "contact").into_iter().map(EncounterId);
        let as_read = |(it, encounter)| Account { encounter, ..it };
        Some(Self {
            document: document?.pop()?,
            mentions: mentions?,
            contacts: contacts?,
            accounts: accounts?.into_iter().zip(of).map(as_read).collect(),
            statements: statements?,
            commitments: commitments?,
            deeds: deeds?,
        })
    }

    /// All of it as it comes out of reading; who is named, no line of the document's tells.
    fn outcome(&self, reading: &str) -> ReadOutcome {
        let reading = Reading {
            id: ReadingId(reading.to_owned()),
            cleaner: String::new(),
            text: String::new(),
            blocks: Vec::new(),
            cut: Vec::new(),
        };
        ReadOutcome {
            page: Page { document: self.document.clone(), reading },
            mentions: self.mentions.clone(),
            actors: Vec::new(),
            accounts: self.accounts.clone(),
            encounters: self.contacts.clone(),
            statements: self.statements.clone(),
            commitments: self.commitments.clone(),
            deeds: self.deeds.clone(),
        }
    }
}

/// Every line of a table; none where any of them cannot be read, which is named.
fn all<T: serde::de::DeserializeOwned>(
    noun: &'static str,
    held: &Held,
    shape: &'static Shape,
    id: &DocumentId,
    found: &mut Vec<Difference>,
) -> Option<Vec<T>> {
    let names = held.rows(shape).iter().map(|row| named(shape, id.as_str(), &key_of(shape, row)));
    let lines = names.zip(held.texts(shape, "json"));
    let read: Vec<Option<T>> =
        lines.map(|(name, line)| parsed(noun, &name, &line, found)).collect();
    read.into_iter().collect()
}

impl Record {
    /// One document: its readings, and all that cites them.
    pub(super) fn verify_document(
        &self,
        id: &DocumentId,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let held = Held::of(self, id)?;
        self.verify_seal(id, &held, found)?;
        let readings = held.readings();
        let cleaners = held.texts(&READINGS, "cleaner");
        for ((reading, text), cleaner) in
            held.texts(&READINGS, "id").iter().zip(held.texts(&READINGS, "text")).zip(cleaners)
        {
            if ReadingId::of(&cleaner, &text).as_str() != reading {
                push(found, "reading", reading, format!("the text of document {id} has changed"));
            }
        }
        let Some(nouns) = Nouns::of(&held, id, found) else { return Ok(()) };
        let current = held.texts(&DOCUMENTS, "reading").pop().unwrap_or_default();
        let document = &nouns.document;
        if readings.get(&current) != Some(&document.text) {
            push(found, "document", id.as_str(), "its text is not its reading's".to_owned());
        }
        verify_lines(&held, &nouns, &current, found)?;
        verify_words(&nouns, &readings, found);
        self.verify_ties(&nouns, found)
    }

    /// Every row against what it was when it was written.
    fn verify_seal(
        &self,
        id: &DocumentId,
        held: &Held,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let seal = match Seal::kept(&self.db, DOCUMENTS.table, id.as_str())? {
            Kept::Whole(seal) => seal,
            Kept::Damaged => {
                let what = "the seal of this document was changed".to_owned();
                push(found, "seals", id.as_str(), what);
                return Ok(());
            }
            Kept::Missing => {
                push(found, "seals", id.as_str(), "this document has no seal".to_owned());
                return Ok(());
            }
        };
        for shape in OF_DOCUMENT {
            let now = hashes(shape, held.rows(shape));
            let then = seal.rows.get(shape.table).cloned().unwrap_or_default();
            sealed(shape, id.as_str(), &then, &now, found);
        }
        Ok(())
    }

    /// Contacts and accounts that name each other, and claims that are answered.
    fn verify_ties(&self, nouns: &Nouns, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        for contact in &nouns.contacts {
            let listed: BTreeSet<&str> = contact.accounts.iter().map(AccountId::as_str).collect();
            let accounts = nouns.accounts.iter().filter(|it| it.encounter == contact.id);
            let stored: BTreeSet<&str> = accounts.map(|it| it.id.as_str()).collect();
            for account in listed.symmetric_difference(&stored) {
                let what = format!("account {account} is on one side only");
                push(found, "contact", contact.id.as_str(), what);
            }
        }
        for statement in &nouns.statements {
            for claim in statement.answers.iter().filter_map(|answer| answer.claim.as_ref()) {
                if !self.holds("statements", claim.as_str())? {
                    push(
                        found,
                        "statement",
                        statement.id.as_str(),
                        format!("no statement {claim}"),
                    );
                }
            }
        }
        Ok(())
    }
}

/// Names the rows of a table that are not those that were sealed.
pub(super) fn sealed(
    shape: &'static Shape,
    within: &str,
    then: &BTreeMap<String, String>,
    now: &BTreeMap<String, String>,
    found: &mut Vec<Difference>,
) {
    let keys: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    for key in keys {
        let what = match (then.get(key), now.get(key)) {
            (Some(then), Some(now)) if then == now => continue,
            (Some(_), Some(_)) => "this row was changed after it was written",
            (Some(_), None) => "this row was written, and is gone",
            (None, _) => "this row was never written by this program",
        };
        push(found, shape.table, &named(shape, within, key), what.to_owned());
    }
}

/// Every column that repeats part of a line, and every row that does.
fn verify_lines(
    held: &Held,
    nouns: &Nouns,
    reading: &str,
    found: &mut Vec<Difference>,
) -> Result<(), KeepError> {
    let id = nouns.document.id.as_str();
    let should = as_found(&nouns.outcome(reading))?;
    let mut documents = should.of(&DOCUMENTS);
    let kept = held.rows(&DOCUMENTS);
    // Which program read it, its line does not say.
    let reader = DOCUMENTS.columns.iter().position(|name| *name == "reader");
    if let (Some(place), Some(kept), Some(row)) = (reader, kept.first(), documents.first_mut()) {
        row[place] = kept[place].clone();
    }
    compare(&DOCUMENTS, id, kept, &documents, Against::Lines, found);
    let first = held.texts(&PATHS, "path").into_iter().min();
    if nouns.document.path != first {
        push(found, "documents", id, "its path is not the first of its paths".to_owned());
    }
    let told = |shape: &&Shape| ![&DOCUMENT_ACTORS, &DOCUMENT_PAIRS].contains(shape);
    for shape in FOUND.into_iter().filter(told) {
        let kept: Table = held.rows(shape).iter().map(|row| as_read(shape, row)).collect();
        compare(shape, id, &kept, &should.of(shape), Against::Lines, found);
    }
    Ok(())
}

/// The words behind all that a document tells.
fn verify_words(nouns: &Nouns, readings: &BTreeMap<String, String>, found: &mut Vec<Difference>) {
    let (id, text) = (&nouns.document.id, nouns.document.text.as_str());
    let text_of = |reading: &str| readings.get(reading).map(String::as_str);
    for mention in &nouns.mentions {
        check_mention("mention", id.as_str(), mention, text, found);
    }
    for it in &nouns.accounts {
        check_words("account", it.id.as_str(), &account_evidence(it), id, &text_of, found);
    }
    for it in &nouns.contacts {
        check_words("contact", it.id.as_str(), &encounter_evidence(it), id, &text_of, found);
    }
    for it in &nouns.statements {
        let key = it.id.as_str();
        check_words("statement", key, &statement_evidence(it), id, &text_of, found);
        for mention in it.speaker.iter().chain(&it.addressees) {
            check_mention("statement", key, mention, text, found);
        }
    }
    for it in &nouns.commitments {
        check_words("commitment", it.id.as_str(), &commitment_evidence(it), id, &text_of, found);
    }
    for it in &nouns.deeds {
        check_words("deed", id.as_str(), &deed_evidence(it), id, &text_of, found);
    }
}
