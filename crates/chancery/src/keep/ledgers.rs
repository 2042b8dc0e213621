//! Where commitments stand, worked out from what the record holds.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{KeepError, Noun, Record};
use crate::commitments::ledger::{Told, absence, ledger};
use crate::nouns::{Account, Actor, ActorId, Commitment, Deed, DocumentId, Moment, Statement};
use crate::show::Standing;

/// Commitments as they stand on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// In order of the day each was told.
    pub commitments: Vec<Commitment>,
    /// The actors of the record.
    actors: BTreeMap<ActorId, Actor>,
    /// The day each document was published.
    days: BTreeMap<DocumentId, Date>,
    /// The documents that name each actor, where these are of some documents alone.
    naming: Option<BTreeMap<ActorId, BTreeSet<DocumentId>>>,
}

/// What a ledger is worked out from.
struct Rows {
    commitments: Vec<Commitment>,
    statements: Vec<Statement>,
    accounts: Vec<Account>,
    deeds: Vec<Deed>,
    actors: Vec<Actor>,
    days: BTreeMap<DocumentId, Date>,
}

impl Record {
    /// Where every commitment stands, after the documents up to a day, or after all.
    pub fn ledger(&self, on: Option<Date>) -> Result<Ledger, KeepError> {
        let rows = Rows {
            commitments: self.all(Noun::Commitments)?,
            statements: self.all(Noun::Statements)?,
            accounts: self.all(Noun::Accounts)?,
            deeds: self.deeds()?,
            actors: self.all(Noun::Actors)?,
            days: self.days()?,
        };
        self.ledger_of(rows, on)
    }

    /// Where the commitments of some documents stand, as these documents alone tell it.
    pub fn ledger_among(
        &self,
        documents: &BTreeSet<DocumentId>,
        on: Option<Date>,
    ) -> Result<Ledger, KeepError> {
        let ids: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
        let sql = "SELECT id, published_end FROM documents
                   WHERE id IN {ids} AND published_end IS NOT NULL";
        let days: Vec<(DocumentId, String)> =
            self.db.rows_of(sql, &ids, |row| Ok((DocumentId(row.get(0)?), row.get(1)?)))?;
        let day = |text: &str| text.parse::<Moment>().ok().and_then(Moment::date);
        let mut rows = Rows {
            commitments: self.commitments_of(&ids)?,
            statements: self.statements_of(&ids)?,
            accounts: Vec::new(),
            deeds: self.parsed_of("SELECT json FROM deeds WHERE document IN {ids}", &ids)?,
            actors: Vec::new(),
            days: days.into_iter().filter_map(|(id, end)| Some((id, day(&end)?))).collect(),
        };
        let sql = "SELECT json FROM accounts WHERE document IN {ids}";
        for account in self.parsed_of::<Account>(sql, &ids)? {
            let judged = self.judged_account(account)?;
            rows.accounts.extend((!judged.gone).then_some(judged.noun));
        }
        let named = actors_in(&rows);
        let named: Vec<&str> = named.iter().map(ActorId::as_str).collect();
        rows.actors = self.parsed_of("SELECT json FROM actors WHERE id IN {ids}", &named)?;
        let sql = "SELECT actor, document FROM document_actors WHERE document IN {ids}";
        let pairs: Vec<(ActorId, DocumentId)> = self
            .db
            .rows_of(sql, &ids, |row| Ok((ActorId(row.get(0)?), DocumentId(row.get(1)?))))?;
        let mut naming: BTreeMap<ActorId, BTreeSet<DocumentId>> = BTreeMap::new();
        for (actor, document) in pairs {
            naming.entry(actor).or_default().insert(document);
        }
        Ok(Ledger { naming: Some(naming), ..self.ledger_of(rows, on)? })
    }

    fn ledger_of(&self, rows: Rows, on: Option<Date>) -> Result<Ledger, KeepError> {
        let told = Told {
            commitments: &rows.commitments,
            statements: &rows.statements,
            accounts: &rows.accounts,
            deeds: &rows.deeds,
            actors: &rows.actors,
            days: &rows.days,
        };
        let mut commitments = Vec::new();
        for commitment in ledger(&told, on.unwrap_or(Date::MAX)) {
            // Where it stands may have been judged too.
            let judged = self.judged_commitment(commitment)?;
            commitments.extend((!judged.gone).then_some(judged.noun));
        }
        let actors = rows.actors.into_iter().map(|actor| (actor.id.clone(), actor)).collect();
        Ok(Ledger { commitments, actors, days: rows.days, naming: None })
    }
}

/// Everybody who takes part in something a ledger asks about.
fn actors_in(rows: &Rows) -> BTreeSet<ActorId> {
    let promised = rows.commitments.iter().flat_map(|it| it.by.iter().chain(&it.to));
    let done = rows.deeds.iter().flat_map(|it| it.by.iter().chain(&it.parties));
    let said = rows.statements.iter().flat_map(|it| it.speaker.iter().chain(&it.addressees));
    let told = rows.accounts.iter().flat_map(|it| &it.participants).map(|it| &it.actor);
    promised
        .chain(done)
        .chain(said.filter_map(|it| it.actor.as_ref()))
        .chain(told)
        .cloned()
        .collect()
}

impl Ledger {
    /// The day each document was published.
    pub fn days(&self) -> &BTreeMap<DocumentId, Date> {
        &self.days
    }

    /// A commitment by its id.
    pub fn commitment(&self, id: &str) -> Option<&Commitment> {
        self.commitments.iter().find(|it| it.id.as_str() == id)
    }

    /// Whether every side takes part in a commitment, each by a party of its own where there are
    /// two.
    pub fn is_between(&self, commitment: &Commitment, sides: &[BTreeSet<ActorId>]) -> bool {
        let parties: Vec<&ActorId> = commitment.by.iter().chain(&commitment.to).collect();
        let at = |side: &BTreeSet<ActorId>| -> BTreeSet<usize> {
            (0..parties.len()).filter(|&i| self.is_of(parties[i], side)).collect()
        };
        match sides {
            [] => true,
            [one] => !at(one).is_empty(),
            [one, other, ..] => {
                let (one, other) = (at(one), at(other));
                one.iter().any(|i| other.iter().any(|j| i != j))
            }
        }
    }

    /// Whether a party is of a side, or belongs to a state that is.
    fn is_of(&self, party: &ActorId, side: &BTreeSet<ActorId>) -> bool {
        let country = self.actors.get(party).and_then(|actor| actor.country.as_ref());
        let state = country.map(|code| ActorId(format!("state:{code}")));
        side.contains(party) || state.is_some_and(|state| side.contains(&state))
    }

    /// The commitments between some sides as they stand on a day.
    pub fn between(
        &self,
        record: &Record,
        sides: &[BTreeSet<ActorId>],
        on: Option<Date>,
    ) -> Result<Vec<Standing>, KeepError> {
        let mut found = Vec::new();
        for commitment in self.commitments.iter().filter(|it| self.is_between(it, sides)) {
            let absence = self.absence(record, commitment, on)?;
            found.push(Standing { commitment: commitment.clone(), absence });
        }
        Ok(found)
    }

    /// That nothing tells the end of a commitment whose day has gone by: in how many of the
    /// documents up to the day that name both parties (those who bound themselves, where nobody
    /// is told to whom).
    pub fn absence(
        &self,
        record: &Record,
        commitment: &Commitment,
        on: Option<Date>,
    ) -> Result<Option<String>, KeepError> {
        let due = commitment.due.as_ref().and_then(|due| due.end).and_then(Moment::last_day);
        let (Some(on), Some(due)) = (on, due) else { return Ok(None) };
        if due >= on {
            return Ok(None);
        }
        let mut documents = self.naming(record, &commitment.by)?;
        if !commitment.to.is_empty() {
            let to = self.naming(record, &commitment.to)?;
            documents.retain(|document| to.contains(document));
        }
        let read = |id: &&DocumentId| self.days.get(*id).is_some_and(|day| *day <= on);
        Ok(absence(commitment, documents.iter().filter(read).count(), on))
    }

    /// The documents that name any of these actors, as far as the ledger looks.
    fn naming(
        &self,
        record: &Record,
        actors: &[ActorId],
    ) -> Result<BTreeSet<DocumentId>, KeepError> {
        let Some(known) = &self.naming else { return record.documents_with(actors) };
        Ok(actors.iter().filter_map(|actor| known.get(actor)).flatten().cloned().collect())
    }
}
