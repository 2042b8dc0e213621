//! States by name, people, capital and seat of government.

use chancery_engine::{Dep, EntityKind, Pos};

use super::draft::{Draft, Scene};
use super::lexicon::{Hit, Sense, StateWord};
use crate::nouns::MentionKind;

/// Mentions of states.
pub(crate) fn state_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    scene.hits.iter().filter_map(|hit| draft(scene, hit)).collect()
}

fn draft(scene: &Scene<'_>, hit: &Hit) -> Option<Draft> {
    let Sense::State(index, word) = hit.sense else { return None };
    let speaks = match word {
        StateWord::Name => true,
        StateWord::Demonym => !is_language(scene, hit),
        StateWord::Capital => acts(scene, hit),
        StateWord::Seat => acts(scene, hit) || !is_place(scene, hit),
    };
    if !speaks || is_inside_other(scene, hit) || scene.is_named(hit.tokens.start) {
        return None;
    }
    let kind = match word {
        StateWord::Demonym => MentionKind::Demonym,
        _ => MentionKind::Name,
    };
    let state = scene.setting.knowledge.at(index);
    Some(Draft::of(scene.doc, hit.tokens.clone(), kind, state))
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

/// Whether a city or seat stands for the government: it says or does something, or something is
/// done with or by it.
fn acts(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    let mut head = super::titles::head_of(doc, &hit.tokens);
    while doc.tokens[head as usize].dep == Dep::Conj && doc.tokens[head as usize].head != head {
        head = doc.tokens[head as usize].head;
    }
    let token = &doc.tokens[head as usize];
    match token.dep {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Agent => true,
        Dep::Pobj => {
            let preposition = doc.word(token.head).to_lowercase();
            matches!(preposition.as_str(), "between" | "with" | "by" | "against" | "for")
        }
        Dep::Poss => doc.tokens[token.head as usize].pos == Pos::Noun,
        _ => false,
    }
}

/// Whether the words stand after a preposition of place.
fn is_place(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    let token = &doc.tokens[super::titles::head_of(doc, &hit.tokens) as usize];
    let preposition = doc.word(token.head).to_lowercase();
    token.dep == Dep::Pobj
        && matches!(
            preposition.as_str(),
            "in" | "at" | "to" | "from" | "near" | "outside" | "around" | "inside" | "through"
        )
}
