//! Days: whether two tellings of when can both be true.

use jiff::civil::Date;

use super::verdict::{Relation, Saying};
use crate::clocks;
use crate::nouns::{Basis, Moment, Part, Precision, PublishedBasis, Status, When};

/// Hours between two clocks from which on two capitals often write different days.
const FAR_CLOCKS: f64 = 4.0;
/// Days a page's own date may be off from the encounter before it is held to be the wrong date.
const PAGE_DATE_OFF: i32 = 3;

/// A time as days: not before, not after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
}

impl Days {
    /// Whether the two have a day in common, or may.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let before =
            |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// Whether this lies wholly within another.
    pub(super) fn within(self, other: Self) -> bool {
        let from = match (self.start, other.start) {
            (_, None) => true,
            (Some(a), Some(b)) => a >= b,
            (None, Some(_)) => false,
        };
        let to = match (self.end, other.end) {
            (_, None) => true,
            (Some(a), Some(b)) => a <= b,
            (None, Some(_)) => false,
        };
        from && to
    }

    /// Days by which two times that do not overlap are apart, and whether the first is earlier.
    fn apart(self, other: Self) -> Option<(i32, bool)> {
        let gap = |a: Date, b: Date| (b - a).get_days();
        match (self.end, other.start, other.end, self.start) {
            (Some(a), Some(b), ..) if a < b => Some((gap(a, b), true)),
            (_, _, Some(b), Some(a)) if b < a => Some((gap(b, a), false)),
            _ => None,
        }
    }
}

/// The days of a time; a month or a year runs from its first day to its last.
pub(super) fn days(when: &When) -> Days {
    Days { start: when.start.and_then(Moment::first_day), end: when.end.and_then(Moment::last_day) }
}

fn is_fine(when: &When) -> bool {
    matches!(when.precision, Precision::Day | Precision::Hour)
}

/// How two tellings of when stand to each other.
pub(super) fn relation(a: &Saying<'_, '_, When>, b: &Saying<'_, '_, When>) -> Relation {
    let (one, other) = (days(&a.value), days(&b.value));
    if one == other {
        return Relation::Same;
    }
    if one.overlaps(other) {
        return overlapping(a, b, one, other);
    }
    let Some((gap, first_is_earlier)) = one.apart(other) else {
        return Relation::Compatible("one tells no year".to_owned());
    };
    let (earlier, later) = if first_is_earlier { (a, b) } else { (b, a) };
    explained(earlier, later, gap).unwrap_or_else(|| {
        Relation::Contradicted(format!(
            "{} has {}, {} has {}: {gap} {} apart, and no clock or calendar explains it",
            a.teller,
            a.words,
            b.teller,
            b.words,
            if gap == 1 { "day" } else { "days" }
        ))
    })
}

fn overlapping(
    a: &Saying<'_, '_, When>,
    b: &Saying<'_, '_, When>,
    one: Days,
    other: Days,
) -> Relation {
    let both_fine = is_fine(&a.value) && is_fine(&b.value);
    if both_fine && (one.within(other) || other.within(one)) {
        return Relation::Explained(format!(
            "{} is a part of {}: one tells a day of it, the other its whole length",
            if one.within(other) { &a.words } else { &b.words },
            if one.within(other) { &b.words } else { &a.words },
        ));
    }
    Relation::Compatible(format!("{} and {} differ in fineness only", a.words, b.words))
}

/// The known reason for which two tellings name different days, if there is one.
fn explained(
    earlier: &Saying<'_, '_, When>,
    later: &Saying<'_, '_, When>,
    gap: i32,
) -> Option<Relation> {
    for saying in [earlier, later] {
        if saying.voice.part == Part::Preview || is_plan(saying) {
            let why = format!("{} tells what was planned", saying.teller);
            return Some(Relation::Explained(why));
        }
    }
    // Who meets goes by the clock of the place, but tells it at home by his own.
    if gap == 1
        && let Some(why) = clocks(earlier, later)
    {
        return Some(Relation::Explained(why));
    }
    [earlier, later].into_iter().find(|s| rests_on_page_date(s) && gap > PAGE_DATE_OFF).map(|s| {
        Relation::Explained(format!(
            "{} tells no day but by the page's own date, which may be wrong",
            s.teller
        ))
    })
}

fn is_plan(saying: &Saying<'_, '_, When>) -> bool {
    matches!(saying.voice.account.status, Status::Planned | Status::Postponed | Status::Cancelled)
}

/// Why two capitals write different days: the later day is that of the clock further ahead.
fn clocks(earlier: &Saying<'_, '_, When>, later: &Saying<'_, '_, When>) -> Option<String> {
    let behind = places_of(earlier);
    let ahead = places_of(later);
    let pair = behind.iter().flat_map(|b| ahead.iter().map(move |a| (*b, *a)));
    let (behind, ahead) = pair
        .filter_map(|(b, a)| Some(((b, a), clocks::ahead(a, b)?)))
        .find(|(_, hours)| *hours >= FAR_CLOCKS)?
        .0;
    Some(format!("time zone: {} in {behind} can be {} in {ahead}", earlier.words, later.words))
}

/// The states whose clock a voice may go by: its own, or that of any party for a paper.
fn places_of<'s>(saying: &'s Saying<'_, '_, When>) -> Vec<&'s str> {
    if let Some(code) = saying.voice.state() {
        return vec![code];
    }
    let parties = &saying.voice.account.participants;
    let mut codes: Vec<&str> = parties.iter().filter_map(|p| p.country.as_deref()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Whether a day is worked out from nothing but the date the page carries outside its text.
fn rests_on_page_date(saying: &Saying<'_, '_, When>) -> bool {
    let published = saying.voice.telling.document.published.as_ref();
    let outside = published
        .is_some_and(|p| !matches!(p.basis, PublishedBasis::Dateline | PublishedBasis::Text));
    outside && matches!(saying.value.basis, Basis::Relative | Basis::Publication)
}

/// A time in words: one day, two days, or bounds.
pub(super) fn words(when: &When) -> String {
    match (when.start, when.end) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a} to {b}"),
        (Some(a), None) => format!("not before {a}"),
        (None, Some(b)) => format!("not after {b}"),
        (None, None) => "no day".to_owned(),
    }
}
