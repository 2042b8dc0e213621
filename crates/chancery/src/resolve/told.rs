//! Who a text told of before a word: what pronouns and descriptions point back to.

use std::ops::Range;

use chancery_engine::{Dep, Doc};

use super::draft::{Draft, Scene};
use super::knowledge::Gender;
use crate::nouns::{Actor, ActorId, ActorKind, MentionKind};

/// Everything told of so far: what was found by its own words, and what was understood from it.
pub(crate) struct Told {
    named: Vec<Draft>,
    /// Whether a longer description took the place of a draft.
    gone: Vec<bool>,
    meant: Vec<Draft>,
}

impl Told {
    /// `named` are in order and never overlap.
    pub(crate) fn new(named: Vec<Draft>) -> Self {
        Self { gone: vec![false; named.len()], named, meant: Vec::new() }
    }

    /// Takes in a description or pronoun that has been understood; whatever lies inside it goes.
    /// A person's name is never given up for it.
    pub(crate) fn understand(&mut self, draft: Draft) {
        let first = self.named.partition_point(|d| d.tokens.end <= draft.tokens.start);
        let inside = self.named[first..].iter().take_while(|d| d.tokens.start < draft.tokens.end);
        let count = inside.clone().count();
        let mut standing = inside.zip(&self.gone[first..]).filter(|(_, gone)| !**gone);
        if standing.any(|(d, _)| d.kind == MentionKind::Name && is_one_person(d)) {
            return;
        }
        let overlaps =
            |d: &Draft| d.tokens.start < draft.tokens.end && draft.tokens.start < d.tokens.end;
        if self.meant.last().is_some_and(overlaps) {
            return;
        }
        self.gone[first..first + count].fill(true);
        let at = self.meant.partition_point(|d| d.tokens.start < draft.tokens.start);
        self.meant.insert(at, draft);
    }

    /// All of them, in order.
    pub(crate) fn into_drafts(self) -> Vec<Draft> {
        let kept = self.named.into_iter().zip(self.gone).filter(|(_, gone)| !gone);
        let mut drafts: Vec<Draft> = kept.map(|(d, _)| d).chain(self.meant).collect();
        drafts.sort_by_key(|d| d.tokens.start);
        drafts
    }

    /// Drafts that end before a token, in the sentence it stands in and as many before as told.
    pub(crate) fn before(&self, doc: &Doc, token: u32, sentences: usize) -> Vec<&Draft> {
        let first = doc.sentences[doc.sentence_of(token).saturating_sub(sentences)].start;
        self.within(first..token)
    }

    /// Drafts that lie within some tokens, in order.
    pub(crate) fn within(&self, tokens: Range<u32>) -> Vec<&Draft> {
        let from = self.named.partition_point(|d| d.tokens.start < tokens.start);
        let named =
            (from..self.named.len()).take_while(|&i| self.named[i].tokens.end <= tokens.end);
        let named = named.filter(|&i| !self.gone[i]).map(|i| &self.named[i]);
        let from = self.meant.partition_point(|d| d.tokens.start < tokens.start);
        let meant = self.meant[from..].iter().take_while(|d| d.tokens.end <= tokens.end);
        let mut found: Vec<&Draft> = named.chain(meant).collect();
        found.sort_by_key(|d| d.tokens.start);
        found
    }

    /// The draft that begins at a token.
    pub(crate) fn starting_at(&self, token: u32) -> Option<&Draft> {
        let named = self.named.binary_search_by_key(&token, |d| d.tokens.start).ok();
        let named = named.filter(|&i| !self.gone[i]).map(|i| &self.named[i]);
        let meant = self.meant.binary_search_by_key(&token, |d| d.tokens.start).ok();
        named.or_else(|| meant.map(|i| &self.meant[i]))
    }
}

/// The actor a draft of one actor means.
pub(crate) fn actor_of(draft: &Draft) -> Option<&Actor> {
    let id = draft.actor.as_ref().filter(|_| draft.members.is_empty())?;
    draft.actors.iter().find(|a| a.id == *id)
}

/// Whether a draft is of one person, by name or by office.
pub(crate) fn is_one_person(draft: &Draft) -> bool {
    let kind = actor_of(draft).map(|a| a.kind);
    matches!(kind, Some(ActorKind::Person | ActorKind::Office))
}

/// Everybody a draft means, with the state each stands for.
pub(crate) fn everybody<'d>(
    scene: &'d Scene<'_>,
    draft: &'d Draft,
) -> impl Iterator<Item = (&'d Actor, Option<&'d str>)> {
    let ids: Vec<&ActorId> = match draft.members.as_slice() {
        [] => draft.actor.iter().collect(),
        members => members.iter().collect(),
    };
    let single = draft.members.is_empty();
    ids.into_iter().filter_map(move |id| {
        let actor = draft.actors.iter().find(|a| a.id == *id)?;
        let own = draft.country.as_deref().filter(|_| single);
        let told = || scene.person_of(id).and_then(|p| p.country.as_deref());
        Some((actor, own.or_else(told).or(actor.country.as_deref())))
    })
}

/// Part a mention plays in its clause; the better the lower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Subject,
    Object,
    Other,
}

/// The part of a draft, that of the first of its series if it is joined to others.
pub(crate) fn part(doc: &Doc, draft: &Draft) -> Part {
    let mut head = draft.head;
    // A name in apposition plays the part of what it explains.
    while matches!(doc.tokens[head as usize].dep, Dep::Conj | Dep::Appos)
        && doc.tokens[head as usize].head != head
    {
        head = doc.tokens[head as usize].head;
    }
    match doc.tokens[head as usize].dep {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Root => Part::Subject,
        Dep::Dobj | Dep::Dative | Dep::Pobj | Dep::Agent => Part::Object,
        _ => Part::Other,
    }
}

/// Gender of the one person a draft means, where the text or the tables tell it.
pub(crate) fn gender(scene: &Scene<'_>, draft: &Draft) -> Option<Gender> {
    let id = draft.actor.as_ref()?;
    let known = scene.person_of(id).and_then(|p| p.gender);
    let knowledge = scene.setting.knowledge;
    known.or_else(|| knowledge.gender_of(id)).or_else(|| {
        let words = scene.doc.span(draft.tokens.clone()).to_lowercase();
        let office = draft.office.as_deref().unwrap_or_default();
        words.split([' ', '-']).chain(office.split(' ')).find_map(of_word)
    })
}

/// The gender a word for a person tells.
fn of_word(word: &str) -> Option<Gender> {
    match word {
        "queen" | "princess" | "empress" | "chairwoman" | "spokeswoman" | "congresswoman"
        | "lady" | "wife" | "duchess" | "stateswoman" | "widow" | "sheikha" => Some(Gender::Female),
        "king" | "prince" | "emperor" | "chairman" | "spokesman" | "congressman" | "husband"
        | "sultan" | "emir" | "pope" | "duke" | "statesman" | "cardinal" | "ayatollah"
        | "patriarch" => Some(Gender::Male),
        _ => None,
    }
}

/// Another mention of whom a draft means.
pub(crate) fn again(draft: &Draft, doc: &Doc, tokens: Range<u32>, kind: MentionKind) -> Draft {
    Draft {
        head: super::titles::head_of(doc, &tokens),
        tokens,
        kind,
        capacities: Vec::new(),
        ..draft.clone()
    }
}
