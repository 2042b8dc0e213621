//! `chancery compare`: the accounts of one encounter side by side.

use std::collections::BTreeSet;

use anyhow::Result;
use chancery::briefs::comparison;
use chancery::keep::{Noun, Record, actors_of};
use chancery::nouns::{DocumentId, EncounterId};
use chancery::show::compare::{html, markdown, text};
use serde_json::json;

use super::{Context, show};
use crate::args::{CompareArgs, PageFormat};
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, args: &CompareArgs) -> Result<Outcome> {
    let record = context.settled()?;
    let id = find(context, &record, &args.encounter)?;
    let Some(encounter) = context.in_record(record.encounter(&id))? else {
        return Err(no_encounter(&args.encounter));
    };
    let accounts = context.in_record(record.accounts(&id))?;
    let members = encounter.members.iter().map(|member| &member.document);
    let told = accounts.iter().map(|account| &account.document);
    let documents: BTreeSet<DocumentId> = members.chain(told).cloned().collect();
    let shelf = context.in_record(
        record.state_names().and_then(|names| record.shelf(documents, actors_of(&accounts), names)),
    )?;
    let laid = comparison(&encounter, &accounts, shelf.library());
    let format = if context.json { PageFormat::Json } else { args.format };
    match format {
        PageFormat::Text => print(&text(&laid, width()))?,
        PageFormat::Md => print(&markdown(&laid))?,
        PageFormat::Html => print(&html(&laid))?,
        PageFormat::Json => {
            let sources = &laid.sources;
            let all = json!({ "encounter": encounter, "accounts": accounts, "sources": sources });
            print_json([all])?;
        }
    }
    Ok(Outcome::Clean)
}

/// The encounter an id stands for: its own, or that of an account of it.
fn find(context: &Context, record: &Record, id: &str) -> Result<EncounterId> {
    match show::find(context, record, id)? {
        (Noun::Encounters, id) => Ok(EncounterId(id)),
        (Noun::Accounts, account) => {
            let encounter = context.in_record(record.encounter_of(&account))?;
            encounter.ok_or_else(|| no_encounter(id))
        }
        _ => Err(no_encounter(id)),
    }
}

fn no_encounter(id: &str) -> anyhow::Error {
    hinted(format!("`{id}` is no encounter"), "`chancery show` lists encounters with their ids")
}
