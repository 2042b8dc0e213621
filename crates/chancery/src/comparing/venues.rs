//! Venues: the house in which a voice says the encounter was held. Two voices that name one city
//! may still name two houses.

use super::said::Said;
use super::words::Word;

/// A house by its sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Venue {
    /// The sort: houses of one sort may be one house.
    pub(super) sort: Sort,
    /// In the text's words.
    pub(super) words: String,
}

/// Sorts of houses none of which is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Hotel,
    Ministry,
    Palace,
    Embassy,
    Airport,
    Border,
    Ship,
    Parliament,
    Restaurant,
}

fn sort(word: &str) -> Option<Sort> {
    Some(match word {
        "hotel" | "inn" | "resort" => Sort::Hotel,
        "ministry" | "office" | "department" => Sort::Ministry,
        "palace" | "residence" | "villa" | "presidency" | "chancellery" | "mansion" => Sort::Palace,
        "embassy" | "consulate" | "legation" => Sort::Embassy,
        "airport" | "terminal" | "airfield" | "hangar" => Sort::Airport,
        "border" | "frontier" | "bridge" | "crossing" | "customs" => Sort::Border,
        "ship" | "yacht" | "vessel" | "frigate" | "cruiser" => Sort::Ship,
        "parliament" | "assembly" => Sort::Parliament,
        "restaurant" | "tavern" => Sort::Restaurant,
        _ => return None,
    })
}

/// Words that show that a sentence tells where the contact was held.
const HELD: &[&str] = &[
    "held",
    "met",
    "meeting",
    "talked",
    "talks",
    "conversation",
    "received",
    "place",
    "sat",
    "conferred",
    "session",
    "spoke",
    "interview",
    "audience",
    "signed",
    "hosted",
    "exchange",
    "ceremony",
    "round",
    "discussion",
    "encounter",
];
/// Words by which the house is another's, or another day's.
const ELSEWHERE: &[&str] =
    &["later", "earlier", "arrived", "returned", "left", "statement", "spokesman", "afterwards"];

/// The house a sentence says the contact was held in.
pub(super) fn venue(said: &Said) -> Option<Venue> {
    let words = &said.words;
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.text.as_str()));
    if !has(HELD) || has(ELSEWHERE) {
        return None;
    }
    (0..words.len()).find_map(|at| venue_at(words, at))
}

/// "At a quiet hotel", "in the minister's office": the first house within a few words of the
/// preposition, before any stop or further preposition.
fn venue_at(words: &[Word], at: usize) -> Option<Venue> {
    const REACH: usize = 5;
    if !matches!(words[at].text.as_str(), "at" | "in" | "inside" | "aboard") {
        return None;
    }
    let after = &words[at + 1..words.len().min(at + 1 + REACH)];
    let end = after.iter().position(|w| {
        w.after_stop || matches!(w.text.as_str(), "of" | "near" | "beside" | "with" | "that")
    });
    let near = &after[..end.unwrap_or(after.len())];
    // "At the ministry's request" is no house, "at the Ministry hotel" is one.
    let (place, sort) = near.iter().enumerate().rev().find_map(|(i, w)| {
        (!w.possessive).then(|| sort(&w.text)).flatten().map(|sort| (i, sort))
    })?;
    let told: Vec<&str> = near[..=place].iter().map(|w| w.text.as_str()).collect();
    Some(Venue { sort, words: told.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_house_is_the_last_of_its_words() {
        let venue = |text: &str| {
            let words = words(text, 0);
            (0..words.len()).find_map(|at| venue_at(&words, at)).map(|v| v.sort)
        };
        assert_eq!(venue("They met in a hotel close to the airport"), Some(Sort::Hotel));
        assert_eq!(venue("They met in the minister's office"), Some(Sort::Ministry));
        assert_eq!(venue("They met at the ministry's wish"), None);
    }
}
