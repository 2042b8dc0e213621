//! What the linker knows of states: their names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::resolve::{StateRow, fold, state_rows};

/// States by every name they have, folded.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let named = |row: StateRow| {
        let names = std::iter::once(row.name).chain(row.other_names);
        names.map(move |name| (fold(name), row.iso3))
    };
    state_rows().flat_map(named).collect()
});

/// The names, adjectives and nouns of each state, in one text.
static WORDS: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let words = |row: StateRow| {
        let names = std::iter::once(row.name).chain(row.other_names);
        let all: Vec<&str> = names.chain(row.adjectives).chain(row.nouns).collect();
        (row.iso3, all.join(" "))
    };
    state_rows().map(words).collect()
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
