//! Silences: subjects one state's own voice tells and another state's does not touch.

use std::collections::BTreeSet;

use super::keys::{Keys, TELLING, concepts};
use super::rules::Rules;
use super::said::{Parties, Said};
use super::words::Word;

/// Words between who brings up a subject and the verb, at most.
const REACH: usize = 7;
/// Concepts at the head of a subject that are looked for in the other voice.
const HEAD: usize = 3;

/// The concepts a sentence brings up as a subject of the encounter, the first ones; none where
/// it brings up none or is a courtesy.
pub(super) fn subject(said: &Said, keys: &Keys, parties: &Parties, own_text: bool) -> Vec<String> {
    let rules = Rules::get();
    let words = &said.words;
    if words.iter().any(|w| rules.courtesies.contains(&w.stem)) {
        return Vec::new();
    }
    let cue = (0..words.len()).find(|&at| {
        rules.subjects.contains(&words[at].stem)
            && !is_paper(&words[at].text)
            && brought_up(words, at, parties, own_text)
    });
    let Some(cue) = cue else { return Vec::new() };
    let after = heads(&words[cue + 1..], keys);
    if after.len() >= 2 { after } else { heads(words, keys) }
}

/// "Agreement" is what is signed, not that something is agreed.
fn is_paper(word: &str) -> bool {
    word.ends_with("ment") || word.ends_with("ments")
}

/// The first telling concepts of some words.
fn heads(words: &[Word], keys: &Keys) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for concept in words.iter().flat_map(concepts) {
        let telling = keys.get(&concept).is_some_and(|w| *w >= TELLING);
        if telling && !found.contains(&concept) && found.len() < HEAD {
            found.push(concept);
        }
    }
    found
}

/// Whether a verb is done by somebody who takes part, or to the subject ("was discussed").
fn brought_up(words: &[Word], at: usize, parties: &Parties, own_text: bool) -> bool {
    let rules = Rules::get();
    let near = &words[at.saturating_sub(REACH)..at];
    let done =
        near.iter().rev().take(2).any(|w| matches!(w.text.as_str(), "was" | "were" | "been"));
    let institution = |w: &Word| {
        matches!(
            w.text.as_str(),
            "ministry" | "department" | "government" | "agencies" | "families" | "public"
        )
    };
    let modal = near.iter().rev().take(2).any(|w| {
        matches!(w.text.as_str(), "will" | "would" | "may" | "should" | "must" | "can" | "to")
    });
    if modal || (own_text && near.iter().any(institution)) {
        return false;
    }
    let actor =
        near.iter().any(|w| rules.actors.contains(&w.text) || (!own_text && w.text == "it"));
    done || actor || parties.first_in(near).is_some()
}

/// The concepts of a sentence that tell by themselves.
pub(super) fn specific(keys: &Keys) -> impl Iterator<Item = &String> {
    keys.iter().filter(|(_, w)| **w >= TELLING).map(|(k, _)| k)
}

/// Share of some concepts that a voice holds anywhere.
pub(super) fn touched(concepts: &[String], theirs: &BTreeSet<&str>) -> f64 {
    let held = concepts.iter().filter(|k| theirs.contains(k.as_str())).count();
    held as f64 / concepts.len().max(1) as f64
}
