//! The front page.

use askama::Template;
use axum::extract::State;
use chancery::keep::Counts;

use super::{Answer, page};
use crate::App;

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    here: &'static str,
    query: &'static str,
    counts: Counts,
}

pub(super) async fn home(State(app): State<App>) -> Answer {
    let counts = app.ask(|record| Ok(record.counts()?)).await?;
    page(&Page { here: "home", query: "", counts })
}
