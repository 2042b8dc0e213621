//! Tellings taken out of the record, as their documents alone tell them.

use std::collections::{BTreeMap, BTreeSet};

use super::KeepError;
use super::copied::alone;
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
        let ids: Vec<&str> = ids.into_iter().map(EncounterId::as_str).collect();
        let sql = "SELECT document, json FROM contacts WHERE id IN {ids}";
        let rows: Vec<(String, String)> =
            db.rows_of(sql, &ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let documents: Vec<&str> = rows.iter().map(|(document, _)| document.as_str()).collect();
        let mut held = Self { documents: self::documents(db, &documents)?, ..Self::default() };
        let mut accounts = accounts(db, &ids)?;
        for (document, json) in rows {
            let contact: Encounter = serde_json::from_str(&json)?;
            let told = accounts.remove(&contact.id).unwrap_or_default();
            let told = in_its_order(&contact, told);
            held.contacts.insert(contact.id.clone(), (contact, told, DocumentId(document)));
        }
        Ok(held)
    }

    /// Every contact of the documents of these contacts.
    pub(super) fn beside<'a>(
        db: &Db,
        ids: impl IntoIterator<Item = &'a EncounterId>,
    ) -> Result<Self, KeepError> {
        let ids: Vec<&str> = ids.into_iter().map(EncounterId::as_str).collect();
        let sql = "SELECT DISTINCT beside.id FROM contacts own
                   JOIN contacts beside ON beside.document = own.document WHERE own.id IN {ids}";
        let all = db.rows_of(sql, &ids, |row| Ok(EncounterId(row.get(0)?)))?;
        Self::of(db, &all.into_iter().collect::<BTreeSet<_>>())
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

/// Documents as they alone tell, each with the one its words go back to.
fn documents(
    db: &Db,
    ids: &[&str],
) -> Result<BTreeMap<DocumentId, (Document, DocumentId)>, KeepError> {
    let sql = "SELECT json, origin FROM documents WHERE id IN {ids}";
    let rows: Vec<(String, Option<String>)> =
        db.rows_of(sql, ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found = BTreeMap::new();
    for (json, origin) in rows {
        let document = alone(serde_json::from_str(&json)?);
        let origin = origin.map_or_else(|| document.id.clone(), DocumentId);
        found.insert(document.id.clone(), (document, origin));
    }
    Ok(found)
}

/// The accounts of contacts, as they were read.
fn accounts(db: &Db, contacts: &[&str]) -> Result<BTreeMap<EncounterId, Vec<Account>>, KeepError> {
    let sql = "SELECT contact, json FROM accounts WHERE contact IN {ids}";
    let rows: Vec<(String, String)> =
        db.rows_of(sql, contacts, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found: BTreeMap<EncounterId, Vec<Account>> = BTreeMap::new();
    for (contact, line) in rows {
        let account: Account = serde_json::from_str(&line)?;
        let contact = EncounterId(contact);
        let account = Account { encounter: contact.clone(), ..account };
        found.entry(contact).or_default().push(account);
    }
    Ok(found)
}

/// The accounts of a contact in its order, each once.
fn in_its_order(contact: &Encounter, accounts: Vec<Account>) -> Vec<Account> {
    let mut known: BTreeMap<AccountId, Account> =
        accounts.into_iter().map(|account| (account.id.clone(), account)).collect();
    contact.accounts.iter().filter_map(|id| known.remove(id)).collect()
}
