//! What statements answer in earlier documents, and what answers them in later ones, as it was
//! settled.

use std::collections::BTreeMap;

use super::db::{Db, params};
use super::overlaid::Bearing;
use super::{KeepError, Record};
use crate::judging::Target;
use crate::nouns::{Answer, Statement, StatementId};

/// At most so many later statements are told to answer one.
const TOLD: u32 = 50;

/// Statements with what they answer in earlier documents; what they answer in their own stays.
pub(super) fn with_answers(
    db: &Db,
    bearing: &Bearing,
    told: Vec<Statement>,
) -> Result<Vec<Statement>, KeepError> {
    let ids: Vec<&str> = told.iter().map(|it| it.id.as_str()).collect();
    let sql = "SELECT statement, json FROM answers WHERE statement IN {ids}
               ORDER BY statement, place";
    let rows: Vec<(String, String)> =
        db.rows_of(sql, &ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found: BTreeMap<StatementId, Vec<Answer>> = BTreeMap::new();
    for (statement, line) in rows {
        let answer: Answer = serde_json::from_str(&line)?;
        if !is_taken_back(bearing, &answer) {
            found.entry(StatementId(statement)).or_default().push(answer);
        }
    }
    let with = |it: Statement| match found.remove(&it.id) {
        Some(answers) => Statement { answers, ..it },
        None => it,
    };
    Ok(told.into_iter().map(with).collect())
}

/// Whether people judged that what is answered was never said.
fn is_taken_back(bearing: &Bearing, answer: &Answer) -> bool {
    let claim = answer.claim.iter().map(|id| Target::Statement(id.clone()));
    let document = Target::Document(answer.evidence.document.clone());
    claim.chain([document]).any(|target| bearing.applied.is_gone(&target))
}

impl Record {
    /// Statements with what they answer in earlier documents.
    pub(super) fn answered(&self, told: Vec<Statement>) -> Result<Vec<Statement>, KeepError> {
        with_answers(&self.db, self.bearing()?, told)
    }

    /// The line of a statement with what it answers in earlier documents.
    pub(super) fn answered_line(&self, line: &str) -> Result<String, KeepError> {
        let told = self.answered(vec![serde_json::from_str(line)?])?;
        let lines = told.iter().map(serde_json::to_string).collect::<Result<String, _>>();
        Ok(lines?)
    }

    /// The statements that answer this one: those of its own document, in order of place, then
    /// those of later ones, the earliest published first; of very many, some.
    pub fn answers_to(&self, claim: &Statement) -> Result<Vec<Statement>, KeepError> {
        let mut found = self.statements_in(&claim.document)?;
        let sql = "SELECT s.json FROM answers a JOIN statements s ON s.id = a.statement
                   JOIN documents d ON d.id = a.document
                   WHERE a.claim = ?1 AND a.document <> ?2
                   ORDER BY d.published_start, a.document, s.first, s.id LIMIT ?3";
        let (id, document) = (claim.id.as_str(), claim.document.as_str());
        let later = self.answered(self.parsed(sql, params![id, document, TOLD])?)?;
        found.extend(self.as_judged(later, Self::judged_statement)?);
        let is_of =
            |answer: &Answer| answer.score > 0.0 && answer.claim.as_ref() == Some(&claim.id);
        found.retain(|it| it.id != claim.id && it.answers.iter().any(is_of));
        Ok(found)
    }
}
