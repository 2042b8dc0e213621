//! Filling a new record with very many documents that were settled beforehand.

use std::collections::BTreeMap;

use super::answering::add_answers;
use super::db::{Transaction, params};
use super::findings::{Settling, add_document, add_findings, word};
use super::rows::{Into, Rows};
use super::settled_rows::add_encounter;
use super::tallies::Tally;
use super::turns::write_turns;
use super::write::insert_with;
use super::{KeepError, Record};
use crate::commitments::ledger::Turn;
use crate::linking::relation_keys;
use crate::nouns::{Answer, CommitmentId, DocumentId, EncounterId, StatementId};
use crate::pipeline::ReadOutcome;
use crate::settle::{RULES, Settled};

static COPIES: Into =
    Into { table: "copies", columns: &["document", "source", "kind", "json"], anew: false };
static KEYS: Into = Into { table: "encounter_keys", columns: &["key", "encounter"], anew: false };

/// Documents with what they were settled into among themselves.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// The documents.
    pub outcomes: Vec<ReadOutcome>,
    /// Their encounters and copies.
    pub settled: Settled,
    /// What their statements answer in documents that came before.
    pub answers: BTreeMap<StatementId, Vec<Answer>>,
    /// What they tell later of each other's commitments.
    pub turns: Vec<(CommitmentId, Turn)>,
}

impl Record {
    /// Fills an empty record, for measuring: `next` gives documents, settled, until there are
    /// none. What is needed only to settle further documents with these is left out. Indexes are
    /// made when all is there.
    pub fn fill(&mut self, mut next: impl FnMut() -> Option<Filled>) -> Result<(), KeepError> {
        let indexes = self.db.leave_indexes()?;
        self.db.execute("INSERT INTO settled_by (rules) VALUES (?1)", [RULES])?;
        while let Some(filled) = next() {
            let transaction = self.db.transaction()?;
            put(&transaction, &filled)?;
            transaction.commit()?;
        }
        for index in indexes {
            self.db.batch(&index)?;
        }
        Ok(self.db.take_stock()?)
    }
}

fn put(transaction: &Transaction<'_>, filled: &Filled) -> Result<(), KeepError> {
    let Filled { outcomes, settled, answers, turns } = filled;
    let (mut rows, mut tally) = (Rows::default(), Tally::default());
    let mut encounter_of: BTreeMap<&EncounterId, (&EncounterId, &EncounterId)> = BTreeMap::new();
    for encounter in &settled.encounters {
        let component = encounter.members.iter().map(|it| &it.contact).min();
        let component = component.unwrap_or(&encounter.id);
        for member in &encounter.members {
            encounter_of.insert(&member.contact, (component, &encounter.id));
        }
        add_encounter(&mut rows, component, encounter)?;
        for key in relation_keys(encounter) {
            rows.add(&KEYS, &params![key, encounter.id.as_str()]);
        }
        tally.encounter(encounter, 1);
    }
    let source: BTreeMap<&DocumentId, &DocumentId> =
        settled.copied.iter().map(|it| (&it.document, &it.from)).collect();
    for copied in &settled.copied {
        let (kind, json) = (word(&copied.kind)?, serde_json::to_string(copied)?);
        rows.add(&COPIES, &params![copied.document.as_str(), copied.from.as_str(), kind, json]);
    }
    for found in outcomes {
        let mut document = found.page.document.clone();
        let mut origin = &found.page.document.id;
        while let Some(from) = source.get(origin) {
            origin = from;
        }
        document.copies_of = source.get(&document.id).map(|it| (*it).clone()).into_iter().collect();
        let encounter_of = found
            .encounters
            .iter()
            .filter_map(|contact| encounter_of.get(&contact.id).map(|to| (&contact.id, *to)));
        let settling =
            Settling { origin: Some(origin.as_str()), encounter_of: encounter_of.collect() };
        add_document(&mut rows, &document, found, &settling)?;
        add_findings(&mut rows, found, &settling)?;
        for statement in &found.statements {
            let answers = answers.get(&statement.id).map_or(&[][..], Vec::as_slice);
            add_answers(&mut rows, document.id.as_str(), &statement.id, answers)?;
        }
    }
    let outcomes: Vec<&ReadOutcome> = outcomes.iter().collect();
    insert_with(transaction, &outcomes, rows)?;
    write_turns(transaction, turns)?;
    tally.write(transaction)
}
