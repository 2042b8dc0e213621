//! `chancery show`: anything by id, or the whole record at a glance.

use anyhow::Result;
use chancery::keep::{Noun, Record, Story};
use chancery::nouns::{Actor, ActorId, CommitmentId, DocumentId, EncounterId, Judged, StatementId};
use chancery::resolve::Knowledge;
use chancery::show;
use serde_json::{Value, json};

use super::Context;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

/// How many encounters the overview lists.
const LATEST: u32 = 20;
/// How many statements the overview lists.
const LATEST_STATEMENTS: u32 = 10;

pub(super) fn run(context: &Context, id: Option<&str>) -> Result<Outcome> {
    let record = context.settled()?;
    let Some(id) = id else {
        overview(context, &record)?;
        return Ok(Outcome::Clean);
    };
    if let Some(known) = known(context, &record, id)? {
        actor(context, &record, &known)?;
    } else {
        let (noun, id) = find(context, &record, id)?;
        one(context, &record, noun, id)?;
    }
    Ok(Outcome::Clean)
}

fn overview(context: &Context, record: &Record) -> Result<()> {
    let counts = context.in_record(record.counts())?;
    if context.json {
        return Ok(print_json([counts])?);
    }
    let mut out = show::overview(&counts, width());
    let latest = context.in_record(record.latest_encounters(LATEST))?;
    let stories = context.in_record(record.stories(&latest))?;
    if !stories.is_empty() {
        out.push_str("\nlatest encounters\n");
        out.push_str(&show::encounters(&stories, width()));
    }
    let said = context.in_record(record.latest_statements(LATEST_STATEMENTS))?;
    if !said.is_empty() {
        out.push_str("\nlatest statements\n");
        out.push_str(&show::statements(&said, width()));
    }
    Ok(print(&out)?)
}

/// The actor of that whole id as it is known now: the tables, and what was imported. Actors that
/// texts alone tell of are in the record.
fn known(context: &Context, record: &Record, id: &str) -> Result<Option<Actor>> {
    if !id.contains(':') {
        return Ok(None);
    }
    let knowledge = Knowledge::with(context.in_record(record.brought())?);
    Ok(knowledge.actor(&ActorId(id.to_owned())).cloned())
}

/// The one thing that an id, or the first signs of it, stands for.
pub(super) fn find(context: &Context, record: &Record, id: &str) -> Result<(Noun, String)> {
    let mut found = context.in_record(record.ids_like(id))?;
    match found.len() {
        0 => Err(hinted(
            format!("no id `{id}` in {}", context.record),
            "`chancery show` and `chancery search WORDS` print ids",
        )),
        1 => Ok(found.swap_remove(0)),
        _ => {
            let ids: Vec<String> = found.into_iter().map(|(_, id)| id).collect();
            let what = format!("`{id}` may be any of {}", ids.join(", "));
            Err(hinted(what, "give more of the id"))
        }
    }
}

fn one(context: &Context, record: &Record, noun: Noun, id: String) -> Result<()> {
    match noun {
        Noun::Documents => document(context, record, &DocumentId(id)),
        Noun::Actors => match context.in_record(record.actor(&ActorId(id)))? {
            Some(actor) => self::actor(context, record, &actor),
            None => Ok(()),
        },
        Noun::Encounters => encounter(context, record, &EncounterId(id)),
        Noun::Statements => statement(context, record, &StatementId(id)),
        Noun::Commitments => commitment(context, record, &id),
        Noun::Accounts | Noun::Mentions | Noun::Judgements => {
            let encounter = context.in_record(record.encounter_of(&id))?;
            encounter.map_or(Ok(()), |encounter| self::encounter(context, record, &encounter))
        }
    }
}

/// What people judged of a thing.
fn judged(context: &Context, record: &Record, noun: Noun, id: &str) -> Result<Vec<Judged>> {
    context.in_record(record.judged(noun, id))
}

/// Prints a view, and below it what was judged.
fn print_with(view: &str, judged: &[Judged]) -> Result<()> {
    let below = show::judged(judged, width());
    let blank = if below.is_empty() { "" } else { "\n" };
    Ok(print(&format!("{view}{blank}{below}"))?)
}

fn encounter(context: &Context, record: &Record, id: &EncounterId) -> Result<()> {
    let Some(story) = context.in_record(record.story(id))? else {
        return Ok(());
    };
    let names = context.in_record(record.choices_in(&story))?;
    let mut judged = judged(context, record, Noun::Encounters, story.encounter.id.as_str())?;
    for account in &story.encounter.accounts {
        judged.extend(self::judged(context, record, Noun::Accounts, account.as_str())?);
    }
    if context.json {
        let told = json!({
            "encounter": story.encounter, "accounts": story.accounts, "choices": names,
            "judged": judged,
        });
        return Ok(print_json([told])?);
    }
    print_with(&show::encounter(&story, &names, width()), &judged)
}

fn statement(context: &Context, record: &Record, id: &StatementId) -> Result<()> {
    let Some(statement) = context.in_record(record.statement(id))? else {
        return Ok(());
    };
    if context.json {
        return Ok(print_json([statement])?);
    }
    let cited = context.in_record(record.cited_by_statements([&statement]))?;
    let judged = judged(context, record, Noun::Statements, id.as_str())?;
    print_with(&show::statement(&statement, &cited, width()), &judged)
}

/// A commitment as it stands after all that was read.
fn commitment(context: &Context, record: &Record, id: &str) -> Result<()> {
    let found = context.in_record(record.commitment(&CommitmentId(id.to_owned())))?;
    let Some(found) = found else {
        return Ok(());
    };
    if context.json {
        return Ok(print_json([found])?);
    }
    let cited = context.in_record(record.cited_by_commitments(std::slice::from_ref(&found)))?;
    let judged = judged(context, record, Noun::Commitments, id)?;
    print_with(&show::commitment(&found, &cited, width()), &judged)
}

fn document(context: &Context, record: &Record, id: &DocumentId) -> Result<()> {
    let document = context.in_record(record.document(id))?;
    let reading = context.in_record(record.reading(id))?;
    let (Some(document), Some(reading)) = (document, reading) else {
        return Ok(());
    };
    let told = context.in_record(record.encounters_in(id))?;
    let stories = context.in_record(record.stories(&told))?;
    let paths = context.in_record(record.paths(id))?;
    let choices = context.in_record(record.choices(id))?;
    let statements = context.in_record(record.statements_in(id))?;
    let commitments = context.in_record(record.commitments_in(id))?;
    if context.json {
        let encounters = encounters(&stories);
        return Ok(print_json([json!({
            "document": document, "paths": paths, "cleaner": reading.cleaner,
            "cut": reading.cut, "encounters": encounters, "choices": choices,
            "statements": statements, "commitments": commitments,
        })])?);
    }
    let cleaner = reading.cleaner;
    let cut = reading.cut;
    let cited = context.in_record(record.cited_by_commitments(&commitments))?;
    let answered = context.in_record(record.cited_by_statements(&statements))?;
    let view = show::DocumentView {
        document,
        cleaner,
        paths,
        cut,
        stories,
        statements,
        answered,
        commitments,
        cited,
        choices,
    };
    let judged = judged(context, record, Noun::Documents, id.as_str())?;
    print_with(&show::document(&view, width()), &judged)
}

fn actor(context: &Context, record: &Record, actor: &Actor) -> Result<()> {
    let met = context.in_record(record.encounters_with(&actor.id))?;
    let stories = context.in_record(record.stories(&met))?;
    if context.json {
        return Ok(print_json([json!({ "actor": actor, "encounters": encounters(&stories) })])?);
    }
    Ok(print(&show::actor(actor, &stories, width()))?)
}

fn encounters(stories: &[Story]) -> Vec<Value> {
    stories.iter().map(|story| json!(story.encounter)).collect()
}
