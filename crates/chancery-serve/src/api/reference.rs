//! The OpenAPI document as a page for people.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use serde_json::Value;

use super::BASE;
use crate::App;
use crate::pages::ProblemPage;
use crate::pages::parts::Frame;
use crate::problem::Problem;

/// What the page holds.
#[derive(Debug, Clone)]
pub(super) struct Reference(Arc<Page>);

#[derive(Template, Debug)]
#[template(path = "api.html")]
struct Page {
    frame: Frame,
    introduction: Words,
    parts: Vec<Part>,
    shapes: Vec<Shape>,
}

/// Questions that belong together.
#[derive(Debug)]
struct Part {
    name: String,
    what: String,
    operations: Vec<Operation>,
}

/// A question.
#[derive(Debug)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: Words,
    description: Words,
    parameters: Vec<Row>,
    answers: Vec<(String, String, Option<String>)>,
}

/// A parameter or a field: its name, what it may be, and what it says.
#[derive(Debug)]
struct Row {
    name: String,
    kind: String,
    what: Words,
    /// The shape it is of, where that has a name.
    shape: Option<String>,
}

/// What an answer may hold.
#[derive(Debug)]
struct Shape {
    name: String,
    what: Words,
    fields: Vec<Row>,
}

impl Reference {
    /// The page of a document.
    pub(super) fn of(document: &Value) -> Self {
        let parts = each(&document["tags"]).map(|(_, tag)| Part {
            name: text(&tag["name"]),
            what: text(&tag["description"]),
            operations: operations(document, &text(&tag["name"])),
        });
        let shapes = each(&document["components"]["schemas"]);
        Self(Arc::new(Page {
            frame: Frame::of("api"),
            introduction: words(&document["info"]["description"]),
            parts: parts.collect(),
            shapes: shapes.map(|(name, it)| shape(&name, it)).collect(),
        }))
    }

    /// The page's route.
    pub(super) fn router(self) -> Router<App> {
        let page = move || {
            let page = self.0.clone();
            async move {
                let text = page.render().map_err(|error| Problem::broken(&error));
                text.map(Html).map_err(ProblemPage)
            }
        };
        Router::new().route(BASE, get(page))
    }
}

/// Members of an object with their names, or of a list.
fn each(value: &Value) -> Box<dyn Iterator<Item = (String, &Value)> + '_> {
    match value {
        Value::Object(map) => Box::new(map.iter().map(|(name, it)| (name.clone(), it))),
        Value::Array(list) => Box::new(list.iter().map(|it| (String::new(), it))),
        _ => Box::new(std::iter::empty()),
    }
}

/// A text in pieces, those between backticks marked.
type Words = Vec<(String, bool)>;

fn words(value: &Value) -> Words {
    let pieces = value.as_str().unwrap_or_default().split('`');
    let marked = pieces.enumerate().map(|(place, piece)| (piece.to_owned(), place % 2 == 1));
    marked.filter(|(piece, _)| !piece.is_empty()).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn operations(document: &Value, tag: &str) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in each(&document["paths"]) {
        let of_tag = each(methods).filter(|(_, it)| it["tags"][0] == tag);
        found.extend(of_tag.map(|(method, it)| operation(&path, &method, it)));
    }
    found
}

fn operation(path: &str, method: &str, it: &Value) -> Operation {
    let mut parameters: Vec<Row> = each(&it["parameters"])
        .map(|(_, parameter)| {
            let row = row(&text(&parameter["name"]), &parameter["schema"]);
            let place = if parameter["in"] == "path" { "in the path, " } else { "" };
            let must = parameter["required"] == true && place.is_empty();
            let kind = format!("{place}{}{}", row.kind, if must { ", required" } else { "" });
            Row { kind, what: words(&parameter["description"]), ..row }
        })
        .collect();
    let body = &it["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        parameters
            .push(Row { what: vec![("what is posted".to_owned(), false)], ..row("body", body) });
    }
    let answers = each(&it["responses"]).map(|(status, answer)| {
        let content = each(&answer["content"]).next();
        let shape = content.and_then(|(_, content)| named(&content["schema"]));
        (status, text(&answer["description"]), shape)
    });
    Operation {
        id: text(&it["operationId"]),
        method: method.to_uppercase(),
        path: format!("{BASE}{path}"),
        summary: words(&it["summary"]),
        description: words(&it["description"]),
        parameters,
        answers: answers.collect(),
    }
}

/// The name of the shape that a schema refers to.
fn named(schema: &Value) -> Option<String> {
    let inner = [schema, &schema["items"], &schema["oneOf"][0]];
    let found = inner.into_iter().find_map(|it| it["$ref"].as_str())?;
    found.rsplit('/').next().map(str::to_owned)
}

/// A field by its schema.
fn row(name: &str, schema: &Value) -> Row {
    let shape = named(schema);
    let mut kind = kind(schema);
    if let Some(shape) = &shape {
        kind = if schema["items"].is_object() { format!("list of {shape}") } else { shape.clone() };
    }
    Row { name: name.to_owned(), kind, what: words(&schema["description"]), shape }
}

/// What a value may be, in words.
fn kind(schema: &Value) -> String {
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
        return words.join(", ");
    }
    if schema["items"].is_object() {
        return format!("list of {}", kind(&schema["items"]));
    }
    let first = |it: &Value| it.as_str().or(it[0].as_str()).map(str::to_owned);
    let of = first(&schema["type"]).unwrap_or_else(|| "any".to_owned());
    let format = schema["format"].as_str();
    format.map_or(of, str::to_owned)
}

fn shape(name: &str, schema: &Value) -> Shape {
    let fields = each(&schema["properties"]).map(|(field, it)| row(&field, it));
    Shape { name: name.to_owned(), what: words(&schema["description"]), fields: fields.collect() }
}
