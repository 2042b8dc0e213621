//! What is PostgreSQL's own.

mod full_text;
mod stems;
mod values;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::thread::sleep;
use std::time::{Duration, Instant};

use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};
use rustc_hash::FxHashMap;

use super::{DbError, Row, Steps, Value};
pub(super) use full_text::{UNINDEX, holding};
pub(super) use values::value;
use values::{Array, bound};

/// The steps of migration. Records came to PostgreSQL with format 6.
pub(super) const STEPS: Steps = &[
    (6, include_str!("../../migrations/postgresql/0006_record.sql")),
    (7, include_str!("../../migrations/postgresql/0007_watched.sql")),
    (8, include_str!("../../migrations/postgresql/0008_browse.sql")),
    (9, include_str!("../../migrations/postgresql/0009_scale.sql")),
    (10, include_str!("../../migrations/postgresql/0010_seals.sql")),
    (11, include_str!("../../migrations/postgresql/0011_answers.sql")),
    (12, include_str!("../../migrations/postgresql/0012_turns.sql")),
];

pub(super) const TABLES: &str =
    "SELECT count(*), coalesce(bool_or(tablename = 'format'), false) FROM pg_tables
     WHERE schemaname = current_schema()";

/// Indexes that serve queries alone, with what makes them. That of actors' words serves writing.
pub(super) const INDEXES: &str = "SELECT i.indexname, i.indexdef FROM pg_indexes i
    JOIN pg_class c ON c.oid = to_regclass(i.indexname)
    JOIN pg_index x ON x.indexrelid = c.oid
    WHERE i.schemaname = current_schema() AND NOT x.indisunique
      AND i.indexname <> 'actor_words_by_actor' ORDER BY 1";

/// To fill what is empty.
pub(super) const QUICK: &str = "SET session_replication_role = replica;
    SET synchronous_commit = off; SET maintenance_work_mem = '512MB'";

/// How long to try to reach the server.
const PATIENCE: Duration = Duration::from_secs(10);

/// So much is asked for at a time where rows are read one after another.
const BYTES_AT_A_TIME: usize = 4 << 20;

/// So many statements are held prepared.
const PREPARED: usize = 256;

/// Plans are made for the values at hand: those made while a table was empty would stay when it
/// has grown. Compiling them takes longer than they run.
const SETTINGS: &str = "SET plan_cache_mode = force_custom_plan; SET jit = off;
                        SET client_min_messages = warning";

/// Who holds this lock, until the end of the transaction, is the one who writes. The number is
/// this program's own. All that is asked while writing is asked by keys; of tables that have just
/// been filled the server knows too little to see that by itself.
const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED;
                     SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;
                     SET LOCAL enable_mergejoin = off;
                     SELECT pg_advisory_xact_lock(1667785074)";

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

const READ_ONLY: &str = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";

/// How long to wait before the server is tried again.
const PAUSE: Duration = Duration::from_millis(200);

/// A database of a server, open. Where the server went away and came back, it is opened anew,
/// unless a transaction was under way: that one is lost, and its loss is said.
pub(crate) struct Postgresql {
    config: Config,
    client: RefCell<Client>,
    statements: RefCell<FxHashMap<String, Statement>>,
    in_transaction: Cell<bool>,
    /// What every connection is told first, beside the settings.
    session: Cell<&'static str>,
    losses: Cell<u32>,
    cursors: Cell<u32>,
}

impl fmt::Debug for Postgresql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgresql").finish_non_exhaustive()
    }
}

impl Postgresql {
    pub(super) fn open(url: &str) -> Result<Self, DbError> {
        let mut config: Config = url.parse()?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("chancery");
        }
        let client = connect(&config)?;
        Ok(Self {
            config,
            client: RefCell::new(client),
            statements: RefCell::default(),
            in_transaction: Cell::new(false),
            session: Cell::new(""),
            losses: Cell::new(0),
            cursors: Cell::new(0),
        })
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), DbError> {
        Ok(self.client.borrow_mut().batch_execute(sql)?)
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, DbError> {
        self.even_after_a_loss(|| {
            let statement = self.prepared(sql)?;
            Ok(self.client.borrow_mut().execute(&statement, &bound(values))?)
        })
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let rows = self.even_after_a_loss(|| {
            let statement = self.prepared(sql)?;
            Ok(self.client.borrow_mut().query(&statement, &bound(values))?)
        })?;
        rows.iter().map(|row| read(&Row::Postgresql(row))).collect()
    }

    pub(super) fn each<E: From<DbError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let own = !self.in_transaction.get();
        if own {
            self.begin_reading()?;
        }
        let done = self.through_cursor(sql, values, take);
        match (own, done.is_ok()) {
            (true, true) => self.commit()?,
            (true, false) => self.roll_back(),
            (false, _) => {}
        }
        done
    }

    fn through_cursor<E: From<DbError>>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.cursors.set(self.cursors.get() + 1);
        let name = format!("chancery_{}", self.cursors.get());
        let declare = format!("DECLARE {name} NO SCROLL CURSOR FOR {}", placed(sql));
        self.client.borrow_mut().execute(&declare, &bound(values)).map_err(DbError::from)?;
        let mut at_a_time = 16;
        loop {
            let fetch = format!("FETCH {at_a_time} FROM {name}");
            let rows = self.client.borrow_mut().query(&fetch, &[]).map_err(DbError::from)?;
            for row in &rows {
                take(&Row::Postgresql(row))?;
            }
            if rows.len() < at_a_time {
                break;
            }
            let bytes: usize = rows.iter().map(postgres::Row::raw_size_bytes).sum();
            at_a_time = (BYTES_AT_A_TIME / (bytes / rows.len()).max(1)).clamp(1, 4 * at_a_time);
        }
        Ok(self.batch(&format!("CLOSE {name}"))?)
    }

    pub(super) fn insert(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
        else_: &str,
    ) -> Result<(), DbError> {
        let names = columns.join(", ");
        self.with_arrays(columns.len(), rows, |arrays| {
            format!("INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {else_}")
        })
    }

    /// Does a statement with rows, each column of which is handed over as an array.
    fn with_arrays(
        &self,
        columns: usize,
        rows: &[Vec<Value<'_>>],
        sql: impl Fn(&str) -> String,
    ) -> Result<(), DbError> {
        if rows.is_empty() {
            return Ok(());
        }
        let arrays: Vec<Array<'_>> = (0..columns).map(|at| Array::of(rows, at)).collect();
        let places: Vec<String> =
            (1..).zip(&arrays).map(|(at, array)| format!("${at}::{}", array.sort())).collect();
        let statement = self.prepared(&sql(&places.join(", ")))?;
        let values: Vec<&(dyn ToSql + Sync)> =
            arrays.iter().map(|array| array as &(dyn ToSql + Sync)).collect();
        self.client.borrow_mut().execute(&statement, &values)?;
        Ok(())
    }

    fn prepared(&self, sql: &str) -> Result<Statement, DbError> {
        if let Some(statement) = self.statements.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.borrow_mut().prepare(&placed(sql))?;
        let mut statements = self.statements.borrow_mut();
        if statements.len() >= PREPARED {
            statements.clear();
        }
        statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn begin_writing(&self) -> Result<(), DbError> {
        self.begin(WRITE)
    }

    pub(super) fn begin_reading(&self) -> Result<(), DbError> {
        self.begin(READ)
    }

    fn begin(&self, sql: &str) -> Result<(), DbError> {
        self.even_after_a_loss(|| self.batch(sql).inspect_err(|_| self.roll_back()))?;
        self.in_transaction.set(true);
        Ok(())
    }

    /// Does a thing, and does it once more where the server was lost outside of a transaction.
    fn even_after_a_loss<T>(&self, what: impl Fn() -> Result<T, DbError>) -> Result<T, DbError> {
        match what() {
            Err(error) if error.is_lost() && !self.in_transaction.get() => {
                self.connect_again()?;
                what()
            }
            done => done,
        }
    }

    fn connect_again(&self) -> Result<(), DbError> {
        let begun = Instant::now();
        loop {
            match connect(&self.config) {
                Ok(mut client) => {
                    client.batch_execute(self.session.get())?;
                    self.statements.borrow_mut().clear();
                    self.client.replace(client);
                    self.losses.set(self.losses.get() + 1);
                    return Ok(());
                }
                Err(error) if error.is_lost() && begun.elapsed() < PATIENCE => sleep(PAUSE),
                Err(error) => return Err(error),
            }
        }
    }

    /// How often the server was lost and reached again.
    pub(super) fn losses(&self) -> u32 {
        self.losses.get()
    }

    /// Nothing is written any more, over this connection or one that takes its place.
    pub(super) fn read_only(&self) -> Result<(), DbError> {
        self.session.set(READ_ONLY);
        self.batch(READ_ONLY)
    }

    pub(super) fn commit(&self) -> Result<(), DbError> {
        self.in_transaction.set(false);
        self.batch("COMMIT")
    }

    /// Undoes what is not committed; where the server is away, it does so by itself.
    pub(super) fn roll_back(&self) {
        self.in_transaction.set(false);
        let _ = self.batch("ROLLBACK");
    }

    pub(super) fn update(
        &self,
        table: &str,
        columns: &[&str],
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), DbError> {
        let set: Vec<String> =
            columns[1..].iter().map(|column| format!("{column} = new.{column}")).collect();
        let (set, key, columns_) = (set.join(", "), columns[0], columns.join(", "));
        self.with_arrays(columns.len(), rows, |arrays| {
            format!(
                "UPDATE {table} SET {set} FROM unnest({arrays}) AS new ({columns_})
                 WHERE {table}.{key} = new.{key}"
            )
        })
    }

    pub(super) fn rows_of<T>(
        &self,
        sql: &str,
        ids: &[&str],
        mut read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let sql = sql.replace("IN {ids}", "= ANY ($1::text[])");
        let rows = self.even_after_a_loss(|| {
            let statement = self.prepared(&sql)?;
            Ok(self.client.borrow_mut().query(&statement, &[&ids])?)
        })?;
        rows.iter().map(|row| read(&Row::Postgresql(row))).collect()
    }

    pub(super) fn next_numbers(&self, table: &str, count: usize) -> Result<Vec<i64>, DbError> {
        let sql = format!(
            "SELECT nextval(pg_get_serial_sequence('{table}', 'number'))
             FROM generate_series(1, ?1)"
        );
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.rows(&sql, &[Value::Integer(count)], |row| row.get(0))
    }

    pub(super) fn go_on_numbering(&self, table: &str) -> Result<(), DbError> {
        self.batch(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'number'),
                           (SELECT max(number) FROM {table}))"
        ))
    }
}

fn connect(config: &Config) -> Result<Client, DbError> {
    let mut client = config.connect(NoTls)?;
    client.batch_execute(SETTINGS)?;
    Ok(client)
}

/// SQL with `$1` for `?1`. Texts in quotes are left alone.
fn placed(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut quoted = false;
    for c in sql.chars() {
        quoted ^= c == '\'';
        out.push(if c == '?' && !quoted { '$' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_the_server_wants_them() {
        let sql = "SELECT 'a?', ?1 || '?2' FROM t WHERE b = ?12";
        assert_eq!(placed(sql), "SELECT 'a?', $1 || '?2' FROM t WHERE b = $12");
    }
}
