//! What may be wrong with input: typed, with the place and what to do.

use std::fmt;

use super::Source;

/// The sort of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// No bytes, or only white space.
    Empty,
    /// Not text: NUL bytes, many control bytes, or the signature of a packed or binary format.
    Binary,
    /// A line of JSON lines that is no JSON object, or one without a text.
    BrokenLine,
    /// Markup without any text in it.
    NoText,
    /// More than is read of one page; the rest is left out.
    TooLarge,
    /// The reader itself failed.
    Unreadable,
}

/// Why a page could not be made (or not whole) of a part of the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The sort of trouble.
    pub kind: ProblemKind,
    /// What is wrong, lower-case, without a full stop.
    pub what: String,
    /// Where: the path or address, with the line where there is one.
    pub place: String,
    /// What one can do about it.
    pub hint: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (hint: {})", self.place, self.what, self.hint)
    }
}

impl Problem {
    /// A problem of a whole file.
    pub(super) fn new(kind: ProblemKind, source: &Source) -> Self {
        let (what, hint) = match kind {
            ProblemKind::Empty => ("nothing in it", "remove the file or fetch it again"),
            ProblemKind::Binary => ("not a text", "convert it to text or HTML first"),
            ProblemKind::BrokenLine => ("not a JSON object with a text", "see the format of lines"),
            ProblemKind::NoText => ("markup without any text", "the page may need a browser"),
            ProblemKind::TooLarge => ("too large for one page", "split the file"),
            ProblemKind::Unreadable => ("cannot be read", "look at the file and its rights"),
        };
        let place = source.path.as_ref().or(source.url.as_ref());
        let place = place.map_or("input", String::as_str).to_owned();
        Self { kind, what: what.to_owned(), place, hint }
    }

    /// A problem of one line, counted from 1.
    pub(super) fn in_line(mut self, line: usize) -> Self {
        self.place = format!("{}, line {line}", self.place);
        self
    }

    /// Says more exactly what is wrong.
    pub(super) fn saying(mut self, what: impl fmt::Display) -> Self {
        self.what = format!("{}: {what}", self.what);
        self
    }

    /// The reader failed in the middle.
    pub(super) fn unreadable(source: &Source, error: &std::io::Error) -> Self {
        Self::new(ProblemKind::Unreadable, source).saying(error)
    }
}
