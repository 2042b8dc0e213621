//! Times told from an event: "the eve of the summit", "two days after the election".

use super::super::events::is_event;
use super::super::expr::{Expr, Found};
use super::super::lex::{Sym, Unit};
use super::Reader;

/// Words that end what an event may be called, or make it another one.
const FOREIGN: &[&str] = &[
    "of", "in", "at", "on", "by", "to", "that", "which", "and", "or", "for", "with", "from",
    "last", "next", "previous", "other", "another", "annual",
];

/// The most words between "the" and the event's noun.
const REACH: usize = 4;

impl Reader<'_> {
    /// "the eve of the summit", "the day before the NATO summit", "two days after the election".
    pub(super) fn beside_event(&self, i: usize) -> Option<Found> {
        let at = self.past(i, &["the"]);
        if self.word(at) == "eve" && self.word(at + 1) == "of" {
            let event = self.event(at + 2)?;
            let expr = Expr::Beside { by: -1, unit: Unit::Day, event, counted: false };
            return Some(Found { start: i, end: at + 1, expr });
        }
        let one = self.is(i, &["the", "a", "one"]) && matches!(self.unit(i + 1), Some((_, false)));
        let (amount, unit, end) =
            if one { (Some(1), self.unit(i + 1)?.0, i + 2) } else { self.counted(i)? };
        let sign = match self.word(end) {
            "before" => -1,
            "after" | "following" => 1,
            _ => return None,
        };
        let by = sign * i32::try_from(amount?).ok()?;
        let event = self.event(end + 1)?;
        let counted = self.word(i) != "the";
        let expr = Expr::Beside { by, unit, event, counted };
        (unit >= Unit::Day).then_some(Found { start: i, end, expr })
    }

    /// The piece of an event's noun after its article.
    fn event(&self, i: usize) -> Option<usize> {
        let definite = self.is(i, &["the", "this", "that", "its", "their", "his", "her"]);
        let mut called = (i + 1..=i + 1 + REACH).take_while(|&at| {
            self.sym(at) == Some(Sym::Word) && !self.pieces[at].breaks && !self.is(at, FOREIGN)
        });
        let noun = called.find(|&at| is_event(self.word(at)) && !is_event(self.word(at + 1)))?;
        definite.then_some(noun)
    }
}
