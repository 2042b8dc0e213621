//! Organisations: those of the tables, those every state has, and those the parser alone knows.

mod kinds;
mod national;

use std::ops::Range;

use chancery_engine::{Doc, EntityKind};

use super::draft::{Draft, Scene};
use super::fold::name_parts;
use super::lexicon::{Hit, Sense, StateWord, hit_at, hits_in};
use crate::nouns::{Actor, ActorId, ActorKind, MentionKind, Sector};
pub(crate) use national::like;

/// Mentions of bodies.
pub(crate) fn body_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let known = scene.hits.iter().filter_map(|hit| match hit.sense {
        Sense::Body(index) if !is_prefix_of_larger(scene, hit) => {
            let body = scene.setting.knowledge.at(index);
            Some(Draft::of(scene.doc, hit.tokens.clone(), MentionKind::Name, body))
        }
        _ => None,
    });
    let mut drafts = national::drafts(scene);
    drafts.extend(known);
    for entity in scene.doc.entities.iter().filter(|e| e.kind == EntityKind::Organisation) {
        drafts.extend(own_body(scene, entity.start..entity.end));
    }
    drafts
}

/// Whether a body's words open the name of a larger thing ("Pentagon Strategy").
fn is_prefix_of_larger(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    scene.doc.entity_at(hit.tokens.start).is_some_and(|e| {
        e.start == hit.tokens.start
            && e.end > hit.tokens.end
            && matches!(
                e.kind,
                EntityKind::Work | EntityKind::Law | EntityKind::Event | EntityKind::Product
            )
            && !matches!(doc.word(hit.tokens.end), "'s" | "’s")
    })
}

/// A body only this text tells of.
fn own_body(scene: &Scene<'_>, entity: Range<u32>) -> Option<Draft> {
    let tokens = without_edges(scene.doc, entity)?;
    let plain = hit_at(scene.hits, tokens.start)
        .is_some_and(|h| h.tokens.start <= tokens.start && tokens.end <= h.tokens.end);
    let name = scene.doc.span(tokens.clone()).to_owned();
    let parts = name_parts(&name);
    if plain || parts.is_empty() || tokens.clone().any(|t| scene.is_named(t)) {
        return None;
    }
    let country = country_of(scene, &tokens);
    let sector = sector_of(&name, country.is_some());
    let id = ActorId(format!("body:{}:{}", scene.setting.document, parts.join("-")));
    let actor = Actor { country, sector, ..Actor::named(id, ActorKind::Body, name) };
    Some(Draft::of(scene.doc, tokens, MentionKind::Name, &actor))
}

/// An entity without a leading determiner and a trailing possessive.
fn without_edges(doc: &Doc, tokens: Range<u32>) -> Option<Range<u32>> {
    let Range { mut start, mut end } = tokens;
    while start < end && matches!(doc.word(start), "the" | "The" | "a" | "\"" | "“") {
        start += 1;
    }
    while end > start && matches!(doc.word(end - 1), "'s" | "’s" | "'" | "’" | "\"" | "”") {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The state a body's name holds or follows ("Bank of Canada", "the Thai Navy").
fn country_of(scene: &Scene<'_>, tokens: &Range<u32>) -> Option<String> {
    let state = |h: &&Hit| matches!(h.sense, Sense::State(_, StateWord::Name | StateWord::Demonym));
    let near = |h: &&Hit| {
        (tokens.start <= h.tokens.start && h.tokens.end <= tokens.end)
            || h.tokens.end == tokens.start
            || h.tokens.end + 1 == tokens.start
                && matches!(scene.doc.word(h.tokens.end), "'s" | "’s")
    };
    let reach = tokens.start.saturating_sub(2)..tokens.end;
    let hit = hits_in(scene.hits, &reach).filter(state).find(near)?;
    match hit.sense {
        Sense::State(index, _) => scene.setting.knowledge.at(index).country.clone(),
        _ => None,
    }
}

/// The sector the body's own name tells.
fn sector_of(name: &str, national: bool) -> Option<Sector> {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
    if has(&["ministry", "department of", "government", "cabinet", "embassy", "presidency"]) {
        Some(Sector::Gov)
    } else if has(&["parliament", "assembly", "senate", "congress", "legislat", "knesset"]) {
        Some(Sector::Leg)
    } else if has(&["army", "navy", "air force", "armed forces", "military", "troops"]) {
        Some(Sector::Mil)
    } else if has(&["police"]) {
        Some(Sector::Cop)
    } else if has(&["court", "tribunal"]) {
        Some(Sector::Jud)
    } else if has(&["party"]) {
        Some(Sector::Pty)
    } else if has(&["university", "college", "institute", "school"]) {
        Some(Sector::Edu)
    } else if has(&["news", "times", "radio", "television", "newspaper", "post"]) {
        Some(Sector::Med)
    } else if has(&["bank", "corp", "inc", "company", "ltd", "group"]) && !national {
        Some(Sector::Bus)
    } else {
        None
    }
}
