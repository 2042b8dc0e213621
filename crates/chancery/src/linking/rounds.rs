//! Series: rounds of one thing, by name, by number, or by the form they call themselves by.

use super::kinds::is_gathering;
use super::relations::Seen;
use super::times::DayNumber;
use super::words::{Stems, stems};
use crate::nouns::{Encounter, EncounterKind};
use crate::numerals::ordinal;

/// Days between two of a series, at least.
const APART: DayNumber = 14;

/// Whether the later is the next of one series: the series by its name and the next number, or
/// rounds of talks, summits and conferences of the same parties that call themselves one of
/// several.
pub(super) fn repeats(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    let (e, l) = (earlier.encounter, later.encounter);
    if earlier.states != later.states || !apart(earlier, later) {
        return false;
    }
    match (&e.series, &l.series) {
        (Some(a), Some(b)) => match (number(a), number(b)) {
            (Some(one), Some(next)) => next == one + 1,
            _ => series_stems(a) == series_stems(b),
        },
        _ => e.kind == l.kind && is_round(e) && is_round(l),
    }
}

fn apart(earlier: &Seen<'_>, later: &Seen<'_>) -> bool {
    match (earlier.span, later.span) {
        (Some(a), Some(b)) => b.from - a.to >= APART,
        _ => true,
    }
}

/// The number a series' name begins with.
fn number(name: &str) -> Option<u32> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    ordinal(&words).map(|(number, _)| number)
}

/// The name of a series without its number and its year.
fn series_stems(name: &str) -> Stems {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let number = ordinal(&words).map_or(0, |(_, used)| used);
    let rest = words.get(number..).unwrap_or_default().join(" ");
    stems(&rest).into_iter().filter(|s| !s.starts_with(|c: char| c.is_ascii_digit())).collect()
}

/// Whether an encounter calls itself one of several.
pub(super) fn is_round(encounter: &Encounter) -> bool {
    const ROUNDS: [&str; 8] = [
        "round",
        "session",
        "annual",
        "regular",
        "consultations",
        "commission",
        "dialogue",
        "joint committee",
    ];
    let told = encounter.format.as_deref().unwrap_or_default().to_lowercase();
    let named = encounter.series.is_some() || ROUNDS.iter().any(|word| told.contains(word));
    named
        && (is_gathering(encounter.kind)
            || matches!(encounter.kind, EncounterKind::Talks | EncounterKind::Meeting))
}
