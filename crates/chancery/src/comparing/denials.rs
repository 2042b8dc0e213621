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
const COVERED: f64 = 0.2;

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

/// What a sentence denies, if anything.
pub(super) fn denied(said: &Said) -> Option<Denied> {
    let rules = Rules::get();
    let words = &said.words;
    for (at, word) in words.iter().enumerate() {
        if !rules.not.contains(&word.text) || is_figure_of_speech(&words[at..]) {
            continue;
        }
        let reach = &words[at + 1..words.len().min(at + 1 + REACH)];
        let stop = reach.iter().skip(1).position(|w| w.after_stop);
        let near = &reach[..stop.map_or(reach.len(), |s| s + 1)];
        // "Nothing was decided", "no date has been set", "was not among the subjects".
        for later in near {
            if rules.dealt.contains(&later.stem) {
                return Some(Denied::Dealt);
            }
            if rules.outcome.contains(&later.stem) {
                return Some(Denied::Outcome);
            }
        }
    }
    let lower = said.lower();
    rules.otherwise.iter().any(|p| lower.contains(p.as_str())).then_some(Denied::Outcome)
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
    fits.then(|| shared(denial, assertion) + cover)
}
