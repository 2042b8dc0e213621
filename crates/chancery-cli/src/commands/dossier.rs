//! `chancery dossier`: a brief on what two actors had to do with each other.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write, stdout};

use anyhow::Result;
use chancery::briefs::{Brief, Party};
use chancery::keep::{DossierOf, KeepError, Record};
use chancery::nouns::ActorId;
use chancery::show::dossier::{docx, html, markdown, text};

use super::Context;
use super::ledger;
use crate::args::{BriefFormat, DossierArgs};
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, args: &DossierArgs) -> Result<Outcome> {
    let format = if context.json { BriefFormat::Json } else { args.format };
    if format == BriefFormat::Docx && stdout().is_terminal() {
        let hint = "send it to a file: chancery dossier A B --format docx > brief.docx";
        return Err(hinted("a Word file is no text for a terminal", hint));
    }
    let record = context.settled()?;
    let names = [args.one.clone(), args.other.clone()];
    let on = args.known_on.or(args.until);
    let sides = ledger::sides(context, &record, &names, on)?;
    let parties = parties(&names, &sides, &record);
    let parties = context.in_record(parties)?;
    let brief = context.in_record(made(&record, &parties, args))?;
    match format {
        BriefFormat::Text => print(&text(&brief, width()))?,
        BriefFormat::Md => print(&markdown(&brief))?,
        BriefFormat::Html => print(&html(&brief))?,
        BriefFormat::Docx => stdout().lock().write_all(&docx(&brief)?)?,
        BriefFormat::Json => print_json([brief])?,
    }
    Ok(Outcome::Clean)
}

/// The two, each by the name of its actor where it is one alone.
fn parties(
    names: &[String; 2],
    sides: &[BTreeSet<ActorId>],
    record: &Record,
) -> Result<[Party; 2], KeepError> {
    let states = record.state_names()?;
    let party = |at: usize| -> Result<Party, KeepError> {
        let actors = sides[at].clone();
        let mut called = states.clone();
        called.extend(record.cited([], actors.clone())?.names);
        let known: BTreeSet<&String> =
            actors.iter().filter_map(|actor| called.get(actor)).collect();
        let name = match known.iter().next() {
            Some(name) if known.len() == 1 => (*name).clone(),
            _ => names[at].clone(),
        };
        let mut voices = BTreeSet::new();
        for actor in &actors {
            let state = actor.as_str().strip_prefix("state:").map(str::to_owned);
            let country = record.actor(actor)?.and_then(|actor| actor.country);
            voices.extend(state.or(country));
        }
        Ok(Party { name, actors, voices })
    };
    Ok([party(0)?, party(1)?])
}

fn made(record: &Record, parties: &[Party; 2], args: &DossierArgs) -> Result<Brief, KeepError> {
    record.dossier(&DossierOf {
        parties,
        since: args.since,
        until: args.until,
        known_on: args.known_on,
        all: args.all,
        names: &record.state_names()?,
        read_to: record.read_to()?,
        reach: None,
    })
}
