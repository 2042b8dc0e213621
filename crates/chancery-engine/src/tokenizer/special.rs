//! Special cases: chunks with a fixed tokenisation, such as contractions and emoticons.

use rustc_hash::FxHashMap;

use super::{Piece, RawToken, push_piece};

/// A step of the phrase tree: where each word id leads, and whether a phrase ends here.
#[derive(Debug, Default)]
struct Node {
    next: FxHashMap<u64, u32>,
    terminal: bool,
}

/// All special cases, and a tree of those that affix rules would cut, as tokenised without them.
#[derive(Debug)]
pub(super) struct SpecialCases {
    cases: FxHashMap<Box<str>, Vec<Piece>>,
    tree: Vec<Node>,
}

/// A range of tokens that reads like a special case.
#[derive(Debug, Clone, Copy)]
struct Match {
    start: usize,
    end: usize,
}

impl SpecialCases {
    pub(super) fn new(cases: FxHashMap<Box<str>, Vec<Piece>>) -> Self {
        Self { cases, tree: vec![Node::default()] }
    }

    /// The fixed tokenisation of a text.
    pub(super) fn get(&self, text: &str) -> Option<&[Piece]> {
        self.cases.get(text).map(Vec::as_slice)
    }

    /// Adds a phrase, as word ids, to the tree.
    pub(super) fn add_phrase(&mut self, orths: impl Iterator<Item = u64>) {
        let mut node = 0;
        for orth in orths {
            let new = self.tree.len() as u32;
            let next = *self.tree[node].next.entry(orth).or_insert(new);
            if next == new {
                self.tree.push(Node::default());
            }
            node = next as usize;
        }
        self.tree[node].terminal |= node != 0;
    }

    /// Whether some phrase starts with this word.
    pub(super) fn starts_phrase(&self, orth: u64) -> bool {
        self.tree[0].next.contains_key(&orth)
    }

    /// The second pass: sequences of tokens that together read as a special case become it.
    /// `starts` are the tokens that start some phrase, in order.
    pub(super) fn retokenize(&self, text: &str, tokens: &mut Vec<RawToken>, starts: &[usize]) {
        let mut matches = Vec::new();
        for &start in starts {
            self.matches_from(tokens, start, &mut matches);
        }
        if matches.is_empty() {
            return;
        }
        let mut done = Vec::with_capacity(tokens.len() + matches.len());
        let mut at = 0;
        for found in longest_first(matches) {
            done.extend_from_slice(&tokens[at..found.start]);
            at = found.end;
            let (start, last) = (tokens[found.start].start, tokens[found.end - 1]);
            match self.get(&text[start as usize..last.end as usize]) {
                Some(pieces) => {
                    let mut offset = start;
                    for piece in pieces {
                        offset = push_piece(&mut done, piece, offset);
                    }
                    if let Some(token) = done.last_mut() {
                        token.space_after = last.space_after;
                    }
                }
                None => done.extend_from_slice(&tokens[found.start..found.end]),
            }
        }
        done.extend_from_slice(&tokens[at..]);
        *tokens = done;
    }

    fn matches_from(&self, tokens: &[RawToken], start: usize, matches: &mut Vec<Match>) {
        let mut node = &self.tree[0];
        for (end, token) in tokens.iter().enumerate().skip(start) {
            match node.next.get(&token.orth) {
                Some(&next) => node = &self.tree[next as usize],
                None => return,
            }
            if node.terminal {
                matches.push(Match { start, end: end + 1 });
            }
        }
    }
}

/// Matches that neither start nor end inside a longer (or, of the same length, an earlier) one,
/// chosen or not; in text order.
fn longest_first(mut matches: Vec<Match>) -> Vec<Match> {
    matches.sort_by_key(|m| (std::cmp::Reverse(m.end - m.start), m.start));
    let mut seen = rustc_hash::FxHashSet::default();
    let mut chosen = Vec::with_capacity(matches.len());
    for found in matches {
        if !seen.contains(&found.start) && !seen.contains(&(found.end - 1)) {
            chosen.push(found);
        }
        seen.extend(found.start..found.end);
    }
    chosen.sort_by_key(|m| m.start);
    chosen
}
