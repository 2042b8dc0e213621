//! Finding the names of persons, titles left out.

mod address;
mod doubtful;
pub(crate) mod localities;
mod shouted;
mod things;

use std::ops::Range;

use chancery_engine::{Doc, EntityKind, Pos};
use smol_str::SmolStr;

use super::draft::Taken;
use super::fold::{initials, name_parts};
use super::knowledge::{Gender, Knowledge};
use super::lexicon::{Hit, Sense, StateWord, hit_at};
use super::titles::Title;
use address::is_address;
use things::is_person;

pub(crate) use address::honorific;
pub(crate) use things::opens_thing;

/// A person's name in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// Tokens of the name alone.
    pub tokens: Range<u32>,
    /// Folded telling parts.
    pub parts: Vec<SmolStr>,
    /// Initials among them, folded.
    pub initials: String,
    /// Gender the honorific tells.
    pub gender: Option<Gender>,
    /// Titles that belong to it, indices into the list of titles, nearest first.
    pub titles: Vec<usize>,
    /// The state it is said to be of ("Poland's X"), by its index among the actors.
    pub state: Option<u32>,
    /// Whether nothing but the tables takes the word for a name.
    pub doubtful: bool,
    /// Whether it is introduced as nobody's the reader knows ("a certain X", "one X").
    pub stranger: bool,
}

/// Lower-case words that may stand inside a name.
const PARTICLES: &[&str] = &[
    "bin", "bint", "ibn", "al", "el", "ul", "ur", "ud", "de", "da", "do", "dos", "das", "del",
    "della", "di", "du", "van", "von", "der", "den", "la", "le", "y", "e", "ould",
];

/// Every name of a person, in order, never overlapping.
pub(crate) fn names(doc: &Doc, hits: &[Hit], titles: &[Title], knowledge: &Knowledge) -> Vec<Name> {
    let mut spans: Vec<Range<u32>> = hits
        .iter()
        .filter(|h| matches!(h.sense, Sense::Person))
        .map(|h| extended(doc, hits, titles, h.tokens.clone()))
        .collect();
    for entity in doc.entities.iter().filter(|e| e.kind == EntityKind::Person) {
        spans.extend(pieces(doc, entity.start..entity.end).filter_map(|piece| {
            trimmed(doc, hits, titles, piece).map(|s| extended(doc, hits, titles, s))
        }));
    }
    spans.extend(
        titles
            .iter()
            .filter(|t| !t.plural)
            .filter_map(|t| run_from(doc, hits, titles, t.tokens.end)),
    );
    for at in 0..doc.tokens.len() as u32 {
        if honorific(doc.word(at)).is_some() && is_address(doc, at) {
            spans.extend(run_from(doc, hits, titles, at + 1));
        }
    }
    let sure = longest(spans).into_iter().filter(|s| is_person(doc, hits, s));
    let sure = sure.map(|tokens| things::without_institution(doc, tokens));
    let mut names: Vec<Name> = sure.map(|tokens| name(doc, hits, tokens)).collect();
    names.extend(doubtful::doubtful(doc, hits, titles, knowledge, &names));
    names.sort_by_key(|name| name.tokens.start);
    shouted::cut(doc, hits, knowledge, &mut names);
    names
}

/// The name over these tokens, with what the words before it tell.
fn name(doc: &Doc, hits: &[Hit], tokens: Range<u32>) -> Name {
    let mut gender = None;
    let mut at = tokens.start;
    while at > 0 && honorific(doc.word(at - 1)).is_some() {
        at -= 1;
        gender = gender.or(honorific(doc.word(at)).and_then(|h| h.gender));
    }
    if at > 1 && gender.is_none() {
        gender = match doc.word(at - 1).to_lowercase().as_str() {
            "his" if at < tokens.start => Some(Gender::Male),
            "her" if at < tokens.start => Some(Gender::Female),
            _ => None,
        };
    }
    Name {
        parts: name_parts(doc.span(tokens.clone())),
        initials: initials(doc.span(tokens.clone())),
        state: state_before(doc, hits, at).or_else(|| state_after(doc, hits, tokens.end)),
        tokens,
        gender,
        titles: Vec::new(),
        stranger: at > 0 && matches!(doc.word(at - 1), "certain" | "one" | "named" | "called"),
        doubtful: false,
    }
}

/// The state whose possessive or adjective stands directly before a name ("Poland's X").
fn state_before(doc: &Doc, hits: &[Hit], at: u32) -> Option<u32> {
    let possessive = at > 1 && matches!(doc.word(at - 1), "'s" | "’s" | "'" | "’");
    let end = if possessive { at - 1 } else { at };
    let found = hits.binary_search_by_key(&end, |h| h.tokens.end).ok()?;
    match hits[found].sense {
        Sense::State(index, StateWord::Demonym) => Some(index),
        Sense::State(index, _) if possessive => Some(index),
        _ => None,
    }
}

/// The state said to be somebody's right after the name: "X of Norway", "X (Norway)"; of signers
/// also "X for Norway".
fn state_after(doc: &Doc, hits: &[Hit], end: u32) -> Option<u32> {
    let count = doc.tokens.len() as u32;
    let word = |t: u32| if t < count { doc.word(t) } else { "" };
    let signs = || {
        let sentence = doc.sentences[doc.sentence_of(end - 1)].clone();
        sentence.into_iter().any(|t| doc.tokens[t as usize].lemma == "sign")
    };
    let opens = match word(end) {
        "of" | "(" => true,
        "for" => signs(),
        _ => false,
    };
    let at = end + 1 + u32::from(word(end + 1) == "the");
    let found = hits.binary_search_by_key(&at, |h| h.tokens.start).ok().filter(|_| opens)?;
    match hits[found].sense {
        Sense::State(index, StateWord::Name) if word(end) != "(" => Some(index),
        Sense::State(index, StateWord::Name) if word(hits[found].tokens.end) == ")" => Some(index),
        _ => None,
    }
}

/// An entity cut at the words that part two names.
fn pieces(doc: &Doc, tokens: Range<u32>) -> impl Iterator<Item = Range<u32>> {
    let mut out = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        if matches!(doc.word(at), "and" | "," | ";" | "/" | "&" | "(" | ")" | ":" | "\n" | "\n\n") {
            out.push(start..at);
            start = at + 1;
        }
    }
    out.push(start..tokens.end);
    out.into_iter().filter(|piece| !piece.is_empty())
}

/// A span without the titles, honorifics, adjectives and endings that are no part of the name.
fn trimmed(doc: &Doc, hits: &[Hit], titles: &[Title], span: Range<u32>) -> Option<Range<u32>> {
    let Range { mut start, mut end } = span;
    let demonym = |t: u32| {
        hit_at(hits, t)
            .is_some_and(|h| matches!(h.sense, Sense::State(_, super::lexicon::StateWord::Demonym)))
    };
    let of_title = |t: u32| is_in_title(titles, t);
    while start < end
        && (of_title(start)
            || honorific(doc.word(start)).is_some()
            || demonym(start) && end - start > 1
            || !is_name_word(doc, start) && !is_joined(doc, start))
    {
        start += 1;
    }
    while end > start && (of_title(end - 1) || !is_name_word(doc, end - 1)) {
        // The lower-case half of a hyphened given name stays.
        if end - start > 2 && doc.word(end - 2) == "-" {
            break;
        }
        end -= 1;
    }
    let cut = (start..end).find(|&t| t > start && of_title(t));
    end = cut.unwrap_or(end);
    (start < end).then_some(start..end)
}

/// Whether a token is part of a title; titles are in order and never overlap.
fn is_in_title(titles: &[Title], token: u32) -> bool {
    let next = titles.partition_point(|t| t.tokens.end <= token);
    titles.get(next).is_some_and(|t| t.tokens.start <= token)
}

/// Whether a word can be the first or last of a name.
fn is_name_word(doc: &Doc, at: u32) -> bool {
    let word = doc.word(at);
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_alphabetic)
}

/// Whether a lower-case word belongs to a name by its place ("al" in "al-Hassan").
fn is_joined(doc: &Doc, at: u32) -> bool {
    PARTICLES.contains(&doc.word(at))
        && (at as usize + 1) < doc.tokens.len()
        && matches!(doc.word(at + 1), "-" | "Al" | "al")
}

/// A span with the proper nouns directly before and after it that belong to the same name.
fn extended(doc: &Doc, hits: &[Hit], titles: &[Title], span: Range<u32>) -> Range<u32> {
    let count = doc.tokens.len() as u32;
    let free = |t: u32| {
        doc.tokens[t as usize].pos == Pos::Propn
            && is_name_word(doc, t)
            && honorific(doc.word(t)).is_none()
            && hit_at(hits, t).is_none()
            && !is_in_title(titles, t)
            && doc.entity_at(t).is_none_or(|e| e.kind == EntityKind::Person)
    };
    let (mut start, mut end) = (span.start, span.end);
    while start > 0
        && span.start - start < 3
        && !doc.tokens[start as usize].sent_start
        && doc.tokens[start as usize - 1].space_after
        && free(start - 1)
    {
        start -= 1;
    }
    while end < count
        && end - span.end < 3
        && !doc.tokens[end as usize].sent_start
        && doc.tokens[end as usize - 1].space_after
        && free(end)
    {
        end += 1;
    }
    start..end
}

/// The run of name words that begins at a token.
fn run_from(doc: &Doc, hits: &[Hit], titles: &[Title], from: u32) -> Option<Range<u32>> {
    let count = doc.tokens.len() as u32;
    let mut start = from;
    while start < count && honorific(doc.word(start)).is_some() {
        start += 1;
    }
    let taken = |t: u32| {
        is_in_title(titles, t)
            || hit_at(hits, t).is_some_and(|h| !matches!(h.sense, Sense::Person))
            || doc.entity_at(t).is_some_and(|e| {
                matches!(e.kind, EntityKind::Date | EntityKind::Time | EntityKind::Group)
            })
    };
    let mut end = start;
    let mut at = start;
    while at < count
        && at < start + 8
        && !taken(at)
        && !(at > start && doc.tokens[at as usize].sent_start)
    {
        let word = doc.word(at);
        if is_name_word(doc, at)
            && (doc.tokens[at as usize].pos == Pos::Propn || at > start || is_unusual(doc, at))
        {
            end = at + 1;
        } else if at == end
            && end > start
            && word == "-"
            && !doc.tokens[at as usize - 1].space_after
        {
            // The half after a hyphen belongs to the name whatever its case.
            end = (at + 2).min(count);
            at += 1;
        } else if !PARTICLES.contains(&word) && word != "-" {
            break;
        }
        at += 1;
    }
    (end > start).then_some(start..end)
}

/// Whether a capitalised word not tagged as a name still reads as one: it is no sentence start.
fn is_unusual(doc: &Doc, at: u32) -> bool {
    !doc.tokens[at as usize].sent_start
        && matches!(doc.tokens[at as usize].pos, Pos::Noun | Pos::X | Pos::Adj)
        && doc.word(at).chars().count() > 2
}

/// The longest of overlapping spans, in order.
fn longest(mut spans: Vec<Range<u32>>) -> Vec<Range<u32>> {
    spans.sort_by_key(|s| (std::cmp::Reverse(s.end - s.start), s.start));
    let mut taken = Taken::default();
    spans.retain(|span| taken.take(span));
    spans.sort_by_key(|s| s.start);
    spans
}
