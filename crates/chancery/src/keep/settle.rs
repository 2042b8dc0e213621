//! Settling the record: what came or went since the last time is put together with what it can
//! be of one encounter with, and nothing else is touched.
//!
//! Contacts hang together where they share a key and weigh at least [`FLOOR`](crate::linking::FLOOR);
//! a component of this graph is linked by itself, so that a record that grew in any order and by
//! any steps holds what [`crate::settle::settle`] gives for its documents at once. All of it is one
//! transaction: a killed process leaves the marks, and the next one settles. Where commitments stand
//! is settled last ([`super::turns`]), since it counts which tellings are of one encounter.

use std::collections::{BTreeMap, BTreeSet};

use super::answering::settle_answers;
use super::copied::settle_copies;
use super::db::Transaction;
use super::findings::owned;
use super::marks::{mark_told, marked};
use super::overlaid::Bearing;
use super::related::settle_relations;
use super::rows::Rows;
use super::settled_rows::{add_encounter, remove_encounters};
use super::tallies::Tally;
use super::tellings::Held;
use super::turns::settle_turns;
use super::{KeepError, Record};
use crate::judging::Applied;
use crate::linking::{keys, link, reaching};
use crate::nouns::{Account, DocumentId, EncounterId, Linked, Telling, Ties};
use crate::settle::{RULES, compared};

/// So many contacts are looked at together, so that memory does not grow with the record.
const BATCH: usize = 2000;

/// What settling did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resettled {
    /// Contacts that were put together anew.
    pub contacts: usize,
    /// Encounters they are of.
    pub encounters: usize,
}

impl Record {
    /// Settles what came or went since the last time.
    pub fn settle(&mut self, ties: &Ties) -> Result<Resettled, KeepError> {
        if self.is_settled()? {
            return Ok(Resettled::default());
        }
        let mut applied = self.applied()?;
        applied.ties.clone_from(ties);
        let transaction = self.db.transaction()?;
        let done = settle_within(&transaction, applied)?;
        transaction.commit()?;
        Ok(done)
    }
}

/// Settles what is marked, and what is judged otherwise than before.
pub(super) fn settle_within(
    transaction: &Transaction<'_>,
    applied: Applied,
) -> Result<Resettled, KeepError> {
    let ties = &applied.ties;
    mark_if_older_rules(transaction)?;
    settle_answers(transaction)?;
    let moved = settle_copies(transaction)?;
    let touched = touched(transaction, moved)?;
    let graph = Graph::around(transaction, ties, touched)?;
    let mut old = graph.old_components.clone();
    old.extend(marked(transaction, "component")?);
    let gone = remove_encounters(transaction, &old)?;
    let mut done = Resettled { contacts: graph.contacts.len(), encounters: 0 };
    let mut new = BTreeSet::new();
    for batch in batches(graph.components()) {
        let found = settle_components(transaction, ties, &batch)?;
        done.encounters += found.len();
        new.extend(found);
    }
    settle_relations(transaction, new, gone)?;
    settle_turns(transaction, &Bearing::of(transaction, applied)?)?;
    transaction.execute("DELETE FROM unsettled", [])?;
    Ok(done)
}

/// Everything is settled anew where it was settled by other rules.
fn mark_if_older_rules(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM settled_by WHERE rules = ?1)";
    if transaction.row(sql, [RULES], |row| row.get(0))? {
        return Ok(());
    }
    let sql = "INSERT INTO unsettled (what, id) SELECT 'document', id FROM documents WHERE true
               ON CONFLICT DO NOTHING";
    transaction.execute(sql, [])?;
    transaction.execute("DELETE FROM settled_by", [])?;
    transaction.execute("INSERT INTO settled_by (rules) VALUES (?1)", [RULES])?;
    Ok(())
}

/// The contacts to be settled anew: those of documents that came or whose origin moved, whose
/// keys are written on the way, and those that were settled with something that went.
fn touched(
    transaction: &Transaction<'_>,
    moved: BTreeSet<DocumentId>,
) -> Result<BTreeSet<EncounterId>, KeepError> {
    let mut documents = moved;
    documents.extend(marked(transaction, "document")?.into_iter().map(DocumentId));
    let mut contacts = BTreeSet::new();
    let documents: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
    let sql = "SELECT id FROM contacts WHERE document IN {ids}";
    contacts.extend(transaction.rows_of(sql, &documents, |row| Ok(EncounterId(row.get(0)?)))?);
    for batch in contacts.iter().collect::<Vec<_>>().chunks(BATCH) {
        write_keys(transaction, batch)?;
    }
    for component in marked(transaction, "component")? {
        contacts.extend(of_component(transaction, &component)?);
    }
    Ok(contacts)
}

fn write_keys(transaction: &Transaction<'_>, contacts: &[&EncounterId]) -> Result<(), KeepError> {
    let held = Held::of(transaction, contacts.iter().copied())?;
    let (mut rows, mut ids) = (Vec::new(), Vec::new());
    let tellings = held.tellings();
    for telling in &tellings {
        let id = telling.contact.id.as_str();
        ids.push(id);
        rows.extend(keys(telling).iter().map(|key| owned(&[key.as_str(), id])));
    }
    transaction.execute_for("DELETE FROM contact_keys WHERE contact IN {ids}", &ids)?;
    Ok(transaction.insert("contact_keys", &["key", "contact"], &rows)?)
}

/// The contacts that hang together with some touched ones.
#[derive(Default)]
struct Graph {
    contacts: BTreeSet<EncounterId>,
    edges: Vec<(EncounterId, EncounterId)>,
    /// The components these contacts were settled in before.
    old_components: BTreeSet<String>,
}

impl Graph {
    /// Goes out from the touched contacts along the edges as far as they reach, and to all that
    /// was settled with one of those before.
    fn around(
        transaction: &Transaction<'_>,
        ties: &Ties,
        touched: BTreeSet<EncounterId>,
    ) -> Result<Self, KeepError> {
        let mut graph = Self::default();
        let mut open = touched;
        while !open.is_empty() {
            let mut known: BTreeSet<EncounterId> = std::mem::take(&mut open);
            known.retain(|id| !graph.contacts.contains(id));
            let old = graph.old_companions(transaction, &known)?;
            open.extend(old);
            graph.contacts.extend(known.iter().cloned());
            open.extend(graph.tied(transaction, ties)?);
            for batch in near_each_other(transaction, &known)?.chunks(BATCH) {
                let reached = graph.edges_from(transaction, batch)?;
                open.extend(reached);
            }
            open.retain(|id| !graph.contacts.contains(id));
        }
        graph.tie(ties);
        Ok(graph)
    }

    /// The contacts that people tied to some that are here.
    fn tied(
        &self,
        transaction: &Transaction<'_>,
        ties: &Ties,
    ) -> Result<Vec<EncounterId>, KeepError> {
        let mut found = Vec::new();
        for (a, b) in &ties.together {
            let other = match (self.contacts.contains(a), self.contacts.contains(b)) {
                (true, false) => b,
                (false, true) => a,
                _ => continue,
            };
            found.extend(ids(
                transaction,
                "SELECT id FROM contacts WHERE id = ?1",
                other.as_str(),
            )?);
        }
        Ok(found)
    }

    /// The contacts that these were settled with before.
    fn old_companions(
        &mut self,
        transaction: &Transaction<'_>,
        contacts: &BTreeSet<EncounterId>,
    ) -> Result<BTreeSet<EncounterId>, KeepError> {
        let contacts: Vec<&str> = contacts.iter().map(EncounterId::as_str).collect();
        let sql = "SELECT DISTINCT component FROM contacts
                   WHERE id IN {ids} AND component IS NOT NULL";
        let all: Vec<String> = transaction.rows_of(sql, &contacts, |row| row.get(0))?;
        let mut found = BTreeSet::new();
        for component in all {
            if self.old_components.insert(component.clone()) {
                found.extend(of_component(transaction, &component)?);
            }
        }
        Ok(found)
    }

    /// Adds the edges that begin at these contacts; gives back where they lead.
    fn edges_from(
        &mut self,
        transaction: &Transaction<'_>,
        contacts: &[EncounterId],
    ) -> Result<BTreeSet<EncounterId>, KeepError> {
        let mut pairs: BTreeSet<(EncounterId, EncounterId)> = BTreeSet::new();
        let sql = "SELECT DISTINCT mine.contact, theirs.contact FROM contact_keys mine
                   JOIN contact_keys theirs ON theirs.key = mine.key
                   WHERE mine.contact IN {ids} AND theirs.contact <> mine.contact";
        let contacts: Vec<&str> = contacts.iter().map(EncounterId::as_str).collect();
        let met = transaction.rows_of(sql, &contacts, |row| {
            Ok((EncounterId(row.get(0)?), EncounterId(row.get(1)?)))
        })?;
        pairs.extend(met.into_iter().map(|(a, b)| if a < b { (a, b) } else { (b, a) }));
        let held = Held::of(transaction, pairs.iter().flat_map(|(a, b)| [a, b]))?;
        let tellings = held.tellings();
        let place = |id: &EncounterId| tellings.binary_search_by(|it| it.contact.id.cmp(id)).ok();
        let places: Vec<(usize, usize)> =
            pairs.iter().filter_map(|(a, b)| Some((place(a)?, place(b)?))).collect();
        let mut reached = BTreeSet::new();
        for (a, b) in reaching(&tellings, &places) {
            let (a, b) = (tellings[a].contact.id.clone(), tellings[b].contact.id.clone());
            reached.extend([a.clone(), b.clone()]);
            self.edges.push((a, b));
        }
        Ok(reached)
    }

    /// Adds the edges that people made, between contacts that are there.
    fn tie(&mut self, ties: &Ties) {
        for (a, b) in &ties.together {
            if self.contacts.contains(a) && self.contacts.contains(b) {
                self.edges.push((a.clone(), b.clone()));
            }
        }
    }

    /// The components, each with its least contact first, in order.
    fn components(&self) -> Vec<Vec<EncounterId>> {
        let mut head: BTreeMap<&EncounterId, &EncounterId> =
            self.contacts.iter().map(|id| (id, id)).collect();
        for (a, b) in &self.edges {
            let (a, b) = (top(&head, a), top(&head, b));
            head.insert(a.max(b), a.min(b));
        }
        let mut found: BTreeMap<&EncounterId, Vec<EncounterId>> = BTreeMap::new();
        for id in &self.contacts {
            found.entry(top(&head, id)).or_default().push(id.clone());
        }
        found.into_values().collect()
    }
}

/// The least contact of a component, as far as it is known.
fn top<'a>(
    head: &BTreeMap<&'a EncounterId, &'a EncounterId>,
    id: &'a EncounterId,
) -> &'a EncounterId {
    let mut at = id;
    while let Some(next) = head.get(at).filter(|next| **next != at) {
        at = next;
    }
    at
}

/// Contacts in an order that puts those next to each other that share a key, so that a batch
/// needs few besides its own.
fn near_each_other(
    transaction: &Transaction<'_>,
    contacts: &BTreeSet<EncounterId>,
) -> Result<Vec<EncounterId>, KeepError> {
    let sql = "SELECT contact, min(key) FROM contact_keys WHERE contact IN {ids} GROUP BY contact";
    let ids: Vec<&str> = contacts.iter().map(EncounterId::as_str).collect();
    let keyed: BTreeMap<EncounterId, String> = transaction
        .rows_of(sql, &ids, |row| Ok((EncounterId(row.get(0)?), row.get(1)?)))?
        .into_iter()
        .collect();
    let mut ordered: Vec<(String, EncounterId)> = contacts
        .iter()
        .map(|contact| (keyed.get(contact).cloned().unwrap_or_default(), contact.clone()))
        .collect();
    ordered.sort();
    Ok(ordered.into_iter().map(|(_, contact)| contact).collect())
}

/// Components in groups of about a batch.
fn batches(components: Vec<Vec<EncounterId>>) -> Vec<Vec<Vec<EncounterId>>> {
    let mut found: Vec<Vec<Vec<EncounterId>>> = Vec::new();
    let mut room = 0;
    for component in components {
        if component.len() > room {
            found.push(Vec::new());
            room = BATCH.max(component.len());
        }
        room -= component.len();
        found.last_mut().into_iter().for_each(|batch| batch.push(component.clone()));
    }
    found
}

/// Links and compares whole components, and writes what comes of it. Gives back the ids of the
/// encounters.
fn settle_components(
    transaction: &Transaction<'_>,
    ties: &Ties,
    components: &[Vec<EncounterId>],
) -> Result<BTreeSet<EncounterId>, KeepError> {
    let component: BTreeMap<&EncounterId, &EncounterId> =
        components.iter().flat_map(|ids| ids.iter().map(|id| (id, &ids[0]))).collect();
    let held = Held::beside(transaction, component.keys().copied())?;
    let all = held.tellings();
    let own: Vec<_> =
        all.iter().filter(|it| component.contains_key(&it.contact.id)).cloned().collect();
    let linked = link(&own, ties);
    let (mut written, mut rows, mut tally) = (BTreeSet::new(), Rows::default(), Tally::default());
    for encounter in compared(&linked, &all) {
        let of = component.get(&encounter.id).copied().unwrap_or(&encounter.id);
        add_encounter(&mut rows, of, &encounter)?;
        tally.encounter(&encounter, 1);
        written.insert(encounter.id);
    }
    rows.write(transaction)?;
    tally.write(transaction)?;
    point_there(transaction, &component, &linked, &own)?;
    Ok(written)
}

/// Notes of contacts and accounts which encounter they are of.
fn point_there(
    transaction: &Transaction<'_>,
    component: &BTreeMap<&EncounterId, &EncounterId>,
    linked: &[Linked],
    own: &[Telling<'_>],
) -> Result<(), KeepError> {
    let mut contacts = Vec::new();
    let mut encounter_of: BTreeMap<&EncounterId, &EncounterId> = BTreeMap::new();
    for linked in linked {
        for member in &linked.members {
            let of = component.get(&member.contact).copied().unwrap_or(&linked.id);
            let row = [member.contact.as_str(), of.as_str(), linked.id.as_str()];
            contacts.push(owned(&row));
            encounter_of.insert(&member.contact, &linked.id);
        }
    }
    transaction.update("contacts", &["id", "component", "encounter"], &contacts)?;
    let mut accounts: BTreeMap<&str, &Account> = BTreeMap::new();
    for account in own.iter().flat_map(|telling| &telling.accounts) {
        accounts.insert(account.id.as_str(), account);
    }
    let ids: Vec<&str> = accounts.keys().copied().collect();
    let sql = "SELECT id, encounter FROM accounts WHERE id IN {ids}";
    let before: Vec<(String, Option<String>)> =
        transaction.rows_of(sql, &ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (mut rows, mut moved) = (Vec::new(), BTreeSet::new());
    for (id, before) in before {
        let Some(account) = accounts.get(id.as_str()) else { continue };
        let Some(encounter) = encounter_of.get(&account.encounter) else { continue };
        if before.as_deref() != Some(encounter.as_str()) {
            let settled = Account { encounter: (*encounter).clone(), ..(*account).clone() };
            let json = serde_json::to_string(&settled)?;
            rows.push(owned(&[id.as_str(), encounter.as_str(), &json]));
            moved.insert(&account.document);
        }
    }
    mark_told(transaction, moved)?;
    Ok(transaction.update("accounts", &["id", "encounter", "json"], &rows)?)
}

fn of_component(
    transaction: &Transaction<'_>,
    component: &str,
) -> Result<Vec<EncounterId>, KeepError> {
    ids(transaction, "SELECT id FROM contacts WHERE component = ?1", component)
}

/// The ids that a query with one parameter gives.
pub(super) fn ids(
    transaction: &Transaction<'_>,
    sql: &str,
    of: &str,
) -> Result<Vec<EncounterId>, KeepError> {
    let found: Vec<String> = transaction.column(sql, [of])?;
    Ok(found.into_iter().map(EncounterId).collect())
}
