//! What holds for every answer of the interface: a strong tag over the bytes as they are sent,
//! `304` to who has them, no body to `HEAD`, what may be done to `OPTIONS`, and no error but as
//! `application/problem+json`.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::Problem;

/// The path of documents.
const POSTED: &str = "/documents";

/// What is answered where a path knows no such method.
pub(super) async fn other_method(method: Method, uri: Uri) -> Response {
    // Documents alone can be posted.
    let known = if uri.path() == POSTED { "GET,HEAD,POST,OPTIONS" } else { "GET,HEAD,OPTIONS" };
    let allow = [(header::ALLOW, HeaderValue::from_static(known))];
    if method == Method::OPTIONS {
        return (StatusCode::NO_CONTENT, allow).into_response();
    }
    let detail = format!("{method} cannot be done here; `Allow` says what can");
    let status = StatusCode::METHOD_NOT_ALLOWED;
    (allow, Problem { status, title: "Method not allowed", detail }.into_response()).into_response()
}

/// Answers `HEAD` as `GET` without its body, and what has a tag that is known without it too.
pub(super) async fn tagged(mut request: Request, next: Next) -> Response {
    let head = request.method() == Method::HEAD;
    if head {
        *request.method_mut() = Method::GET;
    }
    let reads = request.method() == Method::GET;
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned();
    let known: Vec<HeaderValue> = known.collect();
    let response = as_problem(next.run(request).await);
    if !reads || response.status() != StatusCode::OK {
        return if head { bare(response) } else { response };
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem::broken(&"an answer broke off").into_response();
    };
    let tag = format!("\"{:x}\"", Sha256::digest(&bytes));
    if known.iter().any(|known| names(known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_ENCODING);
    } else {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        parts.headers.insert(header::ETAG, tag);
    }
    let empty = head || parts.status == StatusCode::NOT_MODIFIED;
    Response::from_parts(parts, if empty { Body::empty() } else { Body::from(bytes) })
}

/// Whether a header names a tag. Of two strong tags, weak ones are told apart by nothing.
fn names(header: &HeaderValue, tag: &str) -> bool {
    let told = header.to_str().unwrap_or_default();
    told.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

fn bare(response: Response) -> Response {
    let (parts, _) = response.into_parts();
    Response::from_parts(parts, Body::empty())
}

/// An error that somebody below wrote in words of its own, as a problem.
fn as_problem(response: Response) -> Response {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let told = kind.is_some_and(|kind| kind == "application/problem+json");
    if told || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let title = status.canonical_reason().unwrap_or("Error");
    let detail = format!("the service answered {}", status.as_u16());
    Problem { status, title, detail }.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_named_by_any_of_a_list() {
        let header = |text: &str| HeaderValue::from_str(text).unwrap();
        assert!(names(&header("\"a\", W/\"b\""), "\"b\""));
        assert!(names(&header("*"), "\"b\""));
        assert!(!names(&header("\"a\""), "\"b\"") && !names(&header(""), "\"b\""));
    }
}
