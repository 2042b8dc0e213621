//! Days, months and years named by the calendar.

use jiff::civil::Weekday;

use super::super::expr::{Expr, Found, Part, Turn, YearOf};
use super::super::lex::{Sym, Unit};
use super::Reader;
use crate::nouns::Moment;

/// Words that may stand for "to" or "and" between two days of one month.
const JOINS: &[&str] = &["to", "and", "or", "through", "until", "till"];

impl Reader<'_> {
    /// A calendar expression, with a part of the day after it ("Monday morning").
    pub(super) fn calendar_with_part(&self, i: usize) -> Option<Found> {
        let found = self.calendar(i)?;
        let day = matches!(found.expr, Expr::Weekday { .. } | Expr::Day { .. });
        match self.part(found.end) {
            Some(part) if day => {
                let expr = Expr::Part { part, day: Some(Box::new(found.expr)) };
                Some(Found { start: found.start, end: found.end + 1, expr })
            }
            _ => Some(found),
        }
    }

    /// A part of the day named at a piece.
    pub(super) fn part(&self, i: usize) -> Option<Part> {
        Some(match self.word(i) {
            "morning" => Part::Morning,
            "noon" | "midday" => Part::Midday,
            "afternoon" => Part::Afternoon,
            "evening" => Part::Evening,
            "night" => Part::Night,
            _ => return None,
        })
    }

    /// A day, month, year or weekday named by the calendar.
    pub(super) fn calendar(&self, i: usize) -> Option<Found> {
        let (weekday, at) = self.weekday_before_date(i);
        let dated = self
            .numeric(at)
            .or_else(|| self.month_first(at, weekday))
            .or_else(|| self.day_first(at, weekday));
        if let Some(found) = dated {
            return Some(Found { start: i, ..found });
        }
        self.month(i)
            .or_else(|| self.weekday(i))
            .or_else(|| self.season(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.year(i))
    }

    /// Days listed before or after their month: "3 to 5 May", "May 3 and 4, 2022".
    pub(super) fn listed_days(&self, i: usize) -> Vec<Found> {
        self.listed_after_month(i).or_else(|| self.listed_before_month(i)).unwrap_or_default()
    }

    fn listed_after_month(&self, i: usize) -> Option<Vec<Found>> {
        let Some(Sym::Month(month, _)) = self.sym(i) else { return None };
        let (first, after_first) = self.day_number(self.after_month(i))?;
        let (dash, second_at) = self.joined(after_first)?;
        let (second, after_second) = self.day_number(second_at)?;
        let (year, end) = self.year_after(after_second);
        if self.sign(after_second, ':') {
            return None;
        }
        let days = [(i, after_first, first), (second_at, end, second)];
        Some(listed(days, dash, month, year))
    }

    fn listed_before_month(&self, i: usize) -> Option<Vec<Found>> {
        let start = self.past(i, &["the"]);
        let (first, after_first) = self.day_number(start)?;
        let (dash, second_at) = self.joined(after_first)?;
        let (second, at) = self.day_number(self.past(second_at, &["the"]))?;
        let at = self.past(at, &["of"]);
        let Some(Sym::Month(month, _)) = self.sym(at) else { return None };
        let (year, end) = self.year_after(self.after_month(at));
        let days = [(i, after_first, first), (second_at, end, second)];
        Some(listed(days, dash, month, year))
    }

    /// A dash or joining word: whether a dash, and the piece after it.
    fn joined(&self, i: usize) -> Option<(bool, usize)> {
        if self.dash(i) { Some((true, i + 1)) } else { self.is(i, JOINS).then_some((false, i + 1)) }
    }

    /// A weekday that a date follows.
    fn weekday_before_date(&self, i: usize) -> (Option<Weekday>, usize) {
        let Some(Sym::Weekday(weekday, short)) = self.sym(i) else { return (None, i) };
        let mut at = i + 1;
        if short {
            at = self.past_sign(at, '.');
        }
        at = self.past(self.past_sign(at, ','), &["the"]);
        (Some(weekday), at)
    }

    /// `2022-11-13`, `13/11/2022`, `13.11.2022`. Of two orders that both read, day first.
    fn numeric(&self, i: usize) -> Option<Found> {
        let Some(Sym::Digits(first, width)) = self.sym(i) else { return None };
        let (Some(Sym::Sign(sign)), Some(Sym::Digits(second, 1..=2))) =
            (self.sym(i + 1), self.sym(i + 2))
        else {
            return None;
        };
        let (Some(Sym::Sign(other)), Some(Sym::Digits(third, last))) =
            (self.sym(i + 3), self.sym(i + 4))
        else {
            return None;
        };
        let tight = (i + 1..=i + 4).all(|p| self.glued(p));
        if !tight || sign != other || !matches!(sign, '-' | '/' | '.') {
            return None;
        }
        let (year, month, day) = match (width, last) {
            (4, 1..=2) => (first, second, third),
            (1..=2, 4) if second > 12 => (third, first, second),
            (1..=2, 4) => (third, second, first),
            _ => return None,
        };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let expr = Expr::Exact(Moment {
            year: Some(i16::try_from(year).ok()?),
            month: Some(month as i8),
            day: Some(day as i8),
            hour: None,
        });
        fits.then_some(Found { start: i, end: i + 5, expr })
    }

    /// "November 13, 2022", "Nov. 13".
    fn month_first(&self, i: usize, weekday: Option<Weekday>) -> Option<Found> {
        let Some(Sym::Month(month, _)) = self.sym(i) else { return None };
        let at = self.past(self.after_month(i), &["the"]);
        let (day, at) = self.day_number(at)?;
        // "March 5:30" is a clock, "May 20 percent" and "June 3.5" are no days.
        if self.sign(at, ':') || self.sign(at, '%') || self.is(at, &["percent", "million"]) {
            return None;
        }
        let (year, end) = self.year_after(at);
        Some(Found { start: i, end, expr: Expr::Day { weekday, day, month: Some(month), year } })
    }

    /// "13 November 2022", "the 13th of November", "the 13th".
    fn day_first(&self, i: usize, weekday: Option<Weekday>) -> Option<Found> {
        let article = self.is(i, &["the"]) || self.before(i) == "the";
        let start = self.past(i, &["the"]);
        let (day, after_day) = self.day_number(start)?;
        let at = self.past(after_day, &["of"]);
        if let Some(Sym::Month(month, _)) = self.sym(at) {
            let (year, end) = self.year_after(self.after_month(at));
            let expr = Expr::Day { weekday, day, month: Some(month), year };
            return Some(Found { start: i, end, expr });
        }
        if article
            && self.is(after_day, &["of"])
            && self.is(after_day + 1, &["this", "the"])
            && matches!(self.unit(after_day + 2), Some((Unit::Month, false)))
        {
            // "The twenty-first of this month".
            let expr = Expr::Day { weekday, day, month: None, year: YearOf::Unsaid };
            return Some(Found { start: i, end: after_day + 3, expr });
        }
        let said = self.is(start + 1, &["st", "nd", "rd", "th"]) && self.glued(start + 1);
        let governed = matches!(
            i.checked_sub(1).map_or("", |b| self.word(b)),
            "on" | "until" | "till" | "since" | "by" | "from" | "before" | "after"
        );
        let ends = self.ends_phrase(after_day);
        let expr = Expr::Day { weekday, day, month: None, year: YearOf::Unsaid };
        let bare = said && article && ends && (governed || weekday.is_some());
        bare.then_some(Found { start: i, end: after_day, expr })
    }

    /// Nothing that could be the noun an ordinal counts ("the 13th round").
    fn ends_phrase(&self, i: usize) -> bool {
        match self.sym(i) {
            None => true,
            Some(Sym::Sign(sign)) => !matches!(sign, '-' | '\'' | '’'),
            _ => self.is(i, &["and", "to", "at", "in", "with", "for", "when", "that", "but", "or"]),
        }
    }

    /// A day of the month in digits, with its "th" if it has one, and the piece after it.
    fn day_number(&self, i: usize) -> Option<(i8, usize)> {
        let (day, end) = match self.ordinal(i) {
            Some(found) => found,
            None => match self.sym(i)? {
                Sym::Digits(day, 1..=2) => (day, i + 1),
                _ => return None,
            },
        };
        // "13.5" and "13,000" are quantities.
        let fraction = (self.sign(end, '.') || self.sign(end, ','))
            && self.glued(end)
            && self.glued(end + 1)
            && matches!(self.sym(end + 1), Some(Sym::Digits(..)));
        ((1..=31).contains(&day) && !fraction).then_some((day as i8, end))
    }

    /// The piece after a month: its point, too, where it is abbreviated.
    fn after_month(&self, i: usize) -> usize {
        let short = matches!(self.sym(i), Some(Sym::Month(_, true)));
        if short { self.past_sign(i + 1, '.') } else { i + 1 }
    }

    /// The year after a day or month, if there is one: ", 2022", "2022", "of last year".
    fn year_after(&self, i: usize) -> (YearOf, usize) {
        let at = self.past(self.past_sign(i, ','), &["of"]);
        if let Some(year) = self.four_digits(at) {
            return (YearOf::Is(year), at + 1);
        }
        let at = self.past(i, &["of"]);
        let by = match self.word(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return (YearOf::Unsaid, i),
        };
        match self.unit(at + 1) {
            Some((Unit::Year, false)) => (YearOf::Shifted(by), at + 2),
            _ => (YearOf::Unsaid, i),
        }
    }

    /// A year in four digits.
    fn four_digits(&self, i: usize) -> Option<i16> {
        match self.sym(i)? {
            Sym::Digits(year @ 1000..=2199, 4) if !self.glued_digits_after(i) => Some(year as i16),
            _ => None,
        }
    }

    /// Digits that go on after a comma, point or colon: "2000,5", "2000.5", "2000:15".
    fn glued_digits_after(&self, i: usize) -> bool {
        let sign = matches!(self.sym(i + 1), Some(Sym::Sign(',' | '.' | ':' | '/')));
        let digits = matches!(self.sym(i + 2), Some(Sym::Digits(..)));
        sign && digits && self.glued(i + 1) && self.glued(i + 2)
    }

    /// "May 2008", "last May", "May".
    fn month(&self, i: usize) -> Option<Found> {
        let turn = match self.word(i) {
            "last" => Some(YearOf::Last),
            "next" => Some(YearOf::Next),
            "this" => Some(YearOf::Shifted(0)),
            _ => None,
        };
        let at = i + usize::from(turn.is_some());
        let Some(Sym::Month(month, short)) = self.sym(at) else { return None };
        let (year, end) = self.year_after(self.after_month(at));
        // An abbreviation alone ("Mar", "Jan") is more often a name.
        if short && year == YearOf::Unsaid {
            return None;
        }
        let year = turn.unwrap_or(year);
        let end = if turn.is_some() { at + 1 } else { end };
        Some(Found { start: i, end, expr: Expr::Month { month, year } })
    }

    /// "Tuesday", "last Tuesday", "Tuesday last week".
    fn weekday(&self, i: usize) -> Option<Found> {
        let turn = match self.word(i) {
            "last" | "past" => Turn::Last,
            "next" | "coming" => Turn::Next,
            "this" => Turn::This,
            _ => Turn::Bare,
        };
        let at = i + usize::from(turn != Turn::Bare);
        let Some(Sym::Weekday(weekday, false)) = self.sym(at) else { return None };
        // "Black Monday", "Good Friday": names of days, not days of this week.
        if matches!(self.before(i), "black" | "bloody" | "good" | "palm" | "easter" | "ash") {
            return None;
        }
        if self.word(at).ends_with("days") {
            return Some(Found { start: i, end: at + 1, expr: Expr::EveryWeekday(weekday) });
        }
        // "Friday next", "Tuesday last": closed, unlike "Friday last year".
        let closed = !matches!(self.sym(at + 2), Some(Sym::Unit(..) | Sym::Word | Sym::Month(..)));
        let after = match self.word(at + 1) {
            "next" => Some(Turn::Next),
            "last" | "past" => Some(Turn::Last),
            _ => None,
        };
        if let Some(turn) = after.filter(|_| closed && turn == Turn::Bare) {
            return Some(Found { start: i, end: at + 2, expr: Expr::Weekday { weekday, turn } });
        }
        // "Friday morning of last week".
        let part = usize::from(self.part(at + 1).is_some() && self.word(at + 2) == "of");
        let week = self.past(at + 1 + part, &["of"]);
        let by = match (self.word(week), self.unit(week + 1)) {
            ("last", Some((Unit::Week, false))) => Some(-1),
            ("this", Some((Unit::Week, false))) => Some(0),
            ("next", Some((Unit::Week, false))) => Some(1),
            _ => None,
        };
        let (turn, end) = by.map_or((turn, at + 1), |by| (Turn::Week(by), week + 2));
        Some(Found { start: i, end, expr: Expr::Weekday { weekday, turn } })
    }

    /// "the 1990s", "the 70s", "the 20th century".
    fn decade(&self, i: usize) -> Option<Found> {
        let start = self.past(i, &["the"]);
        let start = start + usize::from(matches!(self.sym(start), Some(Sym::Sign('\'' | '’'))));
        let plural = self.glued(start + 1) && self.word(start + 1) == "s";
        let first = match self.sym(start)? {
            Sym::Digits(year @ 1000..=2090, 4) if plural && year % 10 == 0 => year,
            Sym::Digits(year @ 20..=90, 2) if plural && year % 10 == 0 => 1900 + year,
            _ => return self.century(i),
        };
        Some(Found { start: i, end: start + 2, expr: Expr::Decade(first as i16) })
    }

    fn century(&self, i: usize) -> Option<Found> {
        let (number, at) = self.ordinal(self.past(i, &["the"]))?;
        let at = at + usize::from(self.dash(at));
        let century = matches!(self.unit(at), Some((Unit::Century, false)));
        let expr = Expr::Century(i16::try_from(number).ok()?);
        (century && number <= 22).then_some(Found { start: i, end: at + 1, expr })
    }

    /// A year by itself: four digits that count nothing.
    fn year(&self, i: usize) -> Option<Found> {
        let year = self.four_digits(i).filter(|year| (1500..2100).contains(year))?;
        let counted = matches!(self.sym(i + 1), Some(Sym::Unit(_, true) | Sym::Sign('%')));
        let before = i.checked_sub(1).and_then(|b| self.sym(b));
        let priced = matches!(before, Some(Sym::Sign('$' | '£' | '€' | '#' | '.' | ':')));
        let joined =
            self.glued(i) && !matches!(before, Some(Sym::Sign('-' | '–' | '(' | '/' | '"')));
        if counted || (priced && self.glued(i)) || joined {
            return None;
        }
        Some(Found { start: i, end: i + 1, expr: Expr::Year(year) })
    }
}

/// Two days of one month as found expressions: one expression where a dash joins them.
fn listed(days: [(usize, usize, i8); 2], dash: bool, month: i8, year: YearOf) -> Vec<Found> {
    let expr = |day| Expr::Day { weekday: None, day, month: Some(month), year };
    let [(start, first_end, first), (second_start, end, second)] = days;
    if dash {
        let expr = Expr::Span(Box::new(expr(first)), Box::new(expr(second)));
        return vec![Found { start, end, expr }];
    }
    vec![
        Found { start, end: first_end, expr: expr(first) },
        Found { start: second_start, end, expr: expr(second) },
    ]
}
