//! Commitments in a list that can be narrowed down, and where each stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use chancery::keep::{CommitmentFilter, Cursor, KeepError, Noun, Record, actors_in, noun_line};
use chancery::nouns::Commitment;
use serde::Deserialize;

use super::encounters::states;
use super::parts::{Choice, CommitmentLine, Frame, address, choices, next_page, said};
use super::{Answer, Asked, ON_A_PAGE, page, told, told_cursor, told_day};
use crate::state::Whole;
use crate::{App, Problem, csv};

const KINDS: [&str; 4] = ["pledge", "request", "invitation", "plan"];
const STATES: [&str; 8] =
    ["open", "accepted", "partly", "kept", "late", "withdrawn", "superseded", "denied"];

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    country: Option<String>,
    actor: Option<String>,
    kind: Option<String>,
    state: Option<String>,
    since: Option<String>,
    until: Option<String>,
    after: Option<String>,
}

impl Question {
    fn filter(&self) -> Result<CommitmentFilter, Problem> {
        let state = told(self.country.as_ref()).map(|code| format!("state:{code}"));
        Ok(CommitmentFilter {
            actor: told(self.actor.as_ref()).or(state),
            kind: told(self.kind.as_ref()),
            since: told_day(self.since.as_ref())?,
            until: told_day(self.until.as_ref())?,
            ..CommitmentFilter::default()
        })
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 6] {
        [
            ("country", self.country.as_ref()),
            ("actor", self.actor.as_ref()),
            ("kind", self.kind.as_ref()),
            ("state", self.state.as_ref()),
            ("since", self.since.as_ref()),
            ("until", self.until.as_ref()),
        ]
    }
}

#[derive(Template)]
#[template(path = "commitments.html")]
struct Page {
    frame: Frame,
    asked: Question,
    /// Whether states are those after all that was read.
    settled: bool,
    countries: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    lines: Vec<CommitmentLine>,
    next: Option<String>,
    csv: String,
}

pub(super) async fn commitments(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record, asked)).await?;
    page(&filled)
}

fn filled(app: &App, record: &Record, asked: Question) -> Result<Page, Problem> {
    let whole = app.whole(record)?;
    let state = told(asked.state.as_ref()).filter(|_| whole.is_some());
    let after = told_cursor(asked.after.as_ref())?;
    let found = listed(record, whole.as_ref(), &asked.filter()?, state.as_ref(), after, ON_A_PAGE)?;
    let mut names: BTreeMap<_, _> = app.names().clone();
    names.extend(record.cited([], actors_in(&found.items))?.names);
    Ok(Page {
        frame: Frame::of("commitments"),
        settled: whole.is_some(),
        countries: states(app, record, asked.country.as_ref())?,
        kinds: choices(&KINDS, asked.kind.as_ref()),
        states: choices(&STATES, asked.state.as_ref()),
        lines: found.items.iter().map(|it| CommitmentLine::of(it, &names)).collect(),
        next: next_page("/commitments", &asked.fields(), found.next.as_ref()),
        csv: address("/commitments.csv", &asked.fields(), None),
        asked,
    })
}

/// A page of commitments, each as it stands where that is worked out. Asked for by state, pages
/// are read on until one is full.
fn listed(
    record: &Record,
    whole: Option<&Arc<Whole>>,
    filter: &CommitmentFilter,
    state: Option<&String>,
    mut after: Option<Cursor>,
    room: usize,
) -> Result<chancery::keep::Page<Commitment>, Problem> {
    let mut items = Vec::new();
    loop {
        let found = record.commitments_page(filter, after.as_ref(), room)?;
        let stands = |it: Commitment| {
            whole.and_then(|whole| whole.ledger.commitment(it.id.as_str()).cloned()).unwrap_or(it)
        };
        let fits = |it: &Commitment| state.is_none_or(|asked| *asked == said(&it.state));
        items.extend(found.items.into_iter().map(stands).filter(fits));
        if items.len() >= room || found.next.is_none() {
            return Ok(chancery::keep::Page { items, next: found.next });
        }
        after = found.next;
    }
}

pub(super) async fn csv(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filter = asked.filter()?;
    let state = told(asked.state.as_ref());
    let known = app.clone();
    let page = move |record: &Record, after: Option<&Cursor>| {
        let whole = known.whole(record)?;
        let state = state.clone().filter(|_| whole.is_some());
        let after = after.cloned();
        let found = listed(record, whole.as_ref(), &filter, state.as_ref(), after, csv::AT_ONCE)?;
        let mut lines = Vec::new();
        for commitment in &found.items {
            let judged = record.judged(Noun::Commitments, commitment.id.as_str())?;
            lines.push(noun_line(commitment, &judged).map_err(KeepError::from)?);
        }
        Ok(chancery::keep::Page { items: lines, next: found.next })
    };
    Ok(csv::answer(app, Noun::Commitments, page))
}
