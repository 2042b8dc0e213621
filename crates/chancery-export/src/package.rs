//! The data package (Frictionless) that lies beside CSV files: what their columns hold, for
//! programs.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::flat::{Column, columns};
use crate::manifest::Manifest;
use crate::schema::{Shape, Table, tables};
use crate::writer::Format;

/// The package of the CSV files a manifest names; none where it names none.
pub fn data_package(manifest: &Manifest) -> Option<Value> {
    let resources: Vec<Value> = manifest
        .files
        .iter()
        .filter_map(|(name, entry)| {
            let stem = name.strip_suffix(&format!(".{}", Format::Csv.name()))?;
            let table = entry.arguments["table"].as_str()?;
            let table = tables().into_iter().find(|it| it.name == table)?;
            let no_text = entry.arguments["no_text"].as_bool().unwrap_or_default();
            Some(json!({
                "name": stem.to_lowercase(),
                "title": table.what,
                "path": name,
                "profile": "tabular-data-resource",
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": entry.bytes,
                "hash": format!("sha256:{}", entry.sha256),
                "dialect": { "delimiter": ",", "lineTerminator": "\n", "doubleQuote": true },
                "schema": schema(table, no_text),
            }))
        })
        .collect();
    (!resources.is_empty()).then(|| {
        json!({
            "profile": "tabular-data-package",
            "name": "chancery-export",
            "title": "Dealings between states, with the words behind every value",
            "version": manifest.version,
            "resources": resources,
        })
    })
}

fn schema(table: &Table, no_text: bool) -> Value {
    let fields: Vec<Value> = columns(table, no_text).iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    schema
}

fn field(column: &Column) -> Value {
    let mut found = Map::new();
    found.insert("name".to_owned(), column.path.clone().into());
    let shape = column.field().map_or(Shape::Text, |field| field.shape.innermost());
    let listed = column.lists() > 0;
    let (kind, constraint) = if listed { ("string", None) } else { type_of(shape) };
    found.insert("type".to_owned(), kind.into());
    let mut what = column.what();
    if let Some(unit) = column.field().map(|field| field.unit).filter(|unit| !unit.is_empty()) {
        let _ = write!(what, " ({unit})");
    }
    if listed {
        what.push_str("; members joined by |");
    }
    found.insert("description".to_owned(), what.into());
    if let Some((name, value)) = constraint {
        found.insert("constraints".to_owned(), json!({ name: value }));
    }
    found.into()
}

fn type_of(shape: Shape) -> (&'static str, Option<(&'static str, Value)>) {
    match shape {
        Shape::Day => ("date", None),
        Shape::Integer => ("integer", None),
        Shape::Number => ("number", None),
        Shape::Flag => ("boolean", None),
        Shape::Word(words) => ("string", Some(("enum", json!(words)))),
        Shape::Moment => {
            let edtf = r"(\d{4}|XXXX)(-\d{2}(-\d{2}(T\d{2})?)?)?";
            ("string", Some(("pattern", edtf.into())))
        }
        _ => ("string", None),
    }
}
