//! Times of day.

use super::super::expr::{Expr, Found};
use super::super::lex::Sym;
use super::Reader;

/// Names of zones that may stand after a clock time; those equal to UTC first.
const UTC: &[&str] = &["utc", "gmt", "zulu"];
const ZONES: &[&str] =
    &["est", "edt", "et", "cst", "cdt", "pst", "pdt", "bst", "cet", "cest", "msk", "ist", "jst"];

impl Reader<'_> {
    /// "3 p.m.", "17:30 Moscow time", "0800 UTC", "noon".
    pub(super) fn clock(&self, i: usize) -> Option<Found> {
        let (hour, minute, at) = self.twelve(i).or_else(|| self.twenty_four(i))?;
        let (utc, at) = self.zone(at);
        let on = self.past(at, &["on"]);
        let day = self.calendar(on).or_else(|| self.nearby_day(on));
        let day = day.filter(|d| super::is_day(&d.expr));
        let end = day.as_ref().map_or(at, |d| d.end);
        let day = day.map(|d| Box::new(d.expr));
        Some(Found { start: i, end, expr: Expr::Clock { hour, minute, utc, day } })
    }

    /// A clock of twelve hours: hour, minute, piece after.
    fn twelve(&self, i: usize) -> Option<(i8, i8, usize)> {
        match self.word(i) {
            "noon" => return Some((12, 0, i + 1)),
            "midnight" => return Some((0, 0, i + 1)),
            _ => {}
        }
        let Some(Sym::Digits(hour @ 1..=12, 1..=2)) = self.sym(i) else { return None };
        let (minute, at) = self.minutes(i + 1).unwrap_or((0, i + 1));
        let (afternoon, end) = self.half_of_day(at)?;
        let hour = hour as i8 % 12 + if afternoon { 12 } else { 0 };
        Some((hour, minute, end))
    }

    /// ":30" or ".30" glued to an hour.
    fn minutes(&self, i: usize) -> Option<(i8, usize)> {
        let colon = self.sign(i, ':') || self.sign(i, '.');
        match self.sym(i + 1)? {
            Sym::Digits(minute @ 0..=59, 2) if colon && self.glued(i) && self.glued(i + 1) => {
                Some((minute as i8, i + 2))
            }
            _ => None,
        }
    }

    /// "p.m.", "pm", "o'clock": whether after noon, and the piece after.
    fn half_of_day(&self, i: usize) -> Option<(bool, usize)> {
        match self.word(i) {
            "am" => Some((false, i + 1)),
            "pm" => Some((true, i + 1)),
            half @ ("a" | "p") if self.sign(i + 1, '.') && self.word(i + 2) == "m" => {
                Some((half == "p", self.past_sign(i + 3, '.')))
            }
            "o" if self.word(i + 2) == "clock" => Some((false, i + 3)),
            _ => None,
        }
    }

    /// A clock of twenty-four hours. Four bare digits count only before a zone.
    fn twenty_four(&self, i: usize) -> Option<(i8, i8, usize)> {
        match self.sym(i)? {
            Sym::Digits(hour @ 0..=23, 1..=2) if self.sign(i + 1, ':') && !self.glued_colon(i) => {
                let (minute, at) = self.minutes(i + 1)?;
                (!self.sign(at, ':')).then_some((hour as i8, minute, at))
            }
            Sym::Digits(clock @ 0..=2359, 4) if clock % 100 < 60 => {
                let named =
                    self.is(i + 1, UTC) || self.is(i + 1, ZONES) || self.is(i + 1, &["hours"]);
                named.then_some(((clock / 100) as i8, (clock % 100) as i8, i + 1))
            }
            _ => None,
        }
    }

    fn glued_colon(&self, i: usize) -> bool {
        self.glued(i) && self.before(i) == ":"
    }

    /// A zone after a clock time: whether it is UTC, and the piece after it.
    fn zone(&self, i: usize) -> (bool, usize) {
        let open = usize::from(self.sign(i, '('));
        let at = i + open;
        let close = |end: usize| self.past_sign(end, ')');
        if self.is(at, UTC) {
            let offset = matches!(self.sym(at + 1), Some(Sym::Sign('+' | '-' | '−')));
            let hours = matches!(self.sym(at + 2), Some(Sym::Digits(..)));
            return if offset && hours { (false, close(at + 3)) } else { (true, close(at + 1)) };
        }
        if self.is(at, ZONES) || self.is(at, &["hours"]) {
            return (false, close(at + 1));
        }
        // "local time", "Moscow time", "Central European time".
        let length = (1..=2).find(|&n| self.word(at + n) == "time");
        match length {
            Some(n) if self.pieces[at].capital || self.is(at, &["local"]) => {
                (false, close(at + n + 1))
            }
            _ => (false, i),
        }
    }
}
