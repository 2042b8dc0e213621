//! The log: lines chained by their hashes, so that none can be changed, moved or taken out
//! unseen.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::nouns::{Judgement, Said};

/// The hash before the first line.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hash of a line: SHA-256 over the hash before it, a line feed and its JSON.
pub fn hash_of(previous: &str, said: &Said) -> String {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update("\n");
    // A derived form of plain values: nothing in it can fail to be written.
    hash.update(serde_json::to_string(said).unwrap_or_default());
    hash.finalize().iter().fold(String::with_capacity(64), |out, byte| out + &format!("{byte:02x}"))
}

/// The line that comes after `last`.
pub fn line_after(last: Option<&Judgement>, said: Said) -> Judgement {
    let previous = last.map_or(START, |line| &line.hash).to_owned();
    let number = last.map_or(0, |line| line.number) + 1;
    Judgement { number, hash: hash_of(&previous, &said), previous, said }
}

/// A line of a log that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1, as it stands in the log.
    pub line: u32,
    /// What is wrong with it.
    pub what: String,
}

/// The lines that break the chain.
pub fn check(log: &[Judgement]) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut previous = START;
    for (at, line) in (1_u32..).zip(log) {
        let mut say = |what: String| broken.push(Broken { line: at, what });
        if line.number != at {
            say(format!("it is numbered {}: a line was taken out or moved", line.number));
        }
        if line.previous != previous {
            say("it does not follow the line before it".to_owned());
        }
        if hash_of(&line.previous, &line.said) != line.hash {
            say("its words are not those that were written".to_owned());
        }
        previous = &line.hash;
    }
    broken
}

/// What is to be added to a log so that it holds another one too: lines it has already, under
/// their own hash or one they were brought under, are left out; a line that follows the last one
/// by hash is taken as it is, any other as one that was brought.
pub fn brought(log: &[Judgement], other: &[Judgement]) -> Vec<Judgement> {
    let mut known: BTreeSet<&str> =
        log.iter().flat_map(|line| [line.hash.as_str(), line.first_hash()]).collect();
    let mut added: Vec<Judgement> = Vec::new();
    for line in other {
        if known.contains(line.first_hash()) || known.contains(line.hash.as_str()) {
            continue;
        }
        known.extend([line.first_hash(), line.hash.as_str()]);
        let last = added.last().or(log.last());
        let as_it_is = line.previous == last.map_or(START, |last| &last.hash)
            && line.number == last.map_or(0, |last| last.number) + 1;
        let said = Said {
            brought: line.said.brought.clone().or_else(|| Some(line.hash.clone())),
            ..line.said.clone()
        };
        added.push(if as_it_is { line.clone() } else { line_after(last, said) });
    }
    added
}

/// For each line of a log the number of the line that takes it back. A withdrawal that is itself
/// taken back counts for nothing.
pub fn withdrawn(log: &[Judgement]) -> Vec<Option<u32>> {
    let mut by: Vec<Option<u32>> = vec![None; log.len()];
    for at in (0..log.len()).rev() {
        let Some(hash) = log[at].said.withdraws.as_deref().filter(|_| by[at].is_none()) else {
            continue;
        };
        let earlier = log[..at].iter().rposition(|it| it.hash == hash || it.first_hash() == hash);
        if let Some(taken) = earlier {
            by[taken].get_or_insert(log[at].number);
        }
    }
    by
}
