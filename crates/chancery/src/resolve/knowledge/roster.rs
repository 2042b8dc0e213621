//! The persons of the tables, held as the rows they were read from.
//!
//! A million persons fit into some two hundred megabytes because a row becomes an actor only when
//! a text names somebody like it. What is kept beside the rows is sorted lists of hashes: of the
//! parts of names, of ids, of the states and bodies whose offices they held. A hash that two words share costs a
//! comparison, never a wrong answer: every candidate is compared by its real name.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hash};
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashSet};
use smol_str::SmolStr;

use super::super::fold::{fold, is_particle, name_parts, names_agree, part_key};
use super::super::tables::{self, PersonRow};
use super::Gender;
use crate::nouns::{Actor, ActorId, ActorKind, Moment, Sector};

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
    owners: Postings,
}

impl Roster {
    /// Reads the tables; a row whose id an earlier one has tells more of that person.
    pub(crate) fn new(tables: Vec<Table>) -> Self {
        let all = Rows::of(&tables);
        let (mut rows, mut more) = (Vec::new(), Vec::new());
        for (at, &(person, first)) in all.places.iter().zip(&all.persons) {
            if first {
                rows.push(*at);
            } else {
                more.push((person, *at));
            }
        }
        more.sort_by_key(|(person, _)| *person);
        let parts = all.posted(|row, add| {
            for part in row.names().flat_map(name_parts) {
                add(hash(part_key(&part).as_str()));
            }
        });
        let families = all.posted(|row, add| {
            for part in called(row) {
                add(hash(part_key(&part).as_str()));
            }
        });
        let ids = all.ids.iter().zip(&all.persons);
        let ids = Postings::new(ids.map(|(&id, &(person, _))| (fold_hash(id), person)).collect());
        let owners = all.posted(|row, add| row.owners().for_each(|of| add(hash(of))));
        let known = std::iter::repeat_with(OnceLock::new).take(rows.len()).collect();
        drop(all);
        Self { tables, rows, known, more, parts, families, ids, owners }
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
        let row = |at: RowAt| PersonRow::read(text_at(&self.tables, at));
        let first = row(self.rows[person as usize]);
        let from = self.more.partition_point(|(p, _)| *p < person);
        let more = self.more[from..].iter().take_while(|(p, _)| *p == person).map(|(_, at)| *at);
        let mut known = from_row(&first);
        for row in more.map(row) {
            let other = from_row(&row);
            known.parts.extend(other.parts);
            known.gender = known.gender.or(other.gender);
            known.actor.qid = known.actor.qid.or(other.actor.qid);
            known.actor.country = known.actor.country.or(other.actor.country);
            known.actor.sector = known.actor.sector.or(other.actor.sector);
            known.actor.offices.extend(other.actor.offices);
            for name in std::iter::once(other.actor.name).chain(other.actor.aliases) {
                if name != known.actor.name && !known.actor.aliases.contains(&name) {
                    known.actor.aliases.push(name);
                }
            }
        }
        known
    }

    /// The last first or last day of an office in the program's own table.
    pub(crate) fn latest(&self) -> Option<Moment> {
        let own = self.rows.iter().filter(|at| at.table == 0);
        let offices = own.flat_map(|&at| PersonRow::read(text_at(&self.tables, at)).offices());
        offices.flat_map(|held| [held.from, held.to]).max().flatten()
    }

    /// Whether a person stands in the program's own table.
    pub(crate) fn is_own(&self, person: u32) -> bool {
        self.rows[person as usize].table == 0
    }

    /// The Wikidata ids of the tables with the persons they stand for, in order of the rows.
    pub(crate) fn qids(&self) -> impl Iterator<Item = (&str, ActorId)> {
        let rows = self.rows.iter().chain(self.more.iter().map(|(_, at)| at));
        rows.map(|&at| PersonRow::read(text_at(&self.tables, at)))
            .filter(|row| !row.qid.is_empty())
            .map(|row| (row.qid, id_of(&row)))
    }

    /// Persons one of whose names agrees with all parts of this one, in order of the tables. Two
    /// parts must agree where there are two; a part alone must be the name they are called by.
    pub(crate) fn named(&self, parts: &[SmolStr]) -> Vec<u32> {
        let least = parts.len().min(2);
        let pool = match parts {
            [] => return Vec::new(),
            [only] => self.families.persons(hash(part_key(only).as_str())).collect(),
            _ => self.sharing_two(parts),
        };
        let agrees = |p: &u32| self.at(*p).parts.iter().any(|own| names_agree(own, parts, least));
        let mut pool: Vec<u32> = pool.into_iter().filter(agrees).collect();
        pool.dedup();
        pool
    }

    /// Persons with one part like one of these, whatever the rest of the name.
    pub(crate) fn with_part(&self, part: &str) -> Vec<u32> {
        self.parts.persons(hash(part_key(part).as_str())).collect()
    }

    /// Persons whose names share two parts or more with these, or one part twice.
    fn sharing_two(&self, parts: &[SmolStr]) -> Vec<u32> {
        let keys: FxHashSet<u64> = parts.iter().map(|p| hash(part_key(p).as_str())).collect();
        let mut lists: Vec<&[(u32, u32)]> = keys.iter().map(|&key| self.parts.of(key)).collect();
        lists.sort_by_key(|list| list.len());
        let least = lists.len().min(2);
        // Whoever is in two lists is in one besides the longest.
        let (longest, shorter) = if lists.len() > 1 {
            lists.split_last().expect("two lists or more")
        } else {
            (&lists[0], &lists[..])
        };
        let mut pool: Vec<u32> = shorter.iter().copied().flatten().map(|&(_, p)| p).collect();
        pool.sort_unstable();
        pool.dedup();
        let in_list =
            |list: &[(u32, u32)], p: u32| list.binary_search_by_key(&p, |&(_, p)| p).is_ok();
        pool.retain(|&p| {
            let shared = shorter.iter().filter(|list| in_list(list, p)).count();
            let also = lists.len() > 1 && in_list(longest, p);
            shared + usize::from(also) >= least
        });
        pool
    }

    /// Persons the press calls so alone, if the part is the same but for its transliteration.
    pub(crate) fn called(&self, family: &str) -> Vec<u32> {
        self.families.persons(hash(part_key(family).as_str())).collect()
    }

    /// Whether the press calls anybody so alone.
    pub(crate) fn is_called(&self, family: &str) -> bool {
        !self.families.of(hash(part_key(family).as_str())).is_empty()
    }

    /// Persons who ever held any office of a state or body, in order of the tables.
    pub(crate) fn of_owner(&self, of: &str) -> Vec<u32> {
        self.owners.persons(hash(of)).collect()
    }

    /// The person of that id.
    pub(crate) fn of_id(&self, id: &ActorId) -> Option<u32> {
        self.ids.persons(hash(id.as_str())).find(|&p| self.at(p).actor.id == *id)
    }
}

impl Known {
    /// Whether somebody is of a state, or ever held an office of it.
    pub(crate) fn is_of(&self, state: &str) -> bool {
        self.actor.country.as_deref() == Some(state)
            || self.actor.offices.iter().any(|h| h.of.as_deref() == Some(state))
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
    let sector = tables::sector(row.sector);
    let sector = sector.or_else(|| (!offices.is_empty()).then_some(Sector::Gov));
    Known {
        parts: row.names().map(name_parts).collect(),
        called: called(row).collect(),
        gender: super::gender_of_code(row.gender),
        actor: Actor {
            id: id_of(row),
            kind: ActorKind::Person,
            qid: Some(row.qid.to_owned()).filter(|q| !q.is_empty()),
            name: row.name.to_owned(),
            country: row.state().map(str::to_owned),
            codes: None,
            sector,
            aliases: row.aliases().map(str::to_owned).collect(),
            offices,
        },
    }
}

/// Id of the person a row tells of.
fn id_of(row: &PersonRow<'_>) -> ActorId {
    match row.id {
        "" => person_id(row.name, row.state()),
        id => ActorId(id.to_owned()),
    }
}

/// Id of a table person: state and folded name with its initials.
pub(crate) fn person_id(name: &str, country: Option<&str>) -> ActorId {
    let state = country.unwrap_or("xxx").to_lowercase();
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = words.filter(|w| !w.is_empty() && !is_particle(w)).collect();
    ActorId(format!("person:{state}:{}", parts.join("-")))
}

fn hash(value: impl Hash) -> u64 {
    FxBuildHasher.hash_one(value)
}

/// The rows of all tables while they are being put in order.
struct Rows<'t> {
    tables: &'t [Table],
    places: Vec<RowAt>,
    /// The hash of the id of the person each row tells of.
    ids: Vec<u64>,
    /// The person each row tells of, and whether it is the first to do so.
    persons: Vec<(u32, bool)>,
}

impl<'t> Rows<'t> {
    fn of(tables: &'t [Table]) -> Self {
        let count = tables.iter().map(|text| tables::lines(text).count()).sum();
        let mut places = Vec::with_capacity(count);
        for (table, text) in (0..).zip(tables) {
            places.extend(tables::lines(text).map(|(start, end)| RowAt { table, start, end }));
        }
        let id = |&at: &RowAt| id_of(&PersonRow::read(text_at(tables, at)));
        let ids: Vec<u64> = places.iter().map(|at| hash(id(at).as_str())).collect();
        let persons = persons_of(&ids);
        Self { tables, places, ids, persons }
    }

    /// The persons under every hash that `hashes` adds for a row.
    fn posted(&self, hashes: impl Fn(&PersonRow<'t>, &mut dyn FnMut(u64))) -> Postings {
        let mut pairs = Vec::with_capacity(self.places.len());
        for (at, &(person, _)) in self.places.iter().zip(&self.persons) {
            let row = PersonRow::read(text_at(self.tables, *at));
            hashes(&row, &mut |hash| pairs.push((fold_hash(hash), person)));
        }
        Postings::new(pairs)
    }
}

/// The number of the person of each row, given the hash of its id, and whether the row is the
/// first of that person. Persons are numbered in the order of their first rows.
fn persons_of(ids: &[u64]) -> Vec<(u32, bool)> {
    let mut sorted: Vec<(u64, u32)> = ids.iter().copied().zip(0..).collect();
    sorted.sort_unstable();
    let mut first_of = vec![0; sorted.len()];
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        for &(_, row) in same {
            first_of[row as usize] = same[0].1;
        }
    }
    drop(sorted);
    let mut persons: Vec<(u32, bool)> = Vec::with_capacity(first_of.len());
    let mut next = 0;
    for (row, first) in (0..).zip(first_of) {
        let known = persons.get(first as usize).map(|&(person, _)| person);
        persons.push((known.unwrap_or(next), first == row));
        next += u32::from(first == row);
    }
    persons
}

fn text_at(tables: &[Table], at: RowAt) -> &str {
    &tables[at.table as usize][at.start as usize..at.end as usize]
}

/// Which persons have what: pairs of a hash and a person, sorted.
struct Postings(Vec<(u32, u32)>);

impl Postings {
    fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        pairs.shrink_to_fit();
        Self(pairs)
    }

    /// The pairs of a hash, sorted by person.
    fn of(&self, hash: u64) -> &[(u32, u32)] {
        let hash = fold_hash(hash);
        let from = self.0.partition_point(|&(h, _)| h < hash);
        let until = from + self.0[from..].partition_point(|&(h, _)| h == hash);
        &self.0[from..until]
    }

    /// The persons of a hash, sorted.
    fn persons(&self, hash: u64) -> impl Iterator<Item = u32> {
        self.of(hash).iter().map(|&(_, person)| person)
    }
}

fn fold_hash(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}
