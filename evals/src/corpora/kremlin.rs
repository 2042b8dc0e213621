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
    all()?.get(id).cloned().context("no such text")
}

/// All ids, in order.
pub(super) fn names() -> anyhow::Result<Vec<String>> {
    Ok(all()?.keys().cloned().collect())
}

fn all() -> anyhow::Result<&'static BTreeMap<String, Found>> {
    static TEXTS: OnceLock<BTreeMap<String, Found>> = OnceLock::new();
    if let Some(texts) = TEXTS.get() {
        return Ok(texts);
    }
    let texts = texts()?;
    Ok(TEXTS.get_or_init(|| texts))
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
