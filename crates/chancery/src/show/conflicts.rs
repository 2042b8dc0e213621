//! What a file that is imported and what is known contradict each other in.

use super::layout::{plain, shortened};
use super::table::table;
use super::words::word;
use crate::bring::Conflict;

/// A table of conflicts, in order of the file's lines.
pub fn conflicts(conflicts: &[Conflict], width: usize) -> String {
    let rows: Vec<Vec<String>> = conflicts
        .iter()
        .map(|it| {
            vec![
                it.line.to_string(),
                format!("{}\n{}", plain(&it.name), it.actor),
                format!("{}: {}", word(&it.what).replace('_', " "), it.what.done()),
                plain(&it.told),
                format!("{} ({})", plain(&it.known), shortened(&plain(&it.by), 60)),
            ]
        })
        .collect();
    table(&["line", "who", "conflict", "the file tells", "known"], &rows, width)
}
