//! Who may have taken from whom: texts meet at the hashes they share.
//!
//! A hash of boilerplate is shared by very many; at each hash only the first [`MOST`] in order of
//! precedence are met by the later ones, so the work grows with the number of texts and not with
//! its square, and a story printed by hundreds is still held against its first prints.

use smallvec::SmallVec;

use super::sketch::{HashOf, hash_of, seeking, sought};

/// At one hash, so many texts are met by the later ones.
pub const MOST: usize = 16;

/// What two texts share, by their places in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
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
    /// Shared hashes of a name under an outlet.
    pub outlets: u32,
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
        let meeting = |hash: u64| sought(hash).unwrap_or(hash);
        self.postings.sort_unstable_by_key(|(hash, place)| (meeting(*hash), *place));
        let mut meetings = Vec::new();
        for group in self.postings.chunk_by(|a, b| meeting(a.0) == meeting(b.0)) {
            meet(group, &mut meetings);
        }
        drop(self.postings);
        meetings.sort_unstable();
        meetings.chunk_by(|a, b| a >> 2 == b >> 2).map(counted).collect()
    }
}

/// Lets each text of a group meet the first that offer what it seeks.
fn meet(group: &[(u64, u32)], meetings: &mut Vec<u64>) {
    let mut first: SmallVec<[u32; MOST]> = SmallVec::new();
    for (hash, taker) in group {
        if sought(*hash).is_some() {
            let kind = hash & 3;
            let met = first.iter().filter(|source| *source != taker);
            meetings.extend(met.map(|s| u64::from(*taker) << 32 | u64::from(*s) << 2 | kind));
        }
        if seeking(*hash).is_some() && first.len() < MOST {
            first.push(*taker);
        }
    }
}

fn counted(meetings: &[u64]) -> Shared {
    let place = |meeting: u64| ((meeting >> 32) as u32, (meeting as u32) >> 2);
    let (taker, source) = place(meetings[0]);
    let mut shared = Shared { taker, source, ..Shared::default() };
    for meeting in meetings {
        shared.count(hash_of(*meeting));
    }
    shared
}

impl Shared {
    /// Counts one more shared hash.
    pub fn count(&mut self, of: HashOf) {
        *match of {
            HashOf::Run => &mut self.runs,
            HashOf::Stems => &mut self.stems,
            HashOf::Names => &mut self.names,
            HashOf::Outlet => &mut self.outlets,
        } += 1;
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
        outlets: group.iter().map(|s| s.outlets).sum(),
        ..group[0]
    };
    parts.chunk_by(same).map(sum).collect()
}
