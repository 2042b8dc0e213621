//! Things by their ids, as they are exported, and the words each of their values rests on.

use serde::Serialize;

use super::{
    Cursor, KeepError, Noun, Page, Record, account_evidence, commitment_evidence,
    encounter_evidence, statement_evidence,
};
use crate::nouns::{Account, AccountId, Commitment, CommitmentId, Encounter, Evidence, Statement};

/// Words that a value rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldEvidence {
    /// The field.
    pub field: String,
    /// Which one, or which value of it, where accounts are compared.
    pub about: Option<String>,
    /// The account that gives the value, where accounts are compared.
    pub account: Option<AccountId>,
    /// The words.
    pub evidence: Evidence,
}

impl Record {
    /// The export line of a thing by its id, as it is judged; an encounter also by the id of a
    /// contact settled into it. None where there is none, or it was judged not to be so.
    pub fn line(&self, noun: Noun, id: &str) -> Result<Option<String>, KeepError> {
        let sql = match noun {
            Noun::Mentions | Noun::Judgements => return Ok(None),
            Noun::Encounters => "SELECT json FROM encounters
                WHERE id = coalesce((SELECT encounter FROM contacts WHERE id = ?1), ?1)"
                .to_owned(),
            Noun::Commitments => {
                let it = self.commitment(&CommitmentId(id.to_owned()))?;
                return it.map(|it| self.commitment_line(&it)).transpose();
            }
            _ => format!("SELECT json FROM {} WHERE id = ?1", noun.name()),
        };
        let Some(read): Option<String> = self.db.first(&sql, [id], |row| row.get(0))? else {
            return Ok(None);
        };
        let read = match noun {
            Noun::Statements => self.answered_line(&read)?,
            _ => read,
        };
        Ok(self.judged_line(noun, &read)?.map(std::borrow::Cow::into_owned))
    }

    /// A mention's line as it is judged.
    pub fn mention_line(&self, line: &str) -> Result<Option<String>, KeepError> {
        let judged = self.judged_line(Noun::Mentions, line)?;
        Ok(judged.map(std::borrow::Cow::into_owned))
    }

    /// Lines of the log of judgements, in order.
    pub fn judgements_page(
        &self,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let number = after.and_then(|cursor| cursor.id.parse::<u32>().ok()).unwrap_or_default();
        let sql = format!(
            "SELECT number, json FROM judgements WHERE number > ?1 ORDER BY number LIMIT {}",
            limit + 1
        );
        let mut rows: Vec<(u32, String)> =
            self.rows(&sql, [number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|(number, _)| Cursor { key: String::new(), id: number.to_string() });
        Ok(Page { items: rows.into_iter().map(|(_, line)| line).collect(), next })
    }

    /// The words that the values of a thing rest on, field by field; none where there is no such
    /// thing, or it has no words of its own.
    pub fn evidence_of(
        &self,
        noun: Noun,
        id: &str,
    ) -> Result<Option<Vec<FieldEvidence>>, KeepError> {
        let Some(line) = self.line(noun, id)? else { return Ok(None) };
        Ok(match noun {
            Noun::Encounters => Some(of_encounter(&serde_json::from_str(&line)?)),
            Noun::Accounts => {
                Some(listed(&account_evidence(&serde_json::from_str::<Account>(&line)?)))
            }
            Noun::Statements => {
                Some(listed(&statement_evidence(&serde_json::from_str::<Statement>(&line)?)))
            }
            Noun::Commitments => {
                Some(listed(&commitment_evidence(&serde_json::from_str::<Commitment>(&line)?)))
            }
            _ => None,
        })
    }

    /// How many documents were read in on a day (ISO) or later, counted up to a number.
    pub fn read_since(&self, day: &str, at_most: u32) -> Result<u32, KeepError> {
        let sql = format!(
            "SELECT count(*) FROM (
                 SELECT 1 FROM documents WHERE retrieved >= ?1 LIMIT {at_most}) few"
        );
        Ok(self.db.row(&sql, [day], |row| row.get(0))?)
    }
}

fn listed(found: &[(&'static str, &Evidence)]) -> Vec<FieldEvidence> {
    let of = |(field, evidence): &(&'static str, &Evidence)| FieldEvidence {
        field: (*field).to_owned(),
        about: None,
        account: None,
        evidence: (*evidence).clone(),
    };
    found.iter().map(of).collect()
}

/// What an encounter's own values rest on, then what each account gives of each field compared.
fn of_encounter(it: &Encounter) -> Vec<FieldEvidence> {
    let mut found = listed(&encounter_evidence(it));
    for compared in &it.fields {
        let field = serde_json::to_value(compared.field).unwrap_or_default();
        let field = field.as_str().unwrap_or_default();
        for value in &compared.values {
            let about = compared.about.as_deref().unwrap_or(&value.words);
            found.extend(value.accounts.iter().map(|told| FieldEvidence {
                field: format!("fields.{field}"),
                about: Some(about.to_owned()),
                account: Some(told.account.clone()),
                evidence: told.evidence.clone(),
            }));
        }
    }
    found
}
