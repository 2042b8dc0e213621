//! Things that bear a person's name: streets, airports, doctrines.

use std::ops::Range;

use chancery_engine::Doc;

use super::super::lexicon::{Hit, Sense, hit_at};

/// Words that, standing after a name, make it the name of a thing.
const THINGS: &[&str] = &[
    "street",
    "avenue",
    "boulevard",
    "road",
    "square",
    "airport",
    "stadium",
    "prize",
    "award",
    "medal",
    "foundation",
    "center",
    "centre",
    "university",
    "college",
    "school",
    "hospital",
    "institute",
    "library",
    "museum",
    "bridge",
    "tower",
    "building",
    "hall",
    "strategy",
    "doctrine",
    "act",
    "law",
    "plan",
    "park",
    "cup",
    "memorial",
    "monument",
    "administration",
    "government",
    "cabinet",
    "inc",
    "inc.",
    "corp",
    "corp.",
    "ltd",
    "group",
    "company",
    "co.",
    "bank",
    "port",
    "base",
    "camp",
    "island",
    "islands",
    "river",
    "mountain",
    "province",
    "region",
    "district",
    "city",
    "village",
    "commune",
    "highway",
    "dam",
    "canal",
    "train",
    "party",
    "news",
    "times",
    "post",
    "daily",
    "amendment",
    "initiative",
    "order",
    "fellow",
    "scholarship",
    "house",
    "theatre",
    "theater",
    "cathedral",
    "mosque",
    "palace",
    "agency",
    "ministry",
    "department",
];

/// Words that end what a name is the head of ("Congress Party X", "Council Y"), and forms of
/// address that are half of a longer one ("Dato' Sri X"): no part of the name after them.
const BEFORE_NAMES: &[&str] = &[
    "party",
    "congress",
    "duma",
    "council",
    "committee",
    "commission",
    "assembly",
    "parliament",
    "senate",
    "chamber",
    "board",
    "office",
    "bank",
    "company",
    "institute",
    "university",
    "union",
    "federation",
    "agency",
    "service",
    "ministry",
    "department",
    "relief",
    "rights",
    "security",
    "affairs",
    "policy",
    "development",
    "court",
    "fund",
    "corporation",
    "academy",
    "church",
    "undersecretary",
    "minster",
    "seri",
];

/// Those that are so in small letters too.
const LOWER_THINGS: &[&str] =
    &["administration", "government", "doctrine", "amendment", "highway", "airport", "boulevard"];

/// A name of three words or more without the institution or address that it stands behind.
pub(super) fn without_institution(doc: &Doc, mut tokens: Range<u32>) -> Range<u32> {
    while tokens.len() > 2 && is_before_names(doc, tokens.start) {
        tokens.start += 1;
    }
    tokens
}

fn is_before_names(doc: &Doc, at: u32) -> bool {
    let word = doc.word(at).to_lowercase();
    let malay = || at > 0 && matches!(doc.word(at - 1), "'" | "’" | "Dato" | "Dato'" | "Dato’");
    BEFORE_NAMES.contains(&word.as_str()) || word == "sri" && malay()
}

/// Whether the words name a person here, not a street, an award or a photographer.
pub(super) fn is_person(doc: &Doc, hits: &[Hit], span: &Range<u32>) -> bool {
    let last = doc.word(span.end - 1).to_lowercase();
    let thing = THINGS.contains(&last.as_str()) || opens_thing(doc, span.end);
    let place = hit_at(hits, span.start).is_some_and(|h| {
        h.tokens.start <= span.start
            && span.end <= h.tokens.end
            && matches!(h.sense, Sense::State(..) | Sense::Body(_) | Sense::Nothing)
    });
    !thing
        && !place
        && !is_credit(doc, span)
        && doc.span(span.clone()).chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Whether the name stands in the credit of a picture ("Photo by A. Example", "(B. Example/AP)").
fn is_credit(doc: &Doc, span: &Range<u32>) -> bool {
    let before = |n: u32| span.start.checked_sub(n).map_or("", |t| doc.word(t));
    let photo = |word: &str| {
        matches!(
            word.to_lowercase().as_str(),
            "photo" | "photograph" | "picture" | "image" | "photos"
        )
    };
    let slash = (span.end as usize) < doc.tokens.len() && doc.word(span.end) == "/";
    photo(before(1))
        || (matches!(before(1), "by" | ":" | "/") && photo(before(2)))
        || (slash && before(1) == "(")
        || before(1) == "/"
}

/// Whether what follows makes a thing of a name: "Street", "International Airport", "doctrine".
pub(crate) fn opens_thing(doc: &Doc, at: u32) -> bool {
    let count = doc.tokens.len() as u32;
    let word = |t: u32| if t < count { doc.word(t) } else { "" };
    let first = word(at).to_lowercase();
    let capital = |t: u32| word(t).starts_with(char::is_uppercase);
    let capitals = (at..at + 3).take_while(|&t| capital(t));
    LOWER_THINGS.contains(&first.as_str())
        || capitals.into_iter().any(|t| THINGS.contains(&word(t).to_lowercase().as_str()))
}
