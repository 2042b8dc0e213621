//! Who may have taken from whom: texts meet at the hashes they share.
//!
//! A hash of boilerplate is shared by very many; at each hash only the first [`MOST`] in order of
//! precedence are met by the later ones, so the work grows with the number of texts and not with
//! its square, and a story printed by hundreds is still held against its first prints.

use super::sketch::{HashOf, hash_of};

/// At one hash, so many texts are met by the later ones.
pub const MOST: usize = 24;

/// What two texts share, by their places in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared {
    /// Place of the later text.
    pub taker: u32,
    /// Place of the earlier text.
    pub source: u32,
    /// Shared hashes of runs of words.
    pub runs: u32,
    /// Shared hashes of pairs of stems.
    pub stems: u32,
    /// Shared hashes of pairs of names.
    pub names: u32,
}

/// Texts by their hashes. One index may hold all hashes of a set or a band of them: what several
/// bands give is added up by [`merged`].
#[derive(Debug, Clone, Default)]
pub struct Index {
    postings: Vec<(u64, u32)>,
}

impl Index {
    /// Adds hashes of the text at a place (below 2^30) in order of precedence.
    pub fn add(&mut self, place: u32, hashes: &[u64]) {
        self.postings.extend(hashes.iter().map(|hash| (*hash, place)));
    }

    /// Every pair that shares a hash, ordered by the later text, then the earlier.
    pub fn shared(mut self) -> Vec<Shared> {
        self.postings.sort_unstable();
        let mut meetings = Vec::new();
        for group in self.postings.chunk_by(|a, b| a.0 == b.0) {
            let kind = group[0].0 & 3;
            for (at, (_, taker)) in group.iter().enumerate() {
                let earlier = group[..at.min(MOST)].iter();
                meetings.extend(
                    earlier.map(|(_, source)| {
                        u64::from(*taker) << 32 | u64::from(*source) << 2 | kind
                    }),
                );
            }
        }
        drop(self.postings);
        meetings.sort_unstable();
        meetings.chunk_by(|a, b| a >> 2 == b >> 2).map(counted).collect()
    }
}

fn counted(meetings: &[u64]) -> Shared {
    let count = |of| meetings.iter().filter(|meeting| hash_of(**meeting) == of).count() as u32;
    Shared {
        taker: (meetings[0] >> 32) as u32,
        source: (meetings[0] as u32) >> 2,
        runs: count(HashOf::Run),
        stems: count(HashOf::Stems),
        names: count(HashOf::Names),
    }
}

/// Adds up what bands of one set gave.
pub fn merged(mut parts: Vec<Shared>) -> Vec<Shared> {
    parts.sort_unstable();
    let same = |a: &Shared, b: &Shared| (a.taker, a.source) == (b.taker, b.source);
    let sum = |group: &[Shared]| Shared {
        runs: group.iter().map(|s| s.runs).sum(),
        stems: group.iter().map(|s| s.stems).sum(),
        names: group.iter().map(|s| s.names).sum(),
        ..group[0]
    };
    parts.chunk_by(same).map(sum).collect()
}
