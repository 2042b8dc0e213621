//! What statements answer in documents published before theirs: worked out over the whole record
//! where it is shown, so that it is the same in whatever order the documents came.

use std::collections::BTreeMap;

use chancery::keep::{KeepError, Noun, Record};
use chancery::nouns::{Answer, DocumentId, Mention, Statement, StatementId};
use chancery::statements::answers::{Told, answers_across};

/// The answers to earlier documents, by the statement that gives each.
pub(super) struct Across(BTreeMap<StatementId, Vec<Answer>>);

/// Every answer in a record to an earlier document.
pub(super) fn across(record: &Record) -> Result<Across, KeepError> {
    let days = record.days()?;
    let leads = record.leads()?;
    let statements = by_document(record.all(Noun::Statements)?, |it: &Statement| &it.document);
    let mentions = by_document(record.all(Noun::Mentions)?, |it: &Mention| &it.document);
    let told: Vec<Told<'_>> = leads
        .iter()
        .map(|(document, lead)| Told {
            document,
            day: days.get(document).copied(),
            statements: statements.get(document).map_or(&[], Vec::as_slice),
            mentions: mentions.get(document).map_or(&[], Vec::as_slice),
            lead,
        })
        .collect();
    let found = answers_across(&told).into_iter();
    Ok(Across(found.map(|statement| (statement.id, statement.answers)).collect()))
}

fn by_document<T>(
    all: Vec<T>,
    document: impl Fn(&T) -> &DocumentId,
) -> BTreeMap<DocumentId, Vec<T>> {
    let mut found: BTreeMap<DocumentId, Vec<T>> = BTreeMap::new();
    for one in all {
        found.entry(document(&one).clone()).or_default().push(one);
    }
    found
}

impl Across {
    /// A statement with what it answers in earlier documents; what it answers in its own stays.
    pub(super) fn with(&self, statement: Statement) -> Statement {
        match self.0.get(&statement.id) {
            Some(answers) => Statement { answers: answers.clone(), ..statement },
            None => statement,
        }
    }
}
