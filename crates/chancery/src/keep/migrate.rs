//! Brings a record to the format this program knows.

use super::db::Db;
use super::seals::seal_all;
use super::{Address, KeepError, refill};

/// The step that brought seals.
const SEALED: u32 = 10;

/// Does the steps that are still missing, all or none. The format of a record is the number of
/// the last step done.
pub(super) fn migrate(db: &Db, address: &Address) -> Result<(), KeepError> {
    let known = db.steps().iter().map(|(number, _)| *number).max().unwrap_or(0);
    if format(db, known, address)? == known {
        return Ok(());
    }
    let transaction = db.transaction()?;
    // Asked again under the lock: another process may have been faster.
    let done = format(&transaction, known, address)?;
    if done == 0 {
        transaction.batch("CREATE TABLE IF NOT EXISTS format (number INTEGER NOT NULL)")?;
    }
    for (number, step) in db.steps().iter().filter(|(number, _)| *number > done) {
        transaction.batch(step)?;
        transaction.execute("INSERT INTO format (number) VALUES (?1)", [*number])?;
        if done > 0 && *number == refill::STEP {
            refill::refill(&transaction)?;
        }
    }
    if (1..SEALED).contains(&done) {
        seal_all(&transaction)?;
    }
    Ok(transaction.commit()?)
}

/// How many steps a record has behind it; none where there is no table at all.
pub(super) fn format(db: &Db, known: u32, address: &Address) -> Result<u32, KeepError> {
    match db.tables()? {
        (0, _) => Ok(0),
        (_, false) => Err(KeepError::NotARecord(address.clone())),
        (_, true) => {
            let sql = "SELECT coalesce(max(number), 0) FROM format";
            let found = db.row(sql, [], |row| row.get(0))?;
            if found > known { Err(KeepError::Newer { found, known }) } else { Ok(found) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Record;
    use super::*;

    #[test]
    fn a_file_of_another_sort_is_no_record() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("a.txt");
        std::fs::write(&text, "words, and no data base at all, over and over").unwrap();
        assert!(matches!(Record::open(&text), Err(KeepError::NotARecord(_))));
        let other = folder.path().join("b.db");
        let sql = "CREATE TABLE cats (name)";
        rusqlite::Connection::open(&other).unwrap().execute_batch(sql).unwrap();
        assert!(matches!(Record::open(&other), Err(KeepError::NotARecord(_))));
        assert!(matches!(Record::open(&folder.path().join("c.db")), Err(KeepError::Missing(_))));
    }
}
