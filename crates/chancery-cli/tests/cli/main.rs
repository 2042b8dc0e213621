//! The command as its user meets it, each test in a fresh folder.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod amend;
mod answers;
mod batches;
mod book;
mod briefs;
mod dyads;
mod errors;
mod export;
mod feeds;
mod fetch;
mod folder;
mod import;
mod inputs;
mod kill;
mod ledger;
mod postgresql;
mod read;
mod replicate;
#[path = "../../../chancery-fetch/tests/server/mod.rs"]
mod server;
mod settle;
mod show;
mod verify;
mod watch;
mod watch_faults;
mod withheld;
