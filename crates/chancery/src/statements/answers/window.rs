//! The claims of a text in one index, and those near some words of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::candidates::Claim;
use super::near::Near;

/// Bytes before an answer in which its claim is looked for, about half a page.
const BEFORE: u32 = 2500;
/// Bytes after it.
const AFTER: u32 = 2000;

/// The claims of one text.
pub(super) struct Index {
    all: Vec<Claim>,
    near: Near,
    titles: BTreeSet<usize>,
    holders: BTreeMap<String, usize>,
}

/// Claims that an answer may be about, with what is needed to weigh them.
pub(super) struct Window<'c> {
    pub(super) claims: Vec<&'c Claim>,
    /// How many claims of the text or record hold a word.
    holders: &'c BTreeMap<String, usize>,
}

impl Index {
    pub(super) fn of(all: Vec<Claim>) -> Self {
        let titles = (0..all.len()).filter(|&i| all[i].title).collect();
        let near = Near::of(all.iter().map(|c| c.evidence.start..c.evidence.end));
        let holders = holders(&all);
        Self { all, near, titles, holders }
    }

    /// The claims a little before and after some bytes, and the headline.
    pub(super) fn window(&self, bytes: &Range<u32>) -> Window<'_> {
        let reach = bytes.start.saturating_sub(BEFORE)..bytes.end + AFTER;
        let mut places = self.near.about(&reach);
        places.extend(&self.titles);
        Window::of(places.into_iter().map(|place| &self.all[place]).collect(), &self.holders)
    }
}

impl<'c> Window<'c> {
    pub(super) fn of(claims: Vec<&'c Claim>, holders: &'c BTreeMap<String, usize>) -> Self {
        Self { claims, holders }
    }

    /// How much a word tells: less, the more claims hold it; the answer itself is one of them.
    pub(super) fn rarity(&self, key: &str) -> f64 {
        let others = self.holders.get(key).copied().unwrap_or(0).saturating_sub(1);
        1.0 / (others.max(1) as f64).sqrt()
    }
}

/// How many claims hold each word.
pub(super) fn holders<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> BTreeMap<String, usize> {
    let mut held = BTreeMap::new();
    for key in claims.into_iter().flat_map(|claim| claim.bag.keys()) {
        *held.entry(key.to_owned()).or_default() += 1;
    }
    held
}
