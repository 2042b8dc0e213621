//! One commitment: what was promised, and what later texts tell became of it.

use askama::Template;
use axum::extract::{Path, State};
use chancery::keep::{Noun, Record};
use chancery::nouns::{Commitment, CommitmentId};
use chancery::show::{plain, shortened, when_words, where_words};

use super::encounter::JudgedLine;
use super::parts::{Frame, capital, named, said};
use super::statement::{Teller, Words};
use super::{Answer, Found, by_first_signs, page};
use crate::link::Link;
use crate::{App, Problem};

/// A later text that speaks of it.
struct LaterLine {
    state: String,
    why: String,
    words: Words,
}

#[derive(Template)]
#[template(path = "commitment.html")]
struct Page {
    frame: Frame,
    id: String,
    kind: String,
    state: String,
    absence: Option<String>,
    by: Vec<Link>,
    to: Vec<Link>,
    title: String,
    figures: Vec<String>,
    made: String,
    due: String,
    due_words: Option<Words>,
    place: String,
    condition: Option<Words>,
    whole: Words,
    tellers: Vec<Teller>,
    later: Vec<LaterLine>,
    judged: Vec<JudgedLine>,
}

pub(super) async fn commitment(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let known = app.clone();
    app.ask(move |record| filled(&known, record, &id)).await?.answer(|it| page(&it))
}

fn filled(app: &App, record: &Record, id: &str) -> Result<Found<Page>, Problem> {
    let Some(it) = record.commitment(&CommitmentId(id.to_owned()))? else {
        return by_first_signs(record, Noun::Commitments, id).map(Found::Elsewhere);
    };
    let absence = record.absence(&it, record.read_to()?)?;
    laid_out(app, record, &it, absence).map(Found::Here)
}

fn laid_out(
    app: &App,
    record: &Record,
    it: &Commitment,
    absence: Option<String>,
) -> Result<Page, Problem> {
    let mut cited = record.cited_by_commitments(std::slice::from_ref(it))?;
    for (id, name) in app.names() {
        cited.names.entry(id.clone()).or_insert_with(|| name.clone());
    }
    let when = |when: &Option<chancery::nouns::When>| {
        when.as_ref().map(|when| when_words(Some(when))).unwrap_or_default()
    };
    let later = it.later.iter().map(|later| LaterLine {
        state: said(&later.state),
        why: plain(&later.why),
        words: Words::of(&later.evidence, &cited),
    });
    let figures = it.figure.iter().map(|it| format!("{} {}", it.value, plain(&it.unit)));
    let due = it.due.as_ref().and_then(|due| due.evidence.as_ref());
    let judged = record.judged(Noun::Commitments, it.id.as_str())?;
    Ok(Page {
        frame: Frame::of("commitments"),
        id: it.id.to_string(),
        kind: said(&it.kind),
        state: said(&it.state),
        absence,
        by: named(&it.by, &cited.names),
        to: named(&it.to, &cited.names),
        title: capital(&shortened(&plain(&it.what.text), 200)),
        figures: figures.collect(),
        made: when(&it.made_on),
        due: when(&it.due),
        due_words: due.map(|it| Words::of(it, &cited)),
        place: where_words(it.place.as_ref()),
        condition: it.condition.as_ref().map(|it| Words::of(it, &cited)),
        whole: Words::of(&it.evidence, &cited),
        tellers: Teller::chain(&it.according_to, &cited),
        later: later.collect(),
        judged: judged.iter().map(JudgedLine::of).collect(),
    })
}
