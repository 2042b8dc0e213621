//! The Kremlin's readouts: JSON lines with title, lead and text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Context;
use serde::Deserialize;

use super::{Found, data, unpacked};

#[derive(Deserialize)]
struct Line {
    id: u64,
    date: String,
    title: String,
    lead: String,
    text: String,
}

/// The text of an id: title, lead and text with blank lines between.
pub(super) fn document(id: &str) -> anyhow::Result<Found> {
    static TEXTS: OnceLock<BTreeMap<String, Found>> = OnceLock::new();
    let texts = if let Some(texts) = TEXTS.get() {
        texts
    } else {
        let texts = texts()?;
        TEXTS.get_or_init(|| texts)
    };
    texts.get(id).cloned().context("no such text")
}

fn texts() -> anyhow::Result<BTreeMap<String, Found>> {
    let path = data("kremlin_readouts/kremlin_readouts_1999_2016.jsonl.xz");
    let lines = String::from_utf8(unpacked(&path)?).context("the readouts are not UTF-8")?;
    let mut out = BTreeMap::new();
    for line in lines.lines() {
        let line: Line = serde_json::from_str(line)?;
        let text = format!("{}\n\n{}\n\n{}", line.title, line.lead, line.text);
        out.insert(line.id.to_string(), (Some(line.date), text));
    }
    Ok(out)
}
