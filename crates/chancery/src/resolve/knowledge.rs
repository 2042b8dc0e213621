//! What is known of who beforehand: states, bodies, offices and persons, from `data/actors`.

use chancery_engine::Doc;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use super::fold::{fold, name_parts, names_agree};
use super::lexicon::{Hit, Lexicon, Sense, StateWord};
use super::office_table::OfficeTable;
use super::tables;
use crate::nouns::{Actor, ActorId, ActorKind, Codes, Moment, OfficeHeld, Sector};

/// Gender a text or a given name tells; nothing is concluded where neither does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// What names a table person goes by, beside the actor itself.
struct PersonNames {
    /// Index of the actor.
    actor: u32,
    /// Folded parts of the name and of every alias.
    parts: Vec<Vec<SmolStr>>,
    /// Folded family name.
    family: String,
    gender: Option<Gender>,
}

/// The tables, ready for looking up.
pub struct Knowledge {
    actors: Vec<Actor>,
    by_id: FxHashMap<ActorId, u32>,
    by_iso3: FxHashMap<SmolStr, u32>,
    people: Vec<PersonNames>,
    person_of: FxHashMap<u32, u32>,
    by_part: FxHashMap<SmolStr, Vec<u32>>,
    by_office: FxHashMap<(String, String), Vec<u32>>,
    names: Lexicon<Sense>,
    pub(crate) offices: OfficeTable,
    given_names: FxHashMap<SmolStr, Gender>,
}

impl Knowledge {
    /// Loads the tables built into the program.
    pub fn embedded() -> Self {
        let mut actors = Vec::new();
        let mut phrases = Vec::new();
        add_states(&mut actors, &mut phrases);
        add_bodies(&mut actors, &mut phrases);
        let people = add_people(&mut actors, &mut phrases);
        phrases.extend(tables::not_states().map(|p| (p.to_owned(), Sense::Nothing)));
        let mut knowledge = Self {
            by_id: (0..).zip(&actors).map(|(i, a)| (a.id.clone(), i)).collect(),
            by_iso3: FxHashMap::default(),
            person_of: (0..).zip(&people).map(|(i, p)| (p.actor, i)).collect(),
            by_part: FxHashMap::default(),
            by_office: FxHashMap::default(),
            names: Lexicon::new(phrases.into_iter(), false),
            offices: OfficeTable::embedded(),
            given_names: tables::given_names()
                .map(|(name, gender)| (SmolStr::from(fold(name)), gender_of_code(gender)))
                .filter_map(|(name, gender)| Some((name, gender?)))
                .collect(),
            actors,
            people,
        };
        knowledge.index();
        knowledge
    }

    fn index(&mut self) {
        for (i, actor) in (0..).zip(&self.actors) {
            if actor.kind == ActorKind::State
                && let Some(country) = &actor.country
            {
                self.by_iso3.insert(SmolStr::from(country), i);
            }
            for held in &actor.offices {
                if let Some(of) = &held.of {
                    let key = (held.office.clone(), of.clone());
                    self.by_office.entry(key).or_default().push(i);
                }
            }
        }
        for (i, person) in (0..).zip(&self.people) {
            let mut seen = FxHashSet::default();
            for part in person.parts.iter().flatten() {
                if seen.insert(part) {
                    self.by_part.entry(part.clone()).or_default().push(i);
                }
            }
        }
    }

    /// Plain name of the first office a parsed text names ("minister of foreign affairs" and
    /// "foreign secretary" alike give `foreign minister`).
    pub fn plain_office(&self, doc: &Doc) -> Option<&str> {
        let first = self.offices.find(doc).into_iter().next()?;
        Some(&self.offices.at(first.office).name)
    }

    /// Every actor of the tables: states, bodies, persons.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor of that id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.by_id.get(id).map(|&i| &self.actors[i as usize])
    }

    /// The actor at an index, as the lexicon gives it.
    pub(crate) fn at(&self, index: u32) -> &Actor {
        &self.actors[index as usize]
    }

    /// The state of that ISO alpha-3 code.
    pub fn state(&self, iso3: &str) -> Option<&Actor> {
        self.by_iso3.get(iso3).map(|&i| &self.actors[i as usize])
    }

    /// Names of the tables in a text, the longest from left to right.
    pub fn hits(&self, doc: &Doc) -> Vec<Hit> {
        let found = self.names.find(doc).into_iter();
        found.map(|(tokens, sense)| Hit { tokens, sense }).collect()
    }

    /// Persons of the tables one of whose names agrees with all parts of this one.
    pub(crate) fn persons_named(&self, parts: &[SmolStr]) -> Vec<&Actor> {
        let known = parts.iter().filter_map(|part| self.by_part.get(part));
        let mut pool: Vec<u32> = known.flatten().copied().collect();
        pool.sort_unstable();
        pool.dedup();
        pool.into_iter()
            .map(|i| &self.people[i as usize])
            .filter(|person| person.parts.iter().any(|p| names_agree(p, parts, parts.len().min(2))))
            .map(|person| self.at(person.actor))
            .collect()
    }

    /// Folded family name of a table person.
    pub(crate) fn family_of(&self, id: &ActorId) -> Option<&str> {
        self.person(id).map(|p| p.family.as_str())
    }

    /// Gender of a table person, where the table has it.
    pub(crate) fn gender_of(&self, id: &ActorId) -> Option<Gender> {
        self.person(id).and_then(|p| p.gender)
    }

    fn person(&self, id: &ActorId) -> Option<&PersonNames> {
        let actor = self.by_id.get(id)?;
        self.person_of.get(actor).map(|&i| &self.people[i as usize])
    }

    /// Gender a given name tells.
    pub(crate) fn gender_of_name(&self, given: &str) -> Option<Gender> {
        self.given_names.get(fold(given).as_str()).copied()
    }

    /// Whoever alone held an office of a state or body on a day.
    pub fn holder(&self, office: &str, of: &str, day: Date) -> Option<&Actor> {
        let key = (office.to_owned(), of.to_owned());
        let mut holders: Vec<u32> = self.by_office.get(&key)?.clone();
        holders.dedup();
        holders.retain(|&i| {
            let held = &self.at(i).offices;
            held.iter().any(|h| h.office == office && h.of.as_deref() == Some(of) && holds(h, day))
        });
        match holders.as_slice() {
            [only] => Some(self.at(*only)),
            _ => None,
        }
    }

    /// Table actors a name or an office with its state ("German chancellor", "prime minister of
    /// Japan") may mean, those in office on the day first, then in order of id.
    pub fn find(&self, name: &str, day: Option<Date>) -> Vec<&Actor> {
        let parts = name_parts(name);
        let folded = fold(name);
        let mut found: Vec<&Actor> = self
            .actors
            .iter()
            .filter(|a| a.kind != ActorKind::Person)
            .filter(|a| fold(&a.name) == folded || a.aliases.iter().any(|n| fold(n) == folded))
            .collect();
        found.extend(self.persons_named(&parts));
        found.extend(self.holders_called(name, day));
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        let in_office = |a: &Actor| day.is_some_and(|d| a.offices.iter().any(|h| holds(h, d)));
        found.sort_by_key(|a| (a.kind == ActorKind::Person && !in_office(a), a.id.clone()));
        found
    }

    /// Whoever held the office that the words name with its state, on the day or, without one, ever.
    fn holders_called(&self, words: &str, day: Option<Date>) -> Vec<&Actor> {
        let Some((state, title)) = self.state_and_title(words) else { return Vec::new() };
        let Some(office) = self.offices.titled(&title) else { return Vec::new() };
        let key = (self.offices.at(office).name.clone(), state.to_owned());
        let held = |h: &OfficeHeld| {
            h.office == key.0 && h.of.as_ref() == Some(&key.1) && day.is_none_or(|d| holds(h, d))
        };
        let holders = self.by_office.get(&key).into_iter().flatten().map(|&i| self.at(i));
        holders.filter(|a| a.offices.iter().any(held)).collect()
    }

    /// The state at the start or the end of some words, and the title beside it.
    fn state_and_title(&self, words: &str) -> Option<(&str, String)> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        if words.first().is_some_and(|w| w.eq_ignore_ascii_case("the")) {
            words.remove(0);
        }
        (1..words.len()).find_map(|cut| {
            let (before, after) = words.split_at(cut);
            let state = |part: &[&str]| {
                let part = part.join(" ");
                match self.names.meaning(part.trim_end_matches("'s").trim_end_matches("’s"))? {
                    Sense::State(index, StateWord::Name | StateWord::Demonym) => {
                        self.at(index).country.as_deref()
                    }
                    _ => None,
                }
            };
            let of = before.strip_suffix(&["the"]).unwrap_or(before).strip_suffix(&["of"]);
            let first = state(before).map(|country| (country, after.join(" ").to_lowercase()));
            first.or_else(|| Some((state(after)?, of?.join(" ").to_lowercase())))
        })
    }
}

/// Whether an office was held on a day, as far as its dates tell; bounds to the month or year
/// count whole.
pub(crate) fn holds(held: &OfficeHeld, day: Date) -> bool {
    let key = (day.year(), day.month(), day.day());
    let lower = |m: Moment| (m.year.unwrap_or(0), m.month.unwrap_or(1), m.day.unwrap_or(1));
    let upper = |m: Moment| (m.year.unwrap_or(9999), m.month.unwrap_or(12), m.day.unwrap_or(31));
    held.from.is_some_and(|from| lower(from) <= key) && held.to.is_none_or(|to| key <= upper(to))
}

fn gender_of_code(code: &str) -> Option<Gender> {
    match code {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

/// A phrase and, for headlines, the same in capitals where it is long enough to stay itself.
fn with_capitals(phrase: &str, sense: Sense) -> impl Iterator<Item = (String, Sense)> {
    let capitals = (phrase.chars().count() > 3).then(|| phrase.to_uppercase());
    let curly = phrase.contains('\'').then(|| phrase.replace('\'', "’"));
    [Some(phrase.to_owned()), capitals, curly].into_iter().flatten().map(move |text| (text, sense))
}

fn add_states(actors: &mut Vec<Actor>, phrases: &mut Vec<(String, Sense)>) {
    let (mut names, mut demonyms, mut seats) = (Vec::new(), Vec::new(), Vec::new());
    for row in tables::states() {
        let index = actors.len() as u32;
        let text = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        for name in std::iter::once(&row.name).chain(&row.other_names) {
            names.extend(with_capitals(name, Sense::State(index, StateWord::Name)));
        }
        for name in row.adjectives.iter().chain(&row.nouns) {
            demonyms.extend(with_capitals(name, Sense::State(index, StateWord::Demonym)));
        }
        for (places, word) in [(&row.seats, StateWord::Seat), (&row.capitals, StateWord::Capital)] {
            for name in places {
                seats.extend(with_capitals(name, Sense::State(index, word)));
            }
        }
        let existence = row.from.or(row.to).map(|_| OfficeHeld {
            office: "state".to_owned(),
            of: None,
            from: row.from,
            to: row.to,
            source: "table".to_owned(),
        });
        actors.push(Actor {
            id: ActorId(format!("state:{}", row.iso3)),
            kind: ActorKind::State,
            qid: None,
            name: row.name.to_owned(),
            country: Some(row.iso3.to_owned()),
            codes: Some(Codes {
                iso2: text(row.iso2),
                numeric: text(row.numeric),
                cow: row.cow,
                gleditsch_ward: row.gleditsch_ward,
                fips: text(row.fips),
            }),
            sector: Some(Sector::Gov),
            aliases: row.other_names.iter().map(|&n| n.to_owned()).collect(),
            offices: existence.into_iter().collect(),
        });
    }
    phrases.extend(names.into_iter().chain(demonyms).chain(seats));
}

fn add_bodies(actors: &mut Vec<Actor>, phrases: &mut Vec<(String, Sense)>) {
    for row in tables::bodies() {
        let index = actors.len() as u32;
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            phrases.extend(with_capitals(name, Sense::Body(index)));
        }
        actors.push(Actor {
            id: ActorId(row.id.to_owned()),
            kind: ActorKind::Body,
            qid: None,
            name: row.name.to_owned(),
            country: row.country.map(str::to_owned),
            codes: None,
            sector: row.sector,
            aliases: row.aliases.iter().map(|&n| n.to_owned()).collect(),
            offices: Vec::new(),
        });
    }
}

/// Adds the persons; rows that agree in name and state are one person with all their offices.
fn add_people(actors: &mut Vec<Actor>, phrases: &mut Vec<(String, Sense)>) -> Vec<PersonNames> {
    let mut people: Vec<PersonNames> = Vec::new();
    let mut known: FxHashMap<ActorId, u32> = FxHashMap::default();
    for row in tables::people() {
        let first = row.offices.first().and_then(|o| o.of.clone()).filter(|of| of.len() == 3);
        let country = row.country.map(str::to_owned).or(first);
        let id = person_id(row.name, country.as_deref());
        if let Some(&index) = known.get(&id) {
            actors[index as usize].offices.extend(row.offices);
            continue;
        }
        let index = actors.len() as u32;
        known.insert(id.clone(), index);
        let parts: Vec<Vec<SmolStr>> =
            std::iter::once(&row.name).chain(&row.aliases).map(|name| name_parts(name)).collect();
        for name in std::iter::once(&row.name).chain(&row.aliases).filter(|n| n.contains(' ')) {
            phrases.extend(with_capitals(name, Sense::Person(index)));
        }
        let family = if row.family.is_empty() {
            row.name.rsplit(' ').next().unwrap_or(row.name)
        } else {
            row.family
        };
        people.push(PersonNames {
            actor: index,
            parts,
            family: fold(family),
            gender: gender_of_code(row.gender),
        });
        let office = row.offices.first().map(|o| o.office.as_str());
        actors.push(Actor {
            id,
            kind: ActorKind::Person,
            qid: None,
            name: row.name.to_owned(),
            country,
            codes: None,
            sector: office.map(|_| Sector::Gov),
            aliases: row.aliases.iter().map(|&n| n.to_owned()).collect(),
            offices: row.offices,
        });
    }
    people
}

/// Id of a table person: state and folded name.
fn person_id(name: &str, country: Option<&str>) -> ActorId {
    let folded = name_parts(name).join("-");
    ActorId(format!("person:{}:{folded}", country.unwrap_or("xxx").to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_load_whole_and_fast() {
        let start = std::time::Instant::now();
        let knowledge = Knowledge::embedded();
        assert!(start.elapsed().as_millis() < 300, "{:?}", start.elapsed());
        let ids: FxHashSet<&ActorId> = knowledge.actors().iter().map(|a| &a.id).collect();
        assert_eq!(ids.len(), knowledge.actors().len(), "ids are unique");
        let undated = knowledge.actors().iter().flat_map(|a| &a.offices);
        let undated = undated.filter(|h| h.office != "state" && h.from.is_none()).count();
        assert_eq!(undated, 0, "every office has a first day");
    }

    #[test]
    fn offices_are_held_as_of_the_day() {
        let knowledge = Knowledge::embedded();
        let holder = |day: &str| {
            let day = day.parse().expect("a day");
            knowledge.holder("president", "FRA", day).map(|a| a.name.as_str())
        };
        assert_eq!(holder("2008-09-17"), Some("Nicolas Sarkozy"));
        assert_eq!(holder("2023-02-20"), Some("Emmanuel Macron"));
        assert_eq!(holder("1950-01-01"), None);
    }

    #[test]
    fn an_office_with_its_state_finds_its_holder() {
        let knowledge = Knowledge::embedded();
        let found = |words: &str, day: &str| {
            let found = knowledge.find(words, day.parse().ok());
            found.iter().map(|a| a.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found("German chancellor", "2022-06-01"), ["Olaf Scholz"]);
        assert_eq!(found("the Chancellor of Germany", "2010-06-01"), ["Angela Merkel"]);
        assert_eq!(found("Germany's foreign minister", "2022-06-01"), ["Annalena Baerbock"]);
        assert!(found("German chancellor", "").len() > 3, "all of them where no day is asked");
        assert!(found("German baker", "2022-06-01").is_empty());
    }

    #[test]
    fn heads_of_state_are_one_actor_each() {
        let knowledge = Knowledge::embedded();
        for name in ["Barack Obama", "Donald Trump", "Joe Biden", "Kamala Harris", "Mike Pence"] {
            assert_eq!(knowledge.find(name, None).len(), 1, "{name}");
        }
    }
}
