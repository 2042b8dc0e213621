//! What briefs cite, taken out of the record beforehand.

use std::collections::{BTreeMap, BTreeSet};

use super::{KeepError, Record};
use crate::briefs::Library;
use crate::nouns::{Account, ActorId, ActorKind, Commitment, Copied, Document, DocumentId, Via};
use crate::resolve::Knowledge;

/// Documents, names and copies that a brief may cite.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// The documents.
    pub documents: BTreeMap<DocumentId, Document>,
    /// Names of actors.
    pub names: BTreeMap<ActorId, String>,
    /// Whose words each copy took.
    pub copied: BTreeMap<DocumentId, Copied>,
}

impl Shelf {
    /// The view that a brief is made with.
    pub fn library(&self) -> Library<'_> {
        Library { documents: &self.documents, names: &self.names, copied: &self.copied }
    }
}

impl Record {
    /// The names of all states, as the tables and what was imported have them.
    pub fn state_names(&self) -> Result<BTreeMap<ActorId, String>, KeepError> {
        let knowledge = Knowledge::with(self.brought()?);
        let states = knowledge.actors().filter(|actor| actor.kind == ActorKind::State);
        Ok(states.map(|state| (state.id.clone(), state.name.clone())).collect())
    }

    /// These documents with what they were copied from, and the names of these actors beside
    /// those given.
    pub fn shelf(
        &self,
        documents: BTreeSet<DocumentId>,
        actors: BTreeSet<ActorId>,
        names: BTreeMap<ActorId, String>,
    ) -> Result<Shelf, KeepError> {
        let mut found = Shelf { names, ..Shelf::default() };
        found.names.extend(self.cited([], actors)?.names);
        let mut wanted = documents;
        // A copy leads to what it was taken from, which may itself be a copy.
        while !wanted.is_empty() {
            let ids: Vec<&str> = wanted.iter().map(DocumentId::as_str).collect();
            let copied = self.copied_of(&ids)?;
            let documents: Vec<Document> =
                self.parsed_of("SELECT json FROM documents WHERE id IN {ids}", &ids)?;
            for document in documents {
                let judged = self.judged_document(document)?.noun;
                found.documents.insert(judged.id.clone(), judged);
            }
            let from: BTreeSet<DocumentId> = copied.iter().map(|it| it.from.clone()).collect();
            found.copied.extend(copied.into_iter().map(|it| (it.document.clone(), it)));
            wanted = from;
            wanted.retain(|id| !found.documents.contains_key(id));
        }
        Ok(found)
    }
}

/// The actors that accounts refer to by id.
pub fn actors_of(accounts: &[Account]) -> BTreeSet<ActorId> {
    let named = accounts.iter().flat_map(|account| {
        let people = account.participants.iter().map(|person| &person.actor);
        people.chain(&account.initiator).chain(tellers(&account.via))
    });
    named.cloned().collect()
}

/// The actors that commitments refer to by id.
pub fn actors_in<'c>(commitments: impl IntoIterator<Item = &'c Commitment>) -> BTreeSet<ActorId> {
    let named = commitments
        .into_iter()
        .flat_map(|it| it.by.iter().chain(&it.to).chain(tellers(&it.according_to)));
    named.cloned().collect()
}

fn tellers(via: &[Via]) -> impl Iterator<Item = &ActorId> {
    via.iter().filter_map(|link| link.actor.as_ref())
}
