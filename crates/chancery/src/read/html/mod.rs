//! HTML pages: metadata, the story's blocks, captions, and what was left out.

mod flatten;
mod metadata;
mod segment;
mod story;
mod trim;

use dom_query::Document;

use self::segment::{Segment, Shape};
use self::story::Verdict;
use super::page::{Found, note};
use super::{Options, Problem, ProblemKind, Source, decode, page, text};
use crate::nouns::{BlockKind, DocumentId, Note, Page};

/// The tree is parsed again without any tags where it still comes out deeper than this.
const MAX_TREE: usize = flatten::MAX_DEPTH * 4;

/// The extractor looks at every node from every node around it; beyond so many pairs (common pages
/// have some hundred thousand) a page is read by its regions alone.
const MAX_PAIRS: usize = 2_000_000;

/// Reads the bytes of a page.
pub(super) fn read(bytes: &[u8], source: &Source, options: &Options<'_>) -> Result<Page, Problem> {
    let declared = source.encoding().or_else(|| decode::declared_in_markup(bytes));
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
    let mut depth = segment::depth(&document);
    if depth.deepest > MAX_TREE {
        if notes.is_empty() {
            notes.push(note("html_too_deep", "the page nests too deep: read without its markup"));
        }
        markup = flatten::strip(&markup).into();
        document = Document::from(markup.as_ref());
        depth = segment::depth(&document);
    }
    let segments = segment::segments(&document);
    if segments.is_empty() {
        return Err(Problem::new(ProblemKind::NoText, source));
    }
    let metadata = metadata::read(&document);
    let url = source.url.as_deref().or(metadata.canonical.as_deref());
    let verdicts = story::choose(&markup, depth.sum <= MAX_PAIRS, url, &segments);
    let mut found = Found { notes, ..metadata };
    let title = source.title.clone().or_else(|| found.title.clone());
    lay_out(&segments, &verdicts, title, &mut found);
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
fn lay_out(segments: &[Segment], verdicts: &[Verdict], title: Option<String>, found: &mut Found) {
    if let Some(title) = &title {
        found.draft.keep(BlockKind::Title, title, None);
    }
    let headline = headline(segments, title.as_deref());
    let pictures = near_story(verdicts);
    let lead = lead_in(verdicts, headline);
    for (at, (segment, verdict)) in segments.iter().zip(verdicts).enumerate() {
        if Some(at) == headline {
            continue;
        }
        let open = segment.region.is_none();
        let dated = trim::is_dateline(segment);
        let sentence = text::ends_as_sentence(&segment.text) && text::word_count(&segment.text) > 5;
        let kind = match (verdict, segment.shape) {
            (None, Shape::Caption) => Some(BlockKind::Caption),
            (Some(_), Shape::Caption) => {
                (open && pictures.contains(&at)).then_some(BlockKind::Caption)
            }
            (None, _) if dated => Some(BlockKind::Dateline),
            (None, Shape::Heading) => Some(BlockKind::Heading),
            (None, _) => Some(BlockKind::Body),
            _ if !open || segment.is_link() || !lead.contains(&at) => None,
            _ if dated => Some(BlockKind::Dateline),
            _ => sentence.then_some(BlockKind::Heading),
        };
        match kind {
            Some(kind) => found.draft.keep(kind, &segment.text, None),
            None => {
                found.draft.cut(&segment.text, verdict.unwrap_or("outside the main text"));
            }
        }
    }
    found.title = title;
}

/// The segments between headline and story, where a lead-in and the day may stand.
fn lead_in(verdicts: &[Verdict], headline: Option<usize>) -> std::ops::Range<usize> {
    const LONGEST: usize = 12;
    let Some(headline) = headline else { return 0..0 };
    let rest = verdicts[headline..].iter().position(Option::is_none).unwrap_or(0);
    if rest > LONGEST { 0..0 } else { headline..headline + rest }
}

/// The block that is the title of the page.
fn headline(segments: &[Segment], title: Option<&str>) -> Option<usize> {
    let title = title?;
    let same = |segment: &&Segment| text::same_words(title, &segment.text);
    let first = segments.iter().position(|segment| segment.first_heading && same(&segment));
    first.or_else(|| {
        segments.iter().position(|segment| segment.shape == Shape::Heading && same(&segment))
    })
}

/// The segments where a caption is one of the story's own pictures.
fn near_story(verdicts: &[Verdict]) -> std::ops::Range<usize> {
    const BEFORE: usize = 12;
    let first = verdicts.iter().position(Option::is_none).unwrap_or(0);
    let last = verdicts.iter().rposition(Option::is_none).unwrap_or(0);
    first.saturating_sub(BEFORE)..last + 1
}
