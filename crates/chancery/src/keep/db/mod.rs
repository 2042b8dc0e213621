//! The one door to the databases a record may live in.
//!
//! SQL is written once, in what SQLite and PostgreSQL both understand, with `?1`, `?2`, ... for
//! values: whole numbers and text only, truths as 0 and 1, text in byte order. What differs stands
//! in `sqlite` and `postgresql`: opening, migrations, transactions, full text.

mod error;
mod postgresql;
mod sqlite;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

pub use error::DbError;
use postgresql::Postgresql;
use sqlite::Sqlite;
pub(crate) use value::{AsValue, FromValue, Params, Row, Value, params};

use super::Address;

/// Of words that more texts hold than this, the texts read last are looked at: to weigh all would
/// take longer than anybody waits, and tell no more.
const RANKED: i64 = 1000;

/// An open database.
#[derive(Debug)]
pub(crate) enum Db {
    Sqlite(Sqlite),
    Postgresql(Box<Postgresql>),
}

/// The steps that bring a database to the format this program knows, each with its number.
pub(crate) type Steps = &'static [(u32, &'static str)];

/// Sort of thing, its id, and what is wrong with it.
pub(crate) type Damage = (&'static str, String, String);

/// Does a thing in whichever database is open.
macro_rules! in_either {
    ($self:expr, $db:ident => $what:expr) => {
        match $self {
            Db::Sqlite($db) => $what,
            Db::Postgresql($db) => $what,
        }
    };
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "values are written where a query is asked: `[id]`, not `&[id]`"
)]
impl Db {
    /// Opens what is there; a file is made where there is none.
    pub(crate) fn open(address: &Address) -> Result<Self, DbError> {
        Ok(match address {
            Address::File(path) => Self::Sqlite(Sqlite::open(path)?),
            Address::Postgresql(url) => Self::Postgresql(Box::new(Postgresql::open(url)?)),
        })
    }

    /// A database in memory.
    pub(crate) fn in_memory() -> Result<Self, DbError> {
        Ok(Self::Sqlite(Sqlite::in_memory()?))
    }

    /// A database in a file of its own, gone when dropped, that holds references to nothing too.
    pub(crate) fn temporary() -> Result<Self, DbError> {
        Ok(Self::Sqlite(Sqlite::temporary()?))
    }

    /// The steps of migration.
    pub(crate) fn steps(&self) -> Steps {
        match self {
            Self::Sqlite(_) => sqlite::STEPS,
            Self::Postgresql(_) => postgresql::STEPS,
        }
    }

    /// How many tables there are, and whether one of them is named `format`.
    pub(crate) fn tables(&self) -> Result<(u32, bool), DbError> {
        let sql = match self {
            Self::Sqlite(_) => sqlite::TABLES,
            Self::Postgresql(_) => postgresql::TABLES,
        };
        self.row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Does several statements that take no values.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), DbError> {
        in_either!(self, db => db.batch(sql))
    }

    /// Does a statement; gives back how many rows it touched.
    pub(crate) fn execute(&self, sql: &str, params: impl Params) -> Result<u64, DbError> {
        in_either!(self, db => db.execute(sql, &params.values()))
    }

    /// Every row of a query through a function.
    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        in_either!(self, db => db.rows(sql, &params.values(), read))
    }

    /// The first row of a query through a function, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Option<T>, DbError> {
        Ok(self.rows(sql, params, read)?.into_iter().next())
    }

    /// The row of a query that always gives one.
    pub(crate) fn row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        self.first(sql, params, read)?.ok_or(DbError::NoRow)
    }

    /// The first column of every row.
    pub(crate) fn column<T: FromValue>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, DbError> {
        self.rows(sql, params, |row| row.get(0))
    }

    /// Hands every row of a query to a function, without holding them all. The function may ask
    /// the same database; all it sees is of one moment where no transaction is open.
    pub(crate) fn each<E: From<DbError>>(
        &self,
        sql: &str,
        params: impl Params,
        take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        in_either!(self, db => db.each(sql, &params.values(), take))
    }

    /// Puts many rows into a table at once.
    pub(crate) fn insert(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        in_either!(self, db => db.insert(table, columns, rows, ""))
    }

    /// Puts those rows into a table that are not there already.
    pub(crate) fn insert_new(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        in_either!(self, db => db.insert(table, columns, rows, "ON CONFLICT DO NOTHING"))
    }

    /// Puts rows into a table, or in the place of those with the same first columns (so many).
    pub(crate) fn upsert(
        &self,
        table: &str,
        columns: &[&str],
        keys: usize,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        let set: Vec<String> =
            columns[keys..].iter().map(|it| format!("{it} = excluded.{it}")).collect();
        let (key, set) = (columns[..keys].join(", "), set.join(", "));
        let else_ = format!("ON CONFLICT ({key}) DO UPDATE SET {set}");
        in_either!(self, db => db.insert(table, columns, rows, &else_))
    }

    /// Adds numbers (the last column) to those that stand under the same first columns.
    pub(crate) fn add_up(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        let Some((number, keys)) = columns.split_last() else { return Ok(()) };
        let else_ = format!(
            "ON CONFLICT ({}) DO UPDATE SET {number} = {table}.{number} + excluded.{number}",
            keys.join(", ")
        );
        in_either!(self, db => db.insert(table, columns, rows, &else_))
    }

    /// Changes columns of many rows, each found by its first column.
    pub(crate) fn update(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        in_either!(self, db => db.update(table, columns, rows))
    }

    /// Every row of a query about many ids, which stand for `{ids}` in it, through a function; each
    /// is asked for once, however often it is given.
    pub(crate) fn rows_of<T>(
        &self,
        sql: &str,
        ids: &[&str],
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let ids: BTreeSet<&str> = ids.iter().copied().collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        in_either!(self, db => db.rows_of(sql, &ids, read))
    }

    /// Does a statement about many ids, which stand for `{ids}` in it.
    pub(crate) fn execute_for(&self, sql: &str, ids: &[&str]) -> Result<(), DbError> {
        self.rows_of(sql, ids, |_| Ok(()))?;
        Ok(())
    }

    /// So many numbers that no row of a table has.
    pub(crate) fn next_numbers(&self, table: &str, count: usize) -> Result<Vec<i64>, DbError> {
        in_either!(self, db => db.next_numbers(table, count))
    }

    /// Begins to write: nobody else writes to the record until the end. Undone when dropped.
    pub(crate) fn transaction(&self) -> Result<Transaction<'_>, DbError> {
        in_either!(self, db => db.begin_writing())?;
        Ok(Transaction { db: self, open: true })
    }

    /// Begins to read the record as it stands at one moment.
    pub(crate) fn snapshot(&self) -> Result<Transaction<'_>, DbError> {
        in_either!(self, db => db.begin_reading())?;
        Ok(Transaction { db: self, open: true })
    }

    /// Puts the texts of readings into the full text index.
    pub(crate) fn index_words(&self, readings: &[(i64, &str)]) -> Result<(), DbError> {
        in_either!(self, db => db.index_words(readings))
    }

    /// Takes the reading in force of a document out of the full text index.
    pub(crate) fn unindex_words(&self, document: &str) -> Result<(), DbError> {
        let sql = match self {
            Self::Sqlite(_) => sqlite::UNINDEX,
            Self::Postgresql(_) => postgresql::UNINDEX,
        };
        self.execute(sql, [document])?;
        Ok(())
    }

    /// The documents that hold all these terms (a term of several words: side by side), the
    /// nearest first, each with some of its text around the words.
    pub(crate) fn find_words(
        &self,
        terms: &[String],
        limit: u32,
    ) -> Result<Vec<(String, String)>, DbError> {
        in_either!(self, db => db.find_words(terms, limit))
    }

    /// A query for the ids of the documents that hold all these terms, and its values, the first
    /// of which has this place.
    pub(crate) fn holding(&self, terms: &[String], first: usize) -> (String, Vec<String>) {
        match self {
            Self::Sqlite(_) => sqlite::holding(terms, first),
            Self::Postgresql(_) => postgresql::holding(terms, first),
        }
    }

    /// A number for the words that the full text index holds of each reading; none where
    /// [`Self::damages`] holds the index against the texts.
    pub(crate) fn indexed_words(&self) -> Result<Option<BTreeMap<i64, u64>>, DbError> {
        match self {
            Self::Sqlite(db) => db.indexed_words().map(Some),
            Self::Postgresql(_) => Ok(None),
        }
    }

    /// What is wrong below the nouns: the file itself, references, the full text index.
    pub(crate) fn damages(&self) -> Result<Vec<Damage>, DbError> {
        in_either!(self, db => db.damages())
    }

    /// Lets the database count what it holds, so that it plans well, after much has come in.
    pub(crate) fn take_stock(&self) -> Result<(), DbError> {
        self.batch(match self {
            Self::Sqlite(_) => "PRAGMA optimize",
            Self::Postgresql(_) => "ANALYZE",
        })
    }

    /// Takes the indexes away that serve queries alone, and references are not looked at until the
    /// database is closed; gives back what makes the indexes anew. For filling what is empty.
    pub(crate) fn leave_indexes(&self) -> Result<Vec<String>, DbError> {
        let (sql, quick) = match self {
            Self::Sqlite(_) => (sqlite::INDEXES, sqlite::QUICK),
            Self::Postgresql(_) => (postgresql::INDEXES, postgresql::QUICK),
        };
        let found: Vec<(String, String)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.batch(quick)?;
        for (name, _) in &found {
            self.batch(&format!("DROP INDEX {name}"))?;
        }
        Ok(found.into_iter().map(|(_, make)| make).collect())
    }

    /// How often the server was lost and reached again.
    pub(crate) fn losses(&self) -> u32 {
        match self {
            Self::Sqlite(_) => 0,
            Self::Postgresql(db) => db.losses(),
        }
    }

    /// Nothing is written through this door any more.
    pub(crate) fn read_only(&self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(db) => db.batch("PRAGMA query_only = ON"),
            Self::Postgresql(db) => db.read_only(),
        }
    }

    /// Numbers that the database gives by itself go on behind those that are there.
    pub(crate) fn go_on_numbering(&self, table: &str) -> Result<(), DbError> {
        match self {
            // SQLite takes the next number behind the greatest by itself.
            Self::Sqlite(_) => Ok(()),
            Self::Postgresql(db) => db.go_on_numbering(table),
        }
    }
}

/// A transaction: what is done through it is done as one, or not at all.
#[derive(Debug)]
pub(crate) struct Transaction<'d> {
    db: &'d Db,
    open: bool,
}

impl Transaction<'_> {
    /// Ends it: all is done.
    pub(crate) fn commit(mut self) -> Result<(), DbError> {
        self.open = false;
        in_either!(self.db, db => db.commit())
    }

    /// Leaves it open until the database is closed, which undoes it.
    pub(crate) fn leave_open(mut self) {
        self.open = false;
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open {
            in_either!(self.db, db => db.roll_back());
        }
    }
}

impl Deref for Transaction<'_> {
    type Target = Db;

    fn deref(&self) -> &Db {
        self.db
    }
}
