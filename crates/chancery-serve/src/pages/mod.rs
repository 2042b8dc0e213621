//! The pages: a file with a handler for each, and a template of the same name.

mod home;
mod problem;

use askama::Template;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::de::DeserializeOwned;

use crate::{App, Problem};
pub(crate) use problem::ProblemPage;

/// What a handler of a page gives.
pub(crate) type Answer = Result<Response, ProblemPage>;

/// The pages' routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/", get(home::home))
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
