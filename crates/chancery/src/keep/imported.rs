//! What the user brought into the record of who is who.

use sha2::{Digest, Sha256};

use super::db::{AsValue, Value, params};
use super::insist::insist;
use super::seals::{IMPORTED_ACTORS, IMPORTS, reseal, seal_table};
use super::{KeepError, Record};
use crate::bring::{Gathering, Row};
use crate::nouns::{ActorId, DocumentId};
use crate::resolve::Brought;

/// A file brought into the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// SHA-256 of its bytes.
    pub sha256: DocumentId,
    /// Its name.
    pub file: String,
    /// Day of importing, ISO.
    pub day: String,
}

/// A row to keep.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportedRow {
    /// The actor it tells of.
    pub actor: ActorId,
    /// The row, as [`row_line`] writes it.
    pub json: String,
    /// Whether it contradicts what was known.
    pub open: bool,
}

/// A row as the record keeps it; the same row is the same text.
pub fn row_line(row: &Row) -> Result<String, KeepError> {
    Ok(serde_json::to_string(row)?)
}

/// So many rows are put in at a time.
const BATCH: usize = 1000;

/// The order in which rows count: nothing depends on when they came, but that the name shown for
/// a state is the one told last.
const IN_ORDER: &str = "SELECT actor, json, open FROM imported_actors
    ORDER BY actor, CASE WHEN actor LIKE 'state:%' THEN import ELSE 0 END, json";

impl Record {
    /// Keeps the rows of a file, all or none; a row that is there already changes nothing.
    pub fn keep_import(
        &mut self,
        import: &Import,
        mut rows: Vec<ImportedRow>,
    ) -> Result<(), KeepError> {
        // In the order of the table, a million rows are appended instead of sorted in one by one.
        rows.sort_unstable();
        let transaction = self.db.transaction()?;
        let sql = "INSERT INTO imports (sha256, file, day) VALUES (?1, ?2, ?3) RETURNING number";
        let of = [import.sha256.as_str(), &import.file, &import.day];
        let number: i64 = transaction.row(sql, of, |row| row.get(0))?;
        // Of the names of a state, the one told last counts.
        let sql = "UPDATE imported_actors SET import = ?3 WHERE actor = ?1 AND json = ?2";
        for row in rows.iter().filter(|row| row.actor.as_str().starts_with("state:")) {
            transaction.execute(sql, params![row.actor.as_str(), row.json, number])?;
        }
        let row = |it: &ImportedRow| -> Vec<Value<'static>> {
            let values = [it.actor.as_str().as_value(), it.json.as_value(), it.open.as_value()];
            let values = values.into_iter().map(Value::into_owned);
            values.chain([Value::Integer(number)]).collect()
        };
        for batch in rows.chunks(BATCH) {
            let batch: Vec<_> = batch.iter().map(row).collect();
            let columns = ["actor", "json", "open", "import"];
            transaction.insert_new("imported_actors", &columns, &batch)?;
        }
        reseal(&transaction, &IMPORTS, &number.to_string())?;
        seal_table(&transaction, &IMPORTED_ACTORS)?;
        transaction.commit()?;
        Ok(())
    }

    /// The tables that the imported rows make.
    pub fn brought(&self) -> Result<Brought, KeepError> {
        insist(|| {
            let mut gathering = Gathering::default();
            self.each_imported(|actor, json, open| {
                gathering.add(actor, serde_json::from_str(json)?, open);
                Ok(())
            })?;
            Ok(gathering.finish())
        })
    }

    /// SHA-256 over the imported rows in the order in which they count; none where there are none.
    pub fn imported_sha256(&self) -> Result<Option<String>, KeepError> {
        let (mut hash, mut any) = (Sha256::new(), false);
        self.each_imported(|actor, json, open| {
            any = true;
            hash.update(format!("{actor}\t{json}\t{open}\n"));
            Ok(())
        })?;
        Ok(any.then(|| format!("{:x}", hash.finalize())))
    }

    /// Hands every imported row (actor, JSON, whether open) to `take`, in order.
    pub fn each_imported(
        &self,
        mut take: impl FnMut(&str, &str, bool) -> Result<(), KeepError>,
    ) -> Result<(), KeepError> {
        self.db.each(IN_ORDER, [], |row| take(&row.text(0)?, &row.text(1)?, row.get(2)?))
    }

    /// Whether anything has been read into the record.
    pub fn has_documents(&self) -> Result<bool, KeepError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM documents)";
        Ok(self.db.row(sql, [], |row| row.get(0))?)
    }
}
