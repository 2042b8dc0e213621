//! A telling as the linker sees it: what it compares, worked out once.

use std::collections::BTreeSet;

use jiff::civil::Date;
use smol_str::SmolStr;

use super::parties::{self, Party};
use super::times::{self, Span};
use super::words::{Stems, stems};
use crate::nouns::{
    Channel, Document, DocumentId, Encounter, EncounterId, EncounterKind, Precision, Side, Telling,
};
use crate::resolve::fold;

/// What the linker compares of a telling.
pub(super) struct Sight<'a> {
    pub(super) telling: &'a Telling<'a>,
    pub(super) parties: Vec<Party<'a>>,
    /// When, with the page's day taken into account.
    pub(super) span: Span,
    /// The state from whose capital it is told.
    pub(super) home: Option<&'a str>,
    /// What it is about.
    pub(super) about: Stems,
    /// What the document's headline is about.
    pub(super) title: Stems,
    /// Every word of the sentences that tell it.
    pub(super) wording: BTreeSet<SmolStr>,
    /// Whether headline or opening tells it.
    pub(super) leads: bool,
}

impl<'a> Sight<'a> {
    pub(super) fn of(telling: &'a Telling<'a>) -> Self {
        let document = telling.document;
        let sentences = sentences(telling);
        let text: String = sentences.iter().map(|s| &document.text[s.clone()]).collect();
        let names = names(telling.contact);
        let without_names = |text: &str| &stems(text) - &names;
        let topics = topics(telling);
        let leads = sentences.first().is_some_and(|s| leads(document, s.start));
        Self {
            telling,
            parties: parties::parties(telling.contact, &document.id),
            span: times::span(telling, leads),
            home: home(telling),
            about: without_names(&format!("{text} {topics}")),
            title: document.title.as_deref().map(without_names).unwrap_or_default(),
            wording: words(&text),
            leads,
        }
    }

    pub(super) fn contact(&self) -> &'a Encounter {
        self.telling.contact
    }

    pub(super) fn id(&self) -> &'a EncounterId {
        &self.telling.contact.id
    }

    pub(super) fn document(&self) -> &'a Document {
        self.telling.document
    }

    /// Whether the parties spoke over a distance.
    pub(super) fn remote(&self) -> bool {
        let contact = self.contact();
        contact.kind == EncounterKind::Call
            || matches!(contact.channel, Some(Channel::Phone | Channel::Video))
    }

    /// The day of publication, where it is known to the day.
    pub(super) fn published(&self) -> Option<Date> {
        times::published(self.document())
    }

    /// What puts tellings in order: day of publication (unknown last), document, place.
    pub(super) fn canonical(&self) -> (bool, Option<Date>, &'a DocumentId, u32, &'a EncounterId) {
        let day = self.published();
        let first = first_byte(self.telling).unwrap_or(u32::MAX);
        (day.is_none(), day, &self.document().id, first, self.id())
    }
}

/// First byte of the words that tell it.
fn first_byte(telling: &Telling<'_>) -> Option<u32> {
    telling.accounts.iter().flat_map(|a| &a.evidence).map(|e| e.start).min()
}

/// The sentences that tell it, as byte ranges into the document's text, in order.
fn sentences(telling: &Telling<'_>) -> Vec<std::ops::Range<usize>> {
    let document = telling.document;
    let starts: BTreeSet<u32> =
        telling.accounts.iter().flat_map(|a| &a.evidence).map(|e| e.start).collect();
    let around = |start: u32| {
        let after = document.sentences.partition_point(|s| s[0] <= start);
        let [from, to] = *document.sentences.get(after.checked_sub(1)?)?;
        let range = from as usize..to as usize;
        document.text.get(range.clone()).map(|_| range)
    };
    let mut found: Vec<_> = starts.into_iter().filter_map(around).collect();
    found.dedup();
    found
}

/// Whether a sentence is the headline or one of the first three.
fn leads(document: &Document, start: usize) -> bool {
    const OPENING: usize = 4;
    document.sentences.iter().take(OPENING).any(|s| s[0] as usize == start)
}

fn topics(telling: &Telling<'_>) -> String {
    let contact = telling.contact;
    let subjects = contact.topics.iter().map(|t| t.subject.as_str());
    let outcomes = contact.outcomes.iter().map(|o| o.text.as_str());
    subjects.chain(outcomes).collect::<Vec<_>>().join(" ")
}

/// The stems of the parties' own names.
fn names(contact: &Encounter) -> Stems {
    contact.participants.iter().flat_map(|p| stems(&format!("{} {}", p.name, p.mention))).collect()
}

fn words(text: &str) -> BTreeSet<SmolStr> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|w| !w.is_empty()).map(SmolStr::from).collect()
}

/// The state whose voice the document is, else whose voice alone tells it.
fn home<'a>(telling: &Telling<'a>) -> Option<&'a str> {
    let code = |side: &'a Side| match side {
        Side::State(code) => Some(code.as_str()),
        Side::Third | Side::Joint => None,
    };
    let document = telling.document.side.as_ref().and_then(code);
    document.or_else(|| {
        let mut sides = telling.accounts.iter().map(|a| code(&a.side));
        let first = sides.next()??;
        sides.all(|side| side == Some(first)).then_some(first)
    })
}

/// Whether a precision is that of a day or finer.
pub(super) fn is_fine(precision: Precision) -> bool {
    matches!(precision, Precision::Day | Precision::Hour)
}
