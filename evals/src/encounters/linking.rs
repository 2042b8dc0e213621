//! Which tellings are held to be of one encounter: B³ over annotated tellings.

use std::collections::BTreeMap;

use super::matching::Mention;
use super::set::Set;

/// B³ of some tellings.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct BCubed {
    precision: f64,
    recall: f64,
    n: usize,
}

impl BCubed {
    pub(crate) fn precision(self) -> f64 {
        if self.n == 0 { 0.0 } else { self.precision / self.n as f64 }
    }

    pub(crate) fn recall(self) -> f64 {
        if self.n == 0 { 0.0 } else { self.recall / self.n as f64 }
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: Self) {
        self.precision += other.precision;
        self.recall += other.recall;
        self.n += other.n;
    }
}

/// The encounter that the program holds a telling to be of; a telling that was not found stands
/// by itself.
pub(crate) fn found_cluster(mention: &Mention<'_>, number: usize, set: &Set) -> String {
    match mention.found {
        Some(at) => set.settled.accounts[at].encounter.to_string(),
        None => format!("not found {number}"),
    }
}

/// B³ of each telling by itself, in order: its precision, its recall.
pub(crate) fn each(mentions: &[&Mention<'_>], set: &Set) -> Vec<BCubed> {
    let found: Vec<String> =
        mentions.iter().enumerate().map(|(number, it)| found_cluster(it, number, set)).collect();
    let mut gold_size: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found_size: BTreeMap<&str, usize> = BTreeMap::new();
    let mut both_size: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (mention, found) in mentions.iter().zip(&found) {
        *gold_size.entry(&mention.cluster).or_default() += 1;
        *found_size.entry(found).or_default() += 1;
        *both_size.entry((&mention.cluster, found)).or_default() += 1;
    }
    let of = |(mention, found): (&&Mention<'_>, &String)| {
        let both = both_size[&(mention.cluster.as_str(), found.as_str())] as f64;
        let precision = both / found_size[found.as_str()] as f64;
        BCubed { precision, recall: both / gold_size[mention.cluster.as_str()] as f64, n: 1 }
    };
    mentions.iter().zip(&found).map(of).collect()
}

/// The mean over tellings.
pub(crate) fn mean(each: impl IntoIterator<Item = BCubed>) -> BCubed {
    let mut sum = BCubed::default();
    for one in each {
        sum.add(one);
    }
    sum
}

/// A line for every encounter whose tellings were parted or put with those of another.
pub(crate) fn errors(mentions: &[Mention<'_>], set: &Set) -> Vec<String> {
    let mut gold: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    let mut found: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for (number, mention) in mentions.iter().enumerate() {
        let cluster = found_cluster(mention, number, set);
        let label = format!("{}/{}", mention.gold.id, mention.document.file);
        let parts = gold.entry(&mention.cluster).or_default();
        parts.entry(cluster.clone()).or_default().push(label.clone());
        found.entry(cluster).or_default().entry(&mention.cluster).or_default().push(label);
    }
    let parted = gold.iter().filter(|(_, parts)| parts.len() > 1);
    let parted = parted.map(|(cluster, parts)| format!("{cluster}\tparted\t{parts:?}"));
    let mixed = found.iter().filter(|(_, parts)| parts.len() > 1);
    let mixed = mixed.map(|(cluster, parts)| format!("{cluster}\tmixed\t{parts:?}"));
    parted.chain(mixed).collect()
}
