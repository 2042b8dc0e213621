//! Words that only the tables take for a name.

use std::ops::Range;

use chancery_engine::{Doc, EntityKind, Pos};

use super::super::fold::name_parts;
use super::super::knowledge::Knowledge;
use super::super::lexicon::{Hit, hit_at};
use super::super::titles::Title;
use super::{Name, honorific, is_in_title, is_name_word, is_person, longest, name};

/// Words by which the tables' persons are called and which the parser takes for something else.
pub(super) fn doubtful(
    doc: &Doc,
    hits: &[Hit],
    titles: &[Title],
    knowledge: &Knowledge,
    sure: &[Name],
) -> Vec<Name> {
    let taken = |t: u32| {
        let next = sure.partition_point(|n| n.tokens.end <= t);
        sure.get(next).is_some_and(|n| n.tokens.start <= t)
    };
    let is_called = |t: u32| {
        let known = name_parts(doc.word(t));
        known.first().is_some_and(|part| knowledge.is_known_as(part))
    };
    let free = |t: u32| {
        is_name_word(doc, t)
            && !taken(t)
            && hit_at(hits, t).is_none()
            && !is_in_title(titles, t)
            && honorific(doc.word(t)).is_none()
            && is_whole_entity(doc, t)
    };
    let called = (0..doc.tokens.len() as u32).filter(|&t| free(t) && is_called(t));
    let spans: Vec<Range<u32>> = called.map(|t| joined(doc, &free, t)).collect();
    let spans = longest(spans).into_iter().filter(|s| is_person(doc, hits, s));
    spans.map(|tokens| Name { doubtful: true, ..name(doc, hits, tokens) }).collect()
}

/// Whether an entity that covers a word holds nothing else but capitalised words (not the "Kim"
/// of "Kim & Sons").
fn is_whole_entity(doc: &Doc, token: u32) -> bool {
    doc.entity_at(token).is_none_or(|entity| {
        !matches!(entity.kind, EntityKind::Date | EntityKind::Time | EntityKind::Law)
            && entity.end - entity.start <= 5
            && (entity.start..entity.end).all(|t| is_name_word(doc, t) || doc.word(t) == "-")
    })
}

/// A word with the free words directly beside it.
fn joined(doc: &Doc, free: &impl Fn(u32) -> bool, token: u32) -> Range<u32> {
    let count = doc.tokens.len() as u32;
    let proper = |t: u32| {
        doc.word(t) == "-" && !doc.tokens[t as usize].space_after
            || doc.tokens[t as usize].pos == Pos::Propn && free(t)
    };
    let (mut start, mut end) = (token, token + 1);
    while start > 0
        && token - start < 3
        && !doc.tokens[start as usize].sent_start
        && proper(start - 1)
    {
        start -= 1;
    }
    while end < count && end - token < 4 && !doc.tokens[end as usize].sent_start && proper(end) {
        end += 1;
    }
    start..end
}
