//! Figures: numbers with what they count.

use std::collections::BTreeSet;

use super::keys::concepts;
use super::rules::Rules;
use super::said::Said;
use super::words::{Word, is_function, number, stem};
use crate::nouns::MONTHS;

/// A number and what it counts.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) value: f64,
    /// Concepts of the words that follow it.
    pub(super) counted: BTreeSet<String>,
    /// What it counts, in the text's words.
    pub(super) words: String,
    /// Whether it is told as a round one ("some", "about", "more than").
    pub(super) round: bool,
}

/// Words for those who take part, and other things whose number is no news.
const NOT_COUNTED: &[&str] = &[
    "side",
    "sides",
    "country",
    "countries",
    "minister",
    "ministers",
    "leader",
    "leaders",
    "president",
    "presidents",
    "government",
    "governments",
    "nation",
    "nations",
    "delegation",
    "delegations",
    "capital",
    "capitals",
    "neighbour",
    "neighbours",
    "neighbor",
    "neighbors",
    "party",
    "parties",
    "state",
    "states",
    "republic",
    "premier",
    "premiers",
    "secretary",
    "secretaries",
    "hour",
    "hours",
    "minute",
    "minutes",
    "o",
    "am",
    "pm",
    "gmt",
    "time",
    "times",
    "ministries",
    "ministry",
    "head",
    "heads",
    "politicians",
    "diplomats",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "century",
    "hand",
    "hands",
    "thing",
    "another",
    "other",
    "land",
    "sea",
    "word",
    "step",
    "party",
    "voice",
    "armies",
    "institutions",
    "cities",
    "systems",
    "prime",
    "foreign",
    "counterparts",
    "friends",
    "colleagues",
    "decades",
    "decade",
    "things",
    "centuries",
    "weekend",
    "words",
    "steps",
    "voices",
];

/// Words that show a number as a round one.
const ROUND: &[&str] = &[
    "about",
    "some",
    "around",
    "nearly",
    "almost",
    "roughly",
    "over",
    "approximately",
    "least",
    "most",
    "close",
    "than",
    "under",
    "up",
    "dozens",
    "estimated",
    "perhaps",
];

/// What is signed has many names, and one number.
const INSTRUMENTS: &[&str] = &[
    "memorand",
    "agreement",
    "document",
    "instrument",
    "accord",
    "protocol",
    "treat",
    "paper",
    "convention",
    "contract",
    "pact",
    "text",
];
/// Words by which such papers are made binding.
const SIGNED: &[&str] =
    &["signed", "signature", "signatures", "initialled", "concluded", "adopted"];
/// People by many names: what one voice counts as sailors another counts as fishermen.
const PEOPLE: &[&str] = &[
    "person",
    "people",
    "man",
    "men",
    "woman",
    "women",
    "prisoner",
    "detainee",
    "captive",
    "fisherman",
    "fishermen",
    "sailor",
    "crew",
    "soldier",
    "worker",
    "student",
    "refugee",
    "citizen",
    "hostage",
    "fighter",
    "militant",
    "national",
    "passenger",
    "victim",
    "family",
    "families",
    "civilian",
    "migrant",
    "pilgrim",
    "officer",
    "combatant",
    "engineer",
    "expert",
    "scholarship",
    "villager",
    "settler",
    "returnee",
    "guerrilla",
    "rebel",
    "dead",
    "wounded",
    "missing",
];

/// The figures of a sentence.
pub(super) fn figures(said: &Said) -> Vec<Figure> {
    let words = &said.words;
    let signed = words.iter().any(|w| SIGNED.contains(&w.text.as_str()));
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((value, used)) = number(&words[at..]).filter(|(_, used)| *used > 0) else {
            at += 1;
            continue;
        };
        if let Some(mut figure) = figure(words, at, value, used) {
            if signed && INSTRUMENTS.iter().any(|word| figure.words.contains(word)) {
                figure.counted.insert("=signed".to_owned());
            }
            let people = |w: &str| PEOPLE.contains(&w) || PEOPLE.contains(&w.trim_end_matches('s'));
            if figure.words.split(' ').any(people) {
                figure.counted.insert(stem("people"));
            }
            found.push(figure);
        }
        at += used;
    }
    found
}

fn figure(words: &[Word], at: usize, value: f64, used: usize) -> Option<Figure> {
    let before = at.checked_sub(1).map(|b| words[b].text.as_str());
    let year = (1900.0..2100.0).contains(&value) && words[at].text.len() == 4;
    let dated =
        before.is_some_and(|b| matches!(b, "resolution" | "article" | "chapter" | "number" | "no"));
    if year || dated || is_month(words.get(at + used)) || before.is_some_and(is_month_name) {
        return None;
    }
    // "One" is most often no number.
    if value < 2.0 {
        return None;
    }
    let mut counted = counted(&words[at + used..]);
    if counted.is_empty() {
        counted = number_of(&words[..at]);
    } else if counted.iter().all(|w| VAGUE.contains(&w.text.trim_end_matches('s'))) {
        counted.extend(topic_of(words));
    }
    let first = counted.iter().min_by_key(|w| w.bytes.start)?;
    let last = counted.iter().max_by_key(|w| w.bytes.end)?;
    if counted.iter().any(|w| NOT_COUNTED.contains(&w.text.as_str())) {
        return None;
    }
    let span = words
        .iter()
        .filter(|w| w.bytes.start >= first.bytes.start && w.bytes.end <= last.bytes.end);
    let words_told = span.map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(Figure {
        value,
        counted: counted.iter().flat_map(|w| concepts(w)).collect(),
        words: words_told,
        round: (at.saturating_sub(3)..at).any(|b| ROUND.contains(&words[b].text.as_str())),
    })
}

fn is_month(word: Option<&Word>) -> bool {
    word.is_some_and(|w| is_month_name(&w.text))
}

fn is_month_name(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// The words after a number that say what it counts: up to a function word or a stop.
fn counted(after: &[Word]) -> Vec<&Word> {
    const MOST: usize = 5;
    let after = match after {
        // "Twenty-two the number of prisoners".
        [the, number, of, rest @ ..]
            if the.text == "the" && number.text == "number" && of.text == "of" =>
        {
            rest
        }
        _ => after,
    };
    let skip = usize::from(after.first().is_some_and(|w| matches!(w.text.as_str(), "of" | "per")));
    let rest = after.get(skip..).unwrap_or_default();
    let rest = if skip == 1 && rest.first().is_some_and(|w| is_function(&w.text)) {
        &rest[1..]
    } else {
        rest
    };
    let mut found: Vec<&Word> = Vec::new();
    for (at, word) in rest.iter().enumerate().take(MOST) {
        // "Prisoners and missing persons".
        let joined = word.text == "and" && !found.is_empty() && at + 1 < rest.len();
        if joined {
            continue;
        }
        if is_function(&word.text)
            || (word.after_stop && !found.is_empty())
            || (word.after_stop && found.is_empty())
        {
            break;
        }
        found.push(word);
    }
    found
}

/// "The number of prisoners at 22", "nine can be closed of the items": what a bare number counts
/// is told before it.
fn number_of(before: &[Word]) -> Vec<&Word> {
    let of = before.windows(2).rposition(|w| {
        matches!(w[0].text.as_str(), "number" | "total" | "count" | "of")
            && w[1].text.len() > 1
            && w[1].text != "number"
    });
    let Some(of) = of else { return Vec::new() };
    let rest = before[of + 1..].iter().filter(|w| !is_function(&w.text));
    rest.take(3).collect()
}

/// What a sentence says it is about at its head: "On the missing, he said that ...".
fn topic_of(words: &[Word]) -> Vec<&Word> {
    let opens = words.first().is_some_and(|w| {
        matches!(w.text.as_str(), "on" | "regarding" | "concerning" | "as" | "about")
    });
    let stop = words.iter().skip(1).position(|w| w.after_stop);
    let (true, Some(stop)) = (opens, stop) else { return Vec::new() };
    let content = |w: &&Word| !is_function(&w.text) && !matches!(w.text.as_str(), "regards" | "as");
    words[1..=stop].iter().filter(content).take(3).collect()
}

/// Concepts by which figures are too often about different things.
const VAGUE: &[&str] = &[
    "day",
    "week",
    "month",
    "year",
    "point",
    "kilo",
    "ton",
    "tonne",
    "litre",
    "hectare",
    "times",
    "thing",
    "rupee",
    "yen",
    "yuan",
    "pound",
    "franc",
    "mark",
    "peso",
    "degree",
    "person",
    "people",
    "dollar",
    "euro",
    "cent",
    "percent",
    "million",
    "billion",
    "thousand",
    "hundred",
    "metre",
    "kilometre",
    "kilometer",
    "mile",
    "member",
    "place",
    "new",
];

/// Whether two figures count the same kind of thing: they share a word that says what, or two
/// that together do.
pub(super) fn same_kind(one: &Figure, other: &Figure) -> bool {
    let vague: BTreeSet<String> = VAGUE.iter().map(|w| stem(w)).collect();
    let common = &Rules::get().common;
    let shared: Vec<&String> =
        one.counted.intersection(&other.counted).filter(|c| !vague.contains(*c)).collect();
    // "Groups" and "groups", where little else is said of either.
    let bare = !shared.is_empty() && one.counted.len().min(other.counted.len()) <= 2;
    bare || shared.len() > 1 || shared.iter().any(|c| !common.contains(*c))
}

/// Whether two figures share only a word that says little.
pub(super) fn vaguely_same(one: &Figure, other: &Figure) -> bool {
    one.counted.intersection(&other.counted).next().is_some()
}

/// Whether two figures can both be true: the same, or one rounded.
pub(super) fn agree(one: &Figure, other: &Figure) -> bool {
    const ROUNDED: f64 = 0.12;
    let (low, high) = if one.value < other.value { (one, other) } else { (other, one) };
    let apart = (high.value - low.value) / high.value;
    apart == 0.0 || ((low.round || high.round) && apart <= ROUNDED)
}
