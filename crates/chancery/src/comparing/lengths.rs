//! Lengths: how long a voice says the encounter took.

use std::sync::LazyLock;

use super::lists::{List, any_on, list};
use super::said::Said;
use super::words::{Word, number};

const PAGE: &str = include_str!("../../../../codebook/verdicts/lengths.md");

/// The lists of the page.
struct Lists {
    contact: List,
    lasts: List,
    days: List,
    between: List,
    leading: List,
    round: List,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    contact: list(PAGE, "Contact"),
    lasts: list(PAGE, "Lasts"),
    days: list(PAGE, "Days"),
    between: list(PAGE, "Between"),
    leading: list(PAGE, "Leading"),
    round: list(PAGE, "Round"),
});

/// A length of time as told.
#[derive(Debug, Clone)]
pub(super) struct Length {
    /// Minutes.
    pub(super) minutes: f64,
    /// Whether it is told as a round one.
    pub(super) round: bool,
    /// As told.
    pub(super) words: String,
}

/// The first length a sentence tells of the encounter.
pub(super) fn length(said: &Said) -> Option<Length> {
    let words = &said.words;
    let has = |list: &List| any_on(words, list);
    if !(has(&LISTS.contact) || has(&LISTS.lasts)) || words.iter().any(|w| w.text == "will") {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let (minutes, used) = span(&words[at..])?;
        let after = any_on(words.iter().skip(at + used).take(2), &LISTS.between);
        let before = any_on(&words[at.saturating_sub(2)..at], &LISTS.between);
        // Days are a visit's, as hours are a talk's: "in two days" is another thing.
        let days = minutes >= DAY && !has(&LISTS.days);
        if after || before || days || minutes < 3.0 {
            return None;
        }
        // "If they find an hour": no length of anything.
        if matches!(words[at].text.as_str(), "a" | "an")
            && !any_on(&words[at.saturating_sub(2)..at], &LISTS.leading)
        {
            return None;
        }
        let round = any_on(&words[at.saturating_sub(3)..at], &LISTS.round);
        let told = words[at..at + used].iter().map(|w| w.text.as_str()).collect::<Vec<_>>();
        Some(Length { minutes, round, words: told.join(" ") })
    })
}

/// Minutes of a day.
const DAY: f64 = 1440.0;

/// A length that starts at a word, in minutes, and how many words it takes: "two hours", "half an
/// hour", "an hour and a half", "ninety minutes", "two and a half hours", "three quarters of an
/// hour".
fn span(words: &[Word]) -> Option<(f64, usize)> {
    let text = |at: usize| words.get(at).map_or("", |w| w.text.as_str());
    if text(0) == "half" && matches!(text(1), "an" | "hour") {
        let used = if text(1) == "an" { 3 } else { 2 };
        return (text(used - 1) == "hour").then_some((30.0, used));
    }
    if text(0) == "three" && text(1) == "quarters" && text(4) == "hour" {
        return Some((45.0, 5));
    }
    if text(0) == "quarter" && text(1) == "of" && text(3) == "hour" {
        return Some((15.0, 4));
    }
    let (mut value, mut used) = match text(0) {
        "an" | "a" => (1.0, 1),
        _ => number(words).filter(|(_, used)| *used > 0)?,
    };
    if text(used) == "and" && text(used + 1) == "a" && text(used + 2) == "half" {
        value += 0.5;
        used += 3;
    }
    let unit = match text(used) {
        "hour" | "hours" => 60.0,
        "minute" | "minutes" => 1.0,
        "day" | "days" => DAY,
        _ => return None,
    };
    used += 1;
    let mut minutes = value * unit;
    if text(used) == "and" {
        if let Some(part) = part(text(used + 1), text(used + 2)) {
            minutes += unit * part;
            used += 3;
        } else if let Some((more, length)) = span(&words[used + 1..]).filter(|(m, _)| *m < 60.0) {
            minutes += more;
            used += 1 + length;
        }
    }
    Some((minutes, used))
}

/// "(And) a half", "a quarter", "three quarters".
fn part(count: &str, part: &str) -> Option<f64> {
    match (count, part) {
        ("a", "half") => Some(0.5),
        ("a", "quarter") => Some(0.25),
        ("three", "quarters") => Some(0.75),
        _ => None,
    }
}

/// Whether two lengths can both be true, allowing for rounding.
pub(super) fn agree(one: &Length, other: &Length) -> bool {
    const EXACT: f64 = 0.12;
    const ROUNDED: f64 = 0.25;
    let (low, high) = (one.minutes.min(other.minutes), one.minutes.max(other.minutes));
    // The length of a visit and that of a talk during it.
    if low < DAY && high >= DAY {
        return true;
    }
    let allowed = if one.round || other.round { ROUNDED } else { EXACT };
    (high - low) / high <= allowed
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, sentence};
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_example_has_its_length() {
        let told = |it: Length| format!("{}{}", if it.round { "about " } else { "" }, it.minutes);
        holds(PAGE, |text| length(&sentence(text, Some("NOR"))).map_or_else(String::new, told));
    }

    #[test]
    fn lengths_are_read_in_minutes() {
        let minutes = |text: &str| span(&words(text, 0)).map(|(m, _)| m);
        assert_eq!(minutes("half an hour"), Some(30.0));
        assert_eq!(minutes("an hour and a half"), Some(90.0));
        assert_eq!(minutes("two and a half hours"), Some(150.0));
        assert_eq!(minutes("three quarters of an hour"), Some(45.0));
        assert_eq!(minutes("an hour and twenty minutes"), Some(80.0));
        assert_eq!(minutes("twenty-five minutes"), Some(25.0));
        assert_eq!(minutes("an hour and a quarter"), Some(75.0));
        assert_eq!(minutes("two hours and three quarters"), Some(165.0));
        assert_eq!(minutes("two rivers"), None);
    }
}
