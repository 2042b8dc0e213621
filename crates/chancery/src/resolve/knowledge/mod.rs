//! What is known of who beforehand: states, bodies, offices and persons, from `data/actors` and
//! from tables a user brought.

mod brought;
mod codes;
mod find;
mod held;
mod load;
mod roster;

use std::borrow::Cow;

use chancery_engine::Doc;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fold::fold;
use super::lexicon::{Case, Hit, Lexicon, Sense};
use super::office_table::OfficeTable;
use super::tables;
use crate::nouns::{Actor, ActorId, ActorKind, Agreement, Moment, OfficeHeld};
pub(crate) use roster::Known;
use roster::Roster;

pub use brought::{Brought, PersonLine};
pub(crate) use brought::{iso3_of, sector_of};
pub use find::Finding;
pub(crate) use roster::person_id;

/// Gender a text or a given name tells; nothing is concluded where neither does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// The tables, ready for looking up.
pub struct Knowledge {
    /// States and bodies; persons follow them in the numbering of actors.
    actors: Vec<Actor>,
    by_id: FxHashMap<ActorId, u32>,
    by_iso3: FxHashMap<SmolStr, u32>,
    /// States and bodies by what they hold an office of: who chairs what.
    by_owner: FxHashMap<SmolStr, Vec<u32>>,
    people: Roster,
    names: Lexicon<Sense>,
    pub(crate) offices: OfficeTable,
    styles: Vec<tables::StyleRow>,
    given_names: FxHashMap<SmolStr, Gender>,
}

impl Knowledge {
    /// Loads the tables built into the program.
    pub fn embedded() -> Self {
        Self::with(Brought::default())
    }

    /// Loads the tables built into the program, and what a user brought beside them. Nothing a
    /// user brings takes away what the tables have: names and offices are added.
    pub fn with(brought: Brought) -> Self {
        let mut actors = load::states();
        actors.extend(load::bodies());
        load::identify(&mut actors);
        load::add_brought(&mut actors, brought.actors);
        let mut people: Vec<roster::Table> = vec![tables::people().into()];
        people.extend(Some(brought.people.into()).filter(|p: &roster::Table| !p.is_empty()));
        let people = Roster::new(people);
        let names = load::phrases(&actors).chain(load::nothings());
        let names = names.map(|(name, sense)| (Cow::Owned(name), sense));
        let persons = people.full_names().map(|name| (Cow::Borrowed(name), Sense::Person));
        let mut knowledge = Self {
            by_id: (0..).zip(&actors).map(|(i, a)| (a.id.clone(), i)).collect(),
            by_iso3: FxHashMap::default(),
            by_owner: FxHashMap::default(),
            names: Lexicon::new(names.chain(persons), Case::Counts),
            offices: OfficeTable::embedded(),
            styles: tables::styles().collect(),
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
                    let bodies = self.by_owner.entry(SmolStr::from(of)).or_default();
                    if bodies.last() != Some(&i) {
                        bodies.push(i);
                    }
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

    /// Every actor of the tables: states, bodies, persons. Persons are read from their rows one
    /// after the other; with a large table of one's own this takes much memory.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter().chain((0..self.people.len()).map(|p| &self.people.at(p).actor))
    }

    /// The actor of that id.
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        let person = || self.people.of_id(id).map(|p| &self.people.at(p).actor);
        self.by_id.get(id).map(|&i| &self.actors[i as usize]).or_else(person)
    }

    /// The state or body at an index, as the lexicon gives it.
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

    /// Persons of the tables one of whose names agrees with all parts of this one; a part alone
    /// has to be the name the press calls them by.
    pub(crate) fn persons_named(&self, parts: &[SmolStr]) -> Vec<&Known> {
        self.people.named(parts).into_iter().map(|p| self.people.at(p)).collect()
    }

    /// Persons the press calls by this part of a name alone.
    pub(crate) fn known_as(&self, part: &str) -> Vec<&Known> {
        self.people.called(part).into_iter().map(|p| self.people.at(p)).collect()
    }

    /// Whether the press calls anybody by this part of a name alone.
    pub(crate) fn is_known_as(&self, part: &str) -> bool {
        self.people.is_called(part)
    }

    /// Gender of a table person, where the table has it.
    pub(crate) fn gender_of(&self, id: &ActorId) -> Option<Gender> {
        self.person(id).and_then(|p| p.gender)
    }

    fn person(&self, id: &ActorId) -> Option<&Known> {
        self.people.of_id(id).map(|p| self.people.at(p))
    }

    /// Gender a given name tells.
    pub(crate) fn gender_of_name(&self, given: &str) -> Option<Gender> {
        self.given_names.get(fold(given).as_str()).copied()
    }

    /// Whoever alone held an office of a state or body on a day, by whatever title it goes there:
    /// a person, or, of a chair that goes round, a state. Rows that one source alone has, or on
    /// whose dates sources differ, name nobody. Where one alone can hold an office, a time in it
    /// without an end is over when somebody else's begins: newer knowledge than the tables'
    /// follows on theirs.
    pub fn holder(&self, office: &str, of: &str, day: Date) -> Option<&Actor> {
        let same = self.sure_holders(of, day, |held| held.office == office);
        let holders = if same.is_empty() {
            self.sure_holders(of, day, |held| self.is_office(held, office))
        } else {
            same
        };
        // A chair that goes round is the state's, though a person may sit in it.
        let (states, persons): (Vec<&Actor>, Vec<&Actor>) =
            holders.into_iter().partition(|actor| actor.kind == ActorKind::State);
        match (states.as_slice(), persons.as_slice()) {
            ([only], _) | ([], [only]) => Some(only),
            _ => None,
        }
    }

    /// Whoever surely held such an office of a state or body on a day.
    fn sure_holders(
        &self,
        of: &str,
        day: Date,
        is_it: impl Fn(&OfficeHeld) -> bool,
    ) -> Vec<&Actor> {
        let surely = |held: &&OfficeHeld| {
            held.agreement == Agreement::Agreed
                && held.of.as_deref() == Some(of)
                && is_it(held)
                && holds(held, day)
        };
        let bodies = self.by_owner.get(of).into_iter().flatten().map(|&i| self.at(i));
        let persons = self.people.of_owner(of).into_iter().map(|p| &self.people.at(p).actor);
        let mut holders: Vec<(&Actor, &OfficeHeld)> = bodies
            .chain(persons)
            .filter_map(|a| Some((a, a.offices.iter().filter(surely).max_by_key(|h| h.from)?)))
            .collect();
        let sole = holders.iter().all(|(_, held)| self.offices.is_sole(&held.office));
        if holders.len() > 1 && sole {
            let last = holders.iter().filter_map(|(_, held)| held.from).max();
            holders.retain(|(_, held)| held.to.is_some() || held.from == last);
        }
        holders.into_iter().map(|(actor, _)| actor).collect()
    }

    /// Everybody who ever held an office of a state or body.
    pub(crate) fn holders<'k>(
        &'k self,
        office: &'k str,
        of: &'k str,
    ) -> impl Iterator<Item = &'k Actor> {
        let held = move |actor: &&Actor| actor.offices.iter().any(|h| h.is(office, of));
        let bodies = self.by_owner.get(of).into_iter().flatten().map(|&i| self.at(i));
        let persons = self.people.of_owner(of).into_iter().map(|p| &self.people.at(p).actor);
        bodies.chain(persons).filter(held)
    }
}

/// Whether an office was held on a day, as far as its dates tell; bounds to the month or year
/// count whole.
pub fn holds(held: &OfficeHeld, day: Date) -> bool {
    let key = (day.year(), day.month(), day.day());
    held.from.is_some_and(|from| lower(from) <= key) && held.to.is_none_or(|to| key <= upper(to))
}

/// The first day of a moment, as far as it is told.
fn lower(moment: Moment) -> (i16, i8, i8) {
    (moment.year.unwrap_or(0), moment.month.unwrap_or(1), moment.day.unwrap_or(1))
}

/// The last day of a moment, as far as it is told.
fn upper(moment: Moment) -> (i16, i8, i8) {
    (moment.year.unwrap_or(9999), moment.month.unwrap_or(12), moment.day.unwrap_or(31))
}

fn gender_of_code(code: &str) -> Option<Gender> {
    match code {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;

    #[test]
    fn the_tables_load_whole_and_fast() {
        let start = std::time::Instant::now();
        let knowledge = Knowledge::embedded();
        assert!(start.elapsed().as_millis() < 1000, "{:?}", start.elapsed());
        let ids: FxHashSet<&ActorId> = knowledge.actors().map(|a| &a.id).collect();
        assert_eq!(ids.len(), knowledge.actors().count(), "ids are unique");
        let undated = knowledge.actors().flat_map(|a| &a.offices);
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
            found.into_iter().map(|f| f.actor.name).collect::<Vec<_>>()
        };
        assert_eq!(found("German chancellor", "2022-06-01"), ["Olaf Scholz"]);
        assert_eq!(found("the Chancellor of Germany", "2010-06-01"), ["Angela Merkel"]);
        assert_eq!(found("Germany's foreign minister", "2022-06-01"), ["Annalena Baerbock"]);
        assert!(found("German chancellor", "").len() > 3, "all of them where no day is asked");
        assert!(found("German baker", "2022-06-01").is_empty());
        // Heads that go by another title, and whose office the tables have as a state's.
        assert_eq!(found("NATO chief", "2022-06-01"), ["Jens Stoltenberg"]);
        assert_eq!(found("head of UNHCR", "2022-06-01"), ["Filippo Grandi"]);
        assert_eq!(
            found("head of the European Commission", "2022-06-01"),
            ["Ursula von der Leyen"]
        );
    }

    #[test]
    fn titles_and_owners_are_known_by_their_words() {
        let knowledge = Knowledge::embedded();
        let plain = |title: &str| knowledge.office_titled(title).map(|(name, _)| name);
        assert_eq!(plain("Secretary of Foreign Affairs"), Some("foreign minister"));
        assert_eq!(plain("foreign ministers"), None, "a plural is nobody's title");
        assert_eq!(knowledge.owner_called("Slovak").as_deref(), Some("SVK"));
        assert_eq!(knowledge.owner_called("NATO").as_deref(), Some("body:nato"));
    }

    #[test]
    fn heads_of_state_are_one_actor_each() {
        let knowledge = Knowledge::embedded();
        for name in ["Barack Obama", "Donald Trump", "Joe Biden", "Kamala Harris", "Mike Pence"] {
            assert_eq!(knowledge.find(name, None).len(), 1, "{name}");
        }
    }
}
