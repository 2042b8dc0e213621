//! What several pages show alike.

use std::collections::BTreeMap;

use chancery::briefs;
use chancery::keep::{Cursor, DocumentRow};
use chancery::nouns::{
    ActorId, Commitment, Encounter, Field, Mention, Moment, Participant, Statement, Verdict, When,
};
use chancery::show::{plain, shortened, when_words, where_words, word};
use serde::Serialize;

use crate::link::{self, Link};

/// Signs of a text that a list shows.
const SHOWN: usize = 320;
/// Names that a list shows of an encounter.
const NAMES: usize = 5;

/// What stands around every page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frame {
    /// Which part of the service this is, for the list of parts.
    pub(crate) here: &'static str,
    /// What was searched for.
    pub(crate) query: String,
}

impl Frame {
    /// The frame of a part of the service.
    pub(crate) fn of(here: &'static str) -> Self {
        Self { here, query: String::new() }
    }

    /// Whether a part of the service is this one.
    pub(crate) fn is(&self, part: &str) -> bool {
        self.here == part
    }
}

/// Words of an exported enum, as people read them.
pub(crate) fn said(value: &impl Serialize) -> String {
    word(value).replace('_', " ")
}

/// A day of a record (`2022-12-13T15`, `2022-12`) as people write it.
pub(crate) fn day_words(day: &str) -> String {
    let Ok(moment) = day.parse::<Moment>() else { return String::new() };
    let when = When {
        start: Some(moment),
        end: Some(moment),
        precision: chancery::nouns::Precision::Day,
        basis: chancery::nouns::Basis::Explicit,
        evidence: None,
    };
    when_words(Some(&when))
}

/// An encounter in a list.
#[derive(Debug, Clone)]
pub(crate) struct EncounterLine {
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) what: String,
    pub(crate) who: Vec<Link>,
    /// How many more took part.
    pub(crate) more: usize,
    pub(crate) place: String,
    pub(crate) accounts: usize,
    pub(crate) origins: u32,
    /// What is contradicted, in words.
    pub(crate) contradicted: Vec<String>,
}

impl EncounterLine {
    pub(crate) fn of(it: &Encounter) -> Self {
        let who = it.participants.iter().take(NAMES).map(participant);
        Self {
            href: link::encounter(&it.id),
            when: briefs::when_told(it),
            what: capital(&briefs::what(it)),
            who: who.collect(),
            more: it.participants.len().saturating_sub(NAMES),
            place: where_words(it.place.as_ref()),
            accounts: it.accounts.len(),
            origins: it.origins,
            contradicted: contradicted(it),
        }
    }
}

/// A text that begins with a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().map(|first| first.to_uppercase().collect::<String>());
    format!("{}{}", first.unwrap_or_default(), signs.as_str())
}

/// A participant by name and state.
fn participant(it: &Participant) -> Link {
    let state = it.actor.as_str().starts_with("state:");
    let country = it.country.as_ref().filter(|_| !state);
    let name = plain(&it.name);
    let text = country.map_or_else(|| name.clone(), |code| format!("{name} ({code})"));
    Link { href: link::actor(&it.actor), text }
}

/// The fields on which accounts contradict each other, each once.
pub(crate) fn contradicted(it: &Encounter) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for told in it.fields.iter().filter(|told| told.verdict == Verdict::Contradicted) {
        let name = field_words(told.field).to_owned();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// A field in words.
pub(crate) fn field_words(field: Field) -> &'static str {
    match field {
        Field::Kind => "what it was",
        Field::Channel => "by which channel",
        Field::Status => "whether it took place",
        Field::When => "when",
        Field::Where => "where",
        Field::Participant => "who took part",
        Field::Initiator => "who asked for it",
        Field::Duration => "how long",
        Field::Format => "in which form",
        Field::Topic => "what was spoken of",
        Field::Outcome => "what came of it",
        Field::Number => "a number",
    }
}

/// A statement in a list.
#[derive(Debug, Clone)]
pub(crate) struct StatementLine {
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) who: Vec<Link>,
    pub(crate) to: Vec<Link>,
    pub(crate) act: String,
    pub(crate) form: String,
    pub(crate) words: String,
    pub(crate) place: String,
}

impl StatementLine {
    pub(crate) fn of(it: &Statement) -> Self {
        let parts: Vec<String> = it.content.iter().map(|e| plain(&e.text)).collect();
        let words = if parts.is_empty() { plain(&it.evidence.text) } else { parts.join(" … ") };
        Self {
            href: link::statement(&it.id),
            when: it.when.as_ref().map(|when| when_words(Some(when))).unwrap_or_default(),
            who: it.speaker.iter().map(mentioned).collect(),
            to: it.addressees.iter().map(mentioned).collect(),
            act: said(&it.act),
            form: said(&it.form),
            words: shortened(&words, SHOWN),
            place: link::words(&it.evidence),
        }
    }
}

/// Somebody mentioned; without an address where nobody known is meant.
pub(crate) fn mentioned(it: &Mention) -> Link {
    let href = it.actor.as_ref().map(link::actor).unwrap_or_default();
    Link { href, text: plain(&it.name) }
}

/// A commitment in a list.
#[derive(Debug, Clone)]
pub(crate) struct CommitmentLine {
    pub(crate) href: String,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) by: Vec<Link>,
    pub(crate) to: Vec<Link>,
    pub(crate) what: String,
    pub(crate) due: String,
    pub(crate) made: String,
    pub(crate) place: String,
}

impl CommitmentLine {
    pub(crate) fn of(it: &Commitment, names: &BTreeMap<ActorId, String>) -> Self {
        let when = |it: &Option<When>| it.as_ref().map(|when| when_words(Some(when)));
        Self {
            href: link::commitment(&it.id),
            kind: said(&it.kind),
            state: said(&it.state),
            by: named(&it.by, names),
            to: named(&it.to, names),
            what: shortened(&plain(&it.what.text), SHOWN),
            due: when(&it.due).unwrap_or_default(),
            made: when(&it.made_on).unwrap_or_default(),
            place: link::words(&it.evidence),
        }
    }
}

/// Actors by name, or by id where the name is not known.
pub(crate) fn named(ids: &[ActorId], names: &BTreeMap<ActorId, String>) -> Vec<Link> {
    ids.iter()
        .map(|id| Link::actor(id, names.get(id).map_or(id.as_str(), String::as_str)))
        .collect()
}

/// A document in a list.
#[derive(Debug, Clone)]
pub(crate) struct DocumentLine {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) outlet: String,
    pub(crate) kind: String,
    pub(crate) day: String,
    pub(crate) copy: bool,
}

impl DocumentLine {
    pub(crate) fn of(it: &DocumentRow) -> Self {
        let title = it.title.as_deref().map(plain).filter(|title| !title.is_empty());
        Self {
            href: link::document(&it.id),
            title: shortened(&title.unwrap_or_else(|| "Without a title".to_owned()), SHOWN),
            outlet: plain(it.outlet.as_deref().unwrap_or_default()),
            kind: it.kind.replace('_', " "),
            day: day_words(&it.day),
            copy: it.copy,
        }
    }
}

/// A choice of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) chosen: bool,
}

/// Choices out of exported words, the one asked for chosen.
pub(crate) fn choices(words: &[&str], asked: Option<&String>) -> Vec<Choice> {
    let choice = |word: &&str| Choice {
        value: (*word).to_owned(),
        text: word.replace('_', " "),
        chosen: asked.is_some_and(|asked| asked == word),
    };
    words.iter().map(choice).collect()
}

/// The address of a list's next page: the same question behind a cursor.
pub(crate) fn next_page(
    path: &str,
    asked: &[(&str, Option<&String>)],
    next: Option<&Cursor>,
) -> Option<String> {
    let cursor = next?.text();
    Some(address(path, asked, Some(&cursor)))
}

/// A path with a question.
pub(crate) fn address(
    path: &str,
    asked: &[(&str, Option<&String>)],
    after: Option<&String>,
) -> String {
    let told = asked.iter().copied().chain([("after", after)]);
    let told = told.filter_map(|(key, value)| Some((key, value?)));
    let pairs =
        told.filter(|(_, it)| !it.trim().is_empty()).map(|(key, it)| (key, link::encoded(it)));
    let query: Vec<String> = pairs.map(|(key, value)| format!("{key}={value}")).collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}
