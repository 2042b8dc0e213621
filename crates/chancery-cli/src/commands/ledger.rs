//! `chancery ledger`: what was promised, asked for, invited to and planned, and where it stands.

use std::collections::BTreeSet;

use anyhow::Result;
use chancery::keep::Record;
use chancery::nouns::{Actor, ActorId, ActorKind, Commitment};
use chancery::resolve::Knowledge;
use chancery::show::{self, Standing};
use jiff::civil::Date;

use super::Context;
use crate::args::LedgerArgs;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, args: &LedgerArgs) -> Result<Outcome> {
    let record = context.settled()?;
    let on = match args.on {
        Some(day) => Some(day),
        None => context.in_record(record.read_to())?,
    };
    let sides = sides(context, &record, &args.parties, on)?;
    let mut found = context.in_record(record.ledger(&sides, on, on, None))?;
    found.retain(|it| args.state.is_none_or(|state| state == it.commitment.state));
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
