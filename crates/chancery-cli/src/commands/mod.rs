//! One file for each command.

mod actors;
mod amend;
mod changes;
mod compare;
mod dossier;
mod export;
mod ledger;
mod parse;
mod read;
mod remove;
mod search;
mod serve;
mod show;
mod verify;

use std::path::Path;

use anyhow::Result;
use chancery::keep::{Record, Resettled};

use crate::args::{Args, Command};
use crate::problem::{Outcome, hinted, of_record};

/// What every command may use: the record's place and the form of output.
pub(crate) struct Context {
    record: std::path::PathBuf,
    json: bool,
    as_read: bool,
}

impl Context {
    /// The record, which must be there.
    fn open(&self) -> Result<Record> {
        Record::open(&self.record).map_err(|error| of_record(error, &self.record))
    }

    /// The record, which must be there, with what came or went settled; says so where that is
    /// work.
    fn settled(&self) -> Result<Record> {
        let mut record = self.open()?;
        if !self.in_record(record.is_settled())? {
            eprintln!("chancery: settling what came or went since the record was last settled");
            self.settle(&mut record)?;
        }
        if self.as_read {
            return self.in_record(record.as_read());
        }
        Ok(record)
    }

    /// Settles what came or went.
    fn settle(&self, record: &mut Record) -> Result<Resettled> {
        self.in_record(record.settle_judged())
    }

    /// The record, made where it is not there.
    fn create(&self) -> Result<Record> {
        Record::create(&self.record).map_err(|error| of_record(error, &self.record))
    }

    /// Names the record in an error about it.
    fn in_record<T>(&self, result: Result<T, chancery::keep::KeepError>) -> Result<T> {
        result.map_err(|error| of_record(error, &self.record))
    }
}

/// Runs what the command line asks for.
pub(crate) fn run(args: Args) -> Result<Outcome> {
    if is_address(&args.record) {
        let what = format!("{}: records are SQLite files", args.record.display());
        return Err(hinted(what, "name a file with --record"));
    }
    let context = Context { record: args.record, json: args.json, as_read: args.as_read };
    match args.command {
        Command::Read(args) => read::run(&context, &args),
        Command::Show { id } => show::run(&context, id.as_deref()),
        Command::Amend(args) => amend::run(&context, &args),
        Command::Changes { since } => changes::run(&context, since),
        Command::Remove { document } => remove::run(&context, &document),
        Command::Search { words, limit } => search::run(&context, &words.join(" "), limit),
        Command::Compare(args) => compare::run(&context, &args),
        Command::Dossier(args) => dossier::run(&context, &args),
        Command::Ledger(args) => ledger::run(&context, &args),
        Command::Parse { path } => parse::run(&path),
        Command::Actors { command } => actors::run(&context, &command),
        Command::Verify => verify::run(&context),
        Command::Serve(args) => serve::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
    }
}

/// Whether something given as a path is an address (`https://...`, `postgres://...`).
fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains("://"))
}
