//! What is SQLite's own.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement};
use rustc_hash::FxHasher;

use super::{Damage, DbError, RANKED, Row, Steps, Value};

/// How long to wait for another process that is writing to the same record.
const PATIENCE: Duration = Duration::from_mins(1);

/// The steps of migration. A step that has been released is never changed.
pub(super) const STEPS: Steps = &[
    (1, include_str!("../migrations/sqlite/0001_record.sql")),
    (2, include_str!("../migrations/sqlite/0002_imported_actors.sql")),
    (3, include_str!("../migrations/sqlite/0003_said.sql")),
    (4, include_str!("../migrations/sqlite/0004_settled.sql")),
    (5, include_str!("../migrations/sqlite/0005_judgements.sql")),
    (6, include_str!("../migrations/sqlite/0006_heads.sql")),
    (7, include_str!("../migrations/sqlite/0007_watched.sql")),
    (8, include_str!("../migrations/sqlite/0008_browse.sql")),
    (9, include_str!("../migrations/sqlite/0009_scale.sql")),
    (10, include_str!("../migrations/sqlite/0010_seals.sql")),
    (11, include_str!("../migrations/sqlite/0011_answers.sql")),
    (12, include_str!("../migrations/sqlite/0012_turns.sql")),
];

pub(super) const TABLES: &str =
    "SELECT count(*), count(*) FILTER (WHERE name = 'format') FROM sqlite_schema";

/// Indexes that serve queries alone, with what makes them. That of actors' words serves writing.
pub(super) const INDEXES: &str = "SELECT name, sql FROM sqlite_schema
    WHERE type = 'index' AND sql IS NOT NULL AND name <> 'actor_words_by_actor' ORDER BY name";

/// To fill what is empty.
pub(super) const QUICK: &str =
    "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -400000; PRAGMA synchronous = OFF";

/// An index over a table's text must be told the text that goes.
pub(super) const UNINDEX: &str = "INSERT INTO words (words, rowid, text)
    SELECT 'delete', r.number, r.text FROM readings r
    JOIN documents d ON d.id = r.document AND d.reading = r.id WHERE d.id = ?1";

/// So many ids are asked about at a time.
const AT_A_TIME: usize = 512;

/// A file, open.
#[derive(Debug)]
pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self, DbError> {
        Self::prepare(Connection::open(path)?)
    }

    pub(super) fn in_memory() -> Result<Self, DbError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    /// A file of its own, spilled to where memory ends.
    pub(super) fn temporary() -> Result<Self, DbError> {
        let db = Self::prepare(Connection::open("")?)?;
        db.batch("PRAGMA foreign_keys = OFF")?;
        Ok(db)
    }

    fn prepare(connection: Connection) -> Result<Self, DbError> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(128);
        // With a write-ahead log, a killed process loses nothing committed even without waiting
        // for the disk at each commit; only a power cut can take the last documents, whole.
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
             PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;",
        )?;
        Ok(Self(connection))
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), DbError> {
        Ok(self.0.execute_batch(sql)?)
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.execute(rusqlite::params_from_iter(values))? as u64)
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        let mut statement = self.0.prepare_cached(sql)?;
        through(&mut statement, values, |row| {
            found.push(read(row)?);
            Ok::<(), DbError>(())
        })?;
        Ok(found)
    }

    pub(super) fn each<E: From<DbError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self.0.prepare(sql).map_err(DbError::from)?;
        through(&mut statement, values, take)
    }

    pub(super) fn insert(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
        else_: &str,
    ) -> Result<(), DbError> {
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let (columns, places) = (columns.join(", "), places.join(", "));
        let sql = format!("INSERT INTO {table} ({columns}) VALUES ({places}) {else_}");
        let mut statement = self.0.prepare_cached(&sql)?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row))?;
        }
        Ok(())
    }

    pub(super) fn begin_writing(&self) -> Result<(), DbError> {
        self.batch("BEGIN IMMEDIATE")
    }

    pub(super) fn begin_reading(&self) -> Result<(), DbError> {
        self.batch("BEGIN")
    }

    pub(super) fn commit(&self) -> Result<(), DbError> {
        self.batch("COMMIT").inspect_err(|_| self.roll_back())
    }

    /// Undoes what is not committed; where that cannot be done, closing does it.
    pub(super) fn roll_back(&self) {
        let _ = self.batch("ROLLBACK");
    }

    pub(super) fn update(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        let set: Vec<String> =
            (2..).zip(&columns[1..]).map(|(at, column)| format!("{column} = ?{at}")).collect();
        let sql = format!("UPDATE {table} SET {} WHERE {} = ?1", set.join(", "), columns[0]);
        let mut statement = self.0.prepare_cached(&sql)?;
        for row in rows {
            statement.execute(rusqlite::params_from_iter(row))?;
        }
        Ok(())
    }

    pub(super) fn rows_of<T>(
        &self,
        sql: &str,
        ids: &[&str],
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let mut found = Vec::new();
        for some in ids.chunks(AT_A_TIME) {
            // Few shapes of a query, so that they stay prepared: the last id fills what is left.
            let width = if some.len() == 1 { 1 } else { some.len().next_power_of_two() };
            let places: Vec<String> = (1..=width).map(|at| format!("?{at}")).collect();
            let sql = sql.replace("{ids}", &format!("({})", places.join(", ")));
            let values = (0..width).map(|at| some[at.min(some.len() - 1)]);
            let values: Vec<Value<'_>> = values.map(|id| Value::Text(id.into())).collect();
            let mut statement = self.0.prepare_cached(&sql)?;
            through(&mut statement, &values, |row| {
                found.push(read(row)?);
                Ok::<(), DbError>(())
            })?;
        }
        Ok(found)
    }

    pub(super) fn next_numbers(&self, table: &str, count: usize) -> Result<Vec<i64>, DbError> {
        let sql = format!("SELECT coalesce(max(number), 0) FROM {table}");
        let last = self.rows(&sql, &[], |row| row.get::<i64>(0))?;
        let first = last.first().map_or(1, |last| last + 1);
        Ok((first..).take(count).collect())
    }

    pub(super) fn index_words(&self, readings: &[(i64, &str)]) -> Result<(), DbError> {
        let sql = "INSERT INTO words (rowid, text) VALUES (?1, ?2)";
        for (reading, text) in readings {
            self.execute(sql, &[Value::Integer(*reading), Value::Text(Cow::Borrowed(text))])?;
        }
        Ok(())
    }

    pub(super) fn find_words(
        &self,
        terms: &[String],
        limit: u32,
    ) -> Result<Vec<(String, String)>, DbError> {
        let quoted = quoted(terms);
        let asked = || Value::Text(quoted.as_str().into());
        // Of words that very many texts hold, those read last are ranked.
        let sql = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid DESC
                   LIMIT 1 OFFSET ?2";
        let first: Vec<i64> =
            self.rows(sql, &[asked(), Value::Integer(RANKED)], |row| row.get(0))?;
        let first = first.into_iter().next().unwrap_or(i64::MIN);
        let sql = "SELECT d.id, r.number FROM words JOIN readings r ON r.number = words.rowid
                   JOIN documents d ON d.id = r.document AND d.reading = r.id
                   WHERE words MATCH ?1 AND words.rowid > ?3
                   ORDER BY round(bm25(words), 6), d.id LIMIT ?2";
        let values = [asked(), Value::Integer(i64::from(limit)), Value::Integer(first)];
        let ranked: Vec<(String, i64)> =
            self.rows(sql, &values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let sql = "SELECT snippet(words, 0, '[', ']', '…', 24) FROM words
                   WHERE words MATCH ?1 AND rowid = ?2";
        let mut found = Vec::new();
        for (document, number) in ranked {
            let words: Vec<String> =
                self.rows(sql, &[asked(), Value::Integer(number)], |row| row.get(0))?;
            found.extend(words.into_iter().next().map(|words| (document, words)));
        }
        Ok(found)
    }

    /// A number for all words of each reading in the index, with their places.
    pub(super) fn indexed_words(&self) -> Result<BTreeMap<i64, u64>, DbError> {
        self.batch(
            "DROP TABLE IF EXISTS temp.words_held;
             CREATE VIRTUAL TABLE temp.words_held USING fts5vocab('main', 'words', 'instance')",
        )?;
        let mut found: BTreeMap<i64, u64> = BTreeMap::new();
        let sql = "SELECT doc, term, \"offset\" FROM temp.words_held";
        self.each::<DbError>(sql, &[], |row| {
            let mut hash = FxHasher::default();
            (row.text(1)?.as_bytes(), row.get::<i64>(2)?).hash(&mut hash);
            let of_reading = found.entry(row.get(0)?).or_default();
            *of_reading = of_reading.wrapping_add(hash.finish());
            Ok(())
        })?;
        self.batch("DROP TABLE temp.words_held")?;
        Ok(found)
    }

    pub(super) fn damages(&self) -> Result<Vec<Damage>, DbError> {
        let file = |what: String| ("file", "record".to_owned(), what);
        let lines = self.rows("PRAGMA integrity_check", &[], |row| row.get::<String>(0))?;
        let mut found: Vec<Damage> =
            lines.into_iter().filter(|line| line != "ok").map(file).collect();
        let index = "INSERT INTO words (words, rank) VALUES ('integrity-check', 0)";
        if let Err(error) = self.execute(index, &[]) {
            found.push(file(format!("the full text index is damaged: {error}")));
        }
        let sql = "SELECT d.id FROM documents d
                   LEFT JOIN readings r ON r.document = d.id AND r.id = d.reading
                   WHERE r.number IS NULL OR r.number NOT IN (SELECT id FROM words_docsize)
                   ORDER BY 1";
        let what = "its reading is not in the full text index";
        found.extend(self.rows(sql, &[], |row| Ok(("document", row.get(0)?, what.to_owned())))?);
        found.extend(self.rows("PRAGMA foreign_key_check", &[], |row| {
            let (table, number) = (row.get::<String>(0)?, row.get::<Option<i64>>(1)?);
            Ok(file(format!("row {number:?} of {table} refers to nothing")))
        })?);
        Ok(found)
    }
}

/// A query for documents by terms.
pub(super) fn holding(terms: &[String], first: usize) -> (String, Vec<String>) {
    let sql = format!(
        "SELECT h.id FROM words JOIN readings r ON r.number = words.rowid
         JOIN documents h ON h.id = r.document AND h.reading = r.id WHERE words MATCH ?{first}"
    );
    (sql, vec![quoted(terms)])
}

/// Every term quoted, so that no sign in it is taken for an operator.
fn quoted(terms: &[String]) -> String {
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    quoted.join(" ")
}

/// Hands every row to a function.
fn through<E: From<DbError>>(
    statement: &mut Statement<'_>,
    values: &[Value<'_>],
    mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(DbError::from)?;
    while let Some(row) = rows.next().map_err(DbError::from)? {
        take(&Row::Sqlite(row))?;
    }
    Ok(())
}

/// A column of a row.
pub(super) fn value<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<Value<'r>, DbError> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Integer(number)),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes)
            .map(|text| Value::Text(Cow::Borrowed(text)))
            .map_err(|_| DbError::Column { column, expected: "text" }),
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            Err(DbError::Column { column, expected: "whole number or text" })
        }
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
