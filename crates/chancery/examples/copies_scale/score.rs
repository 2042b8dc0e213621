//! What was found against what was generated.

use std::collections::BTreeMap;

use chancery::nouns::{Copied, CopyKind};

use super::generate::{Origin, World};

/// Pairs of documents of one origin: precision, recall and F1 over all pairs, the adjusted Rand
/// index of the families, recall of copies by kind (in one
/// family with their source), how many links join a family, and how many point the right way.
pub(crate) fn score(world: &World, found: &[Copied]) -> serde_json::Value {
    let number = |id: &str| id.parse::<u32>().unwrap_or_default();
    let mut from: Vec<u32> = (0..world.count).collect();
    for copied in found {
        from[number(copied.document.as_str()) as usize] = number(copied.from.as_str());
    }
    let head = |mut at: u32| {
        while from[at as usize] != at {
            at = from[at as usize];
        }
        at
    };
    let heads: Vec<u32> = (0..world.count).map(head).collect();
    let truth: Vec<u32> = (0..world.count).map(|at| family(world, at)).collect();
    let mut kinds: BTreeMap<CopyKind, [u64; 2]> = BTreeMap::new();
    for at in 0..world.count {
        if let Origin::Taken(_, kind) = world.origin(at) {
            let [all, right] = kinds.entry(kind).or_default();
            *all += 1;
            *right += u64::from(heads[at as usize] == heads[truth[at as usize] as usize]);
        }
    }
    let recall: BTreeMap<String, f64> = kinds
        .iter()
        .map(|(kind, [all, right])| (format!("{kind:?}"), *right as f64 / *all as f64))
        .collect();
    let links = |right: &dyn Fn(usize, usize) -> bool| {
        let ends = found.iter().map(|copied| {
            (number(copied.document.as_str()) as usize, number(copied.from.as_str()) as usize)
        });
        ends.filter(|(taker, source)| right(*taker, *source)).count() as f64
            / found.len().max(1) as f64
    };
    let joined = links(&|taker, source| truth[taker] == truth[source]);
    let taken = |taker: usize| truth[taker] as usize != taker;
    let directed = links(&|taker, source| truth[taker] == truth[source] && taken(taker));
    let mut scores = pairs(&heads, &truth);
    scores["links"] = found.len().into();
    scores["links_in_a_family"] = joined.into();
    scores["links_from_a_copy"] = directed.into();
    scores["recall_by_kind"] = serde_json::json!(recall);
    scores
}

/// The document a document's words go back to.
fn family(world: &World, at: u32) -> u32 {
    match world.origin(at) {
        Origin::Taken(from, _) => family(world, from),
        _ => at,
    }
}

fn pairs(found: &[u32], truth: &[u32]) -> serde_json::Value {
    let two = |count: &u64| (count * (count - 1) / 2) as f64;
    let total = |groups: BTreeMap<(u32, u32), u64>| groups.values().map(two).sum::<f64>();
    let groups = |keys: &mut dyn Iterator<Item = (u32, u32)>| {
        let mut groups: BTreeMap<(u32, u32), u64> = BTreeMap::new();
        keys.for_each(|key| *groups.entry(key).or_default() += 1);
        total(groups)
    };
    let both = groups(&mut found.iter().copied().zip(truth.iter().copied()));
    let by_found = groups(&mut found.iter().map(|head| (*head, 0)));
    let by_truth = groups(&mut truth.iter().map(|head| (*head, 0)));
    let all = two(&(found.len() as u64));
    let expected = by_found * by_truth / all;
    let ari = (both - expected) / (f64::midpoint(by_found, by_truth) - expected);
    let (precision, recall) = (both / by_found, both / by_truth);
    let f1 = 2.0 * precision * recall / (precision + recall);
    serde_json::json!({ "precision": precision, "recall": recall, "f1": f1, "ari": ari })
}
