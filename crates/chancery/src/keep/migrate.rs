//! Brings a record to the format this program knows.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::KeepError;

/// The steps in order; the format of a record is the number of steps done. A step that has been
/// released is never changed.
const STEPS: &[&str] = &[
    include_str!("migrations/0001_record.sql"),
    include_str!("migrations/0002_imported_actors.sql"),
    include_str!("migrations/0003_said.sql"),
    include_str!("migrations/0004_settled.sql"),
    include_str!("migrations/0005_judgements.sql"),
    include_str!("migrations/0006_browse.sql"),
];

/// Does the steps that are still missing, all or none.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), KeepError> {
    if format(connection, path)? == STEPS.len() as u32 {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again under the lock: another process may have been faster.
    let done = format(&transaction, path)?;
    if done == 0 {
        transaction
            .execute_batch("CREATE TABLE IF NOT EXISTS format (number INTEGER NOT NULL) STRICT")?;
    }
    for (number, step) in (1_u32..).zip(STEPS).skip(done as usize) {
        transaction.execute_batch(step)?;
        transaction.execute("INSERT INTO format (number) VALUES (?1)", [number])?;
    }
    transaction.commit()?;
    Ok(())
}

/// How many steps a record has behind it.
fn format(connection: &Connection, path: &Path) -> Result<u32, KeepError> {
    let known = STEPS.len() as u32;
    let tables = "SELECT count(*), count(*) FILTER (WHERE name = 'format') FROM sqlite_schema";
    let (all, format): (u32, u32) =
        connection.query_row(tables, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match (all, format) {
        (0, _) => Ok(0),
        (_, 0) => Err(KeepError::NotARecord(path.to_owned())),
        _ => {
            let found =
                connection.query_row("SELECT coalesce(max(number), 0) FROM format", [], |row| {
                    row.get(0)
                })?;
            if found > known { Err(KeepError::Newer { found, known }) } else { Ok(found) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Record;
    use super::*;

    #[test]
    fn a_newer_record_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let record = Record::create(&path).unwrap();
        record.connection.execute("INSERT INTO format VALUES (99)", []).unwrap();
        drop(record);
        let error = Record::open(&path).unwrap_err();
        assert!(matches!(error, KeepError::Newer { found: 99, .. }), "{error}");
    }

    #[test]
    fn a_file_of_another_sort_is_no_record() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("a.txt");
        std::fs::write(&text, "words, and no data base at all, over and over").unwrap();
        assert!(matches!(Record::open(&text), Err(KeepError::NotARecord(_))));
        let other = folder.path().join("b.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE cats (name)").unwrap();
        assert!(matches!(Record::open(&other), Err(KeepError::NotARecord(_))));
        assert!(matches!(Record::open(&folder.path().join("c.db")), Err(KeepError::Missing(_))));
    }

    #[test]
    fn opening_twice_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        drop(Record::create(&path).unwrap());
        drop(Record::create(&path).unwrap());
        assert!(Record::open(&path).is_ok());
    }
}
