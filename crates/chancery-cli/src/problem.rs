//! How a command ends, and what is said of errors.

use std::io;

use anyhow::Error;
use chancery::keep::{Address, KeepError};

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

/// An error about the record, with where it lives and a hint where there is one.
pub(crate) fn of_record(error: KeepError, record: &Address) -> Error {
    let hint = hint(&error, record);
    let chain = format!("{:#}", Error::new(error));
    let name = record.to_string();
    if chain.contains(&name) {
        hinted(chain, hint)
    } else {
        hinted(format!("{name}: {chain}"), hint)
    }
}

fn hint(error: &KeepError, record: &Address) -> &'static str {
    match error {
        KeepError::Missing(_) => "make one with `chancery read PATH`, or name it with --record",
        KeepError::NotARecord(_) => "name a record, or a new file, with --record",
        KeepError::Newer { .. } => "use the newer chancery that wrote it",
        KeepError::NotEmpty(_) => "copy into a new file, or an empty database",
        KeepError::Json(_) => "`chancery verify` names what is damaged",
        KeepError::Db(_) if record.file().is_some() => {
            "look at the file, its folder, its rights and the room on the disk"
        }
        KeepError::Db(error) if error.is_no_database() => "make it with `createdb`",
        KeepError::Db(error) if error.is_unwelcome() => {
            "look at user and password; PGPASSWORD may hold the password"
        }
        KeepError::Db(error) if error.is_lost() => {
            "see that the server runs, then run the same again: what was kept is kept"
        }
        KeepError::Db(_) => "look at the server's log, its rights and the room on its disk",
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
