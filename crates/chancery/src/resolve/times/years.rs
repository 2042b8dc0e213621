//! The year of a day told without one, from a full date told near it in the same text.
//!
//! Rule: where the text gives no year for a day, full dates of the text within two months of that
//! day's month and day, in whichever year brings them nearest, may lend it; only if all of them
//! agree on one year. A date that only names a thing ("the pact of 3 March 1921") lends none. The
//! basis says that it was inferred.

use jiff::civil::Date;

use crate::nouns::{Basis, Moment, TimeMention, When};

/// Days between a full date and a day that may take its year from it.
const REACH: i32 = 62;

/// Parts of a day: "the morning of 3 March 1921" tells when, and names nothing.
const PARTS: &[&str] = &["morning", "afternoon", "evening", "night", "eve", "day"];

/// Fills in unknown years where the text's own full dates settle them.
pub(super) fn infer_years(times: &mut [TimeMention], text: &str) {
    let mut full: Vec<Date> = times
        .iter()
        .filter(|t| !names_a_thing(text, t.start))
        .filter_map(|t| t.when.as_ref().filter(|w| w.basis != Basis::Inferred)?.single_day())
        .collect();
    full.sort_unstable();
    full.dedup();
    for when in times.iter_mut().filter_map(|t| t.when.as_mut()) {
        if let Some(year) = when.start.and_then(|day| year_of(day, &full)) {
            set_year(when, year);
        }
    }
}

/// Whether a date hangs by "of" on a noun that is no part of a day.
fn names_a_thing(text: &str, date: u32) -> bool {
    let mut before = text.get(..date as usize).unwrap_or_default().split_whitespace().rev();
    before.next() == Some("of") && before.next().is_some_and(|noun| !PARTS.contains(&noun))
}

/// The one year that the full dates near a day agree on.
fn year_of(day: Moment, full: &[Date]) -> Option<i16> {
    let (None, Some(month), Some(of_month)) = (day.year, day.month, day.day) else { return None };
    let mut years = full.iter().filter_map(|near| {
        let around = [near.year() - 1, near.year(), near.year() + 1];
        let dates = around.into_iter().filter_map(|y| Date::new(y, month, of_month).ok());
        let days = |d: Date| d.since(*near).map_or(i32::MAX, |s| s.get_days().abs());
        dates.filter(|d| days(*d) <= REACH).min_by_key(|d| days(*d)).map(Date::year)
    });
    let first = years.next()?;
    years.all(|y| y == first).then_some(first)
}

fn set_year(when: &mut When, year: i16) {
    for moment in [&mut when.start, &mut when.end].into_iter().flatten() {
        moment.year = moment.year.or(Some(year));
    }
    when.basis = Basis::Inferred;
}
