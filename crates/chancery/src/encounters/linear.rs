//! Parties by the order of words, where the tree lost them: "received this evening, at the palace,
//! the President of Estonia, A", "took place on Friday between His Highness the Emir A and B".

use super::arguments::Slots;
use super::clusters::country;
use super::codebook::Frame;
use super::outline::is_contact_by_itself;
use super::telling::Party;
use super::triggers::Trigger;
use crate::nouns::{ActorKind, MentionKind, Role};
use crate::scene::Scene;

/// How far after a word of contact its parties may stand, in tokens.
const REACH: u32 = 40;

/// The parties that a telling lacks, from the words after it.
pub(crate) fn lost(
    scene: &Scene<'_>,
    trigger: &Trigger,
    slots: &Slots,
    told: &[Party],
) -> Vec<Party> {
    let acts = matches!(trigger.word.frame, Frame::Mutual | Frame::Receive | Frame::Topic);
    if acts && told.len() == 1 && has_no_subject(scene, trigger.token) {
        return subject(scene, trigger, &told[0]);
    }
    match (trigger.word.frame, told.len()) {
        (Frame::Receive, 1) if told[0].role == Role::Host => guest(scene, trigger, &told[0]),
        (Frame::Event, 0 | 1) if is_contact_by_itself(scene, trigger) => {
            between(scene, trigger, slots, told)
        }
        _ => Vec::new(),
    }
}

/// Whether a verb in the past tense, not passive, has no subject in the tree.
fn has_no_subject(scene: &Scene<'_>, verb: u32) -> bool {
    use chancery_engine::{Dep, Tag};
    let passive = scene.with_dep(verb, &[Dep::Auxpass, Dep::Nsubjpass]).next().is_some();
    scene.tag(verb) == Tag::Vbd && !passive && scene.subjects(verb).is_empty()
}

/// "The minister, Ambassador A, yesterday met B": whoever is named right before the verb.
fn subject(scene: &Scene<'_>, trigger: &Trigger, other: &Party) -> Vec<Party> {
    let first = scene.sentence(trigger.token).start;
    let named = persons(scene, first, trigger.token);
    let before = named.into_iter().rev().find(|p| {
        let after = scene.doc.token_at(p.mention.end)..trigger.token;
        after.into_iter().all(|t| {
            matches!(scene.pos(t), chancery_engine::Pos::Punct | chancery_engine::Pos::Adv)
                || scene.in_time(t)
                || scene.lower(t) == "on"
        })
    });
    let role = if trigger.word.frame == Frame::Receive { Role::Host } else { Role::Principal };
    let apart = |p: &Party| p.actor != other.actor && country(scene, p) != country(scene, other);
    before.filter(apart).map(|p| Party { role, ..p }).into_iter().collect()
}

/// The guest of a host whose object the tree took for a time ("this evening").
fn guest(scene: &Scene<'_>, trigger: &Trigger, host: &Party) -> Vec<Party> {
    let objects = super::arguments::direct_objects(scene, trigger.token);
    if objects.iter().any(|&o| !scene.in_time(o)) {
        return Vec::new();
    }
    let home = country(scene, host);
    let end = clause_end(scene, trigger.token);
    let mut persons = persons(scene, trigger.token + 1, end);
    let foreign = |p: &Party| country(scene, p).is_some() && country(scene, p) != home;
    let first = persons.drain(..).next().filter(|p| home.is_some() && foreign(p));
    first.map(|p| Party { role: Role::Guest, ..p }).into_iter().collect()
}

/// The two after "between", the one after "with", where both belong to the contact.
fn between(scene: &Scene<'_>, trigger: &Trigger, slots: &Slots, told: &[Party]) -> Vec<Party> {
    if scene.tag(trigger.token) == chancery_engine::Tag::Nns && !is_one(scene, trigger.token) {
        return Vec::new();
    }
    let end = clause_end(scene, trigger.token);
    let joins = &trigger.word.joins;
    let hangs = |t: u32| {
        let head = scene.head(t);
        head == trigger.token || Some(head) == slots.carrier
    };
    let Some(join) = (trigger.token + 1..end).find(|&t| {
        let word = scene.lower(t);
        matches!(word.as_str(), "between" | "with") && joins.contains(&word) && hangs(t)
    }) else {
        return Vec::new();
    };
    let wanted = if scene.lower(join) == "between" { 2 } else { 1 };
    // "With journalists after the talks with A": A is of the other talks.
    let other = |t: &u32| {
        scene.pos(*t) == chancery_engine::Pos::Adp
            && !matches!(scene.lower(*t).as_str(), "of" | "for" | "by")
    };
    let end = (join + 1..end).find(other).unwrap_or(end);
    let mut found: Vec<Party> = Vec::new();
    for party in persons(scene, join + 1, end) {
        let other =
            |p: &Party| p.actor != party.actor && country(scene, p) != country(scene, &party);
        if country(scene, &party).is_some() && told.iter().chain(&found).all(other) {
            found.push(party);
        }
        if found.len() == wanted {
            return found;
        }
    }
    if told.len() + found.len() >= 2 { found } else { Vec::new() }
}

/// "The talks between A and B" are one contact, "the meetings between A, B and C" several.
fn is_one(scene: &Scene<'_>, noun: u32) -> bool {
    matches!(scene.lower(noun).as_str(), "talks" | "negotiations" | "consultations")
}

/// The end of what a word of contact may reach: the next verb with a subject of its own.
fn clause_end(scene: &Scene<'_>, token: u32) -> u32 {
    use chancery_engine::Dep;
    let last = scene.sentence(token).end.min(token + REACH);
    let begins = |&t: &u32| {
        let own = matches!(scene.dep(t), Dep::Relcl | Dep::Advcl | Dep::Ccomp | Dep::Acl);
        scene.is_verb(t) && (own || scene.with_dep(t, &[Dep::Nsubj]).next().is_some())
    };
    let below = |t: &u32| scene.head(token) != *t && *t != token;
    (token + 1..last).filter(below).find(begins).unwrap_or(last)
}

/// Persons named in some words, each once.
fn persons(scene: &Scene<'_>, first: u32, end: u32) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for token in first..end {
        let Some(mention) = scene.mention_covering(token).map(|m| scene.mention(m)) else {
            continue;
        };
        let person = mention.actor.as_ref().filter(|id| {
            scene.actor(id).is_some_and(|a| matches!(a.kind, ActorKind::Person | ActorKind::Office))
        });
        let named = matches!(mention.kind, MentionKind::Name | MentionKind::Office);
        if let Some(actor) = person.filter(|a| named && found.iter().all(|p| p.actor != **a)) {
            let party =
                Party { actor: actor.clone(), mention: mention.clone(), role: Role::Principal };
            found.push(party);
        }
    }
    found
}
