//! Quotation marks: what they enclose, over sentences and paragraphs.

use std::ops::Range;

use chancery_engine::Doc;

/// A quotation, or the part of one in one paragraph. Tokens, marks included.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quoted {
    pub(crate) tokens: Range<u32>,
    /// Whether it goes on where the quotation before it was left open at a paragraph's end.
    pub(crate) continues: bool,
}

/// A mark's kind: what opens with one kind is closed by that kind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

/// The quotations of a text, in order.
pub(crate) fn quoted(doc: &Doc) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(u32, Kind, bool)> = None;
    for token in 0..doc.tokens.len() as u32 {
        let opens = opening(doc, token);
        if let Some((start, kind, continues)) = open {
            if starts_paragraph(doc, token) {
                found.extend(unclosed(doc, start..token, kind, continues));
                open = opens.map(|k| (token, k, k == kind && kind == Kind::Double));
            } else if closes(doc, token, kind) && !reopens(doc, token) {
                found.push(Quoted { tokens: start..token + 1, continues });
                open = None;
            } else if kind == Kind::Double && opens == Some(kind) {
                found.extend(unclosed(doc, start..token, kind, continues));
                open = Some((token, kind, false));
            }
        } else {
            open = opens.map(|kind| (token, kind, false));
        }
    }
    if let Some((start, kind, continues)) = open {
        found.extend(unclosed(doc, start..doc.tokens.len() as u32, kind, continues));
    }
    found
}

/// A quotation whose mark was never closed ends with its paragraph; a lone single mark is an
/// apostrophe.
fn unclosed(doc: &Doc, tokens: Range<u32>, kind: Kind, continues: bool) -> Option<Quoted> {
    let blank = tokens.clone().rev().take_while(|&t| doc.word(t).trim().is_empty()).count() as u32;
    let tokens = tokens.start..tokens.end - blank;
    (kind == Kind::Double && tokens.len() > 1).then_some(Quoted { tokens, continues })
}

fn gap(doc: &Doc, token: u32) -> &str {
    let start = if token == 0 { 0 } else { doc.tokens[token as usize - 1].end };
    &doc.text[start as usize..doc.tokens[token as usize].start as usize]
}

fn is_spaced(doc: &Doc, token: u32) -> bool {
    let before = token.checked_sub(1).map(|t| doc.word(t));
    let bracket = before.is_none_or(|w| w.trim().is_empty() || matches!(w, "(" | "[" | "—" | "–"));
    bracket || !gap(doc, token).is_empty()
}

/// Whether a paragraph begins at a token: a blank line stands before it.
pub(crate) fn starts_paragraph(doc: &Doc, token: u32) -> bool {
    let lines = |text: &str| text.matches('\n').count();
    let before = token.checked_sub(1).map_or("", |t| doc.word(t));
    let blank = if before.trim().is_empty() { lines(before) } else { 0 };
    lines(gap(doc, token)) + blank >= 2
}

fn opening(doc: &Doc, token: u32) -> Option<Kind> {
    let next = doc.tokens.get(token as usize + 1)?;
    let tight = next.start == doc.tokens[token as usize].end;
    match doc.word(token) {
        "“" | "«" | "„" | "``" => Some(Kind::Double),
        "\"" if tight || is_spaced(doc, token) => Some(Kind::Double),
        "‘" if tight => Some(Kind::Single),
        "'" if tight && is_spaced(doc, token) => Some(Kind::Single),
        _ => None,
    }
}

fn closes(doc: &Doc, token: u32, kind: Kind) -> bool {
    match kind {
        Kind::Double => matches!(doc.word(token), "”" | "\"" | "''" | "»"),
        Kind::Single => matches!(doc.word(token), "’" | "'"),
    }
}

/// A straight mark that can only open: space before it and none after it.
fn reopens(doc: &Doc, token: u32) -> bool {
    let next = doc.tokens.get(token as usize + 1);
    let tight = next.is_some_and(|n| n.start == doc.tokens[token as usize].end);
    let letter = next.is_some_and(|_| {
        doc.word(token + 1).starts_with(|c: char| c.is_alphanumeric() || c == '[')
    });
    doc.word(token) == "\"" && tight && letter && is_spaced(doc, token)
}

/// A range without the quotation marks about it.
pub(crate) fn inside(doc: &Doc, tokens: &Range<u32>) -> Range<u32> {
    let mark = |t: u32| {
        matches!(doc.word(t), "“" | "”" | "\"" | "``" | "''" | "«" | "»" | "„" | "‘" | "’" | "'")
    };
    let mut inner = tokens.clone();
    while !inner.is_empty() && mark(inner.start) {
        inner.start += 1;
    }
    while !inner.is_empty() && mark(inner.end - 1) {
        inner.end -= 1;
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        let doc = chancery_engine::Engine::english().parse(text);
        let quotes = quoted(&doc);
        quotes.into_iter().map(|q| (doc.span(q.tokens).trim().to_owned(), q.continues)).collect()
    }

    #[test]
    fn marks_of_every_make_pair_up() {
        let text = "He called it “frank\" and 'open', «free» and \"new\". The ministers' car left.";
        let words: Vec<_> = found(text).into_iter().map(|(words, _)| words).collect();
        assert_eq!(words, ["“frank\"", "'open'", "«free»", "\"new\""]);
    }

    #[test]
    fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
        let text = "“The bridge is closed. It was old.\n\n“Nobody used it,” said Aho.";
        let quotes = found(text);
        assert_eq!(quotes[0], ("“The bridge is closed. It was old.".to_owned(), false));
        assert_eq!(quotes[1], ("“Nobody used it,”".to_owned(), true));
    }

    #[test]
    fn a_quotation_never_closed_ends_with_its_paragraph() {
        let quotes = found("Aho said: \"The bridge is closed.\n\nThe ministers went home.");
        assert_eq!(quotes, [("\"The bridge is closed.".to_owned(), false)]);
    }
}
