//! Figures: numbers with what they count.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::keys::{concepts, is_common};
use super::lists::{List, Stems, any_on, list, stems};
use super::said::Said;
use super::words::{Word, is_function, number, stem};
use crate::nouns::MONTHS;

const PAGE: &str = include_str!("../../../../codebook/verdicts/counts.md");

/// The lists of the page.
struct Lists {
    not_counted: List,
    round: List,
    instruments: List,
    signed: List,
    people: List,
    vague: List,
    vague_stems: Stems,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    not_counted: list(PAGE, "Not counted"),
    round: list(PAGE, "Round"),
    instruments: list(PAGE, "Instruments"),
    signed: list(PAGE, "Signed"),
    people: list(PAGE, "People"),
    vague: list(PAGE, "Vague"),
    vague_stems: stems(PAGE, "Vague"),
});

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

/// The figures of a sentence.
pub(super) fn figures(said: &Said) -> Vec<Figure> {
    let words = &said.words;
    let signed = any_on(words, &LISTS.signed);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((value, used)) = number(&words[at..]).filter(|(_, used)| *used > 0) else {
            at += 1;
            continue;
        };
        if let Some(mut figure) = figure(words, at, value, used) {
            if signed && LISTS.instruments.iter().any(|word| figure.words.contains(*word)) {
                figure.counted.insert("=signed".to_owned());
            }
            let people =
                |w: &str| [w, w.trim_end_matches('s')].iter().any(|w| LISTS.people.contains(w));
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
    } else if counted.iter().all(|w| LISTS.vague.contains(w.text.trim_end_matches('s'))) {
        counted.extend(topic_of(words));
    }
    let first = counted.iter().min_by_key(|w| w.bytes.start)?;
    let last = counted.iter().max_by_key(|w| w.bytes.end)?;
    if any_on(counted.iter().copied(), &LISTS.not_counted) {
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
        round: any_on(&words[at.saturating_sub(3)..at], &LISTS.round),
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

/// Whether two figures count the same kind of thing: they share a word that says what, or two
/// that together do.
pub(super) fn same_kind(one: &Figure, other: &Figure) -> bool {
    let both = one.counted.intersection(&other.counted);
    let shared: Vec<&String> = both.filter(|c| !LISTS.vague_stems.contains(*c)).collect();
    // "Groups" and "groups", where little else is said of either.
    let bare = !shared.is_empty() && one.counted.len().min(other.counted.len()) <= 2;
    bare || shared.len() > 1 || shared.iter().any(|c| !is_common(c))
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

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, sentence};
    use super::*;

    #[test]
    fn every_example_counts_what_it_says() {
        let told = |it: &Figure| {
            format!("{}{} {}", if it.round { "about " } else { "" }, it.value, it.words)
        };
        holds(PAGE, |text| {
            let found = figures(&sentence(text, None));
            found.iter().map(told).collect::<Vec<_>>().join("; ")
        });
    }
}
