//! The front page: what is new, where accounts contradict each other, and ways in.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use chancery::keep::{DocumentFilter, EncounterFilter, Record, Sizes};

use super::parts::{DocumentLine, EncounterLine, Frame, day_words};
use super::{Answer, page};
use crate::{App, Problem};

/// How many lines each part has.
const LINES: usize = 8;

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    frame: Frame,
    sizes: Arc<Sizes>,
    read_to: String,
    states: Vec<String>,
    contradicted: Vec<EncounterLine>,
    latest: Vec<EncounterLine>,
    ahead: Vec<EncounterLine>,
    documents: Vec<DocumentLine>,
}

pub(super) async fn home(State(app): State<App>) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record)).await?;
    page(&filled)
}

fn filled(app: &App, record: &Record) -> Result<Page, Problem> {
    let last = app.worked_out(record, "last", || Ok(record.last_published()?))?;
    let last = last.as_ref().clone();
    let until = last.as_ref().map(|day| day.chars().take(10).collect::<String>());
    let contradicted = EncounterFilter { contradicted: true, ..EncounterFilter::default() };
    let latest = EncounterFilter { until: until.clone(), ..EncounterFilter::default() };
    let planned = Some("planned".to_owned());
    let ahead = EncounterFilter { since: until, status: planned, ..EncounterFilter::default() };
    let newest = record.documents_page(&DocumentFilter::default(), None, LINES)?;
    let met = app.worked_out(record, "states", || Ok(record.states_met()?))?;
    let mut states: Vec<String> = met.iter().map(|(code, _)| app.state_name(code)).collect();
    states.sort();
    Ok(Page {
        frame: Frame::of("home"),
        sizes: app.worked_out(record, "sizes", || Ok(record.sizes()?))?,
        read_to: last.as_deref().map(day_words).unwrap_or_default(),
        states,
        contradicted: lines(record, &contradicted)?,
        latest: lines(record, &latest)?,
        ahead: lines(record, &ahead)?,
        documents: newest.items.iter().map(DocumentLine::of).collect(),
    })
}

fn lines(record: &Record, filter: &EncounterFilter) -> Result<Vec<EncounterLine>, Problem> {
    let found = record.encounters_page(filter, None, LINES)?.items;
    Ok(record.encounters_of(&found)?.iter().map(EncounterLine::of).collect())
}
