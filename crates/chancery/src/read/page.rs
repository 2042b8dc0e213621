//! From what a format's reader found to a page: identity, dates by their rank, language, side.

use encoding_rs::Encoding;

use super::outlet::Known;
use super::text::{self, Part};
use super::{
    CLEANER, Options, Problem, ProblemKind, Source, date, decode, institution, kind, language,
    outlet,
};
use crate::nouns::{
    Block, BlockKind, Cut, Document, DocumentId, DocumentKind, Moment, Note, Page, Precision,
    Published, PublishedBasis, Reading, ReadingId, Side,
};

/// A reading while it is put together.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) cut: Vec<Cut>,
}

impl Draft {
    /// Adds a block; `raw_start` is its place in the decoded raw text, where it stands verbatim.
    pub(super) fn keep(&mut self, kind: BlockKind, text: &str, raw_start: Option<usize>) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        let raw_start = raw_start.map(|start| start as u32);
        self.blocks.push(Block { start, end, kind, raw_start });
    }

    /// Leaves words out, and says why.
    pub(super) fn cut(&mut self, text: &str, reason: &str) {
        self.cut.push(Cut { text: text.to_owned(), reason: reason.to_owned() });
    }

    /// The words of a block.
    pub(super) fn words(&self, block: &Block) -> &str {
        &self.text[block.start as usize..block.end as usize]
    }

    /// The running text, one block a line.
    pub(super) fn body(&self) -> String {
        let body = self.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        body.map(|block| self.words(block)).collect::<Vec<_>>().join("\n")
    }

    fn finish(self) -> Reading {
        let id = ReadingId::of(CLEANER, &self.text);
        let Draft { text, blocks, cut } = self;
        Reading { id, cleaner: CLEANER.to_owned(), text, blocks, cut }
    }
}

/// What a format's reader found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) draft: Draft,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) credit: Option<String>,
    /// Publication days seen, each with its basis.
    pub(super) dates: Vec<(Moment, PublishedBasis)>,
    /// The address the page gives as its own.
    pub(super) canonical: Option<String>,
    pub(super) outlet: Option<String>,
    /// Language as declared.
    pub(super) language: Option<String>,
    /// Section or type the markup names.
    pub(super) section: Option<String>,
    /// Hosts of the addresses in contact blocks.
    pub(super) contacts: Vec<String>,
    pub(super) notes: Vec<Note>,
}

/// A note by its code.
pub(super) fn note(code: &str, text: &str) -> Note {
    Note { code: code.to_owned(), text: text.to_owned() }
}

/// Reads the bytes of a plain text, or of one part of it.
pub(super) fn of_text(
    bytes: &[u8],
    wide: Option<&'static Encoding>,
    source: &Source,
    options: &Options<'_>,
    part: Part,
) -> Result<Page, Problem> {
    let decoded = decode::decode(bytes, wide).map_err(|kind| Problem::new(kind, source))?;
    let mut found = text::read(&decoded.text, source.title.as_deref(), options, part);
    found.notes.splice(0..0, decoded.notes);
    Ok(assemble(DocumentId::of(bytes), found, source))
}

/// Reads a plain text that is decoded already.
pub(super) fn of_string(
    id: DocumentId,
    raw: &str,
    source: &Source,
    options: &Options<'_>,
) -> Result<Page, Problem> {
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    if raw.trim().is_empty() {
        return Err(Problem::new(ProblemKind::Empty, source));
    }
    let found = text::read(&raw, source.title.as_deref(), options, Part::WHOLE);
    Ok(assemble(id, found, source))
}

/// Puts document and reading together; what the source gives stands above what was found.
pub(super) fn assemble(id: DocumentId, found: Found, source: &Source) -> Page {
    let url = source.url.clone().or_else(|| found.canonical.clone());
    let outlet_name = source.outlet.clone().or_else(|| found.outlet.clone());
    let known = outlet::known(url.as_deref(), outlet_name.as_deref())
        .or_else(|| institution(&found, outlet_name.as_deref()));
    let title = source.title.clone().or_else(|| found.title.clone());
    let published = published(source, &found.dates, url.as_deref());
    let misdated = published.as_ref().and_then(|day| misdated(source, &found.dates, day));
    let (language, unread) =
        language::of(&found.draft, source.language.as_deref(), found.language.as_deref());
    let kind = kind::guess(title.as_deref(), &found, known.as_ref().map(|known| known.voice));
    let side = side(kind, known.as_ref(), &found.contacts);
    let mut notes = found.notes;
    notes.extend(unread);
    notes.extend(misdated);
    if !found.draft.cut.is_empty() {
        let text = format!("{} pieces of page furniture were cut", found.draft.cut.len());
        notes.push(note("cut", &text));
    }
    let reading = found.draft.finish();
    let document = Document {
        id,
        path: source.path.clone(),
        url,
        outlet: outlet_name.or_else(|| known.map(|known| known.name)),
        side,
        kind,
        title,
        byline: found.byline,
        credit: found.credit,
        published,
        retrieved: source.retrieved.clone(),
        language,
        text: reading.text.clone(),
        copies_of: Vec::new(),
        edition_of: None,
        sentences: Vec::new(),
        notes,
    };
    Page { document, reading }
}

/// Whose voice a page is. What both sides signed is neither's own, whoever prints it.
fn side(kind: DocumentKind, outlet: Option<&Known>, contacts: &[String]) -> Option<Side> {
    if kind == DocumentKind::JointStatement {
        return Some(Side::Joint);
    }
    let known = outlet.and_then(|known| known.side.clone());
    known.or_else(|| contacts.iter().find_map(|host| outlet::side_of_host(host)))
}

/// The state that speaks by its institution: the outlet's name is one's, or the head of the page.
fn institution(found: &Found, outlet: Option<&str>) -> Option<Known> {
    const LINES: usize = 4;
    let blocks = found.draft.blocks.iter();
    let head = blocks.take_while(|block| block.kind != BlockKind::Body).take(LINES);
    let head = head.map(|block| found.draft.words(block));
    let names = outlet.into_iter().chain(found.outlet.as_deref()).chain(head);
    let dateline = found.draft.blocks.iter().find(|block| block.kind == BlockKind::Dateline);
    let beside = dateline.map(|block| found.draft.words(block));
    { names }.find_map(|name| institution::known(name, beside))
}

/// The publication day by the best basis: given, metadata, a line of the text, the dateline, the
/// address. A dateline without a year takes it from the address, where that names one.
fn published(
    source: &Source,
    dates: &[(Moment, PublishedBasis)],
    url: Option<&str>,
) -> Option<Published> {
    let given = source.published.as_deref().and_then(date::parse);
    let in_url = url.and_then(date::in_url);
    let of = |basis| dates.iter().find(|date| date.1 == basis).map(|date| (date.0, basis));
    let full = |date: &(Moment, PublishedBasis)| date.0.year.is_some();
    let dateline = of(PublishedBasis::Dateline);
    let told = told_day(dates);
    let of_page = given.or_else(|| of(PublishedBasis::Metadata).map(|(moment, _)| moment));
    if let (Some(told), Some(of_page)) = (told, of_page)
        && are_far_apart(told.0, of_page)
    {
        return Some(on(told));
    }
    let with_year = dateline.and_then(|(day, basis)| {
        let year = in_url.filter(|u| u.month.is_none() || u.month == day.month)?.year;
        Some((Moment { year: day.year.or(year), ..day }, basis))
    });
    let (moment, basis) = given
        .map(|moment| (moment, PublishedBasis::Given))
        .or_else(|| of(PublishedBasis::Metadata))
        .or_else(|| dateline.filter(full))
        .or_else(|| of(PublishedBasis::Text).filter(full))
        .or(with_year.filter(full))
        .or_else(|| in_url.map(|moment| (moment, PublishedBasis::Url)))
        .or(dateline)?;
    Some(on((moment, basis)))
}

/// A publication day as fine as it is told.
fn on((moment, basis): (Moment, PublishedBasis)) -> Published {
    let precision = match (moment.month, moment.day) {
        (Some(_), Some(_)) => Precision::Day,
        (Some(_), None) => Precision::Month,
        _ => Precision::Year,
    };
    Published { start: Some(moment), end: Some(moment), precision, basis }
}

/// The full day that the page's own head tells.
fn told_day(dates: &[(Moment, PublishedBasis)]) -> Option<(Moment, PublishedBasis)> {
    let in_text = |basis| matches!(basis, PublishedBasis::Dateline | PublishedBasis::Text);
    dates.iter().find(|(day, basis)| in_text(*basis) && day.date().is_some()).copied()
}

/// A story is printed within a week of its dateline: a page day further off is that of a later
/// edition, of the fetching, or a slip, and "on Saturday" is said from the dateline.
fn are_far_apart(told: Moment, of_page: Moment) -> bool {
    const NEAR: i32 = 7;
    let (Some(told), Some(of_page)) = (told.date(), of_page.date()) else { return false };
    (told - of_page).get_days().abs() > NEAR
}

/// That the day given for the page is not the one its head tells.
fn misdated(
    source: &Source,
    dates: &[(Moment, PublishedBasis)],
    taken: &Published,
) -> Option<Note> {
    let metadata = || dates.iter().find(|d| d.1 == PublishedBasis::Metadata).map(|d| d.0);
    let of_page = source.published.as_deref().and_then(date::parse).or_else(metadata)?;
    let told = told_day(dates)?.0;
    let differs = taken.start == Some(told) && are_far_apart(told, of_page);
    let text = format!("the page is dated {of_page}, its head tells {told}, which was taken");
    differs.then(|| note("misdated", &text))
}
