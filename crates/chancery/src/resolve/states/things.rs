//! Names of things that open with the name of a state, capital or palace: "the Beijing
//! Declaration", "the Kremlin Cup".

use chancery_engine::Doc;

use super::super::lexicon::{Hit, Sense, StateWord, hit_at};

/// Words that, capitalised after such a name, make it the name of a thing.
const THINGS: &[&str] = &[
    "accord",
    "accords",
    "agreement",
    "agreements",
    "airlines",
    "airport",
    "airways",
    "avenue",
    "biennale",
    "bridge",
    "canal",
    "charter",
    "chronicle",
    "club",
    "communique",
    "communiqué",
    "conference",
    "consensus",
    "convention",
    "conventions",
    "cup",
    "daily",
    "declaration",
    "delta",
    "derby",
    "dialogue",
    "doctrine",
    "express",
    "festival",
    "format",
    "forum",
    "games",
    "gate",
    "gazette",
    "guidelines",
    "herald",
    "hotel",
    "initiative",
    "journal",
    "lakes",
    "marathon",
    "memorandum",
    "museum",
    "news",
    "olympics",
    "open",
    "opera",
    "pact",
    "peninsula",
    "philharmonic",
    "plan",
    "platform",
    "post",
    "principles",
    "prize",
    "process",
    "protocol",
    "protocols",
    "review",
    "river",
    "road",
    "roadmap",
    "round",
    "school",
    "square",
    "stadium",
    "standard",
    "statute",
    "strategy",
    "street",
    "summit",
    "symphony",
    "telegraph",
    "times",
    "tower",
    "treaties",
    "treaty",
    "tribune",
    "university",
    "valley",
    "wall",
    "desert",
    "strait",
    "marathons",
    "masters",
    "zoo",
    "stock",
    "sea",
    "papers",
];

/// Whether the words of a hit open the name of a thing. Of a demonym only what is a name as a
/// whole counts ("the Korean Peninsula"), since "the Russian Initiative" is still Russia's.
pub(super) fn names_thing(doc: &Doc, hits: &[Hit], hit: &Hit) -> bool {
    let Sense::State(_, word) = hit.sense else { return false };
    let next = |t: u32| doc.tokens.get(t as usize).map_or("", |_| doc.word(t));
    let hyphen = hit.tokens.start > 0 && doc.word(hit.tokens.start - 1) == "-";
    // "The Vienna Nuclear Convention": one capitalised word may stand between.
    let first = next(hit.tokens.end);
    let between = is_capital(first) && !is_thing(first) && hit_at(hits, hit.tokens.end).is_none();
    let at = hit.tokens.end + u32::from(between && word != StateWord::Demonym);
    let thing = next(at);
    let geography = matches!(
        thing.to_lowercase().as_str(),
        "peninsula" | "sea" | "strait" | "canal" | "desert" | "valley" | "river" | "delta"
    );
    let counts = word != StateWord::Demonym || geography;
    let one = (at as usize) < doc.tokens.len()
        && doc.sentence_of(at) == doc.sentence_of(hit.tokens.start);
    counts && !hyphen && one && is_capital(thing) && is_thing(thing)
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_thing(word: &str) -> bool {
    THINGS.contains(&word.to_lowercase().as_str())
}
