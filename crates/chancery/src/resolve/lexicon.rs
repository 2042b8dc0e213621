//! Finding the table's names in a text: one automaton over all of them.

use std::collections::hash_map::Entry;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use chancery_engine::Doc;
use rustc_hash::FxHashMap;

/// How a phrase names a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateWord {
    /// Its name.
    Name,
    /// Its adjective or the noun for its people.
    Demonym,
    /// Its capital.
    Capital,
    /// The seat of its government, used for the government.
    Seat,
}

/// What a phrase of the tables stands for; numbers index the knowledge's actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// A state.
    State(u32, StateWord),
    /// A body.
    Body(u32),
    /// A person's full name.
    Person(u32),
    /// A phrase that holds a state's name and means something else.
    Nothing,
}

/// A phrase of the tables found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Tokens it covers.
    pub tokens: Range<u32>,
    /// What it stands for.
    pub sense: Sense,
}

/// The hits in a range of tokens or reaching into it; hits are in order and never overlap.
pub(super) fn hits_in<'h>(
    hits: &'h [Hit],
    tokens: &Range<u32>,
) -> impl Iterator<Item = &'h Hit> + use<'h> {
    let first = hits.partition_point(|h| h.tokens.end <= tokens.start);
    let end = tokens.end;
    hits[first..].iter().take_while(move |h| h.tokens.start < end)
}

/// The hit that covers a token.
pub(super) fn hit_at(hits: &[Hit], token: u32) -> Option<&Hit> {
    hits_in(hits, &(token..token + 1)).next()
}

/// Phrases with what they mean, and the automaton that finds them.
pub(crate) struct Lexicon<T> {
    automaton: AhoCorasick,
    meanings: Vec<T>,
    known: FxHashMap<String, usize>,
}

impl<T: Copy> Lexicon<T> {
    /// Builds the automaton; of two meanings of one phrase the first given stays.
    pub(crate) fn new(phrases: impl Iterator<Item = (String, T)>, ignore_case: bool) -> Self {
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let (mut patterns, mut meanings) = (Vec::new(), Vec::new());
        for (phrase, meaning) in phrases {
            if let Entry::Vacant(vacant) = known.entry(phrase) {
                patterns.push(vacant.key().clone());
                vacant.insert(meanings.len());
                meanings.push(meaning);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .ascii_case_insensitive(ignore_case)
            .build(&patterns)
            .expect("the tables' phrases are far below the automaton's limits");
        Self { automaton, meanings, known }
    }

    /// What a whole phrase means.
    pub(crate) fn meaning(&self, phrase: &str) -> Option<T> {
        self.known.get(phrase).map(|&i| self.meanings[i])
    }

    /// The longest phrases from left to right that begin and end at word boundaries, as tokens.
    pub(crate) fn find(&self, doc: &Doc) -> Vec<(Range<u32>, T)> {
        let mut found: Vec<(usize, usize, usize)> = self
            .automaton
            .find_overlapping_iter(&doc.text)
            .map(|m| (m.start(), m.end(), m.pattern().as_usize()))
            .filter(|&(start, end, _)| is_word(&doc.text, start, end))
            .collect();
        found.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
        let mut out: Vec<(Range<u32>, T)> = Vec::new();
        let mut last = 0;
        for (start, end, pattern) in found {
            if start < last {
                continue;
            }
            last = end;
            let tokens = doc.token_at(start as u32)..doc.token_at(end as u32 - 1) + 1;
            // Text between blocks has no tokens.
            let parsed = (tokens.end as usize) <= doc.tokens.len()
                && doc.tokens[tokens.start as usize].start <= start as u32;
            if parsed && out.last().is_none_or(|(before, _)| before.end <= tokens.start) {
                out.push((tokens, self.meanings[pattern]));
            }
        }
        out
    }
}

/// Whether a range of bytes begins and ends at word boundaries.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
