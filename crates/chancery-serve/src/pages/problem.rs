//! What went wrong, as a page.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use super::parts::Frame;
use crate::Problem;

/// A problem that is answered as a page.
#[derive(Debug)]
pub(crate) struct ProblemPage(pub(crate) Problem);

impl<E: Into<Problem>> From<E> for ProblemPage {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'p> {
    frame: Frame,
    problem: &'p Problem,
}

impl IntoResponse for ProblemPage {
    fn into_response(self) -> Response {
        match (Page { frame: Frame::default(), problem: &self.0 }).render() {
            Ok(text) => (self.0.status, Html(text)).into_response(),
            Err(_) => self.0.into_response(),
        }
    }
}
