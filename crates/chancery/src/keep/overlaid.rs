//! Nouns as they are judged: what is taken out of the record has people's judgements laid over
//! it, and what was judged not to be so stays out of lists and exports.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::db::Db;
use super::tellings::Held;
use super::{KeepError, Noun, Record};
use crate::judging::{Applied, Overlaid, Target, judged_account, judged_encounter, overlay};
use crate::nouns::{
    Account, AccountId, Commitment, Document, DocumentId, Encounter, EncounterId, Judgeable,
    Judged, Statement, StatementId,
};

/// Judgements, and the encounters they bear on.
#[derive(Debug, Default)]
pub(super) struct Bearing {
    pub(super) applied: Applied,
    /// The encounter of each contact that is judged.
    pub(super) encounter_of: BTreeMap<EncounterId, EncounterId>,
    /// Encounters of which anything is judged, an account among them.
    pub(super) touched: BTreeSet<EncounterId>,
    /// Those that were judged not to be so.
    pub(super) gone: BTreeSet<EncounterId>,
}

impl Bearing {
    /// Judgements with the encounters that they bear on in a record.
    pub(super) fn of(db: &Db, applied: Applied) -> Result<Self, KeepError> {
        let mut bearing = Self { applied, ..Self::default() };
        for target in bearing.applied.on.keys() {
            let (sql, id) = match target {
                Target::Contact(id) => ("SELECT id, encounter FROM contacts WHERE id = ?1", &id.0),
                Target::Account(id) => {
                    ("SELECT contact, encounter FROM accounts WHERE id = ?1", &id.0)
                }
                Target::Document(id) => {
                    ("SELECT id, encounter FROM contacts WHERE document = ?1", &id.0)
                }
                Target::Statement(_) | Target::Commitment(_) => continue,
            };
            let rows: Vec<(String, Option<String>)> =
                db.rows(sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for (contact, encounter) in rows {
                let encounter = EncounterId(encounter.unwrap_or_else(|| contact.clone()));
                bearing.encounter_of.insert(EncounterId(contact), encounter.clone());
                bearing.touched.insert(encounter);
            }
        }
        let sql = "SELECT json FROM encounters WHERE id IN {ids}";
        let ids: Vec<&str> = bearing.touched.iter().map(EncounterId::as_str).collect();
        for line in db.rows_of::<String>(sql, &ids, |row| row.get(0))? {
            let encounter: Encounter = serde_json::from_str(&line)?;
            if overlaid(db, &bearing.applied, &encounter)?.gone {
                bearing.gone.insert(encounter.id);
            }
        }
        Ok(bearing)
    }

    /// What is judged of what each document tells, in words that are the same as long as it is.
    pub(super) fn by_document(&self, db: &Db) -> Result<BTreeMap<DocumentId, String>, KeepError> {
        let mut found: BTreeMap<DocumentId, String> = BTreeMap::new();
        for judged in self.applied.on.values().flatten() {
            let line = serde_json::to_string(&(judged.number, &judged.said, &judged.words))?;
            found.entry(judged.here.document.clone()).or_default().push_str(&line);
        }
        let sql = "SELECT DISTINCT document, encounter FROM accounts WHERE encounter IN {ids}";
        let gone: Vec<&str> = self.gone.iter().map(EncounterId::as_str).collect();
        let mut of_gone: Vec<(DocumentId, String)> =
            db.rows_of(sql, &gone, |row| Ok((DocumentId(row.get(0)?), row.get(1)?)))?;
        of_gone.sort();
        for (document, encounter) in of_gone {
            found.entry(document).or_default().push_str(&encounter);
        }
        Ok(found)
    }

    /// An account as it is judged; gone with its encounter too.
    pub(super) fn account(&self, it: Account) -> Overlaid<Account> {
        if self.is_none() {
            return Overlaid { noun: it, judged: Vec::new(), gone: false };
        }
        let judged = judged_account(&it, &self.applied);
        let gone = judged.gone || self.gone.contains(&it.encounter);
        Overlaid { gone, ..judged }
    }

    /// A statement as it is judged.
    pub(super) fn statement(&self, it: Statement) -> Overlaid<Statement> {
        let (target, document) = (Target::Statement(it.id.clone()), it.document.clone());
        self.noun(it, Judgeable::Statement, target, &document)
    }

    /// A commitment as it is judged.
    pub(super) fn commitment(&self, it: Commitment) -> Overlaid<Commitment> {
        let (target, document) = (Target::Commitment(it.id.clone()), it.evidence.document.clone());
        self.noun(it, Judgeable::Commitment, target, &document)
    }

    /// A noun of one document as it is judged; gone with its document.
    fn noun<T: Serialize + DeserializeOwned>(
        &self,
        noun: T,
        of: Judgeable,
        target: Target,
        document: &DocumentId,
    ) -> Overlaid<T> {
        if self.is_none() {
            return Overlaid { noun, judged: Vec::new(), gone: false };
        }
        let gone = self.document_is_gone(document);
        let on = self.applied.of([target]);
        if on.is_empty() {
            return Overlaid { noun, judged: Vec::new(), gone };
        }
        let it = overlay(noun, of, &on);
        Overlaid { gone: it.gone || gone, ..it }
    }

    /// Whether nothing is judged.
    pub(super) fn is_none(&self) -> bool {
        self.applied.on.is_empty()
    }

    /// Whether an encounter is judged, or stands in a relation to one that is gone.
    fn touches(&self, id: &str, line: &str) -> bool {
        self.touched.contains(&EncounterId(id.to_owned()))
            || self.gone.iter().any(|gone| line.contains(gone.as_str()))
    }

    /// Whether a document was judged not to be so.
    pub(super) fn document_is_gone(&self, id: &DocumentId) -> bool {
        self.applied.is_gone(&Target::Document(id.clone()))
    }
}

/// What an export line is known by.
#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    document: Option<DocumentId>,
    encounter: Option<EncounterId>,
    evidence: Option<serde_json::Value>,
}

impl Line {
    fn document(&self) -> Option<DocumentId> {
        let of =
            |evidence: &serde_json::Value| evidence.get("document")?.as_str().map(str::to_owned);
        self.document.clone().or_else(|| self.evidence.as_ref().and_then(of).map(DocumentId))
    }
}

/// A noun with what was judged of it, as it is exported.
#[derive(Serialize)]
struct WithJudged<'a, T> {
    #[serde(flatten)]
    noun: &'a T,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    judged: &'a [Judged],
}

fn overlaid(
    db: &Db,
    applied: &Applied,
    encounter: &Encounter,
) -> Result<Overlaid<Encounter>, KeepError> {
    let contacts = encounter.members.iter().map(|member| &member.contact);
    let held = Held::beside(db, contacts)?;
    Ok(judged_encounter(encounter, &held.tellings(), applied))
}

fn line<T: Serialize>(it: &Overlaid<T>) -> Result<Option<Cow<'static, str>>, KeepError> {
    if it.gone {
        return Ok(None);
    }
    let line = serde_json::to_string(&WithJudged { noun: &it.noun, judged: &it.judged })?;
    Ok(Some(Cow::Owned(line)))
}

impl Record {
    /// Judgements as they bear on the record; worked out once, until something changes.
    pub(super) fn bearing(&self) -> Result<&Bearing, KeepError> {
        if self.judged.get().is_none() {
            let bearing = Bearing::of(&self.db, self.applied()?)?;
            // Set before by nobody: there is one thread.
            let _ = self.judged.set(bearing);
        }
        Ok(self.judged.get_or_init(Bearing::default))
    }

    /// An encounter as it is judged.
    pub(super) fn judged_encounter(
        &self,
        encounter: Encounter,
    ) -> Result<Overlaid<Encounter>, KeepError> {
        let bearing = self.bearing()?;
        let mut it = if bearing.touched.contains(&encounter.id) {
            overlaid(&self.db, &bearing.applied, &encounter)?
        } else {
            Overlaid { noun: encounter, judged: Vec::new(), gone: false }
        };
        it.noun.relations.retain(|relation| !bearing.gone.contains(&relation.to));
        Ok(it)
    }

    /// An account as it is judged.
    pub(super) fn judged_account(&self, account: Account) -> Result<Overlaid<Account>, KeepError> {
        let bearing = self.bearing()?;
        if bearing.is_none() {
            return Ok(Overlaid { noun: account, judged: Vec::new(), gone: false });
        }
        Ok(judged_account(&account, &bearing.applied))
    }

    /// A statement as it is judged.
    pub(super) fn judged_statement(&self, it: Statement) -> Result<Overlaid<Statement>, KeepError> {
        Ok(self.bearing()?.statement(it))
    }

    /// A commitment as it is judged.
    pub(super) fn judged_commitment(
        &self,
        it: Commitment,
    ) -> Result<Overlaid<Commitment>, KeepError> {
        Ok(self.bearing()?.commitment(it))
    }

    /// A document as it is judged.
    pub(super) fn judged_document(&self, it: Document) -> Result<Overlaid<Document>, KeepError> {
        let id = it.id.clone();
        Ok(self.bearing()?.noun(it, Judgeable::Document, Target::Document(id.clone()), &id))
    }

    /// Whether anything is judged of a document's own fields.
    pub(super) fn is_judged(&self, id: &DocumentId) -> Result<bool, KeepError> {
        Ok(self.bearing()?.applied.on.contains_key(&Target::Document(id.clone())))
    }

    /// Encounters without those that were judged not to be so.
    pub(super) fn not_gone(&self, ids: Vec<String>) -> Result<Vec<EncounterId>, KeepError> {
        let gone = &self.bearing()?.gone;
        Ok(ids.into_iter().map(EncounterId).filter(|id| !gone.contains(id)).collect())
    }

    /// Of encounters of which something is judged, those that an actor takes part in, and those
    /// that it does not.
    pub(super) fn judged_with(
        &self,
        actor: &crate::nouns::ActorId,
    ) -> Result<(BTreeSet<String>, BTreeSet<String>), KeepError> {
        let (mut with, mut without) = (BTreeSet::new(), BTreeSet::new());
        for id in &self.bearing()?.touched {
            let Some(encounter) = self.encounter(id)? else { continue };
            let takes_part = encounter.participants.iter().any(|it| it.actor == *actor);
            if takes_part { &mut with } else { &mut without }.insert(id.0.clone());
        }
        Ok((with, without))
    }

    /// What was judged of a thing, in order of the log, beside what is read of it now.
    pub fn judged(&self, noun: Noun, id: &str) -> Result<Vec<Judged>, KeepError> {
        let id = id.to_owned();
        Ok(match noun {
            Noun::Encounters => match self.encounter_as_read(&EncounterId(id))? {
                Some(it) => self.judged_encounter(it)?.judged,
                None => Vec::new(),
            },
            Noun::Accounts => {
                let sql = "SELECT json FROM accounts WHERE id = ?1";
                let it: Option<Account> = self.noun(sql, &id)?;
                it.map(|it| self.judged_account(it))
                    .transpose()?
                    .map_or_else(Vec::new, |it| it.judged)
            }
            Noun::Statements => {
                let sql = "SELECT json FROM statements WHERE id = ?1";
                let it: Option<Statement> = self.noun(sql, &id)?;
                it.map(|it| self.judged_statement(it))
                    .transpose()?
                    .map_or_else(Vec::new, |it| it.judged)
            }
            Noun::Commitments => {
                let sql = "SELECT json FROM commitments WHERE id = ?1";
                let it: Option<Commitment> = self.noun(sql, &id)?;
                it.map(|it| self.judged_commitment(it))
                    .transpose()?
                    .map_or_else(Vec::new, |it| it.judged)
            }
            Noun::Documents => match self.document_as_read(&DocumentId(id))? {
                Some(it) => self.judged_document(it)?.judged,
                None => Vec::new(),
            },
            Noun::Actors | Noun::Mentions | Noun::Judgements => Vec::new(),
        })
    }

    /// Things as they are judged, without those that were judged not to be so.
    pub(super) fn as_judged<T>(
        &self,
        read: Vec<T>,
        judged: impl Fn(&Self, T) -> Result<Overlaid<T>, KeepError>,
    ) -> Result<Vec<T>, KeepError> {
        let mut found = Vec::new();
        for it in read {
            let judged = judged(self, it)?;
            found.extend((!judged.gone).then_some(judged.noun));
        }
        Ok(found)
    }

    /// An export line as it is judged; none where the thing was judged not to be so.
    pub(super) fn judged_line<'l>(
        &self,
        noun: Noun,
        text: &'l str,
    ) -> Result<Option<Cow<'l, str>>, KeepError> {
        let bearing = self.bearing()?;
        if bearing.is_none() || matches!(noun, Noun::Actors | Noun::Judgements) {
            return Ok(Some(Cow::Borrowed(text)));
        }
        let known: Line = serde_json::from_str(text)?;
        let document = known.document();
        if noun != Noun::Encounters && document.is_some_and(|id| bearing.document_is_gone(&id)) {
            return Ok(None);
        }
        let of_gone = known.encounter.as_ref().is_some_and(|id| bearing.gone.contains(id));
        if noun == Noun::Accounts && of_gone {
            return Ok(None);
        }
        let id = known.id.unwrap_or_default();
        let on = |target: Target| bearing.applied.on.contains_key(&target);
        match noun {
            Noun::Encounters if bearing.touches(&id, text) => {
                line(&self.judged_encounter(serde_json::from_str(text)?)?)
            }
            Noun::Accounts if on(Target::Account(AccountId(id.clone()))) => {
                line(&self.judged_account(serde_json::from_str(text)?)?)
            }
            Noun::Statements if on(Target::Statement(StatementId(id.clone()))) => {
                line(&self.judged_statement(serde_json::from_str(text)?)?)
            }
            Noun::Documents if on(Target::Document(DocumentId(id.clone()))) => {
                line(&self.judged_document(serde_json::from_str(text)?)?)
            }
            _ => Ok(Some(Cow::Borrowed(text))),
        }
    }
}

/// The export line of a noun that was worked on after it was taken out, with what was judged of
/// it.
pub fn noun_line<T: Serialize>(noun: &T, judged: &[Judged]) -> Result<String, serde_json::Error> {
    serde_json::to_string(&WithJudged { noun, judged })
}
