//! Pronouns for persons: whom "he", "her" or "they" mean, where the text leaves little doubt.

use std::cmp::Reverse;

use chancery_engine::{Dep, Doc, Pos, Tag};

use super::draft::{Draft, Scene};
use super::knowledge::Gender;
use super::told::{Part, Told, again, everybody, gender, is_one_person, part};
use crate::nouns::{Actor, ActorKind, MentionKind};

/// How many sentences back a pronoun may look.
const REACH: usize = 2;

/// A mention by pronoun, understood from what was told before it.
pub(crate) fn draft(scene: &Scene<'_>, told: &Told, token: u32) -> Option<Draft> {
    if scene.doc.tokens[token as usize].pos != Pos::Pron {
        return None;
    }
    match scene.doc.word(token).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => single(scene, told, token, Gender::Male),
        "she" | "her" | "hers" | "herself" => single(scene, told, token, Gender::Female),
        "they" | "them" | "their" | "themselves" => several(scene, told, token),
        _ => None,
    }
}

/// The person a pronoun of one gender means: the best of those told of shortly before; nobody
/// where two fit alike.
fn single(scene: &Scene<'_>, told: &Told, token: u32, wanted: Gender) -> Option<Draft> {
    let doc = scene.doc;
    let near = told.before(doc, token, REACH);
    let tag = is_speech_tag(doc, token);
    let sentence = doc.sentence_of(token);
    let fitting: Vec<&Draft> = near
        .into_iter()
        .filter(|d| fits(scene, d, wanted))
        .filter(|d| !acts_on(doc, d, token))
        .filter(|d| !tag || doc.sentence_of(d.tokens.start) != sentence)
        .collect();
    let best = fitting.iter().max_by_key(|d| (weight(doc, d, token), d.tokens.start)).copied();
    let Some(best) = best else { return announced(scene, told, token, wanted) };
    let is_rival = |d: &&Draft| {
        d.actor != best.actor
            && weight(doc, d, token) == weight(doc, best, token)
            && (gender(scene, d).is_some() || gender(scene, best).is_none())
            && part(doc, d) == Part::Subject
    };
    let open = fitting.iter().any(is_rival);
    (!open).then(|| again(best, doc, token..token + 1, MentionKind::Pronoun))
}

/// "In his address, President Aho said": the subject that follows in the same sentence, where
/// nobody was told of before.
fn announced(scene: &Scene<'_>, told: &Told, token: u32, wanted: Gender) -> Option<Draft> {
    let doc = scene.doc;
    if doc.tokens[token as usize].tag != Tag::PrpPossessive {
        return None;
    }
    let sentence = doc.sentences[doc.sentence_of(token)].clone();
    let fronted = doc.tokens[token as usize..sentence.end as usize].iter();
    let verb = sentence.clone().find(|&t| doc.tokens[t as usize].dep == Dep::Root)?;
    let after = told.within(token + 1..sentence.end);
    let subject = after.into_iter().find(|d| {
        let head = &doc.tokens[d.head as usize];
        head.dep == Dep::Nsubj && head.head == verb && fits(scene, d, wanted)
    })?;
    (fronted.len() > 2 && token < verb)
        .then(|| again(subject, doc, token..token + 1, MentionKind::Pronoun))
}

/// "..., he said": who speaks is not among those the words before tell of.
fn is_speech_tag(doc: &Doc, token: u32) -> bool {
    let pronoun = &doc.tokens[token as usize];
    let content = |c: u32| doc.tokens[c as usize].dep == Dep::Ccomp && c < token;
    pronoun.dep == Dep::Nsubj && doc.children(pronoun.head).any(content)
}

/// "Aho met him": the subject of a verb is not its object too.
fn acts_on(doc: &Doc, draft: &Draft, token: u32) -> bool {
    let object = &doc.tokens[token as usize];
    let verb = match object.dep {
        Dep::Dobj | Dep::Dative => object.head,
        Dep::Pobj => doc.tokens[object.head as usize].head,
        _ => return false,
    };
    let subject = &doc.tokens[draft.head as usize];
    matches!(subject.dep, Dep::Nsubj | Dep::Nsubjpass) && subject.head == verb
}

/// Whether a draft is of one person whose gender, if known, is right.
fn fits(scene: &Scene<'_>, draft: &Draft, wanted: Gender) -> bool {
    is_one_person(draft) && gender(scene, draft).is_none_or(|g| g == wanted)
}

/// Nearer sentences first, subjects before others, those of the whole sentence before those of its
/// clauses; else the later before the earlier.
fn weight(doc: &Doc, draft: &Draft, token: u32) -> (Reverse<usize>, bool, bool, u32) {
    let away = doc.sentence_of(token) - doc.sentence_of(draft.tokens.start);
    let subject = part(doc, draft) == Part::Subject;
    let place = if subject { subject_of(doc, draft) } else { draft.tokens.start };
    let verb = doc.tokens[place as usize].head;
    let whole = subject && away > 0 && doc.tokens[verb as usize].dep == Dep::Root;
    (Reverse(away), subject, whole, place)
}

/// Where the series of subjects begins that a draft is one of: those of one clause weigh alike.
fn subject_of(doc: &Doc, draft: &Draft) -> u32 {
    let mut head = draft.head;
    while doc.tokens[head as usize].dep == Dep::Conj && doc.tokens[head as usize].head != head {
        head = doc.tokens[head as usize].head;
    }
    head
}

/// "They": the members of the last group, the two persons or states joined by "and", or the two
/// of whom one met the other.
fn several(scene: &Scene<'_>, told: &Told, token: u32) -> Option<Draft> {
    if is_anybody(scene.doc, token) {
        return None;
    }
    let before = told.before(scene.doc, token, REACH);
    let group = before.iter().rev().find(|d| d.members.len() >= 2);
    let members: Vec<Actor> = match group {
        Some(group) => everybody(scene, group).map(|(actor, _)| actor.clone()).collect(),
        None => joined(scene.doc, &before)
            .or_else(|| acted_together(scene.doc, &before, token))
            .map(|pair| pair.map(Clone::clone).to_vec())?,
    };
    let mut draft = Draft::open(scene.doc, token..token + 1, MentionKind::Pronoun);
    draft.members = members.iter().map(|a| a.id.clone()).collect();
    draft.actors = members;
    (!draft.members.is_empty()).then_some(draft)
}

/// "They say", "as they call it": nobody in particular.
fn is_anybody(doc: &Doc, token: u32) -> bool {
    let pronoun = &doc.tokens[token as usize];
    let verb = &doc.tokens[pronoun.head as usize];
    pronoun.dep == Dep::Nsubj
        && verb.tag == Tag::Vbp
        && matches!(verb.lemma.as_str(), "say" | "tell" | "call")
}

/// The last two persons, or states, of which one is joined to the other by "and".
fn joined<'d>(doc: &Doc, before: &[&'d Draft]) -> Option<[&'d Actor; 2]> {
    let of_kind = |person: bool| {
        let fits = move |kind: ActorKind| match kind {
            ActorKind::Person | ActorKind::Office => person,
            ActorKind::State => !person,
            _ => false,
        };
        let all: Vec<(&Draft, &'d Actor)> = before
            .iter()
            .filter(|d| d.kind != MentionKind::Demonym)
            .filter_map(|d| super::told::actor_of(d).map(|a| (*d, a)))
            .filter(|(_, a)| fits(a.kind))
            .collect();
        all.windows(2).rev().find_map(|pair| {
            let second = &doc.tokens[pair[1].0.head as usize];
            let together = second.dep == Dep::Conj && second.head == pair[0].0.head;
            (together && pair[0].1.id != pair[1].1.id).then_some([pair[0].1, pair[1].1])
        })
    };
    of_kind(true).or_else(|| of_kind(false))
}

/// "Aho met Brandt. They ...": the only two persons of the sentence before, subject and object.
fn acted_together<'d>(doc: &Doc, before: &[&'d Draft], token: u32) -> Option<[&'d Actor; 2]> {
    let sentence = doc.sentence_of(token).checked_sub(1)?;
    let persons: Vec<&Draft> = before
        .iter()
        .copied()
        .filter(|d| doc.sentence_of(d.tokens.start) == sentence && is_one_person(d))
        .filter(|d| d.kind != MentionKind::Pronoun)
        .collect();
    let [first, second] = persons.as_slice() else { return None };
    let (first_actor, second_actor) =
        (super::told::actor_of(first)?, super::told::actor_of(second)?);
    let parts = (part(doc, first), part(doc, second));
    (parts == (Part::Subject, Part::Object) && first_actor.id != second_actor.id)
        .then_some([first_actor, second_actor])
}
