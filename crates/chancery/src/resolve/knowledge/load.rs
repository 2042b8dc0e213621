//! States and bodies from their tables, and the phrases that name them.

use rustc_hash::FxHashMap;

use super::super::lexicon::{Sense, StateWord};
use super::super::tables::{self, StateRow};
use crate::nouns::{Actor, ActorId, ActorKind, Agreement, OfficeHeld, Sector};

/// The states, in the order of their table, with the bodies each chaired.
pub(super) fn states() -> Vec<Actor> {
    let chairs: Vec<_> = tables::chairs().collect();
    let chaired = |iso3: &str| {
        let own = chairs.iter().filter(|chair| chair.state == iso3);
        own.map(|chair| chair.held.clone()).collect::<Vec<_>>()
    };
    tables::states().map(|row| state(&row, chaired(row.iso3))).collect()
}

fn state(row: &StateRow, chaired: Vec<OfficeHeld>) -> Actor {
    let existence = row.from.or(row.to).map(|_| OfficeHeld {
        office: "state".to_owned(),
        of: None,
        from: row.from,
        to: row.to,
        agreement: Agreement::Agreed,
        source: "table".to_owned(),
    });
    Actor {
        id: ActorId(format!("state:{}", row.iso3)),
        kind: ActorKind::State,
        qid: None,
        name: row.name.to_owned(),
        country: Some(row.iso3.to_owned()),
        codes: super::codes::latest(row.iso3),
        sector: Some(Sector::Gov),
        aliases: row.other_names.iter().map(|&n| n.to_owned()).collect(),
        offices: existence.into_iter().chain(chaired).collect(),
    }
}

/// The bodies, in the order of their table.
pub(super) fn bodies() -> impl Iterator<Item = Actor> {
    tables::bodies().map(|row| Actor {
        country: row.country.map(str::to_owned),
        sector: row.sector,
        aliases: row.aliases.iter().map(|&n| n.to_owned()).collect(),
        ..Actor::named(ActorId(row.id.to_owned()), ActorKind::Body, row.name.to_owned())
    })
}

/// Gives the actors the Wikidata ids that are known.
pub(super) fn identify(actors: &mut [Actor]) {
    let known: FxHashMap<&str, &str> = tables::qids().collect();
    for actor in actors {
        actor.qid = known.get(actor.id.as_str()).map(|&qid| qid.to_owned());
    }
}

/// Adds a user's bodies and states. Of an id the tables have, names and offices are added; a
/// state is shown by the user's name from then on.
pub(super) fn add_brought(actors: &mut Vec<Actor>, brought: Vec<Actor>) {
    for actor in brought {
        let Some(known) = actors.iter_mut().find(|known| known.id == actor.id) else {
            actors.push(actor);
            continue;
        };
        let mut names = vec![actor.name];
        names.extend(actor.aliases);
        if known.kind == ActorKind::State {
            let shown = names.remove(0);
            names.push(std::mem::replace(&mut known.name, shown));
        }
        let shown = known.name.clone();
        known.aliases.retain(|name| *name != shown);
        for name in names {
            if name != known.name && !known.aliases.contains(&name) {
                known.aliases.push(name);
            }
        }
        known.qid = known.qid.take().or(actor.qid);
        known.country = known.country.take().or(actor.country);
        known.sector = known.sector.or(actor.sector);
        known.offices.extend(actor.offices);
    }
}

/// What names the states and bodies: the names of all of them before what merely belongs to one.
pub(super) fn phrases(actors: &[Actor]) -> impl Iterator<Item = (String, Sense)> {
    let (mut names, mut demonyms, mut seats) = (Vec::new(), Vec::new(), Vec::new());
    for (index, actor) in (0..).zip(actors) {
        let sense = match actor.kind {
            ActorKind::State => Sense::State(index, StateWord::Name),
            _ => Sense::Body(index),
        };
        names
            .extend(std::iter::once(&actor.name).chain(&actor.aliases).map(|n| (n.clone(), sense)));
    }
    for (index, row) in (0..).zip(tables::states()) {
        let all = |words: &[&str], word: StateWord| {
            let words = words.iter().map(|&w| (w.to_owned(), Sense::State(index, word)));
            words.collect::<Vec<_>>()
        };
        demonyms.extend(all(&row.adjectives, StateWord::Demonym));
        demonyms.extend(all(&row.nouns, StateWord::Demonym));
        seats.extend(all(&row.seats, StateWord::Seat));
        seats.extend(all(&row.capitals, StateWord::Capital));
    }
    // "Washington" is a capital before it is anything else a body is called.
    let (states, bodies): (Vec<_>, Vec<_>) =
        names.into_iter().partition(|(_, sense)| matches!(sense, Sense::State(..)));
    states.into_iter().chain(demonyms).chain(seats).chain(bodies)
}

/// Phrases that hold a state's name and mean something else.
pub(super) fn nothings() -> impl Iterator<Item = (String, Sense)> {
    tables::not_states().map(|phrase| (phrase.to_owned(), Sense::Nothing))
}
