//! The gazetteer: cities, countries, regions and venues, by every name they go under.

use rustc_hash::{FxBuildHasher, FxHashMap};

/// What sort of place an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    /// A state, province, sea or part of the world.
    Region,
    Capital,
    City,
    /// A palace, residence, hall or conference site.
    Venue,
}

/// One place of the gazetteer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: PlaceKind,
    pub(super) name: &'static str,
    /// ISO alpha-3; empty for what lies in no country or in several.
    pub(super) country: &'static str,
    /// First-order division inside the United States, by its postal code; else empty.
    pub(super) division: &'static str,
    pub(super) geonames: Option<u32>,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) population: u32,
}

/// Places by name. Names are compared without case, full stops and hyphens.
#[derive(Debug)]
pub struct Gazetteer {
    pub(super) entries: Vec<Entry>,
    /// Entries by key; those that go by it as their own name first.
    by_name: FxHashMap<String, Vec<Named>>,
    /// Country by nationality word ("french").
    by_demonym: FxHashMap<&'static str, &'static str>,
}

/// An entry under one of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) entry: u32,
    /// Whether the name is the entry's own and not another it goes under.
    pub(super) own: bool,
}

const PLACES: &str = include_str!("../../../../../data/places/places.tsv");

impl Gazetteer {
    /// The gazetteer compiled into the program.
    pub fn embedded() -> Self {
        Self::parse(PLACES)
    }

    fn parse(table: &'static str) -> Self {
        let mut out = Self {
            entries: Vec::with_capacity(table.len() / 64),
            by_name: FxHashMap::with_capacity_and_hasher(table.len() / 32, FxBuildHasher),
            by_demonym: FxHashMap::default(),
        };
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&'static str> = line.split('\t').collect();
            if let Some(entry) = entry(&fields) {
                out.add(entry, fields[8], fields[9]);
            }
        }
        out
    }

    fn add(&mut self, entry: Entry, others: &'static str, demonyms: &'static str) {
        let id = self.entries.len() as u32;
        let mut name = |name: &str, own: bool| {
            let named = self.by_name.entry(key(name)).or_default();
            if named.iter().all(|n| n.entry != id) {
                named.push(Named { entry: id, own });
            }
        };
        name(entry.name, true);
        others.split('|').filter(|o| !o.is_empty()).for_each(|other| name(other, false));
        for demonym in demonyms.split('|').filter(|d| !d.is_empty()) {
            self.by_demonym.entry(demonym).or_insert(entry.country);
        }
        self.entries.push(entry);
    }

    /// The entries of a name, in order of the table.
    pub(super) fn named(&self, name: &str) -> &[Named] {
        self.by_name.get(&key(name)).map_or(&[], Vec::as_slice)
    }

    /// The country of a nationality word.
    pub(super) fn nationality(&self, word: &str) -> Option<&'static str> {
        self.by_demonym.get(word.to_lowercase().as_str()).copied()
    }
}

/// A row of the table: kind, `GeoNames` id, name, country, division, latitude, longitude,
/// population, other names, nationality words.
fn entry(fields: &[&'static str]) -> Option<Entry> {
    let &[kind, geonames, name, country, division, latitude, longitude, population, _, _] = fields
    else {
        return None;
    };
    let kind = match kind {
        "country" => PlaceKind::Country,
        "region" => PlaceKind::Region,
        "capital" => PlaceKind::Capital,
        "city" => PlaceKind::City,
        "venue" => PlaceKind::Venue,
        _ => return None,
    };
    Some(Entry {
        kind,
        name,
        country,
        division,
        geonames: geonames.parse().ok(),
        latitude: latitude.parse().ok()?,
        longitude: longitude.parse().ok()?,
        population: population.parse().ok()?,
    })
}

/// A name as it is compared.
fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '.' => {}
            '-' | '‑' | '–' | '\u{a0}' => out.push(' '),
            '’' | 'ʻ' | '‘' | '`' => out.push('\''),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads() {
        let gazetteer = Gazetteer::embedded();
        let rows = PLACES.lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(gazetteer.entries.len(), rows);
        assert_eq!(gazetteer.nationality("French"), Some("FRA"));
    }

    #[test]
    fn names_compare_without_case_and_points() {
        let gazetteer = Gazetteer::embedded();
        for name in ["PHNOM PENH", "Washington D.C.", "Port-au-Prince", "Zürich", "Zurich", "Kiev"]
        {
            assert!(!gazetteer.named(name).is_empty(), "{name}");
        }
    }
}
