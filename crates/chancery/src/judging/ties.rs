//! Merges and splits, in the order of the log, as ties between contacts.

use std::collections::{BTreeMap, BTreeSet};

use crate::nouns::{EncounterId, Ties};

/// A pair of contacts, the lesser first.
type Pair = (EncounterId, EncounterId);

/// Ties as they grow, each with the judgement that made it.
#[derive(Debug, Default)]
pub(super) struct Tying {
    together: BTreeMap<Pair, u32>,
    apart: BTreeMap<Pair, u32>,
}

fn pair(a: &EncounterId, b: &EncounterId) -> Pair {
    (a.min(b).clone(), a.max(b).clone())
}

impl Tying {
    /// Two contacts are one: what kept the two groups apart that become one is gone.
    pub(super) fn merge(&mut self, number: u32, a: &EncounterId, b: &EncounterId) {
        let (one, other) = (self.group(a, None), self.group(b, None));
        let between = |(x, y): &Pair| {
            one.contains(x) && other.contains(y) || one.contains(y) && other.contains(x)
        };
        self.apart.retain(|pair, _| !between(pair));
        self.together.insert(pair(a, b), number);
    }

    /// A contact is none of these others: what tied it to a group that holds one of them is gone.
    pub(super) fn split(&mut self, number: u32, a: &EncounterId, others: &[EncounterId]) {
        let beside: Vec<EncounterId> = self.neighbours(a).into_iter().collect();
        for near in beside {
            let group = self.group(&near, Some(a));
            if others.iter().any(|other| group.contains(other)) {
                self.together.remove(&pair(a, &near));
            }
        }
        self.apart.extend(others.iter().map(|other| (pair(a, other), number)));
    }

    /// The contacts that ties lead to from one, those through `without` left out.
    fn group(&self, from: &EncounterId, without: Option<&EncounterId>) -> BTreeSet<EncounterId> {
        let mut found = BTreeSet::from([from.clone()]);
        let mut open = vec![from.clone()];
        while let Some(at) = open.pop() {
            let near = self.neighbours(&at).into_iter().filter(|it| Some(it) != without);
            open.extend(near.filter(|it| found.insert(it.clone())));
        }
        found
    }

    fn neighbours(&self, of: &EncounterId) -> BTreeSet<EncounterId> {
        let ends = self.together.keys().filter(|(a, b)| a == of || b == of);
        ends.map(|(a, b)| if a == of { b.clone() } else { a.clone() }).collect()
    }

    /// The judgements whose ties hold.
    pub(super) fn holding(&self) -> BTreeSet<u32> {
        self.together.values().chain(self.apart.values()).copied().collect()
    }

    /// The ties.
    pub(super) fn ties(self) -> Ties {
        Ties {
            together: self.together.into_keys().collect(),
            apart: self.apart.into_keys().collect(),
        }
    }
}
