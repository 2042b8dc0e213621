//! Statements and commitments: tables of them, and everything about one.

use super::encounter::{sources, via_cell, when_cell, where_cell};
use super::layout::{heading, labelled, plain, shortened, wrap};
use super::table::table;
use super::words::{actor_words, evidence_words, short_id, when_words, word};
use crate::keep::Cited;
use crate::nouns::{ActorId, Answer, Commitment, Mention, Statement};

/// Characters of what was said that a table shows.
const SAID: usize = 160;

/// A table of statements: who, what is done by saying it, the words, and the id.
pub fn statements(told: &[Statement], width: usize) -> String {
    let rows: Vec<Vec<String>> = told
        .iter()
        .map(|it| {
            let id = short_id(it.id.as_str()).to_owned();
            vec![speakers(&it.speaker), word(&it.act), shortened(&said(it), SAID), id]
        })
        .collect();
    table(&["who", "act", "words", "id"], &rows, width)
}

fn speakers(speakers: &[Mention]) -> String {
    let lines: Vec<String> = speakers.iter().map(|mention| plain(&mention.name)).collect();
    if lines.is_empty() { "not told".to_owned() } else { lines.join("\n") }
}

/// What is said; the whole where the text tells no more than that something was said.
fn said(statement: &Statement) -> String {
    let parts: Vec<String> = statement.content.iter().map(|e| plain(&e.text)).collect();
    if parts.is_empty() { plain(&statement.evidence.text) } else { parts.join(" … ") }
}

/// Everything about one statement, with the words behind each value.
pub fn statement(it: &Statement, cited: &Cited, width: usize) -> String {
    let lines = |evidence: &[crate::nouns::Evidence]| {
        let lines: Vec<String> = evidence.iter().map(|e| evidence_words(e, cited)).collect();
        lines.join("\n")
    };
    let quote = it.quote.map(|quote| format!(", quote {}", word(&quote))).unwrap_or_default();
    let mut out = format!("{}\n{}, {}{quote}\n\n", it.id, word(&it.act), word(&it.form));
    labelled(&mut out, "speaker", &people(&it.speaker), width);
    labelled(&mut out, "to", &people(&it.addressees), width);
    let via = if it.via.is_empty() { String::new() } else { via_cell(&it.via, cited) };
    labelled(&mut out, "via", &via, width);
    labelled(&mut out, "cue", &lines(&it.cue), width);
    labelled(&mut out, "content", &lines(&it.content), width);
    labelled(&mut out, "occasion", &lines(it.occasion.as_slice()), width);
    let when = it.when.as_ref().map(|when| when_cell(Some(when), cited));
    labelled(&mut out, "when", &when.unwrap_or_default(), width);
    let answers: Vec<String> = it.answers.iter().map(|answer| answered(answer, cited)).collect();
    labelled(&mut out, "answers", &answers.join("\n"), width);
    labelled(&mut out, "words", &evidence_words(&it.evidence, cited), width);
    sources(&mut out, cited, width);
    out
}

/// Each with office, state and actor, and the words that name them.
fn people(mentions: &[Mention]) -> String {
    let lines = mentions.iter().map(|mention| {
        let about: Vec<String> =
            mention.office.iter().chain(&mention.country).map(|text| plain(text)).collect();
        let about =
            if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
        let actor = mention.actor.as_ref().map(|actor| format!(" {actor}")).unwrap_or_default();
        let words = format!("“{}” {}–{}", plain(&mention.text), mention.start, mention.end);
        format!("{}{about}{actor}\n{words}", plain(&mention.name))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What statements answer, in their own text or in an earlier one: the words of both, the weight
/// of the link and its reasons. Answers to what nobody is told to have claimed are left out.
pub(super) fn answers(out: &mut String, told: &[Statement], cited: &Cited, width: usize) {
    let linked = |it: &&Statement| it.answers.iter().any(|answer| answer.score > 0.0);
    let linked: Vec<&Statement> = told.iter().filter(linked).collect();
    if linked.is_empty() {
        return;
    }
    heading(out, &format!("{} answers", linked.len()));
    for statement in &linked {
        let links: Vec<String> =
            statement.answers.iter().map(|answer| answered(answer, cited)).collect();
        let text = format!("{}\n{}", evidence_words(&statement.evidence, cited), links.join("\n"));
        labelled(out, short_id(statement.id.as_str()), &text, width);
    }
    sources(out, cited, width);
}

fn answered(answer: &Answer, cited: &Cited) -> String {
    let claim = answer.claim.as_ref().map_or("what the text tells".to_owned(), ToString::to_string);
    let words = evidence_words(&answer.evidence, cited);
    let kind = word(&answer.kind);
    format!("{kind} {claim} ({:.2}: {})\n{words}", answer.score, plain(&answer.why))
}

/// A commitment in the ledger.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Standing {
    /// The commitment as it stands.
    #[serde(flatten)]
    pub commitment: Commitment,
    /// That nothing tells its end though its day has gone by, and how much was read.
    pub absence: Option<String>,
}

/// The ledger as a table: by whom, to whom, what, when due, where it stands, and the id.
pub fn ledger(told: &[Standing], cited: &Cited, width: usize) -> String {
    let rows: Vec<Vec<String>> =
        told.iter().map(|it| row(&it.commitment, it.absence.as_deref(), cited)).collect();
    table(&["by", "to", "what", "due", "state", "id"], &rows, width)
}

/// A table of commitments.
pub fn commitments(told: &[Commitment], cited: &Cited, width: usize) -> String {
    let rows: Vec<Vec<String>> = told.iter().map(|it| row(it, None, cited)).collect();
    table(&["by", "to", "what", "due", "state", "id"], &rows, width)
}

fn row(it: &Commitment, absence: Option<&str>, cited: &Cited) -> Vec<String> {
    let due = it.due.as_ref().map(|due| when_words(Some(due))).unwrap_or_default();
    let state = format!("{}\n{}", word(&it.state), absence.unwrap_or_default());
    vec![
        names(&it.by, cited),
        names(&it.to, cited),
        format!("{}: {}", word(&it.kind), shortened(&plain(&it.what.text), SAID)),
        wrap(&due, 12).join("\n"),
        wrap(state.trim_end(), 22).join("\n"),
        short_id(it.id.as_str()).to_owned(),
    ]
}

fn names(actors: &[ActorId], cited: &Cited) -> String {
    let names: Vec<String> = actors.iter().map(|actor| actor_words(actor, cited)).collect();
    names.join("\n")
}

/// Everything about one commitment, with the words behind each value and what came later.
pub fn commitment(it: &Commitment, cited: &Cited, width: usize) -> String {
    let mut out = format!("{}\n{}, {}\n\n", it.id, word(&it.kind), word(&it.state));
    labelled(&mut out, "by", &parties(&it.by, cited), width);
    labelled(&mut out, "to", &parties(&it.to, cited), width);
    labelled(&mut out, "what", &evidence_words(&it.what, cited), width);
    let figures = it.figure.iter().map(|figure| {
        let words = evidence_words(&figure.evidence, cited);
        format!("{} {}\n{words}", figure.value, plain(&figure.unit))
    });
    labelled(&mut out, "figures", &figures.collect::<Vec<_>>().join("\n"), width);
    for (label, when) in [("made on", &it.made_on), ("due", &it.due)] {
        let cell = when.as_ref().map(|when| when_cell(Some(when), cited));
        labelled(&mut out, label, &cell.unwrap_or_default(), width);
    }
    let place = it.place.as_ref().map(|place| where_cell(Some(place), cited));
    labelled(&mut out, "where", &place.unwrap_or_default(), width);
    let condition = it.condition.as_ref().map(|e| evidence_words(e, cited));
    labelled(&mut out, "condition", &condition.unwrap_or_default(), width);
    let tellers = &it.according_to;
    let via = if tellers.is_empty() { String::new() } else { via_cell(tellers, cited) };
    labelled(&mut out, "told by", &via, width);
    labelled(&mut out, "words", &evidence_words(&it.evidence, cited), width);
    later(&mut out, it, cited, width);
    sources(&mut out, cited, width);
    out
}

fn parties(actors: &[ActorId], cited: &Cited) -> String {
    let lines: Vec<String> =
        actors.iter().map(|actor| format!("{} {actor}", actor_words(actor, cited))).collect();
    lines.join("\n")
}

/// What later texts made of it, in order of day.
fn later(out: &mut String, it: &Commitment, cited: &Cited, width: usize) {
    if it.later.is_empty() {
        return;
    }
    heading(out, "later");
    for later in &it.later {
        let text = format!("{}\n{}", evidence_words(&later.evidence, cited), plain(&later.why));
        labelled(out, &word(&later.state), &text, width);
    }
}
