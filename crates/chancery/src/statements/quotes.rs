//! How far the words of a quotation are the speaker's.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::telling::Telling;
use super::tree::{Tree, overlap};
pub(crate) use crate::quotes::{Quoted, inside, quoted};

/// Whether a quotation is a sentence or more, not a phrase in the reporter's sentence.
pub(crate) fn is_sentence(tree: Tree<'_>, quote: &Quoted) -> bool {
    let inner = inside(tree.doc, &quote.tokens);
    if quote.continues || inner.len() >= 30 {
        return true;
    }
    let ended = inner
        .clone()
        .next_back()
        .is_some_and(|t| matches!(tree.word(t), "." | "," | "!" | "?" | "..." | "…" | "—"));
    let capital = inner
        .clone()
        .next()
        .is_some_and(|t| tree.word(t).starts_with(|c: char| c.is_uppercase() || c == '['));
    let clause = inner.clone().any(|t| {
        tree.is_verb(t)
            && (tree.has_dep(t, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl])
                || tree.dep(t) == Dep::Root)
    });
    let after = quote.tokens.end;
    let tagged = after < tree.len() && tree.word(after) == ",";
    let full = inner.clone().next_back().is_some_and(|t| matches!(tree.word(t), "." | "!" | "?"));
    inner.len() >= 2 && (clause && (capital || ended || tagged) || capital && (full || tagged))
}

/// Gives every quotation in full to its statement: what a cue has of it is widened to its marks,
/// what goes on in the next paragraph or follows without a cue of its own belongs to the speaker
/// before it, and a quotation nobody is named for stands by itself.
pub(crate) fn complete(tree: Tree<'_>, quotes: &[Quoted], found: &mut Vec<Telling>) {
    for quote in quotes.iter().filter(|q| !is_sentence(tree, q)) {
        if let Some(index) = split_from(tree, quotes, quote, found) {
            widen(&mut found[index], &quote.tokens);
        }
    }
    let sentences: Vec<&Quoted> = quotes.iter().filter(|q| is_sentence(tree, q)).collect();
    let mut last: Option<(usize, u32)> = None;
    for group in sentences.chunk_by(|_, next| next.continues) {
        let outer = group.iter().find_map(|q| owner(q, found)).or_else(|| {
            let (statement, end) = last?;
            follows(tree, found, statement, end, group[0]).then_some(statement)
        });
        if outer.is_none() && !stands_alone(found, group[0]) {
            continue;
        }
        let index = outer.unwrap_or_else(|| {
            found.push(Telling::default());
            found.len() - 1
        });
        for quote in group {
            widen(&mut found[index], &quote.tokens);
            last = Some((index, quote.tokens.end));
        }
    }
}

/// The telling a phrase is the second half of ("'We have,' he said, 'no plans'"): its cue
/// stands between two quotations of one sentence.
fn split_from(
    tree: Tree<'_>,
    quotes: &[Quoted],
    quote: &Quoted,
    found: &[Telling],
) -> Option<usize> {
    let before = quotes.iter().rev().find(|q| q.tokens.end <= quote.tokens.start)?;
    let gap = before.tokens.end..quote.tokens.start;
    let comma = |t: u32| tree.word(t) == "," || tree.word(t) == "—";
    let parted = comma(before.tokens.end - 2) || comma(gap.start);
    let joined = gap.clone().next_back().is_some_and(comma);
    let one =
        tree.doc.sentence_of(gap.start.max(1) - 1) == tree.doc.sentence_of(quote.tokens.start);
    let between = |a: &Telling| a.cue.iter().any(|c| gap.contains(&c.start));
    if !parted || !joined || !one || found.iter().any(|a| says(a, quote)) {
        return None;
    }
    found.iter().position(|a| between(a) && says(a, before))
}

fn says(telling: &Telling, quote: &Quoted) -> bool {
    telling.content.iter().any(|c| overlap(c, &quote.tokens))
}

/// Whether a quotation without a cue is told by nobody else's words and is more than a title.
fn stands_alone(found: &[Telling], quote: &Quoted) -> bool {
    const WORDS: usize = 6;
    quote.tokens.len() >= WORDS && !found.iter().any(|a| says(a, quote))
}

/// The telling whose content a quotation is, its cue outside the marks.
fn owner(quote: &Quoted, found: &[Telling]) -> Option<usize> {
    let outside = |a: &Telling| a.cue.iter().all(|c| !overlap(c, &quote.tokens));
    let share = |a: &Telling| -> u32 {
        let common = a
            .content
            .iter()
            .map(|c| c.end.min(quote.tokens.end).saturating_sub(c.start.max(quote.tokens.start)));
        common.sum()
    };
    // Of nested ones the innermost, which is the shortest.
    let all = found.iter().enumerate().filter(|(_, a)| outside(a) && share(a) > 0);
    let most = all.clone().map(|(_, a)| share(a)).max()?;
    let length = |a: &Telling| a.content.iter().map(ExactSizeIterator::len).sum::<usize>();
    all.filter(|(_, a)| share(a) == most).min_by_key(|(_, a)| length(a)).map(|(i, _)| i)
}

/// Whether a quotation follows a statement's last quotation with nothing told between but the
/// rest of the sentence with its cue.
fn follows(tree: Tree<'_>, found: &[Telling], statement: usize, end: u32, quote: &Quoted) -> bool {
    let statement = &found[statement];
    let cue_end = statement.cue.iter().map(|c| c.end).max().unwrap_or(end);
    let reach = tree.sentence(end.max(cue_end) - 1).end.max(tree.sentence(end - 1).end);
    let blank = |t: u32| matches!(tree.pos(t), Pos::Punct | Pos::Space);
    let mut between = reach.min(quote.tokens.start)..quote.tokens.start;
    between.all(blank)
}

/// Adds a range to what is said.
fn widen(telling: &mut Telling, tokens: &Range<u32>) {
    let mut all = tokens.clone();
    telling.content.retain(|c| {
        let joined = overlap(c, &all);
        if joined {
            all = all.start.min(c.start)..all.end.max(c.end);
        }
        !joined
    });
    telling.content.push(all);
    telling.content.sort_by_key(|c| c.start);
    let taken = telling.cue.iter().chain(&telling.source).cloned().collect::<Vec<_>>();
    let ranges = std::mem::take(&mut telling.content);
    telling.content = ranges.into_iter().flat_map(|r| without(r, &taken)).collect();
}

/// A range with other ranges cut out of it.
pub(crate) fn without(range: Range<u32>, taken: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = vec![range];
    for cut in taken {
        left = left
            .into_iter()
            .flat_map(|r| [r.start..r.end.min(cut.start), r.start.max(cut.end)..r.end])
            .filter(|r| r.start < r.end)
            .collect();
    }
    left
}
