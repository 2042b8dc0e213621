//! One statement: who is told to have said what, by whom, and what it answers.

use askama::Template;
use axum::extract::{Path, State};
use chancery::keep::{Cited, Noun, Record};
use chancery::nouns::{Evidence, Statement, StatementId, Via};
use chancery::show::{plain, when_words};

use super::encounter::JudgedLine;
use super::parts::{Frame, StatementLine, mentioned, said};
use super::{Answer, Found, by_first_signs, page};
use crate::link::{self, Link};
use crate::{App, Problem};

/// Words with the text they stand in.
pub(super) struct Words {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) outlet: String,
    pub(super) caption: bool,
}

impl Words {
    pub(super) fn of(it: &Evidence, cited: &Cited) -> Self {
        let source = cited.sources.get(&it.document);
        let name = source.and_then(|source| source.outlet.as_ref().or(source.title.as_ref()));
        Self {
            text: plain(&it.text),
            href: link::words(it),
            outlet: name.map_or_else(|| "the text".to_owned(), |name| plain(name)),
            caption: it.caption,
        }
    }
}

/// A teller in a chain.
pub(super) struct Teller {
    pub(super) who: Link,
    pub(super) basis: String,
}

impl Teller {
    pub(super) fn chain(via: &[Via], cited: &Cited) -> Vec<Self> {
        let one = |link: &Via| {
            let known = link.actor.as_ref().map(|actor| {
                Link::actor(actor, cited.names.get(actor).map_or(actor.as_str(), String::as_str))
            });
            let told = || Link {
                href: String::new(),
                text: link.description.as_deref().map_or("the text".to_owned(), plain),
            };
            Self { who: known.unwrap_or_else(told), basis: said(&link.basis) }
        };
        via.iter().map(one).collect()
    }
}

/// What a statement answers.
struct AnswerLine {
    kind: String,
    why: String,
    claim: Option<StatementLine>,
    words: Words,
}

/// What answers a statement.
struct AnsweredLine {
    kind: String,
    it: StatementLine,
    document: Link,
}

#[derive(Template)]
#[template(path = "statement.html")]
struct Page {
    frame: Frame,
    id: String,
    title: String,
    who: Vec<Link>,
    to: Vec<Link>,
    act: String,
    form: String,
    quote: String,
    when: String,
    occasion: Option<Words>,
    content: Vec<Words>,
    cue: Vec<Words>,
    whole: Words,
    tellers: Vec<Teller>,
    answers: Vec<AnswerLine>,
    answered: Vec<AnsweredLine>,
    document: Link,
    judged: Vec<JudgedLine>,
}

pub(super) async fn statement(State(app): State<App>, Path(id): Path<String>) -> Answer {
    app.ask(move |record| filled(record, &id)).await?.answer(|it| page(&it))
}

fn filled(record: &Record, id: &str) -> Result<Found<Page>, Problem> {
    let Some(it) = record.statement(&StatementId(id.to_owned()))? else {
        return by_first_signs(record, Noun::Statements, id).map(Found::Elsewhere);
    };
    let cited = record.cited_by_statements([&it])?;
    let source = cited.sources.get(&it.document);
    let title = source.and_then(|source| source.title.as_deref().map(plain));
    let who: Vec<Link> = it.speaker.iter().map(mentioned).collect();
    let names: Vec<&str> = who.iter().map(|link| link.text.as_str()).collect();
    let speaker = if names.is_empty() { "Somebody".to_owned() } else { names.join(", ") };
    let words = |all: &[Evidence]| all.iter().map(|it| Words::of(it, &cited)).collect();
    Ok(Found::Here(Page {
        frame: Frame::of("statements"),
        id: id.to_owned(),
        title: format!("What {speaker} said"),
        to: it.addressees.iter().map(mentioned).collect(),
        act: said(&it.act),
        form: said(&it.form),
        quote: it.quote.as_ref().map(said).unwrap_or_default(),
        when: it.when.as_ref().map(|when| when_words(Some(when))).unwrap_or_default(),
        occasion: it.occasion.as_ref().map(|it| Words::of(it, &cited)),
        content: words(&it.content),
        cue: words(&it.cue),
        whole: Words::of(&it.evidence, &cited),
        tellers: Teller::chain(&it.via, &cited),
        answers: answers(record, &it, &cited)?,
        answered: answered(record, &it)?,
        document: Link {
            href: link::document(&it.document),
            text: title.unwrap_or_else(|| "the document".to_owned()),
        },
        judged: record.judged(Noun::Statements, id)?.iter().map(JudgedLine::of).collect(),
        who,
    }))
}

fn answers(record: &Record, it: &Statement, cited: &Cited) -> Result<Vec<AnswerLine>, Problem> {
    let mut found = Vec::new();
    for answer in &it.answers {
        let claim = answer.claim.as_ref().map(|id| record.statement(id)).transpose()?.flatten();
        found.push(AnswerLine {
            kind: said(&answer.kind),
            why: plain(&answer.why),
            claim: claim.as_ref().map(StatementLine::of),
            words: Words::of(&answer.evidence, cited),
        });
    }
    Ok(found)
}

fn answered(record: &Record, claim: &Statement) -> Result<Vec<AnsweredLine>, Problem> {
    let found = record.answers_to(claim)?;
    let cited = record.cited_by_statements(&found)?;
    let line = |it: &Statement| {
        let own = it.answers.iter().find(|answer| answer.claim.as_ref() == Some(&claim.id));
        let source = cited.sources.get(&it.document);
        let name = source.and_then(|source| source.outlet.as_ref().or(source.title.as_ref()));
        AnsweredLine {
            kind: own.map(|answer| said(&answer.kind)).unwrap_or_default(),
            it: StatementLine::of(it),
            document: Link {
                href: link::document(&it.document),
                text: name.map_or_else(|| "the text".to_owned(), |name| plain(name)),
            },
        }
    };
    Ok(found.iter().map(line).collect())
}
