//! Times named in a text: found by a grammar, tied to the calendar by the day of publication,
//! the tense of the governing verb, and what was told before.
//!
//! A year is never invented. A day and month without a year take the year that fits publication
//! and tense; without a day of publication they stay `XXXX-12-13`, unless the text dates itself:
//! its first two paragraphs hold a full date that is a line of its own or part of the dateline,
//! and that date then serves as the day of publication; or a full date near that day lends its
//! year (`years`).

mod anchor;
mod events;
mod expr;
mod grammar;
mod lex;
mod period;
mod tense;
#[cfg(test)]
mod tests;
mod years;

use chancery_engine::{Dep, Doc, EntityKind, Pos, Tag};
use jiff::civil::Date;

use self::anchor::{Anchors, Tied, cover};
use self::expr::{Expr, Found, YearOf};
use self::lex::{Piece, Sym};
use crate::nouns::{Moment, Page, Precision, TimeMention, TimexKind, When};

/// The times a text names, in order of place.
///
/// Both ends of a range ("from 3 to 5 May") are mentions of their own, each with its own TIMEX3
/// value, and the `when` of each is the whole range.
pub fn times(page: &Page, doc: &Doc) -> Vec<TimeMention> {
    if doc.tokens.is_empty() {
        return Vec::new();
    }
    let pieces = lex::pieces(&doc.text);
    let mut found = grammar::read(&pieces);
    found.retain(|f| is_time(f, &pieces, doc));
    share_years(&mut found, &pieces);
    let published = published_day(page).or_else(|| own_day(&found, &pieces));
    let mut tied = tie_all(&found, &pieces, doc, published);
    join_ranges(&found, &pieces, &mut tied);
    let tied = events::tie(&found, &pieces, doc, tied);
    let mut times: Vec<TimeMention> = found
        .iter()
        .zip(tied)
        .filter_map(|(f, tied)| Some((f, tied?)))
        .map(|(f, tied)| {
            let range = bytes(f, &pieces);
            let when = tied.when.map(|when| open_ended(when, f, &pieces, doc));
            let (start, end) = (range.start, range.end);
            TimeMention { start, end, kind: tied.kind, value: tied.value, when }
        })
        .collect();
    years::infer_years(&mut times, &doc.text);
    times
}

/// The day as of which a page speaks: its publication; else the last full date it tells itself,
/// where all it tells lie within a year of that.
pub(crate) fn day_spoken_of(page: &Page, times: &[TimeMention]) -> Option<Date> {
    let published = page.document.published.as_ref().and_then(|p| p.start?.date());
    published.or_else(|| {
        let full: Vec<Date> = times.iter().filter_map(|t| t.when.as_ref()?.single_day()).collect();
        let (first, last) = (full.iter().min()?, full.iter().max()?);
        (last.year() - first.year() <= 1).then_some(*last)
    })
}

/// The day of publication, where it is known to the day.
fn published_day(page: &Page) -> Option<Date> {
    let published = page.document.published.as_ref()?;
    let (start, end) = (published.start?.date()?, published.end?.date()?);
    (start == end).then_some(start)
}

/// The day a text gives itself: a full date in its first two paragraphs that makes up a
/// paragraph, or stands in a dateline before a dash.
fn own_day(found: &[Found], pieces: &[Piece]) -> Option<Date> {
    let mut breaks = (0..pieces.len()).filter(|&i| pieces[i].breaks);
    let third = breaks.nth(2).unwrap_or(pieces.len());
    found.iter().take_while(|f| f.start < third).find_map(|f| {
        let Expr::Day { day, month: Some(month), year: YearOf::Is(year), .. } = &f.expr else {
            return None;
        };
        let alone = pieces[f.start].breaks && pieces.get(f.end).is_none_or(|p| p.breaks);
        let opening = pieces[..f.start].iter().rev().take_while(|p| !p.breaks).count() <= 6;
        let dash = |p: &Piece| matches!(p.sym, Sym::Sign('—' | '–' | '-'));
        let stop = |p: &Piece| matches!(p.sym, Sym::Sign('.' | ':'));
        let stopped = pieces.get(f.end).is_some_and(stop);
        let dateline = opening && (pieces[f.end..].iter().take(5).any(dash) || stopped);
        if alone || dateline { Date::new(*year, *month, *day).ok() } else { None }
    })
}

fn tie_all(found: &[Found], pieces: &[Piece], doc: &Doc, published: Option<Date>) -> Vec<Tied> {
    let mut anchors = Anchors { published, ..Anchors::default() };
    found
        .iter()
        .map(|f| {
            let range = bytes(f, pieces);
            let (first, end) = tokens(doc, &range);
            let tied = anchors.tie(&f.expr, tense::tense(doc, first, end));
            anchors.tell(tied.period);
            tied
        })
        .collect()
}

/// Whether the parse bears the finding out: no name ("May", "April"), no quantity ("2000 men").
fn is_time(found: &Found, pieces: &[Piece], doc: &Doc) -> bool {
    let range = bytes(found, pieces);
    let (first, end) = tokens(doc, &range);
    let next = doc.entities.partition_point(|e| e.end <= first);
    let entity = doc.entities.get(next).filter(|e| e.start < end).map(|e| e.kind);
    let token = &doc.tokens[first as usize];
    match &found.expr {
        Expr::Month { year: YearOf::Unsaid, .. } => {
            entity != Some(EntityKind::Person) && token.tag != Tag::Md && token.pos != Pos::Verb
        }
        Expr::Year(_) => {
            let counts =
                token.dep == Dep::Nummod && doc.tokens[token.head as usize].tag == Tag::Nns;
            let before = first.checked_sub(1).map_or("", |t| doc.word(t)).to_lowercase();
            let placed = matches!(before.as_str(), "in" | "since" | "by" | "until" | "from" | "of");
            let quantity = matches!(
                entity,
                Some(EntityKind::Cardinal | EntityKind::Quantity | EntityKind::Money)
            );
            !counts && (placed || !quantity)
        }
        Expr::Weekday { .. } => entity != Some(EntityKind::Person),
        _ => true,
    }
}

/// In "from 30 November to 2 December 2022" both days are of the year named once.
fn share_years(found: &mut [Found], pieces: &[Piece]) {
    for i in (1..found.len()).rev() {
        let (head, tail) = found.split_at_mut(i);
        let (first, last) = (&mut head[i - 1], &tail[0]);
        let (Expr::Day { year, .. } | Expr::Month { year, .. }) = last.expr else { continue };
        let (Expr::Day { year: own, month: Some(_), .. } | Expr::Month { year: own, .. }) =
            &mut first.expr
        else {
            continue;
        };
        let named = matches!(year, YearOf::Is(_));
        if named && *own == YearOf::Unsaid && link(first.end, last.start, pieces).is_some() {
            *own = year;
        }
    }
}

/// How two times hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// By "to", "until", a dash.
    To,
    /// By "and", "or".
    And,
}

fn link(end: usize, start: usize, pieces: &[Piece]) -> Option<Link> {
    let between: Vec<&str> = pieces[end..start].iter().map(|p| p.lower.as_str()).collect();
    match between.as_slice() {
        ["to" | "until" | "till" | "through" | "-" | "–" | "—"] => Some(Link::To),
        ["and" | "or"] => Some(Link::And),
        _ => None,
    }
}

/// Gives both ends of a range the whole of it.
fn join_ranges(found: &[Found], pieces: &[Piece], tied: &mut [Tied]) {
    for i in 1..found.len() {
        let (first, last) = (&found[i - 1], &found[i]);
        let before = first.start.checked_sub(1).map_or("", |b| pieces[b].lower.as_str());
        let ranged = match link(first.end, last.start, pieces) {
            Some(Link::To) => true,
            Some(Link::And) => before == "between",
            None => false,
        };
        let dates = [&tied[i - 1], &tied[i]].iter().all(|t| t.kind == TimexKind::Date);
        let whole = cover(tied[i - 1].when.as_ref(), tied[i].when.as_ref());
        let forward = |when: &When| when.start <= when.end;
        if let Some(whole) = whole.filter(|w| ranged && dates && forward(w)) {
            tied[i - 1].when = Some(whole.clone());
            tied[i].when = Some(whole);
        }
    }
}

/// "since Monday" has no end, "until Monday" and "by Monday" no start.
fn open_ended(when: When, found: &Found, pieces: &[Piece], doc: &Doc) -> When {
    let (first, end) = tokens(doc, &bytes(found, pieces));
    let root = tense::span_root(doc, first, end);
    let head = doc.tokens[root as usize].head;
    if head == root || head >= first || when.precision == Precision::Bounds {
        return when;
    }
    match doc.word(head).to_lowercase().as_str() {
        "since" => When { end: None, precision: Precision::Bounds, ..when },
        "until" | "till" | "by" => When { start: None, precision: Precision::Bounds, ..when },
        _ => when,
    }
}

fn bytes(found: &Found, pieces: &[Piece]) -> std::ops::Range<u32> {
    pieces[found.start].start..pieces[found.end - 1].end
}

/// The tokens a range of bytes touches; at least one.
fn tokens(doc: &Doc, range: &std::ops::Range<u32>) -> (u32, u32) {
    let last = doc.tokens.len().saturating_sub(1) as u32;
    let first = doc.token_at(range.start).min(last);
    let end = doc.tokens.partition_point(|t| t.start < range.end) as u32;
    (first, end.max(first + 1))
}

/// The first day named in a few words, and where; for datelines, which no parse has seen.
pub(super) fn day_in(text: &str) -> Option<(Moment, std::ops::Range<u32>)> {
    let pieces = lex::pieces(text);
    grammar::read(&pieces).iter().find_map(|found| {
        let moment = match &found.expr {
            Expr::Day { day, month: Some(month), year, .. } => {
                let year = if let YearOf::Is(year) = year { Some(*year) } else { None };
                Moment { year, month: Some(*month), day: Some(*day), hour: None }
            }
            Expr::Exact(moment) => *moment,
            _ => return None,
        };
        Some((moment, bytes(found, &pieces)))
    })
}
