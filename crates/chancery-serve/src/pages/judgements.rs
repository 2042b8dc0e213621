//! What people judged: the log, and where each line of it stands.

use askama::Template;
use axum::extract::State;
use chancery::judging::Standing;
use chancery::keep::{Cursor, KeepError, Noun, Record};
use chancery::nouns::Judgement;
use chancery::show;

use super::parts::Frame;
use super::{Answer, page};
use crate::link;
use crate::{App, Problem, csv};

/// A line of the log.
struct Line {
    number: u32,
    day: String,
    by: String,
    what: String,
    because: String,
    words: String,
    document: String,
    stands: String,
    /// Whether a person has to look.
    review: bool,
    hash: String,
}

#[derive(Template)]
#[template(path = "judgements.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
}

pub(super) async fn judgements(State(app): State<App>) -> Answer {
    let lines = app.ask(lines).await?;
    page(&Page { frame: Frame::of("judgements"), lines })
}

fn lines(record: &Record) -> Result<Vec<Line>, Problem> {
    let standing = record.standing()?;
    let log = record.judgements()?;
    Ok(log.iter().rev().map(|it| line(it, standing.get(&it.number))).collect())
}

fn line(it: &Judgement, standing: Option<&Standing>) -> Line {
    let anchor = it.said.anchors.first();
    let what = show::judgement(it);
    let what = what.split_once(": ").map_or(what.as_str(), |(_, what)| what).trim();
    Line {
        number: it.number,
        day: it.said.day.to_string(),
        by: show::plain(&it.said.by),
        what: show::plain(what),
        because: show::plain(&it.said.because),
        words: anchor.map(|it| show::plain(&it.sentence)).unwrap_or_default(),
        document: anchor.map(|it| link::document(&it.document)).unwrap_or_default(),
        stands: standing.map(show::standing).unwrap_or_default(),
        review: matches!(standing, Some(Standing::Review(_))),
        hash: it.hash.clone(),
    }
}

pub(super) async fn csv(State(app): State<App>) -> Answer {
    let page = move |record: &Record, _: Option<&Cursor>| {
        let log = record.judgements()?;
        let line = |it: &Judgement| serde_json::to_string(it).map_err(KeepError::from);
        let items = log.iter().map(line).collect::<Result<_, _>>()?;
        Ok(chancery::keep::Page { items, next: None })
    };
    Ok(csv::answer(app, Noun::Judgements, page))
}
