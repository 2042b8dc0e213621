//! Gold files, and gold texts as pages, read as any text is read.

use std::path::Path;

use anyhow::Context;
use chancery::nouns::{Page, Reading};
use chancery::read::{Options, Source, read_bytes};
use serde::de::DeserializeOwned;

/// First byte and one past the last, in the text as the gold has it.
pub(crate) type Span = [u32; 2];

/// A file that is a text.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The items of a file of JSON lines; blank lines are passed over.
pub(crate) fn json_lines<T: DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = read_text(path)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let item = |(number, line): (u32, &str)| {
        serde_json::from_str(line).with_context(|| format!("{} line {number}", path.display()))
    };
    lines.map(item).collect()
}

/// The page of a text; the source tells its day and address.
pub(crate) fn page(text: &str, source: &Source) -> anyhow::Result<Page> {
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), source, &Options::default(), &mut |page| pages.push(page));
    let page = pages.pop().context("no page was read")?;
    page.map_err(|problem| anyhow::anyhow!("{problem}"))
}

/// Offsets of the reading as offsets of the text it was cut from.
pub(crate) fn raw_span(reading: &Reading, start: u32, end: u32) -> Option<Span> {
    let block = reading.block_at(start)?;
    let raw = block.raw_start?;
    Some([raw + start - block.start, raw + end - block.start])
}
