//! Documents in a list that can be narrowed down.

use askama::Template;
use axum::extract::State;
use chancery::keep::{Cursor, DocumentFilter, KeepError, Noun, Record, ToldIn, noun_line};
use serde::Deserialize;

use super::parts::{Choice, DocumentLine, Frame, address, choices, next_page};
use super::{Answer, Asked, ON_A_PAGE, page, told, told_cursor, told_day};
use crate::{App, Problem, csv};

const KINDS: [&str; 12] = [
    "wire",
    "report",
    "readout",
    "joint_statement",
    "press_release",
    "transcript",
    "speech",
    "social_post",
    "preview",
    "opinion",
    "correction",
    "unknown",
];

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    outlet: Option<String>,
    kind: Option<String>,
    text: Option<String>,
    actor: Option<String>,
    since: Option<String>,
    until: Option<String>,
    after: Option<String>,
}

impl Question {
    fn filter(&self) -> Result<DocumentFilter, Problem> {
        Ok(DocumentFilter {
            outlet: told(self.outlet.as_ref()),
            kind: told(self.kind.as_ref()),
            actor: told(self.actor.as_ref()),
            since: told_day(self.since.as_ref())?,
            until: told_day(self.until.as_ref())?,
            told_in: ToldIn { document: None, words: told(self.text.as_ref()) },
            ..DocumentFilter::default()
        })
    }

    fn fields(&self) -> [(&'static str, Option<&String>); 6] {
        [
            ("outlet", self.outlet.as_ref()),
            ("kind", self.kind.as_ref()),
            ("text", self.text.as_ref()),
            ("actor", self.actor.as_ref()),
            ("since", self.since.as_ref()),
            ("until", self.until.as_ref()),
        ]
    }
}

#[derive(Template)]
#[template(path = "documents.html")]
struct Page {
    frame: Frame,
    asked: Question,
    actor: String,
    kinds: Vec<Choice>,
    lines: Vec<DocumentLine>,
    next: Option<String>,
    csv: String,
}

pub(super) async fn documents(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filled = app.ask(move |record| filled(record, asked)).await?;
    page(&filled)
}

fn filled(record: &Record, asked: Question) -> Result<Page, Problem> {
    let after = told_cursor(asked.after.as_ref())?;
    let found = record.documents_page(&asked.filter()?, after.as_ref(), ON_A_PAGE)?;
    let actor = told(asked.actor.as_ref()).map(chancery::nouns::ActorId);
    let actor = actor.map(|id| record.actor(&id)).transpose()?.flatten();
    Ok(Page {
        frame: Frame::of("documents"),
        actor: actor.map(|actor| actor.name).unwrap_or_default(),
        kinds: choices(&KINDS, asked.kind.as_ref()),
        lines: found.items.iter().map(DocumentLine::of).collect(),
        next: next_page("/documents", &asked.fields(), found.next.as_ref()),
        csv: address("/documents.csv", &asked.fields(), None),
        asked,
    })
}

pub(super) async fn csv(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filter = asked.filter()?;
    let page = move |record: &Record, after: Option<&Cursor>| {
        let found = record.documents_page(&filter, after, csv::AT_ONCE)?;
        let mut lines = Vec::new();
        for row in &found.items {
            let Some(document) = record.document(&row.id)? else { continue };
            let judged = record.judged(Noun::Documents, row.id.as_str())?;
            lines.push(noun_line(&document, &judged).map_err(KeepError::from)?);
        }
        Ok(chancery::keep::Page { items: lines, next: found.next })
    };
    Ok(csv::answer(app, Noun::Documents, page))
}
