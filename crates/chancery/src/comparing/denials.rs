//! Denials: one voice says that something was not dealt with or did not come about, another that
//! it was or did.

use super::keys::{Keys, covered, shared, touch};
use super::rules::Rules;
use super::said::Said;
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

/// What a sentence denies, and how many of its words tell of what: those up to the stop after
/// the word that is denied.
pub(super) fn denied(said: &Said) -> Option<(Denied, usize)> {
    let words = &said.words;
    (0..words.len()).find_map(|at| denied_at(words, at)).or_else(|| {
        let lower = said.lower();
        let phrases = Rules::get().otherwise.iter();
        let end = phrases.filter_map(|p| Some(lower.find(p.as_str())? + p.len())).min()?;
        let before = words.iter().filter(|w| (w.bytes.end - said.evidence.start) as usize <= end);
        Some((Denied::Outcome, before.count()))
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

/// How well a sentence tells what another denies; `None` where it is about something else.
pub(super) fn answers(denial: &Keys, assertion: &Keys) -> Option<f64> {
    let cover = covered(denial, assertion);
    let fits = touch(denial, assertion) && cover >= COVERED;
    // Of two sentences that tell it as well, the one with the word that is denied.
    let rules = Rules::get();
    let same_deed = denial
        .keys()
        .any(|k| assertion.contains_key(k) && (rules.asserts.contains(k) || k == "=agree"));
    fits.then(|| shared(denial, assertion) + cover + if same_deed { SAME_DEED } else { 0.0 })
}
