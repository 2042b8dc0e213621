//! The record: one file, or one database of a server, with every document read and all that was
//! found in it.
//!
//! Each document is kept in one transaction, so a killed process loses nothing that was kept and
//! a second run goes on where it stopped. What comes out never depends on the order in which
//! documents came in: everything is listed by keys of its own, never by row number. The main
//! type is [`Record`].

mod address;
mod answered;
mod answering;
mod browse;
mod copied;
mod copy;
mod db;
mod dossiers;
mod evidence;
mod fill;
mod findings;
mod imported;
mod inputs;
mod insist;
mod judged;
mod known;
mod ledgers;
mod lines;
mod marks;
mod migrate;
mod named;
mod news;
mod overlaid;
mod query;
mod reading_only;
mod refill;
mod related;
mod remove;
mod rows;
mod said;
mod seals;
mod search;
mod settle;
mod settled_rows;
mod shapes;
mod shelf;
mod story;
mod tallies;
mod tellings;
mod turns;
mod verify;
mod watched;
mod write;

#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell};

use db::Db;

pub use address::Address;
pub use browse::{
    AccountFilter, ActorFilter, CommitmentFilter, Contact, Cursor, DocumentFilter, DocumentRow,
    EncounterFilter, EncounterRow, Kin, MentionFilter, Page, Pair, PlaceMet, Sizes,
    StatementFilter, ToldIn,
};
pub use copy::{CopiedTable, copy};
pub use db::DbError;
pub use dossiers::DossierOf;
pub(crate) use evidence::{
    account_evidence, commitment_evidence, deed_evidence, encounter_evidence, statement_evidence,
};
pub use fill::Filled;
pub use imported::{Import, ImportedRow, row_line};
pub use inputs::Entered;
pub use judged::Subject;
pub use known::AsTold;
pub use lines::FieldEvidence;
pub use news::{Change, ChangedEncounter, News, VerdictChange};
pub use overlaid::noun_line;
pub use query::{Counts, Noun};
pub use search::Hit;
pub use settle::Resettled;
pub use shelf::{Shelf, actors_in, actors_of};
pub use story::{Cited, Source, Story};
pub use verify::{Difference, ReadBy, Reread};
pub use watched::{TRIES, Watched};
pub use write::Kept;

/// What can go wrong with a record.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is no file, or no record in the database.
    #[error("no record at {0}")]
    Missing(Address),
    /// The file or database is there but is no record.
    #[error("{0} is not a record of this program")]
    NotARecord(Address),
    /// The record was written by a newer program.
    #[error("the record has format {found}, this program knows formats up to {known}")]
    Newer {
        /// Format of the record.
        found: u32,
        /// Newest format this program knows.
        known: u32,
    },
    /// There is something where a copy was to be made.
    #[error("{0} is not empty")]
    NotEmpty(Address),
    /// The database refused.
    #[error("the record could not be read or written")]
    Db(#[from] DbError),
    /// A stored value is not what it should be.
    #[error("a value in the record is damaged")]
    Json(#[from] serde_json::Error),
}

/// An open record.
#[derive(Debug)]
pub struct Record {
    db: Db,
    /// What people judged, once it was asked for.
    judged: OnceCell<overlaid::Bearing>,
    /// The stamp of what was last looked at, see `refresh`.
    seen: Cell<Option<(u32, u32)>>,
}

impl Record {
    /// Opens a record, or makes a new one where there is none. The database of a server must be
    /// there; its tables are made.
    pub fn create(address: impl Into<Address>) -> Result<Self, KeepError> {
        let address = address.into();
        let db = Db::open(&address).map_err(|error| of_opening(error, &address))?;
        Self::prepare(db, &address)
    }

    /// Opens a record that must exist already.
    pub fn open(address: impl Into<Address>) -> Result<Self, KeepError> {
        let address = address.into();
        if address.file().is_some_and(|path| !path.exists()) {
            return Err(KeepError::Missing(address));
        }
        let db = Db::open(&address).map_err(|error| of_opening(error, &address))?;
        if address.file().is_none() && db.tables()?.0 == 0 {
            return Err(KeepError::Missing(address));
        }
        Self::prepare(db, &address)
    }

    /// A record in memory, gone when dropped.
    pub fn in_memory() -> Result<Self, KeepError> {
        Self::prepare(Db::in_memory()?, &Address::from(":memory:"))
    }

    fn prepare(db: Db, address: &Address) -> Result<Self, KeepError> {
        insist::insist(|| migrate::migrate(&db, address))?;
        Ok(Self { db, judged: OnceCell::new(), seen: Cell::new(None) })
    }
}

/// A file that is no database at all is no record.
fn of_opening(error: DbError, address: &Address) -> KeepError {
    match &error {
        DbError::Sqlite(it)
            if it.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) =>
        {
            KeepError::NotARecord(address.clone())
        }
        _ => error.into(),
    }
}
