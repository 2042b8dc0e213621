//! Silences: subjects one state's own voice tells and another state's does not touch.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::json;

use super::initiative::initiator;
use super::keys::{Keys, TELLING, concepts, covered};
use super::lengths::length;
use super::lists::{List, Stems, any_on, list, stems};
use super::said::{Parties, Said};
use super::told::Told;
use super::words::Word;
use crate::nouns::{AccountId, Field, FieldValue, FieldVerdict, Part, Side, Verdict};

const PAGE: &str = include_str!("../../../../codebook/verdicts/silences.md");

/// The lists of the page.
struct Lists {
    subjects: Stems,
    forms: List,
    actors: List,
    bodies: List,
    courtesies: Stems,
    programme: Stems,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    subjects: stems(PAGE, "Subjects"),
    forms: list(PAGE, "Forms"),
    actors: list(PAGE, "Actors"),
    bodies: list(PAGE, "Bodies"),
    courtesies: stems(PAGE, "Courtesies"),
    programme: stems(PAGE, "Programme"),
});

/// Words between who brings up a subject and the verb, at most.
const REACH: usize = 7;
/// Share of a subject's concepts another voice may hold and still be silent on it.
const STILL_SILENT: f64 = 0.34;
/// Share of a sentence's concepts in another from which on both touch one subject.
const ABOUT_ONE_SUBJECT: f64 = 0.12;

/// Telling concepts that a sentence has at least, for its silence to be told by.
const TELLS_ENOUGH: usize = 3;

/// What a state's voice speaks of anywhere in the documents of the encounter.
struct Heard<'k> {
    /// Its sentences.
    sentences: Vec<&'k Keys>,
    /// All their concepts.
    all: BTreeSet<&'k str>,
}

impl Told<'_, '_> {
    /// Subjects one state's own voice tells and another state's voice does not touch.
    pub(super) fn silences(&self, contradicted: &[FieldVerdict]) -> Vec<FieldVerdict> {
        let weighty = |at: usize| self.part(&self.said[at]) == Part::Account;
        let states: BTreeSet<&str> =
            self.owned().filter(|&at| weighty(at)).filter_map(|at| self.said[at].state()).collect();
        let heard: Vec<(&str, Heard<'_>)> =
            states.iter().map(|state| (*state, self.heard(state))).collect();
        let mut found = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for at in self.owned().filter(|&at| weighty(at)) {
            let Some(own) = self.said[at].state() else { continue };
            let others: Vec<&str> = states.iter().copied().filter(|s| *s != own).collect();
            if others.is_empty() || settled.contains(&at) || self.has_its_own_row(at, contradicted)
            {
                continue;
            }
            let subjects = self.subjects(at);
            let silent = |(part, subject): (usize, &Vec<String>)| {
                let mut theirs = heard.iter().filter(|(state, _)| *state != own);
                theirs.all(|(_, heard)| self.is_silent(at, subject, part > 0, heard))
            };
            if !subjects.iter().enumerate().any(silent) {
                continue;
            }
            let alike: Vec<usize> = self
                .owned()
                .filter(|&s| {
                    s == at || (self.said[s].state() == Some(own) && self.one_subject(s, at))
                })
                .collect();
            settled.extend(&alike);
            found.push(self.silence(&alike, &self.accounts_of(&others)));
        }
        found
    }

    /// Whether a sentence is told of under another field: it denies, stands in a contradiction, or
    /// says how long it took or who asked for it.
    fn has_its_own_row(&self, at: usize, contradicted: &[FieldVerdict]) -> bool {
        let said = &self.said[at];
        let contradicts = contradicted
            .iter()
            .filter(|f| f.verdict == Verdict::Contradicted)
            .flat_map(|f| f.values.iter().flat_map(|v| &v.accounts))
            .any(|t| t.evidence == said.evidence);
        contradicts
            || self.denials.iter().any(|(denies, _)| *denies == at)
            || length(said).is_some()
            || initiator(said, self.parties).is_some()
    }

    /// What a sentence brings up, by concepts: as a whole, and part by part.
    fn subjects(&self, at: usize) -> Vec<Vec<String>> {
        let said = &self.said[at];
        let frame = said
            .words
            .iter()
            .any(|w| LISTS.courtesies.contains(&w.stem) || LISTS.programme.contains(&w.stem));
        let quoted = said.evidence.text.trim_start().starts_with(['"', '“', '«']);
        if frame || quoted || !self.speaks_itself(at) {
            return Vec::new();
        }
        let Some(from) = cue(said, self.parties, self.is_own_text(at)) else { return Vec::new() };
        let keys = &self.keys[at];
        let mut whole = heads(&said.words[from..], keys);
        if whole.len() < 2 && !self.opens(said) {
            whole = heads(&said.words, keys);
        }
        let mut found: Vec<Vec<String>> = vec![whole, heads(topic(&said.words[..from]), keys)];
        found.extend(items(&said.words[from..], keys));
        found.retain(|subject| !subject.is_empty());
        found
    }

    /// Whether a sentence is a state's own, or what a paper says it has from a state that tells
    /// nothing itself.
    fn speaks_itself(&self, at: usize) -> bool {
        let side = &self.said[at].side;
        let tells = |s: usize| self.is_own_text(s) && self.said[s].side == *side;
        self.is_own_text(at) || (self.said[at].relayed && !self.owned().any(tells))
    }

    /// Whether a sentence holds the words by which its account tells the contact.
    fn opens(&self, said: &Said) -> bool {
        let here = |e: &crate::nouns::Evidence| {
            e.document == said.evidence.document
                && (said.evidence.start..said.evidence.end).contains(&e.start)
        };
        self.voices.iter().any(|v| v.account.evidence.iter().any(here))
    }

    fn heard(&self, state: &str) -> Heard<'_> {
        let speaks = |s: &Said| s.state() == Some(state) || s.side == Side::Joint;
        let sentences: Vec<&Keys> = (0..self.said.len())
            .filter(|&s| speaks(&self.said[s]))
            .map(|s| &self.keys[s])
            .collect();
        let all = sentences.iter().flat_map(|keys| keys.keys().map(String::as_str)).collect();
        Heard { sentences, all }
    }

    /// Whether no sentence of a state's voice touches what a sentence tells, as a whole or, where
    /// it is one of several things it tells, in that part.
    fn is_silent(&self, at: usize, subject: &[String], part: bool, heard: &Heard<'_>) -> bool {
        if part {
            return subject.iter().all(|k| !heard.all.contains(k.as_str()));
        }
        let whole: Vec<&String> = specific(&self.keys[at]).collect();
        let near = |keys: &&Keys| {
            let shared = subject.iter().filter(|k| keys.contains_key(*k)).count();
            shared >= 2 || (shared == 1 && covered(&self.keys[at], keys) >= ABOUT_ONE_SUBJECT)
        };
        let held = whole.iter().filter(|k| heard.all.contains(k.as_str())).count();
        subject.len() >= 2
            && whole.len() >= TELLS_ENOUGH
            && (held as f64) <= STILL_SILENT * whole.len() as f64
            && !heard.sentences.iter().any(near)
    }

    /// The accounts of weight that hold some states' voices.
    fn accounts_of(&self, states: &[&str]) -> Vec<AccountId> {
        let mut found: Vec<AccountId> = Vec::new();
        for said in self.owned().map(|at| &self.said[at]) {
            let account = &self.voices[said.voice].account.id;
            let of_state = said.state().is_some_and(|s| states.contains(&s));
            if of_state && self.part(said) == Part::Account && !found.contains(account) {
                found.push(account.clone());
            }
        }
        found
    }

    fn silence(&self, told: &[usize], silent: &[AccountId]) -> FieldVerdict {
        let first = told[0];
        let subject = self.subject(first, None);
        let teller = self.teller(first);
        FieldVerdict {
            field: Field::Topic,
            about: Some(subject.clone()),
            verdict: Verdict::Only,
            why: format!("only {teller} tells of it; the other side does not touch it"),
            values: vec![FieldValue {
                value: json!(subject),
                words: self.said[first].evidence.text.trim().to_owned(),
                accounts: told.iter().map(|&s| self.testimony(s)).collect(),
            }],
            silent: silent.to_vec(),
        }
    }
}

/// Where a sentence brings up a subject: the word after the verb.
fn cue(said: &Said, parties: &Parties, own_text: bool) -> Option<usize> {
    let words = &said.words;
    let at = (0..words.len()).find(|&at| {
        LISTS.subjects.contains(&words[at].stem)
            && is_told(&words[at])
            && brought_up(words, at, parties, own_text)
    })?;
    Some(at + 1)
}

/// Whether a word of bringing up is a verb of what was done: "agreement", "states" and "talks" are
/// things.
fn is_told(word: &Word) -> bool {
    word.text.ends_with("ed") || word.is_on(&LISTS.forms)
}

/// What a sentence says at its head that it is about: "On climate change, ...".
fn topic(words: &[Word]) -> &[Word] {
    let opens = words.first().is_some_and(|w| {
        matches!(w.text.as_str(), "on" | "regarding" | "concerning" | "about" | "as")
    });
    let stop = words.iter().skip(1).position(|w| w.after_stop).filter(|_| opens);
    stop.map_or(&[], |stop| &words[1..=stop])
}

/// The first telling concepts of some words.
fn heads(words: &[Word], keys: &Keys) -> Vec<String> {
    /// Concepts at the head of a subject that are looked for in the other voice.
    const HEAD: usize = 3;
    let mut found: Vec<String> = Vec::new();
    for concept in words.iter().flat_map(concepts) {
        let telling = keys.get(&concept).is_some_and(|w| *w >= TELLING);
        if telling && !found.contains(&concept) && found.len() < HEAD {
            found.push(concept);
        }
    }
    found
}

/// The things a sentence tells one after the other, each with its telling concepts: parts of two
/// words or more, and of one in a list.
fn items(words: &[Word], keys: &Keys) -> Vec<Vec<String>> {
    const LIST: usize = 3;
    let mut parts: Vec<Vec<String>> = vec![Vec::new()];
    for word in words {
        if word.after_stop || word.text == "and" {
            parts.push(Vec::new());
        }
        let telling =
            concepts(word).into_iter().filter(|c| keys.get(c).is_some_and(|w| *w >= TELLING));
        if let Some(last) = parts.last_mut() {
            last.extend(telling);
        }
    }
    parts.retain(|part| !part.is_empty());
    let least = if parts.len() >= LIST && parts.iter().all(|p| p.len() <= 3) { 1 } else { 2 };
    parts.retain(|part| part.len() >= least);
    parts
}

/// Whether a verb is done by somebody who takes part, or to the subject ("was discussed").
fn brought_up(words: &[Word], at: usize, parties: &Parties, own_text: bool) -> bool {
    let near = &words[at.saturating_sub(REACH)..at];
    let done =
        near.iter().rev().take(2).any(|w| matches!(w.text.as_str(), "was" | "were" | "been"));
    let modal = near.iter().rev().take(2).any(|w| {
        matches!(w.text.as_str(), "will" | "would" | "may" | "should" | "must" | "can" | "to")
    });
    if modal || (own_text && any_on(near, &LISTS.bodies)) {
        return false;
    }
    let actor = near.iter().any(|w| w.is_on(&LISTS.actors) || (!own_text && w.text == "it"));
    done || actor || parties.first_in(near).is_some()
}

/// The concepts of a sentence that tell by themselves.
pub(super) fn specific(keys: &Keys) -> impl Iterator<Item = &String> {
    keys.iter().filter(|(_, w)| **w >= TELLING).map(|(k, _)| k)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, parties, sentence};
    use super::*;

    #[test]
    fn every_example_brings_up_what_it_says() {
        let parties = parties();
        holds(PAGE, |text| {
            let said = sentence(text, Some("NOR"));
            let rest = cue(&said, &parties, true).map_or(&[][..], |at| &said.words[at..]);
            rest.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
        });
    }
}
