//! Times as they are known: bounds, precision, and what they rest on.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Evidence;

/// The months by name, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A point of the calendar, written as EDTF: `2022`, `2022-12`, `2022-12-13`, `2022-12-13T15`,
/// and `XXXX-12-13` where the year is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// Year, if told or worked out.
    pub year: Option<i16>,
    /// Month, 1-12.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Hour, 0-23.
    pub hour: Option<i8>,
}

impl Moment {
    /// A full calendar day.
    pub fn day(date: Date) -> Self {
        Self {
            year: Some(date.year()),
            month: Some(date.month()),
            day: Some(date.day()),
            hour: None,
        }
    }

    /// The first day it covers: a month or a year whole. `None` without a year.
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The last day it covers: a month or a year whole. `None` without a year.
    pub fn last_day(self) -> Option<Date> {
        let first = Date::new(self.year?, self.month.unwrap_or(12), self.day.unwrap_or(1)).ok()?;
        Some(if self.day.is_some() { first } else { first.last_of_month() })
    }

    /// The calendar day, where year, month and day are all known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some(hour) = self.hour {
            write!(f, "T{hour:02}")?;
        }
        Ok(())
    }
}

/// A text that is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a moment: `{0}` (expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh, year XXXX if unknown)"
)]
pub struct NotAMoment(String);

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let bad = || NotAMoment(text.to_owned());
        let (date, hour) = match text.split_once('T') {
            Some((date, hour)) => (date, Some(hour.parse().map_err(|_| bad())?)),
            None => (text, None),
        };
        let mut parts = date.splitn(3, '-');
        let year = match parts.next().unwrap_or_default() {
            "XXXX" => None,
            year if year.len() == 4 => Some(year.parse().map_err(|_| bad())?),
            _ => return Err(bad()),
        };
        let month = parts.next().map(str::parse).transpose().map_err(|_| bad())?;
        let day = parts.next().map(str::parse).transpose().map_err(|_| bad())?;
        Ok(Self { year, month, day, hour })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How fine a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the week (start is its Monday).
    Week,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the year.
    Year,
    /// Only between start and end, either of which may be open.
    Bounds,
}

/// What a time rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The text names it.
    Explicit,
    /// Worked out from the text's own day ("on Tuesday").
    Relative,
    /// Only the publication day bounds it.
    Publication,
    /// Concluded from other facts of the text.
    Inferred,
}

/// When something was. Start and end are inclusive; null where open or unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Not before.
    pub start: Option<Moment>,
    /// Not after.
    pub end: Option<Moment>,
    /// How fine.
    pub precision: Precision,
    /// On what it rests.
    pub basis: Basis,
    /// The words.
    pub evidence: Option<Evidence>,
}

impl When {
    /// The single day this time is, where it is known to the day (or hour).
    pub fn single_day(&self) -> Option<Date> {
        let fine = matches!(self.precision, Precision::Day | Precision::Hour);
        let (start, end) = (self.start?.date()?, self.end?.date()?);
        (fine && start == end).then_some(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_print_and_parse_alike() {
        for text in ["2022", "2022-12", "2022-12-13", "2022-12-13T15", "XXXX-12-13"] {
            assert_eq!(text.parse::<Moment>().map(|m| m.to_string()), Ok(text.to_owned()));
        }
        assert!("12 May".parse::<Moment>().is_err());
    }
}
