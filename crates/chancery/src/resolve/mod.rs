//! Resolving: from the words of a text to who, when and where they mean, as of the day spoken of.

mod attach;
mod bodies;
pub(crate) mod dateline;
mod discourse;
mod draft;
mod focus;
mod fold;
mod knowledge;
mod lexicon;
mod misplaced;
mod names;
mod nominals;
mod office_table;
mod offices;
mod partial;
mod people;
pub mod places;
mod pronouns;
mod states;
mod tables;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
pub mod times;
mod titles;
mod told;
mod weigh;
mod who;

use chancery_engine::Doc;

use crate::nouns::{Actor, ActorKind, Mention, Page, PlaceMention, Resolved};
use places::Gazetteer;

pub use fold::{fold, name_parts, names_agree};
pub use knowledge::{Brought, Finding, Gender, Knowledge, PersonLine, holds};
pub(crate) use knowledge::{iso3_of, person_id, sector_of};
pub use lexicon::{Hit, Sense, StateWord};
pub use office_table::Rank;
pub(crate) use tables::{StateRow, states as state_rows};
pub use who::mentions;

/// Whether the words of a place are the name of a person ("Paris", told of somebody).
fn names_a_person(place: &PlaceMention, mentions: &[Mention], actors: &[Actor]) -> bool {
    let from = mentions.partition_point(|m| m.end <= place.start);
    let covering = mentions[from..].iter().take_while(|m| m.start < place.end);
    covering.filter_map(|m| m.actor.as_ref()).any(|id| {
        let known = actors.binary_search_by(|a| a.id.cmp(id)).map(|i| &actors[i]);
        known.is_ok_and(|a| a.kind == ActorKind::Person)
    })
}

/// Everything a parsed page names: who, when and where.
pub fn resolve(page: &Page, doc: &Doc, knowledge: &Knowledge, gazetteer: &Gazetteer) -> Resolved {
    let times = times::times(page, doc);
    let day = times::day_spoken_of(page, &times);
    let (mut mentions, mut actors) = mentions(page, doc, day, knowledge);
    partial::join_partial_names(doc, &mut mentions, &mut actors);
    let mut places = places::places(page, doc, gazetteer);
    places.retain(|place| !names_a_person(place, &mentions, &actors));
    Resolved { mentions, times, places, actors }
}
