//! One file for each command.

mod actors;
mod amend;
mod changes;
mod cite;
mod codebook;
mod compare;
mod copy;
mod dossier;
mod dyads;
mod export;
mod ledger;
mod parse;
mod read;
mod remove;
mod replicate;
mod search;
mod serve;
mod show;
mod verify;
mod watch;

use std::time::Duration;

use anyhow::Result;
use chancery::keep::{Address, KeepError, Record, Resettled};
use chancery_fetch::{Client, Limits, Reach};

use crate::args::{Args, CiteStyle, Command, FetchArgs};
use crate::problem::{Outcome, hinted, of_record};
use crate::reading::LOST;

/// What every command may use: the record's place and the form of output.
pub(crate) struct Context {
    record: Address,
    json: bool,
    as_read: bool,
}

impl Context {
    /// The record, which must be there.
    fn open(&self) -> Result<Record> {
        Record::open(&self.record).map_err(|error| of_record(error, &self.record))
    }

    /// The record, if there is one.
    fn if_there(&self) -> Result<Option<Record>> {
        match Record::open(&self.record) {
            Ok(record) => Ok(Some(record)),
            Err(KeepError::Missing(_)) => Ok(None),
            Err(error) => Err(of_record(error, &self.record)),
        }
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

    /// Settles what came or went; says so where the server was lost meanwhile.
    fn settle(&self, record: &mut Record) -> Result<Resettled> {
        let before = record.losses();
        let settled = self.in_record(record.settle_judged());
        if settled.is_ok() && record.losses() > before {
            eprintln!("chancery: {}: {LOST}", self.record);
        }
        settled
    }

    /// The record, made where it is not there.
    fn create(&self) -> Result<Record> {
        Record::create(&self.record).map_err(|error| of_record(error, &self.record))
    }

    /// Names the record in an error about it.
    fn in_record<T>(&self, result: Result<T, KeepError>) -> Result<T> {
        result.map_err(|error| of_record(error, &self.record))
    }

    /// Names the record in an error that may be about it.
    fn about_record(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast::<KeepError>() {
            Ok(error) => of_record(error, &self.record),
            Err(error) => error,
        }
    }
}

/// The client that the command line asks for.
fn client(args: &FetchArgs) -> Client {
    let time = Duration::from_secs(u64::from(args.max_seconds));
    let reach = match args.allow_private.as_slice() {
        [] => Reach::Public,
        hosts if hosts.iter().any(|host| host == "*") => Reach::Everywhere,
        hosts => Reach::Also(hosts.to_vec()),
    };
    Client::new(Limits { time, bytes: args.max_bytes }, reach)
}

/// Runs what the command line asks for.
pub(crate) fn run(args: Args) -> Result<Outcome> {
    let context =
        Context { record: known_address(&args.record)?, json: args.json, as_read: args.as_read };
    match args.command {
        Command::Read(args) => read::run(&context, &args),
        Command::Show { id: Some(id), cite: Some(CiteStyle::Bibtex) } => cite::run(&context, &id),
        Command::Show { id, cite: _ } => show::run(&context, id.as_deref()),
        Command::Watch(args) => watch::run(&context, &args),
        Command::Amend(args) => amend::run(&context, &args),
        Command::Changes { since } => changes::run(&context, since),
        Command::Remove { document } => remove::run(&context, &document),
        Command::Search { words, limit } => search::run(&context, &words.join(" "), limit),
        Command::Compare(args) => compare::run(&context, &args),
        Command::Dossier(args) => dossier::run(&context, &args),
        Command::Copy { from, to } => copy::run(&context, &from, &to),
        Command::Ledger(args) => ledger::run(&context, &args),
        Command::Parse { path } => parse::run(&path),
        Command::Actors { command } => actors::run(&context, &command),
        Command::Verify(args) => verify::run(&context, &args),
        Command::Serve(args) => serve::run(&context, &args),
        Command::Export(args) => export::run(&context, &args),
        Command::Replicate(mut args) => {
            args.manifest = replicate::manifest_path(args.manifest);
            replicate::run(&context, &args)
        }
        Command::Dyads(args) => dyads::run(&context, &args),
        Command::Codebook(args) => codebook::run(&args),
    }
}

/// An address that can be one of a record, with the password the environment holds.
fn known_address(address: &Address) -> Result<Address> {
    if address.is_foreign() {
        let what = format!("{address}: no record lives there");
        return Err(hinted(what, "name a file or postgres://USER@HOST/DATABASE"));
    }
    Ok(address.with_password(std::env::var("PGPASSWORD").ok().as_deref()))
}
