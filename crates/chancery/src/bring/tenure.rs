//! Times in office, compared: dates may be as coarse as a year, and count whole.

use crate::nouns::{Moment, OfficeHeld};

type Day = (i16, i8, i8);

/// The first day a moment may mean.
pub(super) fn first_day(moment: Moment) -> Day {
    (moment.year.unwrap_or(0), moment.month.unwrap_or(1), moment.day.unwrap_or(1))
}

/// The last day a moment may mean.
pub(super) fn last_day(moment: Moment) -> Day {
    (moment.year.unwrap_or(9999), moment.month.unwrap_or(12), moment.day.unwrap_or(31))
}

/// Beginning and end of a time in office; without an end it lasted when it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tenure {
    pub from: Option<Moment>,
    pub to: Option<Moment>,
}

impl From<&OfficeHeld> for Tenure {
    fn from(held: &OfficeHeld) -> Self {
        Self { from: held.from, to: held.to }
    }
}

impl Tenure {
    /// Whether both lasted on one day and the next for certain: on a day of handing over, two
    /// hold an office. Without an end it is certain up to a day.
    pub(super) fn overlaps(self, other: Self, known_until: Option<Moment>) -> bool {
        let (Some(a), Some(b)) = (self.from, other.from) else { return false };
        let until = known_until.map_or((0, 1, 1), first_day);
        let end = |to: Option<Moment>| to.map_or(until, first_day);
        last_day(a).max(last_day(b)) < end(self.to).min(end(other.to))
    }

    /// Whether both may be one tenure, told with more or less precision.
    pub(super) fn agrees(self, other: Self) -> bool {
        let agree = |a: Option<Moment>, b: Option<Moment>| match (a, b) {
            (Some(a), Some(b)) => is_coarser(a, b) || is_coarser(b, a),
            _ => true,
        };
        agree(self.from, other.from) && agree(self.to, other.to)
    }

    /// Whether the other tells all that this one does.
    pub(super) fn adds_nothing_to(self, other: Self) -> bool {
        let told = |own: Option<Moment>, other: Option<Moment>| match (own, other) {
            (None, _) => true,
            (Some(own), Some(other)) => is_coarser(own, other),
            (Some(_), None) => false,
        };
        told(self.from, other.from) && told(self.to, other.to)
    }

    /// The dates in words.
    pub(super) fn words(self) -> String {
        let text = |moment: Option<Moment>| moment.map(|m| m.to_string()).unwrap_or_default();
        format!("{}..{}", text(self.from), text(self.to))
    }
}

/// Whether a moment is the same as another, or holds it.
fn is_coarser(a: Moment, b: Moment) -> bool {
    a.year == b.year
        && (a.month.is_none() || a.month == b.month)
        && (a.day.is_none() || a.day == b.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenure(text: &str) -> Tenure {
        let (from, to) = text.split_once("..").unwrap();
        Tenure { from: from.parse().ok(), to: to.parse().ok() }
    }

    #[test]
    fn coarse_dates_count_whole() {
        let until = "2024-05".parse().ok();
        let overlap = |a: &str, b: &str| tenure(a).overlaps(tenure(b), until);
        assert!(overlap("2010..2014", "2012..2013"));
        assert!(overlap("2010-03..", "2012.."));
        assert!(!overlap("2010..2012", "2012..2016"), "may have followed in that year");
        assert!(!overlap("2010..2012-05-14", "2012-05-14.."), "handed over that day");
        assert!(!overlap("..2012", "2011.."), "nobody knows since when");
        assert!(!overlap("2020..", "2025.."), "may have been followed");
        assert!(overlap("2020..", "2022..2023"));
    }

    #[test]
    fn precision_is_no_difference() {
        let (coarse, fine) = (tenure("2010..2014"), tenure("2010-03-02..2014"));
        assert!(coarse.agrees(fine) && coarse.adds_nothing_to(fine));
        assert!(!fine.adds_nothing_to(coarse));
        assert!(!fine.agrees(tenure("2010-04..2014")));
        assert!(tenure("2010..").agrees(fine) && !fine.adds_nothing_to(tenure("2010-03-02..")));
    }
}
