//! The log of judgements: kept in the record, only ever added to, and settled with.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::db::{Transaction, params};
use super::marks::mark_judgement;
use super::overlaid::Bearing;
use super::seals::{JUDGED_ACTORS, JUDGEMENTS, reseal};
use super::settle::{Resettled, settle_within};
use super::verify::{Difference, parsed, push};
use super::{KeepError, Noun, Record};
use crate::judging::{
    Applied, Standing, Target, Told, anchor_to, apply, brought, check, line_after, without_evidence,
};
use crate::nouns::{
    Account, Actor, Anchor, Commitment, Document, DocumentId, Encounter, EncounterId, Judgeable,
    Judgement, Member, ReadingId, Said, Side, Statement, Ties, When,
};

/// An encounter is fastened to the words of so many of its documents: should one be read without
/// it, the next one leads there.
const ANCHORS: usize = 5;

/// What a document's reading in force tells, held so that judgements can be found in it.
pub(super) struct Read {
    pub(super) document: Document,
    reading: ReadingId,
    accounts: Vec<Account>,
    statements: Vec<Statement>,
    commitments: Vec<Commitment>,
}

impl Read {
    fn told(&self) -> Told<'_> {
        Told {
            document: &self.document,
            reading: &self.reading,
            accounts: &self.accounts,
            statements: &self.statements,
            commitments: &self.commitments,
        }
    }
}

/// Something to be judged.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is.
    pub noun: Judgeable,
    /// Its whole id.
    pub id: String,
    /// Whose voice, for an account.
    pub side: Option<Side>,
    /// What it is as its documents tell it; of an encounter every telling.
    pub targets: Vec<(Target, DocumentId)>,
    /// As it was read, without evidence.
    pub read: Value,
    /// As it is judged, without evidence.
    pub now: Value,
    /// The day it is of, where that is known.
    pub day: Option<Date>,
}

impl Record {
    /// What an id stands for, to be judged; none for nouns that are not.
    pub fn subject(&self, noun: Noun, id: &str) -> Result<Option<Subject>, KeepError> {
        let at = "WHERE id = ?1";
        Ok(match noun {
            Noun::Encounters => match self.encounter_as_read(&EncounterId(id.to_owned()))? {
                Some(it) => Some(self.encounter_subject(&it)?),
                None => None,
            },
            Noun::Accounts => {
                let it: Option<Account> =
                    self.noun(&format!("SELECT json FROM accounts {at}"), id)?;
                let Some(it) = it else { return Ok(None) };
                let target = (Target::Account(it.id.clone()), it.document.clone());
                let day = it.when.as_ref().and_then(When::single_day);
                let side = Some(it.side.clone());
                let now = self.judged_account(it.clone())?.noun;
                Some(Subject { side, ..subject(Judgeable::Account, id, target, &it, &now, day)? })
            }
            Noun::Statements => {
                let it: Option<Statement> =
                    self.noun(&format!("SELECT json FROM statements {at}"), id)?;
                let Some(it) = it else { return Ok(None) };
                let target = (Target::Statement(it.id.clone()), it.document.clone());
                let day = it.when.as_ref().and_then(When::single_day);
                let now = self.judged_statement(it.clone())?.noun;
                Some(subject(Judgeable::Statement, id, target, &it, &now, day)?)
            }
            Noun::Commitments => {
                let it: Option<Commitment> =
                    self.noun(&format!("SELECT json FROM commitments {at}"), id)?;
                let Some(it) = it else { return Ok(None) };
                let target = (Target::Commitment(it.id.clone()), it.evidence.document.clone());
                let day = it.made_on.as_ref().and_then(When::single_day);
                let now = self.judged_commitment(it.clone())?.noun;
                Some(subject(Judgeable::Commitment, id, target, &it, &now, day)?)
            }
            Noun::Documents => {
                let Some(it) = self.document_as_read(&DocumentId(id.to_owned()))? else {
                    return Ok(None);
                };
                let target = (Target::Document(it.id.clone()), it.id.clone());
                let now = self.judged_document(it.clone())?.noun;
                Some(subject(Judgeable::Document, id, target, &it, &now, None)?)
            }
            Noun::Actors | Noun::Mentions | Noun::Judgements => None,
        })
    }

    fn encounter_subject(&self, it: &Encounter) -> Result<Subject, KeepError> {
        let target =
            |member: &Member| (Target::Contact(member.contact.clone()), member.document.clone());
        let day = it.when.as_ref().and_then(When::single_day);
        let now = self.judged_encounter(it.clone())?.noun;
        Ok(Subject {
            noun: Judgeable::Encounter,
            id: it.id.0.clone(),
            side: None,
            targets: it.members.iter().map(target).collect(),
            read: without_evidence(&serde_json::to_value(it)?),
            now: without_evidence(&serde_json::to_value(&now)?),
            day,
        })
    }

    /// The log, in order.
    pub fn judgements(&self) -> Result<Vec<Judgement>, KeepError> {
        self.parsed(Noun::Judgements.lines(), [])
    }

    /// Adds a judgement to the log. It counts in encounters once the record is settled.
    pub fn judge(&mut self, said: Said) -> Result<Judgement, KeepError> {
        self.judged.take();
        let transaction = self.db.transaction()?;
        let sql = "SELECT json FROM judgements ORDER BY number DESC LIMIT 1";
        let last: Option<String> = transaction.first(sql, [], |row| row.get(0))?;
        let last = last.map(|line| serde_json::from_str::<Judgement>(&line)).transpose()?;
        let line = line_after(last.as_ref(), said);
        insert(&transaction, &line)?;
        transaction.commit()?;
        Ok(line)
    }

    /// Adds what another log holds and this one does not; gives back the new lines.
    pub fn bring_judgements(&mut self, other: &[Judgement]) -> Result<Vec<Judgement>, KeepError> {
        self.judged.take();
        let transaction = self.db.transaction()?;
        let added = brought(&self.judgements()?, other);
        for line in &added {
            insert(&transaction, line)?;
        }
        transaction.commit()?;
        Ok(added)
    }

    /// Keeps an actor that a judgement names, whom no document may name.
    pub fn keep_judged_actor(&mut self, actor: &Actor) -> Result<(), KeepError> {
        let transaction = self.db.transaction()?;
        super::findings::insert_known_actors(&transaction, [actor])?;
        let sql = "INSERT INTO judged_actors (actor) VALUES (?1) ON CONFLICT DO NOTHING";
        transaction.execute(sql, [actor.id.as_str()])?;
        reseal(&transaction, &JUDGED_ACTORS, actor.id.as_str())?;
        transaction.commit()?;
        Ok(())
    }

    /// Settles what came or went, and what judgements tie otherwise than before.
    pub fn settle_judged(&mut self) -> Result<Resettled, KeepError> {
        self.insist(Self::settle_judged_once)
    }

    fn settle_judged_once(&mut self) -> Result<Resettled, KeepError> {
        self.judged.take();
        let ties = self.applied()?.ties;
        let transaction = self.db.transaction()?;
        tie(&transaction, &ties)?;
        transaction.commit()?;
        self.settle(&ties)
    }

    /// The ties between contacts that judgements make now.
    pub fn ties(&self) -> Result<Ties, KeepError> {
        Ok(self.bearing()?.applied.ties.clone())
    }

    /// The record as it was read, without judgements. What rests on them is settled without them, in
    /// a transaction that ends with the record and leaves no trace.
    pub fn as_read(mut self) -> Result<Self, KeepError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM tied) OR EXISTS (SELECT 1 FROM turned_by)";
        if self.db.row(sql, [], |row| row.get(0))? {
            let transaction = self.db.transaction()?;
            tie(&transaction, &Ties::default())?;
            settle_within(&transaction, Applied::default())?;
            transaction.leave_open();
        }
        self.judged = std::cell::OnceCell::from(Bearing::default());
        Ok(self)
    }

    /// Where each line of the log stands, by number.
    pub fn standing(&self) -> Result<BTreeMap<u32, Standing>, KeepError> {
        let bearing = self.bearing()?;
        let of =
            |contact: &EncounterId| bearing.encounter_of.get(contact).unwrap_or(contact).clone();
        Ok(bearing.applied.standing(of))
    }

    /// Judgements as they bear on what is read now.
    pub(super) fn applied(&self) -> Result<Applied, KeepError> {
        let log = self.judgements()?;
        let anchors = log.iter().flat_map(|line| line.said.anchors.iter().chain(&line.said.words));
        let documents: BTreeSet<&DocumentId> = anchors.map(|anchor| &anchor.document).collect();
        let mut read = Vec::new();
        for document in documents {
            read.extend(self.read(document)?);
        }
        let told = read.iter().map(|it| (it.document.id.clone(), it.told())).collect();
        Ok(apply(&log, &told))
    }

    /// What a document's reading tells, as it was read.
    pub(super) fn read(&self, id: &DocumentId) -> Result<Option<Read>, KeepError> {
        let Some(document) = self.document_as_read(id)? else { return Ok(None) };
        let sql = "SELECT reading FROM documents WHERE id = ?1";
        let reading: Vec<String> = self.column(sql, [id.as_str()])?;
        let sql = "SELECT contact, json FROM accounts WHERE document = ?1 ORDER BY id";
        let rows: Vec<(String, String)> =
            self.rows(sql, [id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let account = |(contact, line): (String, String)| {
            let account: Account = serde_json::from_str(&line)?;
            Ok(Account { encounter: EncounterId(contact), ..account })
        };
        let said = "SELECT json FROM statements WHERE document = ?1 ORDER BY first, id";
        let promised = "SELECT json FROM commitments WHERE document = ?1 ORDER BY first, id";
        Ok(Some(Read {
            document,
            reading: ReadingId(reading.into_iter().next().unwrap_or_default()),
            accounts: rows.into_iter().map(account).collect::<Result<_, KeepError>>()?,
            statements: self.parsed(said, [id.as_str()])?,
            commitments: self.parsed(promised, [id.as_str()])?,
        }))
    }

    /// Words by which a thing is found again; empty where none of its words are its own.
    /// Contacts of an encounter are given with their documents.
    pub fn anchors(
        &self,
        noun: Judgeable,
        side: Option<&Side>,
        targets: &[(Target, DocumentId)],
    ) -> Result<Vec<Anchor>, KeepError> {
        let mut found = Vec::new();
        for (target, document) in targets {
            if found.len() < ANCHORS
                && let Some(read) = self.read(document)?
            {
                found.extend(anchor_to(noun, side, target, &read.told()));
            }
        }
        Ok(found)
    }

    /// Whether every line of the log is the one that was written, and follows the one before it.
    pub(super) fn verify_judgements(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let sql = "SELECT number, hash, json FROM judgements ORDER BY number";
        let rows: Vec<(u32, String, String)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut log = Vec::new();
        for (number, hash, line) in &rows {
            let id = format!("line {number}");
            let Some(judgement) = parsed::<Judgement>("judgement", &id, line, found) else {
                return Ok(());
            };
            if judgement.number != *number || judgement.hash != *hash {
                let what = "its number or hash is not the one it is kept under";
                push(found, "judgement", &id, what.to_owned());
            }
            log.push(judgement);
        }
        for broken in check(&log) {
            let id = format!("line {}", log[broken.line as usize - 1].number);
            push(found, "judgement", &id, broken.what);
        }
        Ok(())
    }
}

fn subject<T: Serialize>(
    noun: Judgeable,
    id: &str,
    target: (Target, DocumentId),
    read: &T,
    now: &T,
    day: Option<Date>,
) -> Result<Subject, KeepError> {
    Ok(Subject {
        noun,
        id: id.to_owned(),
        side: None,
        targets: vec![target],
        read: without_evidence(&serde_json::to_value(read)?),
        now: without_evidence(&serde_json::to_value(now)?),
        day,
    })
}

fn insert(transaction: &Transaction<'_>, line: &Judgement) -> Result<(), KeepError> {
    let sql = "INSERT INTO judgements (number, hash, json) VALUES (?1, ?2, ?3)";
    let json = serde_json::to_string(line)?;
    transaction.execute(sql, params![line.number, line.hash, json])?;
    mark_judgement(transaction, line.number)?;
    reseal(transaction, &JUDGEMENTS, &line.number.to_string())
}

/// Writes down the ties that count now, and marks the contacts whose ties are others than before.
fn tie(transaction: &Transaction<'_>, ties: &Ties) -> Result<(), KeepError> {
    let sql = "SELECT one, other, together FROM tied";
    let old: Vec<(String, String, bool)> =
        transaction.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let old: BTreeSet<(String, String, bool)> = old.into_iter().collect();
    let of = |pairs: &BTreeSet<(EncounterId, EncounterId)>, together: bool| {
        let row = |(a, b): &(EncounterId, EncounterId)| (a.0.clone(), b.0.clone(), together);
        pairs.iter().map(row).collect::<Vec<_>>()
    };
    let new: BTreeSet<(String, String, bool)> =
        of(&ties.together, true).into_iter().chain(of(&ties.apart, false)).collect();
    for (one, other, together) in old.symmetric_difference(&new) {
        let write = if new.contains(&(one.clone(), other.clone(), *together)) {
            "INSERT INTO tied (one, other, together) VALUES (?1, ?2, ?3)"
        } else {
            "DELETE FROM tied WHERE one = ?1 AND other = ?2 AND together = ?3"
        };
        transaction.execute(write, params![one, other, together])?;
        let mark = "INSERT INTO unsettled (what, id)
                    SELECT DISTINCT 'component', component FROM contacts
                    WHERE id IN (?1, ?2) AND component IS NOT NULL ON CONFLICT DO NOTHING";
        transaction.execute(mark, [one, other])?;
    }
    Ok(())
}
