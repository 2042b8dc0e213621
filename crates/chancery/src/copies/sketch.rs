//! A small, stable stand-in for a text, by which likely copies are found without reading it.
//!
//! Of all hashes of runs of words, those below a fixed bound are kept (`FracMinHash`): a part of
//! a text keeps its part of the hashes, so an abridged copy still meets its source.

use super::words::{Word, mix, words};

/// Words of a run.
const RUN: usize = 5;
/// One run in so many is kept.
const RUNS_KEPT: u64 = 8;
/// One pair of stems in so many is kept.
const STEMS_KEPT: u64 = 16;
/// One pair of names in so many is kept.
const NAMES_KEPT: u64 = 4;

/// Hashes of a text's words. Records keep them: what a text gives never changes within a version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    /// Number of words without headings and furniture.
    pub words: u32,
    /// Hash of all words in order.
    pub body: u64,
    /// Kept hashes in ascending order; the last two bits say what each is of.
    hashes: Vec<u64>,
}

/// What a candidate hash is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashOf {
    /// A run of words: shared by texts that have words in common.
    Run,
    /// Two stems near each other: outlives a changed word or two.
    Stems,
    /// Two names that follow each other: outlives another wording.
    Names,
}

/// What a candidate hash is of.
pub fn hash_of(hash: u64) -> HashOf {
    match hash & 3 {
        0 => HashOf::Run,
        1 => HashOf::Stems,
        _ => HashOf::Names,
    }
}

/// Version of what [`sketch`] gives; a record sketches anew what an older one gave.
pub const SKETCH_VERSION: u32 = 1;

/// Sketches a text.
pub fn sketch(text: &str) -> Sketch {
    let words = words(text);
    let body = words.iter().fold(0, |body, word| mix(body ^ word.hash));
    let runs = words.windows(RUN).map(run).filter(|hash| hash % RUNS_KEPT == 0);
    let stems = pairs_within(&words, |word| word.stem != 0, true);
    let names = pairs_within(&words, |word| word.filled && word.stem != 0, false);
    let stems = stems.filter(|hash| hash % STEMS_KEPT == 0);
    let names = names.filter(|hash| hash % NAMES_KEPT == 0);
    let of = |hash: u64, kind: u64| (mix(hash) & !3) | kind;
    let mut hashes: Vec<u64> = runs.chain([body]).map(|hash| of(hash, 0)).collect();
    hashes.extend(stems.map(|hash| of(hash, 1)));
    hashes.extend(names.map(|hash| of(hash, 2)));
    hashes.sort_unstable();
    hashes.dedup();
    Sketch { words: words.len() as u32, body, hashes }
}

/// The hashes by which texts that may share words meet, in ascending order.
pub fn candidate_hashes(sketch: &Sketch) -> &[u64] {
    &sketch.hashes
}

/// Hash of a run of words.
pub(super) fn run(words: &[Word]) -> u64 {
    words.iter().fold(1, |run, word| mix(run ^ word.hash))
}

/// Pairs of neighbouring words of a kind in either order, next to each other or one apart.
fn pairs_within(
    words: &[Word],
    kind: fn(&Word) -> bool,
    of_one_sentence: bool,
) -> impl Iterator<Item = u64> {
    let chosen: Vec<&Word> = words.iter().filter(|word| kind(word)).collect();
    (0..chosen.len()).flat_map(move |at| {
        let first = chosen[at];
        let near: Vec<u64> = chosen[at + 1..]
            .iter()
            .take(2)
            .filter(|second| !of_one_sentence || second.sentence == first.sentence)
            .map(|second| (first.stem.min(second.stem), first.stem.max(second.stem)))
            .map(|(low, high)| mix(low ^ mix(high)))
            .collect();
        near
    })
}

impl Sketch {
    /// Whether so many shared hashes make it worth reading both texts, this one as the taker's.
    pub fn worth(&self, shared: &super::Shared) -> bool {
        let count = |of| self.hashes.iter().filter(|hash| hash_of(**hash) == of).count();
        let enough = |shared: u32, least: u32, of: HashOf, share: f64| {
            shared >= least && f64::from(shared) >= share * count(of) as f64
        };
        enough(shared.runs, 1, HashOf::Run, 0.3)
            || enough(shared.stems, 2, HashOf::Stems, 0.25)
            || enough(shared.names, 3, HashOf::Names, 0.15)
    }
}
