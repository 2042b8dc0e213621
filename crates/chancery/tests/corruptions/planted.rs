//! One corruption: a value changed, taken out or swapped, a row gone, or one too many; and what
//! must be named.

use chancery::keep::Difference;
use rusqlite::Connection;
use rusqlite::types::Value;
use serde_json::Value as Json;

/// What is done to a row.
pub(crate) const KINDS: [&str; 6] =
    ["changed", "nulled", "swapped", "deleted", "added", "unindexed"];

/// A row of numbers that looks like chance and is the same every time.
pub(crate) struct Chance(u64);

impl Chance {
    /// The row of this number.
    pub(crate) fn of(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
        chance.below(7);
        chance
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A table with its rows.
#[derive(Debug)]
pub(crate) struct Table {
    name: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Value>>,
}

#[derive(Debug)]
struct Column {
    name: String,
    key: bool,
    may_be_null: bool,
}

/// A corruption.
#[derive(Debug)]
pub(crate) struct Planted {
    /// What was done: one of [`KINDS`].
    pub(crate) kind: &'static str,
    /// How.
    pub(crate) sql: Vec<String>,
    table: String,
    column: String,
    /// What names each row concerned: one of them must be named.
    rows: Vec<Vec<String>>,
}

/// Every table of a record but the index, with all of its rows.
pub(crate) fn tables(connection: &Connection) -> Vec<Table> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table'
               AND name NOT LIKE 'words%' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(|name| table(connection, name.unwrap())).collect()
}

fn table(connection: &Connection, name: String) -> Table {
    let sql =
        format!("SELECT name, pk > 0, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info('{name}')");
    let mut statement = connection.prepare(&sql).unwrap();
    let column = |row: &rusqlite::Row<'_>| {
        Ok(Column { name: row.get(0)?, key: row.get(1)?, may_be_null: row.get(2)? })
    };
    let columns: Vec<Column> =
        statement.query_map([], column).unwrap().map(Result::unwrap).collect();
    let listed: Vec<String> = columns.iter().map(|it| format!("\"{}\"", it.name)).collect();
    let mut statement =
        connection.prepare(&format!("SELECT {} FROM \"{name}\"", listed.join(", "))).unwrap();
    let row = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect();
    let rows = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    Table { name, columns, rows }
}

impl Table {
    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|it| it.name == column)
    }

    /// What names a row in what `verify` says: its key, or what stands for it.
    fn names(&self, row: &[Value]) -> Vec<String> {
        let by: &[&str] = match self.name.as_str() {
            "readings" => &["document", "id"],
            "sketched" => &["document"],
            "sketches" => &["hash"],
            "format" | "settled_by" => &[],
            _ => {
                let keys = self.columns.iter().zip(row).filter(|(column, _)| column.key);
                return keys.map(|(_, value)| plain(value)).collect();
            }
        };
        by.iter().map(|column| plain(&row[self.place(column).unwrap()])).collect()
    }

    /// Leaves the rows alone that a database holds: it is asked with the condition of each.
    pub(crate) fn keep(&mut self, mut holds: impl FnMut(&str) -> bool) {
        let all = std::mem::take(&mut self.rows);
        let is_held = |row: &Vec<Value>| {
            let only = self.only(row);
            holds(&format!("SELECT EXISTS (SELECT 1 FROM \"{}\" WHERE {only})", self.name))
        };
        self.rows = all.into_iter().filter(is_held).collect();
    }

    /// The condition that is true of this row alone.
    fn only(&self, row: &[Value]) -> String {
        let keyed = self.columns.iter().any(|it| it.key);
        let own = self.columns.iter().zip(row).filter(|(column, _)| column.key || !keyed);
        let equal = |(column, value): (&Column, &Value)| match value {
            Value::Null => format!("\"{}\" IS NULL", column.name),
            value => format!("\"{}\" = {}", column.name, literal(value)),
        };
        own.map(equal).collect::<Vec<_>>().join(" AND ")
    }

    fn update(&self, row: &[Value], column: usize, value: &Value) -> String {
        let (name, set) = (&self.name, &self.columns[column].name);
        format!("UPDATE \"{name}\" SET \"{set}\" = {} WHERE {}", literal(value), self.only(row))
    }

    fn insert(&self, row: &[Value]) -> String {
        let columns: Vec<String> =
            self.columns.iter().map(|it| format!("\"{}\"", it.name)).collect();
        let values: Vec<String> = row.iter().map(literal).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        format!("INSERT INTO \"{}\" ({columns}) VALUES ({values})", self.name)
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        other => panic!("no value of a record: {other:?}"),
    }
}

/// Plants one corruption in one of the tables, or in the index.
pub(crate) fn plant(tables: &[Table], chance: &mut Chance) -> Planted {
    let at = chance.below(tables.len() + 1);
    let Some(table) = tables.get(at) else { return unindex(tables, chance) };
    if table.rows.is_empty() {
        return added(table, &empty(table), chance);
    }
    let row = &table.rows[chance.below(table.rows.len())];
    match chance.below(8) {
        0 => Planted {
            sql: vec![format!("DELETE FROM \"{}\" WHERE {}", table.name, table.only(row))],
            rows: vec![table.names(row)],
            ..blank("deleted", table, "")
        },
        1 => added(table, row, chance),
        2 | 3 => swapped(table, row, chance),
        4 => nulled(table, row, chance),
        _ => changed(table, row, chance),
    }
}

fn blank(kind: &'static str, table: &Table, column: &str) -> Planted {
    let (table, column) = (table.name.clone(), column.to_owned());
    Planted { kind, sql: Vec::new(), table, column, rows: Vec::new() }
}

/// A row of a table that holds none.
fn empty(table: &Table) -> Vec<Value> {
    table.columns.iter().map(|_| Value::Text("document".to_owned())).collect()
}

fn changed(table: &Table, row: &[Value], chance: &mut Chance) -> Planted {
    let column = chance.below(row.len());
    let value = spoilt(&row[column], chance);
    let mut after = row.to_vec();
    after[column] = value.clone();
    Planted {
        sql: vec![table.update(row, column, &value)],
        rows: vec![table.names(row), table.names(&after)],
        ..blank("changed", table, &table.columns[column].name)
    }
}

fn nulled(table: &Table, row: &[Value], chance: &mut Chance) -> Planted {
    let filled = |at: &usize| table.columns[*at].may_be_null && row[*at] != Value::Null;
    let columns: Vec<usize> = (0..row.len()).filter(filled).collect();
    if columns.is_empty() {
        return changed(table, row, chance);
    }
    let column = columns[chance.below(columns.len())];
    Planted {
        sql: vec![table.update(row, column, &Value::Null)],
        rows: vec![table.names(row)],
        ..blank("nulled", table, &table.columns[column].name)
    }
}

/// Two rows with each other's value.
fn swapped(table: &Table, row: &[Value], chance: &mut Chance) -> Planted {
    let column = chance.below(row.len());
    let others: Vec<&Vec<Value>> =
        table.rows.iter().filter(|other| other[column] != row[column]).collect();
    if others.is_empty() || table.columns[column].key {
        return changed(table, row, chance);
    }
    let other = others[chance.below(others.len())];
    Planted {
        sql: vec![
            table.update(row, column, &other[column]),
            table.update(other, column, &row[column]),
        ],
        rows: vec![table.names(row), table.names(other)],
        ..blank("swapped", table, &table.columns[column].name)
    }
}

/// A row like another under a key of its own.
fn added(table: &Table, row: &[Value], chance: &mut Chance) -> Planted {
    let keys: Vec<usize> = (0..row.len()).filter(|at| table.columns[*at].key).collect();
    let column = keys.get(chance.below(keys.len().max(1))).copied().unwrap_or(0);
    let mut more = row.to_vec();
    more[column] = match &more[column] {
        Value::Integer(number) => Value::Integer(number + 1000),
        value => spoilt(value, chance),
    };
    // What else must be there once only.
    for name in ["id", "hash", "document"] {
        if let ("readings" | "judgements" | "sketched", Some(at)) =
            (table.name.as_str(), table.place(name))
        {
            more[at] = spoilt(&more[at], chance);
        }
    }
    Planted {
        sql: vec![table.insert(&more)],
        rows: vec![table.names(&more)],
        ..blank("added", table, &table.columns[column].name)
    }
}

/// The words of a reading taken out of the index, or words put into it that are none.
fn unindex(tables: &[Table], chance: &mut Chance) -> Planted {
    let readings = tables.iter().find(|it| it.name == "readings").unwrap();
    let row = &readings.rows[chance.below(readings.rows.len())];
    let number = plain(&row[readings.place("number").unwrap()]);
    let document = plain(&row[readings.place("document").unwrap()]);
    let text = literal(&row[readings.place("text").unwrap()]);
    let sql = if chance.below(2) == 0 {
        format!("INSERT INTO words (words, rowid, text) VALUES ('delete', {number}, {text})")
    } else {
        format!("INSERT INTO words (rowid, text) VALUES ({number}, 'a word too many')")
    };
    Planted {
        kind: "unindexed",
        sql: vec![sql],
        table: "words".to_owned(),
        column: "text".to_owned(),
        rows: vec![vec![number], vec![document]],
    }
}

/// Another value than this one, by as little as may be.
fn spoilt(value: &Value, chance: &mut Chance) -> Value {
    match value {
        Value::Null => Value::Text("somebody".to_owned()),
        Value::Integer(number) if chance.below(2) == 0 => Value::Integer(number + 1),
        Value::Integer(number) => Value::Integer(number - 1),
        Value::Text(text) => Value::Text(spoilt_text(text, chance)),
        other => other.clone(),
    }
}

fn spoilt_text(text: &str, chance: &mut Chance) -> String {
    if let Ok(mut line @ Json::Object(_)) = serde_json::from_str::<Json>(text)
        && chance.below(2) == 0
    {
        spoil_leaf(&mut line, chance);
        let spoilt = line.to_string();
        if serde_json::from_str::<Json>(text).unwrap() != line {
            return spoilt;
        }
    }
    let letters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).collect();
    if letters.is_empty() {
        return format!("{text}x");
    }
    let (at, old) = letters[chance.below(letters.len())];
    let others = if old.is_ascii_digit() { "0123456789" } else { "abcdefgxyz" };
    let others: Vec<char> = others.chars().filter(|c| *c != old).collect();
    let new = others[chance.below(others.len())];
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}

/// Changes one value somewhere in a line.
fn spoil_leaf(line: &mut Json, chance: &mut Chance) {
    match line {
        Json::Object(fields) if !fields.is_empty() => {
            let at = chance.below(fields.len());
            fields.values_mut().nth(at).into_iter().for_each(|it| spoil_leaf(it, chance));
        }
        Json::Array(items) if !items.is_empty() => {
            let at = chance.below(items.len());
            if chance.below(4) == 0 {
                items.remove(at);
            } else {
                spoil_leaf(&mut items[at], chance);
            }
        }
        Json::String(text) => *text = spoilt_text(&format!("{text}x"), chance),
        Json::Number(number) => *line = Json::from(number.as_i64().unwrap_or(7) + 1),
        Json::Bool(truth) => *truth = !*truth,
        _ => {}
    }
}

impl Planted {
    /// Whether a difference names the table, and a row that was concerned by all that names it.
    pub(crate) fn is_named_by(&self, it: &Difference) -> bool {
        let row = |names: &Vec<String>| names.iter().all(|name| it.id.contains(name.as_str()));
        let rows = self.rows.iter().any(row);
        match (self.table.as_str(), self.column.as_str()) {
            // The index is held against readings by their numbers, and sketches stand under the
            // number of what was sketched: what refers to a number names it.
            ("readings", "number") => rows && it.noun == "readings" || it.noun == "words",
            ("sketched", "number") => it.noun == "sketches" || rows && it.noun == "sketched",
            ("words", _) => rows && ["words", "document"].contains(&it.noun),
            // A seal stands for rows of the table it names.
            ("seals", _) => {
                let sealed = |names: &Vec<String>| {
                    names.len() == 2
                        && (it.noun == "seals" || it.noun == names[0])
                        && it.id.contains(&names[1])
                };
                self.rows.iter().any(sealed)
            }
            (table, _) => it.noun == table && rows,
        }
    }

    /// The same for PostgreSQL, whose index is a table.
    pub(crate) fn sql_of_postgresql(&self) -> Vec<String> {
        if self.kind != "unindexed" {
            return self.sql.clone();
        }
        vec![format!("DELETE FROM words WHERE reading = {}", self.rows[0][0])]
    }
}
