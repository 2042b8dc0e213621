//! Words as PostgreSQL's full text index holds them: without case and diacritics, stemmed, as
//! SQLite's own index does it; and some of a text around the words that were found.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// So many words make a piece of the index. PostgreSQL keeps at most 255 places of a word in a
/// piece; in as many words as these, even "the" stays below.
const PIECE: usize = 4000;

/// Pieces overlap by so many words, so that words side by side are found across a cut.
const OVERLAP: usize = 16;

/// A word is known by so many bytes of its stem; PostgreSQL takes at most 2046.
const LONGEST: usize = 200;

/// How many words of a text are shown.
const SHOWN: usize = 24;

/// How many of them before the first that was found.
const BEFORE: usize = 6;

/// A word of a text.
struct Word {
    at: Range<usize>,
    stem: String,
}

/// The stems of a term, in order.
pub(super) fn stems(term: &str) -> Vec<String> {
    words(term).into_iter().map(|word| word.stem).collect()
}

fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut found: Vec<Word> = Vec::new();
    for at in spans(text) {
        let folded = folded(&text[at.clone()]);
        let ascii = folded.bytes().all(|byte| byte.is_ascii_lowercase());
        let stem = if ascii { stemmer.stem(&folded).into_owned() } else { folded };
        found.push(Word { at, stem: cut(stem) });
    }
    found
}

/// Runs of letters and digits.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (start.is_some() && is_combining_mark(c));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| from..text.len()));
    found
}

/// A word in lower case, without diacritics.
fn folded(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            plain.push(c);
        } else {
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    plain.push(part);
                }
            });
        }
    }
    plain.to_lowercase()
}

fn cut(mut stem: String) -> String {
    let end = (0..=stem.len().min(LONGEST)).rev().find(|at| stem.is_char_boundary(*at));
    stem.truncate(end.unwrap_or(0));
    stem
}

/// A text as the pieces of its index, each as PostgreSQL writes a `tsvector`.
pub(super) fn vectors(text: &str) -> Vec<String> {
    let words = words(text);
    let starts = (0..words.len().max(1)).step_by(PIECE);
    starts.map(|start| vector(&words[start..words.len().min(start + PIECE + OVERLAP)])).collect()
}

fn vector(words: &[Word]) -> String {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (place, word) in (1..).zip(words) {
        places.entry(&word.stem).or_default().push(i32::to_string(&place));
    }
    let lexemes = places.iter().map(|(stem, at)| format!("'{stem}':{}", at.join(",")));
    lexemes.collect::<Vec<_>>().join(" ")
}

/// A term as PostgreSQL writes a `tsquery`: its words side by side.
pub(super) fn query(term: &str) -> String {
    let quoted: Vec<String> = stems(term).iter().map(|stem| format!("'{stem}'")).collect();
    format!("({})", quoted.join(" <-> "))
}

/// Some of a text around the terms; each found term stands in `[` and `]`.
pub(super) fn snippet(text: &str, terms: &[Vec<String>]) -> String {
    let words = words(text);
    let found = occurrences(&words, terms);
    let shown = window(&found, words.len());
    let mut out = String::new();
    if shown.start > 0 {
        out.push('…');
    }
    let begin = if shown.start == 0 { 0 } else { words[shown.start].at.start };
    let end = if shown.end == words.len() { text.len() } else { words[shown.end - 1].at.end };
    let mut at = begin;
    for (range, _) in found.iter().filter(|(it, _)| it.start >= shown.start && it.end <= shown.end)
    {
        let bytes = words[range.start].at.start..words[range.end - 1].at.end;
        // Of terms that overlap, the first is marked.
        if bytes.start >= at {
            out.push_str(&text[at..bytes.start]);
            out.push('[');
            out.push_str(&text[bytes.clone()]);
            out.push(']');
            at = bytes.end;
        }
    }
    out.push_str(&text[at..end]);
    if shown.end < words.len() {
        out.push('…');
    }
    out
}

/// Where the terms stand, in order of place: words, and which term.
fn occurrences(words: &[Word], terms: &[Vec<String>]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    for start in 0..words.len() {
        for (which, term) in terms.iter().enumerate() {
            let here = words[start..].iter().map(|word| &word.stem).take(term.len());
            if !term.is_empty() && here.eq(term) {
                found.push((start..start + term.len(), which));
            }
        }
    }
    found
}

/// The first words among which the most terms stand.
fn window(found: &[(Range<usize>, usize)], length: usize) -> Range<usize> {
    let mut best = (0, 0..length.min(SHOWN));
    for (first, (range, _)) in found.iter().enumerate() {
        let start = range.start.saturating_sub(BEFORE).min(length.saturating_sub(SHOWN));
        let shown = start..length.min(start + SHOWN);
        let near = found[first..].iter().take_while(|(it, _)| it.end <= shown.end);
        let terms: BTreeSet<usize> = near.map(|(_, which)| *which).collect();
        if terms.len() > best.0 {
            best = (terms.len(), shown);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_and_plain() {
        assert_eq!(stems("Meetings met ERDOĞAN’s"), ["meet", "met", "erdogan", "s"]);
        assert_eq!(stems("-- *"), [""; 0]);
        assert_eq!(query("Prime Ministers"), "('prime' <-> 'minist')");
        assert_eq!(vectors("to be or To be"), ["'be':2,5 'or':3 'to':1,4"]);
        assert_eq!(vectors(""), [""]);
    }

    #[test]
    fn long_texts_overlap() {
        let text = "again and ".repeat(2500);
        let pieces = vectors(&text);
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].contains("'again':1,3,") && pieces[0].contains(",4016"));
    }

    #[test]
    fn a_snippet_shows_the_words_found() {
        let text = format!("{}King Olav met the guests in Oslo.", "one two ".repeat(30));
        let terms = [stems("guest"), stems("king olav")];
        let shown = snippet(&text, &terms);
        assert!(shown.starts_with('…') && shown.ends_with("[King Olav] met the [guests] in Oslo."));
        assert_eq!(snippet("no such word", &terms), "no such word");
        assert_eq!(snippet("", &terms), "");
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_it(text: String, term: String) {
            let terms = [stems(&term)];
            snippet(&text, &terms);
            for vector in vectors(&text) {
                proptest::prop_assert!(!vector.contains('\\'));
            }
        }
    }
}
