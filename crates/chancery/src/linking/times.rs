//! When a contact was, as a telling and the day of its page bound it.

use jiff::civil::Date;

use super::sight::is_fine;
use crate::nouns::{Basis, Document, MONTHS, Moment, Precision, Status, Telling, When};

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

/// The day a text gives itself in a line above its story, where the page's day is another by
/// more than it takes to print it: the page is misdated.
fn headed(document: &Document) -> Option<Date> {
    const HEAD: usize = 3;
    const DAYS_TO_PRINT: DayNumber = 7;
    let lines = document.text.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut short = lines.take(HEAD).filter(|l| l.len() <= 90);
    let own = short.find_map(full_date)?;
    let page = published(document)?;
    ((number(page) - number(own)).abs() > DAYS_TO_PRINT).then_some(own)
}

/// A date with its year in a line: `3 May 2014`, `May 3, 2014`.
fn full_date(line: &str) -> Option<Date> {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(3).find_map(|w| {
        let year: i16 = w[2].parse().ok().filter(|y| (1900..2100).contains(y))?;
        let (day, month) = match (w[0].parse::<i8>(), w[1].parse::<i8>()) {
            (Ok(day), Err(_)) => (day, w[1]),
            (Err(_), Ok(day)) => (day, w[0]),
            _ => return None,
        };
        let told = month.to_lowercase();
        let known = |name: &&str| month.len() >= 3 && name.starts_with(&told);
        let month = MONTHS.iter().position(known)? + 1;
        Date::new(year, month as i8, day).ok()
    })
}

fn moved(span: Span, by: DayNumber) -> Span {
    Span { from: span.from + by, to: span.to + by, ..span }
}

/// When a telling's contact was.
pub(super) fn span(telling: &Telling<'_>, leads: bool) -> Span {
    let given = published(telling.document).map(number);
    let headed = headed(telling.document).map(number).filter(|_| given.is_some());
    let page = headed.or(given);
    let told = telling.contact.when.as_ref().and_then(|when| of_when(when, telling, page));
    let told = told.map(|span| match (headed, given) {
        // What was reckoned from a wrong day is as wrong as the day.
        (Some(right), Some(wrong)) if span.grade > Grade::Told => moved(span, right - wrong),
        _ => span,
    });
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

/// A time as days, where its year is known.
pub(super) fn span_of(when: &When) -> Option<Span> {
    let year = |m: Option<Moment>| m.is_none_or(|m| m.year.is_some());
    let known = year(when.start) && year(when.end);
    known.then(|| dated(when))?
}

/// A time told as days, the year found where it is not told.
fn of_when(when: &When, telling: &Telling<'_>, page: Option<DayNumber>) -> Option<Span> {
    let year = |m: Option<Moment>| m.is_none_or(|m| m.year.is_some());
    if year(when.start) && year(when.end) {
        dated(when)
    } else {
        yearless(when, telling.contact.status, page)
    }
}

fn dated(when: &When) -> Option<Span> {
    let hour = when.start.and_then(|s| s.hour);
    let from = when.start.and_then(Moment::first_day).map(number);
    let to = when.end.and_then(Moment::last_day).map(number);
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
        Some((number(moment.first_day()?), number(end.last_day()?)))
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

/// Whether a time touches a month of any year.
pub(super) fn holds_month(span: &Span, month: i8) -> bool {
    const STEP: usize = 7;
    let mut days = (span.from..=span.to).step_by(STEP).chain([span.to]);
    days.any(|day| date(day).is_some_and(|d| d.month() == month))
}

/// A day in words: `3 May 2014`.
pub(super) fn in_words(day: DayNumber) -> String {
    date(day).map_or_else(String::new, |d| d.strftime("%-d %B %Y").to_string())
}

/// The name of a date's month.
pub(super) fn month(date: Date) -> String {
    date.strftime("%B").to_string()
}
