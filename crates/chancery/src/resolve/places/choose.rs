//! Choosing among the places of one name: by what stands beside it, by the countries the text
//! speaks of, and by size.

use std::collections::BTreeMap;

use chancery_engine::{Doc, EntityKind};

use super::gazetteer::{Entry, Gazetteer, Named, PlaceKind};
use super::{Span, unknown};
use crate::nouns::Where;

/// What decides between places of one name in one text.
pub(super) struct Chooser<'a> {
    doc: &'a Doc,
    gazetteer: &'a Gazetteer,
    spans: &'a [Span],
    /// Country and the sentence it is named in, sorted.
    countries: Vec<(&'static str, usize)>,
    /// Names settled by a qualifier ("Paris, Texas"), for their later mentions.
    settled: BTreeMap<String, u32>,
    /// Qualifiers and the entry each is: in "Atlanta, Georgia" no country.
    qualifying: BTreeMap<usize, u32>,
}

/// What a place next to a name says of it.
#[derive(Debug, Clone, Copy)]
struct Qualifier {
    entry: u32,
    country: &'static str,
    division: &'static str,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(doc: &'a Doc, gazetteer: &'a Gazetteer, spans: &'a [Span]) -> Self {
        let countries = countries(doc, gazetteer, spans);
        let mut out = Self {
            doc,
            gazetteer,
            spans,
            countries,
            settled: BTreeMap::new(),
            qualifying: BTreeMap::new(),
        };
        for (i, span) in spans.iter().enumerate() {
            let Some(qualifier) = out.qualifier(i) else { continue };
            out.qualifying.insert(i + 1, qualifier.entry);
            if let Some(entry) = out.best(i, Some(qualifier)) {
                let name = doc.span(span.tokens()).to_lowercase();
                out.settled.entry(name).or_insert(entry);
            }
        }
        out
    }

    /// The place a span means.
    pub(super) fn choose(&self, i: usize) -> Where {
        let words = self.doc.span(self.spans[i].tokens());
        let qualifier = self.qualifier(i);
        let settled = self.settled.get(&words.to_lowercase());
        let qualifying = self.qualifying.get(&i);
        let entry = match (qualifying, qualifier, settled) {
            (Some(&entry), ..) | (None, None, Some(&entry)) => Some(entry),
            _ => self.best(i, qualifier),
        };
        if let Some(entry) = entry {
            return found(&self.gazetteer.entries[entry as usize]);
        }
        let country = qualifier.map(|q| q.country.to_owned()).filter(|c| !c.is_empty());
        Where { country, ..unknown(words) }
    }

    /// The candidate of the highest score; the first of equals.
    fn best(&self, i: usize, qualifier: Option<Qualifier>) -> Option<u32> {
        let Span::Known(tokens) = &self.spans[i] else { return None };
        let sentence = self.doc.sentence_of(tokens.start);
        let named = self.gazetteer.named(self.doc.span(tokens.clone()));
        let mut best: Option<(f64, u32)> = None;
        for candidate in named {
            let score = self.score(*candidate, qualifier, sentence);
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, candidate.entry));
            }
        }
        best.map(|(_, entry)| entry)
    }

    fn score(&self, named: Named, qualifier: Option<Qualifier>, sentence: usize) -> f64 {
        let entry = &self.gazetteer.entries[named.entry as usize];
        let mut score = f64::from(entry.population.max(1)).log10();
        score += match entry.kind {
            PlaceKind::Country => 4.0,
            PlaceKind::Venue => 3.0,
            PlaceKind::Region | PlaceKind::Capital => 2.0,
            PlaceKind::City => 0.0,
        };
        if !named.own {
            score -= 2.0;
        }
        if let Some(qualifier) = qualifier {
            let country = entry.country == qualifier.country;
            let division = qualifier.division.is_empty() || entry.division == qualifier.division;
            score += if country && division { 20.0 } else { 0.0 };
        }
        let first = self.countries.partition_point(|&c| c < (entry.country, sentence));
        let near = self.countries.get(first) == Some(&(entry.country, sentence));
        let named = self.countries.partition_point(|&(country, _)| country < entry.country);
        let anywhere = self.countries.get(named).is_some_and(|c| c.0 == entry.country);
        score
            + if near {
                1.5
            } else if anywhere {
                0.75
            } else {
                0.0
            }
    }

    /// "Paris, Texas"; "Cambridge (Massachusetts)": the region or country right after a name.
    fn qualifier(&self, i: usize) -> Option<Qualifier> {
        let here = self.spans[i].tokens();
        let next = self.spans.get(i + 1)?.tokens();
        let apart = next.start == here.end + 1 && matches!(self.doc.word(here.end), "," | "(");
        if !apart {
            return None;
        }
        self.gazetteer.named(self.doc.span(next)).iter().find_map(|named| {
            let entry = &self.gazetteer.entries[named.entry as usize];
            let wide = matches!(entry.kind, PlaceKind::Country | PlaceKind::Region);
            let narrower = self.candidates_in(&here, entry);
            (wide && narrower).then_some(Qualifier {
                entry: named.entry,
                country: entry.country,
                division: entry.division,
            })
        })
    }

    /// Whether a name has a place inside this one; else "France, Germany" would qualify.
    fn candidates_in(&self, here: &std::ops::Range<u32>, wider: &Entry) -> bool {
        let named = self.gazetteer.named(self.doc.span(here.clone()));
        let inside = |n: &Named| {
            let entry = &self.gazetteer.entries[n.entry as usize];
            entry.country == wider.country
                && entry.kind != PlaceKind::Country
                && (wider.division.is_empty() || entry.division == wider.division)
        };
        named.is_empty() || named.iter().any(inside)
    }
}

/// Every country the text names, by name or nationality, with the sentence.
fn countries(doc: &Doc, gazetteer: &Gazetteer, spans: &[Span]) -> Vec<(&'static str, usize)> {
    let mut out = Vec::new();
    for span in spans {
        let tokens = span.tokens();
        let sentence = doc.sentence_of(tokens.start);
        let entry = |n: &Named| &gazetteer.entries[n.entry as usize];
        let named = gazetteer.named(doc.span(tokens));
        if let Some(country) = named.iter().map(entry).find(|e| e.kind == PlaceKind::Country) {
            out.push((country.country, sentence));
        }
    }
    for entity in doc.entities.iter().filter(|e| e.kind == EntityKind::Group) {
        let sentence = doc.sentence_of(entity.start);
        if let Some(country) = gazetteer.nationality(doc.span(entity.start..entity.end)) {
            out.push((country, sentence));
        }
    }
    out.sort_unstable();
    out
}

fn found(entry: &Entry) -> Where {
    Where {
        name: entry.name.to_owned(),
        country: Some(entry.country.to_owned()).filter(|c| !c.is_empty()),
        geonames: entry.geonames,
        latitude: Some(entry.latitude),
        longitude: Some(entry.longitude),
        evidence: None,
    }
}
