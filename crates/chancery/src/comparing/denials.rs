//! Denials: one voice says that something was not dealt with or did not come about, another that
//! it was or did.

use std::collections::BTreeSet;

use super::keys::{Keys, concepts, covered, shared, touch};
use super::rules::Rules;
use super::said::{Parties, Said};
use super::words::Word;
use crate::nouns::Field;

/// Words between a word of denial and what it denies, at most.
const REACH: usize = 7;
/// Share of a denial's concepts that the other sentence holds, at least.
const COVERED: f64 = 0.15;

/// What a shared word of doing adds to how well a sentence answers a denial.
const SAME_DEED: f64 = 0.1;

/// What a sentence denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Denied {
    /// That it was dealt with.
    Dealt,
    /// That anything came of it.
    Outcome,
}

impl Denied {
    /// The field it is about.
    pub(super) fn field(self) -> Field {
        match self {
            Denied::Dealt => Field::Topic,
            Denied::Outcome => Field::Outcome,
        }
    }
}

/// A denial in the words of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Denial {
    pub(super) what: Denied,
    /// Place of the word of denial.
    at: usize,
    /// How many words tell of what: those up to the stop after the word that is denied.
    pub(super) end: usize,
}

/// Words that say of no subject which.
const ANY: &[&str] = &[
    "meeting",
    "talks",
    "talk",
    "conversation",
    "question",
    "questions",
    "issue",
    "issues",
    "matter",
    "matters",
    "subject",
    "subjects",
    "topic",
    "topics",
    "point",
    "points",
    "list",
    "side",
    "sides",
    "parties",
    "minister",
    "ministers",
    "president",
    "secretary",
    "premier",
    "delegation",
    "agenda",
    "session",
    "part",
    "kind",
    "sort",
    "word",
    "whole",
    "also",
    "however",
    "government",
    "governments",
    "others",
    "other",
    "today",
    "yesterday",
];

/// What a denial is of, by the concepts of a few words: those before the word of denial ("the
/// list of demands was not discussed"), else those after it ("no loan was asked for").
pub(super) fn focus(words: &[Word], denial: Denial, parties: &Parties) -> BTreeSet<String> {
    const BEFORE: usize = 7;
    const MOST: usize = 3;
    let rules = Rules::get();
    let from = denial.at.saturating_sub(BEFORE);
    let from = words[from..denial.at].iter().rposition(|w| w.after_stop).map_or(from, |s| from + s);
    let named = |range: std::ops::Range<usize>, deeds: bool| -> BTreeSet<String> {
        let telling = range.filter(|&at| {
            let word = &words[at];
            !ANY.contains(&word.text.as_str())
                && parties.at(&words[at..]).is_none()
                && (deeds
                    || !(rules.dealt.contains(&word.stem) || rules.outcome.contains(&word.stem)))
                && !rules.not.contains(&word.text)
        });
        let found = telling.map(|at| concepts(&words[at])).filter(|c| !c.is_empty());
        found.take(MOST).flatten().collect()
    };
    let before = named(from..denial.at, true);
    if before.is_empty() { named(denial.at + 1..denial.end, false) } else { before }
}

/// What a sentence denies.
pub(super) fn denied(said: &Said) -> Option<Denial> {
    let words = &said.words;
    let found = (0..words.len()).find_map(|at| {
        let (what, end) = denied_at(words, at)?;
        Some(Denial { what, at, end })
    });
    found.or_else(|| {
        let lower = said.lower();
        let phrases = Rules::get().otherwise.iter();
        let end = phrases.filter_map(|p| Some(lower.find(p.as_str())? + p.len())).min()?;
        let before = words.iter().filter(|w| (w.bytes.end - said.evidence.start) as usize <= end);
        let end = before.count();
        Some(Denial { what: Denied::Outcome, at: end.saturating_sub(1), end })
    })
}

/// What a word of denial denies.
fn denied_at(words: &[Word], at: usize) -> Option<(Denied, usize)> {
    let rules = Rules::get();
    if !rules.not.contains(&words[at].text)
        || is_figure_of_speech(&words[at..])
        || wished(words, at)
    {
        return None;
    }
    let reach = &words[at + 1..words.len().min(at + 1 + REACH)];
    let stop = reach.iter().skip(1).position(|w| w.after_stop);
    let near = &reach[..stop.map_or(reach.len(), |s| s + 1)];
    for (further, later) in near.iter().enumerate() {
        if MODALS.contains(&later.text.as_str()) {
            return None;
        }
        let next = words.get(at + further + 2).map_or("", |w| w.text.as_str());
        let what = if rules.dealt.contains(&later.stem) && !wants_particle(&later.text, next) {
            Denied::Dealt
        } else if rules.outcome.contains(&later.stem) {
            Denied::Outcome
        } else {
            continue;
        };
        let from = at + further + 2;
        let end =
            words.iter().skip(from).position(|w| w.after_stop).map_or(words.len(), |s| from + s);
        return Some((what, end));
    }
    None
}

/// Words by which a denial is a wish, a rule or a forecast.
const MODALS: &[&str] =
    &["should", "must", "would", "will", "shall", "may", "might", "can", "could"];

fn wished(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |b| words[b].text.as_str());
    MODALS.contains(&before) || (words[at].text == "without" && at == 0)
}

/// "Came" is dealt with only as "came up", "brought" as "brought up", "part" as "part of".
fn wants_particle(word: &str, next: &str) -> bool {
    match word {
        "come" | "came" | "brought" => next != "up",
        "part" => next != "of",
        _ => false,
    }
}

/// "No less than", "not only", "no doubt": nothing is denied.
fn is_figure_of_speech(words: &[Word]) -> bool {
    words.get(1).is_some_and(|w| {
        matches!(
            w.text.as_str(),
            "only" | "less" | "doubt" | "more" | "matter" | "just" | "least" | "longer"
        )
    })
}

/// Whether a sentence tells something as dealt with or done.
pub(super) fn asserts(said: &Said) -> bool {
    let rules = Rules::get();
    said.words.iter().any(|w| rules.asserts.contains(&w.stem))
}

/// Weight of what a denial is of, though the word be a common one.
const FOCUS: f64 = 0.5;

/// Some keys with those that a denial is of made telling.
pub(super) fn focused(keys: &Keys, focus: &BTreeSet<String>) -> Keys {
    let weight = |k: &String, w: f64| if focus.contains(k) { w.max(FOCUS) } else { w };
    keys.iter().map(|(k, w)| (k.clone(), weight(k, *w))).collect()
}

/// How well a sentence tells what another denies; `None` where it is about something else.
pub(super) fn answers(denial: &Keys, focus: &BTreeSet<String>, assertion: &Keys) -> Option<f64> {
    let telling = touch(denial, assertion);
    let (denial, assertion) = (&focused(denial, focus), &focused(assertion, focus));
    let cover = covered(denial, assertion);
    let rare = telling || shares_deed(denial, assertion);
    let fits = touch(denial, assertion) && rare && cover >= COVERED;
    // Of two sentences that tell it as well, the one with the word that is denied.
    let same_deed = shares_deed(denial, assertion);
    fits.then(|| shared(denial, assertion) + cover + if same_deed { SAME_DEED } else { 0.0 })
}

/// Whether both tell the same done, one of them as not done.
fn shares_deed(denial: &Keys, assertion: &Keys) -> bool {
    let rules = Rules::get();
    let deed = |k: &String| rules.asserts.contains(k) || k == "=agree";
    denial.keys().any(|k| assertion.contains_key(k) && deed(k))
}
