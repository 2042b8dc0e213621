//! `chancery dyads`: dealings of pairs of states, counted by period, with what was read.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter};
use std::path::Path;

use anyhow::{Context as _, Result};
use chancery::keep::Record;
use chancery::nouns::ActorKind;
use chancery::resolve::Knowledge;
use chancery_export::TableWriter;
use chancery_export::dyads::Settings;

use super::Context;
use super::export::{Asked, Counted, counted, counts, is_folder, of_this, write};
use crate::args::{DyadsArgs, TableFormat};
use crate::problem::{Outcome, hinted};

/// So many rows are worth a word before they are written.
const MANY: u64 = 5_000_000;

pub(super) fn run(context: &Context, args: &DyadsArgs) -> Result<Outcome> {
    if let Some(out) = args.out.as_ref().filter(|out| out.exists() && !is_folder(out)) {
        let what = format!("{} is a file, and there are two tables", out.display());
        return Err(hinted(what, "name a folder with --out"));
    }
    let record = context.settled()?;
    let settings = settings(context, &record, args)?;
    let format = match args.format {
        TableFormat::Jsonl => chancery_export::Format::Jsonl,
        TableFormat::Csv => chancery_export::Format::Csv,
        TableFormat::Parquet => chancery_export::Format::Parquet,
    };
    let dyads = counted(&record, &settings).map_err(|error| of_this(context, error))?;
    let rows = dyads.len();
    if rows >= MANY {
        eprintln!("chancery: {rows} rows; --since, --until and --states bound them");
    }
    let ask = |table| Asked::Dyads {
        table,
        format,
        settings: settings.clone(),
        as_read: context.as_read,
    };
    if let Some(out) = &args.out {
        for table in [Counted::Dyads, Counted::Coverage] {
            let asked = ask(table);
            let made = |out: &mut (dyn io::Write + Send)| {
                counts(&record, &dyads, table, |it| Ok(TableWriter::new(it, format, false, out)?))
            };
            write(&record, &asked, &out.join(asked.file_name()), made)
                .map_err(|error| of_this(context, error))?;
        }
    } else {
        let table = if args.coverage { Counted::Coverage } else { Counted::Dyads };
        let out = BufWriter::new(io::stdout());
        counts(&record, &dyads, table, |it| Ok(TableWriter::new(it, format, false, out)?))
            .map_err(|error| of_this(context, error))?;
    }
    for (why, count) in dyads.left_out() {
        eprintln!("chancery: not counted: {count} {why}");
    }
    Ok(Outcome::Clean)
}

fn settings(context: &Context, record: &Record, args: &DyadsArgs) -> Result<Settings> {
    let states = match &args.states {
        None => Vec::new(),
        Some(states) => self::states(context, record, states)?,
    };
    Ok(Settings {
        by: args.by.into(),
        directed: args.directed,
        since: args.since,
        until: args.until,
        kinds: args.kinds.clone(),
        states,
    })
}

/// The states of a list: a file with one in each line (or the first cell of each), or codes and
/// names set apart by commas.
fn states(context: &Context, record: &Record, given: &str) -> Result<Vec<String>> {
    let listed = if Path::new(given).is_file() {
        let text = fs::read_to_string(given).with_context(|| format!("cannot read {given}"))?;
        text.lines().map(|line| line.split(',').next().unwrap_or_default().to_owned()).collect()
    } else {
        given.split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    let knowledge = Knowledge::with(context.in_record(record.brought())?);
    let mut found = BTreeSet::new();
    for name in listed.iter().map(|name| name.trim().trim_matches('"')) {
        if name.is_empty() || ["iso3", "country", "state"].contains(&name) {
            continue;
        }
        let known = knowledge.state(&name.to_uppercase()).or_else(|| {
            let known = knowledge
                .find(name, None)
                .into_iter()
                .find(|finding| finding.actor.kind == ActorKind::State && !finding.near_miss);
            known.and_then(|finding| knowledge.actor(&finding.actor.id))
        });
        let Some(code) = known.and_then(|state| state.country.clone()) else {
            let hint = "name states by ISO alpha-3 code or name: `chancery actors find NAME`";
            return Err(hinted(format!("no state is called `{name}`"), hint));
        };
        found.insert(code);
    }
    Ok(found.into_iter().collect())
}
