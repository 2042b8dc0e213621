//! Seals: a hash of every row as it was written, beside the rows, so that whatever changes, goes
//! or comes by another way than this program's is named.
//!
//! A document has one seal for all that was read in it. Columns that only repeat a line are not
//! sealed, since the line gives them again ([`super::shapes`]); what is settled is not sealed, since
//! settling gives it again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::KeepError;
use super::db::{Db, DbError, Row, Transaction, Value};
use super::shapes::{
    ACCOUNTS, COMMITMENTS, CONTACTS, DEEDS, DOCUMENT_ACTORS, DOCUMENT_PAIRS, DOCUMENTS, MENTIONS,
    PATHS, READINGS, STATEMENTS, Shape, Table, as_found,
};
use crate::nouns::{Account, Document, DocumentId, EncounterId};
use crate::pipeline::{ReadOutcome, fingerprint};

/// The tables whose rows of a document stand in its seal.
pub(super) static OF_DOCUMENT: [&Shape; 11] = [
    &DOCUMENTS,
    &READINGS,
    &PATHS,
    &MENTIONS,
    &DOCUMENT_ACTORS,
    &DOCUMENT_PAIRS,
    &CONTACTS,
    &ACCOUNTS,
    &STATEMENTS,
    &COMMITMENTS,
    &DEEDS,
];

macro_rules! shape {
    ($name:ident, $table:literal, $keys:literal, $of:literal, [$($column:literal),*]) => {
        pub(super) static $name: Shape =
            Shape { table: $table, columns: &[$($column),*], keys: $keys, of: $of };
    };
}

shape!(ACTORS, "actors", 1, "id = ?1", ["id", "kind", "name", "country", "reader", "json"]);
shape!(PROBLEMS, "problems", 1, "input = ?1", ["input", "day", "what"]);
shape!(WATCHED, "watched", 1, "source = ?1", ["source", "etag", "modified", "due", "failures"]);
shape!(WATCHED_ENTRIES, "watched_entries", 1, "entry = ?1", ["entry", "edited", "tries", "done"]);
shape!(JUDGED_ACTORS, "judged_actors", 1, "actor = ?1", ["actor"]);
shape!(
    JUDGEMENTS,
    "judgements",
    1,
    "number = CAST(CAST(?1 AS TEXT) AS BIGINT)",
    ["number", "hash", "json"]
);
shape!(
    IMPORTS,
    "imports",
    1,
    "number = CAST(CAST(?1 AS TEXT) AS BIGINT)",
    ["number", "sha256", "file", "day"]
);
shape!(IMPORTED_ACTORS, "imported_actors", 2, "actor = ?1", ["actor", "json", "open", "import"]);

/// The tables that are sealed by themselves; rows of one first column share a seal.
pub(super) static BY_THEMSELVES: [&Shape; 8] = [
    &ACTORS,
    &PROBLEMS,
    &WATCHED,
    &WATCHED_ENTRIES,
    &JUDGED_ACTORS,
    &JUDGEMENTS,
    &IMPORTS,
    &IMPORTED_ACTORS,
];

/// The columns of a seal.
pub(super) const SEALS: [&str; 4] = ["what", "id", "rows", "sha256"];

/// Hashes of rows by their keys, by table.
pub(super) type Hashes = BTreeMap<String, BTreeMap<String, String>>;

/// What a seal holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Seal {
    /// Which program, with which models and tables, read the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) program: Option<String>,
    /// The last file of actors that was brought in before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) import: Option<i64>,
    pub(super) rows: Hashes,
}

/// What a seal in the record is.
#[derive(Debug)]
pub(super) enum Kept {
    /// As it was written.
    Whole(Seal),
    /// It was changed itself.
    Damaged,
    /// There is none.
    Missing,
}

impl Seal {
    /// The seal kept for a thing.
    pub(super) fn kept(db: &Db, what: &str, id: &str) -> Result<Kept, KeepError> {
        let sql = "SELECT rows, sha256 FROM seals WHERE what = ?1 AND id = ?2";
        let found: Option<(String, String)> =
            db.first(sql, [what, id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(match found {
            Some((rows, sha256)) => Self::opened(what, id, &rows, &sha256),
            None => Kept::Missing,
        })
    }

    /// A seal out of its columns.
    pub(super) fn opened(what: &str, id: &str, rows: &str, sha256: &str) -> Kept {
        let whole = hash_of_seal(what, id, rows) == sha256;
        match serde_json::from_str(rows) {
            Ok(seal) if whole => Kept::Whole(seal),
            _ => Kept::Damaged,
        }
    }

    /// The row of the seal of a thing.
    pub(super) fn row(&self, what: &str, id: &str) -> Result<Vec<Value<'static>>, KeepError> {
        let rows = serde_json::to_string(self)?;
        let sha256 = hash_of_seal(what, id, &rows);
        let text = |text: String| Value::Text(text.into());
        Ok(vec![text(what.to_owned()), text(id.to_owned()), text(rows), text(sha256)])
    }

    fn write(&self, transaction: &Transaction<'_>, what: &str, id: &str) -> Result<(), KeepError> {
        let sql = "INSERT INTO seals (what, id, rows, sha256) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (what, id)
                   DO UPDATE SET rows = excluded.rows, sha256 = excluded.sha256";
        transaction.execute(sql, self.row(what, id)?.as_slice())?;
        Ok(())
    }

    fn put(&mut self, shape: &Shape, rows: &[Vec<Value<'static>>]) {
        let of_table = self.rows.entry(shape.table.to_owned()).or_default();
        for row in rows {
            of_table.insert(key_of(shape, row), row_hash(shape, row));
        }
    }
}

fn hash_of_seal(what: &str, id: &str, rows: &str) -> String {
    let mut hash = Sha256::new();
    for part in [what, id, rows] {
        hash.update(format!("{}:{part}", part.len()));
    }
    format!("{:x}", hash.finalize())
}

/// What a row is named by, beside its document.
pub(super) fn key_of(shape: &Shape, row: &[Value<'_>]) -> String {
    let own = shape.columns.iter().zip(row).take(shape.keys);
    let own = own.filter(|(column, _)| shape.keys == 1 || **column != "document");
    own.map(|(_, value)| shown(value)).collect::<Vec<_>>().join("/")
}

/// A value as it is shown.
pub(super) fn shown(value: &Value<'_>) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

/// The first signs of the hash of a row as it was read.
fn row_hash(shape: &Shape, row: &[Value<'static>]) -> String {
    let row = as_read(shape, row);
    let mut hash = Sha256::new();
    for value in &row {
        match value {
            Value::Null => hash.update("n"),
            Value::Integer(number) => hash.update(format!("i{number};")),
            Value::Text(text) => {
                hash.update(format!("t{};", text.len()));
                hash.update(text.as_bytes());
            }
        }
    }
    format!("{:x}", hash.finalize())[..12].to_owned()
}

/// A row without what is worked out later: a document's copies, editions and first path, the
/// encounter of an account.
pub(super) fn as_read(shape: &Shape, row: &[Value<'static>]) -> Vec<Value<'static>> {
    let mut row = row.to_vec();
    let place = |name: &str| shape.columns.iter().position(|column| *column == name);
    let Some(json) = place("json") else { return row };
    let Value::Text(line) = &row[json] else { return row };
    if *shape == DOCUMENTS {
        let bare = serde_json::from_str(line).ok().and_then(|it| bare_line(&it).ok());
        if let (Some(bare), Some(head)) = (bare, place("head")) {
            row[json] = Value::Text(bare.into());
            row[head] = Value::Null;
        }
    } else if *shape == ACCOUNTS
        && let (Some(contact), Ok(account)) = (place("contact"), serde_json::from_str(line))
    {
        let Value::Text(contact) = &row[contact] else { return row };
        let account = Account { encounter: EncounterId(contact.to_string()), ..account };
        if let Ok(line) = serde_json::to_string(&account) {
            row[json] = Value::Text(line.into());
        }
    }
    row
}

/// The line of a document as its own bytes tell it, wherever it lay.
fn bare_line(document: &Document) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Document {
        path: None,
        copies_of: Vec::new(),
        edition_of: None,
        ..document.clone()
    })
}

/// The seal of a document that is put in, by what is written; where it was `known`, its older
/// readings and its paths by what is there.
fn of_found(
    transaction: &Transaction<'_>,
    found: &ReadOutcome,
    known: bool,
) -> Result<Seal, KeepError> {
    let id = found.page.document.id.as_str();
    let mut seal = Seal { program: Some(fingerprint().to_owned()), ..Seal::default() };
    let sql = "SELECT max(number) FROM imports";
    seal.import = transaction.row(sql, [], |row| row.get(0))?;
    if known {
        seal.put(&READINGS, &kept_rows(transaction, &READINGS, id)?);
        seal.put(&PATHS, &kept_rows(transaction, &PATHS, id)?);
    }
    let rows = as_found(found)?;
    for shape in OF_DOCUMENT.into_iter().filter(|shape| !known || **shape != PATHS) {
        seal.put(shape, &rows.of(shape));
    }
    Ok(seal)
}

/// Seals documents that are put in for the first time.
pub(super) fn seal_new(
    transaction: &Transaction<'_>,
    new: &[&ReadOutcome],
) -> Result<(), KeepError> {
    let mut rows = Vec::new();
    for found in new {
        let seal = of_found(transaction, found, false)?;
        rows.push(seal.row(DOCUMENTS.table, found.page.document.id.as_str())?);
    }
    // A seal may be left of a row that went by another way than ours.
    Ok(transaction.upsert("seals", &SEALS, 2, &rows)?)
}

/// Seals a document that was put in anew; `found` is what stands now.
pub(super) fn seal_again(
    transaction: &Transaction<'_>,
    found: &ReadOutcome,
) -> Result<(), KeepError> {
    let seal = of_found(transaction, found, true)?;
    seal.write(transaction, DOCUMENTS.table, found.page.document.id.as_str())
}

/// Seals rows of a table by themselves, each under a first key of its own.
pub(super) fn seal_rows(
    transaction: &Transaction<'_>,
    shape: &Shape,
    rows: &[Vec<Value<'static>>],
) -> Result<(), KeepError> {
    let mut seals = Vec::new();
    for row in rows {
        let mut seal = Seal::default();
        seal.put(shape, std::slice::from_ref(row));
        seals.push(seal.row(shape.table, &shown(&row[0]))?);
    }
    Ok(transaction.upsert("seals", &SEALS, 2, &seals)?)
}

/// Notes the paths of a document in its seal.
pub(super) fn seal_paths(transaction: &Transaction<'_>, id: &DocumentId) -> Result<(), KeepError> {
    // A seal that is damaged stays so: it is for `verify` to tell.
    if let Kept::Whole(mut seal) = Seal::kept(transaction, DOCUMENTS.table, id.as_str())? {
        seal.rows.remove(PATHS.table);
        seal.put(&PATHS, &kept_rows(transaction, &PATHS, id.as_str())?);
        seal.write(transaction, DOCUMENTS.table, id.as_str())?;
    }
    Ok(())
}

/// Seals the rows of a table by themselves that have this first key, or takes their seal away
/// where they are gone.
pub(super) fn reseal(
    transaction: &Transaction<'_>,
    shape: &Shape,
    id: &str,
) -> Result<(), KeepError> {
    let rows = kept_rows(transaction, shape, id)?;
    if rows.is_empty() {
        let sql = "DELETE FROM seals WHERE what = ?1 AND id = ?2";
        transaction.execute(sql, [shape.table, id])?;
        return Ok(());
    }
    let mut seal = Seal::default();
    seal.put(shape, &rows);
    seal.write(transaction, shape.table, id)
}

/// Takes away the seals of problems that are gone.
pub(super) fn unseal_problems(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    let sql = "DELETE FROM seals WHERE what = 'problems'
               AND NOT EXISTS (SELECT 1 FROM problems WHERE input = id)";
    transaction.execute(sql, [])?;
    Ok(())
}

/// The rows of a table that are of one thing, in order.
pub(super) fn kept_rows(db: &Db, shape: &Shape, id: &str) -> Result<Table, KeepError> {
    let (columns, keys) = (shape.columns.join(", "), shape.columns[..shape.keys].join(", "));
    let sql = format!("SELECT {columns} FROM {} WHERE {} ORDER BY {keys}", shape.table, shape.of);
    Ok(db.rows(&sql, [id], |row| values(row, shape.columns.len()))?)
}

/// All values of a row.
pub(super) fn values(row: &Row<'_>, columns: usize) -> Result<Vec<Value<'static>>, DbError> {
    (0..columns).map(|column| Ok(row.value(column)?.into_owned())).collect()
}

/// The hashes of rows by their keys, as they stand.
pub(super) fn hashes(shape: &Shape, rows: &[Vec<Value<'static>>]) -> BTreeMap<String, String> {
    rows.iter().map(|row| (key_of(shape, row), row_hash(shape, row))).collect()
}

/// Seals every row that was written before there were seals, as it stands.
pub(super) fn seal_all(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    for id in transaction.column::<String>("SELECT id FROM documents ORDER BY id", [])? {
        let mut seal = Seal::default();
        for shape in OF_DOCUMENT {
            seal.put(shape, &kept_rows(transaction, shape, &id)?);
        }
        seal.write(transaction, DOCUMENTS.table, &id)?;
    }
    for shape in BY_THEMSELVES {
        seal_table(transaction, shape)?;
    }
    Ok(())
}

/// So many seals are put in at a time.
const BATCH: usize = 1000;

/// Seals all rows of a table by themselves anew.
pub(super) fn seal_table(transaction: &Transaction<'_>, shape: &Shape) -> Result<(), KeepError> {
    transaction.execute("DELETE FROM seals WHERE what = ?1", [shape.table])?;
    let mut waiting: Table = Vec::new();
    each_group(transaction, shape, |id, rows| {
        let mut seal = Seal::default();
        seal.put(shape, &rows);
        waiting.push(seal.row(shape.table, &id)?);
        if waiting.len() >= BATCH {
            transaction.insert("seals", &SEALS, &waiting)?;
            waiting.clear();
        }
        Ok(())
    })?;
    Ok(transaction.insert("seals", &SEALS, &waiting)?)
}

/// Hands the rows of a table that share a first key to a function, in order.
pub(super) fn each_group(
    db: &Db,
    shape: &Shape,
    mut take: impl FnMut(String, Table) -> Result<(), KeepError>,
) -> Result<(), KeepError> {
    let (columns, keys) = (shape.columns.join(", "), shape.columns[..shape.keys].join(", "));
    let sql = format!("SELECT {columns} FROM {} ORDER BY {keys}", shape.table);
    let mut group: Option<(String, Table)> = None;
    db.each::<KeepError>(&sql, [], |row| {
        let row = values(row, shape.columns.len())?;
        let id = shown(&row[0]);
        match &mut group {
            Some((of, rows)) if *of == id => rows.push(row),
            _ => {
                let done = group.replace((id, vec![row]));
                done.map_or(Ok(()), |(of, rows)| take(of, rows))?;
            }
        }
        Ok(())
    })?;
    group.map_or(Ok(()), |(of, rows)| take(of, rows))
}
