//! The interface for programs, under `/api/v1`: every noun of the record as its export line, in
//! lists that are narrowed down and leafed through.
//!
//! A handler is described where it stands (`utoipa::path`); `spec` makes the OpenAPI document of
//! these descriptions and of the exports' own schema, and `reference` a page of that document.

mod actors;
mod answer;
mod asked;
mod conditional;
mod documents;
mod encounters;
mod posting;
mod record;
mod reference;
mod said;
mod shapes;
mod spec;

use axum::response::Redirect;
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{App, Problem, rate};

/// Where the interface lies.
const BASE: &str = "/api/v1";

/// Its routes.
pub(crate) fn router(app: &App) -> Router<App> {
    let (routes, described) = described().split_for_parts();
    let spec = spec::document(described);
    let reference = reference::Reference::of(&spec);
    let below = routes
        .merge(spec::router(&spec))
        .fallback(nothing_here)
        .method_not_allowed_fallback(conditional::other_method)
        .layer(middleware::map_response(|response| async { posting::challenged(response) }))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), rate::limited))
        .layer(middleware::from_fn(conditional::tagged));
    Router::new()
        .merge(reference.router())
        .route("/api", get(|| async { Redirect::permanent(BASE) }))
        .route("/api/", get(|| async { Redirect::permanent(BASE) }))
        .route("/api/v1/", get(|| async { Redirect::permanent(BASE) }))
        .nest(BASE, below)
}

/// The handlers, with what they are described by.
fn described() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(documents::documents, posting::post))
        .routes(routes!(documents::document))
        .routes(routes!(documents::reading))
        .routes(routes!(documents::copies))
        .routes(routes!(encounters::encounters))
        .routes(routes!(encounters::encounter))
        .routes(routes!(encounters::compared))
        .routes(routes!(encounters::encounter_evidence))
        .routes(routes!(encounters::accounts))
        .routes(routes!(encounters::account))
        .routes(routes!(encounters::account_evidence))
        .routes(routes!(said::statements))
        .routes(routes!(said::statement))
        .routes(routes!(said::statement_evidence))
        .routes(routes!(said::commitments))
        .routes(routes!(said::commitment))
        .routes(routes!(said::commitment_evidence))
        .routes(routes!(actors::actors))
        .routes(routes!(actors::actor))
        .routes(routes!(actors::mentions))
        .routes(routes!(actors::states))
        .routes(routes!(record::overview))
        .routes(routes!(record::search))
        .routes(routes!(record::changes))
        .routes(routes!(record::judgements))
        .routes(routes!(record::dossier))
}

/// What is answered where nothing is.
async fn nothing_here(uri: axum::http::Uri) -> Problem {
    let path = chancery::show::plain(uri.path());
    Problem::missing(format!("there is nothing at {BASE}{path}; {BASE} lists what there is"))
}
