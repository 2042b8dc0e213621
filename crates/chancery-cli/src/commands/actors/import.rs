//! `chancery actors import`: what the user knows of who is who, into the record.

use std::path::Path;

use anyhow::Result;
use chancery::bring::{self, Addition, Checker, Comparison, Conflict, Form, RawRow, RowKind};
use chancery::keep::{Import, ImportedRow, Record, row_line};
use chancery::nouns::DocumentId;
use chancery::resolve::Knowledge;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::Context;
use crate::args::ImportArgs;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, args: &ImportArgs) -> Result<Outcome> {
    let form = form(&args.file)?;
    let bytes = std::fs::read(&args.file)
        .map_err(|error| hinted(format!("{}: {error}", args.file.display()), "name a file"))?;
    let file = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A broken file leaves no record behind.
    let record = context.if_there()?;
    let taken = take(context, args, form, &bytes, record.as_ref(), &file)?;
    drop(record);
    if !args.dry_run && !taken.rows.is_empty() {
        let today = || Timestamp::now().to_zoned(TimeZone::UTC).date();
        let day = args.day.unwrap_or_else(today).to_string();
        let import = Import { sha256: DocumentId::of(&bytes), file, day };
        let mut record = context.create()?;
        context.in_record(record.keep_import(&import, taken.rows))?;
        if context.in_record(record.has_documents())? {
            eprintln!("texts read before keep what was known then: `chancery read --again PATH`");
        }
    } else if !args.dry_run {
        context.create()?;
    }
    eprintln!("{}", taken.counts.words(args.dry_run));
    show(context, &taken.conflicts)?;
    Ok(Outcome::of(taken.counts.bad))
}

/// What a file gives.
#[derive(Default)]
struct Taken {
    rows: Vec<ImportedRow>,
    conflicts: Vec<Conflict>,
    counts: Counts,
}

/// How many rows became what.
#[derive(Default)]
struct Counts {
    persons: usize,
    bodies: usize,
    states: usize,
    known: usize,
    refused: usize,
    conflicts: usize,
    bad: usize,
}

fn form(path: &Path) -> Result<Form> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("csv") => Ok(Form::Csv),
        Some("jsonl" | "ndjson" | "json") => Ok(Form::JsonLines),
        _ => {
            let what = format!("{}: neither .csv nor .jsonl", path.display());
            Err(hinted(what, "docs/actors-import.md tells what is read"))
        }
    }
}

/// Checks every row and compares it with what is known.
fn take(
    context: &Context,
    args: &ImportArgs,
    form: Form,
    bytes: &[u8],
    record: Option<&Record>,
    file: &str,
) -> Result<Taken> {
    let brought = record.map(|record| context.in_record(record.brought())).transpose()?;
    let mut seen = Seen::default();
    if let Some(record) = record {
        context.in_record(record.each_imported(|_, json, _| {
            seen.insert(json);
            Ok(())
        }))?;
    }
    let knowledge = Knowledge::with(brought.unwrap_or_default());
    let mut rows = Rows {
        checker: Checker::new(&knowledge, args.source.as_deref().unwrap_or(file)),
        comparison: Comparison::new(&knowledge),
        seen,
        taken: Taken::default(),
    };
    let place = args.file.display();
    let mut failed = None;
    bring::rows(bytes, form, &mut |line, row| match row.and_then(|row| rows.take(line, row)) {
        Ok(()) => {}
        Err(why) => {
            rows.taken.counts.bad += 1;
            eprintln!("chancery: {place}: line {line}: {why}");
        }
    })
    .unwrap_or_else(|error| failed = Some(error));
    match failed {
        Some(error) => {
            Err(hinted(format!("{place}: {error}"), "docs/actors-import.md tells what is read"))
        }
        None => Ok(rows.taken),
    }
}

/// The rows of one file on their way into the record.
struct Rows<'k> {
    checker: Checker<'k>,
    comparison: Comparison<'k>,
    seen: Seen,
    taken: Taken,
}

impl Rows<'_> {
    fn take(&mut self, line: u64, raw: RawRow) -> Result<(), String> {
        let (actor, row) = self.checker.check(raw)?;
        let json = row_line(&row).map_err(|error| error.to_string())?;
        let counts = &mut self.taken.counts;
        // A state may be renamed back by a row that has been there before.
        if !self.seen.insert(&json) && row.kind != RowKind::State {
            counts.known += 1;
            return Ok(());
        }
        let (actor, addition, conflicts) = self.comparison.add(line, actor, &row);
        counts.conflicts += conflicts.len();
        self.taken.conflicts.extend(conflicts);
        match (addition, row.kind) {
            (Addition::Nothing, _) => counts.known += 1,
            (Addition::Refused, _) => counts.refused += 1,
            (_, RowKind::Person) => counts.persons += 1,
            (_, RowKind::Body) => counts.bodies += 1,
            (_, RowKind::State) => counts.states += 1,
        }
        if matches!(addition, Addition::New | Addition::Open) {
            let open = addition == Addition::Open;
            self.taken.rows.push(ImportedRow { actor, json, open });
        }
        Ok(())
    }
}

/// Rows that have been, by the first half of their SHA-256: a million take little room.
#[derive(Default)]
struct Seen(FxHashSet<[u8; 16]>);

impl Seen {
    /// Notes a row; false where it has been.
    fn insert(&mut self, json: &str) -> bool {
        let mut half = [0; 16];
        half.copy_from_slice(&Sha256::digest(json)[..16]);
        self.0.insert(half)
    }
}

impl Counts {
    /// What was done, in a line.
    fn words(&self, dry_run: bool) -> String {
        let rows = self.persons + self.bodies + self.states;
        let kinds = format!(
            "{} of persons, {} of bodies, {} of states",
            self.persons, self.bodies, self.states
        );
        let would = if dry_run { " would be" } else { "" };
        let mut parts = vec![format!("{rows} rows{would} imported ({kinds})")];
        let mut add = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{count} {many}")),
        };
        add(self.known, "already known", "already known");
        add(self.refused, "left out", "left out");
        add(self.conflicts, "conflict", "conflicts");
        add(self.bad, "bad row", "bad rows");
        parts.join(", ")
    }
}

fn show(context: &Context, conflicts: &[Conflict]) -> Result<()> {
    if context.json {
        print_json(conflicts)?;
    } else if !conflicts.is_empty() {
        print(&chancery::show::conflicts(conflicts, width()))?;
    }
    Ok(())
}
