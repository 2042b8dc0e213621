//! The record: one file with every document read and all that was found in it.
//!
//! Each document is kept in one transaction, so a killed process loses nothing that was kept and
//! a second run goes on where it stopped. What comes out never depends on the order in which
//! documents came in: everything is listed by keys of its own, never by row number. The main
//! type is [`Record`].

mod answered;
mod browse;
mod copied;
mod dossiers;
mod evidence;
mod imported;
mod judged;
mod known;
mod ledgers;
mod marks;
mod migrate;
mod news;
mod overlaid;
mod query;
mod reading_only;
mod related;
mod remove;
mod said;
mod search;
mod settle;
mod shelf;
mod story;
mod tellings;
mod verify;
mod verify_settled;
mod write;

#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub use answered::Across;
pub use browse::{
    ActorFilter, CommitmentFilter, Contact, Cursor, DocumentFilter, DocumentRow, EncounterFilter,
    EncounterRow, Kin, Page, Pair, Sizes, StatementFilter,
};
pub use dossiers::DossierOf;
pub(crate) use evidence::{
    account_evidence, commitment_evidence, deed_evidence, encounter_evidence, statement_evidence,
};
pub use imported::{Import, ImportedRow, row_line};
pub use judged::Subject;
pub use known::AsTold;
pub use ledgers::Ledger;
pub use news::{Change, ChangedEncounter, News, VerdictChange};
pub use overlaid::noun_line;
pub use query::{Counts, Noun};
pub use rusqlite::{Error as SqliteError, ErrorCode as SqliteErrorCode};
pub use search::Hit;
pub use settle::Resettled;
pub use shelf::{Shelf, actors_in, actors_of};
pub use story::{Cited, Source, Story};
pub use verify::Difference;
pub use write::Kept;

/// How long to wait for another process that is writing to the same record.
const PATIENCE: Duration = Duration::from_mins(1);

/// What can go wrong with a record.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is no file there.
    #[error("no record at {}", .0.display())]
    Missing(PathBuf),
    /// The file is there but is no record.
    #[error("{} is not a record of this program", .0.display())]
    NotARecord(PathBuf),
    /// The record was written by a newer program.
    #[error("the record has format {found}, this program knows formats up to {known}")]
    Newer {
        /// Format of the record.
        found: u32,
        /// Newest format this program knows.
        known: u32,
    },
    /// The data base refused.
    #[error("the record could not be read or written")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored value is not what it should be.
    #[error("a value in the record is damaged")]
    Json(#[from] serde_json::Error),
}

/// An open record.
#[derive(Debug)]
pub struct Record {
    connection: Connection,
    /// What people judged, once it was asked for.
    judged: OnceCell<overlaid::Bearing>,
    /// The state of the file that was last looked at, see `refresh`.
    version: Cell<Option<i64>>,
}

impl Record {
    /// Opens a record, or makes a new one where there is none.
    pub fn create(path: &Path) -> Result<Self, KeepError> {
        let connection = Connection::open(path)?;
        Self::prepare(connection, path)
    }

    /// Opens a record that must exist already.
    pub fn open(path: &Path) -> Result<Self, KeepError> {
        if !path.exists() {
            return Err(KeepError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::prepare(Connection::open_with_flags(path, flags)?, path)
    }

    /// A record in memory, gone when dropped.
    pub fn in_memory() -> Result<Self, KeepError> {
        Self::prepare(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    fn prepare(mut connection: Connection, path: &Path) -> Result<Self, KeepError> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(64);
        // With a write-ahead log, a killed process loses nothing committed even without waiting
        // for the disk at each commit; only a power cut can take the last documents, whole.
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                        PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;";
        connection.execute_batch(settings).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => KeepError::NotARecord(path.to_owned()),
            _ => error.into(),
        })?;
        migrate::migrate(&mut connection, path)?;
        Ok(Self { connection, judged: OnceCell::new(), version: Cell::new(None) })
    }
}
