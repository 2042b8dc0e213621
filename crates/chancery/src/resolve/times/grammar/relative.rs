//! Times told from another time: from publication, or from what was told before.

use super::super::expr::{Anchor, Expr, Found, Part, Season, YearOf};
use super::super::lex::{Sym, Unit};
use super::Reader;

impl Reader<'_> {
    /// A relative time, with what leads into it ("earlier today", "the end of this year").
    pub(super) fn relative(&self, i: usize) -> Option<Found> {
        if let Some(found) = self.relative_core(i) {
            return Some(found);
        }
        let at = self.lead(i)?;
        let found = self.relative_core(at).or_else(|| self.calendar(at))?;
        Some(Found { start: i, ..found })
    }

    /// "earlier", "late", "mid-", "the end of", "the morning of": the piece after it.
    fn lead(&self, i: usize) -> Option<usize> {
        if self.is(i, &["earlier", "later", "early", "late", "mid"]) {
            let at = i + 1 + usize::from(self.dash(i + 1));
            return Some(if self.is(at, &["in", "on"]) { at + 1 } else { at });
        }
        let at = self.past(i, &["the"]);
        let edge =
            self.is(at, &["end", "start", "beginning", "middle", "close", "morning", "evening"]);
        (edge && self.word(at + 1) == "of").then_some(at + 2)
    }

    fn relative_core(&self, i: usize) -> Option<Found> {
        self.nearby_day(i)
            .or_else(|| self.turned_unit(i))
            .or_else(|| self.told_unit(i))
            .or_else(|| self.counted_from(i))
            .or_else(|| self.quarter(i))
            .or_else(|| self.bare_part(i))
    }

    /// "today", "yesterday evening", "the day after tomorrow", "tonight".
    pub(super) fn nearby_day(&self, i: usize) -> Option<Found> {
        let shift = |by| Expr::Shift { by, unit: Unit::Day, from: Anchor::Publication };
        let (by, end) = match self.word(i) {
            "today" => (0, i + 1),
            "yesterday" => (-1, i + 1),
            "tomorrow" => (1, i + 1),
            "tonight" => {
                let expr = Expr::Part { part: Part::Night, day: Some(Box::new(shift(0))) };
                return Some(Found { start: i, end: i + 1, expr });
            }
            "the" | "day" => {
                let at = self.past(i, &["the"]);
                match (self.word(at), self.word(at + 1), self.word(at + 2)) {
                    ("day", "before", "yesterday") => (-2, at + 3),
                    ("day", "after", "tomorrow") => (2, at + 3),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(match self.part(end) {
            Some(part) => {
                let expr = Expr::Part { part, day: Some(Box::new(shift(by))) };
                Found { start: i, end: end + 1, expr }
            }
            None => Found { start: i, end, expr: shift(by) },
        })
    }

    /// "last week", "this month", "next year", "this morning", "last night", "this summer".
    fn turned_unit(&self, i: usize) -> Option<Found> {
        let by = match self.word(i) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            "coming" if self.before(i) == "this" => 1,
            _ => return None,
        };
        let at = self.past(i + 1, &["past", "coming"]);
        // "the last week of May", "the next year": not from publication.
        if self.before(i) == "the" {
            return None;
        }
        if let Some(part) = self.part(at) {
            let day = Expr::Shift { by, unit: Unit::Day, from: Anchor::Publication };
            let expr = Expr::Part { part, day: Some(Box::new(day)) };
            return (by <= 0).then_some(Found { start: i, end: at + 1, expr });
        }
        let (unit, plural) = self.unit(at)?;
        let expr = Expr::Shift { by, unit, from: Anchor::Publication };
        (!plural).then_some(Found { start: i, end: at + 1, expr })
    }

    /// "that day", "the same month last year", "the next day", "the previous year", "the day
    /// before", "later in the day".
    fn told_unit(&self, i: usize) -> Option<Found> {
        let from = Anchor::Narrative;
        let article = usize::from(self.word(i) == "the");
        let at = i + article;
        if article == 1
            && let Some((unit, false)) = self.unit(at)
        {
            let by = match self.word(at + 1) {
                "before" => -1,
                "after" => 1,
                _ => return self.the_day(i),
            };
            let closed = !matches!(self.sym(at + 2), Some(Sym::Word)) || self.is(at + 2, &["that"]);
            let expr = Expr::Shift { by, unit, from };
            return closed.then_some(Found { start: i, end: at + 2, expr });
        }
        let by = match self.word(at) {
            "that" if article == 0 => 0,
            "same" if article == 1 => return self.same(i),
            "next" | "following" if article == 1 => 1,
            "previous" | "preceding" if article == 1 => -1,
            _ => return None,
        };
        if let Some(part) = self.part(at + 1) {
            let day = Some(Box::new(Expr::Shift { by, unit: Unit::Day, from }));
            return Some(Found { start: i, end: at + 2, expr: Expr::Part { part, day } });
        }
        let (unit, plural) = self.unit(at + 1)?;
        let expr = Expr::Shift { by, unit, from };
        (!plural && unit >= Unit::Day).then_some(Found { start: i, end: at + 2, expr })
    }

    /// "later in the day", "the end of the day".
    fn the_day(&self, i: usize) -> Option<Found> {
        let day = self.unit(i + 1) == Some((Unit::Day, false));
        let placed = matches!(self.before(i), "in" | "of" | "end" | "ended" | "during");
        let more = self.is(i + 2, &["of", "when", "that"]);
        let expr = Expr::Shift { by: 0, unit: Unit::Day, from: Anchor::Narrative };
        (day && placed && !more).then_some(Found { start: i, end: i + 2, expr })
    }

    /// "the same day", "the same month last year", "the same period a year earlier".
    fn same(&self, i: usize) -> Option<Found> {
        let period = self.word(i + 2) == "period";
        let unit = match self.unit(i + 2) {
            Some((unit, false)) => Some(unit),
            _ if period => None,
            _ => return None,
        };
        let at = self.past(i + 3, &["of", "in"]);
        let year = |n: usize| matches!(self.unit(at + n), Some((Unit::Year, false)));
        let end = match self.word(at) {
            "last" if year(1) => at + 2,
            "a" | "one" if year(1) && self.is(at + 2, &["ago", "earlier", "before"]) => at + 3,
            "the" if year(2) && self.is(at + 1, &["previous"]) => at + 3,
            "the" if year(1) && self.is(at + 2, &["before"]) => at + 3,
            _ if period => return None,
            _ => {
                let expr = Expr::Same { unit, years: 0 };
                return Some(Found { start: i, end: i + 3, expr });
            }
        };
        Some(Found { start: i, end, expr: Expr::Same { unit, years: -1 } })
    }

    /// "two days ago", "a week earlier", "three months later".
    fn counted_from(&self, i: usize) -> Option<Found> {
        let (amount, unit, at) = if self.is(i, &["a", "an"]) {
            (Some(1), self.unit(i + 1)?.0, i + 2)
        } else {
            self.counted(i)?
        };
        let (sign, from) = match self.word(at) {
            "ago" => (-1, Anchor::Publication),
            "earlier" => (-1, Anchor::Narrative),
            "later" => (1, Anchor::Narrative),
            _ => return None,
        };
        // MEANTIME and the eye both take "two years ago" for a length reaching back.
        let long = unit >= Unit::Month || unit < Unit::Day;
        let expr = match amount {
            Some(amount) if !(long && from == Anchor::Publication) => {
                Expr::Shift { by: sign * i32::try_from(amount).ok()?, unit, from }
            }
            _ => Expr::Length { amount, unit, ago: from == Anchor::Publication },
        };
        Some(Found { start: i, end: at + 1, expr })
    }

    /// "the third quarter of 2008", "Q3", "the first half of this year".
    fn quarter(&self, i: usize) -> Option<Found> {
        let at = self.past(i, &["the"]);
        let quick = match self.word(at) {
            "q" => match self.sym(at + 1) {
                Some(Sym::Digits(n @ 1..=4, 1)) if self.glued(at + 1) => Some((n, at + 2)),
                _ => None,
            },
            _ => None,
        };
        if let Some((quarter, at)) = quick {
            let (year, end) = self.year_of(at);
            return Some(Found {
                start: i,
                end,
                expr: Expr::Quarter { quarter: quarter as i8, year },
            });
        }
        let (number, at) = self.ordinal(at)?;
        let at = at + usize::from(self.dash(at));
        let quarter = matches!(self.unit(at), Some((Unit::Quarter, false)));
        let half = self.word(at) == "half";
        let (year, end) = self.year_of(at + 1);
        let number = i8::try_from(number).ok()?;
        let expr = match number {
            1..=4 if quarter => Expr::Quarter { quarter: number, year },
            // "the second half" by itself is as often a game's.
            1..=2 if half && year != YearOf::Unsaid => Expr::Half { half: number, year },
            _ => return None,
        };
        Some(Found { start: i, end, expr })
    }

    /// "of 2008", "2008", "of this year", "last year".
    fn year_of(&self, i: usize) -> (YearOf, usize) {
        let at = self.past(self.past_sign(i, ','), &["of", "in"]);
        if let Some(Sym::Digits(year @ 1500..=2199, 4)) = self.sym(at) {
            return (YearOf::Is(year as i16), at + 1);
        }
        let at = self.past(i, &["of"]);
        let the = self.past(at, &["the"]);
        let by = match self.word(the) {
            "last" | "previous" => -1,
            "this" => 0,
            "next" => 1,
            _ => return (YearOf::Unsaid, i),
        };
        match self.unit(the + 1) {
            Some((Unit::Year, false)) => (YearOf::Shifted(by), the + 2),
            _ => (YearOf::Unsaid, i),
        }
    }

    /// "last summer", "the spring of 2009", "in the autumn", "winter 2010".
    pub(super) fn season(&self, i: usize) -> Option<Found> {
        let turn = match self.word(i) {
            "last" => Some(YearOf::Last),
            "this" => Some(YearOf::Shifted(0)),
            "next" => Some(YearOf::Next),
            _ => None,
        };
        let article = self.word(i) == "the";
        let at = i + usize::from(turn.is_some() || article);
        let season = match self.word(at) {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" | "fall" => Season::Autumn,
            "winter" => Season::Winter,
            _ => return None,
        };
        let (year, end) = match turn {
            Some(turn) => (turn, at + 1),
            None => self.year_of(at + 1),
        };
        let placed =
            article && matches!(self.before(i), "in" | "since" | "until" | "by" | "during");
        let clear = year != YearOf::Unsaid || (placed && self.word(at) != "fall");
        clear.then_some(Found { start: i, end, expr: Expr::Season { season, year } })
    }

    /// "in the morning": of a day not told here.
    fn bare_part(&self, i: usize) -> Option<Found> {
        let placed = self.before(i) == "in" && self.word(i) == "the";
        let part = self.part(i + 1)?;
        let expr = Expr::Part { part, day: None };
        placed.then_some(Found { start: i, end: i + 2, expr })
    }
}
