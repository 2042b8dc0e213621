//! Codes of states as of a day: several tables give a state another number after it was divided,
//! united or renamed.

use jiff::civil::Date;

use super::super::tables;
use super::{Knowledge, lower, upper};
use crate::nouns::Codes;

/// The codes a state bears now, or bore last.
pub(super) fn latest(iso3: &str) -> Option<Codes> {
    tables::codes().iter().rfind(|row| row.iso3 == iso3).map(|row| row.codes.clone())
}

impl Knowledge {
    /// Codes of a state on a day, by its ISO alpha-3 code; none where the state did not exist.
    pub fn codes(&self, iso3: &str, day: Date) -> Option<Codes> {
        let key = (day.year(), day.month(), day.day());
        let mut rows = tables::codes().iter().filter(|row| row.iso3 == iso3);
        let row = rows.find(|row| {
            row.from.is_none_or(|from| lower(from) <= key)
                && row.to.is_none_or(|to| key <= upper(to))
        });
        row.map(|row| row.codes.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(iso3: &str, day: &str) -> Option<(Option<u16>, Option<u16>)> {
        let codes = Knowledge::embedded().codes(iso3, day.parse().expect("a day"))?;
        Some((codes.cow, codes.gleditsch_ward))
    }

    #[test]
    fn states_that_were_divided_united_or_renamed_keep_their_dates() {
        assert_eq!(codes("SUN", "1991-06-01"), Some((Some(365), Some(365))));
        assert_eq!(codes("SUN", "1992-06-01"), None);
        assert_eq!(codes("RUS", "1992-06-01"), Some((Some(365), Some(365))));
        assert_eq!(codes("RUS", "1990-06-01"), None);
        assert_eq!(codes("DEU", "1989-06-01"), Some((Some(260), Some(260))));
        assert_eq!(codes("DDR", "1989-06-01"), Some((Some(265), Some(265))));
        assert_eq!(codes("DEU", "1995-06-01"), Some((Some(255), Some(260))));
        assert_eq!(codes("DDR", "1995-06-01"), None);
        assert_eq!(codes("YUG", "1995-06-01"), Some((Some(345), Some(345))));
        assert_eq!(codes("SCG", "2005-06-01"), Some((Some(345), Some(345))));
        assert_eq!(codes("SRB", "2010-06-01"), Some((Some(345), Some(340))));
        assert_eq!(codes("SRB", "2000-06-01"), None);
        assert_eq!(codes("YEM", "1989-06-01"), Some((Some(678), Some(678))));
        assert_eq!(codes("YMD", "1989-06-01"), Some((Some(680), Some(680))));
        assert_eq!(codes("YEM", "2000-06-01"), Some((Some(679), Some(678))));
        assert_eq!(codes("SSD", "2010-06-01"), None);
        assert_eq!(codes("SSD", "2012-06-01"), Some((Some(626), Some(626))));
        assert_eq!(codes("SDN", "2005-06-01"), Some((Some(625), Some(625))));
    }
}
