//! A small, stable stand-in for a text, by which likely copies are found without reading it.
//!
//! Of all hashes of runs of words, those below a fixed bound are kept (`FracMinHash`): a part of
//! a text keeps its part of the hashes, so an abridged copy still meets its source.

use super::words::{Word, hash, mix, words};

/// Words of a run.
const RUN: usize = 5;
/// One run in so many is kept.
const RUNS_KEPT: u64 = 8;
/// One pair of stems in so many is kept.
const STEMS_KEPT: u64 = 16;

/// Hashes of a text's words. Records keep them: what a text gives never changes within a version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// Number of words without headings and furniture.
    pub words: u32,
    /// Hash of all words in order.
    pub body: u64,
    /// Kept hashes in ascending order: of runs (even) and of pairs of stems (odd).
    hashes: Vec<u64>,
}

/// Version of what [`sketch`] gives; a record sketches anew what an older one gave.
pub const SKETCH_VERSION: u32 = 1;

/// Sketches a text.
pub fn sketch(text: &str) -> Sketch {
    let words = words(text);
    let body = words.iter().fold(0, |body, word| mix(body ^ word.hash));
    let mut hashes: Vec<u64> = runs(&words).map(|hash| hash & !1).collect();
    hashes.extend(pairs_of_stems(&words).map(|hash| hash | 1));
    hashes.push(hash(&body.to_le_bytes()) & !1);
    hashes.sort_unstable();
    hashes.dedup();
    Sketch { words: words.len() as u32, body, hashes }
}

/// The hashes by which texts that may share words meet, in ascending order.
pub fn candidate_hashes(sketch: &Sketch) -> &[u64] {
    &sketch.hashes
}

/// Whether a hash stands for a pair of stems, not for a run of words.
pub fn is_of_stems(hash: u64) -> bool {
    hash & 1 == 1
}

fn runs(words: &[Word]) -> impl Iterator<Item = u64> {
    let all = words.windows(RUN).map(run);
    all.filter(|hash| hash % RUNS_KEPT == 0).map(mix)
}

/// Hash of a run of words.
pub(super) fn run(words: &[Word]) -> u64 {
    words.iter().fold(1, |run, word| mix(run ^ word.hash))
}

/// Neighbouring stems of one sentence in either order, next to each other or one apart.
fn pairs_of_stems(words: &[Word]) -> impl Iterator<Item = u64> {
    let stems: Vec<&Word> = words.iter().filter(|word| word.stem != 0).collect();
    let mut pairs = Vec::new();
    for (at, first) in stems.iter().enumerate() {
        for second in stems[at + 1..].iter().take(2).filter(|word| word.sentence == first.sentence)
        {
            let (low, high) = (first.stem.min(second.stem), first.stem.max(second.stem));
            pairs.push(mix(low ^ mix(high)));
        }
    }
    pairs.into_iter().filter(|hash| hash % STEMS_KEPT == 0).map(mix)
}

impl Sketch {
    /// Whether so many shared hashes make it worth reading both texts, this one as the taker's.
    pub fn worth(&self, shared: &super::Shared) -> bool {
        let stems = self.hashes.iter().filter(|hash| is_of_stems(**hash)).count();
        let runs = self.hashes.len() - stems;
        let enough = |shared: u32, of: usize, share: f64| {
            shared > 0 && f64::from(shared) >= share * of as f64
        };
        enough(shared.runs, runs, 0.3) || enough(shared.stems.saturating_sub(1), stems, 0.15)
    }
}
