//! Which of two capitals has the later day: hours ahead of Greenwich by state.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../../data/hours/offsets.tsv");

/// The clocks of a seat of government.
pub(super) struct Clock {
    /// Its name.
    pub(super) seat: &'static str,
    /// Hours ahead of Greenwich, least and most over the year.
    span: (f64, f64),
}

static CLOCKS: LazyLock<BTreeMap<&'static str, Clock>> = LazyLock::new(|| {
    TABLE.lines().filter(|l| !l.starts_with('#')).skip(1).filter_map(row).collect()
});

fn row(line: &'static str) -> Option<(&'static str, Clock)> {
    let mut cells = line.split('\t');
    let (state, seat) = (cells.next()?, cells.next()?);
    let (january, july) = (cells.next()?.parse::<f64>().ok()?, cells.next()?.parse::<f64>().ok()?);
    Some((state, Clock { seat, span: (january.min(july), january.max(july)) }))
}

/// The clock of a state.
pub(super) fn clock(state: &str) -> Option<&'static Clock> {
    CLOCKS.get(state)
}

/// How many hours the clocks of one state are at most ahead of another's.
pub(super) fn ahead(state: &str, of: &str) -> Option<f64> {
    Some(clock(state)?.span.1 - clock(of)?.span.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|l| !l.starts_with('#')).count() - 1;
        assert_eq!(CLOCKS.len(), rows);
        assert!(CLOCKS.values().all(|c| c.span.0 >= -12.0 && c.span.1 <= 14.0));
    }

    #[test]
    fn beijing_is_ahead_of_washington() {
        assert!(ahead("CHN", "USA").is_some_and(|h| h >= 12.0));
        assert!(ahead("USA", "CHN").is_some_and(|h| h < 0.0));
    }
}
