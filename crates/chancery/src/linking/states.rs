//! What the linker knows of states: their names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::resolve::fold;

const STATES: &str = include_str!("../../../../data/actors/states.tsv");

/// States by every name they have, folded.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let rows = STATES.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.flat_map(|line| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let state = cells[0];
        let names = cells.get(3..5).unwrap_or_default().iter().flat_map(|c| c.split('|'));
        names.filter(|n| !n.is_empty()).map(move |n| (fold(n), state)).collect::<Vec<_>>()
    })
    .collect()
});

/// The names, adjectives and nouns of each state, in one text.
static WORDS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let rows = STATES.lines().filter(|l| !l.starts_with('#')).skip(1);
    let words = |line: &'static str| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        (cells[0], cells.get(3..7).unwrap_or_default().join(" ").replace('|', " "))
    };
    rows.map(words).collect()
});

/// The words that name a state and its people.
pub(super) fn words_of_state(state: &str) -> &'static str {
    WORDS.get(state).map_or("", String::as_str)
}

/// Whether a name is that of a state, as of a place that is a whole country.
pub(super) fn is_state(name: &str) -> bool {
    NAMES.contains_key(&fold(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_told_from_towns() {
        assert!(is_state("North Macedonia") && !is_state("Skopje"));
    }
}
