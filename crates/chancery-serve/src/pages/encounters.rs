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
            countries: [told(self.a.as_ref()), told(self.b.as_ref())]
                .into_iter()
                .flatten()
                .collect(),
            actors: [told(self.actor.as_ref()), told(self.other.as_ref())]
                .into_iter()
                .flatten()
                .collect(),
            kind: told(self.kind.as_ref()),
            status: told(self.status.as_ref()),
            since: told_day(self.since.as_ref())?,
            until: told_day(self.until.as_ref())?,
            contradicted: told(self.contradicted.as_ref()).is_some(),
            ..EncounterFilter::default()
        })
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 9] {
        [
            ("a", self.a.as_ref()),
            ("b", self.b.as_ref()),
            ("actor", self.actor.as_ref()),
            ("other", self.other.as_ref()),
            ("kind", self.kind.as_ref()),
            ("status", self.status.as_ref()),
            ("since", self.since.as_ref()),
            ("until", self.until.as_ref()),
            ("contradicted", self.contradicted.as_ref()),
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
    let after = told_cursor(asked.after.as_ref())?;
    let found = record.encounters_page(&asked.filter()?, after.as_ref(), ON_A_PAGE)?;
    let lines = record.encounters_of(&found.items)?.iter().map(EncounterLine::of).collect();
    let actor = told(asked.actor.as_ref()).map(chancery::nouns::ActorId);
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
