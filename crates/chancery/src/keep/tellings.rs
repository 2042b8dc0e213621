//! Tellings taken out of the record, as their documents alone tell them.

use std::collections::{BTreeMap, BTreeSet};

use super::KeepError;
use super::copied::as_read;
use super::db::Db;
use crate::nouns::{Account, AccountId, Document, DocumentId, Encounter, EncounterId, Telling};

/// Contacts with their accounts and documents, held so that tellings can point into them.
#[derive(Default)]
pub(super) struct Held {
    contacts: BTreeMap<EncounterId, (Encounter, Vec<Account>, DocumentId)>,
    documents: BTreeMap<DocumentId, (Document, DocumentId)>,
}

impl Held {
    /// The contacts of these ids; ids that lead nowhere are left out.
    pub(super) fn of<'a>(
        db: &Db,
        ids: impl IntoIterator<Item = &'a EncounterId>,
    ) -> Result<Self, KeepError> {
        let mut held = Self::default();
        for id in ids {
            held.add(db, id)?;
        }
        Ok(held)
    }

    /// Every contact of the documents of these contacts.
    pub(super) fn beside<'a>(
        db: &Db,
        ids: impl IntoIterator<Item = &'a EncounterId>,
    ) -> Result<Self, KeepError> {
        let sql = "SELECT id FROM contacts
                   WHERE document = (SELECT document FROM contacts WHERE id = ?1)";
        let mut all = BTreeSet::new();
        for id in ids {
            let found: Vec<String> = db.column(sql, [id.as_str()])?;
            all.extend(found.into_iter().map(EncounterId));
        }
        Self::of(db, &all)
    }

    fn add(&mut self, db: &Db, id: &EncounterId) -> Result<(), KeepError> {
        if self.contacts.contains_key(id) {
            return Ok(());
        }
        let sql = "SELECT document, json FROM contacts WHERE id = ?1";
        let row: Option<(String, String)> =
            db.first(sql, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((document, json)) = row else { return Ok(()) };
        let document = DocumentId(document);
        if !self.documents.contains_key(&document) {
            let Some(told) = as_read(db, document.as_str())? else { return Ok(()) };
            let sql = "SELECT origin FROM documents WHERE id = ?1";
            let origin: Option<String> = db.row(sql, [document.as_str()], |row| row.get(0))?;
            let origin = origin.map_or_else(|| document.clone(), DocumentId);
            self.documents.insert(document.clone(), (told, origin));
        }
        let contact: Encounter = serde_json::from_str(&json)?;
        let accounts = accounts(db, &contact)?;
        self.contacts.insert(id.clone(), (contact, accounts, document));
        Ok(())
    }

    /// The tellings, ordered by contact.
    pub(super) fn tellings(&self) -> Vec<Telling<'_>> {
        let mut found = Vec::new();
        for (contact, accounts, document) in self.contacts.values() {
            if let Some((document, origin)) = self.documents.get(document) {
                let accounts = accounts.iter().collect();
                found.push(Telling { contact, accounts, document, origin });
            }
        }
        found
    }
}

/// The accounts of a contact, in its order, as they were read.
fn accounts(db: &Db, contact: &Encounter) -> Result<Vec<Account>, KeepError> {
    let sql = "SELECT json FROM accounts WHERE contact = ?1";
    let mut found: BTreeMap<AccountId, Account> = BTreeMap::new();
    for line in db.column::<String>(sql, [contact.id.as_str()])? {
        let account: Account = serde_json::from_str(&line)?;
        let account = Account { encounter: contact.id.clone(), ..account };
        found.insert(account.id.clone(), account);
    }
    Ok(contact.accounts.iter().filter_map(|id| found.remove(id)).collect())
}
