//! Who took whose words: copies of a text, whole, shortened or told anew, and what each goes back
//! to. Two documents are independent where their origins differ.
//!
//! [`sketch`] makes a text small, [`Index`] finds the pairs worth reading, [`pair`] reads two texts
//! and says whether one was taken from the other, [`copies`] does all of it over a set, and
//! [`origins`] follows the chains. A record that grows does the same by steps: it keeps
//! [`candidate_hashes`] and [`precedence`] of each document, and a new or removed document can only
//! change the answer for later ones (by precedence) that share a hash with it. Translations are
//! not found: the words of two languages do not meet.

mod credit;
mod editions;
mod index;
mod measure;
mod order;
mod pair;
mod sketch;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use crate::nouns::{Copied, Document, DocumentId};

pub use editions::{Change, ChangeKind, address, changes, editions};
pub use index::{Index, MOST, Shared, merged};
pub use order::{is_official, precedence};
pub use pair::pair;
pub use sketch::{HashOf, SKETCH_VERSION, Sketch, candidate_hashes, hash_of, sketch};

/// A document and the sketch of its text.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The document.
    pub document: &'a Document,
    /// What [`sketch`] gives for its text.
    pub sketch: &'a Sketch,
}

/// Which documents of a set were taken from others of it, each from at most one, ordered by the
/// taker's id. Depends on the set only, not on its order.
pub fn copies(docs: &[Given<'_>]) -> Vec<Copied> {
    let mut ordered: Vec<(String, &Given<'_>)> =
        docs.iter().map(|given| (precedence(given.document), given)).collect();
    ordered.sort_by(|a, b| a.0.cmp(&b.0));
    ordered.dedup_by(|a, b| a.0 == b.0);
    let mut index = Index::default();
    for (place, (_, given)) in ordered.iter().enumerate() {
        index.add(place as u32, candidate_hashes(given.sketch));
    }
    let shared = index.shared();
    let mut copied: Vec<Copied> = shared
        .chunk_by(|a, b| a.taker == b.taker)
        .filter_map(|of_taker| {
            let taker = ordered[of_taker[0].taker as usize].1;
            let worth = of_taker.iter().filter(|shared| taker.sketch.worth(shared));
            let sources: Vec<Given<'_>> =
                worth.map(|shared| *ordered[shared.source as usize].1).collect();
            taken_from(taker, &sources)
        })
        .collect();
    copied.sort_by(|a, b| a.document.cmp(&b.document));
    copied
}

/// From which of several documents, all before the taker in precedence and in its order, the taker
/// was taken: one it names before others, then the one that has most of it, then the first.
pub fn taken_from(taker: &Given<'_>, sources: &[Given<'_>]) -> Option<Copied> {
    if sources.is_empty() {
        return None;
    }
    let words = words::words(&taker.document.text);
    let found = sources.iter().filter_map(|source| {
        let (copied, named) = pair::weigh(taker.document, &words, source)?;
        // Shares closer than a fiftieth do not tell two sources apart.
        Some(((named, (copied.share * 50.0).round() as u32), copied))
    });
    let best = found.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, copied)| copied)
}

/// The origin of each document: the head of its chain, itself where it is nobody's copy.
pub fn origins(docs: &[Given<'_>], copied: &[Copied]) -> BTreeMap<DocumentId, DocumentId> {
    let from: BTreeMap<&DocumentId, &DocumentId> =
        copied.iter().map(|copy| (&copy.document, &copy.from)).collect();
    let head = |document: &DocumentId| {
        let mut at = document;
        // A chain is never longer than the number of links, even if they were made to run round.
        for _ in 0..copied.len() {
            match from.get(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at.clone()
    };
    docs.iter().map(|given| (given.document.id.clone(), head(&given.document.id))).collect()
}
