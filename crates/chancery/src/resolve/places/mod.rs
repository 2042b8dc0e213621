//! Places named in a text, resolved against the gazetteer.
//!
//! Candidates are the parser's places and facilities, and capitalised words after a preposition
//! of place. A capital that acts ("Beijing said") is returned like any other place; who it stands
//! for is for the resolving of actors to say.

mod choose;
mod gazetteer;
mod key;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chancery_engine::{Doc, EntityKind, Pos};

use self::choose::Chooser;
pub use self::gazetteer::Gazetteer;
use super::dateline::dateline;
use super::draft::Taken;
use crate::nouns::{BlockKind, Page, PlaceMention, Where};

/// Prepositions after which a capitalised word may be a place.
const BEFORE_PLACE: &[&str] = &["in", "at", "to", "from", "near", "outside", "via", "into", "for"];

/// Nouns that name a place with "of" ("the village of", "parts of").
const OF_PLACE: &[&str] = &[
    "city",
    "town",
    "village",
    "port",
    "capital",
    "state",
    "province",
    "region",
    "district",
    "county",
    "island",
    "suburb",
    "area",
    "outskirts",
    "north",
    "south",
    "east",
    "west",
];

/// Words before a place that leave it the place it is.
const DIRECTIONS: &[&str] = &[
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "downtown",
    "greater",
    "upper",
    "lower",
    "mainland",
    "metropolitan",
];

/// The most words a name of the gazetteer has.
const LONGEST: u32 = 7;

/// The places a text names, in order of place.
pub fn places(page: &Page, doc: &Doc, gazetteer: &Gazetteer) -> Vec<PlaceMention> {
    let mut spans = entity_spans(doc, gazetteer);
    let headed = in_dateline_blocks(page, doc, gazetteer);
    let written = named_after_prepositions(doc, gazetteer).chain(datelines(page, doc, gazetteer));
    let mut taken = Taken::default();
    for token in spans.iter().flat_map(Span::tokens) {
        taken.take(&(token..token + 1));
    }
    spans.extend(written.chain(headed).filter(|span| taken.take(&span.tokens())));
    spans.sort_by_key(|s| s.tokens().start);
    let chooser = Chooser::new(doc, gazetteer, &spans);
    spans
        .iter()
        .enumerate()
        .filter_map(|(i, span)| {
            let bytes = doc.bytes(span.tokens());
            let place = chooser.choose(i)?;
            Some(PlaceMention { start: bytes.start, end: bytes.end, place })
        })
        .collect()
}

/// Tokens that may name a place.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Span {
    /// The gazetteer knows the name.
    Known(Range<u32>),
    /// The gazetteer knows the name, but the parser took it for no place.
    Written(Range<u32>),
    /// The parser takes it for a place; the gazetteer does not know it.
    Unknown(Range<u32>),
}

impl Span {
    fn tokens(&self) -> Range<u32> {
        match self {
            Self::Known(range) | Self::Written(range) | Self::Unknown(range) => range.clone(),
        }
    }
}

/// The parser's places and facilities.
fn entity_spans(doc: &Doc, gazetteer: &Gazetteer) -> Vec<Span> {
    let place =
        |kind| matches!(kind, EntityKind::Place | EntityKind::Location | EntityKind::Facility);
    let mut out = Vec::new();
    for entity in doc.entities.iter().filter(|e| place(e.kind)) {
        let Some(range) = trimmed(doc, entity.start..entity.end) else { continue };
        let whole = reaching_on(doc, gazetteer, &range);
        match whole.or_else(|| known_within(doc, gazetteer, &range)) {
            Some(known) => out.push(Span::Known(known)),
            None => out.push(Span::Unknown(range)),
        }
    }
    out
}

/// Names in the lines that head a page ("3 May 2001, The Kremlin, Moscow").
fn in_dateline_blocks(page: &Page, doc: &Doc, gazetteer: &Gazetteer) -> Vec<Span> {
    let lines = page.reading.blocks.iter().filter(|b| b.kind == BlockKind::Dateline);
    let mut out = Vec::new();
    for line in lines {
        let (mut at, end) = (doc.token_at(line.start), doc.token_at(line.end));
        while at < end {
            let longest = (1..=LONGEST.min(end - at)).rev();
            let mut runs = longest.map(|length| at..at + length);
            let dated = |t: u32| doc.tokens.get(t as usize).is_some_and(|n| n.pos == Pos::Num);
            let known = runs.find(|run| {
                capitalised(doc, run.start) && is_known(doc, gazetteer, run) && !dated(run.end)
            });
            at = known.as_ref().map_or(at + 1, |run| run.end);
            out.extend(known.map(Span::Known));
        }
    }
    out
}

/// A range without its article, its possessive and white space.
fn trimmed(doc: &Doc, mut range: Range<u32>) -> Option<Range<u32>> {
    let skip = |t: u32| {
        let token = &doc.tokens[t as usize];
        matches!(token.pos, Pos::Space | Pos::Punct) || doc.word(t).eq_ignore_ascii_case("the")
    };
    while !range.is_empty() && skip(range.start) {
        range.start += 1;
    }
    while !range.is_empty()
        && (skip(range.end - 1) || matches!(doc.word(range.end - 1), "'s" | "’s"))
    {
        range.end -= 1;
    }
    (!range.is_empty()).then_some(range)
}

/// A longer name that a range is only part of ("Burkina" of "Burkina Faso", "Congo" of
/// "DR Congo", as parsers cut).
fn reaching_on(doc: &Doc, gazetteer: &Gazetteer, range: &Range<u32>) -> Option<Range<u32>> {
    let sentence = &doc.sentences[doc.sentence_of(range.start)];
    let reach = sentence.end.min(range.start + LONGEST);
    let onward = (range.end + 1..=reach).rev().map(|end| range.start..end);
    let back = range.start.saturating_sub(1).max(sentence.start)..range.end;
    let known = |run: &Range<u32>| {
        capitalised(doc, run.start)
            && capitalised(doc, run.end - 1)
            && is_known(doc, gazetteer, run)
    };
    onward.chain((back.start < range.start).then_some(back)).find(known)
}

/// The longest run of tokens in a range that the gazetteer knows; the leftmost of equals.
fn known_within(doc: &Doc, gazetteer: &Gazetteer, range: &Range<u32>) -> Option<Range<u32>> {
    let widest = range.len().min(LONGEST as usize) as u32;
    (1..=widest).rev().find_map(|length| {
        (range.start..=range.end - length).map(|start| start..start + length).find(|run| {
            stands_alone(doc, range, run)
                && is_known(doc, gazetteer, run)
                && !opens_name_of_state(doc, run)
        })
    })
}

/// "The Republic of Chad" holds no town called Republic.
fn opens_name_of_state(doc: &Doc, run: &Range<u32>) -> bool {
    let of = doc.tokens.get(run.end as usize).is_some_and(|_| doc.word(run.end) == "of");
    let form = doc.span(run.clone());
    of && matches!(
        form,
        "Republic" | "Kingdom" | "State" | "Union" | "Federation" | "Commonwealth" | "Sultanate"
    )
}

/// Whether a run of a longer name is a name of its own: "northern Mali" holds one, "Suffolk
/// County" and "Swat Valley" do not.
fn stands_alone(doc: &Doc, range: &Range<u32>, run: &Range<u32>) -> bool {
    let direction = |t: u32| DIRECTIONS.contains(&doc.word(t).to_lowercase().as_str());
    let before =
        run.start == range.start || !capitalised(doc, run.start - 1) || direction(run.start - 1);
    let possessive = |t: u32| t < range.end && matches!(doc.word(t), "'s" | "’s");
    let after = run.end == range.end
        || generic(doc, run.end) && (run.end + 1 == range.end || !capitalised(doc, run.end + 1))
        || !capitalised(doc, run.end) && !possessive(run.end);
    capitalised(doc, run.start) && before && after
}

/// Whether a token says that what stands before it is a division ("Nyanza Province").
fn generic(doc: &Doc, token: u32) -> bool {
    const DIVISIONS: &[&str] =
        &["province", "region", "state", "oblast", "governorate", "prefecture"];
    DIVISIONS.contains(&doc.word(token).to_lowercase().as_str())
}

fn is_known(doc: &Doc, gazetteer: &Gazetteer, run: &Range<u32>) -> bool {
    // Names compare without full stops, so the one that ends the sentence must be kept out.
    let closed = doc.word(run.end - 1).starts_with(char::is_alphanumeric);
    closed && !opens_state_name(doc, run) && gazetteer.knows(doc.span(run.clone()))
}

/// "Republic" of "Republic of Chad": towns bear such names, but none is meant here.
fn opens_state_name(doc: &Doc, run: &Range<u32>) -> bool {
    const NOUNS: &[&str] =
        &["republic", "kingdom", "state", "commonwealth", "union", "federation", "principality"];
    let next = doc.tokens.get(run.end as usize).map(|_| doc.word(run.end));
    let noun = || NOUNS.contains(&doc.word(run.start).to_lowercase().as_str());
    run.len() == 1 && next == Some("of") && noun()
}

fn capitalised(doc: &Doc, token: u32) -> bool {
    doc.word(token).chars().next().is_some_and(char::is_uppercase)
}

/// Names of the gazetteer right after a preposition of place, where the parser saw no place and
/// no person.
fn named_after_prepositions<'a>(
    doc: &'a Doc,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = Span> + 'a {
    let last = doc.tokens.len() as u32;
    (0..last.saturating_sub(1)).filter_map(move |t| {
        let word = doc.word(t).to_lowercase();
        let part_of = word == "of"
            && t > 0
            && OF_PLACE.contains(&doc.tokens[t as usize - 1].lemma.to_lowercase().as_str());
        if !part_of && !BEFORE_PLACE.contains(&word.as_str()) {
            return None;
        }
        let start = t + 1 + u32::from(doc.word(t + 1).eq_ignore_ascii_case("the"));
        if start >= last || !capitalised(doc, start) || is_person(doc, start) {
            return None;
        }
        let run = (1..=LONGEST.min(last - start))
            .rev()
            .map(|length| start..start + length)
            .find(|run| is_known(doc, gazetteer, run))?;
        // "to Paris Hilton", "at Geneva Motors": a longer name that only begins like a place.
        let goes_on = run.end < last
            && capitalised(doc, run.end)
            && doc.tokens[run.end as usize].pos == Pos::Propn;
        (!goes_on).then_some(Span::Written(run))
    })
}

fn is_person(doc: &Doc, token: u32) -> bool {
    doc.entity_at(token).is_some_and(|e| e.kind == EntityKind::Person)
}

/// Places that stand in datelines, which parsers often miss.
fn datelines<'a>(
    page: &'a Page,
    doc: &'a Doc,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = Span> + 'a {
    let starts = page.reading.blocks.iter().take(4).map(|b| b.start);
    starts.filter_map(move |start| {
        let text = doc.text.get(start as usize..)?;
        let place = dateline(text)?.place?;
        let first = doc.token_at(start + place.start);
        let end = doc.tokens.partition_point(|t| t.start < start + place.end) as u32;
        let range = trimmed(doc, first..end)?;
        known_within(doc, gazetteer, &range).map(Span::Known)
    })
}

/// A place the gazetteer does not know.
fn unknown(words: &str) -> Where {
    Where {
        name: words.split_whitespace().collect::<Vec<_>>().join(" "),
        country: None,
        geonames: None,
        latitude: None,
        longitude: None,
        evidence: None,
    }
}
