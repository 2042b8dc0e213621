//! What belongs to no document: tables sealed by themselves, what people tied, what is still to
//! be settled; and rows whose document is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::super::seals::{BY_THEMSELVES, Kept, Seal, each_group, hashes};
use super::document::sealed;
use super::{Difference, KeepError, Record, push};
use crate::settle::RULES;

/// A table, what names its rows, and how a row is tied to what must be there.
const TIED: &[(&str, &str, &str)] = &[
    ("readings", "document, id", "documents WHERE id = it.document"),
    ("paths", "document, path", "documents WHERE id = it.document"),
    ("document_notes", "document, place", "documents WHERE id = it.document"),
    ("mentions", "document, place", "documents WHERE id = it.document"),
    ("document_actors", "document, actor", "documents WHERE id = it.document"),
    ("document_actors", "document, actor", "actors WHERE id = it.actor"),
    ("document_pairs", "document, one, other, day", "documents WHERE id = it.document"),
    ("judged_actors", "actor", "actors WHERE id = it.actor"),
    ("actor_words", "word, actor", "actors WHERE id = it.actor"),
    ("contacts", "id", "documents WHERE id = it.document"),
    ("accounts", "id", "documents WHERE id = it.document"),
    ("account_participants", "account, place", "accounts WHERE id = it.account"),
    ("account_evidence", "account, place", "accounts WHERE id = it.account"),
    ("statements", "id", "documents WHERE id = it.document"),
    ("statement_actors", "statement, place", "statements WHERE id = it.statement"),
    ("statement_evidence", "statement, place", "statements WHERE id = it.statement"),
    ("answers", "statement, place", "statements WHERE id = it.statement"),
    ("commitments", "id", "documents WHERE id = it.document"),
    ("commitment_actors", "commitment, place", "commitments WHERE id = it.commitment"),
    ("commitment_evidence", "commitment, place", "commitments WHERE id = it.commitment"),
    ("deeds", "document, place", "documents WHERE id = it.document"),
    ("turns", "commitment, document, id", "commitments WHERE id = it.commitment"),
    ("turns", "commitment, document, id", "documents WHERE id = it.document"),
    ("turn_keys", "key, part, day, document", "documents WHERE id = it.document"),
    ("sketched", "document", "documents WHERE id = it.document"),
    ("sketches", "number, hash", "sketched WHERE number = it.number"),
    ("encounter_participants", "encounter, place", "encounters WHERE id = it.encounter"),
    ("encounter_pairs", "one, other, day, encounter", "encounters WHERE id = it.encounter"),
    ("encounter_keys", "key, encounter", "encounters WHERE id = it.encounter"),
    ("contact_keys", "key, contact", "contacts WHERE id = it.contact"),
    ("imported_actors", "actor, json", "imports WHERE number = it.import"),
];

impl Record {
    /// Everything that no document holds.
    pub(super) fn verify_others(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        self.verify_format(found)?;
        for (table, names, must) in TIED {
            let text = |name: &str| format!("CAST({name} AS TEXT)");
            let name = names.split(", ").map(text).collect::<Vec<_>>().join(" || '/' || ");
            let sql = format!(
                "SELECT {name} FROM {table} it
                 WHERE NOT EXISTS (SELECT 1 FROM {must}) ORDER BY 1"
            );
            let what = must.split(' ').next().unwrap_or_default();
            for id in self.column::<String>(&sql, [])? {
                push(found, table, &id, format!("it belongs to nothing in {what}"));
            }
        }
        self.verify_sealed(found)?;
        self.verify_tied(found)?;
        self.verify_settling(found)
    }

    /// The steps of migration behind the record.
    fn verify_format(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let done: Vec<Option<u32>> =
            self.column("SELECT number FROM format ORDER BY number", [])?;
        let known: Vec<Option<u32>> =
            self.db.steps().iter().map(|(number, _)| Some(*number)).collect();
        if done != known {
            let what = format!("the steps done are {done:?}, those of its format {known:?}");
            push(found, "format", "record", what);
        }
        Ok(())
    }

    /// The tables that are sealed by themselves, and seals of nothing.
    fn verify_sealed(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        for shape in BY_THEMSELVES {
            let sql = "SELECT id FROM seals WHERE what = ?1 ORDER BY id";
            let mut seals: BTreeSet<String> =
                self.column(sql, [shape.table])?.into_iter().collect();
            each_group(&self.db, shape, |id, rows| {
                seals.remove(&id);
                match Seal::kept(&self.db, shape.table, &id)? {
                    Kept::Whole(seal) => {
                        let then = seal.rows.get(shape.table).cloned().unwrap_or_default();
                        sealed(shape, &id, &then, &hashes(shape, &rows), found);
                    }
                    Kept::Damaged => {
                        let what = format!("the seal of this row of {} was changed", shape.table);
                        push(found, "seals", &id, what);
                    }
                    Kept::Missing => {
                        sealed(shape, &id, &BTreeMap::new(), &hashes(shape, &rows), found);
                    }
                }
                Ok(())
            })?;
            for id in seals {
                let then = match Seal::kept(&self.db, shape.table, &id)? {
                    Kept::Whole(seal) => seal.rows.get(shape.table).cloned().unwrap_or_default(),
                    Kept::Damaged | Kept::Missing => BTreeMap::from([(id.clone(), String::new())]),
                };
                sealed(shape, &id, &then, &BTreeMap::new(), found);
            }
        }
        let known: BTreeSet<&str> =
            BY_THEMSELVES.iter().map(|shape| shape.table).chain(["documents"]).collect();
        for what in self.column::<String>("SELECT DISTINCT what FROM seals ORDER BY 1", [])? {
            if !known.contains(what.as_str()) {
                let sql = "SELECT id FROM seals WHERE what = ?1 ORDER BY id";
                for id in self.column::<String>(sql, [&what])? {
                    push(found, "seals", &id, format!("it seals nothing: there is no `{what}`"));
                }
            }
        }
        Ok(())
    }

    /// The ties that judgements make, as they were settled with.
    fn verify_tied(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let Ok(ties) = self.ties() else { return Ok(()) };
        let sql = "SELECT one, other, together FROM tied";
        let kept: BTreeSet<(String, String, i64)> = self
            .rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .into_iter()
            .collect();
        let pair = |together: i64| {
            move |(one, other): &(crate::nouns::EncounterId, crate::nouns::EncounterId)| {
                (one.0.clone(), other.0.clone(), together)
            }
        };
        let together = ties.together.iter().map(pair(1));
        let should: BTreeSet<_> = together.chain(ties.apart.iter().map(pair(0))).collect();
        for it in kept.symmetric_difference(&should) {
            let what = if kept.contains(it) {
                "no judgement makes this tie"
            } else {
                "a judgement makes this tie, and it is not there"
            };
            push(found, "tied", &format!("{}/{}/{}", it.0, it.1, it.2), what.to_owned());
        }
        Ok(())
    }

    /// By which rules all was settled, and what is not.
    fn verify_settling(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let rules: Vec<String> = self.column("SELECT rules FROM settled_by ORDER BY 1", [])?;
        if rules != [RULES] && self.has_documents()? {
            let what = format!("settled by {rules:?}, not by `{RULES}` alone");
            push(found, "settled_by", "record", what);
        }
        let sql = "SELECT what, id FROM unsettled ORDER BY what, id";
        let open: Vec<(String, String)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (what, id) in open {
            push(
                found,
                "unsettled",
                &format!("{what}/{id}"),
                format!("this {what} is not settled"),
            );
        }
        Ok(())
    }
}
