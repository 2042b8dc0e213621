//! What the databases refuse, in one type.

use postgres::error::SqlState;

/// Why a database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused, or could not be reached.
    #[error("{}", told(.0))]
    Postgresql(postgres::Error),
    /// A column holds something else than what was expected of it.
    #[error("column {column} holds no {expected}")]
    Column {
        /// Its place, from 0.
        column: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// A query that always gives a row gave none.
    #[error("no row where there is always one")]
    NoRow,
}

// Not the source: its words are all in ours.
impl From<postgres::Error> for DbError {
    fn from(error: postgres::Error) -> Self {
        Self::Postgresql(error)
    }
}

impl DbError {
    /// Whether the database refused these rows alone (two things of one id, evidence that leads
    /// nowhere, a word too long for an index), and will take the next.
    pub fn is_fault_of_the_rows(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
            }
            // Class 23 is broken constraints; the other is a row too large for an index.
            Self::Postgresql(error) => error.code().is_some_and(|code| {
                code.code().starts_with("23") || *code == SqlState::PROGRAM_LIMIT_EXCEEDED
            }),
            Self::Column { .. } | Self::NoRow => false,
        }
    }

    /// Whether the server went away, or cannot be reached: what was kept is kept, and the same
    /// command can be run again.
    pub fn is_lost(&self) -> bool {
        let Self::Postgresql(error) = self else { return false };
        match error.code() {
            // Class 08 is lost connections; 57P01 to 57P03 a server that goes down or comes up.
            Some(code) => code.code().starts_with("08") || code.code().starts_with("57P0"),
            None => error.is_closed() || is_io(error),
        }
    }

    /// Whether the server does not let this user in.
    pub fn is_unwelcome(&self) -> bool {
        let Self::Postgresql(error) = self else { return false };
        match error.code() {
            // Class 28 is a user or password that is not taken.
            Some(code) => code.code().starts_with("28"),
            None => error.to_string().contains("authentication") || wants_password(error),
        }
    }

    /// Whether the server has no database of this name.
    pub fn is_no_database(&self) -> bool {
        matches!(self, Self::Postgresql(error)
            if error.code() == Some(&SqlState::UNDEFINED_DATABASE))
    }
}

fn wants_password(error: &postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.to_string().contains("password"))
}

fn is_io(error: &postgres::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(it) = cause {
        if it.is::<std::io::Error>() {
            return true;
        }
        cause = it.source();
    }
    error.to_string().contains("connecting to server")
}

/// A refusal of the server in one line.
fn told(error: &postgres::Error) -> String {
    let words = match error.as_db_error() {
        Some(refusal) => match refusal.detail() {
            Some(detail) => format!("{}: {detail}", refusal.message()),
            None => refusal.message().to_owned(),
        },
        None => match std::error::Error::source(error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
