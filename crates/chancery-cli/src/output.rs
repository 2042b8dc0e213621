//! Standard output: its width, and writing to it.

use std::io::{self, BufWriter, Write};

use console::Term;
use serde::Serialize;

/// Width where the output is no terminal.
const WIDTH: usize = 110;

/// Columns to print in.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    told.or_else(terminal).unwrap_or(WIDTH).max(40)
}

/// Prints a text.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints values as JSON lines.
pub(crate) fn print_json<T: Serialize>(values: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for value in values {
        serde_json::to_writer(&mut out, &value)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}
