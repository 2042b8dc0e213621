//! Do the encounters of the record, and where commitments stand, follow from what its documents
//! tell?
//!
//! What was read is taken over into an empty record beside it, which is settled from nothing; all
//! that settling writes is then compared, row by row. The record beside lies in a file of its own
//! that goes with it, so that memory does not grow with the record.

use std::collections::{BTreeMap, BTreeSet};

use super::super::copy::Hash;
use super::super::db::{Db, DbError, Transaction, Value};
use super::super::refill::name_actors;
use super::super::seals::{ACTORS, as_read, hashes, key_of, shown, values};
use super::super::settle::settle_within;
use super::super::shapes::{
    ACCOUNTS, COMMITMENTS, CONTACTS, DEEDS, DOCUMENT_ACTORS, DOCUMENT_PAIRS, DOCUMENTS, MENTIONS,
    STATEMENTS, Shape, Table,
};
use super::super::tallies::Tally;
use super::super::{Address, encounter_evidence};
use super::compare::{Against, compare};
use super::{Difference, KeepError, Record, check_words, parsed, push};
use crate::nouns::{Document, DocumentId, Encounter, Evidence};

macro_rules! shape {
    ($table:literal, $keys:literal, [$($column:literal),*]) => {
        Shape { table: $table, columns: &[$($column),*], keys: $keys, of: "" }
    };
}

/// What settling writes: where it stands, and the table or tables it is taken from.
static WRITTEN: [(Shape, &str); 18] = [
    (shape!("documents", 1, ["id", "origin", "address", "json"]), "documents"),
    (shape!("contacts", 1, ["id", "component", "encounter"]), "contacts"),
    (shape!("accounts", 1, ["id", "encounter", "json"]), "accounts"),
    (
        shape!(
            "encounters",
            1,
            [
                "id",
                "component",
                "kind",
                "status",
                "domestic",
                "start",
                "\"end\"",
                "country",
                "first_known",
                "json"
            ]
        ),
        "encounters",
    ),
    (
        shape!(
            "encounter_participants",
            2,
            ["encounter", "place", "actor", "name", "office", "country", "role", "day"]
        ),
        "encounter_participants",
    ),
    (
        shape!(
            "encounter_pairs",
            4,
            ["one", "other", "day", "encounter", "kind", "status", "contradicted"]
        ),
        "encounter_pairs",
    ),
    (shape!("encounter_keys", 2, ["key", "encounter"]), "encounter_keys"),
    (shape!("contact_keys", 2, ["key", "contact"]), "contact_keys"),
    (
        shape!(
            "answers",
            2,
            ["statement", "place", "document", "told_in", "claim", "kind", "json"]
        ),
        "answers",
    ),
    (shape!("copies", 2, ["copies.document", "source", "kind", "json"]), "copies"),
    (shape!("sketched", 1, ["sketched.document", "precedence"]), "sketched"),
    (shape!("sketches", 2, ["sketched.document", "hash"]), "sketches JOIN sketched USING (number)"),
    (shape!("actor_words", 2, ["word", "actor"]), "actor_words"),
    (shape!("turns", 3, ["commitment", "turns.document", "id", "day", "json"]), "turns"),
    (shape!("turn_keys", 4, ["key", "part", "day", "turn_keys.document"]), "turn_keys"),
    (shape!("turned_by", 1, ["turned_by.document", "judgement"]), "turned_by"),
    (shape!("commitments", 1, ["id", "stands"]), "commitments"),
    // None of a thing may stand as 0, or not at all.
    (
        shape!("tallies", 3, ["what", "one", "other", "count"]),
        "(SELECT * FROM tallies WHERE count <> 0) AS tallies",
    ),
];

/// What settling rests on.
static TAKEN_OVER: [&Shape; 10] = [
    &DOCUMENTS,
    &DOCUMENT_ACTORS,
    &DOCUMENT_PAIRS,
    &CONTACTS,
    &ACCOUNTS,
    &MENTIONS,
    &STATEMENTS,
    &COMMITMENTS,
    &DEEDS,
    &ACTORS,
];

/// So many rows are taken over at a time.
const BATCH: usize = 500;

impl Record {
    /// The words behind every encounter, and whether all that settling writes is what settling
    /// from nothing gives. A record in which something came or went since it was last settled is
    /// settled first.
    pub(super) fn verify_settled(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let sql = "SELECT id, json FROM encounters ORDER BY id";
        self.db.each::<KeepError>(sql, [], |row| {
            let (id, line): (String, String) = (row.get(0)?, row.get(1)?);
            match parsed::<Encounter>("encounter", &id, &line, found) {
                Some(noun) => self.verify_encounter(&noun, found),
                None => Ok(()),
            }
        })?;
        let beside = match self.settled_beside() {
            Ok(beside) => beside,
            // Lines that cannot be read, or rows that do not go together, are named on their own.
            Err(error) if is_of_the_rows(&error) => {
                let what = format!("what is settled cannot be worked out anew: {error}");
                push(found, "file", "record", what);
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        for (shape, from) in &WRITTEN {
            compare_tables(&self.db, &beside.db, shape, from, found)?;
        }
        self.compare_words(&beside, found)
    }

    /// A record of what was read in this one, settled from nothing.
    fn settled_beside(&self) -> Result<Self, KeepError> {
        let applied = self.bearing()?.applied.clone();
        let beside = Self::prepare(Db::temporary()?, &Address::from(":memory:"))?;
        let transaction = beside.db.transaction()?;
        for shape in TAKEN_OVER {
            take_over(&self.db, &transaction, shape)?;
        }
        name_actors(&self.db, &transaction)?;
        let mut tally = Tally::default();
        tally.counted(&self.db)?;
        tally.write(&transaction)?;
        settle_within(&transaction, applied)?;
        transaction.commit()?;
        Ok(beside)
    }

    /// The full text index against one made anew, where the database does not look by itself.
    fn compare_words(&self, beside: &Self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let Some(kept) = self.db.indexed_words()? else { return Ok(()) };
        let sql = "SELECT r.number, r.text FROM readings r
                   JOIN documents d ON d.id = r.document AND d.reading = r.id";
        self.db.each::<DbError>(sql, [], |row| {
            beside.db.index_words(&[(row.get(0)?, row.text(1)?.as_ref())])
        })?;
        let should = beside.db.indexed_words()?.unwrap_or_default();
        let numbers: BTreeSet<i64> = kept.keys().chain(should.keys()).copied().collect();
        for number in numbers.into_iter().filter(|it| kept.get(it) != should.get(it)) {
            let sql = "SELECT document FROM readings WHERE number = ?1";
            let document: Option<String> = self.db.first(sql, [number], |row| row.get(0))?;
            let what = match document {
                Some(id) => format!("the index does not hold the words of document {id}"),
                None => "the index holds words of no reading".to_owned(),
            };
            push(found, "words", &number.to_string(), what);
        }
        Ok(())
    }

    fn verify_encounter(
        &self,
        noun: &Encounter,
        found: &mut Vec<Difference>,
    ) -> Result<(), KeepError> {
        let id = noun.id.as_str();
        let testimonies = noun.fields.iter().flat_map(|it| &it.values).flat_map(|it| &it.accounts);
        let told = testimonies.map(|it| ("fields", &it.evidence));
        let evidence: Vec<(&'static str, &Evidence)> =
            encounter_evidence(noun).into_iter().chain(told).collect();
        let documents: BTreeSet<&DocumentId> =
            evidence.iter().map(|(_, evidence)| &evidence.document).collect();
        for document in documents {
            let sql = "SELECT id, text FROM readings WHERE document = ?1";
            let readings: BTreeMap<String, String> = self
                .rows(sql, [document.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect();
            let text_of = |reading: &str| readings.get(reading).map(String::as_str);
            check_words("encounter", id, &evidence, document, &text_of, found);
        }
        for relation in &noun.relations {
            if !self.holds("encounters", relation.to.as_str())? {
                push(found, "encounter", id, format!("no encounter {}", relation.to));
            }
        }
        Ok(())
    }
}

fn is_of_the_rows(error: &KeepError) -> bool {
    match error {
        KeepError::Json(_) => true,
        KeepError::Db(error) => error.is_fault_of_the_rows(),
        _ => false,
    }
}

/// Takes over the rows of a table as they were read.
fn take_over(from: &Db, to: &Transaction<'_>, shape: &Shape) -> Result<(), KeepError> {
    let columns = shape.columns.join(", ");
    let sql = format!("SELECT {columns} FROM {} ORDER BY 1", shape.table);
    let mut waiting: Table = Vec::new();
    from.each::<KeepError>(&sql, [], |row| {
        let row = values(row, shape.columns.len())?;
        waiting.push(if *shape == DOCUMENTS { alone(row)? } else { as_read(shape, &row) });
        if waiting.len() >= BATCH {
            to.insert(shape.table, shape.columns, &waiting)?;
            waiting.clear();
        }
        Ok(())
    })?;
    Ok(to.insert(shape.table, shape.columns, &waiting)?)
}

/// The row of a document that knows of no other.
fn alone(mut row: Vec<Value<'static>>) -> Result<Vec<Value<'static>>, KeepError> {
    let json = DOCUMENTS.columns.iter().position(|column| *column == "json").unwrap_or_default();
    let document: Document = serde_json::from_str(&shown(&row[json]))?;
    let document = Document { copies_of: Vec::new(), edition_of: None, ..document };
    row[json] = Value::Text(serde_json::to_string(&document)?.into());
    Ok(row)
}

/// Names the rows of a table that differ. Only where any does are its rows held in memory, by
/// their hashes.
fn compare_tables(
    kept: &Db,
    beside: &Db,
    shape: &'static Shape,
    from: &str,
    found: &mut Vec<Difference>,
) -> Result<(), KeepError> {
    let (columns, keys) = (shape.columns.join(", "), shape.columns[..shape.keys].join(", "));
    let sql = format!("SELECT {columns} FROM {from} ORDER BY {keys}");
    let digest = |db: &Db| {
        let mut hash = Hash::default();
        db.each::<DbError>(&sql, [], |row| hash.take(row, shape.columns.len()).map(|_| ()))?;
        Ok::<_, DbError>(hash.done())
    };
    if digest(kept)? == digest(beside)? {
        return Ok(());
    }
    let all = |db: &Db| {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        db.each::<DbError>(&sql, [], |row| {
            all.extend(hashes(shape, &[values(row, shape.columns.len())?]));
            Ok(())
        })?;
        Ok::<_, DbError>(all)
    };
    let (here, there) = (all(kept)?, all(beside)?);
    let keys = here.keys().chain(there.keys());
    let apart: BTreeSet<&String> = keys.filter(|key| here.get(*key) != there.get(*key)).collect();
    let rows = |db: &Db| {
        let mut rows: Table = Vec::new();
        db.each::<DbError>(&sql, [], |row| {
            let row = values(row, shape.columns.len())?;
            rows.extend(apart.contains(&key_of(shape, &row)).then_some(row));
            Ok(())
        })?;
        Ok::<_, DbError>(rows)
    };
    compare(shape, "", &rows(kept)?, &rows(beside)?, Against::Settling, found);
    Ok(())
}
