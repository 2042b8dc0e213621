//! What holds for every answer: headers that keep a page from doing what it should not, bounds on
//! what is sent in, and who may call the service by which name.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use crate::App;
use crate::problem::Problem;

/// Nothing but what is served here is loaded or called, and nothing inside a page is a script.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
/// Bytes a request may bring. A document that is posted has a bound of its own.
const BODY: usize = 64 * 1024;

/// The names a service may be called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hosts {
    /// Those of this machine alone: another name that leads here is a page of somebody else's
    /// trying to read the record through the reader's browser.
    Loopback,
    /// Any: it listens to others by order.
    Any,
}

impl Hosts {
    /// What listening at an address allows.
    pub(crate) fn of(listen: SocketAddr) -> Self {
        if listen.ip().is_loopback() { Self::Loopback } else { Self::Any }
    }

    fn allows(self, host: &str) -> bool {
        self == Self::Any || is_loopback(host)
    }
}

/// Whether a host, with or without a port, is this machine.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    name.eq_ignore_ascii_case("localhost") || address()
}

/// Routes that a request may bring little to.
pub(crate) fn small(router: Router<App>) -> Router<App> {
    router.layer(RequestBodyLimitLayer::new(BODY))
}

/// A router behind its guard.
pub(crate) fn guarded(router: Router, hosts: Hosts) -> Router {
    router
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_| Problem::broken(&"a handler panicked").into_response()))
        .layer(middleware::from_fn(with_headers))
        .layer(middleware::from_fn_with_state(hosts, called_by_name))
}

async fn called_by_name(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().host());
    if host.is_none_or(|host| hosts.allows(host)) {
        return next.run(request).await;
    }
    let detail = "this service listens on this machine alone; call it by localhost".to_owned();
    Problem { status: StatusCode::MISDIRECTED_REQUEST, title: "Not this host", detail }
        .into_response()
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for host in ["localhost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080", "LOCALHOST"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["example.org", "127.0.0.1.example.org", "10.0.0.1:8080", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
