//! What is watched, so that a stopped watch goes on where it stopped: when each source may be
//! asked again, with what it is to be asked, and which entries of feeds are done.

use super::db::{Transaction, params};
use super::seals::{WATCHED, WATCHED_ENTRIES, reseal};
use super::{KeepError, Record};
use crate::nouns::ReadingId;

/// How things stand with one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Watched {
    /// `ETag` of the last answer whose entries are all done.
    pub etag: Option<String>,
    /// `Last-Modified` of that answer, as the server wrote it.
    pub modified: Option<String>,
    /// Instant before which it is not to be asked, ISO; empty where it was never asked.
    pub due: String,
    /// How often in a row it failed.
    pub failures: u32,
}

/// How often a page is asked for in vain before it is given up.
pub const TRIES: u32 = 5;

impl Record {
    /// How things stand with a source; as new where it was never asked.
    pub fn watched(&self, source: &str) -> Result<Watched, KeepError> {
        let sql = "SELECT etag, modified, due, failures FROM watched WHERE source = ?1";
        let found = self.rows(sql, [source], |row| {
            Ok(Watched {
                etag: row.get(0)?,
                modified: row.get(1)?,
                due: row.get(2)?,
                failures: row.get(3)?,
            })
        })?;
        Ok(found.into_iter().next().unwrap_or_default())
    }

    /// Keeps how things stand with a source.
    pub fn keep_watched(&mut self, source: &str, now: &Watched) -> Result<(), KeepError> {
        let sql = "INSERT INTO watched (source, etag, modified, due, failures)
                   VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (source) DO UPDATE SET
                       etag = excluded.etag, modified = excluded.modified,
                       due = excluded.due, failures = excluded.failures";
        let values = params![source, now.etag, now.modified, now.due, now.failures];
        self.insist(|record| {
            let transaction = record.db.transaction()?;
            transaction.execute(sql, values.as_slice())?;
            reseal(&transaction, &WATCHED, source)?;
            Ok(transaction.commit()?)
        })
    }

    /// Whether an entry of a feed, as edited then, is still to be fetched.
    pub fn wants_entry(&self, entry: &str, edited: &str) -> Result<bool, KeepError> {
        let sql = "SELECT entry FROM watched_entries
                   WHERE entry = ?1 AND done = 1 AND edited >= ?2";
        Ok(self.column::<String>(sql, [entry, edited])?.is_empty())
    }

    /// Notes that an entry need not be asked for any more.
    pub fn entry_done(&mut self, entry: &str, edited: &str) -> Result<(), KeepError> {
        self.insist(|record| {
            let transaction = record.db.transaction()?;
            done(&transaction, entry, edited)?;
            Ok(transaction.commit()?)
        })
    }

    /// Notes that an entry was asked for in vain; after [`TRIES`] times it is given up. Whether
    /// it is to be asked for once more.
    pub fn entry_failed(&mut self, entry: &str, edited: &str) -> Result<bool, KeepError> {
        self.insist(|record| record.entry_failed_once(entry, edited))
    }

    fn entry_failed_once(&mut self, entry: &str, edited: &str) -> Result<bool, KeepError> {
        let transaction = self.db.transaction()?;
        let sql = "INSERT INTO watched_entries (entry, edited, tries, done)
                   VALUES (?1, ?2, 1, 0)
                   ON CONFLICT (entry) DO UPDATE SET
                       edited = excluded.edited, done = 0,
                       tries = CASE WHEN watched_entries.edited = excluded.edited
                               THEN watched_entries.tries + 1 ELSE 1 END
                   RETURNING tries";
        let tries: u32 = transaction.row(sql, [entry, edited], |row| row.get(0))?;
        if tries >= TRIES {
            done(&transaction, entry, edited)?;
        }
        reseal(&transaction, &WATCHED_ENTRIES, entry)?;
        transaction.commit()?;
        Ok(tries < TRIES)
    }

    /// Whether the record has a document of this address with these very words: pages that differ
    /// in nothing but what the cleaner cuts (a counter, the time of day) are one document.
    pub fn has_words(&self, url: &str, reading: &ReadingId) -> Result<bool, KeepError> {
        let sql = "SELECT id FROM documents WHERE url = ?1 AND reading = ?2";
        Ok(!self.column::<String>(sql, [url, reading.as_str()])?.is_empty())
    }
}

fn done(transaction: &Transaction<'_>, entry: &str, edited: &str) -> Result<(), KeepError> {
    let sql = "INSERT INTO watched_entries (entry, edited, tries, done)
               VALUES (?1, ?2, 0, 1)
               ON CONFLICT (entry) DO UPDATE SET
                   edited = excluded.edited, tries = 0, done = 1";
    transaction.execute(sql, [entry, edited])?;
    reseal(transaction, &WATCHED_ENTRIES, entry)
}
