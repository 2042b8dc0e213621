//! What a brief cites, taken out of the record beforehand.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use chancery::briefs::Library;
use chancery::keep::{KeepError, Record};
use chancery::nouns::{Account, ActorId, ActorKind, Commitment, Copied, Document, DocumentId, Via};
use chancery::resolve::Knowledge;

/// Documents, names and copies that a brief may cite.
pub(super) struct Shelf {
    pub(super) documents: BTreeMap<DocumentId, Document>,
    pub(super) names: BTreeMap<ActorId, String>,
    pub(super) copied: BTreeMap<DocumentId, Copied>,
}

impl Shelf {
    /// These documents, the names of these actors, and those of all states.
    pub(super) fn of(
        record: &Record,
        documents: BTreeSet<DocumentId>,
        actors: BTreeSet<ActorId>,
    ) -> Result<Self, KeepError> {
        let knowledge = Knowledge::with(record.brought()?);
        let states = knowledge.actors().filter(|actor| actor.kind == ActorKind::State);
        let mut names: BTreeMap<ActorId, String> =
            states.map(|state| (state.id.clone(), state.name.clone())).collect();
        names.extend(record.cited([], actors)?.names);
        let mut shelf = Self { documents: BTreeMap::new(), names, copied: BTreeMap::new() };
        let mut wanted: Vec<DocumentId> = documents.into_iter().collect();
        // A copy leads to what it was taken from, which may itself be a copy.
        while let Some(id) = wanted.pop() {
            if shelf.documents.contains_key(&id) {
                continue;
            }
            if let Some(copied) = record.copied(&id)? {
                wanted.push(copied.from.clone());
                shelf.copied.insert(id.clone(), copied);
            }
            if let Some(document) = record.document(&id)? {
                shelf.documents.insert(id, document);
            }
        }
        Ok(shelf)
    }

    /// The view that a brief is made with.
    pub(super) fn library(&self) -> Library<'_> {
        Library { documents: &self.documents, names: &self.names, copied: &self.copied }
    }
}

/// The actors that accounts refer to by id.
pub(super) fn actors_of(accounts: &[Account]) -> BTreeSet<ActorId> {
    let named = accounts.iter().flat_map(|account| {
        let people = account.participants.iter().map(|person| &person.actor);
        people.chain(&account.initiator).chain(tellers(&account.via))
    });
    named.cloned().collect()
}

/// The actors that commitments refer to by id.
pub(super) fn actors_in<'c>(
    commitments: impl IntoIterator<Item = &'c Commitment>,
) -> BTreeSet<ActorId> {
    let named = commitments
        .into_iter()
        .flat_map(|it| it.by.iter().chain(&it.to).chain(tellers(&it.according_to)));
    named.cloned().collect()
}

fn tellers(via: &[Via]) -> impl Iterator<Item = &ActorId> {
    via.iter().filter_map(|link| link.actor.as_ref())
}
