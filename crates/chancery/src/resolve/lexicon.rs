//! Finding the tables' names in a text: one automaton over all of them.
//!
//! The automaton is a finite state map (`fst`) over folded spellings: no accents, no case, hyphens
//! as spaces, no apostrophes, no stops after initials. A million names take some twenty megabytes in it. It is entered at
//! every word of the text and followed as far as it leads; what it finds is then held against the
//! capitals of the text, so that "turkey" is no state and "us" no country.

use std::hash::Hash;
use std::ops::Range;

use chancery_engine::Doc;
use fst::raw::{Fst, Output};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// How a phrase names a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// A state.
    State(u32, StateWord),
    /// A body.
    Body(u32),
    /// A person's full name; who of that name is meant is weighed later.
    Person,
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
    automaton: Fst<Vec<u8>>,
    entries: Vec<Entry<T>>,
    case: Case,
}

/// Whether capitals tell a phrase from a common word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// They do: names.
    Counts,
    /// They do not: titles.
    Ignored,
}

/// What a stretch of text shows beside its folded letters.
struct Seen {
    capitals: u64,
    letters: u32,
    /// Whether it ends in the "s" of a possessive.
    possessive: bool,
}

/// One meaning of a folded phrase.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Entry<T> {
    /// Which letters are capitals, the first in the lowest bit.
    capitals: u64,
    /// How many letters there are.
    letters: u32,
    /// Whether the phrase itself ends in a possessive ("St George's").
    possessive: bool,
    meaning: T,
}

/// A folded phrase while the automaton is being built: where its letters stand, and its meaning.
struct Key {
    start: u32,
    end: u32,
    entry: u32,
}

/// Every entry once: most of a million names differ in their letters alone.
struct Interned<T> {
    numbers: FxHashMap<Entry<T>, u32>,
    all: Vec<Entry<T>>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), all: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash> Interned<T> {
    fn number(&mut self, entry: Entry<T>) -> u32 {
        *self.numbers.entry(entry).or_insert_with(|| {
            self.all.push(entry);
            self.all.len() as u32 - 1
        })
    }
}

/// The lists of meanings that phrases have, each list once.
#[derive(Default)]
struct Meanings {
    places: FxHashMap<SmallVec<[u32; 4]>, u64>,
    all: Vec<u32>,
}

impl Meanings {
    /// The automaton's value for a phrase with these entries.
    fn value(&mut self, entries: impl Iterator<Item = u32>) -> u64 {
        let list: SmallVec<[u32; 4]> = entries.take(MOST_MEANINGS as usize).collect();
        let count = list.len() as u64;
        let place = *self.places.entry(list).or_insert_with_key(|list| {
            self.all.extend(list);
            (self.all.len() - list.len()) as u64
        });
        place << COUNT_BITS | count
    }
}

impl<T: Copy + Eq + Hash> Lexicon<T> {
    /// Builds the automaton; of two meanings of one phrase the first given stays.
    pub(crate) fn new(phrases: impl Iterator<Item = (impl AsRef<str>, T)>, case: Case) -> Self {
        let (mut entries, mut letters) = (Interned::default(), Vec::new());
        let mut keys: Vec<Key> = Vec::new();
        for (phrase, meaning) in phrases {
            let start = letters.len() as u32;
            let folded = Folded::into(&mut letters, phrase.as_ref());
            let Folded { capitals, letters: count } = folded;
            let phrase = phrase.as_ref();
            let possessive = phrase.ends_with("'s") || phrase.ends_with("’s");
            let entry = Entry { capitals, letters: count, possessive, meaning };
            let entry = entries.number(entry);
            let end = letters.len() as u32;
            keys.extend((start < end).then_some(Key { start, end, entry }));
        }
        let text = |key: &Key| &letters[key.start as usize..key.end as usize];
        // Keys stand in the order given where they are equal: the first given comes first.
        keys.sort_unstable_by(|a, b| text(a).cmp(text(b)).then(a.start.cmp(&b.start)));
        let capitals = |key: &Key| entries.all[key.entry as usize].capitals;
        keys.dedup_by(|later, first| {
            text(later) == text(first)
                && (case == Case::Ignored || capitals(later) == capitals(first))
        });
        let mut builder = fst::raw::Builder::memory();
        let mut meanings = Meanings::default();
        for same in keys.chunk_by(|a, b| text(a) == text(b)) {
            let value = meanings.value(same.iter().map(|key| key.entry));
            builder.insert(text(&same[0]), value).expect("keys are sorted and differ");
        }
        let automaton = builder.into_fst();
        let entries = meanings.all.iter().map(|&number| entries.all[number as usize]).collect();
        Self { automaton, entries, case }
    }

    /// What a whole phrase means.
    pub(crate) fn meaning(&self, phrase: &str) -> Option<T> {
        let mut key = Vec::new();
        let Folded { capitals, letters } = Folded::into(&mut key, phrase);
        let value = self.automaton.get(key)?;
        let seen = Seen { capitals, letters, possessive: false };
        self.entry(value, &seen)
    }

    /// The first of the meanings of a key that the capitals of the text allow.
    fn entry(&self, value: Output, seen: &Seen) -> Option<T> {
        let value = value.value();
        let first = (value >> COUNT_BITS) as usize;
        let meanings = &self.entries[first..first + (value & MOST_MEANINGS) as usize];
        let allowed = |entry: &&Entry<T>| match self.case {
            Case::Ignored => true,
            // Short words keep their capitals: "Xi" is not the eleventh, "us" not the country.
            Case::Counts if seen.letters <= 3 => entry.capitals == seen.capitals,
            Case::Counts => entry.capitals & seen.capitals == entry.capitals,
        };
        let ends = |entry: &&Entry<T>| entry.possessive || !seen.possessive;
        let exact =
            |e: &&Entry<T>| e.capitals == seen.capitals && e.letters == seen.letters && ends(e);
        let found = meanings.iter().find(exact);
        found.or_else(|| meanings.iter().find(|e| allowed(e) && ends(e))).map(|e| e.meaning)
    }

    /// The longest phrases from left to right that begin and end at word boundaries, as tokens.
    pub(crate) fn find(&self, doc: &Doc) -> Vec<(Range<u32>, T)> {
        let mut out: Vec<(Range<u32>, T)> = Vec::new();
        let (mut last, mut inside) = (0, false);
        for (start, c) in doc.text.char_indices() {
            let opens = c.is_alphanumeric() && !inside;
            inside = c.is_alphanumeric();
            if !opens || start < last {
                continue;
            }
            let Some((end, meaning)) = self.longest_at(&doc.text[start..]) else { continue };
            last = start + end;
            let tokens = doc.token_at(start as u32)..doc.token_at(last as u32 - 1) + 1;
            // Text between blocks has no tokens.
            let parsed = (tokens.end as usize) <= doc.tokens.len()
                && doc.tokens[tokens.start as usize].start <= start as u32;
            if parsed && out.last().is_none_or(|(before, _)| before.end <= tokens.start) {
                out.push((tokens, meaning));
            }
        }
        out
    }

    /// The longest phrase a text begins with: its bytes and its meaning.
    fn longest_at(&self, text: &str) -> Option<(usize, T)> {
        let mut node = self.automaton.root();
        let mut output = Output::zero();
        let mut folding = Folding::default();
        let mut found = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c == '\n' && text[at + 1..].starts_with('\n') {
                break;
            }
            for byte in folding.next(c) {
                let Some(i) = node.find_input(byte) else { return found };
                let transition = node.transition(i);
                output = output.cat(transition.out);
                node = self.automaton.node(transition.addr);
            }
            let ends = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
            if node.is_final() && ends && (c.is_alphanumeric() || c == '.') {
                let value = output.cat(node.final_output());
                let Folding { capitals, letters, .. } = folding;
                let possessive = is_possessive(&text[..at], c);
                let meaning = self.entry(value, &Seen { capitals, letters, possessive });
                found = meaning.map(|m| (at + c.len_utf8(), m)).or(found);
            }
        }
        found
    }
}

/// Whether a letter is the ending of a possessive: "the minister's" are no ministers, though
/// "the People's Republic" goes on.
fn is_possessive(before: &str, c: char) -> bool {
    matches!(c, 's' | 'S') && before.ends_with(['\'', '’'])
}

/// Bits of an automaton's value that count the meanings; the rest is the first one's index.
const COUNT_BITS: u32 = 8;

/// More meanings of one spelling than any table has.
const MOST_MEANINGS: u64 = (1 << COUNT_BITS) - 1;

/// What folding a phrase leaves aside.
struct Folded {
    capitals: u64,
    letters: u32,
}

impl Folded {
    /// Adds the phrase to `out` as the automaton has it.
    fn into(out: &mut Vec<u8>, phrase: &str) -> Self {
        let mut folding = Folding::default();
        let start = out.len();
        for c in phrase.chars() {
            out.extend(folding.next(c));
        }
        while out.len() > start && out.ends_with(b" ") {
            out.pop();
        }
        Self { capitals: folding.capitals, letters: folding.letters }
    }
}

/// Folding of a text letter by letter.
#[derive(Default)]
struct Folding {
    capitals: u64,
    letters: u32,
    /// Whether the last thing given out was a space (or nothing was yet).
    spaced: bool,
    /// Letters of the word so far.
    word: u32,
}

impl Folding {
    /// What a letter becomes: lower-case ASCII, one space for blanks and hyphens, nothing for
    /// apostrophes.
    fn next(&mut self, c: char) -> SmallVec<[u8; 4]> {
        if c.is_whitespace() || matches!(c, '-' | '‐' | '‑') {
            let first = !self.spaced && self.letters > 0;
            self.spaced = true;
            self.word = 0;
            return first.then_some(b' ').into_iter().collect();
        }
        // The stop of "St." and "U.S.", not that of a sentence.
        if c == '.' && self.word <= 2 {
            return SmallVec::new();
        }
        let ascii = any_ascii::any_ascii_char(c);
        let plain = ascii.bytes().filter(|b| !matches!(b, b'\'' | b'`' | b' '));
        let out: SmallVec<[u8; 4]> = plain.map(|b| b.to_ascii_lowercase()).collect();
        if c.is_alphanumeric() {
            if c.is_uppercase() && self.letters < u64::BITS {
                self.capitals |= 1 << self.letters;
            }
            self.letters += 1;
            self.word += 1;
        }
        self.spaced = self.spaced && out.is_empty();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon<u8> {
        let phrases = [
            "US",
            "Turkey",
            "Ana de Brún",
            "Timor-Leste",
            "WHO",
            "Xi",
            "Turkeys",
            "People's Hall",
            "St. Ann's",
        ];
        Lexicon::new((0..).zip(phrases).map(|(i, p)| (p.to_owned(), i)), Case::Counts)
    }

    #[test]
    fn spelling_is_free_and_capitals_are_not() {
        let lexicon = lexicon();
        let meaning = |text: &str| lexicon.meaning(text);
        assert_eq!(meaning("ANA DE BRUN"), Some(2));
        assert_eq!(meaning("Timor Leste"), Some(3));
        assert_eq!((meaning("TURKEY"), meaning("turkey")), (Some(1), None));
        assert_eq!((meaning("US"), meaning("us"), meaning("Us")), (Some(0), None, None));
        assert_eq!((meaning("Who"), meaning("XI")), (None, None));
    }

    #[test]
    fn the_longest_phrase_at_a_word_is_found() {
        let lexicon = lexicon();
        let found = |text: &str| lexicon.longest_at(text);
        assert_eq!(found("Timor-Leste's minister"), Some((11, 3)));
        assert_eq!(found("Ana  de Brún met"), Some((13, 2)));
        assert_eq!(found("Turkeyss"), None);
        assert_eq!(found("ST ANN'S harbour"), Some((8, 8)));
        assert_eq!(found("People’s Hall"), Some((15, 7)));
        assert_eq!(found("Turkey’s"), Some((6, 1)));
        assert_eq!(found("Ana\n\nde Brún"), None, "no name runs over two blocks");
    }
}
