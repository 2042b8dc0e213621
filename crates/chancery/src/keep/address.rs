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

    /// The same with this password, where it is one of a server and names none.
    #[must_use]
    pub fn with_password(&self, password: Option<&str>) -> Self {
        let (Self::Postgresql(url), Some(password)) = (self, password) else { return self.clone() };
        if without_password(url) != *url {
            return self.clone();
        }
        let sign = if url.contains('?') { '&' } else { '?' };
        Self::Postgresql(format!("{url}{sign}password={}", quoted(password)))
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

/// A text as it stands in an address.
fn quoted(text: &str) -> String {
    let quoted = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(quoted).collect()
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
    fn a_password_may_come_from_elsewhere() {
        let with = |url: &str| match Address::from(url).with_password(Some("s &ü")) {
            Address::Postgresql(url) => url,
            Address::File(path) => path.display().to_string(),
        };
        assert_eq!(with("postgres://a@b/c"), "postgres://a@b/c?password=s%20%26%C3%BC");
        assert_eq!(with("postgres://a:x@b/c"), "postgres://a:x@b/c");
        assert_eq!(with("r.db"), "r.db");
    }

    #[test]
    fn what_begins_otherwise_is_a_file() {
        assert_eq!(Address::from("a/b.db"), Address::File("a/b.db".into()));
        assert!(Address::from("https://example.org/a").is_foreign());
        assert!(!Address::from("postgres://host/db").is_foreign());
    }
}
