//! What entered the record since a day, and what that changed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{KeepError, Record};
use crate::nouns::{
    Account, AccountId, Document, DocumentId, Encounter, EncounterId, Field, FieldVerdict, Status,
    Ties, Verdict,
};
use crate::settle::settle;

/// What became of an encounter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing told of it before.
    New,
    /// More is told of it, or it stands differently.
    Changed,
}

/// A verdict that is another than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VerdictChange {
    /// The field.
    pub field: Field,
    /// Which one, where there are many of the field.
    pub about: Option<String>,
    /// The verdict before; null where nothing was told of it.
    pub before: Option<Verdict>,
    /// The verdict now.
    pub after: Verdict,
    /// Why, in words a person can read.
    pub why: String,
}

/// An encounter that is new, or not what it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangedEncounter {
    /// The encounter.
    pub encounter: EncounterId,
    /// What became of it.
    pub change: Change,
    /// Its accounts that are new.
    pub accounts: Vec<AccountId>,
    /// What were encounters of their own before and are this one now, if there were several.
    pub merged: Vec<EncounterId>,
    /// Its status before, where that was another.
    pub status_before: Option<Status>,
    /// Fields that are contradicted now and were not.
    pub contradicted: Vec<VerdictChange>,
    /// The other verdicts that changed.
    pub verdicts: Vec<VerdictChange>,
}

/// What entered the record since a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct News {
    /// Documents, in order of id.
    pub documents: Vec<DocumentId>,
    /// Encounters that are new or changed, ordered by id.
    pub encounters: Vec<ChangedEncounter>,
}

/// Documents with what they tell.
#[derive(Default)]
struct Part {
    documents: Vec<Document>,
    contacts: Vec<Encounter>,
    accounts: Vec<Account>,
}

impl Record {
    /// What entered the record on a day (ISO) or later. The state before is worked out from the
    /// documents that were there before, so that nothing need be logged.
    pub fn news(&self, since: &str, ties: &Ties) -> Result<News, KeepError> {
        let sql = "SELECT id FROM documents WHERE retrieved >= ?1 ORDER BY id";
        let documents: Vec<DocumentId> =
            self.column(sql, [since])?.into_iter().map(DocumentId).collect();
        let new: BTreeSet<&DocumentId> = documents.iter().collect();
        let after = self.touched_by(&documents)?;
        let before = self.before(&after, &new)?;
        let before = settle(&before.documents, &before.contacts, &before.accounts, ties);
        let known: BTreeMap<&EncounterId, &Encounter> = before
            .encounters
            .iter()
            .flat_map(|it| it.members.iter().map(move |member| (&member.contact, it)))
            .collect();
        let told: BTreeSet<&AccountId> = before.accounts.iter().map(|it| &it.id).collect();
        let encounters = after.iter().filter_map(|it| changed(it, &known, &told)).collect();
        Ok(News { documents, encounters })
    }

    /// The encounters worked out together with any contact of these documents.
    fn touched_by(&self, documents: &[DocumentId]) -> Result<Vec<Encounter>, KeepError> {
        let mut lines: BTreeMap<String, String> = BTreeMap::new();
        for document in documents {
            let sql = "SELECT id, json FROM encounters WHERE component IN (
                           SELECT component FROM contacts WHERE document IN (
                               SELECT id FROM documents
                               WHERE origin = (SELECT origin FROM documents WHERE id = ?1)))";
            lines.extend(self.rows::<(String, String)>(sql, [document.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?);
        }
        let parsed = lines.values().map(|line| serde_json::from_str(line));
        Ok(parsed.collect::<Result<_, _>>()?)
    }

    /// What the documents of these encounters, and those of the same words, told without the new.
    fn before(
        &self,
        encounters: &[Encounter],
        new: &BTreeSet<&DocumentId>,
    ) -> Result<Part, KeepError> {
        let mut documents = BTreeSet::new();
        let members = encounters.iter().flat_map(|it| &it.members);
        for document in members.map(|member| &member.document).collect::<BTreeSet<_>>() {
            let sql = "SELECT id FROM documents
                       WHERE origin = (SELECT origin FROM documents WHERE id = ?1)";
            documents.extend(self.column(sql, [document.as_str()])?.into_iter().map(DocumentId));
        }
        documents.retain(|id| !new.contains(id));
        let mut part = Part::default();
        for id in &documents {
            part.documents.extend(self.document_as_read(id)?);
            let sql = "SELECT json FROM contacts WHERE document = ?1 ORDER BY id";
            part.contacts.extend(self.parsed::<Encounter>(sql, [id.as_str()])?);
            let sql = "SELECT json FROM accounts WHERE document = ?1 ORDER BY id";
            part.accounts.extend(self.parsed::<Account>(sql, [id.as_str()])?);
        }
        let wanted: BTreeSet<&EncounterId> =
            encounters.iter().flat_map(|it| &it.members).map(|member| &member.contact).collect();
        part.contacts.retain(|contact| wanted.contains(&contact.id));
        Ok(part)
    }
}

/// What became of an encounter, given the encounters its contacts were of and the accounts told
/// before; none where it is what it was.
fn changed(
    after: &Encounter,
    known: &BTreeMap<&EncounterId, &Encounter>,
    told: &BTreeSet<&AccountId>,
) -> Option<ChangedEncounter> {
    let mut before: Vec<&Encounter> = Vec::new();
    for encounter in after.members.iter().filter_map(|it| known.get(&it.contact)) {
        if before.iter().all(|it| it.id != encounter.id) {
            before.push(encounter);
        }
    }
    // The one with the most members is the one that the others were put to.
    let main = before.iter().rev().max_by_key(|it| it.members.len()).copied();
    let changes = verdict_changes(after, main);
    let (contradicted, verdicts) =
        changes.into_iter().partition(|it| it.after == Verdict::Contradicted);
    let merged =
        if before.len() > 1 { before.iter().map(|it| it.id.clone()).collect() } else { vec![] };
    let found = ChangedEncounter {
        encounter: after.id.clone(),
        change: if main.is_some() { Change::Changed } else { Change::New },
        accounts: after.accounts.iter().filter(|id| !told.contains(id)).cloned().collect(),
        merged,
        status_before: main.map(|it| it.status).filter(|status| *status != after.status),
        contradicted,
        verdicts,
    };
    let same = main.is_some()
        && found.accounts.is_empty()
        && found.merged.is_empty()
        && found.status_before.is_none()
        && found.contradicted.is_empty()
        && found.verdicts.is_empty();
    (!same).then_some(found)
}

/// The verdicts that are others than before. Of a new encounter only contradictions are news, and
/// what one voice alone has is none.
fn verdict_changes(after: &Encounter, before: Option<&Encounter>) -> Vec<VerdictChange> {
    let mut changes = Vec::new();
    for verdict in &after.fields {
        let same = |it: &&FieldVerdict| it.field == verdict.field && it.about == verdict.about;
        let old = before.and_then(|it| it.fields.iter().find(same)).map(|it| it.verdict);
        let news = match old {
            Some(old) => old != verdict.verdict,
            None => match verdict.verdict {
                Verdict::Contradicted => true,
                Verdict::Only | Verdict::OneOrigin => false,
                _ => before.is_some(),
            },
        };
        if news {
            changes.push(VerdictChange {
                field: verdict.field,
                about: verdict.about.clone(),
                before: old,
                after: verdict.verdict,
                why: verdict.why.clone(),
            });
        }
    }
    changes
}
