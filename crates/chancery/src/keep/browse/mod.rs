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
pub use overall::{Pair, PlaceMet, Sizes};
pub use statements::StatementFilter;
pub use told_in::ToldIn;

/// Up to so many rows of a filter's table are counted, to see of which there are fewest.
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
pub(super) struct Asked {
    pub(super) conditions: Vec<String>,
    pub(super) values: Vec<String>,
}

impl Asked {
    /// A value's place in the query: `?3`.
    pub(super) fn value(&mut self, value: &str) -> String {
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

    pub(super) fn all(&self) -> String {
        if self.conditions.is_empty() { "1 = 1".to_owned() } else { self.conditions.join(" AND ") }
    }
}

/// A table that says which things something is true of, and the day of each.
#[derive(Debug, Clone, Copy)]
struct Marks {
    table: &'static str,
    /// Its column with the thing's id.
    thing: &'static str,
    /// Its column that is asked for.
    column: &'static str,
}

/// A list: the things of a table in falling order of a key of days.
#[derive(Debug, Clone, Copy)]
struct List {
    /// Its table, with the letter it goes by in conditions.
    table: &'static str,
    letter: &'static str,
    /// Its column of moments.
    day: &'static str,
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

    /// The ids and keys of a page of a list: of the things that `asked` is true of, and that are
    /// marked with all of `marked`. Where anything is marked, the list is walked along the marks
    /// of which there are fewest, which lie in its order.
    fn walked(
        &self,
        list: List,
        mut asked: Asked,
        mut marked: Vec<(Marks, String)>,
        (since, until): (Option<&String>, Option<&String>),
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let List { table, letter, day } = list;
        self.fewest_first(&mut marked)?;
        let mut marked = marked.into_iter();
        let (from, id, day) = match marked.next() {
            None => (format!("{table} {letter}"), format!("{letter}.id"), self::day(day)),
            Some((Marks { table: marks, thing, column }, value)) => {
                let place = asked.value(&value);
                let join = if asked.conditions.is_empty() {
                    String::new()
                } else {
                    format!(" JOIN {table} {letter} ON {letter}.id = m.{thing}")
                };
                asked.conditions.push(format!("m.{column} = {place}"));
                (format!("{marks} m{join}"), format!("m.{thing}"), "m.day".to_owned())
            }
        };
        for (Marks { table, thing, column }, value) in marked {
            let place = asked.value(&value);
            asked.conditions.push(format!(
                "EXISTS (SELECT 1 FROM {table} n WHERE n.{thing} = {id} AND n.{column} = {place})"
            ));
        }
        asked.within(&day, since, until);
        asked.behind(&day, &id, after);
        // A thing may be marked twice with the same.
        let distinct = if from.contains(" m") { "DISTINCT" } else { "" };
        let sql = format!(
            "SELECT {distinct} {id}, {day} FROM {from} WHERE {}
             ORDER BY {day} DESC, {id} DESC LIMIT {}",
            asked.all(),
            limit + 1
        );
        let page = paged(self.listed(&sql, &asked, 2)?, limit);
        Ok(page.map(|mut row| text(&mut row, 0)))
    }

    /// Puts the marks first of which there are fewest.
    fn fewest_first(&self, marked: &mut Vec<(Marks, String)>) -> Result<(), KeepError> {
        if marked.len() < 2 {
            return Ok(());
        }
        let mut counted = Vec::new();
        for (marks, value) in marked.drain(..) {
            let Marks { table, column, .. } = marks;
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {column} = ?1 LIMIT {FEW}) few"
            );
            let count = self.column::<u32>(&sql, [&value])?.into_iter().next();
            counted.push((count.unwrap_or_default(), (marks, value)));
        }
        counted.sort_by_key(|(count, _)| *count);
        marked.extend(counted.into_iter().map(|(_, it)| it));
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
