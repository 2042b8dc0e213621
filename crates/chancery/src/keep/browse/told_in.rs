//! Narrowing a list down to what some documents tell.

use super::Asked;
use crate::keep::Record;
use crate::keep::search::terms;

/// The documents that tell what is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ToldIn {
    /// This one alone, by its id.
    pub document: Option<String>,
    /// Those whose texts hold all these words, as [`Record::search`] takes them.
    pub words: Option<String>,
}

/// A table that says which documents tell a thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tellings {
    pub(super) table: &'static str,
    /// Its column with the thing's id.
    pub(super) thing: &'static str,
    /// Its column with the document's.
    pub(super) document: &'static str,
}

impl Record {
    /// Asks that a thing (`id` in the query) is told in some of these documents.
    pub(super) fn told_in(&self, asked: &mut Asked, id: &str, by: Tellings, told: &ToldIn) {
        let Tellings { table, thing, document } = by;
        let tellings = format!("SELECT t.{thing} FROM {table} t WHERE t.{document}");
        if let Some(told) = &told.document {
            let place = asked.value(told);
            asked.conditions.push(format!("{id} IN ({tellings} = {place})"));
        }
        if let Some(words) = &told.words {
            let terms = terms(words);
            if terms.is_empty() {
                asked.conditions.push("1 = 0".to_owned());
                return;
            }
            let (sql, values) = self.db.holding(&terms, asked.values.len() + 1);
            asked.values.extend(values);
            asked.conditions.push(format!("{id} IN ({tellings} IN ({sql}))"));
        }
    }
}
