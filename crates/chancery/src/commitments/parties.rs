//! Who stands behind a token: actors, and the speaker behind "we".

use crate::nouns::{ActorId, ActorKind, Mention, Sector};
use crate::scene::Scene;

/// The actors some tokens stand for, each once, in order.
pub(crate) fn actors(scene: &Scene<'_>, tokens: &[u32]) -> Vec<ActorId> {
    let mut found: Vec<ActorId> = Vec::new();
    for &token in tokens {
        for actor in actors_at(scene, token) {
            if !found.contains(&actor) {
                found.push(actor);
            }
        }
    }
    found
}

/// The actors one token stands for: of "we" and "I", whoever speaks.
pub(crate) fn actors_at(scene: &Scene<'_>, token: u32) -> Vec<ActorId> {
    if scene.is_first_person(token) {
        return speaker_of(scene, token).map_or_else(Vec::new, |m| members(scene.mention(m)));
    }
    scene.mention_of(token).map_or_else(Vec::new, |m| members(scene.mention(m)))
}

/// Whom a mention stands for.
pub(crate) fn members(mention: &Mention) -> Vec<ActorId> {
    if mention.members.is_empty() {
        return mention.actor.iter().cloned().collect();
    }
    mention.members.clone()
}

/// The subject of the nearest verb of speech in a sentence, first persons left out.
fn speaker_of(scene: &Scene<'_>, token: u32) -> Option<u32> {
    let verbs = scene.sentence(token).filter(|&v| scene.is_speech(v));
    let told = verbs.filter_map(|v| {
        let subject = scene.subjects(v).into_iter().find(|&s| !scene.is_first_person(s))?;
        let mention = scene.mention_of(subject)?;
        scene.mention(mention).actor.as_ref().map(|_| (v.abs_diff(token), mention))
    });
    told.min().map(|(_, mention)| mention)
}

/// Whether one of the actors takes part in public affairs: a state, an official, a body other
/// than a company.
pub(crate) fn any_public(scene: &Scene<'_>, actors: &[ActorId]) -> bool {
    actors.iter().any(|id| is_public(scene, id))
}

fn is_public(scene: &Scene<'_>, id: &ActorId) -> bool {
    let titled = || scene.mentions_of(id).any(|m| m.office.is_some() || m.country.is_some());
    let Some(actor) = scene.actor(id) else { return titled() };
    match actor.kind {
        ActorKind::State | ActorKind::Office => true,
        ActorKind::Body => actor.sector.is_some_and(|s| !matches!(s, Sector::Bus | Sector::Med)),
        ActorKind::Person => !actor.offices.is_empty() || actor.sector.is_some() || titled(),
        ActorKind::Group => actor.country.is_some(),
    }
}

/// ISO alpha-3 code of the state an actor belongs to.
pub(crate) fn country(scene: &Scene<'_>, id: &ActorId) -> Option<String> {
    let known = scene.actor(id).and_then(|a| a.country.clone());
    known.or_else(|| scene.mentions_of(id).find_map(|m| m.country.clone()))
}
