//! Who and where: the states that have most people in the tables, with some of these people, and
//! places of these states.

use std::collections::BTreeMap;

use chancery::nouns::{Actor, ActorKind, Where};
use chancery::resolve::{Brought, Knowledge};

/// How many states, and people of each.
const STATES: usize = 80;
const PEOPLE: usize = 12;

/// A state with its people.
pub(super) struct State {
    pub(super) actor: Actor,
    pub(super) people: Vec<Actor>,
    pub(super) place: Where,
}

/// The states, those with most people first.
pub(super) fn cast() -> Vec<State> {
    let knowledge = Knowledge::with(Brought::default());
    let mut people: BTreeMap<String, Vec<Actor>> = BTreeMap::new();
    let mut states = Vec::new();
    for actor in knowledge.actors() {
        match (actor.kind, &actor.country) {
            (ActorKind::Person, Some(country)) if !actor.offices.is_empty() => {
                people.entry(country.clone()).or_default().push(actor.clone());
            }
            (ActorKind::State, _) => states.push(actor.clone()),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for actor in states {
        let code = actor.id.as_str().trim_start_matches("state:").to_owned();
        let Some(mut people) = people.remove(&code) else { continue };
        // Where it lies on the map is no matter here, only that the points are many.
        let at = found.len() as f64;
        let place = Where {
            name: actor.name.clone(),
            country: Some(code),
            geonames: None,
            latitude: Some((at * 7.3) % 130.0 - 55.0),
            longitude: Some((at * 37.1) % 340.0 - 170.0),
            evidence: None,
        };
        people.sort_by_key(|it| (std::cmp::Reverse(it.offices.len()), it.id.clone()));
        found.push((people.len(), State { actor, people, place }));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.actor.id.cmp(&b.1.actor.id)));
    let mut states: Vec<State> = found.into_iter().map(|(_, state)| state).take(STATES).collect();
    for state in &mut states {
        state.people.truncate(PEOPLE);
    }
    states
}
