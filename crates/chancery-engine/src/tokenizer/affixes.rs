//! Affix rules: what is cut from the start, the end and the inside of a chunk.
//!
//! The model states them as regular expressions with look-around. Every alternative has the same
//! plain form (a text, seen only after and before certain characters), so they are matched as
//! data: the same language, without a regular-expression engine.

use std::ops::Range;

use super::data::RuleData;
use crate::lexeme::in_ranges;

/// A set of characters.
#[derive(Debug, Clone)]
struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    fn new(ranges: &[(u32, u32)]) -> Self {
        let mut ascii = 0;
        for c in 0..128 {
            if ranges.iter().any(|&(low, high)| (low..=high).contains(&c)) {
                ascii |= 1u128 << c;
            }
        }
        Self { ascii, ranges: ranges.to_vec() }
    }

    fn contains(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii >> u32::from(c) & 1 == 1 } else { in_ranges(&self.ranges, c) }
    }
}

/// The text that a rule cuts.
#[derive(Debug)]
enum Body {
    /// One of these, the first that fits.
    Literals(Vec<String>),
    /// One character of the set.
    Set(usize),
    /// Two or more full stops, as many as there are.
    Dots,
}

/// One rule: a body and its surroundings.
#[derive(Debug)]
struct Rule {
    /// Sets of the characters right before the body, in text order.
    behind: Vec<usize>,
    body: Body,
    /// Set of the character right after the body, and whether it must be absent there.
    ahead: Option<(usize, bool)>,
}

/// Which end of the body a rule is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    First,
    Last,
}

/// Rules in order, found by the first or the last character of their body.
#[derive(Debug)]
struct RuleSet {
    rules: Vec<Rule>,
    /// Rules whose body may have this ASCII character at its key end, in order.
    by_ascii: Vec<Vec<u16>>,
    /// Rules whose body may have another character there, in order.
    by_other: Vec<u16>,
}

impl RuleSet {
    fn new(rules: Vec<RuleData>, key: Key, sets: &[CharSet]) -> Result<Self, String> {
        let rules = rules.into_iter().map(|r| rule(r, sets)).collect::<Result<Vec<_>, _>>()?;
        let select = |test: &dyn Fn(&Body) -> bool| -> Vec<u16> {
            (0..).zip(&rules).filter(|(_, rule)| test(&rule.body)).map(|(i, _)| i).collect()
        };
        let by_ascii =
            (0u8..128).map(|c| select(&|body| body_has(body, char::from(c), key, sets))).collect();
        let by_other = select(&|body| match body {
            Body::Literals(texts) => texts.iter().any(|t| !key_char(t, key).is_ascii()),
            Body::Set(_) => true,
            Body::Dots => false,
        });
        Ok(Self { rules, by_ascii, by_other })
    }

    fn candidates(&self, c: char) -> impl Iterator<Item = &Rule> {
        let list = self.by_ascii.get(c as usize).unwrap_or(&self.by_other);
        list.iter().map(|&i| &self.rules[i as usize])
    }
}

fn rule(data: RuleData, sets: &[CharSet]) -> Result<Rule, String> {
    let body = match (data.literals, data.set, data.dots) {
        (Some(texts), None, false) if texts.iter().all(|t| !t.is_empty()) => Body::Literals(texts),
        (None, Some(set), false) => Body::Set(set),
        (None, None, true) => Body::Dots,
        _ => return Err("an affix rule needs exactly one kind of body".to_owned()),
    };
    let named = data.behind.iter().chain(&data.ahead).chain(match &body {
        Body::Set(set) => Some(set),
        _ => None,
    });
    if let Some(missing) = named.copied().find(|&set| set >= sets.len()) {
        return Err(format!("an affix rule names the missing character set {missing}"));
    }
    let ahead = data.ahead.map(|set| (set, data.ahead_absent));
    Ok(Rule { behind: data.behind, body, ahead })
}

fn key_char(text: &str, key: Key) -> char {
    let c = match key {
        Key::First => text.chars().next(),
        Key::Last => text.chars().next_back(),
    };
    c.expect("bodies are not empty")
}

fn body_has(body: &Body, c: char, key: Key, sets: &[CharSet]) -> bool {
    match body {
        Body::Literals(texts) => texts.iter().any(|t| key_char(t, key) == c),
        Body::Set(set) => sets[*set].contains(c),
        Body::Dots => c == '.',
    }
}

/// All affix rules of a tokeniser.
#[derive(Debug)]
pub(super) struct Affixes {
    sets: Vec<CharSet>,
    prefixes: RuleSet,
    suffixes: RuleSet,
    infixes: RuleSet,
}

impl Affixes {
    /// Builds the rules; fails on a rule that names a missing set or has no body.
    pub(super) fn new(
        sets: &[Vec<(u32, u32)>],
        prefixes: Vec<RuleData>,
        suffixes: Vec<RuleData>,
        infixes: Vec<RuleData>,
    ) -> Result<Self, String> {
        let sets: Vec<CharSet> = sets.iter().map(|ranges| CharSet::new(ranges)).collect();
        Ok(Self {
            prefixes: RuleSet::new(prefixes, Key::First, &sets)?,
            suffixes: RuleSet::new(suffixes, Key::Last, &sets)?,
            infixes: RuleSet::new(infixes, Key::First, &sets)?,
            sets,
        })
    }

    /// Bytes of the prefix to cut, 0 if none: the first rule that fits wins.
    pub(super) fn prefix(&self, text: &str) -> usize {
        self.match_at(&self.prefixes, text, 0).unwrap_or(0)
    }

    /// Bytes of the suffix to cut, 0 if none: the longest wins, for the expression that states
    /// the rules is searched from the left.
    pub(super) fn suffix(&self, text: &str) -> usize {
        let Some(last) = text.chars().next_back() else {
            return 0;
        };
        let longest = self.suffixes.candidates(last).map(|rule| self.longest_end(rule, text));
        longest.max().unwrap_or(0)
    }

    /// Byte ranges of the infixes, left to right; at one place the first rule that fits wins.
    pub(super) fn infixes(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut free = 0;
        for (at, _) in text.char_indices() {
            if at < free {
                continue;
            }
            if let Some(end) = self.match_at(&self.infixes, text, at) {
                found.push(at..end);
                free = end;
            }
        }
        found
    }

    /// End of the first rule that matches at a byte.
    fn match_at(&self, rules: &RuleSet, text: &str, at: usize) -> Option<usize> {
        let first = text[at..].chars().next()?;
        rules.candidates(first).find_map(|rule| self.match_rule(rule, text, at))
    }

    fn match_rule(&self, rule: &Rule, text: &str, at: usize) -> Option<usize> {
        if !self.follows(rule, &text[..at]) {
            return None;
        }
        let rest = &text[at..];
        let fits = |length: &usize| self.precedes(rule, &rest[*length..]);
        let length = match &rule.body {
            Body::Literals(texts) => {
                texts.iter().filter(|t| rest.starts_with(*t)).map(String::len).find(fits)
            }
            Body::Set(set) => {
                let c = rest.chars().next().filter(|&c| self.sets[*set].contains(c));
                c.map(char::len_utf8).filter(fits)
            }
            Body::Dots => {
                let dots = rest.len() - rest.trim_start_matches('.').len();
                (2..=dots).rev().find(fits)
            }
        };
        length.map(|length| at + length)
    }

    /// Length of the longest body of a rule that ends the text, 0 if none does.
    fn longest_end(&self, rule: &Rule, text: &str) -> usize {
        let fits = |length: &usize| {
            self.follows(rule, &text[..text.len() - length]) && self.precedes(rule, "")
        };
        let length = match &rule.body {
            Body::Literals(texts) => {
                let ends = texts.iter().filter(|t| text.ends_with(*t));
                ends.map(String::len).filter(fits).max()
            }
            Body::Set(set) => {
                let c = text.chars().next_back().filter(|&c| self.sets[*set].contains(c));
                c.map(char::len_utf8).filter(fits)
            }
            Body::Dots => {
                let dots = text.len() - text.trim_end_matches('.').len();
                (2..=dots).rev().find(fits)
            }
        };
        length.unwrap_or(0)
    }

    /// Whether a rule's body may follow this text.
    fn follows(&self, rule: &Rule, before: &str) -> bool {
        let mut chars = before.chars();
        let mut behind = rule.behind.iter().rev();
        behind.all(|&set| chars.next_back().is_some_and(|c| self.sets[set].contains(c)))
    }

    /// Whether a rule's body may precede this text.
    fn precedes(&self, rule: &Rule, after: &str) -> bool {
        rule.ahead.is_none_or(|(set, absent)| {
            after.chars().next().is_some_and(|c| self.sets[set].contains(c)) != absent
        })
    }
}
