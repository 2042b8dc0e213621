//! Pages and mentions for the tests of this stage.

use std::sync::LazyLock;

use chancery_engine::Engine;
use jiff::civil::Date;

use super::{Knowledge, mentions};
use crate::nouns::{
    Block, BlockKind, Document, DocumentId, DocumentKind, Mention, Moment, Page, Precision,
    Published, PublishedBasis, Reading, ReadingId, Side,
};
use crate::read::{Options, Source, read_bytes};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::english);
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

/// The mentions of a text published on a day, in a state's own voice if one is given.
pub(crate) fn read(text: &str, day: &str, side: Option<&str>) -> Vec<Mention> {
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &Source::default(), &Options::default(), &mut |page| {
        pages.extend(page);
    });
    let mut page = pages.pop().expect("one page");
    page.document.side = side.map(|code| Side::State(code.to_owned()));
    page.document.published = Some(on(day.parse().ok()));
    let doc = ENGINE.parse(&page.reading.text);
    let day = super::times::day_spoken_of(&page, &[]);
    mentions(&page, &doc, day, &KNOWLEDGE).0
}

fn on(day: Option<Moment>) -> Published {
    Published { start: day, end: day, precision: Precision::Day, basis: PublishedBasis::Given }
}

/// A page published on a day.
pub(crate) fn page(text: &str, published: Option<Date>) -> Page {
    let published = published.map(|day| on(Some(Moment::day(day))));
    let document = Document {
        id: DocumentId::of(text.as_bytes()),
        path: None,
        url: None,
        outlet: None,
        side: None,
        kind: DocumentKind::Unknown,
        title: None,
        byline: None,
        credit: None,
        published,
        retrieved: None,
        language: None,
        text: text.to_owned(),
        copies_of: Vec::new(),
        edition_of: None,
        sentences: Vec::new(),
        notes: Vec::new(),
    };
    let end = text.len() as u32;
    let block = Block { start: 0, end, kind: BlockKind::Body, raw_start: None };
    let reading = Reading {
        id: ReadingId::of("test", text),
        cleaner: "test".to_owned(),
        text: text.to_owned(),
        blocks: vec![block],
        cut: Vec::new(),
    };
    Page { document, reading }
}
