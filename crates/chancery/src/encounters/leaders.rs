//! Who stands for a state at a contact that the text tells between states: "the delegations of A
//! and B met; they were headed by X and Y".

use std::collections::BTreeSet;

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
        let code = country(scene, state);
        let near = around(scene, tellings, cluster);
        let led: BTreeSet<usize> =
            near.iter().copied().filter(|&s| says_who_led(scene, s)).collect();
        let named = persons(scene, &led, code.as_deref());
        let told = if named.len() == 1 { named } else { persons(scene, &near, code.as_deref()) };
        if let [only] = told.as_slice() {
            let mention = scene.mention(*only).clone();
            let free = led.contains(&scene.doc.sentence_of(scene.doc.token_at(mention.start)));
            let actor = mention.actor.clone().filter(|a| free || !elsewhere.contains(a));
            found.extend(actor.map(|actor| Party { actor, mention, role: state.role }));
        }
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

/// "Were headed by", "led the delegation", "under the chairmanship of".
fn says_who_led(scene: &Scene<'_>, sentence: usize) -> bool {
    scene.doc.sentences[sentence].clone().any(|t| {
        matches!(
            scene.lemma(t),
            "lead" | "head" | "chair" | "co-chair" | "preside" | "represent" | "chairmanship"
        )
    })
}

/// The officeholders of a state named in some sentences, each by its first mention.
fn persons(scene: &Scene<'_>, sentences: &BTreeSet<usize>, code: Option<&str>) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    for (index, mention) in (0..).zip(&scene.resolved.mentions) {
        let Some(actor) = mention.actor.as_ref().and_then(|id| scene.actor(id)) else { continue };
        let of_state = actor.country.as_deref().or(mention.country.as_deref()) == code;
        let public = mention.office.is_some() || !actor.offices.is_empty();
        let person = actor.kind == ActorKind::Person && mention.kind == MentionKind::Name;
        let near = || sentences.contains(&scene.doc.sentence_of(scene.doc.token_at(mention.start)));
        let known = |m: &u32| scene.mention(*m).actor == mention.actor;
        if person && of_state && public && near() && !found.iter().any(known) {
            found.push(index);
        }
    }
    found
}
