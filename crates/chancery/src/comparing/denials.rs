//! Denials: one voice says that something was not dealt with, did not come about or has no date,
//! another that it was, did or has.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::keys::{Keys, TELLING, concepts, is_common};
use super::lists::{List, Stems, any_on, list, stems};
use super::said::{Parties, Said};
use super::times_told::{is_time_noun, tells_time};
use super::words::{Word, fold_word};
use crate::codebook;
use crate::nouns::Field;

const PAGE: &str = include_str!("../../../../codebook/verdicts/denials.md");

/// The lists of the page.
struct Lists {
    not: BTreeSet<String>,
    dealt_with: Stems,
    contact: List,
    come_of_it: Stems,
    denied_otherwise: Vec<&'static str>,
    asserts: Stems,
    of_no_subject: List,
    to_be: List,
    figures_of_speech: List,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    not: codebook::list(PAGE, "Not").map(fold_word).collect(),
    dealt_with: stems(PAGE, "Dealt with"),
    contact: list(PAGE, "Contact"),
    come_of_it: stems(PAGE, "Come of it"),
    denied_otherwise: codebook::list(PAGE, "Denied otherwise").collect(),
    asserts: stems(PAGE, "Asserts"),
    of_no_subject: list(PAGE, "Of no subject"),
    to_be: list(PAGE, "To be"),
    figures_of_speech: list(PAGE, "Figures of speech"),
});

/// Words between a word of denial and what it denies, at most.
const REACH: usize = 9;
/// Share of what a denial is of that the other sentence tells, at least.
const COVERED: f64 = 0.4;
/// The same where both sentences have the word that is denied.
const SAME_DEED: f64 = 0.25;
/// The same from which on words that most accounts hold are enough.
const WHOLLY: f64 = 0.9;

/// What a sentence denies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Denied {
    /// That it was dealt with.
    Dealt,
    /// That anything came of it.
    Outcome,
    /// That it has a date.
    Date,
    /// That it was done: the verb's stem.
    Deed(String),
}

impl Denied {
    /// The field it is about.
    pub(super) fn field(&self) -> Field {
        if *self == Denied::Dealt { Field::Topic } else { Field::Outcome }
    }
}

/// A denial in the words of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Denial {
    pub(super) what: Denied,
    /// The concepts of what is denied.
    pub(super) about: BTreeSet<String>,
    /// Whether it is of a meeting to come.
    to_come: bool,
}

/// What a sentence denies, clause by clause.
pub(super) fn denied(said: &Said, parties: &Parties) -> Vec<Denial> {
    let words = &said.words;
    let mut found: Vec<Denial> =
        (0..words.len()).filter_map(|at| denied_at(words, at, parties)).collect();
    if found.is_empty() {
        found.extend(left_open(said, parties));
    }
    found
}

/// The clause around a word: from the stop before it to the stop after it.
fn clause(words: &[Word], at: usize) -> std::ops::Range<usize> {
    let from = (0..=at).rev().find(|&w| words[w].after_stop).unwrap_or(0);
    let to = (at + 1..words.len()).find(|&w| words[w].after_stop).unwrap_or(words.len());
    from..to
}

/// The part of a clause after the last "that" before a word.
fn within(words: &[Word], clause: std::ops::Range<usize>, at: usize) -> std::ops::Range<usize> {
    let that =
        (clause.start..at).rev().find(|&w| matches!(words[w].text.as_str(), "that" | "which"));
    that.map_or(clause.start, |that| that + 1)..clause.end
}

/// Whether a word denies.
fn is_not(word: &Word) -> bool {
    LISTS.not.contains(&word.text)
}

/// What a word of denial denies.
fn denied_at(words: &[Word], at: usize, parties: &Parties) -> Option<Denial> {
    if !is_not(&words[at]) || is_figure_of_speech(&words[at..]) || wished(words, at) {
        return None;
    }
    let clause = within(words, clause(words, at), at);
    let near = at + 1..clause.end.min(at + 1 + REACH);
    if any_on(&words[near.clone()], &LISTS.to_be) {
        return None;
    }
    let (place, what) = what_is_denied(words, near)?;
    let what =
        if dated(&words[clause.start..clause.end.min(place + 3)]) { Denied::Date } else { what };
    denial(words, what, [at, place], clause, parties)
}

/// The word that is denied, and how: the first of dealing, else of coming about, else of doing.
fn what_is_denied(words: &[Word], near: std::ops::Range<usize>) -> Option<(usize, Denied)> {
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    let dealt = |at: usize| {
        let of_contact = matches!(text(at), "of" | "in" | "at" | "on" | "during")
            && any_on(words.iter().skip(at + 1).take(3), &LISTS.contact);
        (LISTS.dealt_with.contains(&words[at].stem) && !wants_particle(text(at), text(at + 1)))
            || of_contact
    };
    let passive = words[near.start.saturating_sub(4)..near.end].iter().any(|w| {
        matches!(w.text.as_str(), "was" | "were" | "been" | "has" | "have" | "had" | "did")
    });
    let outcome = near.clone().find(|&at| LISTS.come_of_it.contains(&words[at].stem));
    let about = near.clone().find(|&at| dealt(at));
    match (about, outcome) {
        (Some(d), Some(o)) if o < d => Some((o, Denied::Outcome)),
        (Some(d), _) => Some((d, Denied::Dealt)),
        (None, Some(o)) => Some((o, Denied::Outcome)),
        (None, None) => near
            .clone()
            .find(|&at| passive && text(at).ends_with("ed") && text(at).len() > 4)
            .map(|at| (at, Denied::Deed(words[at].stem.clone()))),
    }
}

/// Whether a clause speaks of a date.
fn dated(words: &[Word]) -> bool {
    words.iter().any(is_time_noun)
}

/// What a sentence says is refused, open or yet to be settled.
fn left_open(said: &Said, parties: &Parties) -> Option<Denial> {
    let words = &said.words;
    let lower = said.lower();
    let phrases = LISTS.denied_otherwise.iter();
    let (start, end) = phrases.filter_map(|p| lower.find(p).map(|at| (at, at + p.len()))).min()?;
    let byte = |w: &Word| (w.bytes.start - said.evidence.start) as usize;
    let at = words.iter().position(|w| byte(w) >= start)?;
    let place = words.iter().rposition(|w| byte(w) < end).filter(|&p| p >= at).unwrap_or(at);
    // "Our offer remains open to you": nothing is left undecided.
    if words.get(place + 1).is_some_and(|w| w.text == "to") {
        return None;
    }
    // "He made it plain that the question remains open": the question, not the plainness.
    let clause = within(words, clause(words, at), at);
    let date = dated(&words[clause.clone()]);
    let what = if date { Denied::Date } else { Denied::Outcome };
    denial(words, what, [at, place], clause, parties)
}

/// A denial with what it is of: the words before it where these are what it was not done to, else
/// those after it; where the clause has none, those of the whole sentence before it.
fn denial(
    words: &[Word],
    what: Denied,
    [at, place]: [usize; 2],
    clause: std::ops::Range<usize>,
    parties: &Parties,
) -> Option<Denial> {
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    let before = subject(words, clause.start..at, place, parties);
    let after = subject(words, at + 1..clause.end, place, parties);
    let heads = matches!(text(at), "no" | "nothing" | "none" | "neither" | "nobody");
    let passive = matches!(text(at.wrapping_sub(1)), "was" | "were" | "is" | "are" | "been")
        || text(at + 1) == "been";
    let first = if passive && !heads { &before } else { &after };
    let second = if passive && !heads { &after } else { &before };
    let mut about = if first.is_empty() && !heads { second.clone() } else { first.clone() };
    // "No promise was given": the promise itself.
    if about.is_empty() && heads && what == Denied::Outcome {
        about.extend(concepts(&words[place]));
    }
    if about.is_empty() || what == Denied::Date {
        about.extend(subject(words, 0..place.min(clause.start), place, parties));
    }
    if what == Denied::Date {
        about.extend(subject(words, clause.clone(), place, parties));
    }
    let to_come = words[..clause.end].iter().any(|w| {
        matches!(
            w.text.as_str(),
            "next" | "following" | "second" | "further" | "visit" | "meeting" | "round"
        )
    });
    (!about.is_empty() || to_come).then_some(Denial { what, about, to_come })
}

/// The concepts of some words that say which subject.
fn subject(
    words: &[Word],
    range: std::ops::Range<usize>,
    denied: usize,
    parties: &Parties,
) -> BTreeSet<String> {
    const MOST: usize = 6;
    let telling = range.filter(|&at| {
        let word = &words[at];
        !word.is_on(&LISTS.of_no_subject)
            && !parties.named_at(words, at)
            && !is_not(word)
            && !is_time_noun(word)
            && at != denied
    });
    let telling: Vec<usize> = telling.filter(|&at| !concepts(&words[at]).is_empty()).collect();
    // Words of dealing and deciding say what only where nothing else does: "the demands".
    let deed = |at: &usize| {
        let stem = &words[*at].stem;
        LISTS.dealt_with.contains(stem) || LISTS.come_of_it.contains(stem)
    };
    let things: Vec<usize> = telling.iter().copied().filter(|at| !deed(at)).collect();
    let chosen = if things.is_empty() { telling } else { things };
    chosen.into_iter().take(MOST).flat_map(|at| concepts(&words[at])).collect()
}

/// Whether a denial is a wish, a rule or a forecast.
fn wished(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| words[before].is_on(&LISTS.to_be))
        || (words[at].text == "without" && at == 0)
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
    words.get(1).is_some_and(|word| word.is_on(&LISTS.figures_of_speech))
}

/// How well a sentence tells what another denies; `None` where it is about something else, or
/// tells nothing done.
pub(super) fn answers(denial: &Denial, denying: &Keys, words: &[Word], told: &Keys) -> Option<f64> {
    let has = |stems: &Stems| words.iter().any(|w| stems.contains(&w.stem));
    let ahead = words.iter().any(|w| matches!(w.text.as_str(), "will" | "shall"));
    let done = match &denial.what {
        Denied::Dealt => has(&LISTS.asserts),
        Denied::Outcome => ahead || has(&LISTS.come_of_it),
        Denied::Date => tells_time(words) && (ahead || has(&LISTS.asserts)),
        Denied::Deed(stem) => words.iter().any(|w| w.stem == *stem && !w.text.ends_with("ing")),
    };
    if !done {
        return None;
    }
    // Of a meeting to come it is enough that both tell of one.
    let next = denial.to_come
        && told.contains_key("=to come")
        && match denial.what {
            Denied::Date => tells_time(words),
            Denied::Outcome => has(&LISTS.come_of_it),
            _ => false,
        };
    // What most accounts hold says little of what is denied.
    let weight = |k: &String| {
        if is_common(k) { 0.25 } else { denying.get(k).copied().unwrap_or(1.0).max(TELLING) }
    };
    let whole: f64 = denial.about.iter().map(weight).sum();
    let shared: Vec<&String> = denial.about.iter().filter(|k| told.contains_key(*k)).collect();
    let telling = shared.iter().any(|k| !is_common(k));
    let cover =
        if whole > 0.0 { shared.iter().map(|k| weight(k)).sum::<f64>() / whole } else { 0.0 };
    let deed = told.keys().any(|k| denying.contains_key(k) && is_deed(k));
    let enough = if deed { SAME_DEED } else { COVERED };
    let wholly = denial.what == Denied::Dealt && cover >= WHOLLY;
    if (telling && cover >= enough) || wholly {
        return Some(cover + super::keys::covered(denying, told) + f64::from(u8::from(next)));
    }
    next.then_some(cover)
}

/// Whether a concept is a word of something coming about.
fn is_deed(concept: &str) -> bool {
    concept == "=agree" || LISTS.come_of_it.contains(concept)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, parties, sentence};
    use super::*;

    #[test]
    fn every_example_denies_what_it_says() {
        let parties = parties();
        let name = |denial: &Denial| match denial.what {
            Denied::Dealt => "dealt",
            Denied::Outcome => "outcome",
            Denied::Date => "date",
            Denied::Deed(_) => "deed",
        };
        holds(PAGE, |text| {
            let denied = denied(&sentence(text, Some("NOR")), &parties);
            denied.first().map_or("", name).to_owned()
        });
    }
}
