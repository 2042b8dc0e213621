//! The interface for programs, under `/api/v1`.

use axum::Router;

use crate::App;

/// Its routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
}
