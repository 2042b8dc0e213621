//! How two partitions of the same mentions agree: MUC, B³ and entity CEAF, and their mean, the
//! `CoNLL` figure (Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions").

use std::collections::BTreeMap;

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// F1 of each measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scores {
    pub(crate) muc: f64,
    pub(crate) b3: f64,
    pub(crate) ceafe: f64,
}

impl Scores {
    /// The mean of the three.
    pub(crate) fn conll(self) -> f64 {
        (self.muc + self.b3 + self.ceafe) / 3.0
    }
}

/// Scores of a partition against gold: for each mention, the name of its chain.
pub(crate) fn scores<G: Ord, S: Ord>(gold: &[G], found: &[S]) -> Scores {
    let (gold, found) = (Partition::of(gold), Partition::of(found));
    let (right, of_gold) = ceafe(&gold, &found);
    Scores {
        muc: f1(muc(&found, &gold), muc(&gold, &found)),
        b3: f1(b3(&found, &gold), b3(&gold, &found)),
        ceafe: f1(right / found.chains.len() as f64, of_gold),
    }
}

/// Harmonic mean; 0 where both are.
fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// Chains of mentions, and the chain of each mention.
struct Partition {
    chains: Vec<Vec<usize>>,
    of: Vec<usize>,
}

impl Partition {
    fn of<T: Ord>(labels: &[T]) -> Self {
        let mut names: BTreeMap<&T, usize> = BTreeMap::new();
        let (mut chains, mut of) = (Vec::new(), Vec::new());
        for (mention, label) in labels.iter().enumerate() {
            let chain = *names.entry(label).or_insert_with(|| {
                chains.push(Vec::new());
                chains.len() - 1
            });
            chains[chain].push(mention);
            of.push(chain);
        }
        Self { chains, of }
    }

    /// How many mentions of a chain lie in each chain of the other partition.
    fn spread(&self, chain: usize, other: &Self) -> BTreeMap<usize, usize> {
        let mut counts = BTreeMap::new();
        for &mention in &self.chains[chain] {
            *counts.entry(other.of[mention]).or_default() += 1;
        }
        counts
    }
}

/// Share of the links of one partition that the other keeps.
fn muc(of: &Partition, kept_in: &Partition) -> f64 {
    let links: usize = of.chains.iter().map(|chain| chain.len() - 1).sum();
    let kept: usize = (0..of.chains.len())
        .map(|chain| of.chains[chain].len() - of.spread(chain, kept_in).len())
        .sum();
    if links == 0 { 0.0 } else { kept as f64 / links as f64 }
}

/// For each mention, the share of its chain that the other partition puts with it.
fn b3(of: &Partition, kept_in: &Partition) -> f64 {
    let sum: f64 = (0..of.chains.len())
        .map(|chain| {
            let squares: usize = of.spread(chain, kept_in).values().map(|n| n * n).sum();
            squares as f64 / of.chains[chain].len() as f64
        })
        .sum();
    sum / of.of.len() as f64
}

/// Weight of a pair of chains as a whole number, as the assignment asks for.
const SCALE: f64 = 1e9;

/// The best one-to-one alignment of chains: its sum, and that sum by the number of gold chains.
/// Chains that share no mention add nothing, so each group of chains that touch is aligned alone.
fn ceafe(gold: &Partition, found: &Partition) -> (f64, f64) {
    let mut seen = vec![false; gold.chains.len()];
    let mut sum = 0.0;
    for first in 0..gold.chains.len() {
        if !seen[first] {
            let (of_gold, of_found) = group(first, gold, found, &mut seen);
            sum += alignment(&of_gold, &of_found, gold, found);
        }
    }
    (sum, sum / gold.chains.len() as f64)
}

/// All chains that a gold chain is joined to by shared mentions.
fn group(
    first: usize,
    gold: &Partition,
    found: &Partition,
    seen: &mut [bool],
) -> (Vec<usize>, Vec<usize>) {
    let (mut golds, mut founds, mut open) = (Vec::new(), Vec::new(), vec![first]);
    seen[first] = true;
    while let Some(chain) = open.pop() {
        golds.push(chain);
        for &other in gold.spread(chain, found).keys() {
            if founds.contains(&other) {
                continue;
            }
            founds.push(other);
            for &next in found.spread(other, gold).keys() {
                if !std::mem::replace(&mut seen[next], true) {
                    open.push(next);
                }
            }
        }
    }
    (golds, founds)
}

fn alignment(golds: &[usize], founds: &[usize], gold: &Partition, found: &Partition) -> f64 {
    let weight = |g: usize, f: usize| {
        let shared = gold.spread(g, found).get(&f).copied().unwrap_or(0) as f64;
        2.0 * shared / (gold.chains[g].len() + found.chains[f].len()) as f64
    };
    if let ([g], _) | (_, [g]) = (golds, founds) {
        let turned = golds.len() != 1;
        let best = |other: &usize| if turned { weight(*other, *g) } else { weight(*g, *other) };
        let others = if turned { golds } else { founds };
        return others.iter().map(best).fold(0.0, f64::max);
    }
    let (rows, columns) = (golds.len(), founds.len().max(golds.len()));
    let scaled = Matrix::from_fn(rows, columns, |(row, column)| {
        founds.get(column).map_or(0, |&f| (weight(golds[row], f) * SCALE) as i64)
    });
    kuhn_munkres(&scaled).0 as f64 / SCALE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_partitions_agree_wholly() {
        let chains = [1, 1, 2, 2, 2, 3];
        let all = scores(&chains, &chains);
        assert_eq!((all.muc, all.b3), (1.0, 1.0));
        assert!((all.ceafe - 1.0).abs() < 1e-6);
    }

    /// Worked by hand: gold {a b} {c d}, found {a b c} {d}.
    #[test]
    fn figures_are_those_worked_by_hand() {
        let all = scores(&[1, 1, 2, 2], &[1, 1, 1, 2]);
        // One of two gold links kept; one of two found links right.
        assert!((all.muc - 0.5).abs() < 1e-9);
        // Precision (4/3 + 1/3 + 1)/4 = 2/3; recall (2 + 1/2 + 1/2)/4 = 3/4.
        assert!((all.b3 - 2.0 * (2.0 / 3.0) * 0.75 / (2.0 / 3.0 + 0.75)).abs() < 1e-9);
        // {a b}~{a b c} 4/5, {c d}~{d} 2/3.
        assert!((all.ceafe - f64::midpoint(0.8, 2.0 / 3.0)).abs() < 1e-6);
    }

    #[test]
    fn lone_mentions_have_no_links() {
        let all = scores(&[1, 2, 3], &[1, 2, 3]);
        assert_eq!((all.muc, all.b3), (0.0, 1.0));
    }
}
