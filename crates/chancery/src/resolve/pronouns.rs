//! Pronouns for persons: whom "he", "her" or "they" mean, where the text leaves little doubt.

use chancery_engine::{Dep, Doc, Pos};

use super::draft::{Draft, Scene};
use super::knowledge::Gender;
use crate::nouns::{ActorId, ActorKind, MentionKind};

/// How many sentences back a pronoun may look.
const REACH: usize = 2;

/// Mentions by pronoun; needs the drafts of everything named, in order.
pub(crate) fn pronoun_drafts(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    tokens.filter_map(|t| draft(scene, drafts, t)).collect()
}

fn draft(scene: &Scene<'_>, drafts: &[Draft], token: u32) -> Option<Draft> {
    if scene.doc.tokens[token as usize].pos != Pos::Pron {
        return None;
    }
    match scene.doc.word(token).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => single(scene, drafts, token, Gender::Male),
        "she" | "her" | "hers" | "herself" => single(scene, drafts, token, Gender::Female),
        "they" | "them" | "their" | "themselves" => several(scene, drafts, token),
        _ => None,
    }
}

/// The person a pronoun of one gender means: the best of those named shortly before.
fn single(scene: &Scene<'_>, drafts: &[Draft], token: u32, gender: Gender) -> Option<Draft> {
    let best = shortly_before(scene.doc, drafts, token)
        .filter(|d| fits(scene, d, gender))
        .max_by_key(|d| weight(scene.doc, d, token))?;
    Some(Draft {
        tokens: token..token + 1,
        head: token,
        kind: MentionKind::Pronoun,
        members: Vec::new(),
        capacities: Vec::new(),
        ..best.clone()
    })
}

/// Drafts in the sentence of a token before it, and in the sentences just before.
fn shortly_before<'d>(
    doc: &'d Doc,
    drafts: &'d [Draft],
    token: u32,
) -> impl Iterator<Item = &'d Draft> {
    let first = doc.sentence_of(token).saturating_sub(REACH);
    let from = doc.sentences[first].start;
    drafts.iter().filter(move |d| d.tokens.end <= token && from <= d.tokens.start)
}

/// Whether a draft is of one person whose gender, if known, is right.
fn fits(scene: &Scene<'_>, draft: &Draft, gender: Gender) -> bool {
    let is_person = |kind: ActorKind| matches!(kind, ActorKind::Person | ActorKind::Office);
    let known = scene.persons.iter().find(|p| Some(&p.actor.id) == draft.actor.as_ref());
    draft.actors.iter().any(|a| is_person(a.kind))
        && draft.members.is_empty()
        && known.and_then(|p| p.gender).is_none_or(|g| g == gender)
}

/// Nearer sentences first, subjects before others, the later before the earlier.
fn weight(doc: &Doc, draft: &Draft, token: u32) -> (std::cmp::Reverse<usize>, bool, u32) {
    let away = doc.sentence_of(token) - doc.sentence_of(draft.tokens.start);
    let subject =
        matches!(doc.tokens[draft.head as usize].dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Root);
    (std::cmp::Reverse(away), subject, draft.tokens.start)
}

/// "They": the members of the last group, or the two persons joined by "and" before.
fn several(scene: &Scene<'_>, drafts: &[Draft], token: u32) -> Option<Draft> {
    let before: Vec<&Draft> = shortly_before(scene.doc, drafts, token).collect();
    let group = before.iter().rev().find(|d| d.members.len() >= 2);
    let members: Vec<ActorId> = match group {
        Some(group) => group.members.clone(),
        None => joined(scene, &before)?,
    };
    let mut draft = Draft::open(scene.doc, token..token + 1, MentionKind::Pronoun);
    draft.members = members;
    Some(draft)
}

/// The last two persons of which one is joined to the other by "and".
fn joined(scene: &Scene<'_>, before: &[&Draft]) -> Option<Vec<ActorId>> {
    let person = |d: &&&Draft| d.actors.iter().any(|a| a.kind == ActorKind::Person);
    let persons: Vec<&&Draft> = before.iter().filter(person).collect();
    persons.windows(2).rev().find_map(|pair| {
        let second = &scene.doc.tokens[pair[1].head as usize];
        let together = second.dep == Dep::Conj && second.head == pair[0].head;
        let ids = (pair[0].actor.clone()?, pair[1].actor.clone()?);
        (together && ids.0 != ids.1).then(|| vec![ids.0, ids.1])
    })
}
