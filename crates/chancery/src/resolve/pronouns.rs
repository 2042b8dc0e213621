//! Pronouns for persons: whom "he", "her" or "they" mean, where the text leaves little doubt.

use chancery_engine::{Dep, Doc, Pos};

use super::draft::{Draft, Scene};
use super::knowledge::Gender;
use crate::nouns::{ActorId, ActorKind, MentionKind};

/// How many sentences back a pronoun may look.
const REACH: usize = 2;

/// Mentions by pronoun; needs the drafts of everything named, in order. A pronoun once understood
/// is itself somebody told of, so that "he ... he ... he" stays with one man.
pub(crate) fn pronoun_drafts(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for token in 0..scene.doc.tokens.len() as u32 {
        if scene.doc.tokens[token as usize].pos == Pos::Pron {
            let told = Told { named: drafts, meant: &found };
            found.extend(draft(scene, &told, token));
        }
    }
    found
}

/// Who was told of so far: by name, and by pronoun; both in order.
struct Told<'d> {
    named: &'d [Draft],
    meant: &'d [Draft],
}

impl<'d> Told<'d> {
    /// Drafts in the sentence of a token before it, and in the sentences just before, in order.
    fn shortly_before(&self, doc: &Doc, token: u32) -> Vec<&'d Draft> {
        let first = doc.sentences[doc.sentence_of(token).saturating_sub(REACH)].start;
        let window = |drafts: &'d [Draft]| {
            let from = drafts.partition_point(|d| d.tokens.start < first);
            drafts[from..].iter().take_while(move |d| d.tokens.start < token)
        };
        let both = window(self.named).chain(window(self.meant));
        let mut near: Vec<&Draft> = both.filter(|d| d.tokens.end <= token).collect();
        near.sort_by_key(|d| d.tokens.start);
        near
    }
}

fn draft(scene: &Scene<'_>, told: &Told<'_>, token: u32) -> Option<Draft> {
    match scene.doc.word(token).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => single(scene, told, token, Gender::Male),
        "she" | "her" | "hers" | "herself" => single(scene, told, token, Gender::Female),
        "they" | "them" | "their" | "themselves" => several(scene, told, token),
        _ => None,
    }
}

/// The person a pronoun of one gender means: the best of those told of shortly before.
fn single(scene: &Scene<'_>, told: &Told<'_>, token: u32, gender: Gender) -> Option<Draft> {
    let near = told.shortly_before(scene.doc, token);
    let fitting = near.into_iter().filter(|d| fits(scene, d, gender));
    let tag = is_speech_tag(scene.doc, token);
    let sentence = scene.doc.sentence_of(token);
    let best = fitting
        .filter(|d| !acts_on(scene.doc, d, token))
        .filter(|d| !tag || scene.doc.sentence_of(d.tokens.start) != sentence)
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
fn several(scene: &Scene<'_>, told: &Told<'_>, token: u32) -> Option<Draft> {
    let before = told.shortly_before(scene.doc, token);
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
