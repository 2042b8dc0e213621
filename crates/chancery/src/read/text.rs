//! Plain text: pieces by line and blank line, judged by layout, put together as a reading.

use std::borrow::Cow;

use super::furniture::{self, Fate};
use super::page::{Draft, Found};
use super::{Options, caption, date, verbs};
use crate::nouns::{BlockKind, PublishedBasis};

/// Which part of a file a text is: page heads stand only in the first, page ends in the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) first: bool,
    pub(super) last: bool,
}

impl Part {
    /// The whole file.
    pub(super) const WHOLE: Self = Self { first: true, last: true };
}

/// A paragraph or line of the raw text, without white space around it.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    /// First byte in the raw text.
    pub(super) start: usize,
    /// The words; line ends of wrapped paragraphs as spaces, so lengths are those of the raw text.
    pub(super) text: Cow<'t, str>,
    /// Number of words.
    pub(super) words: usize,
    /// Whether it ends as a sentence does.
    pub(super) terminal: bool,
    /// Whether it holds a finite verb.
    pub(super) finite: bool,
    /// Whether it has the form of a caption.
    pub(super) caption: bool,
    /// The day, where it only tells one.
    pub(super) date: Option<date::DateLine>,
}

/// Longer pieces are running text whatever their form, in words and in bytes.
const RUNNING_WORDS: usize = 40;
const RUNNING_BYTES: usize = 400;

impl<'t> Piece<'t> {
    fn new(start: usize, raw: &'t str, options: &Options<'_>) -> Self {
        let text = if raw.contains('\n') {
            Cow::Owned(raw.replace('\n', " "))
        } else {
            Cow::Borrowed(raw)
        };
        let words = word_count(&text);
        let long = words >= RUNNING_WORDS || text.len() >= RUNNING_BYTES;
        let finite = long
            || options.has_finite_verb.map_or_else(|| verbs::seem_finite(&text), |has| has(&text));
        Self {
            start,
            words,
            terminal: ends_as_sentence(&text),
            finite,
            caption: !text.is_empty() && words <= 60 && caption::has_form(&text),
            date: if long { None } else { date::line(&text) },
            text,
        }
    }

    /// Running text: a sentence, or longer than any label.
    pub(super) fn is_running(&self) -> bool {
        let long = self.words >= RUNNING_WORDS || self.text.len() >= RUNNING_BYTES;
        let sentence = self.terminal && self.finite && self.words >= 4;
        (long || sentence) && !self.caption && !furniture::is_bar_run(&self.text)
    }
}

/// Whether a text ends with the mark of a sentence, quotes and brackets aside.
pub(super) fn ends_as_sentence(text: &str) -> bool {
    let closing = ['"', '\'', '\u{201D}', '\u{2019}', '\u{BB}', '\u{300D}', ')', ']', ' '];
    let ends = [
        '.', '!', '?', '\u{2026}', '\u{3002}', '\u{FF01}', '\u{FF1F}', '\u{964}', '\u{61F}',
        '\u{6D4}',
    ];
    text.trim_end_matches(closing).ends_with(ends)
}

/// Number of words; of scripts that write none apart, five letters count as one.
pub(super) fn word_count(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| if word.len() > 40 { word.chars().count() / 5 } else { 1 })
        .sum()
}

/// Reads a decoded text. A title given from outside stands first, wherever the text has it.
pub(super) fn read(
    raw: &str,
    given_title: Option<&str>,
    options: &Options<'_>,
    part: Part,
) -> Found {
    let pieces = pieces(raw, options);
    let judged = furniture::judge(&pieces, given_title, part);
    let mut found = Found { byline: judged.byline, credit: judged.credit, ..Found::default() };
    found.contacts = judged.contacts;
    found.outlet = judged.masthead;
    let has_title = judged.fates.contains(&Fate::Keep(BlockKind::Title));
    if let Some(title) = given_title.filter(|_| !has_title && part.first) {
        found.draft.keep(BlockKind::Title, title.trim(), None);
    }
    for (piece, fate) in pieces.iter().zip(&judged.fates) {
        match *fate {
            Fate::Keep(kind) => found.draft.keep(kind, &piece.text, Some(piece.start)),
            Fate::Cut(reason) => found.draft.cut(&piece.text, reason),
        }
    }
    found.dates = judged.dates;
    found.title = title_of(&found.draft);
    let story =
        pieces.iter().zip(&judged.fates).find(|(_, fate)| **fate == Fate::Keep(BlockKind::Body));
    if let Some(day) = story.and_then(|(piece, _)| date::dateline(&piece.text)) {
        found.dates.push((day, PublishedBasis::Dateline));
    }
    found
}

/// Whether two texts hold the same words, whatever their case and marks.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

fn title_of(draft: &Draft) -> Option<String> {
    let title = draft.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
    Some(draft.words(title).to_owned())
}

/// Splits a text at blank lines, and the groups between them at line ends unless they are
/// paragraphs wrapped at a width.
fn pieces<'t>(raw: &'t str, options: &Options<'_>) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut group: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in raw.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            close_group(raw, &mut group, &mut pieces, options);
        } else {
            let lead = line.len() - line.trim_start().len();
            group.push((start + lead, trimmed));
        }
        start += line.len();
    }
    close_group(raw, &mut group, &mut pieces, options);
    pieces
}

fn close_group<'t>(
    raw: &'t str,
    group: &mut Vec<(usize, &'t str)>,
    pieces: &mut Vec<Piece<'t>>,
    options: &Options<'_>,
) {
    if is_wrapped(group)
        && let (Some(first), Some(last)) = (group.first(), group.last())
    {
        let whole = &raw[first.0..last.0 + last.1.len()];
        pieces.push(Piece::new(first.0, whole, options));
    } else {
        pieces.extend(group.iter().map(|&(start, line)| Piece::new(start, line, options)));
    }
    group.clear();
}

/// Whether lines are one paragraph wrapped at a width: no line could have taken the first word of
/// the next one.
fn is_wrapped(lines: &[(usize, &str)]) -> bool {
    let length = |line: &str| line.chars().count();
    let Some(width) = lines.iter().map(|(_, line)| length(line)).max() else { return false };
    if lines.len() < 2 || !(45..=120).contains(&width) {
        return false;
    }
    let full = lines.windows(2).all(|pair| {
        let next = pair[1].1.split_whitespace().next().map_or(0, length);
        length(pair[0].1) + 1 + next > width
    });
    // Two lines may be a headline and what follows it: only a sentence running on joins them.
    let runs_on = |pair: &[(usize, &str)]| {
        !ends_as_sentence(pair[0].1) && pair[1].1.starts_with(char::is_lowercase)
    };
    let dated = lines.iter().any(|(_, line)| date::line(line).is_some());
    full && !dated && (lines.len() > 2 || lines.windows(2).all(runs_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_paragraphs_are_one_piece_and_lines_are_their_own() {
        let raw = "The envoys of the two sides met in the old harbour\nof Lyon and agreed to meet \
                   again before the end of\nthe year.\n\nOne line\nAnother line\n";
        let pieces = pieces(raw, &Options::default());
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_ref()).collect();
        assert_eq!(texts.len(), 3);
        assert!(texts[0].ends_with("of the year."));
        assert_eq!(texts[1..], ["One line", "Another line"]);
    }

    #[test]
    fn sentences_end_before_their_quotes() {
        assert!(ends_as_sentence("He said: \u{201C}We came.\u{201D}"));
        assert!(!ends_as_sentence("Linked stories"));
    }
}
