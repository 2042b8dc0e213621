//! Lists for people who leaf through a record: filtered, in an order of their own, a page at a
//! time. A page is asked for by the key of the last thing before it, so that the thousandth page
//! costs what the first does.

mod accounts;
mod actors;
mod commitments;
mod documents;
mod encounters;
mod overall;
mod statements;
mod told_in;

use super::db::{AsValue, Value};
use super::{KeepError, Record};

pub use accounts::{AccountFilter, MentionFilter};
pub use actors::{ActorFilter, Contact};
pub use commitments::CommitmentFilter;
pub use documents::{DocumentFilter, DocumentRow, Kin};
pub use encounters::{EncounterFilter, EncounterRow};
pub use overall::{Pair, Sizes};
pub use statements::StatementFilter;
pub use told_in::ToldIn;

/// So many rows of a filter's table are taken together before the list is walked; where there are
/// more, the list is walked in its order and each thing asked whether it fits.
const FEW: u32 = 5000;

/// Where a page begins: behind the thing with this key and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// What the list is ordered by; empty where the thing has none.
    pub key: String,
    /// Its id.
    pub id: String,
}

impl Cursor {
    /// As it stands in an address: `KEY~ID`.
    pub fn text(&self) -> String {
        format!("{}~{}", self.key, self.id)
    }

    /// Reads what [`Cursor::text`] wrote; none where it is no cursor.
    pub fn parse(text: &str) -> Option<Self> {
        let (key, id) = text.rsplit_once('~')?;
        Some(Self { key: key.to_owned(), id: id.to_owned() })
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins; none where this is the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page of other things.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(each).collect(), next: self.next }
    }
}

/// The first day of a column of moments as a key that sorts: empty where none, or no year, is
/// told. Written as in the indexes, so that they serve.
fn day(column: &str) -> String {
    format!("(CASE WHEN {column} < 'X' THEN {column} ELSE '' END)")
}

/// The conditions of a list, with the values they ask for.
#[derive(Debug, Default)]
struct Asked {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl Asked {
    /// A value's place in the query: `?3`.
    fn value(&mut self, value: &str) -> String {
        self.values.push(value.to_owned());
        format!("?{}", self.values.len())
    }

    /// A column that has to be this, where anything is asked.
    fn is(&mut self, column: &str, value: Option<&String>) {
        if let Some(value) = value {
            let place = self.value(value);
            self.conditions.push(format!("{column} = {place}"));
        }
    }

    /// A key of days that has to lie between two days, each included.
    fn within(&mut self, day: &str, since: Option<&String>, until: Option<&String>) {
        if let Some(since) = since {
            let place = self.value(since);
            self.conditions.push(format!("{day} >= {place}"));
        }
        if let Some(until) = until {
            // Behind every hour of the day, and every day of the month.
            let place = self.value(&format!("{until}~"));
            self.conditions.push(format!("{day} <> '' AND {day} <= {place}"));
        }
    }

    /// Only what comes behind a cursor, in falling order.
    fn behind(&mut self, key: &str, id: &str, cursor: Option<&Cursor>) {
        if let Some(cursor) = cursor {
            let (k, i) = (self.value(&cursor.key), self.value(&cursor.id));
            // The first half is what the index begins at.
            self.conditions.push(format!("{key} <= {k} AND ({key} < {k} OR {id} < {i})"));
        }
    }

    /// That a thing (`id` in the query) is marked with an actor of a state, where one is asked for.
    fn of_country(&mut self, table: &str, thing: &str, id: &str, country: Option<&String>) {
        let Some(country) = country else { return };
        let (state, code) = (self.value(&format!("state:{country}")), self.value(country));
        self.conditions.push(format!(
            "EXISTS (SELECT 1 FROM {table} x LEFT JOIN actors y ON y.id = x.actor
                     WHERE x.{thing} = {id} AND (x.actor = {state} OR y.country = {code}))"
        ));
    }

    fn all(&self) -> String {
        if self.conditions.is_empty() { "1 = 1".to_owned() } else { self.conditions.join(" AND ") }
    }
}

/// A table that says which things something is true of.
#[derive(Debug, Clone, Copy)]
struct Marks {
    table: &'static str,
    /// Its column with the thing's id.
    thing: &'static str,
    /// Its column that is asked for.
    column: &'static str,
}

impl Record {
    /// Text columns of a list: as many as `width`, nulls as nothing.
    fn listed(
        &self,
        sql: &str,
        asked: &Asked,
        width: usize,
    ) -> Result<Vec<Vec<Option<String>>>, KeepError> {
        let values: Vec<Value<'_>> = asked.values.iter().map(AsValue::as_value).collect();
        self.rows(sql, values.as_slice(), |row| (0..width).map(|column| row.get(column)).collect())
    }

    /// Asks that a thing (`id` in the query) is marked so.
    fn marked_so(
        &self,
        asked: &mut Asked,
        id: &str,
        marks: Marks,
        value: &str,
    ) -> Result<(), KeepError> {
        let Marks { table, thing, column } = marks;
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {column} = ?1 LIMIT {FEW}) few"
        );
        let few = self.column::<u32>(&sql, [value])?.first().is_some_and(|count| *count < FEW);
        let place = asked.value(value);
        asked.conditions.push(if few {
            format!("{id} IN (SELECT m.{thing} FROM {table} m WHERE m.{column} = {place})")
        } else {
            format!(
                "EXISTS (SELECT 1 FROM {table} m WHERE m.{thing} = {id} AND m.{column} = {place})"
            )
        });
        Ok(())
    }
}

/// A page out of rows of which one more was asked for than it holds; each row ends with its key
/// and begins with its id.
fn paged(mut rows: Vec<Vec<Option<String>>>, limit: usize) -> Page<Vec<Option<String>>> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| Cursor {
        id: row.first().cloned().flatten().unwrap_or_default(),
        key: row.last().cloned().flatten().unwrap_or_default(),
    });
    Page { items: rows, next }
}

/// A column of a row, taken out.
fn text(row: &mut [Option<String>], column: usize) -> String {
    row[column].take().unwrap_or_default()
}
