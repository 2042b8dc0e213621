//! What documents tell by themselves, so that a part of the record can be settled as it stood on
//! an earlier day.

use std::collections::BTreeSet;

use super::db::params;
use super::{KeepError, Record};
use crate::nouns::{Account, ActorId, Copied, Document, DocumentId, Encounter, Mention};

/// Documents with what they tell, unsettled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AsTold {
    /// The documents.
    pub documents: Vec<Document>,
    /// Contacts as each document alone tells them.
    pub contacts: Vec<Encounter>,
    /// Their accounts.
    pub accounts: Vec<Account>,
}

impl Record {
    /// What these documents tell by themselves.
    pub fn as_told(
        &self,
        documents: impl IntoIterator<Item = DocumentId>,
    ) -> Result<AsTold, KeepError> {
        let mut told = AsTold::default();
        for id in documents {
            told.documents.extend(self.document(&id)?);
            let sql = "SELECT json FROM contacts WHERE document = ?1 ORDER BY id";
            told.contacts.extend(self.parsed::<Encounter>(sql, [id.as_str()])?);
            let sql = "SELECT json FROM accounts WHERE document = ?1 ORDER BY id";
            told.accounts.extend(self.parsed::<Account>(sql, [id.as_str()])?);
        }
        Ok(told)
    }

    /// Whose words a document took; none where it is nobody's copy.
    pub fn copied(&self, id: &DocumentId) -> Result<Option<Copied>, KeepError> {
        self.noun("SELECT json FROM copies WHERE document = ?1", id.as_str())
    }

    /// Everybody a document mentions, in order of place.
    pub fn mentions_in(&self, document: &DocumentId) -> Result<Vec<Mention>, KeepError> {
        let sql = "SELECT json FROM mentions WHERE document = ?1 ORDER BY place";
        self.parsed(sql, [document.as_str()])
    }

    /// Whose words these documents took.
    pub(super) fn copied_of(&self, ids: &[&str]) -> Result<Vec<Copied>, KeepError> {
        self.parsed_of("SELECT json FROM copies WHERE document IN {ids}", ids)
    }

    /// Everybody some documents mention, in order of document and place.
    pub(super) fn mentions_of(&self, ids: &[&str]) -> Result<Vec<Mention>, KeepError> {
        let sql = "SELECT json FROM mentions WHERE document IN {ids} ORDER BY document, place";
        self.parsed_of(sql, ids)
    }

    /// The documents that name any of these actors, or anybody of a state among them.
    pub fn documents_of(
        &self,
        actors: &BTreeSet<ActorId>,
    ) -> Result<BTreeSet<DocumentId>, KeepError> {
        let mut found = BTreeSet::new();
        for actor in actors {
            let sql = "SELECT DISTINCT d.document FROM document_actors d
                       JOIN actors a ON a.id = d.actor
                       WHERE d.actor = ?1 OR a.country = ?2";
            let country = actor.as_str().strip_prefix("state:");
            let ids = self.column(sql, params![actor.as_str(), country])?;
            found.extend(ids.into_iter().map(DocumentId));
        }
        Ok(found)
    }
}
