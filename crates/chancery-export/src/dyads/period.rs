//! Periods: days, months, years.

use chancery::nouns::{Moment, When};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// A period, known by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Period(Date);

impl By {
    /// The period of a day.
    pub(super) fn of(self, day: Date) -> Period {
        Period(match self {
            Self::Day => day,
            Self::Month => day.first_of_month(),
            Self::Year => date(day.year(), 1, 1),
        })
    }

    /// The period a time lies in; none where its bounds are open or lie in several.
    pub(super) fn of_bounds(self, start: Option<Moment>, end: Option<Moment>) -> Option<Period> {
        let first = self.of(start?.first_day()?);
        (self.of(end?.last_day()?) == first).then_some(first)
    }

    /// The period a time lies in.
    pub(super) fn of_when(self, when: Option<&When>) -> Option<Period> {
        when.and_then(|when| self.of_bounds(when.start, when.end))
    }

    /// The last day of a period.
    pub(super) fn last(self, period: Period) -> Date {
        match self {
            Self::Day => period.0,
            Self::Month => period.0.last_of_month(),
            Self::Year => period.0.last_of_year(),
        }
    }

    /// Every period from one to another.
    pub(super) fn through(self, first: Period, last: Period) -> impl Iterator<Item = Period> {
        let next = move |period: &Period| self.last(*period).tomorrow().ok().map(Period);
        std::iter::successors(Some(first), next).take_while(move |period| *period <= last)
    }

    /// A period as it is written.
    pub(super) fn name(self, period: Period) -> String {
        let day = period.0.to_string();
        let letters = match self {
            Self::Day => 10,
            Self::Month => 7,
            Self::Year => 4,
        };
        day[..letters].to_owned()
    }
}

impl Period {
    /// Its first day.
    pub(super) fn first(self) -> Date {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_coarser_than_the_period_lies_in_none() {
        let moment = |text: &str| text.parse::<Moment>().ok();
        let month = (moment("2022-12"), moment("2022-12"));
        assert_eq!(By::Day.of_bounds(month.0, month.1), None);
        assert_eq!(By::Month.of_bounds(month.0, month.1), Some(Period(date(2022, 12, 1))));
        assert_eq!(By::Year.of_bounds(moment("2022-12-31"), moment("2023-01-01")), None);
        assert_eq!(By::Year.of_bounds(None, moment("2023-01-01")), None);
        assert_eq!(By::Year.of_bounds(moment("XXXX-12-31"), moment("XXXX-12-31")), None);
    }

    #[test]
    fn periods_follow_on_each_other() {
        let (first, last) = (By::Month.of(date(2022, 11, 5)), By::Month.of(date(2023, 2, 1)));
        let names: Vec<_> =
            By::Month.through(first, last).map(|period| By::Month.name(period)).collect();
        assert_eq!(names, ["2022-11", "2022-12", "2023-01", "2023-02"]);
    }
}
