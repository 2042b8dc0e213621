//! Rows on their way into the record: gathered table by table, over as many documents as are kept
//! together, and put in with one statement a table.

use std::collections::BTreeMap;

use super::KeepError;
use super::db::{Params, Transaction, Value};
use super::findings::owned;
use super::shapes::{Shape, Table};

/// A table with the columns that rows are given for.
#[derive(Debug)]
pub(super) struct Into {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    /// Whether a row that is there already is passed by.
    pub(super) anew: bool,
}

/// The tables in an order that breaks no reference.
const ORDER: &[&str] = &[
    "readings",
    "documents",
    "document_notes",
    "paths",
    "mentions",
    "document_actors",
    "document_pairs",
    "encounters",
    "encounter_participants",
    "encounter_pairs",
    "encounter_keys",
    "contacts",
    "contact_keys",
    "accounts",
    "account_participants",
    "account_evidence",
    "statements",
    "statement_actors",
    "statement_evidence",
    "answers",
    "commitments",
    "commitment_actors",
    "commitment_evidence",
    "deeds",
    "copies",
    "sketched",
    "sketches",
    "unsettled",
    "seals",
];

type Waiting = (&'static Into, Vec<Vec<Value<'static>>>);

/// Rows that wait to be put in.
#[derive(Debug, Default)]
pub(super) struct Rows(BTreeMap<&'static str, Waiting>);

impl Rows {
    /// Adds a row.
    pub(super) fn add(&mut self, into: &'static Into, row: &impl Params) {
        self.0.entry(into.table).or_insert((into, Vec::new())).1.push(owned(row));
    }

    /// The rows of a table, by these columns of it.
    pub(super) fn of(&self, shape: &Shape) -> Table {
        let Some((into, rows)) = self.0.get(shape.table) else { return Vec::new() };
        let place = |column: &&str| into.columns.iter().position(|it| it == column);
        let places: Vec<Option<usize>> = shape.columns.iter().map(place).collect();
        let value = |row: &[Value<'static>], at: &Option<usize>| match at {
            Some(at) => row[*at].clone(),
            None => Value::Null,
        };
        rows.iter().map(|row| places.iter().map(|at| value(row, at)).collect()).collect()
    }

    /// Puts all of them in.
    pub(super) fn write(mut self, transaction: &Transaction<'_>) -> Result<(), KeepError> {
        for table in ORDER {
            let Some((into, rows)) = self.0.remove(table) else { continue };
            if into.anew {
                transaction.insert_new(table, into.columns, &rows)?;
            } else {
                transaction.insert(table, into.columns, &rows)?;
            }
        }
        debug_assert!(self.0.is_empty(), "a table without a place in the order");
        Ok(())
    }
}
