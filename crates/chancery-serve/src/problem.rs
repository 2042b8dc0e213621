//! What went wrong, told as a page to people and as `application/problem+json` to programs.

use std::fmt::Display;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chancery::keep::KeepError;
use serde_json::json;

/// An error as it is answered (RFC 9457). As a response it is problem+json; pages wrap it in
/// `ProblemPage`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    /// Its status of HTTP.
    pub status: StatusCode,
    /// What sort of problem, in few words.
    pub title: &'static str,
    /// What, where, and what to do.
    pub detail: String,
}

impl Problem {
    /// There is no such thing.
    pub fn missing(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, title: "Not found", detail: detail.into() }
    }

    /// The question cannot be understood.
    pub fn bad_question(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: "Bad request", detail: detail.into() }
    }

    /// What was sent cannot be read as a document.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        Self { status, title: "Not a document", detail: detail.into() }
    }

    /// Too much is asked at a time.
    pub fn busy(detail: impl Into<String>) -> Self {
        let title = "Busy";
        Self { status: StatusCode::SERVICE_UNAVAILABLE, title, detail: detail.into() }
    }

    /// The service itself failed; the cause goes to stderr and not to the reader.
    pub fn broken(cause: &impl Display) -> Self {
        eprintln!("chancery: a page could not be made: {cause}");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "Out of order",
            detail: "this could not be made; the service's log says why".to_owned(),
        }
    }
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        Self::broken(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let kind = HeaderValue::from_static("application/problem+json");
        (self.status, [(header::CONTENT_TYPE, kind)], body.to_string()).into_response()
    }
}
