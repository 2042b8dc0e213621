//! Settling the record: what came or went since the last time is put together with what it can
//! be of one encounter with, and nothing else is touched.
//!
//! Contacts hang together where they share a key and weigh at least [`FLOOR`](crate::linking::FLOOR);
//! a component of this graph is linked by itself, so that a record that grew in any order and by
//! any steps holds what [`crate::settle::settle`] gives for its documents at once. All of it is one
//! transaction: a killed process leaves the marks, and the next one settles.

use std::collections::{BTreeMap, BTreeSet};

use super::copied::settle_copies;
use super::db::{AsValue, Transaction, params};
use super::marks::marked;
use super::related::settle_relations;
use super::rows::{ENCOUNTER_PARTICIPANTS, participants};
use super::tellings::Held;
use super::write::{bounds, word};
use super::{KeepError, Record};
use crate::linking::{keys, link, reaching};
use crate::nouns::{Account, DocumentId, Encounter, EncounterId, Ties};
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
        let transaction = self.db.transaction()?;
        let done = settle_within(&transaction, ties)?;
        transaction.commit()?;
        Ok(done)
    }
}

/// Settles what is marked.
pub(super) fn settle_within(
    transaction: &Transaction<'_>,
    ties: &Ties,
) -> Result<Resettled, KeepError> {
    mark_if_older_rules(transaction)?;
    let moved = settle_copies(transaction)?;
    let touched = touched(transaction, moved)?;
    let graph = Graph::around(transaction, ties, touched)?;
    let gone = remove_encounters(transaction, &graph.old_components)?;
    let mut done = Resettled { contacts: graph.contacts.len(), encounters: 0 };
    let mut new = BTreeSet::new();
    for batch in batches(graph.components()) {
        let found = settle_components(transaction, ties, &batch)?;
        done.encounters += found.len();
        new.extend(found);
    }
    settle_relations(transaction, new, gone)?;
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
    for document in &documents {
        let sql = "SELECT id FROM contacts WHERE document = ?1";
        contacts.extend(ids(transaction, sql, document.as_str())?);
    }
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
    for telling in held.tellings() {
        let id = telling.contact.id.as_str();
        let forget = "DELETE FROM contact_keys WHERE contact = ?1";
        transaction.execute(forget, [id])?;
        let keys = keys(&telling);
        let rows: Vec<_> = keys.iter().map(|key| vec![key.as_value(), id.as_value()]).collect();
        transaction.insert("contact_keys", &["key", "contact"], &rows)?;
    }
    Ok(())
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
        let mut found = BTreeSet::new();
        for contact in contacts {
            let sql = "SELECT component FROM contacts WHERE id = ?1 AND component IS NOT NULL";
            for component in ids(transaction, sql, contact.as_str())? {
                if self.old_components.insert(component.0.clone()) {
                    found.extend(of_component(transaction, &component.0)?);
                }
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
        let sql = "SELECT DISTINCT theirs.contact FROM contact_keys mine
                   JOIN contact_keys theirs ON theirs.key = mine.key
                   WHERE mine.contact = ?1 AND theirs.contact <> ?1";
        for contact in contacts {
            for other in ids(transaction, sql, contact.as_str())? {
                let (a, b) = if *contact < other {
                    (contact.clone(), other)
                } else {
                    (other, contact.clone())
                };
                pairs.insert((a, b));
            }
        }
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
    let sql = "SELECT coalesce(min(key), '') FROM contact_keys WHERE contact = ?1";
    let mut ordered = Vec::new();
    for contact in contacts {
        let key: String = transaction.row(sql, [contact.as_str()], |row| row.get(0))?;
        ordered.push((key, contact.clone()));
    }
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

/// Takes out the encounters of these components; gives back their ids with their keys.
fn remove_encounters(
    transaction: &Transaction<'_>,
    components: &BTreeSet<String>,
) -> Result<BTreeSet<String>, KeepError> {
    let mut keys = BTreeSet::new();
    let marked = marked(transaction, "component")?;
    for component in components.iter().chain(&marked) {
        let sql = "SELECT DISTINCT key FROM encounter_keys JOIN encounters ON id = encounter
                   WHERE component = ?1";
        keys.extend(ids(transaction, sql, component)?.into_iter().map(|id| id.0));
        let forget = [
            "DELETE FROM encounter_keys
             WHERE encounter IN (SELECT id FROM encounters WHERE component = ?1)",
            "DELETE FROM encounter_participants
             WHERE encounter IN (SELECT id FROM encounters WHERE component = ?1)",
            "DELETE FROM encounters WHERE component = ?1",
        ];
        for sql in forget {
            transaction.execute(sql, [component])?;
        }
    }
    Ok(keys)
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
    let mut written = BTreeSet::new();
    for encounter in compared(&linked, &all) {
        let of = component.get(&encounter.id).copied().unwrap_or(&encounter.id);
        insert_encounter(transaction, of, &encounter)?;
        written.insert(encounter.id);
    }
    for linked in &linked {
        for member in &linked.members {
            let of = component.get(&member.contact).copied().unwrap_or(&linked.id);
            let sql = "UPDATE contacts SET component = ?2, encounter = ?3 WHERE id = ?1";
            let row = [member.contact.as_str(), of.as_str(), linked.id.as_str()];
            transaction.execute(sql, row)?;
        }
    }
    let encounter_of: BTreeMap<&EncounterId, &EncounterId> = linked
        .iter()
        .flat_map(|it| it.members.iter().map(|member| (&member.contact, &it.id)))
        .collect();
    for account in own.iter().flat_map(|telling| &telling.accounts) {
        if let Some(encounter) = encounter_of.get(&account.encounter) {
            update_account(transaction, account, encounter)?;
        }
    }
    Ok(written)
}

fn update_account(
    transaction: &Transaction<'_>,
    account: &Account,
    encounter: &EncounterId,
) -> Result<(), KeepError> {
    let sql = "UPDATE accounts SET encounter = ?2, json = ?3
               WHERE id = ?1 AND encounter IS DISTINCT FROM ?2";
    let settled = Account { encounter: encounter.clone(), ..account.clone() };
    let json = serde_json::to_string(&settled)?;
    transaction.execute(sql, [account.id.as_str(), encounter.as_str(), &json])?;
    Ok(())
}

fn insert_encounter(
    transaction: &Transaction<'_>,
    component: &EncounterId,
    encounter: &Encounter,
) -> Result<(), KeepError> {
    let sql = "INSERT INTO encounters (id, component, kind, status, domestic, start, \"end\",
                                       country, first_known, json)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let id = encounter.id.as_str();
    let (start, end) = bounds(encounter.when.as_ref());
    transaction.execute(
        sql,
        params![
            id,
            component.as_str(),
            word(&encounter.kind)?,
            word(&encounter.status)?,
            encounter.domestic,
            start,
            end,
            encounter.place.as_ref().and_then(|place| place.country.as_deref()),
            encounter.first_known.as_ref().map(DocumentId::as_str),
            serde_json::to_string(encounter)?,
        ],
    )?;
    let rows = participants(id, &encounter.participants)?;
    let shape = &ENCOUNTER_PARTICIPANTS;
    Ok(transaction.insert(shape.table, shape.columns, &rows)?)
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
