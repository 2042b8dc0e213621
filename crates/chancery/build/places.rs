//! Compiles the table of places: an automaton of all names, the entries each may mean, and the
//! entries in rows of one width. All of it is read in place, so that start-up costs nothing and
//! only what is looked up comes into memory.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

#[path = "../src/resolve/places/key.rs"]
mod comparison;
use comparison::key;

/// Kinds in the order of their codes, as the gazetteer reads them.
const KINDS: [&str; 7] = ["country", "region", "capital", "city", "venue", "district", "town"];

/// Words that rows share, each stored once.
#[derive(Default)]
struct Words {
    ids: BTreeMap<String, u16>,
    lines: String,
}

impl Words {
    fn id(&mut self, word: &str) -> u16 {
        let next = self.ids.len() as u16;
        *self.ids.entry(word.to_owned()).or_insert_with(|| {
            self.lines.push_str(word);
            self.lines.push('\n');
            next
        })
    }
}

/// The parts of the compiled table.
#[derive(Default)]
struct Compiled {
    names: String,
    entries: Vec<u8>,
    words: Words,
    demonyms: String,
    /// Entries by key, each with whether the name is its own.
    meant: BTreeMap<String, Vec<u32>>,
}

/// Writes the compiled table into a folder.
pub(crate) fn compile(table: &Path, out: &Path) -> io::Result<()> {
    let mut compiled = Compiled::default();
    for (id, line) in fs::read_to_string(table)?.lines().filter(|l| !l.starts_with('#')).enumerate()
    {
        compiled.add(id as u32, line).ok_or_else(|| malformed(line))?;
    }
    let mut postings = Vec::new();
    let mut index = fst::MapBuilder::memory();
    for (name, entries) in &compiled.meant {
        let value = ((postings.len() / 4) as u64) << 16 | entries.len() as u64;
        index.insert(name, value).map_err(io::Error::other)?;
        postings.extend(entries.iter().flat_map(|e| e.to_le_bytes()));
    }
    fs::write(out.join("places.fst"), index.into_inner().map_err(io::Error::other)?)?;
    fs::write(out.join("places.postings"), postings)?;
    fs::write(out.join("places.entries"), compiled.entries)?;
    fs::write(out.join("places.names"), compiled.names)?;
    fs::write(out.join("places.words"), compiled.words.lines)?;
    fs::write(out.join("places.demonyms"), compiled.demonyms)
}

fn malformed(line: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no row of places: {line}"))
}

impl Compiled {
    fn add(&mut self, id: u32, line: &str) -> Option<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[
            kind,
            geonames,
            name,
            country,
            division,
            latitude,
            longitude,
            population,
            others,
            demonyms,
        ] = fields.as_slice()
        else {
            return None;
        };
        let degrees = |text: &str| Some((text.parse::<f64>().ok()? * 10_000.0).round() as i32);
        let geonames: u32 = if geonames.is_empty() { 0 } else { geonames.parse().ok()? };
        self.entries.extend((self.names.len() as u32).to_le_bytes());
        self.entries.extend(geonames.to_le_bytes());
        self.entries.extend(degrees(latitude)?.to_le_bytes());
        self.entries.extend(degrees(longitude)?.to_le_bytes());
        self.entries.extend(population.parse::<u32>().ok()?.to_le_bytes());
        self.entries.extend(self.words.id(country).to_le_bytes());
        self.entries.extend(self.words.id(division).to_le_bytes());
        self.entries.push(u8::try_from(name.len()).ok()?);
        self.entries.push(KINDS.iter().position(|k| *k == kind)? as u8);
        self.names.push_str(name);
        self.mean(id, name, true);
        others.split('|').filter(|o| !o.is_empty()).for_each(|other| self.mean(id, other, false));
        for demonym in demonyms.split('|').filter(|d| !d.is_empty()) {
            self.demonyms.extend([demonym, "\t", country, "\n"]);
        }
        Some(())
    }

    fn mean(&mut self, id: u32, name: &str, own: bool) {
        let entries = self.meant.entry(key(name)).or_default();
        if entries.last().is_none_or(|last| last >> 1 != id) {
            entries.push(id << 1 | u32::from(own));
        }
    }
}
