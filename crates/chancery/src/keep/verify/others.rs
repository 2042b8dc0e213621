//! What belongs to no document: tables sealed by themselves, what people tied, what is still to
//! be settled; and rows whose document is gone.

use std::collections::BTreeSet;

use super::super::seals::{BY_THEMSELVES, Kept, Seal, each_group, hashes};
use super::document::sealed;
use super::{Difference, KeepError, Record, push};
use crate::settle::RULES;

/// A table, what names its rows, and how a row is tied to what must be there.
const TIED: &[(&str, &str, &str)] = &[
    ("paths", "path", "documents WHERE id = it.document"),
    ("document_notes", "document", "documents WHERE id = it.document"),
    ("mentions", "document", "documents WHERE id = it.document"),
    ("document_actors", "actor", "documents WHERE id = it.document"),
    ("document_actors", "actor", "actors WHERE id = it.actor"),
    ("judged_actors", "actor", "actors WHERE id = it.actor"),
    ("contacts", "id", "documents WHERE id = it.document"),
    ("accounts", "id", "documents WHERE id = it.document"),
    ("account_participants", "account", "accounts WHERE id = it.account"),
    ("account_evidence", "account", "accounts WHERE id = it.account"),
    ("statements", "id", "documents WHERE id = it.document"),
    ("statement_actors", "statement", "statements WHERE id = it.statement"),
    ("statement_evidence", "statement", "statements WHERE id = it.statement"),
    ("commitments", "id", "documents WHERE id = it.document"),
    ("commitment_actors", "commitment", "commitments WHERE id = it.commitment"),
    ("commitment_evidence", "commitment", "commitments WHERE id = it.commitment"),
    ("deeds", "document", "documents WHERE id = it.document"),
    ("sketched", "document", "documents WHERE id = it.document"),
    ("sketches", "number", "sketched WHERE number = it.number"),
    ("encounter_participants", "encounter", "encounters WHERE id = it.encounter"),
    ("encounter_keys", "encounter", "encounters WHERE id = it.encounter"),
    ("encounter_pairs", "encounter", "encounters WHERE id = it.encounter"),
    ("document_pairs", "document", "documents WHERE id = it.document"),
    ("actor_words", "actor", "actors WHERE id = it.actor"),
    ("contact_keys", "contact", "contacts WHERE id = it.contact"),
    ("imported_actors", "actor", "imports WHERE number = it.import"),
];

impl Record {
    /// Everything that no document holds.
    pub(super) fn verify_others(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        self.verify_format(found)?;
        for (table, name, must) in TIED {
            let sql = format!(
                "SELECT DISTINCT CAST({name} AS TEXT) FROM {table} it
                 WHERE NOT EXISTS (SELECT 1 FROM {must}) ORDER BY 1"
            );
            let what = must.split(' ').next().unwrap_or_default();
            for id in self.column::<Option<String>>(&sql, [])? {
                let what = format!("it belongs to nothing in {what}");
                push(found, table, &id.unwrap_or_default(), what);
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
                        let what = "this row was never written by this program".to_owned();
                        push(found, shape.table, &id, what);
                    }
                }
                Ok(())
            })?;
            for id in seals {
                let what = "this row was written, and is gone".to_owned();
                push(found, shape.table, &id, what);
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
            push(found, "unsettled", &id, format!("this {what} is not settled"));
        }
        Ok(())
    }
}
