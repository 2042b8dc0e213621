//! Names of states in a sentence: country, people, capital and seat of government.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::VOICES;
use super::lists::{List, list};
use super::words::{Word, fold_word, words};
use crate::resolve::state_rows;

/// A name as folded words, with the state's code.
type Name = (Vec<String>, &'static str);

/// Names by their first word, longest first.
static NAMES: LazyLock<BTreeMap<String, Vec<Name>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for row in state_rows() {
        let (code, gone) = (row.iso3, row.to.is_some());
        let lists = [row.other_names, row.adjectives, row.nouns, row.capitals, row.seats];
        // A state that is no more stays under its name only where nobody else bears it.
        for name in std::iter::once(row.name).chain(lists.into_iter().flatten()) {
            let parts: Vec<String> = words(name, 0).into_iter().map(|w| w.text).collect();
            let Some(first) = parts.first().cloned() else { continue };
            let known = names.entry(first).or_default();
            if !(gone && known.iter().any(|(k, _)| *k == parts)) {
                known.push((parts, code));
            }
        }
    }
    for list in names.values_mut() {
        list.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    }
    names
});

/// The state named at a word, and how many words its name takes.
pub(super) fn nation(words: &[Word]) -> Option<(&'static str, usize)> {
    let first = words.first().filter(|w| w.capital)?;
    let list = NAMES.get(&first.text)?;
    let same = |parts: &[String]| {
        parts.len() <= words.len() && parts.iter().zip(words).all(|(p, w)| *p == w.text)
    };
    list.iter().find(|(parts, _)| same(parts)).map(|(parts, code)| (*code, parts.len()))
}

/// Parts of personal names that name nobody.
static PARTICLES: LazyLock<List> = LazyLock::new(|| list(VOICES, "Particles"));

/// The words of a personal name by which a text may call its bearer: those that are no initials.
pub(super) fn name_words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| c.is_whitespace() || c == '-');
    parts.map(fold_word).filter(|p| p.len() > 1 && !PARTICLES.contains(p.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_by_people_capital_and_seat() {
        let at = |text: &str| nation(&words(text, 0)).map(|(code, _)| code);
        assert_eq!(at("Kenyan officials"), Some("KEN"));
        assert_eq!(at("Skopje says"), Some("MKD"));
        assert_eq!(at("North Macedonia"), Some("MKD"));
        assert_eq!(at("White House"), Some("USA"));
        assert_eq!(at("turkey was served"), None);
    }
}
