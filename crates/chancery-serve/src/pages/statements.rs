//! Statements in a list that can be narrowed down.

use askama::Template;
use axum::extract::State;
use chancery::keep::{Cursor, KeepError, Noun, Record, StatementFilter, noun_line};
use serde::Deserialize;

use super::encounters::states;
use super::parts::{Choice, Frame, StatementLine, address, choices, next_page};
use super::{Answer, Asked, ON_A_PAGE, page, told, told_cursor, told_day};
use crate::{App, Problem, csv};

const ACTS: [&str; 15] = [
    "say",
    "deny",
    "doubt",
    "confirm",
    "correct",
    "decline",
    "promise",
    "request",
    "invite",
    "accept",
    "thank",
    "praise",
    "criticise",
    "warn",
    "threaten",
];

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    country: Option<String>,
    actor: Option<String>,
    act: Option<String>,
    since: Option<String>,
    until: Option<String>,
    after: Option<String>,
}

impl Question {
    fn filter(&self) -> Result<StatementFilter, Problem> {
        Ok(StatementFilter {
            country: told(self.country.as_ref()),
            actor: told(self.actor.as_ref()),
            act: told(self.act.as_ref()),
            since: told_day(self.since.as_ref())?,
            until: told_day(self.until.as_ref())?,
            ..StatementFilter::default()
        })
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 5] {
        [
            ("country", self.country.as_ref()),
            ("actor", self.actor.as_ref()),
            ("act", self.act.as_ref()),
            ("since", self.since.as_ref()),
            ("until", self.until.as_ref()),
        ]
    }
}

#[derive(Template)]
#[template(path = "statements.html")]
struct Page {
    frame: Frame,
    asked: Question,
    actor: String,
    states: Vec<Choice>,
    acts: Vec<Choice>,
    lines: Vec<StatementLine>,
    next: Option<String>,
    csv: String,
}

pub(super) async fn statements(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record, asked)).await?;
    page(&filled)
}

fn filled(app: &App, record: &Record, asked: Question) -> Result<Page, Problem> {
    let after = told_cursor(asked.after.as_ref())?;
    let found = record.statements_page(&asked.filter()?, after.as_ref(), ON_A_PAGE)?;
    let actor = told(asked.actor.as_ref()).map(chancery::nouns::ActorId);
    let actor = actor.map(|id| record.actor(&id)).transpose()?.flatten();
    Ok(Page {
        frame: Frame::of("statements"),
        actor: actor.map(|actor| actor.name).unwrap_or_default(),
        states: states(app, record, asked.country.as_ref())?,
        acts: choices(&ACTS, asked.act.as_ref()),
        lines: found.items.iter().map(StatementLine::of).collect(),
        next: next_page("/statements", &asked.fields(), found.next.as_ref()),
        csv: address("/statements.csv", &asked.fields(), None),
        asked,
    })
}

pub(super) async fn csv(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filter = asked.filter()?;
    let page = move |record: &Record, after: Option<&Cursor>| {
        let found = record.statements_page(&filter, after, csv::AT_ONCE)?;
        let mut lines = Vec::new();
        for statement in &found.items {
            let judged = record.judged(Noun::Statements, statement.id.as_str())?;
            lines.push(noun_line(statement, &judged).map_err(KeepError::from)?);
        }
        Ok(chancery::keep::Page { items: lines, next: found.next })
    };
    Ok(csv::answer(app, Noun::Statements, page))
}
