//! Lists of words on the pages of `codebook/verdicts`, and words held against them.

use std::collections::BTreeSet;

use super::words::{Word, stem};
use crate::codebook;

/// Words as texts have them once they are folded.
pub(super) type List = BTreeSet<&'static str>;
/// Stems of words.
pub(super) type Stems = BTreeSet<String>;

/// The list under a heading of a page.
pub(super) fn list(page: &'static str, heading: &str) -> List {
    codebook::list(page, heading).collect()
}

/// The stems of the list under a heading of a page.
pub(super) fn stems(page: &'static str, heading: &str) -> Stems {
    codebook::list(page, heading).map(stem).collect()
}

/// Whether one of some words is on a list.
pub(super) fn any_on<'w>(words: impl IntoIterator<Item = &'w Word>, list: &List) -> bool {
    words.into_iter().any(|word| word.is_on(list))
}
