//! Encounters in a list that can be narrowed down.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chancery::keep::{EncounterFilter, Noun, Record};
use serde::Deserialize;

use super::parts::{Choice, EncounterLine, Frame, address, choices, next_page};
use super::{Answer, Asked, ON_A_PAGE, ProblemPage, page, told, told_cursor, told_day};
use crate::{App, Problem, csv};

const KINDS: [&str; 9] =
    ["meeting", "call", "message", "visit", "summit", "talks", "conference", "ceremony", "signing"];
const STATUSES: [&str; 6] = ["held", "planned", "postponed", "cancelled", "denied", "unclear"];

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    a: Option<String>,
    b: Option<String>,
    actor: Option<String>,
    other: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    since: Option<String>,
    until: Option<String>,
    contradicted: Option<String>,
    after: Option<String>,
}

impl Question {
    fn filter(&self) -> Result<EncounterFilter, Problem> {
        Ok(EncounterFilter {
            countries: [told(&self.a), told(&self.b)].into_iter().flatten().collect(),
            actors: [told(&self.actor), told(&self.other)].into_iter().flatten().collect(),
            kind: told(&self.kind),
            status: told(&self.status),
            place: None,
            since: told_day(&self.since)?,
            until: told_day(&self.until)?,
            contradicted: told(&self.contradicted).is_some(),
        })
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 9] {
        fn of<'f>(
            name: &'static str,
            field: &'f Option<String>,
        ) -> (&'static str, Option<&'f String>) {
            (name, field.as_ref().filter(|it| !it.trim().is_empty()))
        }
        [
            of("a", &self.a),
            of("b", &self.b),
            of("actor", &self.actor),
            of("other", &self.other),
            of("kind", &self.kind),
            of("status", &self.status),
            of("since", &self.since),
            of("until", &self.until),
            of("contradicted", &self.contradicted),
        ]
    }
}

#[derive(Template)]
#[template(path = "encounters.html")]
struct Page {
    frame: Frame,
    asked: Question,
    /// Name of the actor the list is narrowed down to.
    actor: String,
    one: Vec<Choice>,
    other: Vec<Choice>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    lines: Vec<EncounterLine>,
    next: Option<String>,
    csv: String,
}

pub(super) async fn encounters(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record, asked)).await?;
    page(&filled)
}

fn filled(app: &App, record: &Record, asked: Question) -> Result<Page, Problem> {
    let after = told_cursor(&asked.after)?;
    let found = record.encounters_page(&asked.filter()?, after.as_ref(), ON_A_PAGE)?;
    let mut lines = Vec::new();
    for id in &found.items {
        lines.extend(record.encounter(id)?.as_ref().map(EncounterLine::of));
    }
    let actor = told(&asked.actor).map(chancery::nouns::ActorId);
    let actor = actor.map(|id| record.actor(&id)).transpose()?.flatten();
    Ok(Page {
        frame: Frame::of("encounters"),
        actor: actor.map(|actor| actor.name).unwrap_or_default(),
        one: states(app, record, asked.a.as_ref())?,
        other: states(app, record, asked.b.as_ref())?,
        kinds: choices(&KINDS, asked.kind.as_ref()),
        statuses: choices(&STATUSES, asked.status.as_ref()),
        lines,
        next: next_page("/encounters", &asked.fields(), found.next.as_ref()),
        csv: address("/encounters.csv", &asked.fields(), None),
        asked,
    })
}

/// The states of the record as choices, by name.
pub(super) fn states(
    app: &App,
    record: &Record,
    asked: Option<&String>,
) -> Result<Vec<Choice>, Problem> {
    let met = app.worked_out(record, "states", || Ok(record.states_met()?))?;
    let mut found: Vec<Choice> = met
        .iter()
        .map(|(code, _)| Choice {
            value: code.clone(),
            text: app.state_name(code),
            chosen: asked == Some(code),
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    Ok(found)
}

pub(super) async fn csv(
    State(app): State<App>,
    Asked(asked): Asked<Question>,
) -> Result<Response, ProblemPage> {
    let filter = asked.filter()?;
    let page = move |record: &Record, after: Option<&chancery::keep::Cursor>| {
        let found = record.encounters_page(&filter, after, csv::AT_ONCE)?;
        let mut lines = Vec::new();
        for id in found.items {
            let Some(encounter) = record.encounter(&id)? else { continue };
            let judged = record.judged(Noun::Encounters, id.as_str())?;
            lines.push(
                chancery::keep::noun_line(&encounter, &judged)
                    .map_err(chancery::keep::KeepError::from)?,
            );
        }
        Ok(chancery::keep::Page { items: lines, next: found.next })
    };
    Ok(csv::answer(app, Noun::Encounters, page))
}
