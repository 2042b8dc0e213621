//! `chancery dossier`: a brief on what two actors had to do with each other.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write, stdout};

use anyhow::Result;
use chancery::briefs::{Brief, Dealings, Party, Period, brief};
use chancery::keep::{KeepError, Noun, Record};
use chancery::nouns::{
    Account, ActorId, Commitment, Copied, DocumentId, Encounter, Mention, Participant, Statement,
};
use chancery::settle::settle;
use chancery::show::Standing;
use chancery::show::dossier::{docx, html, markdown, text};
use jiff::civil::Date;

use super::Context;
use super::ledger::{self, Ledger};
use super::shelf::{Shelf, actors_in, actors_of};
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
    let party = |at: usize| -> Result<Party, KeepError> {
        let actors = sides[at].clone();
        let shelf = Shelf::of(record, BTreeSet::new(), actors.clone())?;
        let known: BTreeSet<&String> =
            actors.iter().filter_map(|actor| shelf.names.get(actor)).collect();
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

/// What the record tells of encounters, as it stands or as it stood.
struct Told {
    encounters: Vec<Encounter>,
    accounts: Vec<Account>,
    /// Whose words were taken, where that was worked out anew.
    copied: Option<Vec<Copied>>,
}

fn made(record: &Record, parties: &[Party; 2], args: &DossierArgs) -> Result<Brief, KeepError> {
    let days = record.days()?;
    let known =
        |id: &DocumentId| args.known_on.is_none_or(|on| days.get(id).is_some_and(|day| *day <= on));
    let ledger = ledger::standing(record, args.known_on)?;
    let commitments =
        between(record, &ledger, parties, args.known_on.or(days.values().max().copied()))?;
    let naming = naming(record, parties, known)?;
    let mut documents = naming.clone();
    let told = told(record, parties, args.known_on.is_some(), &mut documents, known)?;
    documents.extend(commitments.iter().flat_map(|it| cited(&it.commitment)));
    let mut actors = actors_of(&told.accounts);
    actors.extend(actors_in(commitments.iter().map(|it| &it.commitment)));
    let mut shelf = Shelf::of(record, documents, actors)?;
    if let Some(copied) = told.copied {
        shelf.copied = copied.into_iter().map(|it| (it.document.clone(), it)).collect();
    }
    let (statements, mentions) = said(record, &naming)?;
    Ok(brief(Dealings {
        parties,
        period: Period {
            since: args.since,
            until: args.until,
            known_on: args.known_on,
            read_to: days.values().max().copied(),
        },
        encounters: &told.encounters,
        accounts: &told.accounts,
        statements: &statements,
        mentions: &mentions,
        commitments: &commitments,
        documents: naming.len(),
        library: shelf.library(),
        all: args.all,
    }))
}

/// The documents that name both, as far as they are known.
fn naming(
    record: &Record,
    [one, other]: &[Party; 2],
    known: impl Fn(&DocumentId) -> bool,
) -> Result<BTreeSet<DocumentId>, KeepError> {
    let other = record.documents_of(&other.actors)?;
    let mut found = record.documents_of(&one.actors)?;
    found.retain(|id| other.contains(id) && known(id));
    Ok(found)
}

/// The settled encounters between the two. As the record stood on an earlier day, they are settled
/// anew out of the documents known then; `documents` grows by those that tell of them.
fn told(
    record: &Record,
    parties: &[Party; 2],
    anew: bool,
    documents: &mut BTreeSet<DocumentId>,
    known: impl Fn(&DocumentId) -> bool,
) -> Result<Told, KeepError> {
    let mut encounters: Vec<Encounter> = record.all(Noun::Encounters)?;
    encounters.retain(|it| concerns(parties, &it.participants));
    let members = encounters.iter().flat_map(|it| &it.members).map(|member| &member.document);
    documents.extend(members.filter(|id| known(id)).cloned());
    if anew {
        let told = record.as_told(documents.iter().cloned())?;
        let settled = settle(&told.documents, &told.contacts, &told.accounts, &record.ties()?);
        let (encounters, accounts) = (settled.encounters, settled.accounts);
        return Ok(Told { encounters, accounts, copied: Some(settled.copied) });
    }
    let mut accounts = Vec::new();
    for encounter in &encounters {
        accounts.extend(record.accounts(&encounter.id)?);
    }
    Ok(Told { encounters, accounts, copied: None })
}

/// Whether both are among the participants.
fn concerns(parties: &[Party; 2], people: &[Participant]) -> bool {
    let here =
        |party: &Party| people.iter().any(|it| party.holds(Some(&it.actor), it.country.as_deref()));
    parties.iter().all(here)
}

/// The commitments between the two as they stand on a day.
fn between(
    record: &Record,
    ledger: &Ledger,
    parties: &[Party; 2],
    on: Option<Date>,
) -> Result<Vec<Standing>, KeepError> {
    let sides = parties.each_ref().map(|party| party.actors.clone());
    let mut found = Vec::new();
    for commitment in ledger.commitments.iter().filter(|it| ledger.is_between(it, &sides)) {
        let absence = ledger.absence(record, commitment, on)?;
        found.push(Standing { commitment: commitment.clone(), absence });
    }
    Ok(found)
}

/// The documents that a commitment's words stand in.
fn cited(commitment: &Commitment) -> impl Iterator<Item = DocumentId> {
    let later = commitment.later.iter().map(|later| &later.evidence);
    std::iter::once(&commitment.evidence).chain(later).map(|evidence| evidence.document.clone())
}

/// What is said in some documents, and whom they mention.
fn said(
    record: &Record,
    documents: &BTreeSet<DocumentId>,
) -> Result<(Vec<Statement>, Vec<Mention>), KeepError> {
    let (mut statements, mut mentions) = (Vec::new(), Vec::new());
    for id in documents {
        statements.extend(record.statements_in(id)?);
        mentions.extend(record.mentions_in(id)?);
    }
    Ok((statements, mentions))
}
