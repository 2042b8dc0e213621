//! The persons of the tables, held as the rows they were read from.
//!
//! A million persons fit into some two hundred megabytes because a row becomes an actor only when
//! a text names somebody like it. What is kept beside the rows is sorted lists of hashes: of the
//! parts of names, of ids, of offices with their state. A hash that two words share costs a
//! comparison, never a wrong answer: every candidate is compared by its real name.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash};
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashSet};
use smol_str::SmolStr;

use super::super::fold::{fold, is_particle, name_parts, names_agree, part_key};
use super::super::tables::{self, PersonRow};
use super::Gender;
use crate::nouns::{Actor, ActorId, ActorKind, Sector};

/// A table of persons: the one inside the program, or one a user brought.
pub(crate) type Table = Cow<'static, str>;

/// A person with the names they go by.
#[derive(Debug)]
pub(crate) struct Known {
    pub actor: Actor,
    /// Folded parts of the name and of every alias.
    pub parts: Vec<Vec<SmolStr>>,
    /// Folded parts of the names by which the press calls the person alone.
    pub called: Vec<SmolStr>,
    pub gender: Option<Gender>,
}

/// Where a person's row stands.
#[derive(Clone, Copy)]
struct RowAt {
    table: u16,
    start: u32,
    end: u32,
}

/// All persons of the tables.
pub(crate) struct Roster {
    tables: Vec<Table>,
    rows: Vec<RowAt>,
    known: Vec<OnceLock<Box<Known>>>,
    /// Rows that tell more of a person an earlier row has, as (person, row), sorted.
    more: Vec<(u32, RowAt)>,
    parts: Postings,
    families: Postings,
    ids: Postings,
    offices: Postings,
    owners: Postings,
}

impl Roster {
    /// Reads the tables; a row whose name and state an earlier one has tells more of that person.
    pub(crate) fn new(tables: Vec<Table>) -> Self {
        let mut roster = Self {
            tables: Vec::new(),
            rows: Vec::new(),
            known: Vec::new(),
            more: Vec::new(),
            parts: Postings::default(),
            families: Postings::default(),
            ids: Postings::default(),
            offices: Postings::default(),
            owners: Postings::default(),
        };
        let mut known: rustc_hash::FxHashMap<u64, u32> = rustc_hash::FxHashMap::default();
        for (table, text) in (0..).zip(&tables) {
            for (start, end) in tables::lines(text) {
                let at = RowAt { table, start, end };
                let row = PersonRow::read(&text[start as usize..end as usize]);
                let id = hash(person_id(&row).as_str());
                let person = *known.entry(id).or_insert_with(|| {
                    roster.rows.push(at);
                    roster.rows.len() as u32 - 1
                });
                if roster.rows[person as usize].start != at.start
                    || roster.rows[person as usize].table != table
                {
                    roster.more.push((person, at));
                }
                roster.index(person, &row, id);
            }
        }
        roster.known = roster.rows.iter().map(|_| OnceLock::new()).collect();
        roster.tables = tables;
        roster.more.sort_by_key(|(person, _)| *person);
        let Self { parts, families, ids, offices, owners, .. } = &mut roster;
        for postings in [parts, families, ids, offices, owners] {
            postings.finish();
        }
        roster
    }

    fn index(&mut self, person: u32, row: &PersonRow<'_>, id: u64) {
        self.ids.add(id, person);
        for part in row.names().flat_map(name_parts) {
            self.parts.add(hash(part_key(&part).as_str()), person);
        }
        for part in called(row) {
            self.families.add(hash(part_key(&part).as_str()), person);
        }
        for (office, of) in row.offices_of() {
            self.offices.add(hash((office, of)), person);
            self.owners.add(hash(of), person);
        }
    }

    /// How many persons there are.
    pub(crate) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The person at an index.
    pub(crate) fn at(&self, person: u32) -> &Known {
        self.known[person as usize].get_or_init(|| Box::new(self.read(person)))
    }

    /// Every name in the tables that has more than one word.
    pub(crate) fn full_names(&self) -> impl Iterator<Item = &str> {
        let rows = self.tables.iter().flat_map(|text| {
            tables::lines(text).map(|(start, end)| &text[start as usize..end as usize])
        });
        rows.flat_map(|line| PersonRow::read(line).names().collect::<Vec<_>>())
            .filter(|name| name.contains(' '))
    }

    fn read(&self, person: u32) -> Known {
        let row = |at: RowAt| {
            PersonRow::read(&self.tables[at.table as usize][at.start as usize..at.end as usize])
        };
        let first = row(self.rows[person as usize]);
        let from = self.more.partition_point(|(p, _)| *p < person);
        let more = self.more[from..].iter().take_while(|(p, _)| *p == person).map(|(_, at)| *at);
        let mut known = from_row(&first);
        for row in more.map(row) {
            let other = from_row(&row);
            known.parts.extend(other.parts);
            known.gender = known.gender.or(other.gender);
            known.actor.qid = known.actor.qid.or(other.actor.qid);
            known.actor.offices.extend(other.actor.offices);
            let name = known.actor.name.clone();
            known.actor.aliases.extend(other.actor.aliases.into_iter().filter(|a| *a != name));
        }
        known
    }

    /// Persons one of whose names agrees with all parts of this one, in order of the tables. Two
    /// parts must agree where there are two; a part alone must be the name they are called by.
    pub(crate) fn named(&self, parts: &[SmolStr]) -> Vec<u32> {
        let least = parts.len().min(2);
        let pool = match parts {
            [] => return Vec::new(),
            [only] => self.families.of(hash(part_key(only).as_str())).to_vec(),
            _ => self.sharing_two(parts),
        };
        let agrees = |p: &u32| self.at(*p).parts.iter().any(|own| names_agree(own, parts, least));
        let mut pool: Vec<u32> = pool.into_iter().filter(agrees).collect();
        pool.dedup();
        pool
    }

    /// Persons with one part like one of these, whatever the rest of the name.
    pub(crate) fn with_part(&self, part: &str) -> Vec<u32> {
        self.parts.of(hash(part_key(part).as_str())).to_vec()
    }

    /// Persons whose names share two parts or more with these, or one part twice.
    fn sharing_two(&self, parts: &[SmolStr]) -> Vec<u32> {
        let keys: FxHashSet<u64> = parts.iter().map(|p| hash(part_key(p).as_str())).collect();
        let mut lists: Vec<&[u32]> = keys.iter().map(|&key| self.parts.of(key)).collect();
        lists.sort_by_key(|list| list.len());
        let least = lists.len().min(2);
        // Whoever is in two lists is in one besides the longest.
        let (longest, shorter) = if lists.len() > 1 {
            lists.split_last().expect("two lists or more")
        } else {
            (&lists[0], &lists[..])
        };
        let mut pool: Vec<u32> = shorter.iter().copied().flatten().copied().collect();
        pool.sort_unstable();
        pool.dedup();
        let in_list = |list: &[u32], p: u32| list.binary_search(&p).is_ok();
        pool.retain(|&p| {
            let shared = shorter.iter().filter(|list| in_list(list, p)).count();
            let also = lists.len() > 1 && in_list(longest, p);
            shared + usize::from(also) >= least
        });
        pool
    }

    /// Persons the press calls so alone, if the part is the same but for its transliteration.
    pub(crate) fn called(&self, family: &str) -> Vec<u32> {
        self.families.of(hash(part_key(family).as_str())).to_vec()
    }

    /// Persons who ever held any office of a state or body, in order of the tables.
    pub(crate) fn of_owner(&self, of: &str) -> Vec<u32> {
        self.owners.of(hash(of)).to_vec()
    }

    /// The person of that id.
    pub(crate) fn of_id(&self, id: &ActorId) -> Option<u32> {
        let like = self.ids.of(hash(id.as_str()));
        like.iter().copied().find(|&p| self.at(p).actor.id == *id)
    }

    /// Persons who ever held an office of a state or body, in order of the tables.
    pub(crate) fn holding(&self, office: &str, of: &str) -> Vec<u32> {
        let held = |p: &u32| {
            let offices = &self.at(*p).actor.offices;
            offices.iter().any(|h| h.office == office && h.of.as_deref() == Some(of))
        };
        self.offices.of(hash((office, of))).iter().copied().filter(held).collect()
    }
}

/// Folded parts of what the press calls a person alone: the family name, and names of one word
/// ("Lula").
fn called(row: &PersonRow<'_>) -> impl Iterator<Item = SmolStr> {
    let short = row.aliases().filter(|alias| !alias.contains([' ', '-']));
    std::iter::once(row.family()).chain(short).flat_map(name_parts)
}

fn from_row(row: &PersonRow<'_>) -> Known {
    let offices = row.offices();
    let sector = (!offices.is_empty()).then_some(Sector::Gov);
    Known {
        parts: row.names().map(name_parts).collect(),
        called: called(row).collect(),
        gender: super::gender_of_code(row.gender),
        actor: Actor {
            id: person_id(row),
            kind: ActorKind::Person,
            qid: Some(row.qid.to_owned()).filter(|q| !q.is_empty()),
            name: row.name.to_owned(),
            country: row.country().map(str::to_owned),
            codes: None,
            sector,
            aliases: row.aliases().map(str::to_owned).collect(),
            offices,
        },
    }
}

/// Id of a table person: state, folded name with its initials, and the number of a namesake.
fn person_id(row: &PersonRow<'_>) -> ActorId {
    let state = row.country().unwrap_or("xxx").to_lowercase();
    let folded = fold(row.name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let telling = words.filter(|word| !word.is_empty() && !is_particle(word));
    let number = Some(row.number).filter(|number| !number.is_empty());
    let parts: Vec<&str> = telling.chain(number).collect();
    ActorId(format!("person:{state}:{}", parts.join("-")))
}

fn hash(value: impl Hash) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// Which persons have what, by hash: two sorted columns.
#[derive(Default)]
struct Postings {
    pairs: Vec<(u32, u32)>,
    persons: Vec<u32>,
    hashes: Vec<u32>,
}

impl Postings {
    fn add(&mut self, hash: u64, person: u32) {
        self.pairs.push((fold_hash(hash), person));
    }

    fn finish(&mut self) {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_unstable();
        pairs.dedup();
        self.hashes = pairs.iter().map(|(hash, _)| *hash).collect();
        self.persons = pairs.into_iter().map(|(_, person)| person).collect();
    }

    /// The persons of a hash, sorted.
    fn of(&self, hash: u64) -> &[u32] {
        let hash = fold_hash(hash);
        let from = self.hashes.partition_point(|&h| h < hash);
        let until = from + self.hashes[from..].partition_point(|&h| h == hash);
        &self.persons[from..until]
    }
}

fn fold_hash(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}
