//! Documents: one in full, and what a search found.

use super::choices::choices;
use super::encounter::encounters;
use super::layout::{heading, labelled, plain, shortened};
use super::said::{answers, commitments, statements};
use super::table::table;
use super::words::{published_words, short_id, side_words, word};
use crate::keep::{Cited, Hit, Story};
use crate::nouns::{Commitment, Cut, Document, Mention, Statement};

/// A document with what is printed beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentView {
    /// The document.
    pub document: Document,
    /// Name and version of the cleaner of its reading.
    pub cleaner: String,
    /// Every path it was found at.
    pub paths: Vec<String>,
    /// What was left out of the reading.
    pub cut: Vec<Cut>,
    /// The encounters it tells of.
    pub stories: Vec<Story>,
    /// What it tells was said.
    pub statements: Vec<Statement>,
    /// What the words and ids in the statements lead to.
    pub answered: Cited,
    /// The commitments it tells of.
    pub commitments: Vec<Commitment>,
    /// What the ids in the commitments lead to.
    pub cited: Cited,
    /// Names in it that may mean several.
    pub choices: Vec<Mention>,
}

/// Metadata, notes, what was cut, and the encounters told.
pub fn document(view: &DocumentView, width: usize) -> String {
    let it = &view.document;
    let text = |value: &Option<String>| plain(value.as_deref().unwrap_or_default());
    let mut out =
        format!("{}\n\n", text(&Some(it.title.clone().unwrap_or("without a title".into()))));
    labelled(&mut out, "document", it.id.as_str(), width);
    labelled(&mut out, "kind", &word(&it.kind).replace('_', " "), width);
    labelled(&mut out, "outlet", &text(&it.outlet), width);
    labelled(&mut out, "side", &it.side.as_ref().map(side_words).unwrap_or_default(), width);
    labelled(&mut out, "published", &published_cell(it), width);
    labelled(&mut out, "byline", &text(&it.byline), width);
    labelled(&mut out, "credit", &text(&it.credit), width);
    labelled(&mut out, "address", &text(&it.url), width);
    labelled(&mut out, "found at", &plain_lines(&view.paths), width);
    labelled(&mut out, "retrieved", &text(&it.retrieved), width);
    labelled(&mut out, "language", &text(&it.language), width);
    let copies: Vec<String> = it.copies_of.iter().map(ToString::to_string).collect();
    labelled(&mut out, "copies", &copies.join("\n"), width);
    let edition = it.edition_of.as_ref().map(ToString::to_string);
    labelled(&mut out, "edition of", &edition.unwrap_or_default(), width);
    let size =
        format!("{} bytes, {} sentences ({})", it.text.len(), it.sentences.len(), view.cleaner);
    labelled(&mut out, "reading", &size, width);
    for note in &it.notes {
        labelled(&mut out, "note", &format!("{}: {}", note.code, plain(&note.text)), width);
    }
    cuts(&mut out, &view.cut, width);
    heading(&mut out, &format!("{} encounters", view.stories.len()));
    if !view.stories.is_empty() {
        out.push_str(&encounters(&view.stories, width));
    }
    heading(&mut out, &format!("{} statements", view.statements.len()));
    if !view.statements.is_empty() {
        out.push_str(&statements(&view.statements, width));
    }
    answers(&mut out, &view.statements, &view.answered, width);
    heading(&mut out, &format!("{} commitments", view.commitments.len()));
    if !view.commitments.is_empty() {
        out.push_str(&commitments(&view.commitments, &view.cited, width));
    }
    choices(&mut out, &view.choices, width);
    out
}

fn published_cell(document: &Document) -> String {
    let Some(published) = &document.published else {
        return String::new();
    };
    format!("{} ({})", published_words(Some(published)), word(&published.basis))
}

fn plain_lines(lines: &[String]) -> String {
    lines.iter().map(|line| plain(line)).collect::<Vec<_>>().join("\n")
}

/// What was left out, each on a line with its reason.
fn cuts(out: &mut String, cut: &[Cut], width: usize) {
    if cut.is_empty() {
        return;
    }
    heading(out, &format!("{} cut from the page", cut.len()));
    let room = width.saturating_sub(40).max(30);
    let rows: Vec<Vec<String>> = cut
        .iter()
        .map(|cut| vec![plain(&cut.reason), shortened(&plain(&cut.text), room)])
        .collect();
    out.push_str(&table(&["why", "words"], &rows, width));
}

/// A table of documents found by a search.
pub fn hits(hits: &[Hit], width: usize) -> String {
    let rows: Vec<Vec<String>> = hits
        .iter()
        .map(|hit| {
            let title = plain(hit.title.as_deref().unwrap_or("without a title"));
            vec![
                hit.published.clone().unwrap_or_default(),
                format!("{}\n{}", shortened(&title, 120), plain(&hit.words)),
                plain(hit.outlet.as_deref().unwrap_or_default()),
                hit.encounters.to_string(),
                short_id(hit.document.as_str()).to_owned(),
            ]
        })
        .collect();
    table(&["published", "document", "outlet", "encounters", "id"], &rows, width)
}
