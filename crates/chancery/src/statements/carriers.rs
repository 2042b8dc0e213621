//! Quotations without a word of saying: whose they are by the sentence that carries them.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::cues::match_at;
use super::frames;
use super::text::Text;
use super::tree::Tree;
use crate::quotes::{Quoted, starts_paragraph};

/// What the words before a quotation tell of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Carrier {
    /// The phrase for whoever speaks.
    Speaker(Range<u32>),
    /// Only a link ("But ..."): whoever spoke right before goes on.
    Link,
    /// A name, a title or a law that is quoted in somebody's sentence, and said by nobody.
    Embedded,
    /// Nothing.
    Alone,
}

/// What carries a quotation that begins at a token.
pub(crate) fn carrier(text: &Text<'_>, quotes: &[Quoted], start: u32) -> Carrier {
    let tree = text.tree;
    let sentence = tree.sentence(start);
    let marked = |t: u32| quotes.iter().any(|q| q.tokens.contains(&t));
    let own: Vec<u32> =
        (sentence.start..start).filter(|&t| is_word(tree, t) && !marked(t)).collect();
    let mark = last_mark(tree, start);
    let colon = mark == Some(":");
    let led = colon || mark == Some(",");
    if own.is_empty() {
        let before = sentence.start.checked_sub(1).filter(|_| led);
        return before
            .and_then(|t| subject_in(text, tree.sentence(t), start))
            .map_or(Carrier::Alone, Carrier::Speaker);
    }
    let link = own.iter().all(|&t| matches!(tree.pos(t), Pos::Cconj | Pos::Adv | Pos::Sconj));
    if link && !starts_paragraph(tree.doc, sentence.start) {
        return Carrier::Link;
    }
    match subject_in(text, sentence.start..start, start) {
        Some(phrase) if led => Carrier::Speaker(phrase),
        _ if led => Carrier::Alone,
        _ => Carrier::Embedded,
    }
}

fn is_word(tree: Tree<'_>, token: u32) -> bool {
    !matches!(tree.pos(token), Pos::Punct | Pos::Space)
}

/// The mark before a quotation's opening marks.
fn last_mark(tree: Tree<'_>, start: u32) -> Option<&str> {
    let marks = ["\"", "“", "''", "``", "‘", "'", "«", "„"];
    let mut before = (0..start).rev().take(5);
    let found = before.find(|&t| tree.pos(t) != Pos::Space && !marks.contains(&tree.word(t)));
    found.map(|t| tree.word(t))
}

/// The subject nearest before the quotation, where it is somebody who may speak.
fn subject_in(text: &Text<'_>, words: Range<u32>, start: u32) -> Option<Range<u32>> {
    let tree = text.tree;
    let finite = |t: &u32| {
        let verb = tree.head(*t);
        tree.dep(*t) == Dep::Nsubj && verb < start && !tree.is_infinitive(verb)
    };
    let saying = |t: &u32| match_at(tree, *t).is_some_and(|c| c.carrier == Some(*t));
    let said = words.clone().rev().find(saying).and_then(|v| tree.subject(v));
    let subject = said.or_else(|| words.rev().find(finite)).filter(|&s| s < start)?;
    let named =
        text.mention_at(subject).is_some() || matches!(tree.pos(subject), Pos::Noun | Pos::Propn);
    (named && frames::may_speak(tree, subject)).then(|| {
        let phrase = frames::phrase(tree, subject);
        phrase.start..phrase.end.min(start)
    })
}
