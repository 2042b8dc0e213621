//! The lines of a text, without white space: what the model reads at a time.

use std::ops::Range;

use chancery_engine::{Dep, Doc, Tag};

/// A line's tokens. Heads are places in the line; one that stands elsewhere is none, and the
/// token counts as a root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) tokens: Vec<u32>,
    pub(super) head: Vec<usize>,
    pub(super) tag: Vec<Tag>,
    pub(super) dep: Vec<Dep>,
    starts: Vec<bool>,
}

impl Line {
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether a sentence starts at a place.
    pub(super) fn starts_sentence(&self, place: usize) -> bool {
        self.starts[place]
    }

    /// Places of the line as tokens of the document.
    pub(super) fn range(&self, places: &Range<usize>) -> Range<u32> {
        self.tokens[places.start]..self.tokens[places.end - 1] + 1
    }
}

/// The lines of a document that hold any word, in order.
pub(super) fn lines(doc: &Doc) -> Vec<Line> {
    let mut runs: Vec<Run> = Vec::new();
    let mut end = 0;
    let mut starts = true;
    for (token, t) in (0..).zip(&doc.tokens) {
        starts |= t.sent_start;
        if is_space(doc, token) {
            continue;
        }
        let breaks = doc.text[end as usize..t.start as usize].contains(['\n', '\r']);
        match runs.last_mut() {
            Some(run) if !breaks => run.push((token, starts)),
            _ => runs.push(vec![(token, true)]),
        }
        end = t.end;
        starts = false;
    }
    runs.iter().map(|run| line(doc, run)).collect()
}

/// Tokens of a line, each with whether a sentence starts at it.
type Run = Vec<(u32, bool)>;

fn is_space(doc: &Doc, token: u32) -> bool {
    doc.word(token).chars().all(char::is_whitespace)
}

fn line(doc: &Doc, run: &Run) -> Line {
    let tokens: Vec<u32> = run.iter().map(|&(token, _)| token).collect();
    let place = |(own, &token): (usize, &u32)| {
        let mut head = doc.tokens[token as usize].head;
        while is_space(doc, head) && doc.tokens[head as usize].head != head {
            head = doc.tokens[head as usize].head;
        }
        tokens.binary_search(&head).unwrap_or(own)
    };
    Line {
        head: tokens.iter().enumerate().map(place).collect(),
        tag: tokens.iter().map(|&t| doc.tokens[t as usize].tag).collect(),
        dep: tokens.iter().map(|&t| doc.tokens[t as usize].dep).collect(),
        starts: run.iter().map(|&(_, starts)| starts).collect(),
        tokens,
    }
}

#[cfg(test)]
mod tests {
    use chancery_engine::Engine;

    use super::lines;

    #[test]
    fn white_space_is_no_word_and_a_line_ends_where_it_ends() {
        let doc = Engine::english().parse("One  two.\n\n \r\nThree four.\n");
        let words = |line: &super::Line| -> Vec<String> {
            line.tokens.iter().map(|&t| doc.word(t).to_owned()).collect()
        };
        let found: Vec<Vec<String>> = lines(&doc).iter().map(words).collect();
        assert_eq!(found, [["One", "two", "."], ["Three", "four", "."]]);
    }
}
