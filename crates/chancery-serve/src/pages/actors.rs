//! Actors in a list that can be narrowed down.

use askama::Template;
use axum::extract::State;
use chancery::keep::{ActorFilter, Cursor, KeepError, Noun, Record, noun_line};
use chancery::nouns::{Actor, OfficeHeld};
use chancery::show::plain;
use serde::Deserialize;

use super::encounters::states;
use super::parts::{Choice, Frame, address, choices, next_page, said};
use super::{Answer, Asked, ON_A_PAGE, page, told, told_cursor};
use crate::link::Link;
use crate::{App, Problem, csv};

const KINDS: [&str; 5] = ["state", "person", "office", "body", "group"];

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    name: Option<String>,
    kind: Option<String>,
    country: Option<String>,
    after: Option<String>,
}

impl Question {
    fn filter(&self) -> ActorFilter {
        ActorFilter {
            kind: told(self.kind.as_ref()),
            country: told(self.country.as_ref()),
            name: told(self.name.as_ref()),
        }
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 3] {
        [
            ("name", self.name.as_ref()),
            ("kind", self.kind.as_ref()),
            ("country", self.country.as_ref()),
        ]
    }
}

/// An actor in a list.
struct Line {
    who: Link,
    kind: String,
    country: String,
    office: String,
}

#[derive(Template)]
#[template(path = "actors.html")]
struct Page {
    frame: Frame,
    asked: Question,
    kinds: Vec<Choice>,
    countries: Vec<Choice>,
    lines: Vec<Line>,
    next: Option<String>,
    csv: String,
}

pub(super) async fn actors(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record, asked)).await?;
    page(&filled)
}

fn filled(app: &App, record: &Record, asked: Question) -> Result<Page, Problem> {
    let after = told_cursor(asked.after.as_ref())?;
    let found = record.actors_page(&asked.filter(), after.as_ref(), ON_A_PAGE)?;
    Ok(Page {
        frame: Frame::of("actors"),
        kinds: choices(&KINDS, asked.kind.as_ref()),
        countries: states(app, record, asked.country.as_ref())?,
        lines: found.items.iter().map(|it| line(app, it)).collect(),
        next: next_page("/actors", &asked.fields(), found.next.as_ref()),
        csv: address("/actors.csv", &asked.fields(), None),
        asked,
    })
}

fn line(app: &App, it: &Actor) -> Line {
    let last = it.offices.iter().max_by_key(|held| held.from);
    let office = last.map(|held| office_words(app, held));
    Line {
        who: Link::actor(&it.id, &it.name),
        kind: said(&it.kind),
        country: it.country.as_deref().map(|code| app.state_name(code)).unwrap_or_default(),
        office: office.unwrap_or_default(),
    }
}

/// `president, Norway`; of a body by the short form of its id.
pub(super) fn office_words(app: &App, held: &OfficeHeld) -> String {
    let of = held.of.as_deref().map(|of| match of.split_once(':') {
        Some((_, body)) => format!(", {}", body.to_uppercase()),
        None => format!(", {}", app.state_name(of)),
    });
    plain(&format!("{}{}", held.office, of.unwrap_or_default()))
}

pub(super) async fn csv(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filter = asked.filter();
    let page = move |record: &Record, after: Option<&Cursor>| {
        let found = record.actors_page(&filter, after, csv::AT_ONCE)?;
        let line = |actor: &Actor| noun_line(actor, &[]).map_err(KeepError::from);
        let lines = found.items.iter().map(line).collect::<Result<Vec<String>, _>>()?;
        Ok(chancery::keep::Page { items: lines, next: found.next })
    };
    Ok(csv::answer(app, Noun::Actors, page))
}
