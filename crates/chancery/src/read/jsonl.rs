//! One document per line: `{"text"|"html"|"body": ..., "title", "url", "date"|"published",
//! "outlet"|"source", "language", "retrieved", "path", "kind", "side"}`; unknown fields are
//! ignored. Lines of the `document` export are such lines.

use serde_json::{Map, Value};

use super::{Options, Problem, ProblemKind, Source, html, page};
use crate::nouns::{DocumentId, Page};

/// Reads one line, without its line end.
pub(super) fn read_line(
    line: &[u8],
    source: &Source,
    options: &Options<'_>,
) -> Result<Page, Problem> {
    let broken = |what: String| Problem::new(ProblemKind::BrokenLine, source).saying(what);
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let lossy = String::from_utf8_lossy(line);
    let fields: Map<String, Value> =
        serde_json::from_str(&lossy).map_err(|error| broken(error.to_string()))?;
    let given = given(&fields, source);
    let id = DocumentId::of(line);
    let string = |name| fields.get(name).and_then(Value::as_str);
    let mut read = match (string("text"), string("html"), string("body")) {
        (Some(text), _, _) => page::of_string(id, text, &given, options),
        (None, Some(markup), _) => html::of_string(id, markup, &given, options),
        (None, None, Some(body)) if is_markup(body) => html::of_string(id, body, &given, options),
        (None, None, Some(body)) => page::of_string(id, body, &given, options),
        (None, None, None) => return Err(broken("no field text, html or body".to_owned())),
    }?;
    if matches!(lossy, std::borrow::Cow::Owned(_)) {
        let text = "bytes that are not UTF-8 were replaced by U+FFFD";
        read.document.notes.push(page::note("invalid_utf8", text));
    }
    let typed = |name: &str| fields.get(name).filter(|value| !value.is_null()).cloned();
    if let Some(kind) = typed("kind").and_then(|value| serde_json::from_value(value).ok()) {
        read.document.kind = kind;
    }
    if let Some(side) = typed("side").and_then(|value| serde_json::from_value(value).ok()) {
        read.document.side = Some(side);
    }
    Ok(read)
}

/// The fields of the line over what the caller gave for the file.
fn given(fields: &Map<String, Value>, source: &Source) -> Source {
    let field = |names: &[&str]| {
        let value = names.iter().find_map(|name| fields.get(*name).and_then(plain));
        value.filter(|text| !text.trim().is_empty())
    };
    Source {
        path: field(&["path"]).or_else(|| source.path.clone()),
        url: field(&["url"]).or_else(|| source.url.clone()),
        retrieved: field(&["retrieved"]).or_else(|| source.retrieved.clone()),
        published: field(&["published", "date"]).or_else(|| source.published.clone()),
        outlet: field(&["outlet", "source"]).or_else(|| source.outlet.clone()),
        title: field(&["title"]).or_else(|| source.title.clone()),
        language: field(&["language"]).or_else(|| source.language.clone()),
        format: None,
        charset: None,
    }
}

/// A string, or the start of a `when` object (the export's `published`).
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(when) => when.get("start")?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn is_markup(body: &str) -> bool {
    ["</p>", "<p>", "<br", "</div>", "<html"].iter().any(|tag| body.contains(tag))
}
