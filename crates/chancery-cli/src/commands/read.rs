//! `chancery read`: texts into the record.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use chancery::keep::{Record, Resettled};
use chancery::pipeline::PageReader;
use chancery_fetch::Url;
use chancery_fetch::watch::{Kind, Metrics, Source};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Context, client};
use crate::args::ReadArgs;
use crate::output::{print, print_json, width};
use crate::problem::Outcome;
use crate::reading::{self, Inputs, Settings, Summary};
use crate::watching::{Options, Reading, Watcher};

/// The encounters of so many of the contacts found are listed.
const LISTED: usize = 100;

/// Hosts that are asked at a time for what feeds list.
const CONNECTIONS: usize = 8;

/// A watch that takes a feed up later asks it again after so long.
const EVERY: Duration = Duration::from_mins(15);

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
        entered: BTreeMap::new(),
        client: client(&args.fetch),
        line: None,
        feeds: true,
        stop: Arc::default(),
    };
    let reader = PageReader::with(context.in_record(record.brought())?);
    let read = |page| reader.read_page(page);
    let summary = reading::run(&inputs, &settings, &mut record, read)
        .and_then(|summary| with_feeds(summary, args, &settings, &mut record, &reader))
        .map_err(|error| context.about_record(error))?;
    let settled = context.settle(&mut record)?;
    eprintln!("{}", summary_words(&summary, inputs.left_aside, settled));
    list(context, &record, &summary)?;
    Ok(Outcome::of(summary.problems))
}

/// Reads what the feeds list that were found among the inputs, as a watch does.
fn with_feeds(
    mut summary: Summary,
    args: &ReadArgs,
    settings: &Settings,
    record: &mut Record,
    reader: &PageReader,
) -> Result<Summary> {
    let feeds = std::mem::take(&mut summary.feeds);
    if feeds.is_empty() {
        return Ok(summary);
    }
    let source =
        |url: &Url| Source { name: url.to_string(), kind: Kind::Feed(url.clone()), every: EVERY };
    let sources = feeds.iter().map(|(url, _)| source(url)).collect();
    let options = Options {
        once: true,
        pause: Duration::from_secs(u64::from(args.pause)),
        connections: CONNECTIONS,
        client: settings.client.clone(),
        record: settings.record.clone(),
        stop: Arc::clone(&settings.stop),
        read: Some(Reading {
            day: settings.day.clone(),
            again: settings.again,
            listed: settings.listed.saturating_sub(summary.found.len()),
        }),
    };
    let watcher = Watcher::new(record, reader, sources, options, Metrics::default())?;
    summary.add(watcher.read_feeds(feeds)?);
    Ok(summary)
}

/// What was done, in a line.
fn summary_words(summary: &Summary, left_aside: usize, settled: Resettled) -> String {
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
    add(1, format!("{} found", counted(summary.contacts, "contact", "contacts")));
    // What is new may be of one encounter with what was there.
    let (contacts, encounters) = (settled.contacts, settled.encounters);
    let of = counted(encounters, "encounter", "encounters");
    add(contacts, format!("{} settled into {of}", counted(contacts, "contact", "contacts")));
    parts.join(", ")
}

/// The encounters that the contacts found are of.
fn list(context: &Context, record: &Record, summary: &Summary) -> Result<()> {
    if context.json {
        let mut told = BTreeSet::new();
        for id in &summary.found {
            let encounter = context.in_record(record.encounter(id))?;
            print_json(encounter.filter(|it| told.insert(it.id.clone())))?;
        }
        return Ok(());
    }
    let stories = context.in_record(record.stories(&summary.found))?;
    if stories.is_empty() {
        return Ok(());
    }
    print(&chancery::show::encounters(&stories, width()))?;
    let more = summary.contacts - summary.found.len();
    if more > 0 {
        print(&format!(
            "and those of {more} more contacts: `chancery show`, `chancery export encounters`\n"
        ))?;
    }
    Ok(())
}
