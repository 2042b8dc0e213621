//! A whole record into a new one, whichever database either lives in.
//!
//! Every row of every table is taken over as it is, a few megabytes at a time, and hashed on its
//! way; what arrived is then read again and hashed in the same order, so that the two are proved
//! equal. The full text index alone is made anew, each database having its own.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::db::{Db, DbError, Row, Value};
use super::{Address, KeepError, Record};

/// So much is put in at a time.
const BYTES: usize = 4 << 20;

/// So many rows are put in at a time.
const ROWS: usize = 5000;

/// A table: its name, its columns, and how many of the first of them order its rows.
struct Table(&'static str, &'static [&'static str], usize);

/// Every table, in an order that breaks no reference.
const TABLES: &[Table] = &[
    Table("readings", &["document", "id", "number", "cleaner", "text", "blocks", "cut"], 2),
    Table(
        "documents",
        &[
            "id",
            "reading",
            "reader",
            "url",
            "outlet",
            "kind",
            "title",
            "language",
            "published_start",
            "published_end",
            "json",
            "origin",
            "address",
            "head",
            "retrieved",
        ],
        1,
    ),
    Table("document_notes", &["document", "place", "code"], 2),
    Table("paths", &["document", "path"], 2),
    Table("mentions", &["document", "place", "actor", "start", "\"end\"", "json"], 2),
    Table("actors", &["id", "kind", "name", "country", "reader", "json"], 1),
    Table("document_actors", &["document", "actor", "day"], 2),
    Table("document_pairs", &["one", "other", "day", "document"], 4),
    Table("actor_words", &["word", "actor"], 2),
    Table(
        "encounters",
        &[
            "id",
            "component",
            "kind",
            "status",
            "domestic",
            "start",
            "\"end\"",
            "country",
            "first_known",
            "json",
        ],
        1,
    ),
    Table(
        "encounter_participants",
        &["encounter", "place", "actor", "name", "office", "country", "role", "day"],
        2,
    ),
    Table(
        "encounter_pairs",
        &["one", "other", "day", "encounter", "kind", "status", "contradicted"],
        4,
    ),
    Table("encounter_keys", &["key", "encounter"], 2),
    Table("contacts", &["id", "document", "json", "component", "encounter"], 1),
    Table("contact_keys", &["key", "contact"], 2),
    Table(
        "accounts",
        &[
            "id",
            "document",
            "contact",
            "side",
            "kind",
            "status",
            "start",
            "\"end\"",
            "json",
            "encounter",
        ],
        1,
    ),
    Table(
        "account_participants",
        &["account", "place", "actor", "name", "office", "country", "role"],
        2,
    ),
    Table(
        "account_evidence",
        &["account", "place", "field", "document", "reading", "start", "\"end\""],
        2,
    ),
    Table("statements", &["id", "document", "first", "act", "form", "start", "\"end\"", "json"], 1),
    Table(
        "statement_actors",
        &["statement", "place", "part", "actor", "name", "country", "day"],
        2,
    ),
    Table(
        "statement_evidence",
        &["statement", "place", "field", "document", "reading", "start", "\"end\""],
        2,
    ),
    Table("answers", &["statement", "place", "document", "told_in", "claim", "kind", "json"], 2),
    Table(
        "commitments",
        &["id", "document", "first", "kind", "state", "due_start", "due_end", "json", "stands"],
        1,
    ),
    Table("commitment_actors", &["commitment", "place", "part", "actor", "day"], 2),
    Table(
        "commitment_evidence",
        &["commitment", "place", "field", "document", "reading", "start", "\"end\""],
        2,
    ),
    Table("deeds", &["document", "place", "kind", "json"], 2),
    Table("turns", &["commitment", "document", "id", "day", "json"], 3),
    Table("turn_keys", &["key", "part", "day", "document"], 4),
    Table("turned_by", &["document", "judgement"], 1),
    Table("copies", &["document", "source", "kind", "json"], 2),
    Table("sketched", &["number", "document", "precedence"], 1),
    Table("sketches", &["hash", "number"], 2),
    Table("imports", &["number", "sha256", "file", "day"], 1),
    Table("imported_actors", &["actor", "json", "open", "import"], 2),
    Table("unsettled", &["what", "id"], 2),
    Table("settled_by", &["rules"], 1),
    Table("judgements", &["number", "hash", "json"], 1),
    Table("tied", &["one", "other", "together"], 3),
    Table("judged_actors", &["actor"], 1),
    Table("tallies", &["what", "one", "other", "count"], 3),
    Table("problems", &["input", "day", "what"], 1),
    Table("watched", &["source", "etag", "modified", "due", "failures"], 1),
    Table("watched_entries", &["entry", "edited", "tries", "done"], 1),
    Table("seals", &["what", "id", "rows", "sha256"], 2),
];

/// The tables whose rows the database numbers by itself.
const NUMBERED: &[&str] = &["readings", "sketched", "imports"];

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopiedTable {
    /// Its name.
    pub table: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// SHA-256 over its rows, in the order of their keys.
    pub sha256: String,
    /// How many rows arrived.
    pub rows_copied: u64,
    /// SHA-256 over what arrived.
    pub sha256_copied: String,
}

impl CopiedTable {
    /// Whether all arrived as it was.
    pub fn is_equal(&self) -> bool {
        (self.rows, &self.sha256) == (self.rows_copied, &self.sha256_copied)
    }
}

/// Copies a record as it stands at this moment into an empty one (`to`, that lives at `address`),
/// all or nothing, and says of every table whether it arrived as it was.
pub fn copy(from: &Record, to: &Record, address: &Address) -> Result<Vec<CopiedTable>, KeepError> {
    for table in TABLES {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", table.0);
        if to.db.row(&sql, [], |row| row.get(0))? {
            return Err(KeepError::NotEmpty(address.clone()));
        }
    }
    let source = from.db.snapshot()?;
    let target = to.db.transaction()?;
    let sent = TABLES.iter().map(|table| table.send(&source, &target));
    let sent: Vec<(u64, String)> = sent.collect::<Result<_, _>>()?;
    for table in NUMBERED {
        target.go_on_numbering(table)?;
    }
    index(&target)?;
    let mut copied = Vec::new();
    for (table, (rows, sha256)) in TABLES.iter().zip(sent) {
        let (rows_copied, sha256_copied) = table.hash(&target)?;
        copied.push(CopiedTable { table: table.0, rows, sha256, rows_copied, sha256_copied });
    }
    // What did not arrive whole is not left behind.
    if copied.iter().all(CopiedTable::is_equal) {
        target.commit()?;
        to.db.take_stock()?;
    }
    Ok(copied)
}

impl Table {
    /// Its rows, in the order of their keys.
    fn rows(&self) -> String {
        let Self(name, columns, keys) = self;
        format!(
            "SELECT {} FROM {name} ORDER BY {}",
            columns.join(", "),
            columns[..*keys].join(", ")
        )
    }

    /// Puts every row into another database; gives back how many, and their hash.
    fn send(&self, from: &Db, to: &Db) -> Result<(u64, String), DbError> {
        let Self(name, columns, _) = self;
        let mut hash = Hash::default();
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        from.each::<DbError>(&self.rows(), [], |row| {
            let values = hash.take(row, columns.len())?;
            bytes += values.iter().map(size).sum::<usize>();
            waiting.push(values);
            if bytes >= BYTES || waiting.len() >= ROWS {
                to.insert(name, columns, &waiting)?;
                waiting.clear();
                bytes = 0;
            }
            Ok(())
        })?;
        to.insert(name, columns, &waiting)?;
        Ok(hash.done())
    }

    /// How many rows there are, and their hash.
    fn hash(&self, db: &Db) -> Result<(u64, String), DbError> {
        let mut hash = Hash::default();
        db.each::<DbError>(&self.rows(), [], |row| hash.take(row, self.1.len()).map(|_| ()))?;
        Ok(hash.done())
    }
}

fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Null | Value::Integer(_) => 8,
    }
}

/// A hash over rows: the same whichever database they are in.
#[derive(Default)]
pub(super) struct Hash {
    rows: u64,
    hash: Sha256,
}

impl Hash {
    pub(super) fn take(
        &mut self,
        row: &Row<'_>,
        columns: usize,
    ) -> Result<Vec<Value<'static>>, DbError> {
        let mut values = Vec::with_capacity(columns);
        for column in 0..columns {
            let value = row.value(column)?.into_owned();
            match &value {
                Value::Null => self.hash.update("n"),
                Value::Integer(number) => self.hash.update(format!("i{number};")),
                Value::Text(text) => {
                    self.hash.update(format!("t{};", text.len()));
                    self.hash.update(text.as_bytes());
                }
            }
            values.push(value);
        }
        self.rows += 1;
        Ok(values)
    }

    pub(super) fn done(self) -> (u64, String) {
        (self.rows, format!("{:x}", self.hash.finalize()))
    }
}

/// Puts the readings in force into the full text index.
fn index(db: &Db) -> Result<(), DbError> {
    let sql = "SELECT r.number, r.text FROM readings r
               JOIN documents d ON d.id = r.document AND d.reading = r.id ORDER BY r.number";
    let (mut waiting, mut bytes) = (Vec::<(i64, String)>::new(), 0);
    let put = |waiting: &[(i64, String)]| {
        let texts: Vec<(i64, &str)> =
            waiting.iter().map(|(number, text)| (*number, text.as_str())).collect();
        db.index_words(&texts)
    };
    db.each::<DbError>(sql, [], |row| {
        let text = row.text(1)?.into_owned();
        bytes += text.len();
        waiting.push((row.get(0)?, text));
        if bytes >= BYTES {
            put(&waiting)?;
            waiting.clear();
            bytes = 0;
        }
        Ok(())
    })?;
    put(&waiting)
}

#[cfg(test)]
pub(super) fn tables() -> Vec<(&'static str, Vec<&'static str>)> {
    let plain = |column: &&'static str| column.trim_matches('"');
    TABLES.iter().map(|table| (table.0, table.1.iter().map(plain).collect())).collect()
}
