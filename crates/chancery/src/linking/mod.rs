//! Linking: which tellings of different documents are of one encounter.
//!
//! [`score`] weighs a pair of tellings by parties, kind, time, place and words, and says why.
//! [`link`] scores the pairs that share a key, takes the components of the graph of pairs that
//! reach [`FLOOR`] and cuts each by itself, so that its outcome is a function of the set alone
//! and a new telling touches its own components only. [`relations`] tells how encounters stand
//! to each other once they are settled.

mod blocks;
mod cut;
mod kinds;
mod parties;
mod parts;
mod relations;
mod rounds;
mod sight;
mod states;
mod times;
mod weigh;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use relations::{relation_keys, relations};

use crate::nouns::{EncounterId, Linked, Member, Telling, Ties};
use cut::Cluster;
use sight::Sight;

/// The least score with which two tellings come to be considered together, 0 to 1.
pub const FLOOR: f64 = 0.3;

/// What speaks for two tellings being of one encounter, and against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// 0 to 1; 0 where it is out of the question.
    pub score: f64,
    /// For and against, in words a person can read, the weightiest first.
    pub reasons: Vec<String>,
}

/// The block keys of a telling: its pairs of parties by month. Two tellings can be linked only if
/// they share one.
pub fn keys(telling: &Telling<'_>) -> BTreeSet<String> {
    blocks::keys(&Sight::of(telling))
}

/// Weighs whether two tellings are of one encounter. The order of the two does not matter.
pub fn score(a: &Telling<'_>, b: &Telling<'_>) -> Scored {
    weigh::weigh(&Sight::of(a), &Sight::of(b)).scored()
}

/// Those of some pairs of tellings, given by their places, that reach [`FLOOR`].
pub(crate) fn reaching(tellings: &[Telling<'_>], pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let sights: Vec<Sight<'_>> = tellings.iter().map(Sight::of).collect();
    let reaches = |&(a, b): &(usize, usize)| weigh::weigh(&sights[a], &sights[b]).score() >= FLOOR;
    pairs.iter().copied().filter(reaches).collect()
}

/// The encounters that these tellings are of, ordered by id. A pure function of the set: the
/// order of the tellings does not matter.
pub fn link(tellings: &[Telling<'_>], ties: &Ties) -> Vec<Linked> {
    let mut sights: Vec<Sight<'_>> = tellings.iter().map(Sight::of).collect();
    sights.sort_by(|a, b| a.id().cmp(b.id()));
    let place: BTreeMap<&EncounterId, usize> =
        sights.iter().enumerate().map(|(i, s)| (s.id(), i)).collect();
    let at = |pair: &(EncounterId, EncounterId)| {
        let (a, b) = (*place.get(&pair.0)?, *place.get(&pair.1)?);
        Some((a.min(b), a.max(b)))
    };
    let together: BTreeSet<(usize, usize)> = ties.together.iter().filter_map(at).collect();
    let apart: BTreeSet<(usize, usize)> = ties.apart.iter().filter_map(at).collect();
    let mut edges = together.clone();
    for (a, b) in blocks::candidates(&sights) {
        if weigh::weigh(&sights[a], &sights[b]).score() >= FLOOR {
            edges.insert((a, b));
        }
    }
    let mut linked: Vec<Linked> = cut::components(sights.len(), &edges)
        .into_iter()
        .flat_map(|component| cut::cut(&sights, component, &together, &apart))
        .map(|cluster| linked(&sights, &cluster))
        .collect();
    linked.sort_by(|a, b| a.id.cmp(&b.id));
    linked
}

/// A cluster as an encounter: members in canonical order, each with the tie that holds it.
fn linked(sights: &[Sight<'_>], cluster: &Cluster) -> Linked {
    let mut members: Vec<&Sight<'_>> = cluster.iter().map(|&i| &sights[i]).collect();
    members.sort_by_key(|s| s.canonical());
    let parts = parts::parts(&members);
    let tied = members.iter().zip(parts).enumerate().map(|(i, (sight, part))| {
        let best = if i == 0 { None } else { strongest(sight, &members) };
        Member {
            contact: sight.id().clone(),
            document: sight.document().id.clone(),
            part,
            to: best.as_ref().map(|(other, _)| (*other).clone()),
            score: best.as_ref().map(|(_, scored)| rounded(scored.score)),
            reasons: best.map(|(_, scored)| scored.reasons).unwrap_or_default(),
        }
    });
    let members: Vec<Member> = tied.collect();
    Linked { id: members[0].contact.clone(), members }
}

/// The telling of another document that a telling is tied to most, the first of equals.
fn strongest<'s>(
    sight: &Sight<'_>,
    members: &[&'s Sight<'_>],
) -> Option<(&'s EncounterId, Scored)> {
    let others = members.iter().filter(|other| other.document().id != sight.document().id);
    let mut best: Option<(&EncounterId, Scored)> = None;
    for other in others {
        let scored = weigh::weigh(sight, other).scored();
        if best.as_ref().is_none_or(|(_, b)| scored.score > b.score) {
            best = Some((other.id(), scored));
        }
    }
    best
}

/// A weight as it is kept: three places.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}
