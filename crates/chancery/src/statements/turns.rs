//! Turns of a transcript: "Viktor Aho: We waited.", and whose they are.

use std::ops::Range;

use chancery_engine::Pos;

use super::speakers::described;
use super::text::Text;
use super::tree::{Tree, is_first_person};
use crate::nouns::Mention;
use crate::quotes::starts_paragraph;

/// What one person says in a transcript. Tokens.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// What is said, to the next turn's label.
    pub(crate) words: Range<u32>,
    /// None where the label names nobody ("Question").
    pub(crate) person: Option<Mention>,
}

/// Tokens a label has at most.
const LONGEST_LABEL: u32 = 24;

/// The turns of a text, in order. In a transcript, which has several, a turn goes on to the next;
/// one alone goes on as long as its paragraphs speak in the first or to a second person.
pub(crate) fn turns(text: &Text<'_>) -> Vec<Turn> {
    let tree = text.tree;
    let starts = (0..tree.len()).filter(|&t| t == 0 || starts_paragraph(tree.doc, t));
    let mut labels: Vec<Range<u32>> = starts.filter_map(|t| label(text, t)).collect();
    // "Fact check: ..." heads a text; a name nobody knows counts beside one that is known.
    if !labels.iter().any(|l| named(text, l).is_some()) {
        labels.clear();
    }
    let paragraphs = (0..tree.len()).filter(|&t| starts_paragraph(tree.doc, t)).count();
    let several = labels.len() > 1;
    let mostly = labels.len() * 3 >= paragraphs;
    let end = |index: usize| {
        let first = labels[index].end + 1;
        let next = labels.get(index + 1).map_or(tree.len(), |l| l.start);
        let stops = |t: &u32| {
            starts_paragraph(tree.doc, *t)
                && (is_editors(tree, *t) || !(several && mostly || addresses(tree, *t, several)))
        };
        (first..next).find(stops).unwrap_or(next)
    };
    let turn = |(index, label): (usize, &Range<u32>)| Turn {
        words: label.end + 1..end(index),
        person: named(text, label).or_else(|| unknown(text, label)),
    };
    labels.iter().enumerate().map(turn).collect()
}

/// The name before a colon at the start of a paragraph.
fn label(text: &Text<'_>, start: u32) -> Option<Range<u32>> {
    let tree = text.tree;
    let first = (start..tree.len()).find(|&t| tree.pos(t) != Pos::Space)?;
    let reach = (first + LONGEST_LABEL).min(tree.len());
    // "(translated):" ends in what tokenizers take for a sad face.
    let colon = (first..reach).find(|&t| matches!(tree.word(t), ":" | "):"))?;
    let words = first..colon;
    // "(translated)" is no part of the name.
    let bare = |t: &u32| (first..=*t).all(|b| tree.word(b) != "(");
    let nominal = |t: u32| !tree.is_verb(t) && tree.word(t) != "\"" && tree.word(t) != "“";
    let capital = tree.word(first).starts_with(char::is_uppercase);
    let goes_on = colon + 1 < tree.len() && !starts_paragraph(tree.doc, colon + 1);
    let whole = !words.is_empty() && words.clone().filter(bare).all(nominal) && capital && goes_on;
    let unbroken = words.clone().all(|t| t == first || !starts_paragraph(tree.doc, t));
    let asks = matches!(tree.lower(first).as_str(), "question" | "q" | "answer" | "a");
    let role = asks && words.len() == 1;
    let name = words.clone().rfind(bare).is_some_and(|t| tree.pos(t) == Pos::Propn);
    let known = || named(text, &words).is_some() || name && words.len() > 1;
    (whole && unbroken && (role || known())).then_some(words)
}

/// The person of a label: its last, since offices and states stand before the name.
fn named(text: &Text<'_>, label: &Range<u32>) -> Option<Mention> {
    let mut all = text.mentions_in(label.clone()).iter().rev();
    all.find(|m| text.is_person(m)).cloned()
}

/// A name that stands for no known actor: the last capitalised words of a label.
fn unknown(text: &Text<'_>, label: &Range<u32>) -> Option<Mention> {
    let tree = text.tree;
    let end = label.clone().find(|&t| tree.word(t) == "(").unwrap_or(label.end);
    let names = (label.start..end).rev().take_while(|&t| tree.pos(t) == Pos::Propn).count() as u32;
    (names > 0).then(|| described(text, end - 1, &(end - names.min(3)..end)))
}

/// Whether a paragraph is spoken by somebody or to somebody ("I", "your"). Where quotations are
/// no part of a turn, a paragraph with one is a reporter's.
fn addresses(tree: Tree<'_>, start: u32, quotes: bool) -> bool {
    let end = (start + 1..tree.len()).find(|&t| starts_paragraph(tree.doc, t));
    let mut words = start..end.unwrap_or(tree.len());
    let marked = words.clone().any(|t| matches!(tree.word(t), "\"" | "“" | "''" | "``"));
    (quotes || !marked)
        && words.any(|t| {
            is_first_person(tree.word(t)) || matches!(tree.lower(t).as_str(), "you" | "your")
        })
}

/// "See also", "<...>", "* * *": nobody's words.
fn is_editors(tree: Tree<'_>, token: u32) -> bool {
    let first = (token..tree.len()).find(|&t| tree.pos(t) != Pos::Space).unwrap_or(token);
    let see =
        tree.lower(first) == "see" && first + 1 < tree.len() && tree.lower(first + 1) == "also";
    see || tree.word(first).starts_with(['<', '*'])
}

/// The turn a token stands in.
pub(crate) fn turn_at(turns: &[Turn], token: u32) -> Option<&Turn> {
    turns.iter().find(|turn| turn.words.contains(&token))
}
