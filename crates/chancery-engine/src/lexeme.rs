//! What is known of a word by its letters alone, with Python's notion of letters and digits.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::character_tables::{DIGITS, LETTERS};
use crate::strings::string_id;

/// Runs of one shape character are cut at this length.
const LONGEST_RUN: usize = 4;
/// Words of this many characters or more have the shape [`LONG_SHAPE`].
const LONG_WORD: usize = 100;
const LONG_SHAPE: &str = "LONG";
/// Number of characters in a suffix.
const SUFFIX_LENGTH: usize = 3;

/// Letters that have a lower case in Rust's Unicode data, but not yet in Unicode 14.0, on which
/// the weights and their Python stand.
const CASED_LATER: [(u32, u32); 8] = [
    (0x1c89, 0x1c89),
    (0xa7cb, 0xa7cc),
    (0xa7ce, 0xa7ce),
    (0xa7d2, 0xa7d2),
    (0xa7d4, 0xa7d4),
    (0xa7da, 0xa7dc),
    (0x10d50, 0x10d65),
    (0x16ea0, 0x16eb8),
];

/// Attributes of a word type, as string ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme {
    pub(crate) orth: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

/// Norms that differ from the lower-cased word, by the word's id.
#[derive(Debug, Default)]
pub(crate) struct Norms(FxHashMap<u64, u64>);

impl Norms {
    /// Reads `lexeme_norm` (a line each: id in hexadecimal, tab, norm) over the base norms.
    pub(crate) fn new(base: &[(String, String)], table: &str) -> Result<Self, String> {
        let mut norms: FxHashMap<u64, u64> =
            base.iter().map(|(word, norm)| (string_id(word), string_id(norm))).collect();
        for line in table.lines() {
            let (id, norm) = line
                .split_once('\t')
                .and_then(|(id, norm)| Some((u64::from_str_radix(id, 16).ok()?, norm)))
                .ok_or_else(|| format!("not an id and a norm: {line:?}"))?;
            norms.insert(id, string_id(norm));
        }
        Ok(Self(norms))
    }

    /// Attributes of a word; a special case may bring its own norm.
    pub(crate) fn lexeme(&self, word: &str, norm: Option<&str>) -> Lexeme {
        let orth = string_id(word);
        let norm = match norm {
            Some(norm) => string_id(norm),
            None => match self.0.get(&orth) {
                Some(&norm) => norm,
                None => string_id(&lower(word)),
            },
        };
        Lexeme {
            orth,
            norm,
            prefix: string_id(first_char(word)),
            suffix: string_id(last_chars(word, SUFFIX_LENGTH)),
            shape: string_id(&shape(word)),
            is_space: !word.is_empty() && word.chars().all(is_space),
        }
    }
}

fn first_char(word: &str) -> &str {
    word.chars().next().map_or("", |c| &word[..c.len_utf8()])
}

fn last_chars(word: &str, count: usize) -> &str {
    let start = word.char_indices().rev().nth(count - 1);
    start.map_or(word, |(at, _)| &word[at..])
}

/// The word with letters as `x` or `X` and digits as `d`, long runs cut.
fn shape(word: &str) -> String {
    if word.len() >= LONG_WORD && word.chars().count() >= LONG_WORD {
        return LONG_SHAPE.to_owned();
    }
    let mut shape = String::with_capacity(word.len());
    let (mut last, mut run) = (None, 0);
    for c in word.chars() {
        let drawn = shape_char(c);
        run = if last == Some(drawn) { run + 1 } else { 0 };
        last = Some(drawn);
        if run < LONGEST_RUN {
            shape.push(drawn);
        }
    }
    shape
}

fn shape_char(c: char) -> char {
    match c {
        _ if is_alpha(c) => {
            if c.is_uppercase() {
                'X'
            } else {
                'x'
            }
        }
        _ if is_digit(c) => 'd',
        _ => c,
    }
}

/// Python's `str.lower`.
pub(crate) fn lower(word: &str) -> SmolStr {
    if word.is_ascii() && !word.bytes().any(|b| b.is_ascii_uppercase()) {
        return SmolStr::new(word);
    }
    let later = |c| in_ranges(&CASED_LATER, c);
    if !word.contains(later) {
        return SmolStr::new(word.to_lowercase());
    }
    let mut lowered = String::with_capacity(word.len());
    for part in word.split_inclusive(later) {
        let old = part.trim_end_matches(later);
        lowered.push_str(&old.to_lowercase());
        lowered.push_str(&part[old.len()..]);
    }
    lowered.into()
}

/// Python's `str.isalpha` of one character.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { in_ranges(&LETTERS, c) }
}

/// Python's `str.isdigit` of one character.
fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(&DIGITS, c) }
}

/// Python's `str.isspace` of one character: Unicode white space and the four information
/// separators of ASCII.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Whether a character lies in one of some sorted, inclusive ranges.
pub(crate) fn in_ranges(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let after = ranges.partition_point(|&(low, _)| low <= code);
    after > 0 && code <= ranges[after - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_cut_at_four() {
        assert_eq!(shape("Helsinki"), "Xxxxx");
        assert_eq!(shape("1999-2003"), "dddd-dddd");
        assert_eq!(shape("m²"), "xd");
        assert_eq!(shape("......"), "....");
        assert_eq!(shape(&"ä".repeat(100)), "LONG");
        assert_eq!(shape(&"ä".repeat(99)), "xxxx");
    }

    #[test]
    fn a_lexeme_has_the_ends_of_its_word() {
        let norms = Norms::new(&[("€".to_owned(), "$".to_owned())], "").unwrap();
        let lexeme = norms.lexeme("Élysée", None);
        assert_eq!(lexeme.prefix, string_id("É"));
        assert_eq!(lexeme.suffix, string_id("sée"));
        assert_eq!(lexeme.norm, string_id("élysée"));
        assert_eq!(norms.lexeme("€", None).norm, string_id("$"));
        assert_eq!(norms.lexeme("n't", Some("not")).norm, string_id("not"));
        assert!(norms.lexeme("\n \t", None).is_space);
        assert!(Norms::new(&[], "no tab").is_err());
    }

    #[test]
    fn lower_case_is_pythons() {
        assert_eq!(lower("ΌΔΟΣ İ!"), "όδος i\u{307}!");
        assert_eq!(lower("A\u{a7cb}ΑΣ\u{a7da}B"), "a\u{a7cb}ας\u{a7da}b");
    }

    #[test]
    fn letters_and_digits_are_pythons() {
        assert!(is_alpha('ß') && is_alpha('ª') && !is_alpha('Ⅷ') && !is_alpha('\u{345}'));
        assert!(is_digit('²') && is_digit('①') && is_digit('٣') && !is_digit('½'));
        assert!(is_space('\u{1f}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }
}
