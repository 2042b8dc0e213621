//! How a command ends, and what is said of errors.

use std::io;
use std::path::Path;

use anyhow::Error;
use chancery::keep::KeepError;

/// How a command that could run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Clean,
    /// Done, with problems that have been named on stderr.
    Problems,
}

impl Outcome {
    /// Clean where there were no problems.
    pub(crate) fn of(problems: usize) -> Self {
        if problems == 0 { Self::Clean } else { Self::Problems }
    }
}

/// An error that knows what one can do about it.
#[derive(Debug)]
struct Hinted {
    what: String,
    hint: &'static str,
}

impl std::fmt::Display for Hinted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} (hint: {})", self.what, self.hint)
    }
}

impl std::error::Error for Hinted {}

/// An error with a hint.
pub(crate) fn hinted(what: impl Into<String>, hint: &'static str) -> Error {
    Error::new(Hinted { what: what.into(), hint })
}

/// An error about the record, with the file it is about and a hint where there is one.
pub(crate) fn of_record(error: KeepError, record: &Path) -> Error {
    let hint = match &error {
        KeepError::Missing(_) => "make one with `chancery read PATH`, or name it with --record",
        KeepError::NotARecord(_) => "name a record, or a new file, with --record",
        KeepError::Newer { .. } => "use the newer chancery that wrote it",
        KeepError::Sqlite(_) => "look at the file, its folder, its rights and the room on the disk",
        KeepError::Json(_) => "`chancery verify` names what is damaged",
    };
    let chain = format!("{:#}", Error::new(error));
    let name = record.display().to_string();
    if chain.contains(&name) {
        hinted(chain, hint)
    } else {
        hinted(format!("{name}: {chain}"), hint)
    }
}

/// The one line that is printed of an error.
pub(crate) fn message(error: &Error) -> String {
    format!("chancery: {error:#}").replace('\n', " ")
}

/// Whether the reader of our output has gone away, which is no fault of anybody.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.map(io::Error::kind).or(json) == Some(io::ErrorKind::BrokenPipe)
    })
}
