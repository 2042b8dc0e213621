//! re3d: JSON lines of documents, one file a source.

use anyhow::{Context, bail};
use serde::Deserialize;

use super::{Found, data};
use crate::reading::read_text;

#[derive(Deserialize)]
struct Line {
    #[serde(rename = "_id")]
    id: String,
    title: String,
    text: String,
}

/// The text of an id: title, blank line, text.
pub(super) fn document(id: &str) -> anyhow::Result<Found> {
    let folder = data("re3d");
    let mut sources: Vec<_> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .map(|entry| entry.path().join("documents.json"))
        .filter(|path| path.exists())
        .collect();
    sources.sort();
    for source in sources {
        for line in read_text(&source)?.lines().filter(|l| !l.trim().is_empty()) {
            let line: Line = serde_json::from_str(line)?;
            if line.id == id {
                return Ok((None, format!("{}\n\n{}", line.title, line.text)));
            }
        }
    }
    bail!("no such text")
}
