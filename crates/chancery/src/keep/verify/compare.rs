//! Rows as they are kept beside rows as they should be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value as Json;

use super::super::db::Value;
use super::super::seals::{key_of, shown};
use super::super::shapes::{DOCUMENTS, Shape};
use super::{Difference, push};

/// What rows are held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The lines that they repeat parts of.
    Lines,
    /// What settling gives.
    Settling,
    /// What reading once more gives.
    Rereading,
}

impl Against {
    fn value(self, column: &str, kept: &str, other: &str) -> String {
        let (kept, other) = (short(kept), short(other));
        match self {
            Self::Lines => format!("{column} is {kept}, its line says {other}"),
            Self::Settling => format!("{column} is {kept}, its documents give {other}"),
            Self::Rereading => format!("{column} is {kept}, read anew it is {other}"),
        }
    }

    fn more(self) -> &'static str {
        match self {
            Self::Lines => "a row that no line tells",
            Self::Settling => "a row that its documents do not give",
            Self::Rereading => "a row that reading anew does not give",
        }
    }

    fn missing(self) -> &'static str {
        match self {
            Self::Lines => "no row, though a line tells it",
            Self::Settling => "no row, though its documents give it",
            Self::Rereading => "no row, though reading anew gives it",
        }
    }
}

/// Signs of a value that are shown.
const SHOWN: usize = 60;

fn short(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// Names every row, with its first column, in which what is kept is not what it should be.
/// `within` is what the rows are of; it stands before keys that say nothing by themselves.
pub(super) fn compare(
    shape: &'static Shape,
    within: &str,
    kept: &[Vec<Value<'static>>],
    should: &[Vec<Value<'static>>],
    against: Against,
    found: &mut Vec<Difference>,
) {
    let by_key = |rows: &[Vec<Value<'static>>]| -> BTreeMap<String, Vec<Value<'static>>> {
        rows.iter().map(|row| (key_of(shape, row), row.clone())).collect()
    };
    let (kept, should) = (by_key(kept), by_key(should));
    let keys: BTreeSet<&String> = kept.keys().chain(should.keys()).collect();
    for key in keys {
        let what = match (kept.get(key), should.get(key)) {
            (Some(kept), Some(should)) => first_column(shape, kept, should, against),
            (Some(_), None) => Some(against.more().to_owned()),
            (None, _) => Some(against.missing().to_owned()),
        };
        if let Some(what) = what {
            push(found, shape.table, &named(shape, within, key), what);
        }
    }
}

/// What a row is named by: its own id, or its place in a document.
pub(super) fn named(shape: &Shape, within: &str, key: &str) -> String {
    if shape.columns[0] == "document" { format!("{within}/{key}") } else { key.to_owned() }
}

fn first_column(
    shape: &Shape,
    kept: &[Value<'static>],
    should: &[Value<'static>],
    against: Against,
) -> Option<String> {
    // A line is not held against itself; that of a document is, since it is written anew when
    // what is worked out of the document changes, and so has one form alone.
    let itself = against == Against::Lines && *shape != DOCUMENTS;
    let differs = |(column, (a, b)): &(&&str, (&Value<'_>, &Value<'_>))| {
        a != b && !(itself && **column == "json")
    };
    let mut pairs = shape.columns.iter().zip(kept.iter().zip(should)).filter(differs);
    let (column, (kept, should)) = pairs.next()?;
    let (kept, should) = (shown(kept), shown(should));
    let column = column.trim_matches('"');
    Some(match parting(&kept, &should) {
        Some((field, kept, should)) => against.value(&field, &kept, &should),
        None => against.value(column, &kept, &should),
    })
}

/// The first field in which two lines of JSON part, with both values.
pub(super) fn parting(kept: &str, other: &str) -> Option<(String, String, String)> {
    let object = |line: &str| serde_json::from_str::<Json>(line).ok().filter(Json::is_object);
    let (kept, other) = (object(kept)?, object(other)?);
    let mut path = String::new();
    let (kept, other) = parts(&kept, &other, &mut path)?;
    Some((path, kept, other))
}

fn parts(kept: &Json, other: &Json, path: &mut String) -> Option<(String, String)> {
    match (kept, other) {
        (Json::Object(a), Json::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let (a, b) = (a.get(key).unwrap_or(&Json::Null), b.get(key).unwrap_or(&Json::Null));
                if a != b {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(key);
                    return parts(a, b, path);
                }
            }
            None
        }
        (Json::Array(a), Json::Array(b)) if a.len() == b.len() => {
            let at = a.iter().zip(b).position(|(a, b)| a != b)?;
            let _ = write!(path, "[{at}]");
            parts(&a[at], &b[at], path)
        }
        (a, b) if a == b => None,
        (a, b) => Some((plain(a), plain(b))),
    }
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_field_that_parts_is_named() {
        let one = r#"{"id":"a","people":[{"name":"Olav"},{"name":"Ana"}],"when":null}"#;
        let other = r#"{"id":"a","people":[{"name":"Olav"},{"name":"Eva"}],"when":null}"#;
        let told = parting(one, other).unwrap();
        assert_eq!(told, ("people[1].name".to_owned(), "Ana".to_owned(), "Eva".to_owned()));
        assert_eq!(parting(one, one), None);
        assert_eq!(parting("no JSON", other), None);
    }
}
