//! The pages: a file with a handler for each, and a template of the same name.

mod actor;
mod actors;
mod commitment;
mod commitments;
mod document;
mod documents;
pub(crate) mod dossier;
mod encounter;
mod encounters;
mod first;
mod home;
mod judgements;
mod map;
mod network;
pub(crate) mod parts;
mod problem;
mod search;
mod statement;
mod statements;

use askama::Template;
use axum::Router;
use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use chancery::keep::{Noun, Record};
use serde::de::DeserializeOwned;

use crate::link;
use crate::{App, Problem};
pub(crate) use problem::ProblemPage;

/// What a handler of a page gives.
pub(crate) type Answer = Result<Response, ProblemPage>;

/// How many things a page of a list holds.
const ON_A_PAGE: usize = 50;

/// The pages' routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/dossier", get(dossier::pick))
        .route("/dossier/{one}/{other}", get(dossier::dossier))
        .route("/dossier/{one}/{other}/{file}", get(dossier::download))
        .route("/encounters", get(encounters::encounters))
        .route("/encounters.csv", get(encounters::csv))
        .route("/encounter/{id}", get(encounter::encounter))
        .route("/statements", get(statements::statements))
        .route("/statements.csv", get(statements::csv))
        .route("/statement/{id}", get(statement::statement))
        .route("/commitments", get(commitments::commitments))
        .route("/commitments.csv", get(commitments::csv))
        .route("/commitment/{id}", get(commitment::commitment))
        .route("/documents", get(documents::documents))
        .route("/documents.csv", get(documents::csv))
        .route("/document/{id}", get(document::document))
        .route("/document/{id}/first", get(first::first))
        .route("/actors", get(actors::actors))
        .route("/actors.csv", get(actors::csv))
        .route("/actor/{id}", get(actor::actor))
        .route("/map", get(map::map))
        .route("/network", get(network::network))
        .route("/judgements", get(judgements::judgements))
        .route("/judgements.csv", get(judgements::csv))
}

/// What is answered where nothing is.
pub(crate) async fn nothing_here(uri: Uri) -> Response {
    let problem = Problem::missing(format!("there is nothing at {}", uri.path()));
    if uri.path().starts_with("/api/") {
        problem.into_response()
    } else {
        ProblemPage(problem).into_response()
    }
}

/// A template filled in.
fn page(template: &impl Template) -> Answer {
    let text = template.render().map_err(|error| Problem::broken(&error))?;
    Ok(Html(text).into_response())
}

/// A thing that was asked for by its id, or that its first signs lead to.
enum Found<T> {
    Here(T),
    Elsewhere(String),
}

impl<T> Found<T> {
    fn answer(self, page: impl FnOnce(T) -> Answer) -> Answer {
        match self {
            Self::Here(it) => page(it),
            Self::Elsewhere(address) => Ok(Redirect::to(&address).into_response()),
        }
    }
}

/// The address of the one thing that the first signs of an id stand for.
fn by_first_signs(record: &Record, noun: Noun, id: &str) -> Result<String, Problem> {
    let missing = || {
        Problem::missing(format!("the record has no {} `{id}`", noun.name().trim_end_matches('s')))
    };
    let mut found = if id.len() < 6 { Vec::new() } else { record.ids_like(id)? };
    found.retain(|(of, full)| *of == noun && full != id);
    match found.as_slice() {
        [(_, full)] => {
            let part = noun.name().trim_end_matches('s');
            Ok(format!("/{part}/{}", link::encoded(full)))
        }
        _ => Err(missing()),
    }
}

/// What the query of an address asks for; an address that cannot be understood is answered by a
/// page that says so.
struct Asked<T>(T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = ProblemPage;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ProblemPage> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => Err(ProblemPage(Problem::bad_question(rejection.body_text()))),
        }
    }
}

/// A field of a form; nothing where it was left empty.
fn told(field: Option<&String>) -> Option<String> {
    field.map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A day of a form, ISO.
fn told_day(field: Option<&String>) -> Result<Option<String>, Problem> {
    let Some(day) = told(field) else { return Ok(None) };
    match day.parse::<jiff::civil::Date>() {
        Ok(_) => Ok(Some(day)),
        Err(_) => Err(Problem::bad_question(format!("`{day}` is no day; write 2022-12-13"))),
    }
}

/// Where a list's page begins.
fn told_cursor(field: Option<&String>) -> Result<Option<chancery::keep::Cursor>, Problem> {
    let Some(text) = told(field) else { return Ok(None) };
    let cursor = chancery::keep::Cursor::parse(&text);
    cursor.map(Some).ok_or_else(|| Problem::bad_question("that page of the list cannot be found"))
}
