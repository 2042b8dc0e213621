//! Stretches of the calendar: their TIMEX3 value and their bounds.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::expr::Season;
use super::lex::Unit;
use crate::nouns::{Basis, Moment, Precision, When};

/// A stretch of the calendar. Year null where the text does not tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    Month {
        year: Option<i16>,
        month: i8,
    },
    Quarter {
        year: Option<i16>,
        quarter: i8,
    },
    Half {
        year: Option<i16>,
        half: i8,
    },
    Season {
        year: Option<i16>,
        season: Season,
    },
    Year(i16),
    /// By its Monday.
    Week(Date),
    /// By its Monday.
    Weekend(Date),
    /// By its first year.
    Decade(i16),
    /// By its number.
    Century(i16),
}

impl Period {
    pub(super) fn of_day(date: Date) -> Self {
        Self::Day { year: Some(date.year()), month: date.month(), day: date.day() }
    }

    /// The stretch of this unit that holds a day.
    pub(super) fn holding(unit: Unit, date: Date) -> Self {
        let year = Some(date.year());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Self::of_day(date),
            Unit::Weekend => Self::Weekend(monday(date)),
            Unit::Week => Self::Week(monday(date)),
            Unit::Month => Self::Month { year, month: date.month() },
            Unit::Quarter => Self::Quarter { year, quarter: (date.month() - 1) / 3 + 1 },
            Unit::Year => Self::Year(date.year()),
            Unit::Decade => Self::Decade(date.year() / 10 * 10),
            Unit::Century => Self::Century((date.year() - 1) / 100 + 1),
        }
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        let year_text =
            |year: Option<i16>| year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
        match self {
            Self::Day { year, month, day } => format!("{}-{month:02}-{day:02}", year_text(year)),
            Self::Month { year, month } => format!("{}-{month:02}", year_text(year)),
            Self::Quarter { year, quarter } => format!("{}-Q{quarter}", year_text(year)),
            Self::Half { year, half } => format!("{}-H{half}", year_text(year)),
            Self::Season { year, season } => format!("{}-{}", year_text(year), season_code(season)),
            Self::Year(year) => format!("{year:04}"),
            Self::Week(monday) => week_value(monday),
            Self::Weekend(monday) => format!("{}-WE", week_value(monday)),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Century(number) => format!("{:02}", number - 1),
        }
    }

    /// First and last day, where the year is known and the day exists.
    pub(super) fn bounds(self) -> Option<(Date, Date)> {
        let months = |year: Option<i16>, first: i8, count: i32| {
            let start = Date::new(year?, first, 1).ok()?;
            Some((start, before(start.checked_add(count.months()).ok()?)?))
        };
        match self {
            Self::Day { year, month, day } => {
                let date = Date::new(year?, month, day).ok()?;
                Some((date, date))
            }
            Self::Month { year, month } => months(year, month, 1),
            Self::Quarter { year, quarter } => months(year, quarter * 3 - 2, 3),
            Self::Half { year, half } => months(year, half * 6 - 5, 6),
            Self::Season { year, season } => match season {
                Season::Spring => months(year, 3, 3),
                Season::Summer => months(year, 6, 3),
                Season::Autumn => months(year, 9, 3),
                // A winter is named by the year it begins in.
                Season::Winter => months(year, 12, 3),
            },
            Self::Year(year) => months(Some(year), 1, 12),
            Self::Week(monday) => Some((monday, add(monday, 6.days())?)),
            Self::Weekend(monday) => Some((add(monday, 5.days())?, add(monday, 6.days())?)),
            Self::Decade(year) => months(Some(year), 1, 120),
            Self::Century(number) => months(Some((number - 1) * 100 + 1), 1, 1200),
        }
    }

    /// The same stretch of another year.
    pub(super) fn moved_years(self, by: i16) -> Option<Self> {
        let moved = |year: Option<i16>| Some(Some(year?.checked_add(by)?));
        Some(match self {
            Self::Day { year, month, day } => Self::Day { year: moved(year)?, month, day },
            Self::Month { year, month } => Self::Month { year: moved(year)?, month },
            Self::Quarter { year, quarter } => Self::Quarter { year: moved(year)?, quarter },
            Self::Half { year, half } => Self::Half { year: moved(year)?, half },
            Self::Season { year, season } => Self::Season { year: moved(year)?, season },
            Self::Year(year) => Self::Year(year.checked_add(by)?),
            _ => return None,
        })
    }

    /// How fine it is.
    pub(super) fn precision(self) -> Precision {
        match self {
            Self::Day { .. } => Precision::Day,
            Self::Month { .. } => Precision::Month,
            Self::Quarter { .. } => Precision::Quarter,
            Self::Year(_) => Precision::Year,
            Self::Week(_) => Precision::Week,
            Self::Half { .. }
            | Self::Season { .. }
            | Self::Weekend(_)
            | Self::Decade(_)
            | Self::Century(_) => Precision::Bounds,
        }
    }

    /// The calendar time, or null where nothing can be said without the year.
    pub(super) fn when(self, basis: Basis) -> Option<When> {
        let (start, end) = match (self.bounds(), self) {
            (Some((start, end)), _) => (Moment::day(start), Moment::day(end)),
            (None, Self::Day { year: None, month, day }) => {
                let day = Moment { year: None, month: Some(month), day: Some(day), hour: None };
                (day, day)
            }
            (None, Self::Month { year: None, month }) => {
                let month = Moment { year: None, month: Some(month), day: None, hour: None };
                (month, month)
            }
            _ => return None,
        };
        let precision = self.precision();
        Some(When { start: Some(start), end: Some(end), precision, basis, evidence: None })
    }
}

/// The Monday of the week that holds a day.
pub(super) fn monday(date: Date) -> Date {
    let back = i32::from(date.weekday().since(Weekday::Monday));
    add(date, (-back).days()).unwrap_or(date)
}

/// A day moved by a span; null beyond the calendar.
pub(super) fn add(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

fn before(date: Date) -> Option<Date> {
    date.yesterday().ok()
}

fn week_value(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}
