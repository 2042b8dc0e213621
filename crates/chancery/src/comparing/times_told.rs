//! Times that a clause tells of something still to be done: a month, a day, a season, a term.

use super::words::{Word, number};
use crate::nouns::MONTHS;

/// Whether a word stands for the time something is to be done.
pub(super) fn is_time_noun(word: &str) -> bool {
    matches!(
        word,
        "date"
            | "dates"
            | "day"
            | "deadline"
            | "deadlines"
            | "timetable"
            | "timing"
            | "schedule"
            | "calendar"
            | "month"
            | "timeline"
    )
}

/// Whether some words tell a time: a month, a season, a year's end, a term.
pub(super) fn tells_time(words: &[Word]) -> bool {
    (0..words.len()).any(|at| {
        let word = &words[at];
        // "May" is more often a verb.
        let month =
            word.capital && MONTHS.contains(&word.text.as_str()) && (word.text != "may" || at > 0);
        month || is_season(&word.text) || is_term(words, at)
    })
}

fn is_season(word: &str) -> bool {
    matches!(
        word,
        "spring"
            | "summer"
            | "autumn"
            | "winter"
            | "tomorrow"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "weekend"
    )
}

/// "Within two weeks", "before the end of the year", "next month".
fn is_term(words: &[Word], at: usize) -> bool {
    let unit = |w: Option<&Word>| {
        w.is_some_and(|w| {
            matches!(
                w.text.as_str(),
                "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"
            )
        })
    };
    match words[at].text.as_str() {
        "within" | "in" => {
            number(&words[at + 1..]).is_some_and(|(_, used)| unit(words.get(at + 1 + used)))
        }
        "next" | "coming" | "this" => unit(words.get(at + 1)),
        "end" | "beginning" | "middle" => (at + 1..at + 4).any(|w| unit(words.get(w))),
        _ => false,
    }
}
