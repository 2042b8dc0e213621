//! When a contact was, as a telling and the day of its page bound it.

use jiff::civil::Date;

use super::sight::is_fine;
use crate::nouns::{Basis, Document, Moment, Precision, Status, Telling, When};

/// Days since 1970-01-01.
pub(super) type DayNumber = i32;

/// How far back an undated contact of a page may lie, and how far ahead an undated plan.
pub(super) const REACH: DayNumber = 400;

/// On what a time rests, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// The text names the day or days.
    Told,
    /// Worked out from the page's own day.
    Reckoned,
    /// The day the page itself is of.
    Page,
    /// A longer time told: a week, a month, a year.
    Wide,
    /// Bounded by the page's day only.
    Open,
}

impl Grade {
    /// Whether the days are known.
    pub(super) fn is_exact(self) -> bool {
        self <= Grade::Page
    }
}

/// When a contact was, in days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// Not before; far back where unknown.
    pub(super) from: DayNumber,
    /// Not after; far ahead where unknown.
    pub(super) to: DayNumber,
    /// On what it rests.
    pub(super) grade: Grade,
    /// Whether anything bounds it.
    pub(super) known: bool,
    /// Hour of the day at the teller's, where told.
    pub(super) hour: Option<i8>,
    /// Month and day, where told without a year that the page gives either.
    pub(super) yearless: Option<(i8, Option<i8>)>,
}

const UNKNOWN: Span = Span {
    from: DayNumber::MIN / 4,
    to: DayNumber::MAX / 4,
    grade: Grade::Open,
    known: false,
    hour: None,
    yearless: None,
};

/// The number of a day.
pub(super) fn number(date: Date) -> DayNumber {
    let since = date.duration_since(Date::constant(1970, 1, 1));
    (since.as_hours() / 24) as DayNumber
}

/// The day of a number.
pub(super) fn date(day: DayNumber) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(day)).ok()
}

/// The day of publication, where it is known to the day.
pub(super) fn published(document: &Document) -> Option<Date> {
    let published = document.published.as_ref()?;
    let day = published.start.or(published.end)?.date()?;
    is_fine(published.precision).then_some(day)
}

/// When a telling's contact was.
pub(super) fn span(telling: &Telling<'_>, leads: bool) -> Span {
    let page = published(telling.document).map(number);
    let told = telling.contact.when.as_ref().and_then(|when| of_when(when, telling, page));
    let planned = matches!(telling.contact.status, Status::Planned);
    match (told, page) {
        (Some(span), _) => span,
        (None, Some(day)) if planned => {
            Span { from: day - 1, to: day + REACH, known: true, ..UNKNOWN }
        }
        (None, Some(day)) => {
            // What a page opens with is news; what it comes back to may be long past.
            let back = if leads { 30 } else { REACH };
            Span { from: day - back, to: day, known: true, ..UNKNOWN }
        }
        (None, None) => UNKNOWN,
    }
}

/// A time told as days.
fn of_when(when: &When, telling: &Telling<'_>, page: Option<DayNumber>) -> Option<Span> {
    let hour = when.start.and_then(|s| s.hour);
    let year = |m: Option<Moment>| m.is_none_or(|m| m.year.is_some());
    if !(year(when.start) && year(when.end)) {
        return yearless(when, telling.contact.status, page);
    }
    let from = when.start.and_then(first_day);
    let to = when.end.and_then(last_day);
    let grade = grade(when, from, to);
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from.min(to), to.max(from)),
        (None, Some(to)) => (to - REACH, to),
        (Some(from), None) => (from, from + REACH),
        (None, None) => return None,
    };
    Some(Span { from, to, grade, known: true, hour, yearless: None })
}

fn grade(when: &When, from: Option<DayNumber>, to: Option<DayNumber>) -> Grade {
    const FEW_DAYS: DayNumber = 5;
    let (Some(from), Some(to)) = (from, to) else { return Grade::Open };
    let short = is_fine(when.precision) || when.precision == Precision::Bounds;
    match when.basis {
        _ if !(short && to - from <= FEW_DAYS) => Grade::Wide,
        Basis::Explicit => Grade::Told,
        Basis::Relative | Basis::Inferred => Grade::Reckoned,
        Basis::Publication => Grade::Page,
    }
}

/// A day without its year: the year that the page's day makes likely; without one, every year.
fn yearless(when: &When, status: Status, page: Option<DayNumber>) -> Option<Span> {
    let start = when.start.or(when.end)?;
    let (month, day) = (start.month?, start.day);
    let Some(page_day) = page else {
        return Some(Span { yearless: Some((month, day)), ..UNKNOWN });
    };
    let year = date(page_day)?.year();
    let in_year = |year: i16| {
        let moment = Moment { year: Some(year), ..start };
        let end = when.end.map_or(moment, |end| Moment { year: Some(year), ..end });
        Some((first_day(moment)?, last_day(end)?))
    };
    let years = [year - 1, year, year + 1].into_iter().filter_map(in_year);
    let fits = |(from, to): &(DayNumber, DayNumber)| match status {
        Status::Held | Status::Denied => *from <= page_day + 1,
        Status::Planned => *to >= page_day - 1,
        _ => true,
    };
    let (from, to) = years.filter(fits).min_by_key(|(from, _)| (from - page_day).abs())?;
    let grade = if day.is_some() { Grade::Told } else { Grade::Wide };
    Some(Span { from, to, grade, known: true, hour: start.hour, yearless: None })
}

fn first_day(moment: Moment) -> Option<DayNumber> {
    let day = Date::new(moment.year?, moment.month.unwrap_or(1), moment.day.unwrap_or(1)).ok()?;
    Some(number(day))
}

fn last_day(moment: Moment) -> Option<DayNumber> {
    let (year, month) = (moment.year?, moment.month.unwrap_or(12));
    let day = match moment.day {
        Some(day) => Date::new(year, month, day).ok()?,
        None => Date::new(year, month, 1).ok()?.last_of_month(),
    };
    Some(number(day))
}

/// A day in words: `3 May 2014`.
pub(super) fn in_words(day: DayNumber) -> String {
    date(day).map_or_else(String::new, |d| format!("{} {} {}", d.day(), month(d), d.year()))
}

/// The name of a date's month.
pub(super) fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[date.month() as usize - 1]
}
