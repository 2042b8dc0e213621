//! The data dictionary: every field of everything that is exported.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::schema::{Field, Shape, Stands, Table, described, tables};
use crate::writer::ExportError;

/// Form of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DictionaryFormat {
    /// Rows.
    Csv,
    /// Tables for people.
    Md,
    /// A list of objects.
    Json,
}

/// A field of a table, under its path.
struct Entry {
    table: &'static str,
    path: String,
    chain: Vec<&'static Field>,
    in_csv: bool,
}

const NAMES: [&str; 10] =
    ["table", "field", "type", "lists", "values", "unit", "null", "holds", "codebook", "stands_in"];

/// The dictionary.
pub fn dictionary(format: DictionaryFormat) -> Result<String, ExportError> {
    match format {
        DictionaryFormat::Csv => {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(NAMES)?;
            for entry in tables().into_iter().flat_map(entries) {
                writer.write_record(entry.cells())?;
            }
            let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        DictionaryFormat::Json => {
            let all: Vec<Value> = tables().into_iter().map(object).collect();
            Ok(serde_json::to_string_pretty(&all)? + "\n")
        }
        DictionaryFormat::Md => Ok(markdown()),
    }
}

fn object(table: &'static Table) -> Value {
    let fields: Vec<Value> = entries(table)
        .iter()
        .map(|entry| {
            let cells = NAMES.iter().zip(entry.cells()).skip(1);
            cells.map(|(name, cell)| ((*name).to_owned(), Value::from(cell))).collect()
        })
        .collect();
    json!({ "table": table.name, "row": table.what, "key": table.key, "fields": fields })
}

/// The dictionary for people; also the second half of a page of the documentation.
fn markdown() -> String {
    let mut out = String::new();
    for table in tables() {
        let _ = writeln!(out, "## {}\n\nA row is {}.\n", table.name, table.what);
        out.push_str("| field | type | holds | null | stands in |\n|---|---|---|---|---|\n");
        for entry in entries(table) {
            let [_, path, kind, lists, values, unit, null, holds, codebook, stands] = entry.cells();
            let kind = if lists == "0" { kind } else { format!("{kind}, listed") };
            let mut more = Vec::new();
            more.extend((!values.is_empty()).then(|| values.replace('|', ", ")));
            more.extend((!unit.is_empty()).then_some(unit));
            more.extend((!codebook.is_empty()).then(|| format!("see `{codebook}`")));
            let more =
                if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
            let _ = writeln!(out, "| `{path}` | {kind} | {holds}{more} | {null} | {stands} |");
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Every field of a table that holds a value, in order.
fn entries(table: &'static Table) -> Vec<Entry> {
    fn walk(
        table: &'static Table,
        fields: &'static [Field],
        before: &[&'static Field],
        found: &mut Vec<Entry>,
    ) {
        for field in fields {
            let chain: Vec<&Field> = before.iter().copied().chain([field]).collect();
            if let Some(inner) = field.inner() {
                walk(table, inner, &chain, found);
                continue;
            }
            let names: Vec<&str> = chain.iter().map(|field| field.name).collect();
            let path = names.join(".");
            let in_csv = table.columns.split_whitespace().any(|column| column == path);
            found.push(Entry { table: table.name, path, chain, in_csv });
        }
    }
    let mut found = Vec::new();
    walk(table, table.fields, &[], &mut found);
    found
}

impl Entry {
    fn cells(&self) -> [String; NAMES.len()] {
        let last = self.chain.last();
        let shape = last.map_or(Shape::Text, |field| field.shape.innermost());
        let lists: usize = self.chain.iter().map(|field| field.shape.lists()).sum();
        let values = if let Shape::Word(words) = shape { words.join("|") } else { String::new() };
        let of = |part: fn(&Field) -> &'static str| {
            let parts = self.chain.iter().map(|field| part(field)).filter(|it| !it.is_empty());
            parts.collect::<Vec<_>>().join("; ")
        };
        [
            self.table.to_owned(),
            self.path.clone(),
            type_name(shape).to_owned(),
            lists.to_string(),
            values,
            last.map_or("", |field| field.unit).to_owned(),
            of(|field| field.null),
            described(&self.chain),
            of(|field| field.codebook),
            self.stands_in().to_owned(),
        ]
    }

    fn stands_in(&self) -> &'static str {
        let stands = |it: Stands| self.chain.iter().any(|field| field.stands == it);
        if stands(Stands::InParquet) {
            "parquet"
        } else if stands(Stands::WithoutText) {
            "all with --no-text"
        } else if self.in_csv {
            "all"
        } else {
            "jsonl, parquet"
        }
    }
}

fn type_name(shape: Shape) -> &'static str {
    match shape {
        Shape::Key => "key",
        Shape::Address => "address",
        Shape::Word(_) => "word",
        Shape::Text | Shape::FullText => "text",
        Shape::Json => "json",
        Shape::Moment => "moment",
        Shape::Day | Shape::FirstDay(_) | Shape::LastDay(_) => "day",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Flag => "flag",
        Shape::Struct(_) | Shape::List(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_tells_of_every_field() {
        let count: usize = tables().into_iter().map(|table| entries(table).len()).sum();
        let csv = dictionary(DictionaryFormat::Csv).unwrap();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.records().flatten().count(), count);
        let json = dictionary(DictionaryFormat::Json).unwrap();
        let json: Vec<Value> = serde_json::from_str(&json).unwrap();
        let listed = json.iter().filter_map(|table| table["fields"].as_array()).map(Vec::len);
        assert_eq!(listed.sum::<usize>(), count);
        let md = dictionary(DictionaryFormat::Md).unwrap();
        assert_eq!(md.lines().filter(|line| line.starts_with("| `")).count(), count);
    }

    /// The introduction of the page stands in a file of its own.
    fn page() -> String {
        let head = include_str!("exports_head.md");
        format!("{head}\n{}", dictionary(DictionaryFormat::Md).unwrap())
    }

    /// Run with `WRITE_DOCS=1` to write the page anew.
    #[test]
    fn the_documentation_lists_these_fields() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/exports.md");
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page());
    }

    #[test]
    fn the_pages_of_the_codebook_are_there() {
        let root = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        for entry in tables().into_iter().flat_map(entries) {
            for page in entry.chain.iter().map(|field| field.codebook).filter(|it| !it.is_empty()) {
                assert!(root.join(page).exists(), "{page}");
            }
        }
    }
}
