//! The claims of a text in one index, and those near some words of it.

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::candidates::Claim;
use super::near::Near;

/// Bytes before an answer in which its claim is looked for, about half a page.
const BEFORE: u32 = 2500;
/// Bytes after it.
const AFTER: u32 = 2000;

/// How many claims hold each word.
pub(super) type Holders = FxHashMap<String, usize>;

/// The claims of one text.
pub(super) struct Index {
    all: Vec<Claim>,
    near: Near,
    titles: BTreeSet<usize>,
    holders: Holders,
}

/// Claims that an answer may be about, with what is needed to weigh them.
pub(super) struct Window<'c> {
    pub(super) claims: Vec<&'c Claim>,
    /// Of the claims of the text, or of all texts that are looked at.
    holders: &'c Holders,
}

impl Index {
    pub(super) fn of(all: Vec<Claim>) -> Self {
        let titles = (0..all.len()).filter(|&i| all[i].title).collect();
        let near = Near::of(all.iter().map(|c| c.evidence.start..c.evidence.end));
        let mut holders = Holders::default();
        for claim in &all {
            count_holders(&mut holders, claim);
        }
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
    pub(super) fn of(claims: Vec<&'c Claim>, holders: &'c Holders) -> Self {
        Self { claims, holders }
    }

    /// How much a word tells: less, the more claims hold it; the answer itself is one of them.
    pub(super) fn rarity(&self, key: &str) -> f64 {
        let others = self.holders.get(key).copied().unwrap_or(0).saturating_sub(1);
        1.0 / (others.max(1) as f64).sqrt()
    }
}

/// Counts a claim for each word that it holds.
pub(super) fn count_holders(held: &mut Holders, claim: &Claim) {
    for key in claim.bag.keys() {
        match held.get_mut(key) {
            Some(count) => *count += 1,
            None => {
                held.insert(key.to_owned(), 1);
            }
        }
    }
}
