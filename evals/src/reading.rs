//! Gold texts as pages, read as any text is read.

use anyhow::Context;
use chancery::nouns::{Page, Reading};
use chancery::read::{Options, Source, read_bytes};

/// First byte and one past the last, in the text as the gold has it.
pub(crate) type Span = [u32; 2];

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
