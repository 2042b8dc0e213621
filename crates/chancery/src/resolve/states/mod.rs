//! States by name, people, capital and seat of government.

mod acting;
mod governments;
mod namesakes;
mod things;

use chancery_engine::EntityKind;

use super::draft::{Draft, Scene};
use super::knowledge::holds;
use super::lexicon::{Hit, Sense, StateWord};
use crate::nouns::{Actor, MentionKind};

/// Mentions of states.
pub(crate) fn state_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts = governments::government_drafts(scene);
    drafts.extend(scene.hits.iter().filter_map(|hit| draft(scene, hit)));
    drafts
}

fn draft(scene: &Scene<'_>, hit: &Hit) -> Option<Draft> {
    let Sense::State(index, word) = hit.sense else { return None };
    let speaks = match word {
        StateWord::Name => true,
        StateWord::Demonym => !is_language(scene, hit),
        StateWord::Capital => acting::acts(scene, hit),
        StateWord::Seat => acting::seat_acts(scene, hit),
    };
    if !speaks
        || is_inside_other(scene, hit)
        || scene.is_named(hit.tokens.start)
        || things::names_thing(scene.doc, scene.hits, hit)
    {
        return None;
    }
    if word == StateWord::Name
        && let Some(namesake) = namesakes::namesake(scene, hit)
    {
        return namesake.draft(scene, hit);
    }
    let kind = match word {
        StateWord::Demonym => MentionKind::Demonym,
        _ => MentionKind::Name,
    };
    let state = match word {
        StateWord::Capital | StateWord::Seat => as_of_the_day(scene, index),
        _ => scene.setting.knowledge.at(index),
    };
    Some(Draft::of(scene.doc, hit.tokens.clone(), kind, state))
}

/// States that had the capital of another before it: the later and the earlier.
const BEFORE: &[(&str, &str)] =
    &[("RUS", "SUN"), ("CZE", "CSK"), ("SRB", "SCG"), ("SRB", "YUG"), ("SCG", "YUG")];

/// The state whose government sat in a capital on the day.
fn as_of_the_day<'s>(scene: &'s Scene<'_>, index: u32) -> &'s Actor {
    let knowledge = scene.setting.knowledge;
    let state = knowledge.at(index);
    let stood = |a: &Actor| {
        let mut terms = a.offices.iter().filter(|h| h.office == "state");
        terms.all(|h| scene.setting.day.is_none_or(|day| h.from.is_none() || holds(h, day)))
    };
    if stood(state) {
        return state;
    }
    let code = state.country.as_deref();
    let earlier = BEFORE.iter().filter(|(later, _)| Some(*later) == code);
    let mut earlier = earlier.filter_map(|(_, code)| knowledge.state(code));
    earlier.find(|a| stood(a)).unwrap_or(state)
}

/// Whether the words are part of the name of something else, as the parser reads it.
fn is_inside_other(scene: &Scene<'_>, hit: &Hit) -> bool {
    scene.doc.entity_at(hit.tokens.start).is_some_and(|e| {
        e.start <= hit.tokens.start
            && hit.tokens.end <= e.end
            && e.end - e.start > hit.tokens.end - hit.tokens.start
            && matches!(e.kind, EntityKind::Work | EntityKind::Product | EntityKind::Facility)
            && hit.tokens.end != e.end
    })
}

fn is_language(scene: &Scene<'_>, hit: &Hit) -> bool {
    let entity = scene.doc.entity_at(hit.tokens.start);
    entity.is_some_and(|e| e.kind == EntityKind::Language && e.start == hit.tokens.start)
}
