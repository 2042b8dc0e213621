//! What later documents tell of commitments, found at settling and kept: a row a turn, and in each
//! commitment's row the state that its turns come to.
//!
//! A turn rests on the rows of two documents alone, of the one that tells the commitment and of
//! the one that tells later, and on who the actors are. So what a document tells is held against
//! the others when it comes, or when what is known of it becomes another, and never again. Who may
//! bear on whom is looked up by keys, so that documents are taken out a batch at a time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::KeepError;
use super::answered::with_answers;
use super::db::{Db, Transaction, Value};
use super::findings::{owned, word};
use super::marks::marked;
use super::overlaid::Bearing;
use crate::commitments::ledger::{
    People, Told, Turn, moves, promised_under, stands, told_under, turned,
};
use crate::judging::Overlaid;
use crate::nouns::{
    Account, Actor, ActorId, Commitment, CommitmentId, Deed, DocumentId, Moment, Statement,
    StatementId,
};

/// So many documents are held against so many others at a time, so that memory does not grow with
/// the record.
const BATCH: usize = 1000;

/// Documents with the day each was published, ISO.
type Dated = BTreeSet<(String, DocumentId)>;

/// Finds the turns of and by what came, went or is judged otherwise, and where the commitments
/// stand that they are of.
pub(super) fn settle_turns(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
) -> Result<(), KeepError> {
    let documents = told_anew(transaction, bearing)?;
    let mut touched = forget_turns(transaction, &documents)?;
    for batch in documents.iter().collect::<Vec<_>>().chunks(BATCH) {
        write_keys(transaction, bearing, batch)?;
    }
    touched.extend(find(transaction, bearing, &documents)?);
    let touched: Vec<&str> = touched.iter().map(String::as_str).collect();
    for batch in touched.chunks(BATCH) {
        write_states(transaction, bearing, batch)?;
    }
    Ok(())
}

/// The documents that came, whose accounts are of other encounters than before, whose statements
/// answer something else, or of which something is judged that was not.
fn told_anew(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
) -> Result<BTreeSet<DocumentId>, KeepError> {
    let mut documents: BTreeSet<DocumentId> =
        marked(transaction, "document")?.into_iter().map(DocumentId).collect();
    documents.extend(marked(transaction, "told")?.into_iter().map(DocumentId));
    let sql = "SELECT document, judgement FROM turned_by";
    let before: BTreeSet<(DocumentId, String)> = transaction
        .rows(sql, [], |row| Ok((DocumentId(row.get(0)?), row.get(1)?)))?
        .into_iter()
        .collect();
    let judged = bearing.by_document(transaction)?.into_iter();
    let now: BTreeSet<(DocumentId, String)> =
        judged.map(|(document, judged)| (document, hash(&judged))).collect();
    documents.extend(before.symmetric_difference(&now).map(|(document, _)| document.clone()));
    if before != now {
        transaction.execute("DELETE FROM turned_by", [])?;
        let rows: Vec<_> = now.iter().map(|(id, hash)| owned(&[id.as_str(), hash])).collect();
        transaction.insert("turned_by", &["document", "judgement"], &rows)?;
    }
    Ok(documents)
}

fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))[..16].to_owned()
}

/// Takes out the turns of and by documents, and what they are looked up by. Gives back the
/// commitments that may stand otherwise for it.
fn forget_turns(
    transaction: &Transaction<'_>,
    documents: &BTreeSet<DocumentId>,
) -> Result<BTreeSet<String>, KeepError> {
    let ids: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
    let mut touched: BTreeSet<String> = marked(transaction, "commitment")?.into_iter().collect();
    for sql in [
        "SELECT id FROM commitments WHERE document IN {ids}",
        "SELECT DISTINCT commitment FROM turns WHERE document IN {ids}",
    ] {
        touched.extend(transaction.rows_of(sql, &ids, |row| row.get::<String>(0))?);
    }
    for sql in [
        "DELETE FROM turns WHERE document IN {ids}",
        "DELETE FROM turns WHERE commitment IN
             (SELECT id FROM commitments WHERE document IN {ids})",
        "DELETE FROM turn_keys WHERE document IN {ids}",
    ] {
        transaction.execute_for(sql, &ids)?;
    }
    Ok(touched)
}

/// Writes down what documents are looked up by. Those whose day is not known move nothing.
fn write_keys(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
    documents: &[&DocumentId],
) -> Result<(), KeepError> {
    let ids: Vec<&str> = documents.iter().map(|id| id.as_str()).collect();
    let days = days_of(transaction, &ids)?;
    let ids: Vec<&str> = days.keys().map(DocumentId::as_str).collect();
    let mut rows = Tellings::of(transaction, bearing, &ids, &[])?;
    rows.name_actors(transaction)?;
    let people = People::new(&rows.actors);
    let mut keys: BTreeSet<(String, &str, DocumentId)> = BTreeSet::new();
    for it in &rows.commitments {
        let of = &it.evidence.document;
        let under = promised_under(&people, it).into_iter();
        keys.extend(under.map(|key| (key, PROMISED, of.clone())));
    }
    for (document, under) in told_under(&rows.told(&days)) {
        if days.contains_key(&document) {
            keys.extend(under.into_iter().map(|key| (key, LATER, document.clone())));
        }
    }
    let row = |(key, part, document): (String, &str, DocumentId)| {
        let day = days.get(&document)?.to_string();
        Some(owned(&[key.as_str(), part, &day, document.as_str()]))
    };
    let rows: Vec<_> = keys.into_iter().filter_map(row).collect();
    Ok(transaction.insert("turn_keys", &["key", "part", "day", "document"], &rows)?)
}

const PROMISED: &str = "promised";
const LATER: &str = "later";

/// The day each of some documents was published; those whose day is not known are left out.
pub(super) fn days_of(db: &Db, ids: &[&str]) -> Result<BTreeMap<DocumentId, Date>, KeepError> {
    let sql = "SELECT id, published_end FROM documents
               WHERE id IN {ids} AND published_end IS NOT NULL";
    let rows: Vec<(DocumentId, String)> =
        db.rows_of(sql, ids, |row| Ok((DocumentId(row.get(0)?), row.get(1)?)))?;
    let day = |text: &str| text.parse::<Moment>().ok().and_then(Moment::date);
    Ok(rows.into_iter().filter_map(|(id, end)| Some((id, day(&end)?))).collect())
}

/// Finds the turns of what some documents promise, and by what they tell. Gives back the
/// commitments they are of.
fn find(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
    new: &BTreeSet<DocumentId>,
) -> Result<BTreeSet<String>, KeepError> {
    let mut found = BTreeSet::new();
    for Keyed { keys, promised, later } in in_groups(transaction, new)? {
        if let Some((first, _)) = promised.first() {
            let after = under(transaction, &keys, LATER, "day > ?1", first)?;
            found.extend(hold(transaction, bearing, &promised, &after)?);
        }
        if let Some((last, _)) = later.last() {
            let mut before = under(transaction, &keys, PROMISED, "day < ?1", last)?;
            before.retain(|it| !promised.contains(it));
            found.extend(hold(transaction, bearing, &before, &later)?);
        }
    }
    Ok(found)
}

/// New documents that share keys.
#[derive(Default)]
struct Keyed {
    keys: Vec<String>,
    promised: Dated,
    later: Dated,
}

/// The keys of new documents in groups of about a batch of these.
fn in_groups(
    transaction: &Transaction<'_>,
    new: &BTreeSet<DocumentId>,
) -> Result<Vec<Keyed>, KeepError> {
    let ids: Vec<&str> = new.iter().map(DocumentId::as_str).collect();
    let sql = "SELECT key, part, day, document FROM turn_keys WHERE document IN {ids}";
    let mut by_key: BTreeMap<String, Keyed> = BTreeMap::new();
    let rows: Vec<(String, String, String, String)> = transaction
        .rows_of(sql, &ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    for (key, part, day, document) in rows {
        let of = by_key.entry(key).or_default();
        let into = if part == PROMISED { &mut of.promised } else { &mut of.later };
        into.insert((day, DocumentId(document)));
    }
    let mut groups: Vec<Keyed> = Vec::new();
    for (key, keyed) in by_key {
        let size = |it: &Keyed| it.promised.len() + it.later.len();
        let room = groups.last().is_some_and(|last| size(last) + size(&keyed) <= BATCH);
        if !room {
            groups.push(Keyed::default());
        }
        if let Some(last) = groups.last_mut() {
            last.keys.push(key);
            last.promised.extend(keyed.promised);
            last.later.extend(keyed.later);
        }
    }
    Ok(groups)
}

/// The documents of a part under any of these keys, on days for which a condition holds.
fn under(
    db: &Db,
    keys: &[String],
    part: &str,
    condition: &str,
    day: &str,
) -> Result<Dated, KeepError> {
    let sql = format!(
        "SELECT day, document FROM turn_keys WHERE key = ?2 AND part = '{part}' AND {condition}"
    );
    let mut found = Dated::new();
    for key in keys {
        let rows = db.rows(&sql, [day, key.as_str()], |row| {
            Ok((row.get::<String>(0)?, DocumentId(row.get(1)?)))
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// Holds what documents promise against what later ones tell, and writes the turns.
fn hold(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
    promised: &Dated,
    later: &Dated,
) -> Result<BTreeSet<String>, KeepError> {
    let promised: Vec<&(String, DocumentId)> = promised.iter().collect();
    let mut found = BTreeSet::new();
    for promised in promised.chunks(BATCH) {
        let Some((first, _)) = promised.first() else { continue };
        let after: Vec<&(String, DocumentId)> =
            later.iter().filter(|(day, _)| day > first).collect();
        for later in after.chunks(BATCH) {
            found.extend(hold_batch(transaction, bearing, promised, later)?);
        }
    }
    Ok(found)
}

fn hold_batch(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
    promised: &[&(String, DocumentId)],
    later: &[&(String, DocumentId)],
) -> Result<BTreeSet<String>, KeepError> {
    let day = |(day, id): &&(String, DocumentId)| Some((id.clone(), day.parse::<Date>().ok()?));
    let days: BTreeMap<DocumentId, Date> = promised.iter().chain(later).filter_map(day).collect();
    let asked: BTreeSet<&DocumentId> = promised.iter().map(|(_, id)| id).collect();
    let tellers: BTreeSet<&str> = later.iter().map(|(_, id)| id.as_str()).collect();
    let beside: Vec<&str> =
        asked.iter().map(|id| id.as_str()).filter(|id| !tellers.contains(id)).collect();
    let tellers: Vec<&str> = tellers.into_iter().collect();
    let mut rows = Tellings::of(transaction, bearing, &tellers, &beside)?;
    rows.name_actors(transaction)?;
    let (mut found, mut lines) = (BTreeSet::new(), Vec::new());
    for (commitment, turn) in turned(&rows.told(&days), |document| asked.contains(document)) {
        lines.push(row(&commitment, &turn)?);
        found.insert(commitment.0);
    }
    transaction.insert_new("turns", &COLUMNS, &lines)?;
    Ok(found)
}

/// Writes turns that are given, and where the commitments stand after them.
pub(super) fn write_turns(
    transaction: &Transaction<'_>,
    turns: &[(CommitmentId, Turn)],
) -> Result<(), KeepError> {
    let rows = turns.iter().map(|(of, turn)| row(of, turn)).collect::<Result<Vec<_>, _>>()?;
    transaction.insert_new("turns", &COLUMNS, &rows)?;
    let of: BTreeSet<&str> = turns.iter().map(|(of, _)| of.as_str()).collect();
    write_states(transaction, &Bearing::default(), &of.into_iter().collect::<Vec<_>>())
}

const COLUMNS: [&str; 5] = ["commitment", "document", "id", "day", "json"];

/// The row of a turn; of two that say the same there is one.
fn row(commitment: &CommitmentId, turn: &Turn) -> Result<Vec<Value<'static>>, KeepError> {
    let line = serde_json::to_string(turn)?;
    let (day, document) = (turn.day.to_string(), turn.evidence.document.as_str());
    Ok(owned(&[commitment.as_str(), document, &hash(&line), &day, &line]))
}

/// Where commitments stand after all of their turns, for lists of those that stand so.
fn write_states(
    transaction: &Transaction<'_>,
    bearing: &Bearing,
    ids: &[&str],
) -> Result<(), KeepError> {
    let sql = "SELECT id, stands, json FROM commitments WHERE id IN {ids}";
    let rows: Vec<(String, String, String)> =
        transaction.rows_of(sql, ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let told = rows.iter().map(|(_, _, line)| serde_json::from_str(line));
    let told: Vec<Commitment> = told.collect::<Result<_, _>>()?;
    let mut changed = Vec::new();
    let after = standing(transaction, bearing, told, None)?;
    for ((id, before, _), after) in rows.iter().zip(after) {
        let state = word(&after.noun.state)?;
        if *before != state {
            changed.push(owned(&[id.as_str(), &state]));
        }
    }
    Ok(transaction.update("commitments", &["id", "stands"], &changed)?)
}

/// Commitments as their documents tell them, after their turns up to a day, or after all, each as
/// it is judged. Where it stands may have been judged too.
pub(super) fn standing(
    db: &Db,
    bearing: &Bearing,
    told: Vec<Commitment>,
    on: Option<Date>,
) -> Result<Vec<Overlaid<Commitment>>, KeepError> {
    let ids: Vec<&str> = told.iter().map(|it| it.id.as_str()).collect();
    let mut turns: BTreeMap<CommitmentId, Vec<Turn>> = BTreeMap::new();
    let sql = "SELECT commitment, json FROM turns WHERE commitment IN {ids}";
    let rows: Vec<(CommitmentId, String)> =
        db.rows_of(sql, &ids, |row| Ok((CommitmentId(row.get(0)?), row.get(1)?)))?;
    for (commitment, line) in rows {
        turns.entry(commitment).or_default().push(serde_json::from_str(&line)?);
    }
    let on = on.unwrap_or(Date::MAX);
    let standing = |it: Commitment| {
        let turns = turns.remove(&it.id).unwrap_or_default();
        let judged = bearing.commitment(it);
        let stood = bearing.commitment(stands(&judged.noun, turns, on));
        Overlaid { judged: judged.judged, ..stood }
    };
    Ok(told.into_iter().map(standing).collect())
}

/// What documents tell, as far as it bears on commitments, as it is judged.
#[derive(Default)]
struct Tellings {
    commitments: Vec<Commitment>,
    statements: Vec<Statement>,
    accounts: Vec<Account>,
    deeds: Vec<Deed>,
    actors: Vec<Actor>,
}

impl Tellings {
    /// All of what some documents tell, and what others (`beside`) promise and tell as held.
    fn of(db: &Db, bearing: &Bearing, ids: &[&str], beside: &[&str]) -> Result<Self, KeepError> {
        let mut found = Self { statements: statements(db, bearing, ids)?, ..Self::default() };
        found.deeds = parsed(db, "SELECT json FROM deeds WHERE document IN {ids}", ids)?;
        found.deeds.retain(|deed| !bearing.document_is_gone(&deed.document));
        // What is judged of an account may make it one of a contact held.
        let held = if bearing.is_none() { " AND status = 'held'" } else { "" };
        for (ids, held) in [(ids, ""), (beside, held)] {
            let sql = "SELECT json FROM commitments WHERE document IN {ids}";
            let commitments = parsed(db, sql, ids)?.into_iter().map(|it| bearing.commitment(it));
            found.commitments.extend(there(commitments));
            let sql = format!("SELECT json FROM accounts WHERE document IN {{ids}}{held}");
            let accounts = parsed(db, &sql, ids)?.into_iter().map(|it| bearing.account(it));
            found.accounts.extend(there(accounts));
        }
        Ok(found)
    }

    /// Takes out who the parties are.
    fn name_actors(&mut self, db: &Db) -> Result<(), KeepError> {
        let promised = self.commitments.iter().flat_map(|it| it.by.iter().chain(&it.to));
        let done = self.deeds.iter().flat_map(|it| it.by.iter().chain(&it.parties));
        let tellers = self.deeds.iter().flat_map(|it| &it.according_to);
        let said = self.statements.iter().flat_map(|it| &it.speaker);
        let told = self.accounts.iter().flat_map(|it| &it.participants).map(|it| &it.actor);
        let actors: BTreeSet<&str> = promised
            .chain(done)
            .chain(tellers.filter_map(|it| it.actor.as_ref()))
            .chain(said.filter_map(|it| it.actor.as_ref()))
            .chain(told)
            .map(ActorId::as_str)
            .collect();
        let actors: Vec<&str> = actors.into_iter().collect();
        self.actors = people(db, &actors)?;
        Ok(())
    }

    fn told<'r>(&'r self, days: &'r BTreeMap<DocumentId, Date>) -> Told<'r> {
        Told {
            commitments: &self.commitments,
            statements: &self.statements,
            accounts: &self.accounts,
            deeds: &self.deeds,
            actors: &self.actors,
            days,
        }
    }
}

/// What is left of what was judged.
fn there<T>(judged: impl IntoIterator<Item = Overlaid<T>>) -> impl Iterator<Item = T> {
    judged.into_iter().filter(|it| !it.gone).map(|it| it.noun)
}

fn parsed<T: DeserializeOwned>(db: &Db, sql: &str, ids: &[&str]) -> Result<Vec<T>, KeepError> {
    let lines: Vec<String> = db.rows_of(sql, ids, |row| row.get(0))?;
    Ok(lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
}

/// The statements of documents that accept or deny something, with what they answer in whatever
/// document, and the claims they answer.
fn statements(db: &Db, bearing: &Bearing, ids: &[&str]) -> Result<Vec<Statement>, KeepError> {
    let moving = r#" AND (act = 'accept' OR json LIKE '%"kind":"denies"%' OR EXISTS (
        SELECT 1 FROM answers a WHERE a.statement = statements.id AND a.kind = 'denies'))"#;
    let moving = if bearing.is_none() { moving } else { "" };
    let sql = format!("SELECT json FROM statements WHERE document IN {{ids}}{moving}");
    let judged = parsed(db, &sql, ids)?.into_iter().map(|it| bearing.statement(it));
    let told = with_answers(db, bearing, there(judged).collect())?;
    let mut found: Vec<Statement> = told.into_iter().filter(moves).collect();
    let own: BTreeSet<&str> = found.iter().map(|it| it.id.as_str()).collect();
    let claims = found.iter().flat_map(|it| &it.answers).filter_map(|it| it.claim.as_ref());
    let claims: Vec<&str> =
        claims.map(StatementId::as_str).filter(|it| !own.contains(it)).collect();
    let sql = "SELECT json FROM statements WHERE id IN {ids}";
    let claims: Vec<Statement> =
        there(parsed(db, sql, &claims)?.into_iter().map(|it| bearing.statement(it))).collect();
    found.extend(claims);
    Ok(found)
}

/// Actors, as far as it counts who they are.
fn people(db: &Db, ids: &[&str]) -> Result<Vec<Actor>, KeepError> {
    let sql = "SELECT id, kind, name, country FROM actors WHERE id IN {ids}";
    let rows: Vec<(String, String, String, Option<String>)> =
        db.rows_of(sql, ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let actor = |(id, kind, name, country): (String, String, String, Option<String>)| {
        let kind = serde_json::from_value(serde_json::Value::String(kind))?;
        Ok(Actor { country, ..Actor::named(ActorId(id), kind, name) })
    };
    rows.into_iter().map(actor).collect()
}
