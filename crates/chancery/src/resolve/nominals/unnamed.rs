//! Somebody without a name: kept by description, never made a named actor.

use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos};

use super::super::draft::{Draft, Scene};
use super::super::lexicon::hits_in;
use super::{is_state_or_people, phrase, states_in};
use crate::nouns::MentionKind;

fn is_unnamed(lemma: &str) -> bool {
    matches!(
        lemma,
        "official"
            | "source"
            | "diplomat"
            | "analyst"
            | "expert"
            | "aide"
            | "observer"
            | "delegation"
            | "negotiator"
            | "envoy"
            | "lawmaker"
            | "officer"
            | "insider"
            | "businessman"
            | "journalist"
            | "reporter"
            | "delegate"
            | "representative"
            | "mediator"
            | "spokesman"
            | "spokeswoman"
    )
}

/// What may stand for a state that acts: "the Thai side", "the Merkel government".
fn is_state_side(lemma: &str) -> bool {
    matches!(lemma, "side" | "delegation" | "administration")
}

/// Mentions of somebody without a name, and of the states that sides and delegations stand for.
pub(crate) fn unnamed_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    tokens.filter_map(|t| draft(scene, t)).collect()
}

fn draft(scene: &Scene<'_>, head: u32) -> Option<Draft> {
    let token = &scene.doc.tokens[head as usize];
    let lemma = token.lemma.to_lowercase();
    let noun = matches!(token.pos, Pos::Noun | Pos::Propn);
    if !noun || token.dep == Dep::Compound || scene.is_named(head) {
        return None;
    }
    let phrase = phrase(scene.doc, head);
    if is_state_side(&lemma)
        && let Some(draft) = side(scene, &phrase, head)
    {
        return Some(draft);
    }
    (token.pos == Pos::Noun && is_unnamed(&lemma)).then(|| unnamed(scene, phrase, head))?
}

/// "The Thai side", "a Chinese delegation", "the US administration": the state.
fn side(scene: &Scene<'_>, phrase: &Range<u32>, head: u32) -> Option<Draft> {
    let doc = scene.doc;
    let states = states_in(scene, phrase);
    let (state, tokens) = match states.as_slice() {
        [state] => {
            let first = hits_in(scene.hits, phrase).find(|h| is_state_or_people(h))?;
            let between = first.tokens.end..head;
            if between.clone().any(|t| is_of_people(doc.word(t))) || is_of_many(doc, head) {
                return None;
            }
            (state.clone(), first.tokens.start..head + 1)
        }
        [] => after(scene, head)?,
        _ => return None,
    };
    let plural = doc.tokens[head as usize].tag == chancery_engine::Tag::Nns;
    let mut draft = Draft::of(doc, tokens, MentionKind::Nominal, &state);
    draft.head = head;
    (!plural).then_some(draft)
}

/// "The delegation of Kenya", "the delegation from Oman".
fn after(scene: &Scene<'_>, head: u32) -> Option<(crate::nouns::Actor, Range<u32>)> {
    let doc = scene.doc;
    let next = |t: u32| (t as usize) < doc.tokens.len();
    if !next(head + 2) || !matches!(doc.word(head + 1), "of" | "from") {
        return None;
    }
    let at = head + 2 + u32::from(doc.word(head + 2) == "the");
    let hit = hits_in(scene.hits, &(at..at + 1)).next()?;
    let state = states_in(scene, &hit.tokens).into_iter().next()?;
    let whole = doc.tokens.get(hit.tokens.end as usize).is_none_or(|t| {
        !matches!(t.pos, Pos::Noun | Pos::Propn) && t.tag != chancery_engine::Tag::Pos
    });
    (is_state_or_people(hit) && hit.tokens.start == at && whole)
        .then_some((state, head..hit.tokens.end))
}

/// Words that make a delegation one of private people.
fn is_of_people(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "business"
            | "trade-union"
            | "union"
            | "student"
            | "opposition"
            | "church"
            | "youth"
            | "women"
            | "cultural"
            | "sports"
            | "media"
            | "rebel"
            | "corporate"
            | "academic"
            | "local"
            | "provincial"
            | "state"
            | "regional"
            | "city"
            | "shadow"
            | "interim"
    )
}

/// "A Chinese delegation of businessmen": of whoever it is made up.
fn is_of_many(doc: &Doc, head: u32) -> bool {
    doc.children(head).any(|c| {
        doc.word(c) == "of"
            && doc.children(c).any(|o| doc.tokens[o as usize].tag == chancery_engine::Tag::Nns)
    })
}

/// Somebody without a name, kept by description.
fn unnamed(scene: &Scene<'_>, phrase: Range<u32>, head: u32) -> Option<Draft> {
    if phrase.clone().any(|t| scene.is_named(t)) {
        return None;
    }
    let country = states_in(scene, &phrase).into_iter().next().and_then(|s| s.country);
    let article =
        matches!(scene.doc.word(phrase.start).to_lowercase().as_str(), "the" | "a" | "an");
    let start = phrase.start + u32::from(article && phrase.len() > 1);
    let mut draft = Draft::unnamed(scene.doc, start..phrase.end, scene.setting.document, country);
    draft.head = head;
    Some(draft)
}
