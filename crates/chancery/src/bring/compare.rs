//! What a row adds to what is known already, and what it contradicts.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::tenure::Tenure;
use super::{Row, RowKind};
use crate::nouns::{Actor, ActorId, Agreement, Moment, OfficeHeld};
use crate::resolve::{Gender, Knowledge, fold};

/// How a row and what is known contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Somebody else held the office on those days, and one alone can hold it.
    OtherHolder,
    /// The same person held the office, but on other days.
    OtherDates,
    /// The same person is of another state.
    OtherCountry,
    /// The same person is told as of the other gender.
    OtherGender,
    /// The same actor has another Wikidata id, or the id stands for another actor.
    OtherQid,
    /// The id is that of a body with other names.
    BodyTaken,
    /// The state has been shown by another name.
    StateRenamed,
    /// The name agrees with that of one person of the tables of the same state.
    SamePerson,
}

impl What {
    /// What is done about it.
    pub fn done(self) -> &'static str {
        match self {
            Self::BodyTaken => "left out",
            Self::StateRenamed => "shown by the name told",
            Self::SamePerson => "taken for one person",
            _ => "kept as open, beside what was known",
        }
    }

    /// Whether the row leaves open what is so.
    fn is_open(self) -> bool {
        !matches!(self, Self::StateRenamed | Self::SamePerson)
    }
}

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// Line of the file.
    pub line: u64,
    /// How.
    pub what: What,
    /// The actor the row tells of.
    pub actor: ActorId,
    /// The actor's name in the row.
    pub name: String,
    /// What the row tells.
    pub told: String,
    /// What is known.
    pub known: String,
    /// Where that is from: a source, or `this file`.
    pub by: String,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addition {
    /// It is kept.
    New,
    /// It is kept, and leaves open what is so.
    Open,
    /// All it tells is known.
    Nothing,
    /// It contradicts what names alone can settle, and is left out.
    Refused,
}

/// Compares the rows of one file with what is known, and with the rows before them.
pub struct Comparison<'k> {
    knowledge: &'k Knowledge,
    known_until: Option<Moment>,
    qids: FxHashMap<String, ActorId>,
    persons: FxHashMap<ActorId, Told>,
    /// Offices one alone can hold, and whose they are told to be.
    sole: FxHashMap<(String, String), Vec<Holding>>,
    /// Offices told of each actor.
    own: FxHashMap<ActorId, Vec<OfficeHeld>>,
    bodies: FxHashMap<ActorId, Vec<String>>,
    states: FxHashMap<ActorId, String>,
}

/// What the file's rows before have told of a person.
#[derive(Default)]
struct Told {
    gender: Option<char>,
    qid: Option<String>,
}

/// A time in office, and whose.
struct Holding {
    actor: ActorId,
    name: String,
    tenure: Tenure,
}

/// Where what rows of the same file tell is from.
const THIS_FILE: &str = "this file";

impl<'k> Comparison<'k> {
    /// A comparison with what is known, earlier imports among it.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            known_until: knowledge.known_until(),
            qids: knowledge.qids().map(|(qid, id)| (qid.to_owned(), id)).collect(),
            persons: FxHashMap::default(),
            sole: FxHashMap::default(),
            own: FxHashMap::default(),
            bodies: FxHashMap::default(),
            states: FxHashMap::default(),
        }
    }

    /// Compares a checked row; gives back the id of the actor it tells of, which is that of a
    /// person of the tables where the name agrees with theirs alone.
    pub fn add(
        &mut self,
        line: u64,
        actor: ActorId,
        row: &Row,
    ) -> (ActorId, Addition, Vec<Conflict>) {
        let mut found = Found { line, actor, name: row.name.clone(), conflicts: Vec::new() };
        let nothing_new = match row.kind {
            RowKind::Person => self.person(&mut found, row),
            RowKind::Body => self.body(&mut found, row),
            RowKind::State => self.state(&mut found, row),
        };
        let is = |what: What| found.conflicts.iter().any(|c| c.what == what);
        let addition = match () {
            () if is(What::BodyTaken) => Addition::Refused,
            () if found.conflicts.iter().any(|c| c.what.is_open()) => Addition::Open,
            () if nothing_new => Addition::Nothing,
            () => Addition::New,
        };
        (found.actor, addition, found.conflicts)
    }

    /// Whether all that a person's row tells is known.
    fn person(&mut self, found: &mut Found, row: &Row) -> bool {
        let mut known = self.knowledge.actor(&found.actor);
        if known.is_none() && row.id.is_none() {
            known = self.knowledge.table_person_like(&row.name, row.country.as_deref());
            if let Some(known) = known {
                found.put(What::SamePerson, row.name.clone(), known.name.clone(), &known.id.0);
                found.actor = known.id.clone();
            }
        }
        if let Some(known) = known {
            self.traits(found, row, known);
        }
        self.told_before(found, row);
        self.qid(found, row);
        let in_office = self.office(found, row, known);
        known.is_some_and(|known| self.is_known(row, known) && in_office)
    }

    /// Country and gender.
    fn traits(&self, found: &mut Found, row: &Row, known: &Actor) {
        let by = known.id.as_str();
        if let (Some(told), Some(known)) = (&row.country, &known.country)
            && told != known
        {
            found.put(What::OtherCountry, told.clone(), known.clone(), by);
        }
        let gender = self.knowledge.gender_of(&known.id).map(code);
        if let (Some(told), Some(known)) = (row.gender, gender)
            && told != known
        {
            found.put(What::OtherGender, told.to_string(), known.to_string(), by);
        }
    }

    /// What rows before have told of the person's gender.
    fn told_before(&mut self, found: &mut Found, row: &Row) {
        if row.gender.is_none() && row.qid.is_none() {
            return;
        }
        let told = self.persons.entry(found.actor.clone()).or_default();
        let is_told = found.conflicts.iter().any(|c| c.what == What::OtherGender);
        if let (Some(before), Some(now)) = (told.gender, row.gender)
            && before != now
            && !is_told
        {
            found.put(What::OtherGender, now.to_string(), before.to_string(), THIS_FILE);
        }
        told.gender = told.gender.or(row.gender);
        if let (Some(before), Some(now)) = (&told.qid, &row.qid)
            && before != now
        {
            found.put(What::OtherQid, now.clone(), before.clone(), THIS_FILE);
        }
        told.qid = told.qid.take().or_else(|| row.qid.clone());
    }

    /// Another Wikidata id of the same actor, or another actor of the same Wikidata id.
    fn qid(&mut self, found: &mut Found, row: &Row) {
        let Some(told) = &row.qid else { return };
        let known = self.knowledge.actor(&found.actor).and_then(|known| known.qid.as_ref());
        if let Some(known) = known.filter(|known| *known != told) {
            let by = found.actor.to_string();
            found.put(What::OtherQid, told.clone(), known.clone(), &by);
        }
        let whose = self.qids.entry(told.clone()).or_insert_with(|| found.actor.clone());
        if *whose != found.actor {
            found.put(What::OtherQid, told.clone(), format!("stands for {whose}"), whose.as_str());
        }
    }

    /// Compares an office; whether all of it is known.
    fn office(&mut self, found: &mut Found, row: &Row, known: Option<&Actor>) -> bool {
        let (Some(office), Some(of)) = (&row.office, &row.of) else { return row.office.is_none() };
        let tenure = Tenure { from: row.from, to: row.to };
        let words = format!("{office} of {of}, {}", tenure.words());
        let own = self.own.get(&found.actor).into_iter().flatten();
        let own = own.chain(known.into_iter().flat_map(|actor| &actor.offices));
        let own: Vec<&OfficeHeld> = own.filter(|held| held.is(office, of)).collect();
        let other = own.iter().find(|held| Tenure::from(**held).overlaps(tenure, self.known_until));
        let agrees = own.iter().any(|held| Tenure::from(*held).agrees(tenure));
        if let Some(other) = other.filter(|_| !agrees) {
            let theirs = Tenure::from(*other).words();
            found.put(What::OtherDates, words.clone(), theirs, &other.source);
        }
        let is_known = known.into_iter().flat_map(|actor| &actor.offices).any(|held| {
            held.is(office, of)
                && held.agreement == Agreement::Agreed
                && tenure.adds_nothing_to(Tenure::from(held))
        });
        if self.knowledge.is_sole(office) {
            if let Some((theirs, by)) = self.other_holder(&found.actor, office, of, tenure) {
                found.put(What::OtherHolder, words, theirs, &by);
            } else {
                let (actor, name) = (found.actor.clone(), row.name.clone());
                let told = self.sole.entry((office.clone(), of.clone())).or_default();
                told.push(Holding { actor, name, tenure });
            }
        }
        self.own.entry(found.actor.clone()).or_default().push(OfficeHeld {
            office: office.clone(),
            of: Some(of.clone()),
            from: row.from,
            to: row.to,
            agreement: Agreement::Agreed,
            source: THIS_FILE.to_owned(),
        });
        is_known
    }

    /// Somebody else who held the office in that time: who and when, and who says so.
    fn other_holder(
        &self,
        actor: &ActorId,
        office: &str,
        of: &str,
        tenure: Tenure,
    ) -> Option<(String, String)> {
        let words = |name: &str, theirs: Tenure| format!("{name}, {}", theirs.words());
        let known = self.knowledge.holders_of(office, of).filter(|other| other.id != *actor);
        let known = known.flat_map(|other| other.offices.iter().map(move |held| (other, held)));
        let mut known = known.filter(|(_, held)| held.is(office, of));
        let known = known.find(|(_, held)| Tenure::from(*held).overlaps(tenure, self.known_until));
        let before = self.sole.get(&(office.to_owned(), of.to_owned())).into_iter().flatten();
        let mut before = before.filter(|other| other.actor != *actor);
        match known {
            Some((other, held)) => {
                Some((words(&other.name, Tenure::from(held)), held.source.clone()))
            }
            None => before
                .find(|other| other.tenure.overlaps(tenure, self.known_until))
                .map(|other| (words(&other.name, other.tenure), THIS_FILE.to_owned())),
        }
    }

    /// Whether names and traits are known, offices aside.
    fn is_known(&self, row: &Row, known: &Actor) -> bool {
        let names = std::iter::once(&row.name).chain(&row.aliases);
        let called =
            row.called.as_ref().is_none_or(|called| self.knowledge.is_called(&known.id, called));
        let gender =
            row.gender.is_none() || row.gender == self.knowledge.gender_of(&known.id).map(code);
        names.into_iter().all(|name| *name == known.name || known.aliases.contains(name))
            && called
            && gender
            && (row.sector.is_none() || row.sector == known.sector)
            && (row.country.is_none() || row.country == known.country)
            && (row.qid.is_none() || row.qid == known.qid)
    }

    /// Whether all that a body's row tells is known.
    fn body(&mut self, found: &mut Found, row: &Row) -> bool {
        let told: Vec<String> =
            std::iter::once(&row.name).chain(&row.aliases).map(|n| fold(n)).collect();
        let known = self.knowledge.actor(&found.actor);
        let mut names: Vec<String> = known
            .iter()
            .flat_map(|known| std::iter::once(&known.name).chain(&known.aliases))
            .map(|name| fold(name))
            .collect();
        let before = self.bodies.entry(found.actor.clone()).or_default();
        let by = if names.is_empty() { THIS_FILE.to_owned() } else { found.actor.to_string() };
        names.extend(before.iter().cloned());
        let shown =
            known.map_or_else(|| names.first().cloned().unwrap_or_default(), |k| k.name.clone());
        if !names.is_empty() && !names.contains(&told[0]) && !told.iter().any(|n| names.contains(n))
        {
            found.put(What::BodyTaken, row.name.clone(), shown, &by);
            return false;
        }
        before.extend(told);
        if let Some(known) = known {
            self.traits(found, row, known);
        }
        self.qid(found, row);
        known.is_some_and(|known| self.is_known(row, known))
    }

    /// Whether all that a state's row tells is known: the name shown, and what it chairs.
    fn state(&mut self, found: &mut Found, row: &Row) -> bool {
        let known = self.knowledge.actor(&found.actor);
        let before = self.states.insert(found.actor.clone(), row.name.clone());
        let shown = before.clone().or_else(|| known.map(|known| known.name.clone()));
        let by = if before.is_some() { THIS_FILE.to_owned() } else { found.actor.to_string() };
        let renamed = shown.filter(|shown| *shown != row.name);
        if let Some(shown) = renamed {
            found.put(What::StateRenamed, row.name.clone(), shown, &by);
            self.office(found, row, known);
            return false;
        }
        self.qid(found, row);
        self.office(found, row, known) && known.is_some_and(|known| self.is_known(row, known))
    }
}

/// What is found of a row.
struct Found {
    line: u64,
    actor: ActorId,
    name: String,
    conflicts: Vec<Conflict>,
}

impl Found {
    fn put(&mut self, what: What, told: String, known: String, by: &str) {
        let (actor, name, by) = (self.actor.clone(), self.name.clone(), by.to_owned());
        self.conflicts.push(Conflict { line: self.line, what, actor, name, told, known, by });
    }
}

fn code(gender: Gender) -> char {
    match gender {
        Gender::Female => 'f',
        Gender::Male => 'm',
    }
}
