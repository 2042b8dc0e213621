//! Finding the words of contact in a text.

use chancery_engine::{Dep, Pos};

use super::codebook::{Codebook, Frame, Part, Word};
use crate::nouns::{ActorId, Mention, MentionKind};
use crate::scene::Scene;

/// A word of contact at its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trigger {
    /// The head token.
    pub(crate) token: u32,
    /// First token of the words.
    pub(crate) first: u32,
    /// The codebook's entry.
    pub(crate) word: &'static Word,
}

/// Every word of contact, in order.
pub(crate) fn triggers(scene: &Scene<'_>) -> Vec<Trigger> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    tokens.filter_map(|token| trigger_at(scene, token)).collect()
}

fn trigger_at(scene: &Scene<'_>, token: u32) -> Option<Trigger> {
    let part = part_of(scene, token)?;
    let form = citation_form(scene, token, part);
    let words = match Codebook::get().words(&form) {
        [] if part == Part::Verb => Codebook::get().words(&mended(scene, token)),
        known => known,
    };
    let word = words.iter().find(|w| w.part == part && has_all_words(scene, token, w))?;
    let before = if part == Part::Verb { 0 } else { word.words.len() as u32 - 1 };
    let first = token - before;
    if inside_name_of_other_kind(scene, token, word) || is_excluded(scene, first, token) {
        return None;
    }
    Some(Trigger { token, first, word })
}

fn part_of(scene: &Scene<'_>, token: u32) -> Option<Part> {
    match scene.pos(token) {
        Pos::Verb => Some(Part::Verb),
        Pos::Noun | Pos::Propn => Some(Part::Noun),
        _ => None,
    }
}

/// The form under which the codebook lists a word: its lemma, but plural "talks" as it is; a
/// proper noun ("Summit") by its lower-case form.
fn citation_form(scene: &Scene<'_>, token: u32, part: Part) -> String {
    let lower = scene.lower(token);
    match part {
        Part::Noun if lower == "talks" => lower,
        Part::Noun if scene.pos(token) == Pos::Propn => singular(&lower),
        _ => scene.lemma(token).to_lowercase(),
    }
}

/// The lemma of a past tense that the lemmatizer cut too short: "dined" is of "dine".
fn mended(scene: &Scene<'_>, verb: u32) -> String {
    let lower = scene.lower(verb);
    lower.strip_suffix('d').filter(|w| w.ends_with('e')).unwrap_or_default().to_owned()
}

fn singular(word: &str) -> String {
    word.strip_suffix('s').filter(|w| !w.ends_with('s')).unwrap_or(word).to_owned()
}

fn has_all_words(scene: &Scene<'_>, token: u32, word: &Word) -> bool {
    if word.part == Part::Verb {
        let is = |c: u32, w: &String| scene.lower(c) == *w || scene.lemma(c) == w.as_str();
        let has = |w: &String| scene.children(token).any(|c| is(c, w));
        return word.words[1..].iter().all(has) || are_next(scene, token, &word.words[1..]);
    }
    let before = &word.words[..word.words.len() - 1];
    let Some(first) = token.checked_sub(before.len() as u32) else { return false };
    before.iter().zip(first..token).all(|(w, t)| *w == scene.lower(t))
}

/// Whether words follow a token one by one.
fn are_next(scene: &Scene<'_>, token: u32, words: &[String]) -> bool {
    let end = scene.sentence(token).end;
    (token + 1..).zip(words).all(|(t, w)| t < end && scene.lower(t) == *w)
}

/// A contact word inside the name of a person, a company or a law is no contact; inside the name
/// of an event it is ("ASEAN Summit").
fn inside_name_of_other_kind(scene: &Scene<'_>, token: u32, word: &Word) -> bool {
    if word.frame == Frame::Gathering || scene.pos(token) != Pos::Propn {
        return false;
    }
    let name_part = scene.dep(token) == Dep::Compound;
    let mention = scene.mention_covering(token).map(|m| scene.mention(m));
    // "State Visit", capitalised in a heading, only looks like the name of a body.
    let heading = |m: &Mention| {
        let local = m.actor.as_ref().is_some_and(ActorId::names_its_owner);
        local && m.kind == MentionKind::Name && m.end == scene.doc.tokens[token as usize].end
    };
    name_part || mention.is_some_and(|m| m.text.contains(' ') && !heading(m))
}

fn is_excluded(scene: &Scene<'_>, first: u32, token: u32) -> bool {
    let all = 0..scene.doc.tokens.len() as u32;
    Codebook::get().not().iter().any(|phrase| {
        (0..phrase.len() as u32).any(|at| {
            let Some(start) = token.checked_sub(at) else { return false };
            let end = start + phrase.len() as u32;
            // The phrase has to hold the whole of the contact words, or it is about others.
            start <= first
                && end <= all.end
                && phrase
                    .iter()
                    .zip(start..end)
                    .all(|(w, t)| *w == scene.lower(t) || *w == scene.lemma(t).to_lowercase())
        })
    })
}
