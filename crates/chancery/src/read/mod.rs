//! Reading: raw bytes in, documents with their cleaned text out.
//!
//! What a file is (plain text, HTML, JSON lines) is told by its name and its first bytes. Page
//! furniture is cut by layout and form, never by phrase, and what is cut is kept with its reason
//! in [`Reading::cut`](crate::nouns::Reading): every word of a plain text is either in a block of
//! the reading or in a cut. Nothing here opens a file of its own or looks at a clock; broken input
//! gives a page with notes or a typed [`Problem`], never a stop.

mod caption;
mod date;
mod decode;
mod format;
mod furniture;
mod html;
mod institution;
mod jsonl;
mod kind;
mod language;
mod outlet;
mod page;
mod problem;
mod stream;
mod text;
mod verbs;

use crate::nouns::Page;

pub use format::Format;
pub use problem::{Problem, ProblemKind};
pub use stream::{PART_BYTES, WHOLE_BYTES, read_stream};

/// Name and version of the cleaner: part of every reading's id, raised with every change of what
/// it keeps.
pub const CLEANER: &str = "chancery-read 2";

/// What the caller knows of a file before it is read. Fields of a JSON line, and what the caller
/// gives here, stand above what the page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Where the file lies; its ending tells the format.
    pub path: Option<String>,
    /// Address it was fetched from.
    pub url: Option<String>,
    /// Day of reading it in, ISO 8601.
    pub retrieved: Option<String>,
    /// Publication day, ISO 8601 (or any date a text may hold).
    pub published: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// What it is, where whoever sent it said so; else its name and first bytes tell.
    pub format: Option<Format>,
    /// Its charset by the label of the web, where whoever sent it said so; it stands above what
    /// the markup says, as in browsers.
    pub charset: Option<String>,
}

impl Source {
    /// The encoding that whoever sent it named.
    fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        encoding_rs::Encoding::for_label(self.charset.as_deref()?.as_bytes())
    }
}

/// What reading may borrow from later stages.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Whether a short text holds a finite verb, by a parser; without it a heuristic by closed
    /// classes and endings decides.
    pub has_finite_verb: Option<&'a (dyn Fn(&str) -> bool + Sync)>,
}

/// Receives pages and problems, in the order of the input.
pub type Sink<'a> = dyn FnMut(Result<Page, Problem>) + 'a;

/// Reads a file that is in memory: one page for text and HTML (several where a text is longer
/// than [`WHOLE_BYTES`]), one page for every line of JSON lines.
pub fn read_bytes(bytes: &[u8], source: &Source, options: &Options<'_>, sink: &mut Sink<'_>) {
    // A slice never fails to be read.
    if let Err(error) = read_stream(bytes, source, options, sink) {
        sink(Err(Problem::unreadable(source, &error)));
    }
}
