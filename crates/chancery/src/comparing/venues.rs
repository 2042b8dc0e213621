//! Venues: the house in which a voice says the encounter was held. Two voices that name one city
//! may still name two houses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lists::{List, any_on, list};
use super::said::Said;
use super::words::Word;
use crate::codebook::{items, section, table};

const PAGE: &str = include_str!("../../../../codebook/verdicts/venues.md");

/// The lists of the page.
struct Lists {
    held: List,
    elsewhere: List,
    /// The sort of house a word names.
    sorts: BTreeMap<String, Sort>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    held: list(PAGE, "Held"),
    elsewhere: list(PAGE, "Elsewhere"),
    sorts: sorts().collect(),
});

/// The words of the table of sorts, each with its sort.
fn sorts() -> impl Iterator<Item = (String, Sort)> {
    table(section(PAGE, "Sorts")).into_iter().flat_map(|row| {
        let sort = row[0].clone();
        items(&row[1]).into_iter().map(move |word| (word, sort.clone()))
    })
}

/// Sorts of houses none of which is another, by name.
pub(super) type Sort = String;

/// A house by its sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Venue {
    /// The sort: houses of one sort may be one house.
    pub(super) sort: Sort,
    /// In the text's words.
    pub(super) words: String,
}

/// The house a sentence says the contact was held in.
pub(super) fn venue(said: &Said) -> Option<Venue> {
    let words = &said.words;
    if !any_on(words, &LISTS.held) || any_on(words, &LISTS.elsewhere) {
        return None;
    }
    (0..words.len()).find_map(|at| venue_at(words, at))
}

/// "At a quiet hotel", "in the minister's office": the first house within a few words of the
/// preposition, before any stop or further preposition.
fn venue_at(words: &[Word], at: usize) -> Option<Venue> {
    const REACH: usize = 5;
    if !matches!(words[at].text.as_str(), "at" | "in" | "inside" | "aboard") {
        return None;
    }
    let after = &words[at + 1..words.len().min(at + 1 + REACH)];
    let end = after.iter().position(|w| {
        w.after_stop || matches!(w.text.as_str(), "of" | "near" | "beside" | "with" | "that")
    });
    let near = &after[..end.unwrap_or(after.len())];
    // "At the ministry's request" is no house, "at the Ministry hotel" is one.
    let (place, sort) = near.iter().enumerate().rev().find_map(|(i, w)| {
        (!w.possessive).then(|| LISTS.sorts.get(&w.text)).flatten().map(|sort| (i, sort.clone()))
    })?;
    let told: Vec<&str> = near[..=place].iter().map(|w| w.text.as_str()).collect();
    Some(Venue { sort, words: told.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, sentence};
    use super::*;

    #[test]
    fn every_example_has_its_house() {
        holds(PAGE, |text| {
            venue(&sentence(text, Some("NOR"))).map_or_else(String::new, |it| it.sort)
        });
    }
}
