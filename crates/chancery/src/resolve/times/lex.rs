//! Cutting a text into the pieces the time grammar reads.
//!
//! The engine's tokens split `2022-11-13` and `3–5` in ways that depend on the kind of dash, so
//! the grammar has its own, simpler pieces: runs of letters, runs of digits, single signs.

use jiff::civil::Weekday;

use crate::nouns::MONTHS;
use crate::numerals::{below_twenty, tens, up_to_twentieth};

/// A unit of calendar or clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// What a piece can mean in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sym {
    /// Digits: value and how many of them.
    Digits(u32, u8),
    /// A number word from one to ninety.
    Number(u32),
    /// An ordinal word from first to thirty-first.
    Ordinal(u32),
    /// A month, 1-12, and whether it was abbreviated.
    Month(i8, bool),
    /// A weekday, and whether it was abbreviated.
    Weekday(Weekday, bool),
    /// A unit, and whether in the plural.
    Unit(Unit, bool),
    /// Any other run of letters.
    Word,
    /// A single sign.
    Sign(char),
}

/// One piece of the text. Offsets are bytes.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The letters in lower case; a sign as it stands.
    pub(super) lower: String,
    pub(super) sym: Sym,
    /// No white space before it.
    pub(super) glued: bool,
    /// A blank line, or the start of the text, before it.
    pub(super) breaks: bool,
    /// Begins with a capital.
    pub(super) capital: bool,
}

/// Cuts a text into pieces.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let (mut glued, mut newlines) = (false, 2);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            glued = false;
            newlines += u8::from(c == '\n' && newlines < 2);
            continue;
        }
        let mut end = start + c.len_utf8();
        let same: fn(char) -> bool = match c {
            _ if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            _ if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        while let Some(&(at, next)) = chars.peek().filter(|(_, next)| same(*next)) {
            end = at + next.len_utf8();
            chars.next();
        }
        out.push(piece(&text[start..end], start as u32, glued, newlines >= 2));
        (glued, newlines) = (true, 0);
    }
    out
}

fn piece(word: &str, start: u32, glued: bool, breaks: bool) -> Piece {
    let lower = word.to_lowercase();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let sym = sym(word, &lower, capital);
    Piece { start, end: start + word.len() as u32, lower, sym, glued, breaks, capital }
}

fn sym(word: &str, lower: &str, capital: bool) -> Sym {
    let first = word.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return match word.parse() {
            Ok(value) if word.len() <= 6 => Sym::Digits(value, word.len() as u8),
            _ => Sym::Word,
        };
    }
    if !first.is_alphabetic() {
        return Sym::Sign(first);
    }
    if capital && let Some((month, short)) = month(lower) {
        return Sym::Month(month, short);
    }
    if capital && let Some((weekday, short)) = weekday(lower) {
        return Sym::Weekday(weekday, short);
    }
    if let Some((unit, plural)) = unit(lower) {
        return Sym::Unit(unit, plural);
    }
    number(lower)
        .map(Sym::Number)
        .or_else(|| up_to_twentieth(lower).map(Sym::Ordinal))
        .unwrap_or(Sym::Word)
}

/// The month a lower-case word names, and whether it is an abbreviation.
fn month(lower: &str) -> Option<(i8, bool)> {
    if let Some(at) = MONTHS.iter().position(|m| *m == lower) {
        return Some((at as i8 + 1, false));
    }
    let short = matches!(lower.len(), 3) || lower == "sept";
    let at = MONTHS.iter().position(|m| short && m.starts_with(lower))?;
    Some((at as i8 + 1, true))
}

/// The weekday a lower-case word names, and whether it is an abbreviation.
fn weekday(lower: &str) -> Option<(Weekday, bool)> {
    let long = match lower {
        "monday" | "mondays" => Weekday::Monday,
        "tuesday" | "tuesdays" => Weekday::Tuesday,
        "wednesday" | "wednesdays" => Weekday::Wednesday,
        "thursday" | "thursdays" => Weekday::Thursday,
        "friday" | "fridays" => Weekday::Friday,
        "saturday" | "saturdays" => Weekday::Saturday,
        "sunday" | "sundays" => Weekday::Sunday,
        "mon" => return Some((Weekday::Monday, true)),
        "tue" | "tues" => return Some((Weekday::Tuesday, true)),
        "wed" => return Some((Weekday::Wednesday, true)),
        "thu" | "thur" | "thurs" => return Some((Weekday::Thursday, true)),
        "fri" => return Some((Weekday::Friday, true)),
        "sat" => return Some((Weekday::Saturday, true)),
        "sun" => return Some((Weekday::Sunday, true)),
        _ => return None,
    };
    Some((long, false))
}

fn unit(lower: &str) -> Option<(Unit, bool)> {
    Some(match lower {
        "seconds" => (Unit::Second, true),
        "minute" => (Unit::Minute, false),
        "minutes" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

fn number(lower: &str) -> Option<u32> {
    below_twenty(lower).filter(|number| *number > 0).or_else(|| tens(lower))
}
