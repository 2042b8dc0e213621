//! What was read: of which documents, published when, by whom, and whose words they are.

use std::collections::{BTreeMap, BTreeSet};

use chancery::nouns::{Document, DocumentId};
use serde_json::{Value, json};

use super::period::{By, Period};

/// A document as far as counting goes.
#[derive(Debug, Clone)]
struct Read {
    period: Option<Period>,
    outlet: Option<String>,
    /// Whose words it has, or of what it is a later edition.
    from: Option<DocumentId>,
    copy: bool,
    telling: bool,
}

/// The documents that were read.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage {
    documents: BTreeMap<DocumentId, (u32, Read)>,
}

impl Coverage {
    pub(super) fn add(&mut self, document: &Document, by: By) {
        let published = document.published.as_ref();
        let number = self.documents.len() as u32;
        let read = Read {
            period: published.and_then(|it| by.of_bounds(it.start, it.end)),
            outlet: document.outlet.clone(),
            from: document.copies_of.first().or(document.edition_of.as_ref()).cloned(),
            copy: !document.copies_of.is_empty(),
            telling: false,
        };
        self.documents.insert(document.id.clone(), (number, read));
    }

    /// Notes that a document tells of an encounter.
    pub(super) fn tells(&mut self, document: &DocumentId) {
        if let Some((_, read)) = self.documents.get_mut(document) {
            read.telling = true;
        }
    }

    /// The number a document is known by, and the period it was published in.
    pub(super) fn of(&self, document: &DocumentId) -> Option<(u32, Option<Period>)> {
        self.documents.get(document).map(|(number, read)| (*number, read.period))
    }

    /// The number of the document that each document, by number, has its words from in the end.
    pub(super) fn origins(&self) -> Vec<u32> {
        let mut found = vec![0; self.documents.len()];
        for (number, read) in self.documents.values() {
            let (mut origin, mut from) = (*number, read.from.as_ref());
            let mut seen = BTreeSet::from([origin]);
            while let Some((number, read)) = from.and_then(|id| self.documents.get(id)) {
                if !seen.insert(*number) {
                    break;
                }
                (origin, from) = (*number, read.from.as_ref());
            }
            found[*number as usize] = origin;
        }
        found
    }

    /// The first and the last period in which anything was published.
    pub(super) fn span(&self) -> Option<(Period, Period)> {
        let periods = || self.documents.values().filter_map(|(_, read)| read.period);
        periods().min().zip(periods().max())
    }

    /// How many documents were published in each period.
    pub(super) fn by_period(&self) -> BTreeMap<Period, u32> {
        let mut found = BTreeMap::new();
        for period in self.documents.values().filter_map(|(_, read)| read.period) {
            *found.entry(period).or_default() += 1;
        }
        found
    }

    /// The rows of a coverage table: of every outlet in every period, then those without one.
    pub(super) fn rows(&self, by: By, periods: &[Period]) -> impl Iterator<Item = Value> {
        let mut counts: BTreeMap<(Option<Period>, Option<String>), [u32; 3]> = BTreeMap::new();
        for (_, read) in self.documents.values() {
            let count = counts.entry((read.period, read.outlet.clone())).or_default();
            count[0] += 1;
            count[1] += u32::from(read.copy);
            count[2] += u32::from(read.telling);
        }
        let outlets: BTreeSet<Option<String>> =
            counts.keys().map(|(_, outlet)| outlet.clone()).collect();
        let undated: Vec<_> =
            counts.keys().filter(|(period, _)| period.is_none()).cloned().collect();
        let dated = periods.iter().copied().flat_map(move |period| {
            outlets.clone().into_iter().map(move |outlet| (Some(period), outlet))
        });
        dated.chain(undated).map(move |key| {
            let [documents, copies, telling] = counts.get(&key).copied().unwrap_or_default();
            let (period, outlet) = key;
            json!({
                "period": period.map(|period| by.name(period)),
                "start": period.map(|period| period.first().to_string()),
                "end": period.map(|period| by.last(period).to_string()),
                "outlet": outlet,
                "documents": documents,
                "copies": copies,
                "telling": telling,
            })
        })
    }
}
