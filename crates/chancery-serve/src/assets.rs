//! Style sheet, script and icon, held in the program.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::App;

/// A file and how long it may be kept: as long as the program's version is the same its name is
/// the same, so a browser asks again after a day.
const KEPT: &str = "public, max-age=86400";

/// The assets' routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route(
            "/assets/chancery.css",
            get(|| text("text/css", include_str!("../assets/chancery.css"))),
        )
        .route(
            "/assets/chancery.js",
            get(|| text("text/javascript", include_str!("../assets/chancery.js"))),
        )
        .route(
            "/assets/icon.svg",
            get(|| text("image/svg+xml", include_str!("../assets/icon.svg"))),
        )
}

#[allow(clippy::unused_async, reason = "a handler is asynchronous")]
async fn text(kind: &'static str, body: &'static str) -> impl IntoResponse {
    let kind = format!("{kind}; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, KEPT.to_owned())], body)
}
