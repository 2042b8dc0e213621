//! One document: its text with what was read marked in place, and what was cut.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use chancery::keep::{DocumentRow, Noun, Record};
use chancery::nouns::{Account, Copied, Cut, Document, DocumentId, Evidence, Reading, ReadingId};
use chancery::show::{plain, published_words, shortened};
use serde::Deserialize;

use super::encounter::JudgedLine;
use super::parts::{CommitmentLine, DocumentLine, EncounterLine, Frame, StatementLine, said};
use super::{Answer, Asked, Found, by_first_signs, page, told};
use crate::link::{self, Link};
use crate::marks::{Layer, Mark, Part, parts};
use crate::{App, Problem};

/// About so many bytes of a text stand on one page.
const PIECE: usize = 60_000;
/// At most so many encounters of one document are listed beside it.
const TOLD: usize = 100;
/// At most so many pieces of what was cut are shown.
const CUTS: usize = 100;

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    reading: Option<String>,
    words: Option<String>,
    from: Option<String>,
}

/// A paragraph of the text.
struct Paragraph {
    kind: String,
    parts: Vec<Part>,
}

/// Something cut from the page.
struct CutLine {
    reason: String,
    text: String,
}

impl CutLine {
    fn of(cut: &Cut) -> Self {
        Self { reason: plain(&cut.reason), text: shortened(&plain(&cut.text), 600) }
    }
}

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    frame: Frame,
    id: String,
    title: String,
    it: Document,
    side: String,
    kind: String,
    published: String,
    paths: Vec<String>,
    reading: String,
    cleaner: String,
    /// Whether another reading is in force now.
    old: bool,
    cited: Option<String>,
    paragraphs: Vec<Paragraph>,
    before: Option<String>,
    after: Option<String>,
    cuts: Vec<CutLine>,
    more_cuts: usize,
    encounters: Vec<EncounterLine>,
    statements: Vec<StatementLine>,
    commitments: Vec<CommitmentLine>,
    copied: Option<Link>,
    kin: usize,
    editions: Vec<DocumentLine>,
    judged: Vec<JudgedLine>,
}

pub(super) async fn document(
    State(app): State<App>,
    Path(id): Path<String>,
    Asked(asked): Asked<Question>,
) -> Answer {
    let known = app.clone();
    app.ask(move |record| filled(&known, record, &id, &asked)).await?.answer(|it| page(&it))
}

fn filled(app: &App, record: &Record, id: &str, asked: &Question) -> Result<Found<Page>, Problem> {
    let id = DocumentId(id.to_owned());
    let Some(it) = record.document(&id)? else {
        return by_first_signs(record, Noun::Documents, id.as_str()).map(Found::Elsewhere);
    };
    let (reading, old) = reading_asked(record, &id, asked)?;
    let words = told(asked.words.as_ref()).and_then(|words| span(&words, &reading.text));
    let from = told(asked.from.as_ref()).and_then(|from| from.parse().ok()).unwrap_or(0);
    let piece = piece(&reading.text, words.map_or(from, |(start, _)| start as usize));
    let told = Told::of(record, &id, &piece)?;
    // What stands in the record is fastened to the reading in force.
    let marks = if old { Vec::new() } else { told.marks(record, &id)? };
    let mut names = app.names().clone();
    names.extend(record.cited([], chancery::keep::actors_in(&told.commitments))?.names);
    let address = |from: usize| format!("{}?from={from}#text", link::document(&id));
    Ok(Found::Here(Page {
        frame: Frame::of("documents"),
        id: id.to_string(),
        title: title_words(&it),
        side: side_words(app, &it),
        kind: said(&it.kind),
        published: published_words(it.published.as_ref()),
        paths: record.paths(&id)?.iter().map(|path| plain(path)).collect(),
        cited: words.map(|(start, end)| reading.text[start as usize..end as usize].to_owned()),
        paragraphs: paragraphs(&reading, &piece, &marks, words),
        before: (piece.start > 0).then(|| address(piece.start.saturating_sub(PIECE))),
        after: (piece.end < reading.text.len()).then(|| address(piece.end)),
        cuts: reading.cut.iter().take(CUTS).map(CutLine::of).collect(),
        more_cuts: reading.cut.len().saturating_sub(CUTS),
        encounters: told.encounters,
        statements: told.statements.iter().map(StatementLine::of).collect(),
        commitments: told.commitments.iter().map(|it| CommitmentLine::of(it, &names)).collect(),
        copied: record.copied(&id)?.map(|it| link_to_source(&it)),
        kin: record.kin(&id)?.len(),
        editions: other_editions(record, &id)?,
        judged: record.judged(Noun::Documents, id.as_str())?.iter().map(JudgedLine::of).collect(),
        reading: reading.id.to_string(),
        cleaner: reading.cleaner,
        old,
        it,
    }))
}

/// The reading that is asked for, and whether it is no longer in force.
fn reading_asked(
    record: &Record,
    id: &DocumentId,
    asked: &Question,
) -> Result<(Reading, bool), Problem> {
    let in_force = record.reading(id)?.ok_or_else(|| no_reading(id))?;
    match told(asked.reading.as_ref()).filter(|reading| *reading != in_force.id.as_str()) {
        None => Ok((in_force, false)),
        Some(other) => {
            let other = record.reading_of(id, &ReadingId(other))?;
            Ok((other.ok_or_else(|| no_reading(id))?, true))
        }
    }
}

fn title_words(it: &Document) -> String {
    let title = it.title.as_deref().map(plain).filter(|title| !title.is_empty());
    title.unwrap_or("Without a title".into())
}

/// Whom a copy took its words from.
fn link_to_source(copied: &Copied) -> Link {
    Link { href: link::document(&copied.from), text: said(&copied.kind) }
}

fn other_editions(record: &Record, id: &DocumentId) -> Result<Vec<DocumentLine>, Problem> {
    let all: Vec<DocumentRow> = record.editions(id)?;
    Ok(all.iter().filter(|row| row.id != *id).map(DocumentLine::of).collect())
}

fn no_reading(id: &DocumentId) -> Problem {
    Problem::missing(format!("the record has no such reading of document {id}"))
}

fn side_words(app: &App, it: &Document) -> String {
    use chancery::nouns::Side;
    match &it.side {
        Some(Side::State(code)) => app.state_name(code),
        Some(Side::Joint) => "joint".to_owned(),
        Some(Side::Third) => "third party".to_owned(),
        None => String::new(),
    }
}

/// What a document tells.
struct Told {
    encounters: Vec<EncounterLine>,
    accounts: Vec<Account>,
    statements: Vec<chancery::nouns::Statement>,
    commitments: Vec<chancery::nouns::Commitment>,
    of_contact: BTreeMap<String, String>,
}

impl Told {
    /// What it tells in a piece of its text.
    fn of(
        record: &Record,
        id: &DocumentId,
        piece: &std::ops::Range<usize>,
    ) -> Result<Self, Problem> {
        let here = |it: &Evidence| piece.contains(&(it.start as usize));
        let mut encounters = Vec::new();
        for encounter in record.encounters_in(id)?.into_iter().take(TOLD) {
            encounters.extend(record.encounter(&encounter)?.as_ref().map(EncounterLine::of));
        }
        let mut accounts = record.accounts_in(id)?;
        accounts.retain(|it| it.evidence.iter().any(here));
        let mut of_contact = BTreeMap::new();
        for account in &accounts {
            let encounter = record.encounter(&account.encounter)?.map(|it| link::encounter(&it.id));
            of_contact.insert(account.encounter.to_string(), encounter.unwrap_or_default());
        }
        let mut commitments = record.commitments_in(id)?;
        commitments.retain(|it| here(&it.evidence));
        let mut statements = record.statements_in(id)?;
        statements.retain(|it| here(&it.evidence));
        Ok(Self { encounters, accounts, statements, commitments, of_contact })
    }

    /// Everything read in the text, as marks on it.
    fn marks(&self, record: &Record, id: &DocumentId) -> Result<Vec<Mark>, Problem> {
        let mut marks = Vec::new();
        let mut mark = |start: u32, end: u32, layer: Layer, href: String, what: String| {
            marks.push(Mark { start, end, layer, href, what });
        };
        for account in &self.accounts {
            let href = self.of_contact.get(account.encounter.as_str()).cloned().unwrap_or_default();
            for evidence in account.evidence.iter().filter(|it| it.document == *id) {
                let what = format!("tells of an encounter: {}", said(&account.kind));
                mark(evidence.start, evidence.end, Layer::Encounter, href.clone(), what);
            }
        }
        for it in &self.statements {
            for evidence in it.content.iter().chain(&it.cue) {
                let what = format!("a statement: {}", said(&it.act));
                mark(evidence.start, evidence.end, Layer::Statement, link::statement(&it.id), what);
            }
        }
        for it in &self.commitments {
            let what = format!("a commitment: {}", said(&it.kind));
            mark(it.what.start, it.what.end, Layer::Commitment, link::commitment(&it.id), what);
        }
        for it in record.mentions_in(id)? {
            let href = it.actor.as_ref().map(link::actor).unwrap_or_default();
            mark(it.start, it.end, Layer::Name, href, plain(&it.name));
        }
        Ok(marks)
    }
}

/// The bytes that an address asks for: `123-456`, at borders of characters.
fn span(words: &str, text: &str) -> Option<(u32, u32)> {
    let (start, end) = words.split_once('-')?;
    let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
    let whole = text.get(start as usize..end as usize).is_some_and(|words| !words.is_empty());
    whole.then_some((start, end))
}

/// The piece of a long text around a byte, cut at paragraphs where there are any.
fn piece(text: &str, around: usize) -> std::ops::Range<usize> {
    if text.len() <= PIECE * 3 / 2 {
        return 0..text.len();
    }
    let around = floor(text, around.min(text.len()));
    // A paragraph whose beginning is far off must not make the page endless.
    let near = floor(text, around.saturating_sub(PIECE / 2));
    let start = match text[near..around].rfind('\n') {
        Some(at) => near + at + 1,
        None if near == 0 => 0,
        None => around,
    };
    let end = floor(text, (start + PIECE).min(text.len()));
    let end = text[end..].find('\n').filter(|at| *at < PIECE / 2).map_or(end, |at| end + at + 1);
    start..end
}

/// The next border of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The paragraphs of a piece, by the blocks of the reading.
fn paragraphs(
    reading: &Reading,
    piece: &std::ops::Range<usize>,
    marks: &[Mark],
    words: Option<(u32, u32)>,
) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let blocks =
        reading.blocks.iter().map(|it| (it.start as usize, it.end as usize, said(&it.kind)));
    for (start, end, kind) in blocks {
        let (start, end) = (start.max(piece.start), end.min(piece.end));
        if start >= end || reading.text[start..end].trim().is_empty() {
            continue;
        }
        let parts = parts(&reading.text, start as u32..end as u32, marks, words);
        found.push(Paragraph { kind, parts });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_comes_in_pieces_that_join() {
        let text = "word ".repeat(100_000);
        let (mut at, mut pieces) = (0, 0);
        while at < text.len() {
            let piece = piece(&text, at);
            assert!(piece.contains(&at) && piece.end - piece.start <= 2 * PIECE);
            assert!(piece.end > at);
            (at, pieces) = (piece.end, pieces + 1);
        }
        assert!(pieces > 5);
    }

    #[test]
    fn bytes_that_cut_a_sign_are_no_words() {
        assert_eq!(span("0-2", "é x"), Some((0, 2)));
        assert_eq!(span("1-2", "é x"), None);
        assert_eq!(span("0-99", "é x"), None);
        assert_eq!(span("2-1", "é x"), None);
    }
}
