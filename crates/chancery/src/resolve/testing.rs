//! Pages for the tests of this stage.

use jiff::civil::Date;

use crate::nouns::{
    Block, BlockKind, Document, DocumentId, DocumentKind, Moment, Page, Precision, Published,
    PublishedBasis, Reading, ReadingId,
};

/// A page published on a day.
pub(crate) fn page(text: &str, published: Option<Date>) -> Page {
    let published = published.map(|day| Published {
        start: Some(Moment::day(day)),
        end: Some(Moment::day(day)),
        precision: Precision::Day,
        basis: PublishedBasis::Given,
    });
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
