//! What a time expression says, before it is tied to a calendar.

use jiff::civil::Weekday;

use super::lex::Unit;
use crate::nouns::Moment;

/// Which year a month, quarter or season is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearOf {
    /// Not said.
    Unsaid,
    /// Named.
    Is(i16),
    /// "of last year" -1, "of this year" 0, "of next year" 1.
    Shifted(i16),
    /// "last December": the one most recently over.
    Last,
    /// "next December": the one to come.
    Next,
}

/// What a relative expression counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The day of publication.
    Publication,
    /// The time last spoken of in the text.
    Narrative,
}

/// How a weekday is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// "on Tuesday": the tense decides.
    Bare,
    /// "last Tuesday".
    Last,
    /// "this Tuesday".
    This,
    /// "next Tuesday".
    Next,
    /// "Tuesday last week" -1, "Tuesday next week" 1.
    Week(i32),
}

/// Season of the year, by the northern calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// A reference to no point of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vague {
    Past,
    Present,
    Future,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    /// A day of the month, with whatever else is said.
    Day {
        weekday: Option<Weekday>,
        day: i8,
        month: Option<i8>,
        year: YearOf,
    },
    Month {
        month: i8,
        year: YearOf,
    },
    Quarter {
        quarter: i8,
        year: YearOf,
    },
    Half {
        half: i8,
        year: YearOf,
    },
    Season {
        season: Season,
        year: YearOf,
    },
    Year(i16),
    /// First year of the decade.
    Decade(i16),
    /// Its number: 20 for the twentieth.
    Century(i16),
    Weekday {
        weekday: Weekday,
        turn: Turn,
    },
    /// So many units before (negative) or after the anchor.
    Shift {
        by: i32,
        unit: Unit,
        from: Anchor,
    },
    /// So many units before (negative) or after an event that the text names by the noun at this
    /// piece; `counted` where the words are a length by themselves ("two days after the talks").
    Beside {
        by: i32,
        unit: Unit,
        event: usize,
        counted: bool,
    },
    /// "the same month last year": the unit last spoken of, so many years away; without a unit,
    /// "the same period", whatever it was.
    Same {
        unit: Option<Unit>,
        years: i32,
    },
    /// Hour and minute of the clock; `day` if the day is said beside it.
    Clock {
        hour: i8,
        minute: i8,
        utc: bool,
        day: Option<Box<Expr>>,
    },
    /// A part of a day; `day` if said beside it.
    Part {
        part: Part,
        day: Option<Box<Expr>>,
    },
    /// A length of time, of a number unknown if the text says "several"; `ago` if it ends now.
    Length {
        amount: Option<u32>,
        unit: Unit,
        ago: bool,
    },
    /// Again and again, every so many units.
    Every {
        amount: u32,
        unit: Unit,
    },
    /// "every Monday", "Mondays".
    EveryWeekday(Weekday),
    Vague(Vague),
    /// From one to another, written as one expression ("May 3-5").
    Span(Box<Expr>, Box<Expr>),
    /// Written out for machines ("2022-11-13").
    Exact(Moment),
}

/// An expression and the pieces it stands on (end exclusive).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) expr: Expr,
}
