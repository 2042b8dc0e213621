//! What a user knows of who is who: files of persons, bodies and states' names, checked row by
//! row, compared with what is known already, and made into tables the resolver reads.
//!
//! The path is [`rows`] (a file's rows), [`Checker`] (a row that holds), [`Comparison`] (what the
//! row adds, and what it contradicts), [`Gathering`] (tables for the resolver). `docs/actors-import.md` tells
//! users of it.

mod check;
mod compare;
mod delimited;
mod follow_the_money;
mod gather;
mod json_lines;
mod tenure;

use serde::{Deserialize, Serialize};

use crate::nouns::{Moment, Sector};

pub use check::Checker;
pub use compare::{Addition, Comparison, Conflict, What};
pub use gather::Gathering;

/// What a row tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A person, and one office of theirs at most.
    #[default]
    Person,
    /// An organisation.
    Body,
    /// The name a state is to be shown by.
    State,
}

/// A checked row, as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What it tells of.
    pub kind: RowKind,
    /// Id of the actor, where the row gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name in common use.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What the press calls the person alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// `f` or `m`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<char>,
    /// ISO alpha-3 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Wikidata id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qid: Option<String>,
    /// Office in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// ISO alpha-3 code of the state, or id of the body, the office belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// First day, month or year in the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// Last day, month or year in the office; none while held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A row as a file has it: texts, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the columns of the file, as `Row` explains them")]
pub struct RawRow {
    pub kind: String,
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub called: String,
    pub gender: String,
    pub country: String,
    pub sector: String,
    pub qid: String,
    pub office: String,
    pub of: String,
    pub from: String,
    pub to: String,
    pub source: String,
    /// Whether the office is free text, which counts only where it names an office.
    pub loose: bool,
}

/// The columns of a file, all but `name` optional.
pub const COLUMNS: [&str; 14] = [
    "kind", "id", "name", "aliases", "called", "gender", "country", "sector", "qid", "office",
    "of", "from", "to", "source",
];

impl RawRow {
    /// The cell of a column; none for aliases, which are a list, and for unknown columns.
    fn cell(&mut self, column: &str) -> Option<&mut String> {
        Some(match column {
            "kind" => &mut self.kind,
            "id" => &mut self.id,
            "name" => &mut self.name,
            "called" => &mut self.called,
            "gender" => &mut self.gender,
            "country" => &mut self.country,
            "sector" => &mut self.sector,
            "qid" => &mut self.qid,
            "office" => &mut self.office,
            "of" => &mut self.of,
            "from" => &mut self.from,
            "to" => &mut self.to,
            "source" => &mut self.source,
            _ => return None,
        })
    }

    /// Puts text into a column; in a text, `|` sets aliases apart.
    fn set(&mut self, column: &str, text: &str) {
        if let Some(cell) = self.cell(column) {
            text.trim().clone_into(cell);
        } else {
            let aliases = text.split('|').map(str::trim).filter(|alias| !alias.is_empty());
            self.aliases = aliases.map(str::to_owned).collect();
        }
    }
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma separated values under a header.
    Csv,
    /// One JSON object a line: columns as keys, or entities of FollowTheMoney.
    JsonLines,
}

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// It is in some other encoding.
    #[error("not UTF-8 at byte {0}")]
    NotUtf8(usize),
    /// There is nothing in it.
    #[error("the file is empty, not even a header")]
    Empty,
    /// The header names a column that is not known.
    #[error("line 1: unknown column `{0}` (known: {known})", known = COLUMNS.join(", "))]
    UnknownColumn(String),
    /// The header names a column twice.
    #[error("line 1: column `{0}` stands twice")]
    Twice(String),
    /// The header does not name the one column that is needed.
    #[error("line 1: no header with a column `name`")]
    NoName,
    /// The first line is no JSON object.
    #[error("line {0}: not a JSON object")]
    NotJson(u64),
}

/// Hands every row of a file to `take` with the number of its line, or the reason why the line is
/// no row.
pub fn rows(
    bytes: &[u8],
    form: Form,
    take: &mut dyn FnMut(u64, Result<RawRow, String>),
) -> Result<(), FileError> {
    let text = std::str::from_utf8(bytes).map_err(|e| FileError::NotUtf8(e.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    match form {
        Form::Csv => delimited::rows(text, take),
        Form::JsonLines => json_lines::rows(text, take),
    }
}

#[cfg(test)]
mod tests;
