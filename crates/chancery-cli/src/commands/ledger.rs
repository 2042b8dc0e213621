//! `chancery ledger`: what was promised, asked for, invited to and planned, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use chancery::commitments::ledger::{Told, absence, ledger};
use chancery::keep::{KeepError, Noun, Record};
use chancery::nouns::{Actor, ActorId, ActorKind, Commitment, DocumentId, Moment};
use chancery::resolve::Knowledge;
use chancery::show::{self, Standing};
use jiff::civil::Date;

use super::Context;
use crate::args::LedgerArgs;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

/// Every commitment as it stands on a day.
pub(super) struct Ledger {
    /// In order of the day each was told.
    pub(super) commitments: Vec<Commitment>,
    /// The actors of the record.
    actors: BTreeMap<ActorId, Actor>,
    /// The day each document was published.
    days: BTreeMap<DocumentId, Date>,
}

/// Where every commitment of a record stands, after the documents up to a day, or after all.
pub(super) fn standing(record: &Record, on: Option<Date>) -> Result<Ledger, KeepError> {
    let actors: Vec<Actor> = record.all(Noun::Actors)?;
    let days = record.days()?;
    let told = Told {
        commitments: &record.all(Noun::Commitments)?,
        statements: &record.all(Noun::Statements)?,
        accounts: &record.all(Noun::Accounts)?,
        deeds: &record.deeds()?,
        actors: &actors,
        days: &days,
    };
    let mut commitments = Vec::new();
    for commitment in ledger(&told, on.unwrap_or(Date::MAX)) {
        // Where it stands may have been judged too.
        let judged = record.judged_commitment(commitment)?;
        commitments.extend((!judged.gone).then_some(judged.noun));
    }
    let actors = actors.into_iter().map(|actor| (actor.id.clone(), actor)).collect();
    Ok(Ledger { commitments, actors, days })
}

pub(super) fn run(context: &Context, args: &LedgerArgs) -> Result<Outcome> {
    let record = context.settled()?;
    let latest = || -> Result<Option<Date>, KeepError> { Ok(record.days()?.into_values().max()) };
    let on = match args.on {
        Some(day) => Some(day),
        None => context.in_record(latest())?,
    };
    let sides = sides(context, &record, &args.parties, on)?;
    let ledger = context.in_record(standing(&record, on))?;
    let wanted = |it: &&Commitment| {
        args.state.is_none_or(|state| state == it.state) && ledger.is_between(it, &sides)
    };
    let mut found = Vec::new();
    for commitment in ledger.commitments.iter().filter(wanted) {
        let absence = context.in_record(ledger.absence(&record, commitment, on))?;
        found.push(Standing { commitment: commitment.clone(), absence });
    }
    show(context, &record, &found)?;
    Ok(Outcome::Clean)
}

fn show(context: &Context, record: &Record, found: &[Standing]) -> Result<()> {
    if context.json {
        return Ok(print_json(found)?);
    }
    if found.is_empty() {
        return Ok(print("no commitments\n")?);
    }
    let told: Vec<Commitment> = found.iter().map(|it| it.commitment.clone()).collect();
    let cited = context.in_record(record.cited_by_commitments(&told))?;
    Ok(print(&show::ledger(found, &cited, width()))?)
}

/// Whoever each name may mean; a state's name means the state alone.
pub(super) fn sides(
    context: &Context,
    record: &Record,
    names: &[String],
    on: Option<Date>,
) -> Result<Vec<BTreeSet<ActorId>>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let knowledge = Knowledge::with(context.in_record(record.brought())?);
    let mut sides = Vec::new();
    for name in names {
        let known = knowledge.find(name, on).into_iter().filter(|finding| !finding.near_miss);
        let mut actors: Vec<Actor> = known.map(|finding| finding.actor).collect();
        if actors.iter().any(|actor| actor.kind == ActorKind::State) {
            actors.retain(|actor| actor.kind == ActorKind::State);
        } else {
            actors.extend(context.in_record(record.actors_named(name))?);
        }
        if actors.is_empty() {
            let hint = "`chancery actors find NAME` tells who is known";
            return Err(hinted(format!("nobody is called `{name}`"), hint));
        }
        sides.push(actors.into_iter().map(|actor| actor.id).collect());
    }
    Ok(sides)
}

impl Ledger {
    /// Whether every side takes part in a commitment, each by a party of its own where there are
    /// two.
    pub(super) fn is_between(&self, commitment: &Commitment, sides: &[BTreeSet<ActorId>]) -> bool {
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

    /// That nothing tells the end of a commitment whose day has gone by: in how many of the
    /// documents up to the day that name both parties (those who bound themselves, where nobody
    /// is told to whom).
    pub(super) fn absence(
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
        let mut documents = record.documents_with(&commitment.by)?;
        if !commitment.to.is_empty() {
            let to = record.documents_with(&commitment.to)?;
            documents.retain(|document| to.contains(document));
        }
        let read = |id: &&DocumentId| self.days.get(*id).is_some_and(|day| *day <= on);
        Ok(absence(commitment, documents.iter().filter(read).count(), on))
    }
}
