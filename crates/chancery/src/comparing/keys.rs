//! What a sentence is about: its concepts, each with how much it tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::lists::{Stems, stems};
use super::said::{Parties, Said};
use super::times_told::to_come;
use super::words::{PAGE, Word, is_function, number, stem};
use crate::codebook::{bullets, items, section};

/// Weight of a word most accounts hold.
const COMMON: f64 = 0.12;
/// Weight of a party's or participant's name, which every account holds.
const PARTY: f64 = 0.05;
/// Weight from which on a concept by itself tells what a sentence is about.
pub(super) const TELLING: f64 = 0.3;

/// Stems of words most accounts hold.
static COMMON_WORDS: LazyLock<Stems> = LazyLock::new(|| stems(PAGE, "Common"));

/// The words that stand for others, by the others' stems.
static SAME: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut same: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in bullets(section(PAGE, "Same")) {
        let words = items(&row);
        let Some(head) = words.first() else { continue };
        for word in &words {
            let heads = same.entry(stem(word)).or_default();
            heads.push(format!("={head}"));
            heads.dedup();
        }
    }
    same
});

/// Whether most accounts hold a concept, whatever the subject.
pub(super) fn is_common(concept: &str) -> bool {
    COMMON_WORDS.contains(concept)
}

/// Concepts of a sentence by weight.
pub(super) type Keys = BTreeMap<String, f64>;

/// How often each concept stands in the sentences of an encounter.
#[derive(Debug, Default)]
pub(super) struct Frequencies(BTreeMap<String, usize>);

impl Frequencies {
    /// Counts over all sentences, copies of a text once.
    pub(super) fn of(said: &[Said]) -> Self {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let once = said.iter().filter(|s| seen.insert(&s.evidence.text));
        Self::over(once.map(|s| s.words.as_slice()))
    }

    /// Counts over some sentences.
    pub(super) fn over<'w>(sentences: impl Iterator<Item = &'w [Word]>) -> Self {
        let mut counts = BTreeMap::new();
        for words in sentences {
            let concepts: BTreeSet<String> = words.iter().flat_map(concepts).collect();
            for concept in concepts {
                *counts.entry(concept).or_default() += 1;
            }
        }
        Self(counts)
    }
}

/// The concepts a word stands for: those of the rows its stem is in, else the stem itself.
pub(super) fn concepts(word: &Word) -> Vec<String> {
    if is_function(&word.text) || word.text.len() < 2 {
        return Vec::new();
    }
    SAME.get(&word.stem).cloned().unwrap_or_else(|| vec![word.stem.clone()])
}

/// The concepts of some words.
pub(super) fn keys(words: &[Word], parties: &Parties, frequencies: &Frequencies) -> Keys {
    let mut found = Keys::new();
    found.extend(to_come(words).map(|concept| (concept.to_owned(), TO_COME)));
    for (at, word) in words.iter().enumerate() {
        let number = is_number(&words[at..]) || word.text.starts_with(|c: char| c.is_ascii_digit());
        let base = if parties.named_at(words, at) {
            PARTY
        } else if number || is_common(&word.stem) {
            COMMON
        } else {
            1.0
        };
        for concept in concepts(word) {
            let often = frequencies.0.get(&concept).copied().unwrap_or(1).max(1);
            // What stands in many sentences tells less of each.
            let weight = base / (1.0 + (often as f64 / 2.0).ln().max(0.0));
            let known = found.entry(concept).or_insert(0.0);
            *known = known.max(weight);
        }
    }
    found
}

fn is_number(words: &[Word]) -> bool {
    number(words).is_some()
}

/// Weight of a meeting or a day still to come.
const TO_COME: f64 = 0.8;

/// Weight under which what two sentences share is chance.
const LEAST: f64 = 0.2;

/// Weight of what two sentences share.
pub(super) fn shared(one: &Keys, other: &Keys) -> f64 {
    let both = one.iter().filter_map(|(k, w)| Some(w.min(*other.get(k)?)));
    both.filter(|w| *w >= LEAST).sum()
}

/// Share of the first that stands in the second, 0 to 1.
pub(super) fn covered(one: &Keys, other: &Keys) -> f64 {
    let whole: f64 = one.values().sum();
    if whole > 0.0 { shared(one, other) / whole } else { 0.0 }
}

/// Share of either in the other, the greater of both ways, 0 to 1.
pub(super) fn alike(one: &Keys, other: &Keys) -> f64 {
    covered(one, other).max(covered(other, one))
}

/// Whether two sentences share a concept that tells by itself.
pub(super) fn touch(one: &Keys, other: &Keys) -> bool {
    one.iter().any(|(k, w)| *w >= TELLING && other.contains_key(k))
}

/// Share of two sentences' concepts that makes them of one subject.
pub(super) const ABOUT_ONE_THING: f64 = 0.3;

/// Whether two sentences are about one subject: they share a concept that tells by itself, and
/// enough of what either of them is about.
pub(super) fn one_subject(one: &Keys, other: &Keys) -> bool {
    touch(one, other) && alike(one, other) >= ABOUT_ONE_THING
}
