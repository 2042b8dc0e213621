//! The whole reading of a document once more, beside the one that is kept.
//!
//! Raw bytes are not kept. What is kept of a document is its text as the cleaner gave it, and all
//! that was told of it when it came in; out of these every later stage works anew. Where the raw
//! bytes are at hand, the cleaning is done anew too.

use super::super::db::Value;
use super::super::seals::{Kept, Seal, as_read};
use super::super::shapes::{DOCUMENTS, FOUND, READINGS, Table, as_found};
use super::compare::{Against, compare};
use super::document::Held;
use super::{Difference, KeepError, Record, push};
use crate::nouns::{Document, DocumentId, Page};
use crate::pipeline::{ReadOutcome, fingerprint};

/// What read a document, beside this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadBy {
    /// It was another version, or had other models or tables.
    pub other: bool,
    /// It did not know all that was brought in of who is who.
    pub knew_less: bool,
}

/// What reading a document once more gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reread {
    /// What read it the first time.
    pub by: ReadBy,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Record {
    /// A document as it stood before it was parsed: what was told of it, and its reading. None
    /// where the record does not hold it.
    pub fn page(&self, id: &DocumentId) -> Result<Option<Page>, KeepError> {
        let sql = "SELECT json FROM documents WHERE id = ?1";
        let Some(document) = self.noun::<Document>(sql, id.as_str())? else { return Ok(None) };
        let Some(reading) = self.reading(id)? else { return Ok(None) };
        let document =
            Document { sentences: Vec::new(), copies_of: Vec::new(), edition_of: None, ..document };
        Ok(Some(Page { document, reading }))
    }

    /// Names what is kept of a document otherwise than reading it once more gives it; `outcome`
    /// is read out of the [`Self::page`] of the document.
    pub fn reread(&self, outcome: &ReadOutcome) -> Result<Reread, KeepError> {
        let document = &outcome.page.document;
        let id = document.id.as_str();
        let held = Held::of(self, &document.id)?;
        let mut reread = Reread { by: self.reader_of(id)?, differences: Vec::new() };
        let found = &mut reread.differences;
        let bare = |rows: &[Vec<Value<'static>>]| -> Table {
            rows.iter().map(|row| unread(as_read(&DOCUMENTS, row))).collect()
        };
        let should = as_found(outcome)?;
        let (kept, anew) = (bare(held.rows(&DOCUMENTS)), bare(&should.of(&DOCUMENTS)));
        compare(&DOCUMENTS, id, &kept, &anew, Against::Rereading, found);
        for shape in FOUND {
            let kept: Table = held.rows(shape).iter().map(|row| as_read(shape, row)).collect();
            compare(shape, id, &kept, &should.of(shape), Against::Rereading, found);
        }
        Ok(reread)
    }

    /// Names what is kept of a document otherwise than cleaning its raw bytes once more gives it.
    pub fn recleaned(&self, page: &Page) -> Result<Reread, KeepError> {
        let id = &page.document.id;
        let held = Held::of(self, id)?;
        let mut reread = Reread { by: self.reader_of(id.as_str())?, differences: Vec::new() };
        let found = &mut reread.differences;
        let Some(kept) = self.page(id)? else {
            push(found, "documents", id.as_str(), "the record does not hold it".to_owned());
            return Ok(reread);
        };
        let should = as_found(&ReadOutcome::unread(page.clone()))?.of(&READINGS);
        let current = |it: &&Vec<Value<'static>>| it[1] == Value::Text((&kept.reading.id.0).into());
        let readings: Table = held.rows(&READINGS).iter().filter(current).cloned().collect();
        compare(&READINGS, id.as_str(), &readings, &should, Against::Rereading, found);
        // Where and when it was found is no part of its bytes.
        let document = Document {
            path: kept.document.path.clone(),
            retrieved: kept.document.retrieved.clone(),
            ..page.document.clone()
        };
        let rows = |document: Document| {
            let page = Page { document, reading: kept.reading.clone() };
            Ok::<_, KeepError>(as_found(&ReadOutcome::unread(page))?.of(&DOCUMENTS))
        };
        let (kept, should) = (rows(kept.document.clone())?, rows(document)?);
        compare(&DOCUMENTS, id.as_str(), &kept, &should, Against::Rereading, found);
        Ok(reread)
    }

    fn reader_of(&self, id: &str) -> Result<ReadBy, KeepError> {
        let Kept::Whole(seal) = Seal::kept(&self.db, DOCUMENTS.table, id)? else {
            return Ok(ReadBy::default());
        };
        let last: Option<i64> =
            self.db.row("SELECT max(number) FROM imports", [], |row| row.get(0))?;
        let known = |program: &String| program != fingerprint();
        // A document that was sealed later than it was read was read by a program of old.
        Ok(ReadBy {
            other: seal.program.as_ref().is_none_or(known),
            knew_less: seal.import != last,
        })
    }
}

/// A row of a document without the version of its reader, of which the seal tells more.
fn unread(mut row: Vec<Value<'static>>) -> Vec<Value<'static>> {
    if let Some(place) = DOCUMENTS.columns.iter().position(|column| *column == "reader") {
        row[place] = Value::Null;
    }
    row
}
