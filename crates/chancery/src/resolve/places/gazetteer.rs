//! The gazetteer: countries, divisions, cities, towns and venues, by every name they go under.
//!
//! The table is compiled by the build and read in place.

use rustc_hash::FxHashMap;

use super::key::key;
use crate::nouns::Where;

/// What sort of place an entry is; codes as the build writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Country,
    /// A state, province, sea or part of the world.
    Region,
    Capital,
    City,
    /// A palace, residence, hall or conference site.
    Venue,
    /// A second-order division: a county, a province of a region.
    District,
    /// A place of fewer than 15,000 inhabitants.
    Town,
}

/// One place of the gazetteer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) kind: PlaceKind,
    pub(super) name: &'static str,
    /// ISO alpha-3; empty for what lies in no country or in several.
    pub(super) country: &'static str,
    /// `GeoNames`' code of the first-order division (in the United States the postal code); of a
    /// venue its city; else empty.
    pub(super) division: &'static str,
    pub(super) geonames: Option<u32>,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) population: u32,
}

/// Places by name. Names are compared in plain letters, without case, full stops and hyphens.
#[derive(Debug)]
pub struct Gazetteer {
    /// Where the entries of a name begin, and how many they are.
    index: fst::Map<&'static [u8]>,
    /// Countries, divisions and cities of venues.
    words: Vec<&'static str>,
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

/// Bytes of an entry: place of the name, `GeoNames` id, coordinates, population (u32 each),
/// country, division (u16 each), length of the name, kind.
const WIDTH: usize = 26;

const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.fst"));
const POSTINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.postings"));
const ENTRIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.entries"));
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/places.names"));
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/places.words"));
const DEMONYMS: &str = include_str!(concat!(env!("OUT_DIR"), "/places.demonyms"));

impl Gazetteer {
    /// The gazetteer compiled into the program.
    ///
    /// # Panics
    /// Never: the index is written by the build.
    pub fn embedded() -> Self {
        let mut by_demonym = FxHashMap::default();
        for (word, country) in DEMONYMS.lines().filter_map(|line| line.split_once('\t')) {
            by_demonym.entry(word).or_insert(country);
        }
        let index = fst::Map::new(INDEX).expect("the build wrote the index");
        Self { index, words: WORDS.lines().collect(), by_demonym }
    }

    /// The place a name means by itself: of those that bear it, in a country where one is given
    /// ("Paris, USA"), the one with the most people.
    pub fn called(&self, text: &str) -> Option<Where> {
        let (name, country) = match text.rsplit_once(',') {
            Some((name, country)) => (name.trim(), Some(country.trim())),
            None => (text.trim(), None),
        };
        let entries = self.named(name).map(|named| self.entry(named.entry));
        let there = entries.filter(|entry| country.is_none_or(|code| entry.country == code));
        let most = |entry: &Entry| (entry.population, std::cmp::Reverse(entry.geonames));
        there.max_by_key(most).map(|entry| super::choose::found(&entry))
    }

    /// The entries of a name, in order of the table.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = Named> + use<> {
        let value = self.index.get(key(name)).unwrap_or_default();
        let (start, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        POSTINGS[start * 4..(start + count) * 4].chunks_exact(4).map(|bytes| {
            let meant = number(bytes);
            Named { entry: meant >> 1, own: meant & 1 == 1 }
        })
    }

    /// Whether anything goes by a name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.index.contains_key(key(name))
    }

    /// An entry by its place in the table.
    pub(super) fn entry(&self, id: u32) -> Entry {
        let row = &ENTRIES[id as usize * WIDTH..][..WIDTH];
        let word = |at: usize| self.words[usize::from(u16::from_le_bytes([row[at], row[at + 1]]))];
        let degrees = |at: usize| f64::from(number(&row[at..at + 4]).cast_signed()) / 10_000.0;
        let start = number(&row[..4]) as usize;
        Entry {
            kind: kind(row[25]),
            name: &NAMES[start..start + usize::from(row[24])],
            country: word(20),
            division: word(22),
            geonames: Some(number(&row[4..8])).filter(|id| *id != 0),
            latitude: degrees(8),
            longitude: degrees(12),
            population: number(&row[16..20]),
        }
    }

    /// The country of a nationality word.
    pub(super) fn nationality(&self, word: &str) -> Option<&'static str> {
        self.by_demonym.get(word.to_lowercase().as_str()).copied()
    }
}

/// A little-endian number of four bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn kind(code: u8) -> PlaceKind {
    match code {
        0 => PlaceKind::Country,
        1 => PlaceKind::Region,
        2 => PlaceKind::Capital,
        3 => PlaceKind::City,
        4 => PlaceKind::Venue,
        5 => PlaceKind::District,
        _ => PlaceKind::Town,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_read_as_they_were_written() {
        let gazetteer = Gazetteer::embedded();
        assert_eq!(ENTRIES.len() % WIDTH, 0);
        let paris = gazetteer.named("Paris").map(|n| gazetteer.entry(n.entry));
        let paris = paris.max_by_key(|e| e.population).expect("Paris is known");
        assert_eq!((paris.country, paris.kind), ("FRA", PlaceKind::Capital));
        assert!((paris.latitude - 48.85).abs() < 0.1 && (paris.longitude - 2.35).abs() < 0.1);
        assert_eq!(gazetteer.nationality("French"), Some("FRA"));
    }

    #[test]
    fn names_compare_without_case_accents_and_points() {
        let gazetteer = Gazetteer::embedded();
        for name in ["PHNOM PENH", "Washington D.C.", "Port-au-Prince", "Zürich", "Zurich", "Kiev"]
        {
            assert!(gazetteer.knows(name), "{name}");
        }
    }
}
