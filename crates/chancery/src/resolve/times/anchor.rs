//! Tying what is said to the calendar: by the day of publication, the tense, and what was said
//! before.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::expr::{Anchor, Expr, Part, Turn, Vague, YearOf};
use super::lex::Unit;
use super::period::{Period, add, monday};
use super::tense::Tense;
use crate::nouns::{Basis, Moment, Precision, TimexKind, When};

/// What a text has told of time so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Anchors {
    /// Day of publication.
    pub(super) published: Option<Date>,
    /// The stretch last spoken of.
    pub(super) spoken: Option<Period>,
    /// The day last spoken of.
    pub(super) spoken_day: Option<Period>,
}

/// An expression tied to the calendar as far as it can be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tied {
    pub(super) kind: TimexKind,
    pub(super) value: String,
    pub(super) when: Option<When>,
    /// The stretch it is, for what follows to count from.
    pub(super) period: Option<Period>,
}

impl Anchors {
    /// Notes a stretch spoken of, for what follows to count from.
    pub(super) fn tell(&mut self, period: Option<Period>) {
        self.spoken = period.or(self.spoken);
        if matches!(period, Some(Period::Day { .. })) {
            self.spoken_day = period;
        }
    }

    /// Ties an expression; `tense` says which way the words around it point.
    pub(super) fn tie(&self, expr: &Expr, tense: Tense) -> Tied {
        match expr {
            Expr::Clock { hour, minute, utc, day } => {
                let zone = if *utc { "Z" } else { "" };
                let clock = format!("T{hour:02}:{minute:02}{zone}");
                self.tie_time(day.as_deref(), tense, &clock, Some(*hour))
            }
            Expr::Part { part, day } => {
                let mut tied = self.tie_time(day.as_deref(), tense, part_code(*part), None);
                if day.is_none() {
                    // A bare "in the evening" is of some day, but of which is not told.
                    tied.when = None;
                }
                tied
            }
            Expr::Length { amount, unit, ago } => self.tie_length(*amount, *unit, *ago),
            Expr::Beside { by, unit, .. } => {
                without_when(TimexKind::Duration, length(Some(by.unsigned_abs()), *unit))
            }
            Expr::Every { amount, unit } => {
                without_when(TimexKind::Set, length(Some(*amount), *unit))
            }
            Expr::EveryWeekday(weekday) => {
                let day = weekday.to_monday_one_offset();
                without_when(TimexKind::Set, format!("XXXX-WXX-{day}"))
            }
            Expr::Vague(vague) => without_when(TimexKind::Date, vague_value(*vague).to_owned()),
            Expr::Span(from, to) => self.tie_span(from, to, tense),
            Expr::Exact(moment) => exact(*moment),
            _ => match self.period(expr, tense) {
                Some((period, basis)) => Tied {
                    kind: TimexKind::Date,
                    value: period.value(),
                    when: period.when(basis),
                    period: Some(period),
                },
                None => without_when(TimexKind::Date, "XXXX-XX-XX".to_owned()),
            },
        }
    }

    fn tie_time(&self, day: Option<&Expr>, tense: Tense, suffix: &str, hour: Option<i8>) -> Tied {
        let fallback = || match self.spoken_day {
            Some(day) => Some((day, Basis::Inferred)),
            None => self.published.map(|d| (Period::of_day(d), Basis::Inferred)),
        };
        let period = match day {
            Some(day) => self.period(day, tense),
            None => fallback(),
        };
        let Some((period, basis)) = period else {
            return without_when(TimexKind::Time, format!("XXXX-XX-XX{suffix}"));
        };
        let mut when = period.when(basis);
        if let (Some(hour), Some(when)) = (hour, when.as_mut()) {
            when.start = when.start.map(|m| Moment { hour: Some(hour), ..m });
            when.end = when.end.map(|m| Moment { hour: Some(hour), ..m });
            when.precision = Precision::Hour;
        }
        let value = format!("{}{suffix}", period.value());
        Tied { kind: TimexKind::Time, value, when, period: Some(period) }
    }

    fn tie_length(&self, amount: Option<u32>, unit: Unit, ago: bool) -> Tied {
        let value = length(amount, unit);
        let back = match (amount, self.published) {
            (Some(amount), Some(day)) if ago => {
                i32::try_from(amount).ok().and_then(|amount| moved(unit, day, -amount))
            }
            _ => None,
        };
        let when = back.and_then(|p| p.when(Basis::Relative));
        Tied { kind: TimexKind::Duration, value, when, period: None }
    }

    fn tie_span(&self, from: &Expr, to: &Expr, tense: Tense) -> Tied {
        let (first, last) = (self.tie(from, tense), self.tie(to, tense));
        let value = format!("{}/{}", first.value, last.value);
        let when = cover(first.when.as_ref(), last.when.as_ref());
        Tied { kind: TimexKind::Date, value, when, period: last.period }
    }

    /// The stretch an expression means, and what that rests on.
    fn period(&self, expr: &Expr, tense: Tense) -> Option<(Period, Basis)> {
        match expr {
            Expr::Day { weekday, day, month, year } => {
                self.day(*weekday, *day, *month, *year, tense)
            }
            Expr::Month { month, year } => {
                let of = |year| Period::Month { year, month: *month };
                Some(self.in_year(*year, tense, &of))
            }
            Expr::Quarter { quarter, year } => {
                let of = |year| Period::Quarter { year, quarter: *quarter };
                Some(self.in_year(*year, tense, &of))
            }
            Expr::Half { half, year } => {
                let of = |year| Period::Half { year, half: *half };
                Some(self.in_year(*year, tense, &of))
            }
            Expr::Season { season, year } => {
                let of = |year| Period::Season { year, season: *season };
                Some(self.in_year(*year, tense, &of))
            }
            Expr::Year(year) => Some((Period::Year(*year), Basis::Explicit)),
            Expr::Decade(year) => Some((Period::Decade(*year), Basis::Explicit)),
            Expr::Century(number) => Some((Period::Century(*number), Basis::Explicit)),
            Expr::Weekday { weekday, turn } => {
                let day = turned(self.published?, *weekday, *turn, tense)?;
                Some((Period::of_day(day), Basis::Relative))
            }
            Expr::Shift { by, unit, from } => {
                let period = moved(*unit, self.anchor_day(*from, *unit, *by)?, *by)?;
                Some((period, Basis::Relative))
            }
            Expr::Same { unit, years } => {
                let spoken = if *unit == Some(Unit::Day) { self.spoken_day } else { self.spoken }?;
                let period = match unit {
                    Some(unit) => Period::holding(*unit, add(spoken.bounds()?.0, years.years())?),
                    None => spoken.moved_years(*years as i16)?,
                };
                Some((period, Basis::Relative))
            }
            _ => None,
        }
    }

    /// The day to count from. What lies back ("a day earlier") may count from publication where
    /// the text has named no day yet; what follows ("the next day") may not.
    fn anchor_day(&self, from: Anchor, unit: Unit, by: i32) -> Option<Date> {
        match from {
            Anchor::Publication => self.published,
            Anchor::Narrative => {
                let spoken = if unit == Unit::Day { self.spoken_day } else { self.spoken };
                let spoken = spoken
                    .and_then(Period::bounds)
                    .map(|(start, end)| if by < 0 { start } else { end });
                spoken.or(self.published.filter(|_| by <= 0))
            }
        }
    }

    fn day(
        &self,
        weekday: Option<Weekday>,
        day: i8,
        month: Option<i8>,
        year: YearOf,
        tense: Tense,
    ) -> Option<(Period, Basis)> {
        let Some(month) = month else {
            let date = nearest_day_of_month(self.published?, day, tense)?;
            return Some((Period::of_day(date), Basis::Inferred));
        };
        let of = |year| Period::Day { year, month, day };
        match (year, self.published, weekday) {
            // The weekday settles the year where tense and nearness do not.
            (YearOf::Unsaid, Some(published), Some(weekday)) => {
                let fits =
                    |year: &i16| Date::new(*year, month, day).is_ok_and(|d| d.weekday() == weekday);
                let near = pick_year(published, tense, &of);
                let known = near.filter(fits).or_else(|| {
                    let year = published.year();
                    [year, year - 1, year + 1].into_iter().find(fits)
                });
                Some((of(known.or(near)), Basis::Inferred))
            }
            _ => Some(self.in_year(year, tense, &of)),
        }
    }

    /// Puts a stretch into its year: named, counted, or the one that fits tense and publication.
    fn in_year(
        &self,
        year: YearOf,
        tense: Tense,
        of: &dyn Fn(Option<i16>) -> Period,
    ) -> (Period, Basis) {
        let Some(published) = self.published else {
            return match year {
                YearOf::Is(year) => (of(Some(year)), Basis::Explicit),
                _ => (of(None), Basis::Explicit),
            };
        };
        let this = published.year();
        let start = |year: i16| of(Some(year)).bounds().map(|(start, _)| start);
        let end = |year: i16| of(Some(year)).bounds().map(|(_, end)| end);
        match year {
            YearOf::Is(year) => (of(Some(year)), Basis::Explicit),
            YearOf::Shifted(by) => (of(Some(this + by)), Basis::Relative),
            YearOf::Last => {
                let over = end(this).is_some_and(|end| end < published);
                (of(Some(if over { this } else { this - 1 })), Basis::Relative)
            }
            YearOf::Next => {
                let ahead = start(this).is_some_and(|start| start > published);
                (of(Some(if ahead { this } else { this + 1 })), Basis::Relative)
            }
            YearOf::Unsaid => (of(pick_year(published, tense, of)), Basis::Inferred),
        }
    }
}

/// The year that puts a stretch nearest to publication on the side the tense points to.
fn pick_year(published: Date, tense: Tense, of: &dyn Fn(Option<i16>) -> Period) -> Option<i16> {
    // The present tense and loose futures reach months ahead, not to the day's next anniversary.
    const REACH: i32 = 180;
    let this = published.year();
    let gaps: Vec<(i16, i32)> = [this - 1, this, this + 1]
        .into_iter()
        .filter_map(|year| Some((year, gap(published, of(Some(year)).bounds()?))))
        .collect();
    // A day of grace: the text may be dated in another time zone.
    let past = gaps.iter().copied().filter(|(_, gap)| *gap <= 1).max_by_key(|(_, gap)| *gap);
    let ahead = gaps.iter().copied().filter(|(_, gap)| *gap >= 0).min_by_key(|(_, gap)| *gap);
    let (past, ahead) = match (past, ahead) {
        (Some(past), Some(ahead)) => (past, ahead),
        (one, other) => return one.or(other).map(|(year, _)| year),
    };
    Some(match tense {
        Tense::Past => past.0,
        Tense::Future if ahead.1 > REACH && past.1.abs() < REACH / 2 => past.0,
        Tense::Open if past.1.abs() <= ahead.1.abs() => past.0,
        Tense::Future | Tense::Open => ahead.0,
    })
}

/// Days from publication to a stretch: 0 inside it, negative before publication.
fn gap(published: Date, (start, end): (Date, Date)) -> i32 {
    let days = |to: Date| to.since(published).map_or(0, |span| span.get_days());
    if end < published {
        days(end)
    } else if start > published {
        days(start)
    } else {
        0
    }
}

/// The day of a bare "the 13th": of this month, or of the one before or after by tense.
fn nearest_day_of_month(published: Date, day: i8, tense: Tense) -> Option<Date> {
    let in_month = |by: i32| {
        let month = add(published.first_of_month(), by.months())?;
        Date::new(month.year(), month.month(), day).ok()
    };
    let here = in_month(0);
    match tense {
        Tense::Future => here.filter(|d| *d >= published).or_else(|| in_month(1)),
        Tense::Past | Tense::Open => here.filter(|d| *d <= published).or_else(|| in_month(-1)),
    }
}

/// The day a weekday means.
fn turned(published: Date, weekday: Weekday, turn: Turn, tense: Tense) -> Option<Date> {
    let back = i32::from(published.weekday().since(weekday));
    let ahead = (7 - back) % 7;
    let offset = |monday: Date| add(monday, i32::from(weekday.since(Weekday::Monday)).days());
    match turn {
        Turn::Week(by) => offset(add(monday(published), by.weeks())?),
        Turn::Last => add(published, if back == 0 { -7 } else { -back }.days()),
        Turn::Next => add(published, if ahead == 0 { 7 } else { ahead }.days()),
        Turn::This => offset(monday(published)),
        Turn::Bare if tense == Tense::Future => add(published, ahead.days()),
        Turn::Bare => add(published, (-back).days()),
    }
}

/// The stretch of a unit so many units away from a day.
pub(super) fn moved(unit: Unit, day: Date, by: i32) -> Option<Period> {
    let span = Span::new();
    // The amount is the text's own and may be beyond any calendar.
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => span.try_days(by),
        Unit::Weekend | Unit::Week => span.try_weeks(by),
        Unit::Month => span.try_months(by),
        Unit::Quarter => span.try_months(by.checked_mul(3)?),
        Unit::Year => span.try_years(by),
        Unit::Decade => span.try_years(by.checked_mul(10)?),
        Unit::Century => span.try_years(by.checked_mul(100)?),
    };
    let span = span.ok()?;
    Some(Period::holding(unit, add(day, span)?))
}

/// From the start of one time to the end of another.
pub(super) fn cover(first: Option<&When>, last: Option<&When>) -> Option<When> {
    let (first, last) = (first?, last?);
    let (start, end, precision) = (first.start, last.end, Precision::Bounds);
    Some(When { start, end, precision, basis: last.basis, evidence: None })
}

fn exact(moment: Moment) -> Tied {
    let period = match (moment.year, moment.month, moment.day) {
        (year, Some(month), Some(day)) => Period::Day { year, month, day },
        (year, Some(month), None) => Period::Month { year, month },
        (Some(year), None, _) => Period::Year(year),
        _ => return without_when(TimexKind::Date, "XXXX-XX-XX".to_owned()),
    };
    let when = period.when(Basis::Explicit);
    Tied { kind: TimexKind::Date, value: period.value(), when, period: Some(period) }
}

fn without_when(kind: TimexKind, value: String) -> Tied {
    Tied { kind, value, when: None, period: None }
}

/// The TIMEX3 value of a length: `P3D`, `PT2H`, `PXY`.
fn length(amount: Option<u32>, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
    };
    match amount {
        Some(amount) => format!("P{time}{}{letter}", u64::from(amount) * times),
        None if times == 10 => "PXDE".to_owned(),
        None if times == 100 => "PXCE".to_owned(),
        None => format!("P{time}X{letter}"),
    }
}

fn part_code(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Midday => "TMI",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
    }
}

fn vague_value(vague: Vague) -> &'static str {
    match vague {
        Vague::Past => "PAST_REF",
        Vague::Present => "PRESENT_REF",
        Vague::Future => "FUTURE_REF",
    }
}
