//! Where a record lives: a file, or a database of a PostgreSQL server.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Beginnings by which an address of PostgreSQL is known.
const POSTGRESQL: [&str; 2] = ["postgres://", "postgresql://"];

/// Where a record lives. It is shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file of SQLite.
    File(PathBuf),
    /// A database, as `postgres://user:password@host:port/database`.
    Postgresql(String),
}

impl Address {
    /// Whether it is an address of something that is no record: `https://...` and the like.
    pub fn is_foreign(&self) -> bool {
        matches!(self, Self::File(path) if path.to_str().is_some_and(|path| path.contains("://")))
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Postgresql(_) => None,
        }
    }
}

impl From<&Path> for Address {
    fn from(path: &Path) -> Self {
        let is_server = |text: &&str| POSTGRESQL.iter().any(|start| text.starts_with(start));
        match path.to_str().filter(is_server) {
            Some(text) => Self::Postgresql(text.to_owned()),
            None => Self::File(path.to_owned()),
        }
    }
}

impl From<&PathBuf> for Address {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

impl From<OsString> for Address {
    fn from(text: OsString) -> Self {
        Self::from(Path::new(&text))
    }
}

impl From<&str> for Address {
    fn from(text: &str) -> Self {
        Self::from(Path::new(text))
    }
}

impl From<&Self> for Address {
    fn from(address: &Self) -> Self {
        address.clone()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Postgresql(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// An address without what must not be shown: the password before the host, or among the options.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (place, options) = rest.split_once('?').map_or((rest, None), |(a, b)| (a, Some(b)));
    // A password may hold any sign; the host begins behind the last `@`.
    let place = match place.rsplit_once('@') {
        Some((user, host)) => {
            let user = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{user}@{host}")
        }
        None => place.to_owned(),
    };
    let shown = |options: &str| {
        let options: Vec<&str> =
            options.split('&').filter(|option| !option.starts_with("password=")).collect();
        if options.is_empty() { String::new() } else { format!("?{}", options.join("&")) }
    };
    format!("{scheme}://{place}{}", options.map_or_else(String::new, shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let shown = |url: &str| Address::from(url).to_string();
        assert_eq!(shown("postgres://ann:s:e@cret@db/news"), "postgres://ann@db/news");
        assert_eq!(
            shown("postgresql://ann@db:5433/news?password=secret&sslmode=disable"),
            "postgresql://ann@db:5433/news?sslmode=disable"
        );
        assert_eq!(shown("postgres://db/news?password=x"), "postgres://db/news");
        assert!(!format!("{:?}", Address::from("postgres://a:secret@b/c")).contains("secret"));
    }

    #[test]
    fn what_begins_otherwise_is_a_file() {
        assert_eq!(Address::from("a/b.db"), Address::File("a/b.db".into()));
        assert!(Address::from("https://example.org/a").is_foreign());
        assert!(!Address::from("postgres://host/db").is_foreign());
    }
}
