//! What the record holds of one document as it was read, table by table: what writing puts in,
//! verifying holds against what is there, and reading anew gives again.

use super::KeepError;
use super::db::Value;
use super::db::params;
use super::findings::{READINGS as NUMBERED_READINGS, Settling, add_document, add_findings};
use super::rows::{Into, Rows};
use crate::pipeline::ReadOutcome;

/// A table, or as much of it as reading writes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    /// How many of the first columns name a row.
    pub(super) keys: usize,
    /// Which rows are of the document `?1`.
    pub(super) of: &'static str,
}

/// Rows of a table.
pub(super) type Table = Vec<Vec<Value<'static>>>;

const OF_DOCUMENT: &str = "document = ?1";
const OF_ACCOUNT: &str = "account IN (SELECT id FROM accounts WHERE document = ?1)";
const OF_STATEMENT: &str = "statement IN (SELECT id FROM statements WHERE document = ?1)";
const OF_COMMITMENT: &str = "commitment IN (SELECT id FROM commitments WHERE document = ?1)";

macro_rules! shape {
    ($name:ident, $table:literal, $keys:literal, $of:expr, [$($column:literal),* $(,)?]) => {
        pub(super) static $name: Shape =
            Shape { table: $table, columns: &[$($column),*], keys: $keys, of: $of };
    };
}

shape!(
    DOCUMENTS,
    "documents",
    1,
    "id = ?1",
    [
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
        "head",
        "retrieved",
    ]
);
shape!(
    READINGS,
    "readings",
    2,
    OF_DOCUMENT,
    ["document", "id", "cleaner", "text", "blocks", "cut",]
);
shape!(PATHS, "paths", 2, OF_DOCUMENT, ["document", "path"]);
shape!(DOCUMENT_NOTES, "document_notes", 2, OF_DOCUMENT, ["document", "place", "code"]);
shape!(
    MENTIONS,
    "mentions",
    2,
    OF_DOCUMENT,
    ["document", "place", "actor", "start", "\"end\"", "json",]
);
shape!(DOCUMENT_ACTORS, "document_actors", 2, OF_DOCUMENT, ["document", "actor", "day"]);
shape!(DOCUMENT_PAIRS, "document_pairs", 4, OF_DOCUMENT, ["document", "one", "other", "day"]);
shape!(CONTACTS, "contacts", 1, OF_DOCUMENT, ["id", "document", "json"]);
shape!(
    ACCOUNTS,
    "accounts",
    1,
    OF_DOCUMENT,
    ["id", "document", "contact", "side", "kind", "status", "start", "\"end\"", "json",]
);
shape!(
    ACCOUNT_PARTICIPANTS,
    "account_participants",
    2,
    OF_ACCOUNT,
    ["account", "place", "actor", "name", "office", "country", "role",]
);
shape!(
    ACCOUNT_EVIDENCE,
    "account_evidence",
    2,
    OF_ACCOUNT,
    ["account", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(
    STATEMENTS,
    "statements",
    1,
    OF_DOCUMENT,
    ["id", "document", "first", "act", "form", "start", "\"end\"", "json",]
);
shape!(
    STATEMENT_ACTORS,
    "statement_actors",
    2,
    OF_STATEMENT,
    ["statement", "place", "part", "actor", "name", "country", "day"]
);
shape!(
    STATEMENT_EVIDENCE,
    "statement_evidence",
    2,
    OF_STATEMENT,
    ["statement", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(
    COMMITMENTS,
    "commitments",
    1,
    OF_DOCUMENT,
    ["id", "document", "first", "kind", "state", "due_start", "due_end", "json",]
);
shape!(
    COMMITMENT_ACTORS,
    "commitment_actors",
    2,
    OF_COMMITMENT,
    ["commitment", "place", "part", "actor", "day"]
);
shape!(
    COMMITMENT_EVIDENCE,
    "commitment_evidence",
    2,
    OF_COMMITMENT,
    ["commitment", "place", "field", "document", "reading", "start", "\"end\"",]
);
shape!(DEEDS, "deeds", 2, OF_DOCUMENT, ["document", "place", "kind", "json"]);

/// What is found in a document, in an order that breaks no reference.
pub(super) static FOUND: [&Shape; 15] = [
    &DOCUMENT_NOTES,
    &MENTIONS,
    &DOCUMENT_ACTORS,
    &DOCUMENT_PAIRS,
    &CONTACTS,
    &ACCOUNTS,
    &ACCOUNT_PARTICIPANTS,
    &ACCOUNT_EVIDENCE,
    &STATEMENTS,
    &STATEMENT_ACTORS,
    &STATEMENT_EVIDENCE,
    &COMMITMENTS,
    &COMMITMENT_ACTORS,
    &COMMITMENT_EVIDENCE,
    &DEEDS,
];

static FOUND_AT: Into = Into { table: "paths", columns: &["document", "path"], anew: true };

/// Every row that a document comes to as it was read, before anything is settled.
pub(super) fn as_found(found: &ReadOutcome) -> Result<Rows, KeepError> {
    let (document, reading) = (&found.page.document, &found.page.reading);
    let mut rows = Rows::default();
    add_document(&mut rows, document, found, &Settling::default())?;
    add_findings(&mut rows, found, &Settling::default())?;
    let (id, cleaner, text) = (reading.id.as_str(), &reading.cleaner, &reading.text);
    let blocks = serde_json::to_string(&reading.blocks)?;
    let cut = serde_json::to_string(&reading.cut)?;
    let of = document.id.as_str();
    // The number is the database's own.
    rows.add(&NUMBERED_READINGS, &params![0_u32, of, id, cleaner, text, blocks, cut]);
    if let Some(path) = &document.path {
        rows.add(&FOUND_AT, &params![of, path]);
    }
    Ok(rows)
}
