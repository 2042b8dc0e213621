//! What statements answer in documents published before theirs: worked out over the whole record
//! where it is shown, so that it is the same in whatever order the documents came.

use std::collections::BTreeMap;

use super::{KeepError, Noun, Record};
use crate::nouns::{Answer, DocumentId, Mention, Statement, StatementId};
use crate::statements::answers::{self, Told};

/// The answers to earlier documents, by the statement that gives each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Across(BTreeMap<StatementId, Vec<Answer>>);

impl Record {
    /// Every answer in a record to an earlier document.
    pub fn answers_across(&self) -> Result<Across, KeepError> {
        let days = self.days()?;
        let leads = self.leads()?;
        let statements = by_document(self.all(Noun::Statements)?, |it: &Statement| &it.document);
        let mentions = by_document(self.all(Noun::Mentions)?, |it: &Mention| &it.document);
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
        let found = answers::answers_across(&told).into_iter();
        Ok(Across(found.map(|statement| (statement.id, statement.answers)).collect()))
    }
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
    pub fn with(&self, statement: Statement) -> Statement {
        match self.0.get(&statement.id) {
            Some(answers) => Statement { answers: answers.clone(), ..statement },
            None => statement,
        }
    }
}
