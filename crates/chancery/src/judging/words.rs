//! Words of a text, so that they can be found again in another reading of the same bytes: white
//! space, quotation marks, dashes and accents written in another way make no other word.

use std::ops::Range;

use any_ascii::any_ascii_char;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters and digits in plain ASCII.
    key: String,
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
}

/// The words of a text in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_unseen(c) {
            continue;
        }
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        if !open {
            found.push(Word { key: String::new(), at: at..end });
            open = true;
        }
        if let Some(word) = found.last_mut() {
            word.key.push_str(any_ascii_char(c));
            word.at.end = end;
        }
    }
    found
}

/// Marks above and below letters, soft hyphens and joiners: they part no word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether two runs of words are the same.
pub(super) fn same(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key)
}

/// Where a run of words begins in another, each place.
pub(super) fn places(run: &[Word], text: &[Word]) -> Vec<usize> {
    if run.is_empty() || run.len() > text.len() {
        return Vec::new();
    }
    (0..=text.len() - run.len()).filter(|&at| same(run, &text[at..at + run.len()])).collect()
}

/// The bytes of a run of words.
pub(super) fn bytes(run: &[Word]) -> Option<Range<u32>> {
    Some(run.first()?.at.start as u32..run.last()?.at.end as u32)
}

/// A text with white space as single blanks.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
