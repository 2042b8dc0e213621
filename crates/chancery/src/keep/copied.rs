//! Who took whose words, and which document is another's earlier edition, worked out anew for
//! the documents that something came or went beside.
//!
//! A taker's source is the best of the documents before it, in precedence, that it meets at a
//! hash; so a new or removed document changes the answer only for those that share a hash with
//! it, and what is found here is what [`crate::copies::copies`] finds over the whole set.

use std::collections::{BTreeMap, BTreeSet};

use super::KeepError;
use super::db::{Db, Transaction, Value, params};
use super::findings::word;
use super::marks::marked;
use super::write::{stored, update_document};
use crate::copies::{
    Given, Index, MOST, Sketch, address, editions, meeting_hashes, precedence, seeking, sketch,
    sought, taken_from,
};
use crate::nouns::{Copied, Document, DocumentId};

/// Brings copies, origins and editions up to date. Gives back the documents whose origin is
/// another than before.
pub(super) fn settle_copies(
    transaction: &Transaction<'_>,
) -> Result<BTreeSet<DocumentId>, KeepError> {
    let documents = marked(transaction, "document")?;
    let mut takers: BTreeSet<String> = marked(transaction, "taker")?.into_iter().collect();
    let mut addresses: BTreeSet<String> = marked(transaction, "edition")?.into_iter().collect();
    for id in &documents {
        if let Some(document) = as_read(transaction, id)? {
            insert_sketch(transaction, &document)?;
            addresses.extend(insert_address(transaction, &document)?);
        }
    }
    for id in &documents {
        takers.insert(id.clone());
        takers.extend(may_take_from(transaction, id)?);
    }
    for taker in &takers {
        settle_taker(transaction, taker)?;
    }
    for address in addresses {
        settle_editions(transaction, &address)?;
    }
    settle_origins(transaction, takers)
}

/// A document as its own bytes tell it.
pub(super) fn as_read(db: &Db, id: &str) -> Result<Option<Document>, KeepError> {
    Ok(stored(db, &DocumentId(id.to_owned()))?.map(alone))
}

/// A document without what was worked out of others.
pub(super) fn alone(document: Document) -> Document {
    Document { copies_of: Vec::new(), edition_of: None, ..document }
}

fn insert_sketch(transaction: &Transaction<'_>, document: &Document) -> Result<(), KeepError> {
    let id = document.id.as_str();
    let forget = [
        "DELETE FROM sketches WHERE number IN (SELECT number FROM sketched WHERE document = ?1)",
        "DELETE FROM sketched WHERE document = ?1",
    ];
    for sql in forget {
        transaction.execute(sql, [id])?;
    }
    let sql = "INSERT INTO sketched (document, precedence) VALUES (?1, ?2) RETURNING number";
    let number: i64 =
        transaction.row(sql, [id, precedence(document).as_str()], |row| row.get(0))?;
    let sketch = sketch(&document.text);
    let hashes = meeting_hashes(&Given { document, sketch: &sketch });
    let row = |hash: u64| vec![Value::Integer(hash.cast_signed()), Value::Integer(number)];
    let rows: Vec<_> = hashes.into_iter().map(row).collect();
    Ok(transaction.insert_new("sketches", &["hash", "number"], &rows)?)
}

/// Notes the address by which other editions are found. A part of a long text has none: the next
/// part is no edition of it.
fn insert_address(
    transaction: &Transaction<'_>,
    document: &Document,
) -> Result<Option<String>, KeepError> {
    let whole = !document.notes.iter().any(|note| note.code == "parts");
    let own = document.url.as_deref().filter(|_| whole).map(|url| address(url).to_owned());
    let sql = "UPDATE documents SET address = ?2 WHERE id = ?1";
    transaction.execute(sql, params![document.id.as_str(), own])?;
    Ok(own)
}

/// The documents that meet this one at a hash, and come after it in precedence: its takers may be
/// among them.
pub(super) fn may_take_from(
    transaction: &Transaction<'_>,
    id: &str,
) -> Result<BTreeSet<String>, KeepError> {
    let sql = "SELECT hash, precedence FROM sketched JOIN sketches USING (number)
               WHERE document = ?1";
    let own: Vec<(i64, String)> =
        transaction.rows(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sql = "SELECT document FROM sketches JOIN sketched USING (number)
               WHERE hash = ?1 AND precedence > ?2";
    let mut found = BTreeSet::new();
    for (hash, precedence) in own {
        if let Some(hash) = seeking(hash.cast_unsigned()) {
            let hash = hash.cast_signed();
            found.extend(transaction.column::<String>(sql, params![hash, precedence])?);
        }
    }
    Ok(found)
}

/// Works out anew from whom a document was taken.
fn settle_taker(transaction: &Transaction<'_>, id: &str) -> Result<(), KeepError> {
    let Some(document) = as_read(transaction, id)? else { return Ok(()) };
    let sketch = sketch(&document.text);
    let taker = Given { document: &document, sketch: &sketch };
    let found = source_of(transaction, &taker)?;
    transaction.execute("DELETE FROM copies WHERE document = ?1", [id])?;
    if let Some(copied) = &found {
        let sql = "INSERT INTO copies (document, source, kind, json) VALUES (?1, ?2, ?3, ?4)";
        let (kind, json) = (word(&copied.kind)?, serde_json::to_string(copied)?);
        transaction.execute(sql, [id, copied.from.as_str(), &kind, &json])?;
    }
    change_document(transaction, id, |document| {
        document.copies_of = found.iter().map(|copied| copied.from.clone()).collect();
    })
}

/// From which document, if any, the taker was taken.
fn source_of(
    transaction: &Transaction<'_>,
    taker: &Given<'_>,
) -> Result<Option<Copied>, KeepError> {
    let met = met(transaction, taker)?;
    // The sources keep their order, and the taker comes after all of them.
    let mut index = Index::default();
    for (place, (_, hashes)) in (0..).zip(met.values()) {
        index.add(place, hashes);
    }
    index.add(met.len() as u32, &meeting_hashes(taker));
    let mut sources: Vec<(Document, Sketch)> = Vec::new();
    let ids: Vec<&String> = met.values().map(|(id, _)| id).collect();
    let shared = index.shared().into_iter().filter(|it| it.taker as usize == ids.len());
    for shared in shared.filter(|it| taker.sketch.worth(it)) {
        if let Some(document) = as_read(transaction, ids[shared.source as usize])? {
            let sketch = sketch(&document.text);
            sources.push((document, sketch));
        }
    }
    let sources: Vec<Given<'_>> =
        sources.iter().map(|(document, sketch)| Given { document, sketch }).collect();
    Ok(taken_from(taker, &sources))
}

/// The documents that a taker meets, by precedence, with the hashes at which it meets each.
fn met(
    transaction: &Transaction<'_>,
    taker: &Given<'_>,
) -> Result<BTreeMap<String, (String, Vec<u64>)>, KeepError> {
    let own = precedence(taker.document);
    let sql = "SELECT other.precedence, other.document FROM sketches
               JOIN sketched other USING (number)
               WHERE hash = ?1 AND other.precedence < ?2 ORDER BY 1 LIMIT ?3";
    let mut found: BTreeMap<String, (String, Vec<u64>)> = BTreeMap::new();
    for hash in meeting_hashes(taker).into_iter().filter_map(sought) {
        let met: Vec<(String, String)> =
            transaction.rows(sql, params![hash.cast_signed(), own, MOST as u32], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        for (precedence, document) in met {
            found.entry(precedence).or_insert((document, Vec::new())).1.push(hash);
        }
    }
    Ok(found)
}

/// Writes anew which edition of an address follows which.
fn settle_editions(transaction: &Transaction<'_>, address: &str) -> Result<(), KeepError> {
    let sql = "SELECT id FROM documents WHERE address = ?1 ORDER BY id";
    let ids: Vec<String> = transaction.column(sql, [address])?;
    let mut documents = Vec::new();
    for id in &ids {
        documents.extend(as_read(transaction, id)?);
    }
    let earlier = editions(&documents.iter().collect::<Vec<_>>());
    for document in &documents {
        change_document(transaction, document.id.as_str(), |it| {
            it.edition_of = earlier.get(&document.id).cloned();
        })?;
    }
    Ok(())
}

/// Changes what is worked out about a document; the row is written only where that is new.
fn change_document(
    transaction: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut Document),
) -> Result<(), KeepError> {
    let Some(old) = stored(transaction, &DocumentId(id.to_owned()))? else { return Ok(()) };
    let mut new = old.clone();
    change(&mut new);
    if new != old {
        update_document(transaction, &new)?;
    }
    Ok(())
}

/// Follows the chains of these documents, and of those that go back to them, to their heads.
fn settle_origins(
    transaction: &Transaction<'_>,
    changed: BTreeSet<String>,
) -> Result<BTreeSet<DocumentId>, KeepError> {
    let sql = "WITH RECURSIVE later (id) AS (
                   SELECT id FROM documents WHERE id = ?1
                   UNION SELECT document FROM copies JOIN later ON source = later.id
               ) SELECT id FROM later";
    let mut behind = BTreeSet::new();
    for id in changed {
        behind.extend(transaction.column::<String>(sql, [&id])?);
    }
    let mut moved = BTreeSet::new();
    for id in behind {
        let head = head(transaction, &id)?;
        let sql = "UPDATE documents SET origin = ?2 WHERE id = ?1 AND origin IS DISTINCT FROM ?2";
        if transaction.execute(sql, [&id, &head])? > 0 {
            moved.insert(DocumentId(id));
        }
    }
    Ok(moved)
}

/// The document a chain of copies begins with.
fn head(transaction: &Transaction<'_>, id: &str) -> Result<String, KeepError> {
    let sql = "SELECT source FROM copies WHERE document = ?1";
    let mut at = id.to_owned();
    // Precedence falls at every step, so that a chain ends.
    while let Some(source) = transaction.first(sql, [&at], |row| row.get(0))? {
        at = source;
    }
    Ok(at)
}
