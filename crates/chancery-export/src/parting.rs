//! Where two exports of the same thing part.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::Value;

use crate::columnar::each_row;
use crate::writer::{ExportError, Format};

/// The first place where two files differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parting {
    /// The line of JSON lines, or the row (without the names of columns), from 1; null where the
    /// rows are the same.
    pub row: Option<u64>,
    /// The field, as a path; empty where a whole row is missing.
    pub field: String,
    /// The value in the first file.
    pub this: String,
    /// The value in the second.
    pub other: String,
}

/// So many characters of a value are shown.
const SHOWN: usize = 120;

/// The first difference of two files; none where their bytes are the same. Files that are no
/// tables are compared line by line.
pub fn difference(
    this: &Path,
    other: &Path,
    format: Option<Format>,
) -> Result<Option<Parting>, ExportError> {
    let Some(byte) = first_byte(this, other)? else { return Ok(None) };
    let found = match format {
        Some(Format::Jsonl) => first_row(json_lines(this)?, json_lines(other)?)?,
        Some(Format::Csv) => first_row(csv_rows(this)?, csv_rows(other)?)?,
        Some(Format::Parquet) => {
            first_row(each_row(File::open(this)?)?, each_row(File::open(other)?)?)?
        }
        None => first_row(text_lines(this)?, text_lines(other)?)?,
    };
    Ok(Some(found.unwrap_or_else(|| Parting {
        row: None,
        field: format!("byte {byte}"),
        this: "written otherwise".to_owned(),
        other: "with the same values".to_owned(),
    })))
}

/// Every row of a Parquet file of this program, as JSON values.
pub fn rows(path: &Path) -> Result<Vec<Value>, ExportError> {
    each_row(File::open(path)?)?.collect()
}

/// The first byte (from 0) in which two files differ.
fn first_byte(this: &Path, other: &Path) -> Result<Option<u64>, ExportError> {
    let mut bytes = BufReader::new(File::open(this)?).bytes();
    let mut others = BufReader::new(File::open(other)?).bytes();
    for place in 0.. {
        match (bytes.next().transpose()?, others.next().transpose()?) {
            (None, None) => return Ok(None),
            (one, two) if one != two => return Ok(Some(place)),
            _ => {}
        }
    }
    Ok(None)
}

/// The first row that differs, and the field in it.
fn first_row(
    mut these: impl Iterator<Item = Result<Value, ExportError>>,
    mut others: impl Iterator<Item = Result<Value, ExportError>>,
) -> Result<Option<Parting>, ExportError> {
    for row in 1.. {
        let (this, other) = match (these.next().transpose()?, others.next().transpose()?) {
            (None, None) => return Ok(None),
            (Some(this), Some(other)) => (this, other),
            (this, other) => {
                let shown =
                    |row: Option<Value>| row.map_or("no such row".to_owned(), |it| shown(&it));
                let (this, other) = (shown(this), shown(other));
                return Ok(Some(Parting { row: Some(row), field: String::new(), this, other }));
            }
        };
        if let Some((field, this, other)) = first_field(&this, &other, "") {
            return Ok(Some(Parting { row: Some(row), field, this, other }));
        }
    }
    Ok(None)
}

/// The first field that differs: its path, and both values.
fn first_field(this: &Value, other: &Value, path: &str) -> Option<(String, String, String)> {
    let under = |name: &str| {
        if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
    };
    match (this, other) {
        (Value::Object(these), Value::Object(others)) => {
            let names = these.keys().chain(others.keys().filter(|it| !these.contains_key(*it)));
            names.into_iter().find_map(|name| {
                let of = |object: &serde_json::Map<String, Value>| {
                    object.get(name).cloned().unwrap_or_default()
                };
                first_field(&of(these), &of(others), &under(name))
            })
        }
        (Value::Array(these), Value::Array(others)) => {
            (0..these.len().max(others.len())).find_map(|place| {
                let of = |list: &[Value]| list.get(place).cloned().unwrap_or_default();
                first_field(&of(these), &of(others), &under(&place.to_string()))
            })
        }
        _ if this == other => None,
        _ => Some((path.to_owned(), shown(this), shown(other))),
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

type Rows = Box<dyn Iterator<Item = Result<Value, ExportError>>>;

fn json_lines(path: &Path) -> Result<Rows, ExportError> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(Box::new(lines.map(|line| Ok(serde_json::from_str(&line?)?))))
}

fn text_lines(path: &Path) -> Result<Rows, ExportError> {
    let lines = BufReader::new(File::open(path)?).lines();
    Ok(Box::new(lines.map(|line| Ok(Value::String(line?)))))
}

fn csv_rows(path: &Path) -> Result<Rows, ExportError> {
    let mut reader = csv::Reader::from_path(path)?;
    let names = reader.headers()?.clone();
    Ok(Box::new(reader.into_records().map(move |record| {
        let record = record?;
        let cells = names.iter().zip(&record);
        Ok(cells.map(|(name, cell)| (name.to_owned(), Value::from(cell))).collect())
    })))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parted(this: &str, other: &str, format: Option<Format>) -> Option<Parting> {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        fs::write(&one, this).unwrap();
        fs::write(&two, other).unwrap();
        difference(&one, &two, format).unwrap()
    }

    #[test]
    fn the_same_bytes_part_nowhere() {
        assert_eq!(parted("{\"a\":1}\n", "{\"a\":1}\n", Some(Format::Jsonl)), None);
    }

    #[test]
    fn the_first_field_is_named_with_both_values() {
        let found = parted(
            "{\"a\":1}\n{\"b\":[{\"c\":\"x\"}]}\n",
            "{\"a\":1}\n{\"b\":[{\"c\":\"y\"}]}\n",
            Some(Format::Jsonl),
        );
        let expected = Parting {
            row: Some(2),
            field: "b.0.c".to_owned(),
            this: "\"x\"".to_owned(),
            other: "\"y\"".to_owned(),
        };
        assert_eq!(found, Some(expected));
    }

    #[test]
    fn rows_of_csv_go_by_their_columns() {
        let found = parted("id,n\na,1\nb,2\n", "id,n\na,1\nb,3\n", Some(Format::Csv)).unwrap();
        assert_eq!((found.row, found.field.as_str()), (Some(2), "n"));
        let found = parted("id,n\na,1\n", "id,n\na,1\nb,3\n", Some(Format::Csv)).unwrap();
        assert_eq!((found.row, found.this.as_str()), (Some(2), "no such row"));
    }

    #[test]
    fn bytes_that_mean_the_same_are_told_apart_too() {
        let found = parted("{\"a\":1}\n", "{\"a\": 1}\n", Some(Format::Jsonl)).unwrap();
        assert_eq!((found.row, found.field.as_str()), (None, "byte 5"));
    }
}
