//! Taking nouns out of the record.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;

use super::db::{DbError, FromValue, Params, Row};
use super::{KeepError, Record};
use crate::nouns::{
    Account, Actor, ActorId, Document, DocumentId, Encounter, EncounterId, Reading,
};

/// The nouns that can be exported.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// Texts as fetched.
    Documents,
    /// What each voice tells.
    Accounts,
    /// Contacts.
    Encounters,
    /// Who acts.
    Actors,
    /// Words that stand for an actor.
    Mentions,
    /// What somebody is told to have said.
    Statements,
    /// What somebody promised, asked for, invited to or planned.
    Commitments,
    /// What people judged, line by line.
    Judgements,
}

impl Noun {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Documents,
        Self::Accounts,
        Self::Encounters,
        Self::Actors,
        Self::Mentions,
        Self::Statements,
        Self::Commitments,
        Self::Judgements,
    ];

    /// Its name in the plural.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Accounts => "accounts",
            Self::Encounters => "encounters",
            Self::Actors => "actors",
            Self::Mentions => "mentions",
            Self::Statements => "statements",
            Self::Commitments => "commitments",
            Self::Judgements => "judgements",
        }
    }

    /// Its export lines, in an order that rests on the nouns alone.
    pub(super) fn lines(self) -> &'static str {
        match self {
            Self::Documents => "SELECT json FROM documents ORDER BY id",
            Self::Accounts => "SELECT json FROM accounts ORDER BY document, id",
            Self::Encounters => "SELECT json FROM encounters ORDER BY start IS NULL, start, id",
            Self::Actors => {
                "SELECT json FROM actors
                 WHERE EXISTS (SELECT 1 FROM document_actors d WHERE d.actor = actors.id)
                    OR EXISTS (SELECT 1 FROM judged_actors j WHERE j.actor = actors.id)
                 ORDER BY id"
            }
            Self::Mentions => "SELECT json FROM mentions ORDER BY document, place",
            Self::Statements => {
                "SELECT json, EXISTS (SELECT 1 FROM answers a WHERE a.statement = statements.id)
                 FROM statements ORDER BY document, first, id"
            }
            Self::Commitments => "SELECT json FROM commitments ORDER BY document, first, id",
            Self::Judgements => "SELECT json FROM judgements ORDER BY number",
        }
    }
}

/// How much a record holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Counts {
    /// Documents.
    pub documents: u32,
    /// Accounts.
    pub accounts: u32,
    /// Encounters.
    pub encounters: u32,
    /// Actors mentioned.
    pub actors: u32,
    /// Mentions.
    pub mentions: u32,
    /// Statements.
    pub statements: u32,
    /// Commitments.
    pub commitments: u32,
    /// Encounters of each kind and status, the most frequent first.
    pub kinds: Vec<(String, u32)>,
    /// Documents with each note, the most frequent first.
    pub notes: Vec<(String, u32)>,
    /// Inputs that could not be read: input, day, reason.
    pub problems: Vec<(String, String, String)>,
    /// First and last publication day.
    pub published: Option<(String, String)>,
}

impl Record {
    /// Whether a document is in the record.
    pub fn knows(&self, id: &DocumentId) -> Result<bool, KeepError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?1)";
        Ok(self.db.row(sql, [id.as_str()], |row| row.get(0))?)
    }

    /// The ids of all documents, in order.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, KeepError> {
        let ids = self.column("SELECT id FROM documents ORDER BY id", [])?;
        Ok(ids.into_iter().map(DocumentId).collect())
    }

    /// Hands every export line of a noun (without line end) to `take`, in order, as it is judged;
    /// commitments as they stand after all that was read.
    pub fn each_line<E: From<KeepError>>(
        &self,
        noun: Noun,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        if noun == Noun::Commitments {
            return self.each_commitment(|it| take(&self.commitment_line(&it)?));
        }
        self.each_row(noun.lines(), |row| {
            let mut line = row.text(0).map_err(KeepError::from)?;
            if noun == Noun::Statements && row.get(1).map_err(KeepError::from)? {
                line = self.answered_line(&line)?.into();
            }
            match self.judged_line(noun, &line)? {
                Some(line) => take(&line),
                None => Ok(()),
            }
        })
    }

    /// Hands every row of a query to `take`.
    pub(super) fn each_row<E: From<KeepError>>(
        &self,
        sql: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.db.each::<Stopped<E>>(sql, [], |row| take(row).map_err(Stopped::Taker)).map_err(
            |stopped| match stopped {
                Stopped::Keep(error) => error.into(),
                Stopped::Taker(error) => error,
            },
        )
    }

    /// Ids (of all that have one of their own) that are or start with these characters;
    /// an id that is exactly this stands alone. At most 20. The id of a contact leads to the
    /// encounter it was settled into.
    pub fn ids_like(&self, id: &str) -> Result<Vec<(Noun, String)>, KeepError> {
        let mut found = Vec::new();
        for noun in
            Noun::ALL.into_iter().filter(|noun| !matches!(noun, Noun::Mentions | Noun::Judgements))
        {
            let (table, leads_to) = match noun {
                Noun::Encounters => ("contacts", "coalesce(encounter, id)"),
                _ => (noun.name(), "id"),
            };
            let sql = format!(
                "SELECT id, {leads_to} FROM {table}
                 WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 20"
            );
            let behind = format!("{id}{}", char::MAX);
            let rows: Vec<(String, String)> =
                self.rows(&sql, [id, &behind], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some((_, to)) = rows.iter().find(|(full, _)| full == id) {
                return Ok(vec![(noun, to.clone())]);
            }
            let ids: BTreeSet<String> = rows.into_iter().map(|(_, to)| to).collect();
            found.extend(ids.into_iter().map(|id| (noun, id)));
        }
        found.truncate(20);
        Ok(found)
    }

    /// A document by id.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, KeepError> {
        let read = self.document_as_read(id)?;
        Ok(read.map(|it| self.judged_document(it)).transpose()?.map(|it| it.noun))
    }

    /// A document by id, without judgements.
    pub(super) fn document_as_read(&self, id: &DocumentId) -> Result<Option<Document>, KeepError> {
        self.noun("SELECT json FROM documents WHERE id = ?1", id.as_str())
    }

    /// The reading in force of a document.
    pub fn reading(&self, id: &DocumentId) -> Result<Option<Reading>, KeepError> {
        let sql = "SELECT r.id, r.cleaner, r.text, r.blocks, r.cut FROM readings r
                   JOIN documents d ON d.id = r.document AND d.reading = r.id WHERE d.id = ?1";
        let row = self.db.first(sql, [id.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let Some((id, cleaner, text, blocks, cut)): Option<(_, _, _, String, String)> = row else {
            return Ok(None);
        };
        Ok(Some(Reading {
            id: crate::nouns::ReadingId(id),
            cleaner,
            text,
            blocks: serde_json::from_str(&blocks)?,
            cut: serde_json::from_str(&cut)?,
        }))
    }

    /// Every path a document was found at, in byte order.
    pub fn paths(&self, id: &DocumentId) -> Result<Vec<String>, KeepError> {
        self.column("SELECT path FROM paths WHERE document = ?1 ORDER BY path", [id.as_str()])
    }

    /// An actor by id.
    pub fn actor(&self, id: &ActorId) -> Result<Option<Actor>, KeepError> {
        self.noun("SELECT json FROM actors WHERE id = ?1", id.as_str())
    }

    /// An encounter by its id, or by that of a contact settled into it.
    pub fn encounter(&self, id: &EncounterId) -> Result<Option<Encounter>, KeepError> {
        let read = self.encounter_as_read(id)?;
        Ok(read.map(|it| self.judged_encounter(it)).transpose()?.map(|it| it.noun))
    }

    /// Encounters by their own ids, each once, in the order of these; those that are not there are
    /// left out.
    pub fn encounters_of(&self, ids: &[EncounterId]) -> Result<Vec<Encounter>, KeepError> {
        let asked: Vec<&str> = ids.iter().map(EncounterId::as_str).collect();
        let sql = "SELECT json FROM encounters WHERE id IN {ids}";
        let mut known: BTreeMap<EncounterId, Encounter> = BTreeMap::new();
        for encounter in self.parsed_of::<Encounter>(sql, &asked)? {
            let judged = self.judged_encounter(encounter)?.noun;
            known.insert(judged.id.clone(), judged);
        }
        Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
    }

    /// The accounts of some encounters, the earliest published first.
    pub(super) fn accounts_of(&self, ids: &[&str]) -> Result<Vec<Account>, KeepError> {
        let sql = "SELECT a.json FROM accounts a JOIN documents d ON d.id = a.document
                   WHERE a.encounter IN {ids}
                   ORDER BY a.encounter, d.published_start IS NULL, d.published_start,
                            a.document, a.id";
        self.as_judged(self.parsed_of(sql, ids)?, Self::judged_account)
    }

    /// An encounter, without judgements but those that tie its contacts.
    pub fn encounter_as_read(&self, id: &EncounterId) -> Result<Option<Encounter>, KeepError> {
        let sql = "SELECT json FROM encounters
                   WHERE id = coalesce((SELECT encounter FROM contacts WHERE id = ?1), ?1)";
        self.noun(sql, id.as_str())
    }

    /// The contact an account is about, which leads to its encounter.
    pub fn encounter_of(&self, account: &str) -> Result<Option<EncounterId>, KeepError> {
        let ids = self.column("SELECT contact FROM accounts WHERE id = ?1", [account])?;
        Ok(ids.into_iter().next().map(EncounterId))
    }

    /// The accounts of an encounter, the earliest published first.
    pub fn accounts(&self, id: &EncounterId) -> Result<Vec<Account>, KeepError> {
        let sql = "SELECT a.json FROM accounts a JOIN documents d ON d.id = a.document
                   WHERE a.encounter = ?1
                   ORDER BY d.published_start IS NULL, d.published_start, a.document, a.id";
        self.as_judged(self.parsed(sql, [id.as_str()])?, Self::judged_account)
    }

    /// The encounters a document tells of.
    pub fn encounters_in(&self, document: &DocumentId) -> Result<Vec<EncounterId>, KeepError> {
        let sql = "SELECT DISTINCT encounter FROM contacts
                   WHERE document = ?1 AND encounter IS NOT NULL ORDER BY encounter";
        self.not_gone(self.column(sql, [document.as_str()])?)
    }

    /// The encounters an actor took part in.
    pub fn encounters_with(&self, actor: &ActorId) -> Result<Vec<EncounterId>, KeepError> {
        let sql = "SELECT DISTINCT encounter FROM encounter_participants WHERE actor = ?1
                   ORDER BY encounter";
        let mut ids: BTreeSet<String> = self.column(sql, [actor.as_str()])?.into_iter().collect();
        let (with, without) = self.judged_with(actor)?;
        ids.retain(|id| !without.contains(id));
        ids.extend(with);
        self.not_gone(ids.into_iter().collect())
    }

    /// The latest encounters by their own time, the latest first.
    pub fn latest_encounters(&self, limit: u32) -> Result<Vec<EncounterId>, KeepError> {
        let sql = "SELECT id FROM encounters
                   ORDER BY start IS NULL, start LIKE 'X%', start DESC, id LIMIT ?1";
        self.not_gone(self.column(sql, [limit])?)
    }

    /// How much the record holds.
    pub fn counts(&self) -> Result<Counts, KeepError> {
        let kinds = "SELECT kind || ', ' || status, count(*) AS n FROM encounters GROUP BY 1
                     ORDER BY n DESC, 1";
        let notes = "SELECT code, count(DISTINCT document) FROM document_notes GROUP BY 1
                     ORDER BY 2 DESC, 1";
        let problems = "SELECT input, day, what FROM problems ORDER BY input";
        let published = "SELECT min(published_start), max(published_end) FROM documents
                         WHERE published_start NOT LIKE 'X%'";
        let days: (Option<String>, Option<String>) =
            self.db.row(published, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Counts {
            documents: self.count("documents")?,
            accounts: self.count("accounts")?,
            encounters: self.count("encounters")?,
            actors: self.count("(SELECT DISTINCT actor FROM document_actors) AS named")?,
            mentions: self.count("mentions")?,
            statements: self.count("statements")?,
            commitments: self.count("commitments")?,
            kinds: self.rows(kinds, [], |row| Ok((row.get(0)?, row.get(1)?)))?,
            notes: self.rows(notes, [], |row| Ok((row.get(0)?, row.get(1)?)))?,
            problems: self.rows(problems, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?,
            published: days.0.zip(days.1),
        })
    }

    fn count(&self, from: &str) -> Result<u32, KeepError> {
        let sql = format!("SELECT count(*) FROM {from}");
        Ok(self.db.row(&sql, [], |row| row.get(0))?)
    }

    pub(super) fn noun<T: DeserializeOwned>(
        &self,
        sql: &str,
        id: &str,
    ) -> Result<Option<T>, KeepError> {
        let line: Option<String> = self.db.first(sql, [id], |row| row.get(0))?;
        Ok(line.map(|line| serde_json::from_str(&line)).transpose()?)
    }

    /// The first column of every row.
    pub(super) fn column<T: FromValue>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, KeepError> {
        self.rows(sql, params, |row| row.get(0))
    }

    /// Every row through a function.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, KeepError> {
        Ok(self.db.rows(sql, params, read)?)
    }
}

/// Why a walk over lines stopped: at the record, or at the one who takes them.
enum Stopped<E> {
    Keep(KeepError),
    Taker(E),
}

impl<E> From<DbError> for Stopped<E> {
    fn from(error: DbError) -> Self {
        Self::Keep(error.into())
    }
}

/// A pattern of `LIKE` for JSON with an object whose first field is a text, as the nouns write it.
pub(super) fn starting_json(object: &str, field: &str, text: &str) -> Result<String, KeepError> {
    let name = within_json(text)?;
    let name = name.trim_start_matches('%');
    let name = name.strip_suffix('%').unwrap_or(name);
    Ok(format!("%\"{object}\":{{\"{field}\":\"{name}\"%"))
}

/// A pattern of `LIKE` (with `!` before signs that mean something there) for text that stands
/// somewhere in JSON.
fn within_json(text: &str) -> Result<String, KeepError> {
    let quoted = serde_json::to_string(text)?;
    let inner = &quoted[1..quoted.len() - 1];
    Ok(format!("%{}%", inner.replace('!', "!!").replace('%', "!%").replace('_', "!_")))
}
