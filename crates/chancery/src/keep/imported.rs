//! What the user brought into the record of who is who.

use rusqlite::{TransactionBehavior, params};
use sha2::{Digest, Sha256};

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
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "INSERT INTO imports (sha256, file, day) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, [import.sha256.as_str(), &import.file, &import.day])?;
        let number = transaction.last_insert_rowid();
        let sql = "INSERT INTO imported_actors (actor, json, open, import) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (actor, json) DO UPDATE SET import = excluded.import
                   WHERE actor LIKE 'state:%'";
        let mut insert = transaction.prepare(sql)?;
        for row in &rows {
            insert.execute(params![row.actor.as_str(), row.json, row.open, number])?;
        }
        drop(insert);
        transaction.commit()?;
        Ok(())
    }

    /// The tables that the imported rows make.
    pub fn brought(&self) -> Result<Brought, KeepError> {
        let mut gathering = Gathering::default();
        self.each_imported(|actor, json, open| {
            gathering.add(actor, serde_json::from_str(json)?, open);
            Ok(())
        })?;
        Ok(gathering.finish())
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
        let mut statement = self.connection.prepare(IN_ORDER)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = |column: usize| -> Result<&str, KeepError> {
                row.get_ref(column)?.as_str().map_err(|error| KeepError::Sqlite(error.into()))
            };
            take(text(0)?, text(1)?, row.get(2)?)?;
        }
        Ok(())
    }

    /// Whether anything has been read into the record.
    pub fn has_documents(&self) -> Result<bool, KeepError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM documents)";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }
}
