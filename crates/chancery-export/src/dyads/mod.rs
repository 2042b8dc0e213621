//! Dealings of pairs of states, counted by day, month or year, zeros among them, with a table of
//! what was read, so that a zero can be told from nothing having been read.
//!
//! Only what is known finely enough is counted: an encounter told of "in December" has no day.
//! What is left out is counted by reason.

mod cell;
mod coverage;
mod period;

use std::collections::{BTreeMap, BTreeSet};

use chancery::nouns::{
    Actor, ActorId, Commitment, Document, DocumentId, Encounter, EncounterKind, Moment, Role,
    Statement,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use cell::Cell;
use coverage::Coverage;
pub use period::By;
use period::Period;

/// What to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How long periods are.
    pub by: By,
    /// Whether who acts is kept apart from who is acted on.
    pub directed: bool,
    /// The first period is that of this time; by default that of the first document.
    pub since: Option<Moment>,
    /// The last period is that of this time; by default that of the last document.
    pub until: Option<Moment>,
    /// Kinds of encounter; all where empty.
    pub kinds: Vec<EncounterKind>,
    /// Rows for every pair of these states (ISO alpha-3); of those seen where empty.
    pub states: Vec<String>,
}

/// The two states of a row; undirected the lesser first.
type Pair = (String, String);

/// Counts of pairs of states. Documents and actors are given before what they tell and do.
#[derive(Debug, Clone)]
pub struct Dyads {
    settings: Settings,
    coverage: Coverage,
    countries: BTreeMap<ActorId, String>,
    cells: BTreeMap<(Period, Pair), Cell>,
    left_out: BTreeMap<&'static str, u64>,
}

impl Dyads {
    /// Nothing counted yet.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            coverage: Coverage::default(),
            countries: BTreeMap::new(),
            cells: BTreeMap::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// Takes a document.
    pub fn document(&mut self, document: &Document) {
        self.coverage.add(document, self.settings.by);
    }

    /// Takes an actor.
    pub fn actor(&mut self, actor: &Actor) {
        if let Some(country) = &actor.country {
            self.countries.insert(actor.id.clone(), country.clone());
        }
    }

    /// Counts an encounter for every pair of states that took part.
    pub fn encounter(&mut self, it: &Encounter) {
        for member in &it.members {
            self.coverage.tells(&member.document);
        }
        if !self.settings.kinds.is_empty() && !self.settings.kinds.contains(&it.kind) {
            return;
        }
        let states: BTreeSet<&String> =
            it.participants.iter().filter_map(|one| one.country.as_ref()).collect();
        let many = states.len() > 2;
        let pairs = self.pairs_of(it, &states);
        if pairs.is_empty() {
            return self.leave("encounters without two states");
        }
        let Some(period) = self.settings.by.of_when(it.when.as_ref()) else {
            return self.leave("encounters whose time is not known to the period");
        };
        let documents: Vec<u32> = it
            .members
            .iter()
            .filter_map(|member| self.coverage.of(&member.document))
            .map(|(number, _)| number)
            .collect();
        for (pair, mutual) in pairs {
            let cell = self.cells.entry((period, pair)).or_default();
            cell.encounter(it.kind, it.status, many, mutual);
            cell.documents.extend(&documents);
        }
    }

    /// The pairs an encounter counts for, each with whether it has no direction.
    fn pairs_of(&self, it: &Encounter, states: &BTreeSet<&String>) -> BTreeSet<(Pair, bool)> {
        let with = |roles: &[Role]| -> BTreeSet<&String> {
            let those = it.participants.iter().filter(|one| roles.contains(&one.role));
            those.filter_map(|one| one.country.as_ref()).collect()
        };
        let from = with(&[Role::From, Role::Guest]);
        let to = with(&[Role::To, Role::Host]);
        let initiator = it.initiator.as_ref().and_then(|actor| self.countries.get(actor));
        let acts = |a: &String, b: &String| {
            if !from.is_empty() && !to.is_empty() {
                return from.contains(a) && to.contains(b) && !(from.contains(b) && to.contains(a));
            }
            initiator == Some(a)
        };
        let mut found = BTreeSet::new();
        for a in states {
            for b in states.iter().filter(|b| a != *b) {
                let mutual = !acts(a, b) && !acts(b, a);
                if !self.settings.directed && a < b || self.settings.directed && !acts(b, a) {
                    found.insert((((*a).clone(), (*b).clone()), mutual));
                }
            }
        }
        found
    }

    /// Counts a statement of one state's people that is addressed to another's.
    pub fn statement(&mut self, it: &Statement) {
        let countries = |mentions: &[chancery::nouns::Mention]| -> BTreeSet<String> {
            mentions.iter().filter_map(|mention| mention.country.clone()).collect()
        };
        let (from, to) = (countries(&it.speaker), countries(&it.addressees));
        let told = self.settings.by.of_when(it.when.as_ref());
        let Some((period, number, pairs)) =
            self.placed("statements", &from, &to, told, &it.document)
        else {
            return;
        };
        for pair in pairs {
            let cell = self.cells.entry((period, pair)).or_default();
            cell.statement(it.act, told.is_none());
            cell.documents.extend(number);
        }
    }

    /// Counts a commitment of one state's people towards another's.
    pub fn commitment(&mut self, it: &Commitment) {
        let countries = |actors: &[ActorId]| -> BTreeSet<String> {
            actors.iter().filter_map(|actor| self.countries.get(actor).cloned()).collect()
        };
        let (from, to) = (countries(&it.by), countries(&it.to));
        let told = self.settings.by.of_when(it.made_on.as_ref());
        let Some((period, number, pairs)) =
            self.placed("commitments", &from, &to, told, &it.evidence.document)
        else {
            return;
        };
        for pair in pairs {
            let cell = self.cells.entry((period, pair)).or_default();
            cell.commitment(it.kind, told.is_none());
            cell.documents.extend(number);
        }
    }

    /// The period of something said or promised (that of publication where it tells no other), the
    /// number of its document, and the pairs it counts for.
    fn placed(
        &mut self,
        what: &'static str,
        from: &BTreeSet<String>,
        to: &BTreeSet<String>,
        told: Option<Period>,
        document: &DocumentId,
    ) -> Option<(Period, Option<u32>, BTreeSet<Pair>)> {
        let (no_pair, no_period) = match what {
            "statements" => ("statements without two states", "statements whose time is not known"),
            _ => ("commitments without two states", "commitments whose time is not known"),
        };
        let mut pairs = BTreeSet::new();
        for a in from {
            for b in to.iter().filter(|b| a != *b) {
                let turned = !self.settings.directed && b < a;
                let (a, b) = if turned { (b, a) } else { (a, b) };
                pairs.insert((a.clone(), b.clone()));
            }
        }
        if pairs.is_empty() {
            self.leave(no_pair);
            return None;
        }
        let read = self.coverage.of(document);
        let Some(period) = told.or(read.and_then(|(_, period)| period)) else {
            self.leave(no_period);
            return None;
        };
        Some((period, read.map(|(number, _)| number), pairs))
    }

    fn leave(&mut self, why: &'static str) {
        *self.left_out.entry(why).or_default() += 1;
    }

    /// The periods of the table.
    fn periods(&self) -> Vec<Period> {
        let (by, span) = (self.settings.by, self.coverage.span());
        let first = self
            .settings
            .since
            .and_then(Moment::first_day)
            .map(|day| by.of(day))
            .or(span.map(|it| it.0));
        let last = self
            .settings
            .until
            .and_then(Moment::last_day)
            .map(|day| by.of(day))
            .or(span.map(|it| it.1));
        let span = first.zip(last);
        span.map_or_else(Vec::new, |(first, last)| by.through(first, last).collect())
    }

    /// The pairs of the table.
    fn pairs(&self, periods: &[Period]) -> BTreeSet<Pair> {
        let mut states: BTreeSet<&String> = self.settings.states.iter().collect();
        if states.is_empty() {
            let inside =
                self.cells.keys().filter(|(period, _)| periods.binary_search(period).is_ok());
            states = inside.flat_map(|(_, (a, b))| [a, b]).collect();
        }
        let mut pairs = BTreeSet::new();
        for a in &states {
            let others =
                states.iter().filter(|b| if self.settings.directed { a != *b } else { a < *b });
            pairs.extend(others.map(|b| ((*a).clone(), (*b).clone())));
        }
        pairs
    }

    /// How many rows the table has.
    pub fn len(&self) -> u64 {
        let periods = self.periods();
        (self.pairs(&periods).len() * periods.len()) as u64
    }

    /// Whether the table has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands out every row, by period and pair. `state` knows a state by its ISO alpha-3 code.
    pub fn each_row<'k, E>(
        &self,
        state: impl Fn(&str) -> Option<&'k Actor>,
        mut take: impl FnMut(Value) -> Result<(), E>,
    ) -> Result<(), E> {
        let by = self.settings.by;
        let periods = self.periods();
        let pairs = self.pairs(&periods);
        let (read, origins) = (self.coverage.by_period(), self.coverage.origins());
        let codes: BTreeMap<&String, Value> =
            pairs.iter().flat_map(|(a, b)| [a, b]).map(|it| (it, codes(it, state(it)))).collect();
        let none = Cell::default();
        for period in &periods {
            for pair in &pairs {
                let cell = self.cells.get(&(*period, pair.clone())).unwrap_or(&none);
                let from: BTreeSet<u32> =
                    cell.documents.iter().map(|number| origins[*number as usize]).collect();
                let mut row = Map::new();
                row.insert("period".to_owned(), by.name(*period).into());
                row.insert("start".to_owned(), period.first().to_string().into());
                row.insert("end".to_owned(), by.last(*period).to_string().into());
                row.insert("directed".to_owned(), self.settings.directed.into());
                row.insert("a".to_owned(), codes[&pair.0].clone());
                row.insert("b".to_owned(), codes[&pair.1].clone());
                cell.fields(&mut row, &self.settings.kinds);
                row.insert("origins".to_owned(), from.len().into());
                row.insert("read".to_owned(), read.get(period).copied().unwrap_or(0).into());
                take(row.into())?;
            }
        }
        Ok(())
    }

    /// Hands out every row of the coverage table.
    pub fn each_coverage<E>(&self, take: impl FnMut(Value) -> Result<(), E>) -> Result<(), E> {
        self.coverage.rows(self.settings.by, &self.periods()).try_for_each(take)
    }

    /// What was not counted, by reason.
    pub fn left_out(&self) -> BTreeMap<String, u64> {
        let mut found: BTreeMap<String, u64> =
            self.left_out.iter().map(|(why, count)| ((*why).to_owned(), *count)).collect();
        let (periods, pairs) = (self.periods(), self.pairs(&self.periods()));
        let outside = |(period, pair): &&(Period, Pair)| {
            periods.binary_search(period).is_err() || !pairs.contains(pair)
        };
        let outside = self.cells.keys().filter(outside).count() as u64;
        if outside > 0 {
            found.insert("pairs and periods outside the table".to_owned(), outside);
        }
        found
    }
}

/// A state with its codes.
fn codes(iso3: &str, state: Option<&Actor>) -> Value {
    let codes = state.and_then(|state| state.codes.clone()).unwrap_or_default();
    json!({
        "iso3": iso3,
        "iso2": codes.iso2,
        "cow": codes.cow,
        "gleditsch_ward": codes.gleditsch_ward,
        "name": state.map(|state| &state.name),
    })
}
