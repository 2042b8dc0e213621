//! What the tests of the pages in `codebook/verdicts` share: two states, a sentence of one of them,
//! the examples of a page.

use super::said::{Parties, Said};
use super::words::words;
use crate::codebook::{section, table};
use crate::nouns::{DocumentId, Evidence, ReadingId, Side};

/// Holds what is found in the first cell of each worked example of a page against the cells
/// after it.
pub(super) fn holds(page: &str, found: impl Fn(&str) -> String) {
    let rows = table(section(page, "Examples"));
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row, found(&row[0])))
        .filter(|(row, found)| *found != row[1..].join(" | "))
        .map(|(row, found)| format!("{}\n    found: {found}", row.join(" | ")))
        .collect();
    assert!(rows.len() > 3, "{} examples", rows.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// Norway and Finland, each with a minister.
pub(super) fn parties() -> Parties {
    let mut parties = Parties::default();
    for (code, name) in [("NOR", "store"), ("FIN", "stubb")] {
        parties.codes.insert(code.to_owned());
        parties.names.insert(name.to_owned(), code.to_owned());
    }
    parties
}

/// A sentence of a state's own text, or of a paper's.
pub(super) fn sentence(text: &str, state: Option<&str>) -> Said {
    Said {
        voice: 0,
        side: state.map_or(Side::Third, |code| Side::State(code.to_owned())),
        origin: String::new(),
        document: 0,
        words: words(text, 0),
        evidence: Evidence {
            document: DocumentId(String::new()),
            reading: ReadingId(String::new()),
            start: 0,
            end: text.len() as u32,
            text: text.to_owned(),
            reader: String::new(),
            version: String::new(),
            caption: false,
        },
        relayed: false,
        apart: false,
    }
}
