//! Commitments in a list that can be narrowed down, and where each stands.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use chancery::keep::{CommitmentFilter, Cursor, Noun, Record, actors_in};
use serde::Deserialize;

use super::encounters::states;
use super::parts::{Choice, CommitmentLine, Frame, address, choices, next_page};
use super::{Answer, Asked, ON_A_PAGE, page, told, told_cursor, told_day};
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
            state: told(self.state.as_ref()),
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
    let after = told_cursor(asked.after.as_ref())?;
    let found = record.commitments_page(&asked.filter()?, after.as_ref(), ON_A_PAGE)?;
    let mut names: BTreeMap<_, _> = app.names().clone();
    names.extend(record.cited([], actors_in(&found.items))?.names);
    Ok(Page {
        frame: Frame::of("commitments"),
        countries: states(app, record, asked.country.as_ref())?,
        kinds: choices(&KINDS, asked.kind.as_ref()),
        states: choices(&STATES, asked.state.as_ref()),
        lines: found.items.iter().map(|it| CommitmentLine::of(it, &names)).collect(),
        next: next_page("/commitments", &asked.fields(), found.next.as_ref()),
        csv: address("/commitments.csv", &asked.fields(), None),
        asked,
    })
}

pub(super) async fn csv(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filter = asked.filter()?;
    let page = move |record: &Record, after: Option<&Cursor>| {
        let found = record.commitments_page(&filter, after, csv::AT_ONCE)?;
        let lines = found.items.iter().map(|it| record.commitment_line(it));
        Ok(chancery::keep::Page { items: lines.collect::<Result<_, _>>()?, next: found.next })
    };
    Ok(csv::answer(app, Noun::Commitments, page))
}
