//! Who stands for a state at a contact that the text tells between states: "the delegations of A
//! and B met; they were headed by X and Y".

use std::collections::BTreeSet;

use chancery_engine::Dep;

use super::arguments::{agents, is_passive};
use super::clusters::{Cluster, country};
use super::telling::{Party, Telling};
use crate::nouns::{ActorId, ActorKind, EncounterKind, MentionKind};
use crate::scene::Scene;

/// Adds to the contacts of states the persons who led for them.
pub(crate) fn add(scene: &Scene<'_>, tellings: &[Telling<'_>], clusters: &mut [Cluster]) {
    for at in 0..clusters.len() {
        let elsewhere: BTreeSet<ActorId> = clusters
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|(_, c)| c.parties.iter().map(|p| p.actor.clone()))
            .collect();
        let found = leaders(scene, tellings, &clusters[at], &elsewhere);
        clusters[at].parties.extend(found);
    }
}

fn leaders(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    elsewhere: &BTreeSet<ActorId>,
) -> Vec<Party> {
    let kind = tellings[cluster.tellings[0]].kind;
    let attended = matches!(
        kind,
        EncounterKind::Talks
            | EncounterKind::Meeting
            | EncounterKind::Call
            | EncounterKind::Signing
    );
    let states = cluster.parties.iter().filter(|p| attended && is_unmanned(scene, p, cluster));
    let mut found = Vec::new();
    for state in states {
        let Some(code) = country(scene, state) else { continue };
        let near = around(scene, tellings, cluster);
        let leader = match leading(scene, &near, &code).as_slice() {
            [only] => Some(*only),
            [] => only_officeholder(scene, &near, &code).filter(|m| {
                scene.mention(*m).actor.as_ref().is_some_and(|a| !elsewhere.contains(a))
            }),
            _ => None,
        };
        let mention = leader.map(|m| scene.mention(m).clone());
        found.extend(mention.and_then(|mention| {
            Some(Party { actor: mention.actor.clone()?, mention, role: state.role })
        }));
    }
    found
}

/// Whether a party is a state for which no person is told.
fn is_unmanned(scene: &Scene<'_>, party: &Party, cluster: &Cluster) -> bool {
    let is_state = |p: &Party| scene.actor(&p.actor).is_some_and(|a| a.kind == ActorKind::State);
    let code = country(scene, party);
    let others = cluster.parties.iter().filter(|p| !is_state(p));
    is_state(party) && code.is_some() && others.into_iter().all(|p| country(scene, p) != code)
}

/// The sentences of the tellings with those next to them.
fn around(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> BTreeSet<usize> {
    let last = scene.doc.sentences.len();
    let near = |&t: &usize| {
        let at = tellings[t].sentence;
        at.saturating_sub(1)..(at + 3).min(last)
    };
    cluster.tellings.iter().flat_map(near).collect()
}

/// The persons of a state that sentences say to have led: "were headed by A", "A led the
/// delegation", "under the chairmanship of A".
fn leading(scene: &Scene<'_>, sentences: &BTreeSet<usize>, code: &str) -> Vec<u32> {
    let tokens = sentences.iter().flat_map(|&s| scene.doc.sentences[s].clone());
    let mut found: Vec<u32> = Vec::new();
    for leader in tokens.flat_map(|t| leaders_by(scene, t)) {
        let mention = scene.mention_of(leader).filter(|&m| is_officeholder(scene, m, code));
        let known = |m: u32| &scene.mention(m).actor;
        let new = |m: &u32| found.iter().all(|&f| known(f) != known(*m));
        if let Some(mention) = mention.filter(new) {
            found.push(mention);
        }
    }
    found
}

/// Whom a word of leading names.
fn leaders_by(scene: &Scene<'_>, token: u32) -> Vec<u32> {
    let lemma = scene.lemma(token);
    let of = ["of".to_owned()];
    if matches!(lemma, "chairmanship" | "leadership" | "head") && !scene.is_verb(token) {
        return scene.objects_of(token, &of);
    }
    let leads = matches!(lemma, "lead" | "head" | "chair" | "co-chair" | "preside" | "represent");
    if !leads || !scene.is_verb(token) {
        return Vec::new();
    }
    let by = agents(scene, token);
    let acted_on = is_passive(scene, token) || scene.dep(token) == Dep::Acl;
    if by.is_empty() && !acted_on { scene.subjects(token) } else { by }
}

/// The only officeholder of a state that a text names, where sentences tell what he did.
fn only_officeholder(scene: &Scene<'_>, sentences: &BTreeSet<usize>, code: &str) -> Option<u32> {
    let all = 0..u32::try_from(scene.resolved.mentions.len()).ok()?;
    let mut holders = all.filter(|&m| is_officeholder(scene, m, code));
    let first = holders.next()?;
    let same = |m: u32| scene.mention(m).actor == scene.mention(first).actor;
    let only = holders.all(same);
    let actor = scene.mention(first).actor.as_ref()?;
    let acts = scene.mentions_of(actor).any(|m| {
        let tokens = scene.doc.token_at(m.start)..scene.doc.token_at(m.end);
        sentences.contains(&scene.doc.sentence_of(tokens.start))
            && tokens.clone().any(|t| matches!(scene.dep(t), Dep::Nsubj | Dep::Nsubjpass))
    });
    (only && acts).then_some(first)
}

/// Whether a mention names somebody in office of a state.
fn is_officeholder(scene: &Scene<'_>, mention: u32, code: &str) -> bool {
    let mention = scene.mention(mention);
    let Some(actor) = mention.actor.as_ref().and_then(|id| scene.actor(id)) else { return false };
    let of_state = actor.country.as_deref().or(mention.country.as_deref()) == Some(code);
    let public = mention.office.is_some() || !actor.offices.is_empty();
    of_state && public && actor.kind == ActorKind::Person && mention.kind == MentionKind::Name
}
