//! The grammar of time expressions over the pieces of a text.

mod calendar;
mod clock;
mod event;
mod length;
mod relative;

use super::expr::{Expr, Found};
use super::lex::{Piece, Sym, Unit};

/// Every time expression of a text, in order, never overlapping.
pub(super) fn read(pieces: &[Piece]) -> Vec<Found> {
    let reader = Reader { pieces };
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let found = reader.at(at);
        match found.last() {
            Some(last) => at = last.end,
            None => at += 1,
        }
        out.extend(found);
    }
    give_clocks_their_day(&mut out, &reader);
    out
}

/// The pieces, with the questions the rules ask of them.
pub(super) struct Reader<'a> {
    pub(super) pieces: &'a [Piece],
}

impl Reader<'_> {
    /// The expressions that start at a piece: several where days are listed ("3 and 4 May").
    fn at(&self, i: usize) -> Vec<Found> {
        let listed = self.listed_days(i);
        if !listed.is_empty() && self.unbroken(&listed) {
            return listed;
        }
        let rules: [fn(&Self, usize) -> Option<Found>; 7] = [
            Self::clock,
            Self::calendar_with_part,
            Self::beside_event,
            Self::relative,
            Self::recurring,
            Self::length,
            Self::vague,
        ];
        let found = rules.iter().find_map(|rule| {
            let found = rule(self, i)?;
            self.unbroken(std::slice::from_ref(&found)).then_some(found)
        });
        found.into_iter().collect()
    }

    /// No blank line lies inside.
    fn unbroken(&self, found: &[Found]) -> bool {
        let (Some(first), Some(last)) = (found.first(), found.last()) else { return false };
        self.pieces[first.start + 1..last.end].iter().all(|p| !p.breaks)
    }

    pub(super) fn sym(&self, i: usize) -> Option<Sym> {
        self.pieces.get(i).map(|p| p.sym)
    }

    /// The piece in lower case; empty beyond the end.
    pub(super) fn word(&self, i: usize) -> &str {
        self.pieces.get(i).map_or("", |p| p.lower.as_str())
    }

    /// The piece before in lower case; empty before the start.
    pub(super) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |i| self.word(i))
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    pub(super) fn sign(&self, i: usize, sign: char) -> bool {
        self.sym(i) == Some(Sym::Sign(sign))
    }

    pub(super) fn glued(&self, i: usize) -> bool {
        self.pieces.get(i).is_some_and(|p| p.glued)
    }

    /// `i`, or the piece after it if it is this sign.
    pub(super) fn past_sign(&self, i: usize, sign: char) -> usize {
        i + usize::from(self.sign(i, sign))
    }

    /// `i`, or the piece after it if it is one of these words.
    pub(super) fn past(&self, i: usize, words: &[&str]) -> usize {
        i + usize::from(self.is(i, words))
    }

    pub(super) fn dash(&self, i: usize) -> bool {
        matches!(self.sym(i), Some(Sym::Sign('-' | '–' | '—' | '‑' | '−')))
    }

    pub(super) fn unit(&self, i: usize) -> Option<(Unit, bool)> {
        match self.sym(i)? {
            Sym::Unit(unit, plural) => Some((unit, plural)),
            _ => None,
        }
    }

    /// A whole number in digits or words, and the piece after it.
    pub(super) fn number(&self, i: usize) -> Option<(u32, usize)> {
        match self.sym(i)? {
            Sym::Digits(value, _) => {
                let grouped = self.sign(i + 1, ',') && self.glued(i + 1) && self.glued(i + 2);
                match self.sym(i + 2) {
                    Some(Sym::Digits(rest, 3)) if grouped => {
                        Some((value.checked_mul(1000)? + rest, i + 3))
                    }
                    _ => Some((value, i + 1)),
                }
            }
            Sym::Number(tens @ 20..) if self.dash(i + 1) => match self.sym(i + 2) {
                Some(Sym::Number(ones @ 1..=9)) => Some((tens + ones, i + 3)),
                _ => Some((tens, i + 1)),
            },
            Sym::Number(value) => Some((value, i + 1)),
            _ => None,
        }
    }

    /// "first", "13th", and the piece after it.
    pub(super) fn ordinal(&self, i: usize) -> Option<(u32, usize)> {
        match self.sym(i)? {
            Sym::Ordinal(value) => Some((value, i + 1)),
            // "Twenty-first".
            Sym::Number(tens @ (20 | 30)) if self.dash(i + 1) && self.glued(i + 1) => {
                match self.sym(i + 2)? {
                    Sym::Ordinal(unit @ 1..=9) => Some((tens + unit, i + 3)),
                    _ => None,
                }
            }
            Sym::Digits(value, 1..=2)
                if self.glued(i + 1) && self.is(i + 1, &["st", "nd", "rd", "th"]) =>
            {
                Some((value, i + 2))
            }
            _ => None,
        }
    }
}

/// "on Tuesday at 3 p.m.": the clock takes the day it stands beside.
fn give_clocks_their_day(found: &mut [Found], reader: &Reader<'_>) {
    for i in 1..found.len() {
        let (head, tail) = found.split_at_mut(i);
        let (day, clock) = (&head[i - 1], &mut tail[0]);
        let Expr::Clock { day: own @ None, .. } = &mut clock.expr else { continue };
        let between = &reader.pieces[day.end..clock.start];
        let linked = between.iter().all(|p| {
            !p.breaks && matches!(p.lower.as_str(), "," | "at" | "around" | "about" | "by" | "from")
        });
        if linked && is_day(&day.expr) {
            *own = Some(Box::new(day.expr.clone()));
        }
    }
}

fn is_day(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Day { .. }
            | Expr::Weekday { .. }
            | Expr::Exact(_)
            | Expr::Shift { unit: Unit::Day, .. }
    )
}
