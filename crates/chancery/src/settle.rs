//! From what each document tells by itself to what the record says: whose words were taken from
//! whom, which tellings are of one encounter, and how they stand to each other.
//!
//! [`settle`] is a pure function of a set: the order in which its parts are given leaves no
//! trace. The record settles piece by piece ([`crate::keep`]) and comes to the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::comparing::compare;
use crate::copies::{Given, Sketch, copies, origins, sketch};
use crate::linking::{link, relations};
use crate::nouns::{
    Account, AccountId, Copied, Document, DocumentId, Encounter, EncounterId, Linked, Relation,
    Telling, Ties,
};

/// Name of the rules by which encounters are settled; raised with every change of what they give,
/// so that a record settles anew what older rules settled.
pub const RULES: &str = "chancery-settle 4";

/// A set of documents settled.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settled {
    /// What took place, or was to, ordered by id.
    pub encounters: Vec<Encounter>,
    /// What each voice tells of it, ordered by document and id; `encounter` is the encounter's.
    pub accounts: Vec<Account>,
    /// Who took whose words, ordered by the taker.
    pub copied: Vec<Copied>,
}

/// Settles contacts and accounts as their documents alone tell them. A contact whose document is
/// not among the documents is left out.
pub fn settle(
    documents: &[Document],
    contacts: &[Encounter],
    accounts: &[Account],
    ties: &Ties,
) -> Settled {
    let sketches: Vec<Sketch> = documents.iter().map(|it| sketch(&it.text)).collect();
    let given: Vec<Given<'_>> = documents
        .iter()
        .zip(&sketches)
        .map(|(document, sketch)| Given { document, sketch })
        .collect();
    let copied = copies(&given);
    let origins = origins(&given, &copied);
    let tellings = tellings(documents, contacts, accounts, &origins);
    let linked = link(&tellings, ties);
    let mut encounters = compared(&linked, &tellings);
    relate(&mut encounters);
    Settled { accounts: of_encounters(&linked, &tellings), encounters, copied }
}

/// The tellings of a set, ordered by contact.
fn tellings<'a>(
    documents: &'a [Document],
    contacts: &'a [Encounter],
    accounts: &'a [Account],
    origins: &'a BTreeMap<DocumentId, DocumentId>,
) -> Vec<Telling<'a>> {
    let documents: BTreeMap<&DocumentId, &Document> =
        documents.iter().map(|document| (&document.id, document)).collect();
    let accounts: BTreeMap<&AccountId, &Account> =
        accounts.iter().map(|account| (&account.id, account)).collect();
    let telling = |contact: &'a Encounter| {
        let told: Vec<&Account> =
            contact.accounts.iter().filter_map(|id| accounts.get(id).copied()).collect();
        let document = *documents.get(&told.first()?.document)?;
        let origin = origins.get(&document.id).unwrap_or(&document.id);
        Some(Telling { contact, accounts: told, document, origin })
    };
    let mut found: Vec<Telling<'a>> = contacts.iter().filter_map(telling).collect();
    found.sort_by(|a, b| a.contact.id.cmp(&b.contact.id));
    found
}

/// The encounter of each link, ordered by id. `tellings` hold at least all tellings of the
/// documents concerned.
pub(crate) fn compared(linked: &[Linked], tellings: &[Telling<'_>]) -> Vec<Encounter> {
    let mut of_document: BTreeMap<&DocumentId, Vec<&Telling<'_>>> = BTreeMap::new();
    for telling in tellings {
        of_document.entry(&telling.document.id).or_default().push(telling);
    }
    let compared = |linked: &Linked| {
        let documents: BTreeSet<&DocumentId> =
            linked.members.iter().map(|member| &member.document).collect();
        let beside = documents.into_iter().filter_map(|id| of_document.get(id)).flatten();
        let beside: Vec<Telling<'_>> = beside.map(|telling| (*telling).clone()).collect();
        compare(linked, &beside)
    };
    let mut encounters: Vec<Encounter> = linked.iter().map(compared).collect();
    encounters.sort_by(|a, b| a.id.cmp(&b.id));
    encounters
}

/// Writes into encounters, ordered by id, how they stand to each other.
fn relate(encounters: &mut [Encounter]) {
    for (id, relation) in relations(encounters) {
        if let Ok(at) = encounters.binary_search_by(|it| it.id.cmp(&id)) {
            encounters[at].relations.push(relation);
        }
    }
    for encounter in encounters {
        in_order(&mut encounter.relations);
    }
}

/// Relations in the order in which they are told.
pub(crate) fn in_order(relations: &mut Vec<Relation>) {
    relations.sort_by(|a, b| (&a.to, a.kind).cmp(&(&b.to, b.kind)));
    relations.dedup();
}

/// The accounts of all tellings, each with the encounter it was found to be of.
fn of_encounters(linked: &[Linked], tellings: &[Telling<'_>]) -> Vec<Account> {
    let encounters: BTreeMap<&EncounterId, &EncounterId> = linked
        .iter()
        .flat_map(|it| it.members.iter().map(|member| (&member.contact, &it.id)))
        .collect();
    let mut accounts = Vec::new();
    for telling in tellings {
        let encounter = encounters.get(&telling.contact.id).copied();
        accounts.extend(telling.accounts.iter().map(|account| Account {
            encounter: encounter.unwrap_or(&telling.contact.id).clone(),
            ..(*account).clone()
        }));
    }
    accounts.sort_by(|a, b| (&a.document, &a.id).cmp(&(&b.document, &b.id)));
    accounts
}
