//! Words of a sentence: folded, with stems that bring the forms of one word together.

use std::ops::Range;
use std::sync::LazyLock;

use super::lists::{List, list};
use crate::codebook;
use crate::numerals::{below_twenty, tens};
use crate::resolve::fold;

/// The page of words: function words, endings, common words and words for one thing.
pub(super) const PAGE: &str = include_str!("../../../../codebook/verdicts/words.md");

/// Function words: they carry no subject.
static FUNCTION: LazyLock<List> = LazyLock::new(|| list(PAGE, "Function"));
/// Endings that forms of one word differ in, in the order they are tried.
static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| codebook::list(PAGE, "Endings").collect());

/// A word and where it stands, in bytes of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, accents dropped, a possessive ending cut off.
    pub(super) text: String,
    /// Its stem.
    pub(super) stem: String,
    /// Whether it is written with a capital.
    pub(super) capital: bool,
    /// Whether it owns what follows ("Kenya's").
    pub(super) possessive: bool,
    /// Whether a comma, colon or other stop stands before it.
    pub(super) after_stop: bool,
    /// Its bytes.
    pub(super) bytes: Range<u32>,
}

impl Word {
    /// Whether it is on a list.
    pub(super) fn is_on(&self, list: &List) -> bool {
        list.contains(self.text.as_str())
    }
}

/// Whether a word carries no subject.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTION.contains(word)
}

/// One spelling of a word: lower case ASCII, no apostrophes.
pub(super) fn fold_word(word: &str) -> String {
    fold(&word.replace(['’', '\''], ""))
}

/// The words of a stretch of text that starts at byte `offset`.
pub(super) fn words(text: &str, offset: u32) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    let mut stop = false;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        let inside = c.is_alphanumeric() || (start.is_some() && joins(text, at, c));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(word(&text[from..at], offset + from as u32, stop));
                stop = is_stop(c);
                start = None;
            }
            (None, false) => stop |= is_stop(c),
            (Some(_), true) => {}
        }
    }
    found
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '(' | ')' | '"' | '“' | '”' | '—' | '–')
}

/// Whether a mark between two letters or digits belongs to the word.
fn joins(text: &str, at: usize, c: char) -> bool {
    if at >= text.len() {
        return false;
    }
    let mut next = text.get(at + c.len_utf8()..).unwrap_or_default().chars();
    let after = next.next();
    match c {
        '\'' | '’' => after.is_some_and(char::is_alphabetic),
        ',' | '.' => {
            let before = text[..at].chars().next_back();
            before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit())
        }
        _ => false,
    }
}

fn word(text: &str, start: u32, after_stop: bool) -> Word {
    let bare = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"));
    let folded = fold_word(bare.unwrap_or(text));
    Word {
        stem: stem(&folded),
        capital: text.starts_with(char::is_uppercase),
        possessive: bare.is_some(),
        after_stop,
        bytes: start..start + text.len() as u32,
        text: folded,
    }
}

/// A stem: endings taken off as long as four letters remain ("fisheries", "fishing": "fish").
pub(super) fn stem(word: &str) -> String {
    const SHORTEST: usize = 4;
    let mut rest = word;
    for _ in 0..3 {
        let ending = ENDINGS.iter().find(|e| {
            rest.ends_with(**e) && rest.len() - e.len() >= SHORTEST - usize::from(**e == "s")
        });
        match ending {
            Some(ending) if !(*ending == "s" && rest.ends_with("ss")) => {
                rest = &rest[..rest.len() - ending.len()];
            }
            _ => break,
        }
    }
    // "agreed", "agree"; "planned", "plan".
    let mut stem = rest.trim_end_matches(|c| rest.len() > SHORTEST && c == 'e').to_owned();
    let doubled =
        stem.len() > SHORTEST && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2];
    if doubled && word != stem && stem.ends_with(['b', 'd', 'g', 'm', 'n', 'p', 'r', 't']) {
        stem.pop();
    }
    stem
}

/// The number that starts at a word, and how many words it takes: "1,200", "twenty two", "three
/// hundred", "2.5 million", "a dozen".
pub(super) fn number(words: &[Word]) -> Option<(f64, usize)> {
    let (mut value, mut used) = small(words)?;
    while let Some(scale) = words.get(used).and_then(|w| scale(&w.text)) {
        value *= scale;
        used += 1;
        // "Three hundred (and) fifty".
        let skip = usize::from(words.get(used).is_some_and(|w| w.text == "and"));
        if let Some((more, length)) = words.get(used + skip..).and_then(small)
            && more < scale
        {
            value += more;
            used += skip + length;
        }
    }
    Some((value, used))
}

fn small(words: &[Word]) -> Option<(f64, usize)> {
    let text = words.first()?.text.as_str();
    if text == "half" && words.get(1).is_some_and(|w| w.text == "a") {
        return words.get(2).and_then(|w| scale(&w.text)).map(|_| (0.5, 2));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((text.replace(',', "").parse().ok()?, 1));
    }
    if let Some(units) = below_twenty(text) {
        return Some((f64::from(units), 1));
    }
    if matches!(text, "dozen" | "hundred" | "thousand" | "million") {
        return Some((1.0, 0));
    }
    let tens = f64::from(tens(text)?);
    let units = words.get(1).and_then(|w| below_twenty(&w.text)).filter(|u| (1..10).contains(u));
    Some(units.map_or((tens, 1), |units| (tens + f64::from(units), 2)))
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" | "dozens" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{section, table};

    #[test]
    fn every_example_has_one_stem() {
        for row in table(section(PAGE, "Examples")) {
            let stems: Vec<String> = row[0].split(", ").map(stem).collect();
            assert!(stems.iter().all(|s| *s == stems[0]), "{row:?}: {stems:?}");
        }
        assert_ne!(stem("minister"), stem("minority"));
    }

    #[test]
    fn numbers_are_read_in_figures_and_words() {
        let value = |text: &str| number(&words(text, 0)).map(|(v, _)| v);
        assert_eq!(value("1,200 prisoners"), Some(1200.0));
        assert_eq!(value("twenty-two fighters"), Some(22.0));
        assert_eq!(value("three hundred and fifty tonnes"), Some(350.0));
        assert_eq!(value("2.5 million euro"), Some(2_500_000.0));
        assert_eq!(value("half a billion dollars"), Some(5e8));
        assert_eq!(value("a river"), None);
    }

    #[test]
    fn words_keep_their_places() {
        let text = "Côte d’Ivoire’s port, reopened";
        let found = words(text, 10);
        let texts: Vec<&str> = found.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts, ["cote", "divoire", "port", "reopened"]);
        assert!(found[1].possessive && found[3].after_stop);
        assert_eq!(found[0].bytes, 10..15);
    }
}
