//! The OpenAPI document: what the handlers are described by, the shapes of what they answer, and
//! what holds for all of them.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use super::{BASE, answer, shapes};
use crate::App;

/// Shapes that are no nouns.
const OTHERS: &str = include_str!("shapes.json");

/// What a client may be told instead of an answer, for any question.
const PROBLEMS: [(&str, &str); 6] = [
    ("400", "the question cannot be understood"),
    ("404", "there is no such thing"),
    ("421", "the service was called by another name than this machine's"),
    ("429", "too many questions; `Retry-After` says when to ask again"),
    ("500", "the service failed; its log says why"),
    ("503", "the record is busy; ask again in a moment"),
];

/// What a client may be told instead, who posts.
const POSTING: [(&str, &str); 6] = [
    ("401", "the token is missing or another"),
    ("403", "nothing can be posted to this service"),
    ("408", "the document did not come in time"),
    ("413", "the document is too large"),
    ("415", "the document is not sent as JSON"),
    ("422", "what was sent cannot be read as a document"),
];

const INTRODUCTION: &str = "What the record of dealings between states holds. Things are told \
    as the exports write them, with the words of every value. Lists are leafed through by `next`. \
    Answers carry a strong `ETag`; a question with `If-None-Match` is answered by 304 where \
    nothing changed. Errors are `application/problem+json`.";

/// The whole document.
pub(super) fn document(described: OpenApi) -> Value {
    // What utoipa describes is JSON.
    let mut document = serde_json::to_value(described).unwrap_or_default();
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({
        "title": "chancery",
        "version": env!("CARGO_PKG_VERSION"),
        "description": INTRODUCTION,
        "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
    });
    document["servers"] = json!([{ "url": BASE }]);
    document["tags"] = json!([
        { "name": "documents", "description": "texts as fetched" },
        { "name": "encounters", "description": "contacts, and what each voice tells of them" },
        { "name": "statements", "description": "what somebody is told to have said" },
        { "name": "commitments", "description": "what was promised, asked for, planned" },
        { "name": "actors", "description": "who acts" },
        { "name": "record", "description": "the record as a whole" },
    ]);
    let components = &mut document["components"];
    components["securitySchemes"] = json!({ "token": {
        "type": "http", "scheme": "bearer",
        "description": "the token that the service was started with",
    } });
    if let Some(schemas) = components["schemas"].as_object_mut() {
        schemas.extend(shapes::nouns());
        schemas.extend(others());
    }
    each_operation(&mut document, |method, operation| {
        add_problems(method, &mut operation["responses"]);
    });
    one_of_three(&mut document);
    document
}

/// Shapes that are no nouns, and pages of those that lists hold.
fn others() -> Map<String, Value> {
    let mut found: Map<String, Value> = serde_json::from_str(OTHERS).unwrap_or_default();
    for name in ["Hit", "Copy", "State"] {
        found.insert(format!("{name}Page"), shapes::page(name));
    }
    found.insert("Evidence".to_owned(), shapes::page("FieldEvidence"));
    found
}

fn each_operation(document: &mut Value, mut each: impl FnMut(&str, &mut Value)) {
    let paths = document["paths"].as_object_mut();
    for path in paths.into_iter().flat_map(Map::values_mut) {
        for (method, operation) in path.as_object_mut().into_iter().flatten() {
            each(method, operation);
        }
    }
}

fn add_problems(method: &str, responses: &mut Value) {
    let content = json!({ "application/problem+json": {
        "schema": { "$ref": "#/components/schemas/Problem" },
    } });
    let posting = POSTING.iter().filter(|_| method == "post");
    for (status, description) in PROBLEMS.iter().chain(posting) {
        responses[*status] = json!({ "description": description, "content": content });
    }
    if method == "get" {
        let same = "what was asked for is what the client has";
        responses["304"] = json!({ "description": same });
    }
}

/// A document is posted as one of three.
fn one_of_three(document: &mut Value) {
    let new = &mut document["components"]["schemas"]["NewDocument"];
    let told = |name: &str| {
        json!({
            "required": [name], "properties": { name: { "type": "string" } },
        })
    };
    new["anyOf"] = json!([told("text"), told("html"), told("body")]);
}

/// The route of the document itself.
pub(super) fn router(document: &Value) -> Router<App> {
    let text: Arc<str> = document.to_string().into();
    Router::new()
        .route("/openapi.json", get(move || async move { answer::json(text.as_ref().to_owned()) }))
}
