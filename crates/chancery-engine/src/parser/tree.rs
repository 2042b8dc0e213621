//! From arcs to the finished tree: lifted arcs are put back, and sentences begin.

use crate::labels::Dep;

use super::action::Label;
use super::state::Arc;

/// Passes over the tree to find the reach of every token; the reference gives up here too.
const PASSES: usize = 12;

/// A parse of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tree {
    /// Head of each token; a root is its own.
    pub(crate) heads: Vec<u32>,
    /// Label of each token.
    pub(crate) deps: Vec<Dep>,
    /// Whether a sentence starts at the token.
    pub(crate) sentence_start: Vec<bool>,
}

/// The first and last token under each token.
struct Reach {
    first: Vec<u32>,
    last: Vec<u32>,
}

impl Tree {
    /// Finishes a parse.
    pub(super) fn new(arcs: Vec<Arc>, is_space: impl Fn(u32) -> bool) -> Self {
        let heads = (0..).zip(&arcs).map(|(i, arc)| arc.map_or(i, |(head, _)| head)).collect();
        let root = Label { dep: Dep::Root, under: None };
        let mut labels: Vec<Label> =
            arcs.into_iter().map(|arc| arc.map_or(root, |(_, label)| label)).collect();
        let heads = put_back(heads, &mut labels, is_space);
        let sentence_start = sentence_starts(&heads, &Reach::new(&heads));
        Self { heads, deps: labels.into_iter().map(|label| label.dep).collect(), sentence_start }
    }
}

/// Puts each lifted arc under the nearest token below its head that has the label it asks for:
/// breadth first, left to right.
fn put_back(mut heads: Vec<u32>, labels: &mut [Label], is_space: impl Fn(u32) -> bool) -> Vec<u32> {
    if labels.iter().all(|label| label.under.is_none()) {
        return heads;
    }
    // The reach of before the first change holds throughout, as in the reference.
    let reach = Reach::new(&heads);
    for token in 0..heads.len() as u32 {
        let Label { dep, under: Some(wanted) } = labels[token as usize] else { continue };
        let wanted = Label { dep: wanted, under: None };
        let found = find_below(token, &heads, &reach, &is_space, |t| labels[t as usize] == wanted);
        if let Some(head) = found {
            heads[token as usize] = head;
        }
        labels[token as usize] = Label { dep, under: None };
    }
    heads
}

fn find_below(
    token: u32,
    heads: &[u32],
    reach: &Reach,
    is_space: impl Fn(u32) -> bool,
    wanted: impl Fn(u32) -> bool,
) -> Option<u32> {
    let mut queue = vec![heads[token as usize]];
    while !queue.is_empty() {
        let mut below = Vec::new();
        for head in queue {
            let span = reach.first[head as usize]..=reach.last[head as usize];
            let children = span.filter(|&t| t != head && heads[t as usize] == head);
            for child in children.filter(|&t| t != token && !is_space(t)) {
                if wanted(child) {
                    return Some(child);
                }
                below.push(child);
            }
        }
        queue = below;
    }
    None
}

impl Reach {
    /// Widens every token's reach to that of its children, until all heads lie within their
    /// sentence or the passes are used up.
    fn new(heads: &[u32]) -> Self {
        let own: Vec<u32> = (0..heads.len() as u32).collect();
        let mut reach = Self { first: own.clone(), last: own };
        for _ in 0..PASSES {
            for (child, &head) in heads.iter().enumerate() {
                reach.widen(head as usize, child);
            }
            for (child, &head) in heads.iter().enumerate().rev() {
                reach.widen(head as usize, child);
            }
            if heads_within_sentences(heads, &sentence_starts(heads, &reach)) {
                break;
            }
        }
        reach
    }

    fn widen(&mut self, head: usize, child: usize) {
        self.first[head] = self.first[head].min(self.first[child]);
        self.last[head] = self.last[head].max(self.last[child]);
    }
}

/// A sentence starts at the first token under each root.
fn sentence_starts(heads: &[u32], reach: &Reach) -> Vec<bool> {
    let mut starts = vec![false; heads.len()];
    for (i, &head) in heads.iter().enumerate() {
        if head as usize == i {
            starts[reach.first[i] as usize] = true;
        }
    }
    starts
}

/// Whether no head lies outside its token's sentence. A head on the first token of the next
/// sentence passes, as it does in the reference.
fn heads_within_sentences(heads: &[u32], starts: &[bool]) -> bool {
    let last = heads.len().saturating_sub(1);
    let mut start = 0;
    for end in 0..heads.len() {
        if (end > 0 && starts[end]) || end == last {
            let inside = |&head: &u32| (start..=end).contains(&(head as usize));
            if !heads[start..end].iter().all(inside) {
                return false;
            }
            start = end;
        }
    }
    true
}
