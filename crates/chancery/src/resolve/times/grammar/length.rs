//! Lengths of time, recurring times, and references to no point of the calendar.

use super::super::expr::{Expr, Found, Vague};
use super::super::lex::{Sym, Unit};
use super::Reader;

/// Words that stand for a number nobody knows.
const UNCOUNTED: &[&str] = &["several", "few", "many", "some", "numerous"];

/// Words that may stand before a length and belong to it.
const HEDGES: &[&str] =
    &["nearly", "almost", "about", "around", "over", "some", "roughly", "approximately", "just"];

impl Reader<'_> {
    /// "two days", "three-day", "several years", "the past nine days", "for decades".
    pub(super) fn length(&self, i: usize) -> Option<Found> {
        let window = self.past(i, &["the"]);
        let window = self.past(window, &["past", "last", "next", "coming", "previous", "first"]);
        let start = self.past(window, HEDGES);
        let (amount, unit, end) = self.counted(start).or_else(|| {
            if window > i { self.windowed(window) } else { self.uncounted(i, start) }
        })?;
        // "about a quarter" is a share.
        let share = unit == Unit::Quarter && amount == Some(1);
        let expr = Expr::Length { amount, unit, ago: false };
        (!share).then_some(Found { start: i, end, expr })
    }

    /// A number and a unit: "two days", "three-day", "a week-long", "half an hour".
    pub(super) fn counted(&self, i: usize) -> Option<(Option<u32>, Unit, usize)> {
        if self.word(i) == "half" && self.is(i + 1, &["a", "an"]) && self.word(i + 2) == "hour" {
            return Some((Some(30), Unit::Minute, i + 3));
        }
        let several = self.is(i, UNCOUNTED) || self.is(i, &["couple"]);
        let (amount, at) = match self.number(i) {
            Some((amount, at)) => (Some(amount), at),
            None if several => (None, self.past(i + 1, &["of", "more"])),
            None => return self.long(i),
        };
        let at =
            self.past(at, &["consecutive", "straight", "full", "long", "more", "whole", "trading"]);
        let hyphen = self.dash(at);
        let (unit, _) = self.unit(at + usize::from(hyphen))?;

        let end = at + usize::from(hyphen) + 1;
        let end = if self.dash(end) && self.is(end + 1, &["long", "old"]) { end + 2 } else { end };
        // A year has four digits and no count: "2008 year" is no length.
        let sane = amount.is_none_or(|a| a < 1500);
        sane.then_some((amount, unit, end))
    }

    /// "hour-long", "day-long", "weeks-long".
    fn long(&self, i: usize) -> Option<(Option<u32>, Unit, usize)> {
        let (unit, plural) = self.unit(i)?;
        let long = self.dash(i + 1) && self.word(i + 2) == "long";
        long.then_some((if plural { None } else { Some(1) }, unit, i + 3))
    }

    /// "the past decade", "the next week": one unit, not counted.
    fn windowed(&self, i: usize) -> Option<(Option<u32>, Unit, usize)> {
        let article = self.before(i - 1) == "the" || self.word(i - 1) == "past";
        let (unit, plural) = self.unit(i)?;
        let amount = if plural { None } else { Some(1) };
        let window = self.is(i - 1, &["past", "last", "coming"]);
        (article && window).then_some((amount, unit, i + 1))
    }

    /// A bare unit that a preposition or a hedge makes a length: "for years", "in over a decade".
    fn uncounted(&self, i: usize, at: usize) -> Option<(Option<u32>, Unit, usize)> {
        let before = self.before(i);
        let governed =
            matches!(before, "for" | "within" | "after" | "in" | "of" | "lasted" | "over");
        let one = self.is(at, &["a", "an"]);
        let (unit, plural) = self.unit(at + usize::from(one))?;
        let hedged = at > i;
        match (one, plural) {
            (true, false) if governed && before != "of" || one && hedged => {
                Some((Some(1), unit, at + 2))
            }
            (false, true) if governed => Some((None, unit, at + 1)),
            _ => None,
        }
    }

    /// "every year", "annual", "15 a year", "every Monday".
    pub(super) fn recurring(&self, i: usize) -> Option<Found> {
        let every =
            |amount, unit, end| Some(Found { start: i, end, expr: Expr::Every { amount, unit } });
        if self.is(i, &["every", "each"]) {
            if let Some(Sym::Weekday(weekday, _)) = self.sym(i + 1) {
                return Some(Found { start: i, end: i + 2, expr: Expr::EveryWeekday(weekday) });
            }
            let (amount, at) = self.number(i + 1).unwrap_or((1, i + 1));
            let (unit, _) = self.unit(at)?;
            return every(amount, unit, at + 1);
        }
        if self.is(i, &["a", "per", "an"]) {
            let before = i.checked_sub(1).and_then(|b| self.sym(b));
            let counted = matches!(before, Some(Sym::Digits(..) | Sym::Number(_)))
                || matches!(self.before(i), "once" | "twice" | "times" | "million" | "billion")
                || self.is(i, &["per"]);
            let (unit, plural) = self.unit(i + 1)?;
            let later = self.is(i + 2, &["ago", "earlier", "later", "before", "after"]);
            return if counted && !plural && !later { every(1, unit, i + 2) } else { None };
        }
        if self.pieces[i].capital && !self.pieces[i].breaks {
            return None;
        }
        let unit = match self.word(i) {
            "daily" => Unit::Day,
            "weekly" => Unit::Week,
            "monthly" => Unit::Month,
            "quarterly" => Unit::Quarter,
            "yearly" | "annual" | "annually" => Unit::Year,
            _ => return None,
        };
        every(1, unit, i + 1)
    }

    /// "recently", "currently", "in the future".
    pub(super) fn vague(&self, i: usize) -> Option<Found> {
        let (vague, length) = self.vague_phrase(i)?;
        Some(Found { start: i, end: i + length, expr: Expr::Vague(vague) })
    }

    fn vague_phrase(&self, i: usize) -> Option<(Vague, usize)> {
        const TERMS: [&str; 4] = ["near", "short", "long", "medium"];
        let term = |at: usize| {
            let hyphen = usize::from(self.dash(at + 1));
            (self.is(at, &TERMS) && self.word(at + 1 + hyphen) == "term").then_some(hyphen + 2)
        };
        let after = |n: usize| self.word(i + n);
        match self.word(i) {
            "recently" | "recent" | "lately" | "previously" => Some((Vague::Past, 1)),
            "currently" | "current" | "nowadays" | "now" => Some((Vague::Present, 1)),
            "soon" if after(1) != "as" && self.before(i) != "as" => Some((Vague::Future, 1)),
            "the" if after(1) == "time" && after(2) == "being" => Some((Vague::Present, 3)),
            "the" if after(1) == "future" => Some((Vague::Future, 2)),
            "the" if after(1) == "past" && self.ends_or_verb(i + 2) => Some((Vague::Past, 2)),
            "the" if matches!(after(1), "near" | "foreseeable") && after(2) == "future" => {
                Some((Vague::Future, 3))
            }
            "the" => term(i + 1).map(|length| (Vague::Future, length + 1)),
            _ => term(i).map(|length| (Vague::Future, length)),
        }
    }

    fn ends_or_verb(&self, i: usize) -> bool {
        !matches!(self.sym(i), Some(Sym::Word | Sym::Number(_) | Sym::Digits(..) | Sym::Unit(..)))
            || self.is(i, &["and", "but", "to", "by", "that", "have", "had", "has", "was", "were"])
    }
}
