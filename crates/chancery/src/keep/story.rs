//! An encounter with all that is needed to print it.

use std::collections::{BTreeMap, BTreeSet};

use super::{KeepError, Record, account_evidence, encounter_evidence};
use crate::nouns::{
    Account, ActorId, Document, DocumentId, Encounter, EncounterId, Mention, Published, Side,
};

/// What is printed of a document that tells something.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Whose voice the outlet is.
    pub side: Option<Side>,
    /// Publication day.
    pub published: Option<Published>,
    /// Address, or else path.
    pub place: Option<String>,
}

/// An encounter, its accounts (earliest published first), and the names behind the ids in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The contact.
    pub encounter: Encounter,
    /// What each voice tells of it.
    pub accounts: Vec<Account>,
    /// The documents cited.
    pub sources: BTreeMap<DocumentId, Source>,
    /// Names of the actors referred to by id.
    pub names: BTreeMap<ActorId, String>,
}

/// What an evidence or an id in a noun leads to, as far as it is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cited {
    /// The documents cited.
    pub sources: BTreeMap<DocumentId, Source>,
    /// Names of the actors referred to by id.
    pub names: BTreeMap<ActorId, String>,
}

impl Record {
    /// The story of an encounter.
    pub fn story(&self, id: &EncounterId) -> Result<Option<Story>, KeepError> {
        let Some(encounter) = self.encounter(id)? else {
            return Ok(None);
        };
        let accounts = self.accounts(&encounter.id)?;
        let documents = cited_documents(&encounter, &accounts);
        let Cited { sources, names } =
            self.cited(documents, cited_actors(&encounter, &accounts))?;
        Ok(Some(Story { encounter, accounts, sources, names }))
    }

    /// What these ids lead to; ids that lead nowhere are left out.
    pub fn cited(
        &self,
        documents: impl IntoIterator<Item = DocumentId>,
        actors: impl IntoIterator<Item = ActorId>,
    ) -> Result<Cited, KeepError> {
        let mut cited = Cited::default();
        for document in documents {
            if let Some(source) = self.source(&document)? {
                cited.sources.insert(document, source);
            }
        }
        let actors: BTreeSet<ActorId> = actors.into_iter().collect();
        let ids: Vec<&str> = actors.iter().map(ActorId::as_str).collect();
        let sql = "SELECT id, name FROM actors WHERE id IN {ids}";
        let names: Vec<(ActorId, String)> =
            self.db.rows_of(sql, &ids, |row| Ok((ActorId(row.get(0)?), row.get(1)?)))?;
        cited.names.extend(names);
        Ok(cited)
    }

    /// The stories of several encounters, each once, in order of time (the undated last).
    pub fn stories(&self, ids: &[EncounterId]) -> Result<Vec<Story>, KeepError> {
        let mut stories: Vec<Story> = Vec::new();
        for id in ids.iter().collect::<BTreeSet<_>>() {
            let story = self.story(id)?;
            let known =
                |it: &Story| stories.iter().all(|story| story.encounter.id != it.encounter.id);
            stories.extend(story.filter(known));
        }
        stories.sort_by_cached_key(|story| {
            let start = story.encounter.when.as_ref().and_then(|when| when.start);
            let text = start.map(|start| start.to_string());
            (text.is_none(), text, story.encounter.id.clone())
        });
        Ok(stories)
    }

    /// The names in a document that left a choice, each choice once, in order of place: several
    /// were weighed, or the one who was is not who is meant.
    pub fn choices(&self, document: &DocumentId) -> Result<Vec<Mention>, KeepError> {
        let sql = "SELECT json FROM mentions
                   WHERE document = ?1 AND json LIKE '%\"candidates\":[{%'
                   ORDER BY place";
        let mut found: Vec<Mention> = Vec::new();
        for line in self.column::<String>(sql, [document.as_str()])? {
            let mention: Mention = serde_json::from_str(&line)?;
            let only = mention.candidates.len() == 1
                && mention.actor.as_ref() == Some(&mention.candidates[0].actor);
            let told = found.iter().any(|before| {
                before.candidates == mention.candidates && before.actor == mention.actor
            });
            if !only && !told {
                found.push(mention);
            }
        }
        Ok(found)
    }

    /// The names of an encounter's participants that left a choice.
    pub fn choices_in(&self, story: &Story) -> Result<Vec<Mention>, KeepError> {
        let told = story.accounts.iter().flat_map(|account| &account.participants);
        let actors: BTreeSet<&ActorId> =
            told.chain(&story.encounter.participants).map(|person| &person.actor).collect();
        let mut found = Vec::new();
        for document in story.sources.keys() {
            let choices = self.choices(document)?.into_iter();
            found.extend(choices.filter(|m| m.actor.as_ref().is_some_and(|a| actors.contains(a))));
        }
        Ok(found)
    }

    /// What is printed of a document.
    pub fn source(&self, id: &DocumentId) -> Result<Option<Source>, KeepError> {
        if self.is_judged(id)? {
            return Ok(self.document(id)?.map(|it| Source {
                title: it.title,
                outlet: it.outlet,
                side: it.side,
                published: it.published,
                place: it.url.or(it.path),
            }));
        }
        // The text is left where it is: a table of many encounters needs only the head.
        let sql = "SELECT head FROM documents WHERE id = ?1";
        let Some(line) = self.column::<String>(sql, [id.as_str()])?.into_iter().next() else {
            return Ok(None);
        };
        let head: Head = serde_json::from_str(&line)?;
        Ok(Some(Source {
            title: head.title,
            outlet: head.outlet,
            side: head.side,
            published: head.published,
            place: head.url.or(head.path),
        }))
    }
}

/// The head of a document's export line.
#[derive(serde::Serialize, serde::Deserialize)]
pub(super) struct Head {
    path: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    side: Option<Side>,
    title: Option<String>,
    published: Option<Published>,
}

impl Head {
    /// The head of a document, as the record keeps it beside the whole.
    pub(super) fn line(of: &Document) -> Result<String, serde_json::Error> {
        serde_json::to_string(&Self {
            path: of.path.clone(),
            url: of.url.clone(),
            outlet: of.outlet.clone(),
            side: of.side.clone(),
            title: of.title.clone(),
            published: of.published.clone(),
        })
    }
}

fn cited_documents(encounter: &Encounter, accounts: &[Account]) -> BTreeSet<DocumentId> {
    let own = encounter_evidence(encounter).into_iter();
    let told = accounts.iter().flat_map(account_evidence);
    let cited = own.chain(told).map(|(_, evidence)| evidence.document.clone());
    cited.chain(accounts.iter().map(|account| account.document.clone())).collect()
}

fn cited_actors(encounter: &Encounter, accounts: &[Account]) -> BTreeSet<ActorId> {
    let told = accounts.iter().flat_map(|account| {
        let via = account.via.iter().filter_map(|link| link.actor.as_ref());
        let replies = account.replies.iter().filter_map(|reply| reply.by.as_ref());
        let outcomes =
            account.outcomes.iter().flat_map(|outcome| outcome.by.iter().chain(&outcome.to));
        via.chain(replies).chain(&account.initiator).chain(outcomes)
    });
    encounter.initiator.iter().chain(told).cloned().collect()
}
