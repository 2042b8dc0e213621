//! Cutting: from the graph of likely pairs to clusters, component by component.

use std::collections::{BTreeMap, BTreeSet};

use super::sight::Sight;
use super::weigh;

/// Tellings of one encounter, by index, ascending.
pub(super) type Cluster = Vec<usize>;

/// Mean points that two clusters must have between them to become one.
const LEAST: f64 = 0.0;

/// The components of a graph, each ascending, in order of their first member.
pub(super) fn components(count: usize, edges: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..count).collect();
    for &(a, b) in edges {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b)] = a.min(b);
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..count {
        found.entry(root(&mut parent, i)).or_default().push(i);
    }
    found.into_values().collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Points between two clusters: their sum over all pairs, and whether any pair is ruled out.
#[derive(Clone, Copy)]
struct Between {
    points: f64,
    apart: bool,
}

/// Cuts a component: what people tied is one from the start; then the two clusters with the most
/// points between them on average become one, ties by order, as long as there are two that may.
pub(super) fn cut(
    sights: &[Sight<'_>],
    component: Vec<usize>,
    together: &BTreeSet<(usize, usize)>,
    apart: &BTreeSet<(usize, usize)>,
) -> Vec<Cluster> {
    if component.len() == 1 {
        return vec![component];
    }
    let mut clusters = tied(&component, together);
    let mut between = matrix(sights, &clusters, apart);
    while let Some((a, b)) = nearest(&clusters, &between) {
        let taken = clusters.remove(b);
        clusters[a].extend(taken);
        clusters[a].sort_unstable();
        merge(&mut between, a, b);
    }
    clusters
}

/// The clusters that people's ties make.
fn tied(component: &[usize], together: &BTreeSet<(usize, usize)>) -> Vec<Cluster> {
    let place: BTreeMap<usize, usize> =
        component.iter().enumerate().map(|(at, &i)| (i, at)).collect();
    let edges = together.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?)));
    let groups = components(component.len(), &edges.collect());
    groups.into_iter().map(|g| g.into_iter().map(|at| component[at]).collect()).collect()
}

fn matrix(
    sights: &[Sight<'_>],
    clusters: &[Cluster],
    apart: &BTreeSet<(usize, usize)>,
) -> Vec<Vec<Between>> {
    let pair = |a: usize, b: usize| {
        let weighed = weigh::weigh(&sights[a], &sights[b]);
        let held_apart = apart.contains(&(a.min(b), a.max(b)));
        Between { points: weighed.bounded(), apart: weighed.apart || held_apart }
    };
    let none = Between { points: 0.0, apart: false };
    let mut all = vec![vec![none; clusters.len()]; clusters.len()];
    for i in 0..clusters.len() {
        for j in i + 1..clusters.len() {
            let pairs = clusters[i].iter().flat_map(|&a| clusters[j].iter().map(move |&b| (a, b)));
            let sum = pairs.map(|(a, b)| pair(a, b)).fold(none, both);
            all[i][j] = sum;
            all[j][i] = sum;
        }
    }
    all
}

fn both(x: Between, y: Between) -> Between {
    Between { points: x.points + y.points, apart: x.apart || y.apart }
}

/// The two clusters with the most points between them, if they may be one.
fn nearest(clusters: &[Cluster], between: &[Vec<Between>]) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for i in 0..clusters.len() {
        for j in i + 1..clusters.len() {
            let tie = between[i][j];
            let mean = tie.points / (clusters[i].len() * clusters[j].len()) as f64;
            if !tie.apart && mean >= LEAST && best.is_none_or(|(most, ..)| mean > most) {
                best = Some((mean, i, j));
            }
        }
    }
    best.map(|(_, i, j)| (i, j))
}

/// Adds row and column `b` to `a` and takes them out.
fn merge(between: &mut Vec<Vec<Between>>, a: usize, b: usize) {
    for k in 0..between.len() {
        let sum = both(between[a][k], between[b][k]);
        between[a][k] = sum;
        between[k][a] = sum;
    }
    between.remove(b);
    for row in between {
        row.remove(b);
    }
}
