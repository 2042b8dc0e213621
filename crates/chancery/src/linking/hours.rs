//! What the linker knows of states: which of two capitals has the later day, and their names.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::resolve::fold;

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

const STATES: &str = include_str!("../../../../data/actors/states.tsv");

/// States by every name they have, folded.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let rows = STATES.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.flat_map(|line| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let state = cells[0];
        let names = cells.get(3..5).unwrap_or_default().iter().flat_map(|c| c.split('|'));
        names.filter(|n| !n.is_empty()).map(move |n| (fold(n), state)).collect::<Vec<_>>()
    })
    .collect()
});

/// Whether a name is that of a state, as of a place that is a whole country.
pub(super) fn is_state(name: &str) -> bool {
    NAMES.contains_key(&fold(name))
}

/// The state whose own office an outlet is, as its name tells ("Ministry of Health of Utopia"):
/// the longest name of a state that an official outlet's name holds.
pub(super) fn state_of_office(outlet: &str) -> Option<&'static str> {
    const OFFICES: [&str; 12] = [
        "ministry",
        "ministerio",
        "ministere",
        "government",
        "presidency",
        "president",
        "office",
        "department",
        "chancellery",
        "embassy",
        "cabinet",
        "secretariat",
    ];
    let outlet = format!(" {} ", fold(outlet).replace(|c: char| !c.is_alphanumeric(), " "));
    if !OFFICES.iter().any(|word| outlet.contains(word)) {
        return None;
    }
    let inside = NAMES.iter().filter(|(name, _)| outlet.contains(&format!(" {name} ")));
    inside.max_by_key(|(name, _)| name.len()).map(|(_, state)| *state)
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
    fn an_official_outlet_names_its_state() {
        assert_eq!(state_of_office("Ministry of Fisheries, Republic of Peru"), Some("PER"));
        assert_eq!(state_of_office("The Peru Observer"), None);
        assert!(is_state("North Macedonia") && !is_state("Skopje"));
    }

    #[test]
    fn beijing_is_ahead_of_washington() {
        assert!(ahead("CHN", "USA").is_some_and(|h| h >= 12.0));
        assert!(ahead("USA", "CHN").is_some_and(|h| h < 0.0));
    }
}
