//! Rows of CSV: the values of a JSON line under dotted names (`when.start`).
//!
//! A list becomes one cell, its members joined by `|`, so that the third member of
//! `participants.name` belongs with the third of `participants.country`. Null is an empty cell.

use serde_json::Value;

use crate::schema::{Field, Stands, Table, at, described};

/// A column: the path of its value, and the fields on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Path and name, `when.start`.
    pub path: String,
    /// The fields on the way, the outermost first, the value's own last.
    pub chain: Vec<&'static Field>,
}

impl Column {
    /// What it holds.
    pub fn what(&self) -> String {
        described(&self.chain)
    }

    /// The field of its value.
    pub fn field(&self) -> Option<&'static Field> {
        self.chain.last().copied()
    }

    /// How many lists stand around the value: over 0, the cell holds several.
    pub fn lists(&self) -> usize {
        self.chain.iter().map(|field| field.shape.lists()).sum()
    }
}

/// The columns of a table, in order. Without text, the hash of words that may be cut stands
/// beside them.
pub fn columns(table: &Table, no_text: bool) -> Vec<Column> {
    let mut found = Vec::new();
    for path in table.columns.split_whitespace() {
        let Some(chain) = at(table.fields, path) else { continue };
        found.push(Column { path: path.to_owned(), chain });
        let hash = format!("{path}_sha256");
        let beside = at(table.fields, &hash).filter(|_| no_text);
        found.extend(
            beside
                .filter(|chain| chain.last().is_some_and(|it| it.stands == Stands::WithoutText))
                .map(|chain| Column { path: hash, chain }),
        );
    }
    found
}

/// The cell of a path.
pub(crate) fn cell(row: &Value, path: &str) -> String {
    let mut found = Vec::new();
    let listed = collect(row, path, &mut found);
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
