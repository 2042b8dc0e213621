//! `chancery read`: texts into the record.

use std::num::NonZero;

use anyhow::Result;
use chancery::keep::{KeepError, Record};
use chancery::pipeline::PageReader;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Context;
use crate::args::ReadArgs;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, of_record};
use crate::reading::{self, Inputs, Settings, Summary};

/// How many of the encounters found are listed.
const LISTED: usize = 100;

pub(super) fn run(context: &Context, args: &ReadArgs) -> Result<Outcome> {
    let inputs = Inputs::find(&args.paths)?;
    let mut record = context.create()?;
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let today = || Timestamp::now().to_zoned(TimeZone::UTC).date();
    let settings = Settings {
        threads: args.threads.map_or(cores, usize::from),
        again: args.again,
        listed: if context.json { usize::MAX } else { LISTED },
        day: args.retrieved.unwrap_or_else(today).to_string(),
        record: context.record.clone(),
    };
    let reader = PageReader::with(context.in_record(record.brought())?);
    let read = |page| reader.read_page(page);
    let summary = reading::run(&inputs, &settings, &mut record, read).map_err(|error| {
        match error.downcast::<KeepError>() {
            Ok(error) => of_record(error, &context.record),
            Err(error) => error,
        }
    })?;
    eprintln!("{}", summary_words(&summary, inputs.left_aside));
    list(context, &record, &summary)?;
    Ok(Outcome::of(summary.problems))
}

/// What was done, in a line.
fn summary_words(summary: &Summary, left_aside: usize) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    let mut parts = vec![format!("{} read", counted(summary.read, "document", "documents"))];
    let mut add = |count: usize, words: String| {
        if count > 0 {
            parts.push(words);
        }
    };
    add(summary.known, format!("{} already known", summary.known));
    let unread = format!("{} in a language that is not read", summary.unread_language);
    add(summary.unread_language, unread);
    add(left_aside, format!("{} of other kinds left aside", counted(left_aside, "file", "files")));
    add(summary.problems, counted(summary.problems, "problem", "problems"));
    parts.push(format!("{} found", counted(summary.encounters, "encounter", "encounters")));
    parts.join(", ")
}

/// The encounters found.
fn list(context: &Context, record: &Record, summary: &Summary) -> Result<()> {
    if context.json {
        for id in &summary.found {
            print_json(context.in_record(record.encounter(id))?)?;
        }
        return Ok(());
    }
    let stories = context.in_record(record.stories(&summary.found))?;
    if stories.is_empty() {
        return Ok(());
    }
    print(&chancery::show::encounters(&stories, width()))?;
    let more = summary.encounters - summary.found.len();
    if more > 0 {
        print(&format!("and {more} more: `chancery show`, `chancery export encounters`\n"))?;
    }
    Ok(())
}
