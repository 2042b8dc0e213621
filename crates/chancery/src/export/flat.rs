//! JSON lines to CSV rows.

use std::io::Write;

use serde_json::Value;

use super::columns::{Column, columns};
use crate::keep::{KeepError, Noun};

/// What can go wrong while writing rows.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// The record.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// A line that is no JSON.
    #[error("an export line is damaged")]
    Json(#[from] serde_json::Error),
    /// The file written to.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// The file written to.
    #[error("the rows could not be written")]
    Io(#[from] std::io::Error),
}

/// Writes the rows of one noun, after a row with the names of the columns.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    columns: &'static [Column],
}

impl<W: Write> CsvWriter<W> {
    /// Starts with the names.
    pub fn new(noun: Noun, out: W) -> Result<Self, CsvError> {
        let columns = columns(noun);
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(columns.iter().map(|column| column.path))?;
        Ok(Self { writer, columns })
    }

    /// Writes one export line as a row.
    pub fn line(&mut self, line: &str) -> Result<(), CsvError> {
        let noun: Value = serde_json::from_str(line)?;
        self.writer.write_record(self.columns.iter().map(|column| cell(&noun, column.path)))?;
        Ok(())
    }

    /// Writes out what is still held.
    pub fn finish(mut self) -> Result<(), CsvError> {
        Ok(self.writer.flush()?)
    }
}

/// The cell of a path.
fn cell(noun: &Value, path: &str) -> String {
    let mut found = Vec::new();
    let listed = collect(noun, path, &mut found);
    if !listed {
        return found.pop().unwrap_or_default();
    }
    let members = found.iter().map(|member| member.replace('\\', "\\\\").replace('|', "\\|"));
    members.collect::<Vec<_>>().join("|")
}

/// Gathers the values of a path, one for each member of a list on the way; tells whether there
/// was a list.
fn collect(value: &Value, path: &str, found: &mut Vec<String>) -> bool {
    if let Value::Array(members) = value {
        for member in members {
            match member {
                Value::Array(pair) => {
                    found.push(pair.iter().map(scalar).collect::<Vec<_>>().join("-"));
                }
                _ => {
                    collect(member, path, found);
                }
            }
        }
        return true;
    }
    let Some((first, rest)) = path.split_once('.').or((!path.is_empty()).then_some((path, "")))
    else {
        found.push(scalar(value));
        return false;
    };
    if let Some(inner) = value.get(first) {
        return collect(inner, rest, found);
    }
    found.push(String::new());
    false
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::cell;

    #[test]
    fn lists_join_and_nulls_are_empty() {
        let noun = json!({
            "when": {"start": "2022-12-13", "evidence": null},
            "participants": [
                {"name": "A|B", "office": null, "evidence": {"start": 3}},
                {"name": "C\\D", "office": "king", "evidence": {"start": 9}},
            ],
            "sentences": [[0, 4], [5, 9]],
            "domestic": false,
            "aliases": [],
        });
        assert_eq!(cell(&noun, "when.start"), "2022-12-13");
        assert_eq!(cell(&noun, "when.evidence.text"), "");
        assert_eq!(cell(&noun, "participants.name"), "A\\|B|C\\\\D");
        assert_eq!(cell(&noun, "participants.office"), "|king");
        assert_eq!(cell(&noun, "participants.evidence.start"), "3|9");
        assert_eq!(cell(&noun, "sentences"), "0-4|5-9");
        assert_eq!(cell(&noun, "domestic"), "false");
        assert_eq!(cell(&noun, "aliases"), "");
    }
}
