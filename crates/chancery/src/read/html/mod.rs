//! HTML pages: metadata, the story's blocks, captions, and what was left out.

mod flatten;
mod metadata;
mod segment;
mod story;

use dom_query::Document;

use self::segment::{Segment, Shape};
use super::page::{Found, note};
use super::{Options, Problem, ProblemKind, Source, decode, page, text};
use crate::nouns::{BlockKind, DocumentId, Note, Page};

/// The tree is parsed again without any tags where it still comes out deeper than this.
const MAX_TREE: usize = flatten::MAX_DEPTH * 4;

/// Reads the bytes of a page.
pub(super) fn read(bytes: &[u8], source: &Source, options: &Options<'_>) -> Result<Page, Problem> {
    let declared = decode::declared_in_markup(bytes);
    let decoded = decode::decode(bytes, declared).map_err(|kind| Problem::new(kind, source))?;
    let mut page = of_string(DocumentId::of(bytes), &decoded.text, source, options)?;
    page.document.notes.splice(0..0, decoded.notes);
    Ok(page)
}

/// Reads a page that is decoded already.
pub(super) fn of_string(
    id: DocumentId,
    html: &str,
    source: &Source,
    _options: &Options<'_>,
) -> Result<Page, Problem> {
    let flat = flatten::flatten(html);
    let mut notes = cap_notes(&flat);
    let mut markup = flat.html;
    let mut document = Document::from(markup.as_ref());
    if segment::depth(&document) > MAX_TREE {
        if notes.is_empty() {
            notes.push(note("html_too_deep", "the page nests too deep: read without its markup"));
        }
        markup = flatten::strip(&markup).into();
        document = Document::from(markup.as_ref());
    }
    let segments = segment::segments(&document);
    if segments.is_empty() {
        return Err(Problem::new(ProblemKind::NoText, source));
    }
    let metadata = metadata::read(&document);
    let url = source.url.as_deref().or(metadata.canonical.as_deref());
    let kept = story::choose(&markup, url, &segments);
    let mut found = Found { notes, ..metadata };
    let title = source.title.clone().or_else(|| found.title.clone());
    lay_out(&segments, &kept, title, &mut found);
    Ok(page::assemble(id, found, source))
}

fn cap_notes(flat: &flatten::Flat<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    if flat.too_deep {
        let text = format!("elements nested deeper than {} were flattened", flatten::MAX_DEPTH);
        notes.push(note("html_too_deep", &text));
    }
    if flat.too_many {
        notes.push(note("html_too_large", "the tags of the last elements were dropped"));
    }
    notes
}

/// Puts title, story, captions and cuts in the order of the page.
fn lay_out(segments: &[Segment], kept: &[bool], title: Option<String>, found: &mut Found) {
    let same = |segment: &Segment| {
        title.as_deref().is_some_and(|title| text::same_words(title, &segment.text))
    };
    let headline =
        segments.iter().position(|segment| segment.first_heading && same(segment)).or_else(|| {
            segments.iter().position(|segment| segment.shape == Shape::Heading && same(segment))
        });
    if let Some(title) = &title {
        found.draft.keep(BlockKind::Title, title, None);
    }
    for (at, (segment, &kept)) in segments.iter().zip(kept).enumerate() {
        if Some(at) == headline {
            continue;
        }
        let words = segment.text.split_whitespace().count();
        if segment.shape == Shape::Caption && segment.region.is_none() && words >= 4 {
            found.draft.keep(BlockKind::Caption, &segment.text, None);
        } else if kept && !same(segment) {
            let kind = match segment.shape {
                Shape::Heading => BlockKind::Heading,
                Shape::Caption => BlockKind::Caption,
                _ => BlockKind::Body,
            };
            found.draft.keep(kind, &segment.text, None);
        } else {
            found.draft.cut(&segment.text, segment.region.unwrap_or("outside the main text"));
        }
    }
    found.title = title;
}
