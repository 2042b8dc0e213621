//! Times that a clause tells of something still to be done: a month, a day, a season, a term.

use std::sync::LazyLock;

use super::lists::{List, any_on, list};
use super::words::{Word, number};
use crate::nouns::MONTHS;

const PAGE: &str = include_str!("../../../../codebook/verdicts/times.md");

/// The lists of the page.
struct Lists {
    time: List,
    seasons: List,
    units: List,
    ahead: List,
    meeting: List,
    fixed: List,
    terms: List,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    time: list(PAGE, "Time"),
    seasons: list(PAGE, "Seasons"),
    units: list(PAGE, "Units"),
    ahead: list(PAGE, "Ahead"),
    meeting: list(PAGE, "Meeting"),
    fixed: list(PAGE, "Fixed"),
    terms: list(PAGE, "Terms"),
});

/// Whether a word stands for the time something is to be done.
pub(super) fn is_time_noun(word: &Word) -> bool {
    word.is_on(&LISTS.time)
}

/// Whether some words tell a time: a month, a season, a year's end, a term.
pub(super) fn tells_time(words: &[Word]) -> bool {
    (0..words.len()).any(|at| {
        let word = &words[at];
        // "May" is more often a verb.
        let month =
            word.capital && MONTHS.contains(&word.text.as_str()) && (word.text != "may" || at > 0);
        month || word.is_on(&LISTS.seasons) || is_term(words, at)
    })
}

/// "Within two weeks", "before the end of the year", "next month".
fn is_term(words: &[Word], at: usize) -> bool {
    let unit = |w: Option<&Word>| w.is_some_and(|w| w.is_on(&LISTS.units));
    match words[at].text.as_str() {
        "within" | "in" => {
            number(&words[at + 1..]).is_some_and(|(_, used)| unit(words.get(at + 1 + used)))
        }
        "next" | "coming" | "this" => unit(words.get(at + 1)),
        "end" | "beginning" | "middle" => (at + 1..at + 4).any(|w| unit(words.get(w))),
        _ => false,
    }
}

/// Concepts of what is to come: the next meeting, and the day of something.
pub(super) fn to_come(words: &[Word]) -> impl Iterator<Item = &'static str> {
    let planned = |w: &[Word]| {
        matches!(w[0].text.as_str(), "is" | "are" | "to")
            && (w[1].text == "to" || w[1].text == "be")
    };
    let ahead = any_on(words, &LISTS.ahead) || words.windows(3).any(planned);
    let meeting = ahead && any_on(words, &LISTS.meeting);
    let day = any_on(words, &LISTS.fixed) || (ahead && any_on(words, &LISTS.terms));
    meeting.then_some("=to come").into_iter().chain(day.then_some("=day of it"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::holds;
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_example_tells_its_time() {
        holds(PAGE, |text| {
            let words = words(text, 0);
            let time = if tells_time(&words) { "yes" } else { "no" };
            let concept = |it: &str| if it == "=to come" { "meeting" } else { "day" };
            let to_come = to_come(&words).map(concept).collect::<Vec<_>>().join(", ");
            format!("{time} | {to_come}")
        });
    }
}
