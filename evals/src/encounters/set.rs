//! The set as the program reads and settles it, with the way from its spans to those of the gold.

use std::collections::BTreeMap;

use anyhow::Context;
use chancery::nouns::{Account, AccountId, DocumentId, Encounter, EncounterId, Evidence, Ties};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::Source;
use chancery::settle::{Settled, settle};

use super::given;
use super::gold::{Gold, GoldDocument, Place, TextId};
use crate::reading::{Span, page, raw_span};

/// Everything read and settled.
pub(crate) struct Set {
    /// What was found in each text; texts of the same bytes are read once.
    outcomes: BTreeMap<DocumentId, ReadOutcome>,
    /// The document of each text.
    documents: BTreeMap<TextId, DocumentId>,
    /// The text of each document, the first of several.
    texts: BTreeMap<DocumentId, TextId>,
    /// The whole set, settled together.
    pub(crate) settled: Settled,
}

impl Set {
    /// Reads every text and settles all of them at once; `given` are the contacts to be those of
    /// the gold.
    pub(crate) fn read(gold: &[Gold], reader: &PageReader, given: bool) -> anyhow::Result<Self> {
        let mut set = Self {
            outcomes: BTreeMap::new(),
            documents: BTreeMap::new(),
            texts: BTreeMap::new(),
            settled: Settled::default(),
        };
        for encounter in gold {
            for document in &encounter.documents {
                set.add(encounter, document, reader)?;
                if given {
                    let id = set.documents.get(&(encounter.id.clone(), document.file.clone()));
                    let read = id.and_then(|id| set.outcomes.get_mut(id));
                    if let Some(read) = read {
                        given::give(gold, encounter, document, read);
                    }
                }
            }
        }
        let all = || set.outcomes.values();
        let documents: Vec<_> = all().map(|it| it.page.document.clone()).collect();
        let contacts: Vec<Encounter> = all().flat_map(|it| it.encounters.clone()).collect();
        let accounts: Vec<Account> = all().flat_map(|it| it.accounts.clone()).collect();
        set.settled = settle(&documents, &contacts, &accounts, &Ties::default());
        Ok(set)
    }

    fn add(
        &mut self,
        gold: &Gold,
        document: &GoldDocument,
        reader: &PageReader,
    ) -> anyhow::Result<()> {
        let key = (gold.id.clone(), document.file.clone());
        let source = Source {
            published: document.published.clone(),
            outlet: document.outlet.clone(),
            path: Some(format!("{}/{}", key.0, key.1)),
            ..Source::default()
        };
        let page = page(&gold.texts[&document.file], &source)
            .with_context(|| format!("{}/{}", key.0, key.1))?;
        let id = page.document.id.clone();
        self.outcomes.entry(id.clone()).or_insert_with(|| reader.read_page(page));
        self.texts.entry(id.clone()).or_insert_with(|| key.clone());
        self.documents.insert(key, id);
        Ok(())
    }

    /// The document of a text.
    pub(crate) fn document(&self, text: &TextId) -> Option<&DocumentId> {
        self.documents.get(text)
    }

    /// The text of a document.
    pub(crate) fn text(&self, document: &DocumentId) -> Option<&TextId> {
        self.texts.get(document)
    }

    /// Where words of evidence stand in their text.
    pub(crate) fn place(&self, evidence: &Evidence) -> Option<Place> {
        let outcome = self.outcomes.get(&evidence.document)?;
        let span = raw_span(&outcome.page.reading, evidence.start, evidence.end)?;
        Some(Place { text: self.texts.get(&evidence.document)?.clone(), span })
    }
    /// A settled account.
    pub(crate) fn account(&self, id: &AccountId) -> Option<&Account> {
        self.settled.accounts.iter().find(|account| account.id == *id)
    }

    /// A settled encounter.
    pub(crate) fn encounter(&self, id: &EncounterId) -> Option<&Encounter> {
        self.settled.encounters.iter().find(|encounter| encounter.id == *id)
    }

    /// The contact that an account was read as telling.
    pub(crate) fn contact(&self, account: &Account) -> Option<&EncounterId> {
        let read = &self.outcomes.get(&account.document)?.accounts;
        read.iter().find(|it| it.id == account.id).map(|it| &it.encounter)
    }

    /// A stretch of a text widened to the sentences that it touches.
    pub(crate) fn sentences(&self, place: &Place) -> Place {
        let mut span = place.span;
        let outcome = self.documents.get(&place.text).and_then(|id| self.outcomes.get(id));
        for sentence in outcome.into_iter().flat_map(|it| &it.page.document.sentences) {
            let reading = outcome.map(|it| &it.page.reading);
            let raw = reading.and_then(|reading| raw_span(reading, sentence[0], sentence[1]));
            if let Some(raw) = raw.filter(|raw| overlap(*raw, place.span)) {
                span = [span[0].min(raw[0]), span[1].max(raw[1])];
            }
        }
        Place { text: place.text.clone(), span }
    }
}

/// Whether two stretches share a byte.
pub(crate) fn overlap(a: Span, b: Span) -> bool {
    a[0] < b[1] && b[0] < a[1]
}
