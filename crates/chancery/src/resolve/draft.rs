//! Mentions in the making: tokens first, bytes at the end.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_engine::Doc;

use super::lexicon::Hit;
use super::names::Name;
use super::people::{Person, Setting};
use super::titles::{Title, head_of};
use crate::nouns::{Actor, ActorId, ActorKind, Candidate, Mention, MentionKind, Page, Sector};

/// A text with everything found in it so far.
pub(crate) struct Scene<'a> {
    pub doc: &'a Doc,
    pub hits: &'a [Hit],
    pub setting: &'a Setting<'a>,
    pub names: &'a [Name],
    pub persons: &'a [Person],
    /// The person each name means.
    pub of_name: &'a [Option<usize>],
    /// Whether each title belongs to a name.
    taken: Vec<bool>,
    /// The first person of each actor.
    by_actor: BTreeMap<&'a ActorId, usize>,
}

/// How many names before and after its place a description ("the minister", "the two leaders")
/// may look over: more than a report holds, few enough for the work to grow with the text only.
const REACH: usize = 400;

impl<'a> Scene<'a> {
    pub(crate) fn new(
        doc: &'a Doc,
        hits: &'a [Hit],
        setting: &'a Setting<'a>,
        names: &'a [Name],
        (persons, of_name): (&'a [Person], &'a [Option<usize>]),
    ) -> Self {
        let mut taken = vec![false; setting.titles.len()];
        for &title in names.iter().flat_map(|n| &n.titles) {
            taken[title] = true;
        }
        let last_first = persons.iter().enumerate().rev();
        let by_actor = last_first.map(|(i, p)| (&p.actor.id, i)).collect();
        Self { doc, hits, setting, names, persons, of_name, taken, by_actor }
    }

    /// The person last named before a token (or, if nobody was, first named after it) of whom a
    /// condition holds.
    pub(crate) fn nearest_person(
        &self,
        token: u32,
        condition: impl Fn(&Person) -> bool,
    ) -> Option<&Person> {
        let fits = |i: &usize| self.of_name[*i].is_some_and(|p| condition(&self.persons[p]));
        let near = self.names_near(token);
        let before = near.clone().rev().filter(|&i| self.names[i].tokens.end <= token);
        let after = near.filter(|&i| self.names[i].tokens.start > token);
        let found = before.chain(after).find(fits)?;
        self.of_name[found].map(|p| &self.persons[p])
    }

    /// Whether a token is part of a name or of a title given to a name.
    pub(crate) fn is_named(&self, token: u32) -> bool {
        let covers = |tokens: &Range<u32>| tokens.contains(&token);
        let name = self.names.partition_point(|n| n.tokens.end <= token);
        let title = self.setting.titles.partition_point(|t| t.tokens.end <= token);
        self.names.get(name).is_some_and(|n| covers(&n.tokens))
            || self.setting.titles.get(title).is_some_and(|t| covers(&t.tokens))
                && self.taken[title]
    }

    /// Titles that no name took.
    pub(crate) fn free_titles(&self) -> impl Iterator<Item = &Title> {
        let titles = self.setting.titles.iter().zip(&self.taken);
        titles.filter(|(_, taken)| !**taken).map(|(title, _)| title)
    }

    /// The persons named near a token, in order of their first names in the text.
    pub(crate) fn persons_near(&self, token: u32) -> impl Iterator<Item = &Person> {
        let mut near: Vec<usize> =
            self.of_name[self.names_near(token)].iter().flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|p| &self.persons[p])
    }

    /// The names near a token, by index.
    fn names_near(&self, token: u32) -> Range<usize> {
        let at = self.names.partition_point(|n| n.tokens.end <= token);
        at.saturating_sub(REACH)..(at + REACH).min(self.names.len())
    }

    /// The person of the text an actor is.
    pub(crate) fn person_of(&self, actor: &ActorId) -> Option<&Person> {
        self.by_actor.get(actor).map(|&p| &self.persons[p])
    }

    /// The determiner or possessive a phrase opens with, lower case.
    pub(crate) fn determiner(&self, start: u32) -> Option<String> {
        let before = start.checked_sub(1)?;
        let word = self.doc.word(before).to_lowercase();
        let known = ["the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "some"];
        known.contains(&word.as_str()).then_some(word)
    }
}

/// A mention before its tokens become bytes.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub tokens: Range<u32>,
    pub head: u32,
    pub kind: MentionKind,
    pub actor: Option<ActorId>,
    pub name: String,
    pub office: Option<String>,
    pub country: Option<String>,
    pub sector: Option<Sector>,
    pub members: Vec<ActorId>,
    pub capacities: Vec<String>,
    /// Who was weighed, best first.
    pub candidates: Vec<Candidate>,
    /// Actors to hand on with the mention.
    pub actors: Vec<Actor>,
}

impl Draft {
    /// A mention of one actor, its own office left open.
    pub(crate) fn of(doc: &Doc, tokens: Range<u32>, kind: MentionKind, actor: &Actor) -> Self {
        Self {
            head: head_of(doc, &tokens),
            tokens,
            kind,
            actor: Some(actor.id.clone()),
            name: actor.name.clone(),
            office: None,
            country: actor.country.clone(),
            sector: actor.sector,
            members: Vec::new(),
            capacities: Vec::new(),
            candidates: Vec::new(),
            actors: vec![actor.clone()],
        }
    }

    /// A mention of a person of the text.
    pub(crate) fn person(
        doc: &Doc,
        tokens: Range<u32>,
        kind: MentionKind,
        person: &Person,
    ) -> Self {
        Self {
            name: person.name.clone(),
            office: person.office.clone(),
            country: person.country.clone(),
            sector: person.sector,
            candidates: person.candidates.clone(),
            ..Self::of(doc, tokens, kind, &person.actor)
        }
    }

    /// A mention whose actor the text leaves open.
    pub(crate) fn open(doc: &Doc, tokens: Range<u32>, kind: MentionKind) -> Self {
        Self {
            head: head_of(doc, &tokens),
            name: doc.span(tokens.clone()).to_owned(),
            tokens,
            kind,
            actor: None,
            office: None,
            country: None,
            sector: None,
            members: Vec::new(),
            capacities: Vec::new(),
            candidates: Vec::new(),
            actors: Vec::new(),
        }
    }

    /// An unnamed person or group, told by description and by nothing else.
    pub(crate) fn unnamed(
        doc: &Doc,
        tokens: Range<u32>,
        document: &str,
        country: Option<String>,
    ) -> Self {
        let name = doc.span(tokens.clone()).to_owned();
        let start = doc.bytes(tokens.clone()).start;
        let id = ActorId(format!("group:{document}:{start}"));
        let actor = Actor { country, ..Actor::named(id, ActorKind::Group, name) };
        Self::of(doc, tokens, MentionKind::Nominal, &actor)
    }

    /// The mention as the record has it.
    pub(crate) fn mention(&self, page: &Page, doc: &Doc) -> Mention {
        let mut bytes = doc.bytes(self.tokens.clone());
        let mut text = doc.span(self.tokens.clone());
        // The engine keeps the full stop of "Jr." and of a sentence that ends in such a word.
        if text.ends_with('.')
            && self.kind == MentionKind::Name
            && !text.ends_with("r.")
            && !is_initials(text)
        {
            text = &text[..text.len() - 1];
            bytes.end -= 1;
        }
        Mention {
            document: page.document.id.clone(),
            actor: self.actor.clone(),
            name: self.name.clone(),
            office: self.office.clone(),
            country: self.country.clone(),
            sector: self.sector,
            start: bytes.start,
            end: bytes.end,
            text: text.to_owned(),
            kind: self.kind,
            members: self.members.clone(),
            capacities: self.capacities.clone(),
            candidates: self.candidates.clone(),
            head: self.head,
        }
    }
}

/// Whether a text ends in initials ("U.S.", "George W.").
fn is_initials(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.matches('.').count() > 1 || last.chars().count() <= 2
}

/// Mentions of persons by name.
pub(crate) fn person_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let pairs = scene.names.iter().zip(scene.of_name);
    pairs
        .map(|(name, person)| {
            let mut draft = match person {
                Some(p) => Draft::person(
                    scene.doc,
                    name.tokens.clone(),
                    MentionKind::Name,
                    &scene.persons[*p],
                ),
                None => Draft::open(scene.doc, name.tokens.clone(), MentionKind::Name),
            };
            let titles = name.titles.iter().map(|&t| &scene.setting.titles[t]);
            draft.capacities = titles.map(|t| t.office_name(scene.setting.knowledge)).collect();
            if let Some(first) = draft.capacities.first() {
                draft.office = Some(first.clone());
            }
            // In "President of Y X" the sentence turns on "President".
            let before = name.titles.iter().map(|&t| scene.setting.titles[t].tokens.clone());
            let start = before.filter(|t| t.end <= name.tokens.start).map(|t| t.start).min();
            let phrase = start.unwrap_or(name.tokens.start)..name.tokens.end;
            draft.head = head_of(scene.doc, &phrase);
            draft
        })
        .collect()
}

/// Ranges taken so far, never overlapping.
#[derive(Default)]
pub(super) struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Takes a range if no part of it is taken yet; whether it did.
    pub(super) fn take(&mut self, range: &Range<u32>) -> bool {
        let before = self.0.range(..range.end).next_back();
        let free = before.is_none_or(|(_, end)| *end <= range.start);
        if free {
            self.0.insert(range.start, range.end);
        }
        free
    }
}

/// The drafts in order, of overlapping ones the first given.
pub(crate) fn without_overlaps(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut taken = Taken::default();
    for draft in drafts {
        if taken.take(&draft.tokens) {
            kept.push(draft);
        }
    }
    kept.sort_by_key(|d| d.tokens.start);
    kept
}
