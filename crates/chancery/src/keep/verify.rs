//! Does the record still say what was read?

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    KeepError, Record, account_evidence, commitment_evidence, deed_evidence, encounter_evidence,
    statement_evidence,
};
use crate::bring::Row;
use crate::nouns::{
    Account, Commitment, Deed, Document, DocumentId, Encounter, Evidence, Mention, ReadingId,
    Statement,
};

/// Something in the record that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// Sort of thing: `reading`, `document`, `account`, ...
    pub noun: &'static str,
    /// Its id.
    pub id: String,
    /// What differs.
    pub what: String,
}

impl Record {
    /// Looks at everything in the record: the file itself, the hash of every reading, the words
    /// of every piece of evidence, and that every id leads somewhere. Nothing found is good.
    pub fn verify(&self) -> Result<Vec<Difference>, KeepError> {
        let mut found = Vec::new();
        self.verify_database(&mut found)?;
        let documents: Vec<String> =
            self.column("SELECT DISTINCT document FROM readings ORDER BY document", [])?;
        for document in documents {
            self.verify_document(&DocumentId(document), &mut found)?;
        }
        self.verify_settled(&mut found)?;
        self.verify_references(&mut found)?;
        self.verify_imported(&mut found)?;
        self.verify_judgements(&mut found)?;
        Ok(found)
    }

    /// The rows the user brought in.
    fn verify_imported(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        self.each_imported(|actor, line, _| {
            parsed::<Row>("imported actor", actor, line, found);
            Ok(())
        })
    }

    /// The file and its index, below the nouns.
    fn verify_database(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let damages = self.db.damages()?.into_iter();
        found.extend(damages.map(|(noun, id, what)| Difference { noun, id, what }));
        Ok(())
    }

    /// One document: its readings, and all that cites them.
    fn verify_document(
        &self,
        id: &DocumentId,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let sql = "SELECT id, cleaner, text FROM readings WHERE document = ?1 ORDER BY id";
        let readings: Vec<(String, String, String)> =
            self.rows(sql, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (reading, cleaner, text) in &readings {
            if ReadingId::of(cleaner, text).as_str() != reading {
                push(found, "reading", reading, format!("the text of document {id} has changed"));
            }
        }
        let text_of = |wanted: &str| {
            readings.iter().find(|(reading, _, _)| reading == wanted).map(|r| r.2.as_str())
        };
        let Some(document) = self.checked::<Document>("document", "documents", id, found)? else {
            return Ok(());
        };
        let current: Vec<String> =
            self.column("SELECT reading FROM documents WHERE id = ?1", [id.as_str()])?;
        let text = current.first().and_then(|reading| text_of(reading));
        if text != Some(document.text.as_str()) {
            push(found, "document", id.as_str(), "its text is not its reading's".to_owned());
        }
        self.verify_mentions(id, &document.text, found)?;
        self.verify_words(id, &text_of, found)?;
        self.verify_said(id, &document.text, &text_of, found)
    }

    fn verify_mentions(
        &self,
        id: &DocumentId,
        text: &str,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let sql = "SELECT json FROM mentions WHERE document = ?1 ORDER BY place";
        for line in self.column::<String>(sql, [id.as_str()])? {
            let Some(mention) = parsed::<Mention>("mention", id.as_str(), &line, found) else {
                continue;
            };
            check_mention("mention", id.as_str(), &mention, text, found);
        }
        Ok(())
    }

    /// The words behind what a document tells was said, promised and done.
    fn verify_said<'t>(
        &self,
        id: &DocumentId,
        text: &str,
        text_of: &impl Fn(&str) -> Option<&'t str>,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let sql = "SELECT id, json FROM statements WHERE document = ?1 ORDER BY first, id";
        for (key, line) in self.lines(sql, id)? {
            if let Some(noun) = parsed::<Statement>("statement", &key, &line, found) {
                check_words("statement", &key, &statement_evidence(&noun), id, text_of, found);
                for mention in noun.speaker.iter().chain(&noun.addressees) {
                    check_mention("statement", &key, mention, text, found);
                }
                for claim in noun.answers.iter().filter_map(|answer| answer.claim.as_ref()) {
                    if !self.holds("statements", claim.as_str())? {
                        push(found, "statement", &key, format!("no statement {claim}"));
                    }
                }
            }
        }
        let sql = "SELECT id, json FROM commitments WHERE document = ?1 ORDER BY first, id";
        for (key, line) in self.lines(sql, id)? {
            if let Some(noun) = parsed::<Commitment>("commitment", &key, &line, found) {
                check_words("commitment", &key, &commitment_evidence(&noun), id, text_of, found);
            }
        }
        let sql = "SELECT document, json FROM deeds WHERE document = ?1 ORDER BY place";
        for (key, line) in self.lines(sql, id)? {
            if let Some(noun) = parsed::<Deed>("deed", &key, &line, found) {
                check_words("deed", &key, &deed_evidence(&noun), id, text_of, found);
            }
        }
        Ok(())
    }

    /// Key and line of every row that a document has.
    fn lines(&self, sql: &str, id: &DocumentId) -> Result<Vec<(String, String)>, KeepError> {
        self.rows(sql, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The words behind the accounts of a document, and behind the contacts it tells of.
    fn verify_words<'t>(
        &self,
        id: &DocumentId,
        text_of: &impl Fn(&str) -> Option<&'t str>,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let sql = "SELECT id, json FROM accounts WHERE document = ?1 ORDER BY id";
        for (account, line) in self.lines(sql, id)? {
            if let Some(noun) = parsed::<Account>("account", &account, &line, found) {
                check_words("account", &account, &account_evidence(&noun), id, text_of, found);
            }
        }
        let sql = "SELECT id, json FROM contacts WHERE document = ?1 ORDER BY id";
        for (contact, line) in self.lines(sql, id)? {
            let Some(noun) = parsed::<Encounter>("contact", &contact, &line, found) else {
                continue;
            };
            check_words("contact", &contact, &encounter_evidence(&noun), id, text_of, found);
            let listed: BTreeSet<_> = noun.accounts.iter().map(|a| a.0.clone()).collect();
            let sql = "SELECT id FROM accounts WHERE contact = ?1";
            let stored: BTreeSet<String> =
                self.column(sql, [contact.as_str()])?.into_iter().collect();
            for account in listed.symmetric_difference(&stored) {
                let what = format!("account {account} is on one side only");
                push(found, "contact", &contact, what);
            }
        }
        Ok(())
    }

    /// Ids that lead nowhere.
    fn verify_references(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let checks = [
            (
                "account",
                "SELECT a.id, 'no contact ' || a.contact FROM accounts a
                 WHERE a.contact IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts x WHERE x.id = a.contact) ORDER BY 1",
            ),
            (
                "account",
                "SELECT p.account, 'no actor ' || p.actor FROM account_participants p
                 WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.account, p.place",
            ),
            (
                "encounter",
                "SELECT p.encounter, 'no actor ' || p.actor FROM encounter_participants p
                 WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.encounter, p.place",
            ),
            (
                "encounter",
                "SELECT id, 'no document ' || first_known FROM encounters
                 WHERE first_known IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = first_known) ORDER BY 1",
            ),
            (
                "mention",
                "SELECT m.document, 'no actor ' || m.actor FROM mentions m
                 WHERE m.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = m.actor) ORDER BY m.document, m.place",
            ),
        ];
        for &(noun, sql) in checks.iter().chain(SAID) {
            for (id, what) in self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))? {
                found.push(Difference { noun, id, what });
            }
        }
        Ok(())
    }

    /// Whether a table holds a row of this id.
    pub(super) fn holds(&self, table: &str, id: &str) -> Result<bool, KeepError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)");
        Ok(self.db.row(&sql, [id], |row| row.get(0))?)
    }

    /// A noun by id, or a difference where its line cannot be read.
    fn checked<T: serde::de::DeserializeOwned>(
        &self,
        noun: &'static str,
        table: &str,
        id: &DocumentId,
        found: &mut Vec<Difference>,
    ) -> Result<Option<T>, KeepError> {
        let sql = format!("SELECT json FROM {table} WHERE id = ?1");
        let lines: Vec<String> = self.column(&sql, [id.as_str()])?;
        Ok(lines.first().and_then(|line| parsed(noun, id.as_str(), line, found)))
    }
}

/// Ids in what was said and promised that lead nowhere.
const SAID: &[(&str, &str)] = &[
    (
        "statement",
        "SELECT p.statement, 'no actor ' || p.actor FROM statement_actors p
         WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.statement, p.place",
    ),
    (
        "commitment",
        "SELECT p.commitment, 'no actor ' || p.actor FROM commitment_actors p
         WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.commitment, p.place",
    ),
];

pub(super) fn push(found: &mut Vec<Difference>, noun: &'static str, id: &str, what: String) {
    found.push(Difference { noun, id: id.to_owned(), what });
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(
    noun: &'static str,
    id: &str,
    line: &str,
    found: &mut Vec<Difference>,
) -> Option<T> {
    serde_json::from_str(line)
        .map_err(|error| push(found, noun, id, format!("its line cannot be read: {error}")))
        .ok()
}

/// A mention whose words are not those of its text.
fn check_mention(
    noun: &'static str,
    id: &str,
    mention: &Mention,
    text: &str,
    found: &mut Vec<Difference>,
) {
    let (start, end) = (mention.start, mention.end);
    if text.get(start as usize..end as usize) != Some(mention.text.as_str()) {
        push(found, noun, id, format!("the words at {start}-{end} are not `{}`", mention.text));
    }
}

/// Evidence in this document whose words are not those of the reading. Evidence in another
/// document is checked with that document's own nouns.
pub(super) fn check_words<'t>(
    noun: &'static str,
    id: &str,
    evidence: &[(&'static str, &Evidence)],
    document: &DocumentId,
    text_of: &impl Fn(&str) -> Option<&'t str>,
    found: &mut Vec<Difference>,
) {
    for (field, evidence) in evidence.iter().filter(|(_, e)| e.document == *document) {
        let Some(text) = text_of(evidence.reading.as_str()) else {
            push(found, noun, id, format!("{field}: no reading {}", evidence.reading));
            continue;
        };
        let (start, end) = (evidence.start, evidence.end);
        if text.get(start as usize..end as usize) != Some(evidence.text.as_str()) {
            let what = format!("{field}: the words at {start}-{end} are not `{}`", evidence.text);
            push(found, noun, id, what);
        }
    }
}
