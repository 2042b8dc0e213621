//! Choosing among the places of one name: by what stands beside it, by the countries and the other
//! places the text speaks of, and by size. A name means one place throughout a text.

use std::collections::BTreeMap;

use chancery_engine::{Doc, Entity, EntityKind};

use super::gazetteer::{Entry, Gazetteer, Named, PlaceKind};
use super::{Span, unknown};
use crate::nouns::Where;

/// Inhabitants from which a city is known without its country.
const LARGE: u32 = 100_000;

/// The most that the other places of a text say for a candidate.
const MOST_COMPANY: f64 = 2.0;

/// How near another place of the text speaks for a candidate, in kilometres.
const NEARBY: f64 = 250.0;

/// What decides between places of one name in one text.
pub(super) struct Chooser<'a> {
    doc: &'a Doc,
    gazetteer: &'a Gazetteer,
    spans: &'a [Span],
    /// Each span's name as compared, its places read once per name.
    names: Vec<String>,
    /// What the text speaks of, to choose by.
    setting: Setting,
    /// What each name means throughout the text.
    settled: BTreeMap<String, Option<u32>>,
    /// Qualifiers and the entry each is: in "Atlanta, Georgia" no country.
    qualifying: BTreeMap<usize, u32>,
}

/// The countries and places that a text speaks of.
#[derive(Debug, Default)]
struct Setting {
    /// Country, the sentence it is named in and the name that says so, sorted.
    countries: Vec<(&'static str, usize, String)>,
    /// Places that are sure enough to speak for others, each with the name that says so.
    anchors: Vec<(String, Entry)>,
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
        let names: Vec<String> =
            spans.iter().map(|s| doc.span(s.tokens()).to_lowercase()).collect();
        let countries = countries(doc, gazetteer, spans);
        let mut out = Self {
            doc,
            gazetteer,
            spans,
            names,
            setting: Setting { countries, anchors: Vec::new() },
            settled: BTreeMap::new(),
            qualifying: BTreeMap::new(),
        };
        out.settle_qualified();
        out.setting.anchors = out.anchors();
        out.settle_rest();
        out
    }

    /// Names settled by a qualifier ("Paris, Texas"), for their later mentions, too.
    fn settle_qualified(&mut self) {
        for i in 0..self.spans.len() {
            let Some(qualifier) = self.qualifier(i) else { continue };
            self.qualifying.insert(i + 1, qualifier.entry);
            if let Some(entry) = self.best(i, Some(qualifier)) {
                self.settled.entry(self.names[i].clone()).or_insert(Some(entry));
            }
        }
    }

    fn settle_rest(&mut self) {
        for i in 0..self.spans.len() {
            if !self.settled.contains_key(&self.names[i]) && !self.qualifying.contains_key(&i) {
                let best = self.best(i, None).filter(|entry| self.is_believed(i, *entry));
                self.settled.insert(self.names[i].clone(), best);
            }
        }
    }

    /// The places that need no other to be sure of: qualified ones, divisions and large cities.
    fn anchors(&self) -> Vec<(String, Entry)> {
        let mut out: Vec<(String, Entry)> = Vec::new();
        for i in 0..self.spans.len() {
            if out.iter().any(|(name, _)| *name == self.names[i]) {
                continue;
            }
            let settled = self.settled.get(&self.names[i]).copied().flatten();
            let chosen = self.qualifying.get(&i).copied().or(settled);
            let Some(id) = chosen.or_else(|| self.best(i, None)) else { continue };
            let entry = self.gazetteer.entry(id);
            let sure = match entry.kind {
                PlaceKind::Country => false,
                PlaceKind::Region | PlaceKind::Capital | PlaceKind::Venue => true,
                PlaceKind::City => chosen.is_some() || entry.population >= LARGE,
                PlaceKind::District | PlaceKind::Town => chosen.is_some(),
            };
            if sure && !entry.country.is_empty() {
                out.push((self.names[i].clone(), entry));
            }
        }
        out
    }

    /// The place a span means; `None` where it likely means none.
    pub(super) fn choose(&self, i: usize) -> Option<Where> {
        let words = self.doc.span(self.spans[i].tokens());
        let qualifier = self.qualifier(i);
        let settled = || self.settled.get(&self.names[i]).copied().flatten();
        let entry = match (self.qualifying.get(&i), qualifier) {
            (Some(&entry), _) => Some(entry),
            (None, Some(_)) => self.best(i, qualifier),
            (None, None) => settled(),
        };
        if let Some(entry) = entry {
            return Some(found(&self.gazetteer.entry(entry)));
        }
        if let Some(city) = self.named_after(i) {
            return Some(Where { geonames: None, ..Where { name: unknown(words).name, ..city } });
        }
        let country = qualifier.map(|q| q.country.to_owned()).filter(|c| !c.is_empty());
        let place = !matches!(self.spans[i], Span::Written(_));
        place.then(|| Where { country, ..unknown(words) })
    }

    /// The city that an unknown hall or airport begins with ("Seoul City Hall"), where it is a
    /// capital or the text speaks of it elsewhere: there the hall stands.
    fn named_after(&self, i: usize) -> Option<Where> {
        let Span::Unknown(tokens) = &self.spans[i] else { return None };
        let shorter = (tokens.start + 1..tokens.end).rev();
        shorter.map(|end| self.doc.span(tokens.start..end)).find_map(|words| {
            let elsewhere = self.settled.get(&words.to_lowercase()).copied().flatten();
            let capital = || {
                let mut named = self.gazetteer.named(words).map(|n| self.gazetteer.entry(n.entry));
                named.find(|e| e.kind == PlaceKind::Capital && e.population >= LARGE)
            };
            let city = elsewhere.map(|entry| self.gazetteer.entry(entry)).or_else(capital)?;
            let narrow = !matches!(city.kind, PlaceKind::Country | PlaceKind::Region);
            narrow.then(|| found(&city))
        })
    }

    /// The candidate of the highest score; the first of equals.
    fn best(&self, i: usize, qualifier: Option<Qualifier>) -> Option<u32> {
        let tokens = match &self.spans[i] {
            Span::Known(tokens) | Span::Written(tokens) => tokens,
            Span::Unknown(_) => return None,
        };
        let sentence = self.doc.sentence_of(tokens.start);
        let mut best: Option<(f64, u32)> = None;
        for candidate in self.gazetteer.named(self.doc.span(tokens.clone())) {
            let entry = self.gazetteer.entry(candidate.entry);
            let score = prior(&entry, candidate.own)
                + qualifier.map_or(0.0, |q| if q.holds(&entry) { 20.0 } else { 0.0 })
                + self.said_to_be(tokens, &entry)
                + self.setting.support(&entry, &self.names[i], sentence);
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, candidate.entry));
            }
        }
        best.map(|(_, entry)| entry)
    }

    /// "New York state", "the province of Zaire", "the city of Sao Paulo": what the words beside a
    /// name say it is.
    fn said_to_be(&self, tokens: &std::ops::Range<u32>, entry: &Entry) -> f64 {
        let word = |t: u32| self.doc.tokens.get(t as usize).map(|_| self.doc.word(t));
        let of = tokens.start >= 2 && word(tokens.start - 1) == Some("of");
        let before = of.then(|| self.doc.word(tokens.start - 2));
        let said = before.into_iter().chain(word(tokens.end));
        let fits = |said: &str| match said.to_lowercase().as_str() {
            "state" | "province" | "region" | "governorate" | "oblast" | "prefecture" => {
                matches!(entry.kind, PlaceKind::Region | PlaceKind::District)
            }
            "county" | "district" => entry.kind == PlaceKind::District,
            "city" | "town" | "village" => {
                matches!(entry.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::Town)
            }
            _ => false,
        };
        if said.into_iter().any(fits) { 3.0 } else { 0.0 }
    }

    /// Whether a place may be recorded: a city unless the name says something else, a town or district only where the text speaks of its
    /// country, or of no country at all and the name is of this one only.
    fn is_believed(&self, i: usize, id: u32) -> bool {
        let entry = self.gazetteer.entry(id);
        match entry.kind {
            PlaceKind::Country | PlaceKind::Region | PlaceKind::Capital | PlaceKind::Venue => {
                return true;
            }
            PlaceKind::City => {
                return !matches!(self.spans[i], Span::Written(_)) || !self.is_also_else(i);
            }
            PlaceKind::District | PlaceKind::Town => {
                if self.is_also_else(i) || !self.is_seen(i) {
                    return false;
                }
            }
        }
        let words = self.doc.span(self.spans[i].tokens());
        let elsewhere = |n: Named| self.gazetteer.entry(n.entry).country != entry.country;
        let alone = self.setting.countries.is_empty() && self.setting.anchors.is_empty();
        self.setting.speaks_of(entry.country, &self.names[i])
            || alone && !self.gazetteer.named(words).any(elsewhere)
    }

    /// Whether the parser takes a name for a place anywhere in the text, and it is no nationality.
    /// ("In Congress" and "at Harvard" name no towns.)
    fn is_seen(&self, i: usize) -> bool {
        let mut same = (0..self.spans.len()).filter(|&other| self.names[other] == self.names[i]);
        self.gazetteer.nationality(&self.names[i]).is_none()
            && same.any(|other| matches!(self.spans[other], Span::Known(_)))
    }

    /// Whether the parser takes a written name for something else ("in March"), or the text has a
    /// person of this name.
    fn is_also_else(&self, i: usize) -> bool {
        let tokens = self.spans[i].tokens();
        let written = matches!(self.spans[i], Span::Written(_));
        let person = |e: &&Entity| e.kind == EntityKind::Person;
        let other = |e: &Entity| {
            e.end - e.start > tokens.len() as u32
                || !matches!(e.kind, EntityKind::Organisation | EntityKind::Group)
        };
        written && self.doc.entity_at(tokens.start).is_some_and(other)
            || self.doc.entities.iter().filter(person).any(|person| {
                let mut words = person.start..person.end;
                tokens.len() == 1 && words.any(|t| self.doc.word(t).to_lowercase() == self.names[i])
            })
    }

    /// "Paris, Texas"; "Cambridge (Massachusetts)": the region or country right after a name.
    fn qualifier(&self, i: usize) -> Option<Qualifier> {
        let here = self.spans[i].tokens();
        let next = self.spans.get(i + 1)?.tokens();
        let apart = next.start == here.end + 1 && matches!(self.doc.word(here.end), "," | "(");
        if !apart {
            return None;
        }
        self.gazetteer.named(self.doc.span(next)).find_map(|named| {
            let entry = self.gazetteer.entry(named.entry);
            let wide =
                matches!(entry.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::District);
            let narrower = self.candidates_in(&here, &entry);
            (wide && narrower).then_some(Qualifier {
                entry: named.entry,
                country: entry.country,
                division: entry.division,
            })
        })
    }

    /// Whether a name has a place inside this one; else "France, Germany" would qualify.
    fn candidates_in(&self, here: &std::ops::Range<u32>, wider: &Entry) -> bool {
        let words = self.doc.span(here.clone());
        let is_country = |n: Named| self.gazetteer.entry(n.entry).kind == PlaceKind::Country;
        // "Niger, Nigeria and Togo" is a list, though Nigeria has a Niger State.
        if wider.kind == PlaceKind::Country && self.gazetteer.named(words).any(is_country) {
            return false;
        }
        let mut named = self.gazetteer.named(words).peekable();
        let mut inside = |n: Named| {
            let entry = self.gazetteer.entry(n.entry);
            let narrower = match wider.kind {
                PlaceKind::Country => entry.kind != PlaceKind::Country,
                _ => !matches!(entry.kind, PlaceKind::Country | PlaceKind::Region),
            };
            entry.country == wider.country
                && narrower
                && (wider.division.is_empty() || entry.division == wider.division)
        };
        named.peek().is_none() && wider.kind != PlaceKind::District || named.any(&mut inside)
    }
}

impl Qualifier {
    fn holds(&self, entry: &Entry) -> bool {
        let division = self.division.is_empty() || entry.division == self.division;
        entry.country == self.country && division
    }
}

/// How likely a name means a place before the text is looked at: by kind and size.
fn prior(entry: &Entry, own: bool) -> f64 {
    let size = f64::from(entry.population.max(1)).log10();
    let kind = match entry.kind {
        PlaceKind::Country => 4.0,
        PlaceKind::Venue => 7.0,
        PlaceKind::Region | PlaceKind::Capital => 2.0,
        PlaceKind::City | PlaceKind::District => 0.0,
        PlaceKind::Town => -0.5,
    };
    size + kind - if own { 0.0 } else { 2.0 }
}

impl Setting {
    /// What the rest of the text says for a place.
    fn support(&self, entry: &Entry, name: &str, sentence: usize) -> f64 {
        let mut named = self.named(entry.country).filter(|(_, by)| *by != name).peekable();
        let anywhere = named.peek().is_some();
        let near = named.any(|(at, _)| at == sentence);
        let others = || self.anchors.iter().filter(|(by, _)| by != name).map(|(_, place)| place);
        let same_country = others().filter(|p| p.country == entry.country).count().min(4);
        let local = !matches!(entry.kind, PlaceKind::Country);
        let inside = local
            && !entry.division.is_empty()
            && others().any(|p| p.country == entry.country && p.division == entry.division);
        let nearby = local && others().any(|p| p.kind != PlaceKind::Region && is_near(p, entry));
        let country = if near {
            1.5
        } else if anywhere {
            0.75
        } else {
            0.0
        };
        let company = same_country as f64 * 0.5
            + if inside { 1.0 } else { 0.0 }
            + if nearby { 1.0 } else { 0.0 };
        // However much an American text speaks of Texas, its "Paris" is France's.
        country + company.min(MOST_COMPANY)
    }

    /// Sentences that name a country, with the name that does.
    fn named<'s>(&'s self, country: &'s str) -> impl Iterator<Item = (usize, &'s str)> {
        let first = self.countries.partition_point(|c| c.0 < country);
        let own = self.countries[first..].iter().take_while(move |c| c.0 == country);
        own.filter(move |_| !country.is_empty()).map(|(_, at, by)| (*at, by.as_str()))
    }

    /// Whether the text speaks of a country otherwise than by one name.
    fn speaks_of(&self, country: &str, name: &str) -> bool {
        self.named(country).any(|(_, by)| by != name)
            || self.anchors.iter().any(|(by, place)| by != name && place.country == country)
    }
}

/// Whether two places lie near each other; exact enough for so short a way.
fn is_near(a: &Entry, b: &Entry) -> bool {
    const PER_DEGREE: f64 = 111.2;
    let north = (a.latitude - b.latitude) * PER_DEGREE;
    let middle = f64::midpoint(a.latitude, b.latitude).to_radians();
    let east = (a.longitude - b.longitude) * PER_DEGREE * middle.cos();
    north.hypot(east) <= NEARBY
}

/// Every country the text names, by name or nationality, with the sentence.
fn countries(
    doc: &Doc,
    gazetteer: &Gazetteer,
    spans: &[Span],
) -> Vec<(&'static str, usize, String)> {
    let mut out = Vec::new();
    for span in spans {
        let words = doc.span(span.tokens());
        let sentence = doc.sentence_of(span.tokens().start);
        let mut named = gazetteer.named(words).map(|n| gazetteer.entry(n.entry));
        if let Some(country) = named.find(|e| e.kind == PlaceKind::Country) {
            out.push((country.country, sentence, words.to_lowercase()));
        }
    }
    for entity in doc.entities.iter().filter(|e| e.kind == EntityKind::Group) {
        let sentence = doc.sentence_of(entity.start);
        let words = doc.span(entity.start..entity.end);
        if let Some(country) = gazetteer.nationality(words) {
            out.push((country, sentence, words.to_lowercase()));
        }
    }
    out.sort_unstable();
    out
}

pub(super) fn found(entry: &Entry) -> Where {
    Where {
        name: entry.name.to_owned(),
        country: Some(entry.country.to_owned()).filter(|c| !c.is_empty()),
        geonames: entry.geonames,
        latitude: Some(entry.latitude),
        longitude: Some(entry.longitude),
        evidence: None,
    }
}
