//! Do the encounters of the record follow from what its documents tell?

use std::collections::{BTreeMap, BTreeSet};

use super::verify::{Difference, check_words, parsed, push};
use super::{KeepError, Noun, Record, encounter_evidence};
use crate::nouns::{Account, Document, DocumentId, Encounter, EncounterId, Evidence};
use crate::settle::settle;

impl Record {
    /// The words behind every encounter, its members, and whether all of them, with the accounts
    /// and copies, are what settling the whole record at once gives. A record in which something
    /// came or went since it was last settled is settled first.
    pub(super) fn verify_settled(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        if !self.is_settled()? {
            push(found, "file", "record", "something came or went and is not settled".to_owned());
            return Ok(());
        }
        let encounters: Vec<(String, String)> =
            self.rows("SELECT id, json FROM encounters ORDER BY id", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        for (id, line) in &encounters {
            if let Some(noun) = parsed::<Encounter>("encounter", id, line, found) {
                self.verify_encounter(&noun, found)?;
            }
        }
        self.verify_recomputed(encounters, found)
    }

    fn verify_encounter(
        &self,
        noun: &Encounter,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let id = noun.id.as_str();
        let testimonies = noun.fields.iter().flat_map(|it| &it.values).flat_map(|it| &it.accounts);
        let told = testimonies.map(|it| ("fields", &it.evidence));
        let evidence: Vec<(&'static str, &Evidence)> =
            encounter_evidence(noun).into_iter().chain(told).collect();
        let documents: BTreeSet<&DocumentId> =
            evidence.iter().map(|(_, evidence)| &evidence.document).collect();
        for document in documents {
            let sql = "SELECT id, text FROM readings WHERE document = ?1";
            let readings: BTreeMap<String, String> = self
                .rows(sql, [document.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect();
            let text_of = |reading: &str| readings.get(reading).map(String::as_str);
            check_words("encounter", id, &evidence, document, &text_of, found);
        }
        for relation in &noun.relations {
            if !self.holds("encounters", relation.to.as_str())? {
                push(found, "encounter", id, format!("no encounter {}", relation.to));
            }
        }
        let listed: BTreeSet<&EncounterId> =
            noun.members.iter().map(|member| &member.contact).collect();
        let sql = "SELECT id FROM contacts WHERE encounter = ?1";
        let stored: Vec<EncounterId> =
            self.column(sql, [id])?.into_iter().map(EncounterId).collect();
        for contact in listed.symmetric_difference(&stored.iter().collect()) {
            push(found, "encounter", id, format!("contact {contact} is on one side only"));
        }
        Ok(())
    }

    fn verify_recomputed(
        &self,
        encounters: Vec<(String, String)>,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let documents: Vec<Document> = self.parsed(Noun::Documents.lines(), [])?;
        let settled =
            settle(&documents, &self.contacts()?, &self.accounts_as_read()?, &self.ties()?);
        let line = |id: &str, line: String| (id.to_owned(), line);
        let mut again = BTreeMap::new();
        for it in &settled.encounters {
            again.extend([line(it.id.as_str(), serde_json::to_string(it)?)]);
        }
        differences("encounter", &encounters.into_iter().collect(), &again, found);
        let mut again = BTreeMap::new();
        for it in &settled.accounts {
            again.extend([line(it.id.as_str(), serde_json::to_string(it)?)]);
        }
        let sql = "SELECT id, json FROM accounts";
        let accounts = self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        differences("account", &accounts.into_iter().collect(), &again, found);
        let mut again = BTreeMap::new();
        for it in &settled.copied {
            again.extend([line(it.document.as_str(), serde_json::to_string(it)?)]);
        }
        let sql = "SELECT document, json FROM copies";
        let copies = self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        differences("copy", &copies.into_iter().collect(), &again, found);
        Ok(())
    }

    /// Every contact as its document alone tells it, in order of id.
    pub(super) fn contacts(&self) -> Result<Vec<Encounter>, KeepError> {
        self.parsed("SELECT json FROM contacts ORDER BY id", [])
    }

    /// Every account as it was read, in order of id.
    pub(super) fn accounts_as_read(&self) -> Result<Vec<Account>, KeepError> {
        let sql = "SELECT contact, json FROM accounts ORDER BY id";
        let rows: Vec<(String, String)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let account = |(contact, line): (String, String)| {
            let account: Account = serde_json::from_str(&line)?;
            Ok(Account { encounter: EncounterId(contact), ..account })
        };
        rows.into_iter().map(account).collect()
    }
}

/// Lines that stand on one side only, or differ.
fn differences(
    noun: &'static str,
    kept: &BTreeMap<String, String>,
    again: &BTreeMap<String, String>,
    found: &mut Vec<Difference>,
) {
    for (id, line) in kept {
        match again.get(id) {
            Some(other) if other == line => {}
            Some(_) => push(found, noun, id, "it is not what its documents give".to_owned()),
            None => push(found, noun, id, "its documents do not give it".to_owned()),
        }
    }
    for id in again.keys().filter(|id| !kept.contains_key(*id)) {
        push(found, noun, id, "its documents give it, but it is not there".to_owned());
    }
}
