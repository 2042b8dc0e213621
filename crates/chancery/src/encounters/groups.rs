//! People without a name who take part: "senior officers", "a delegation of lawmakers".

use chancery_engine::{Dep, Pos};

use super::codebook::Codebook;
use crate::nouns::{Actor, ActorId, ActorKind, Mention, MentionKind};
use crate::scene::Scene;

/// The unnamed group a noun phrase describes, if its head is a noun for people.
pub(crate) fn group_at(scene: &Scene<'_>, head: u32) -> Option<Mention> {
    let noun = matches!(scene.pos(head), Pos::Noun | Pos::Propn);
    if !noun || !Codebook::get().is_group_noun(&scene.lemma(head).to_lowercase()) {
        return None;
    }
    let coordinated = scene.dep(head) == Dep::Conj
        && Codebook::get().is_group_noun(&scene.lemma(scene.head(head)).to_lowercase());
    if coordinated || points_back(scene, head) {
        return None;
    }
    let tokens = described(scene, head);
    let bytes = scene.doc.bytes(tokens.clone());
    let text = scene.doc.span(tokens.clone()).to_owned();
    let document = scene.page.document.id.clone();
    let country = tokens
        .filter_map(|t| scene.mention_covering(t))
        .find_map(|m| scene.mention(m).country.clone());
    Some(Mention {
        actor: Some(ActorId(format!("group:{}:{}", &document.as_str()[..8], bytes.start))),
        document,
        name: text.clone(),
        office: None,
        country,
        sector: None,
        start: bytes.start,
        end: bytes.end,
        text,
        kind: MentionKind::Nominal,
        members: Vec::new(),
        capacities: Vec::new(),
        candidates: Vec::new(),
        head,
    })
}

/// "His interlocutors", "her counterpart": somebody told of before, not a group of their own.
fn points_back(scene: &Scene<'_>, head: u32) -> bool {
    let relative = matches!(
        scene.lemma(head),
        "interlocutor" | "counterpart" | "host" | "guest" | "colleague" | "side" | "partner"
    );
    relative && scene.with_dep(head, &[Dep::Poss, Dep::Det]).next().is_some()
}

/// The group as an actor of its document.
pub(crate) fn group_actor(mention: &Mention) -> Option<Actor> {
    Some(Actor {
        id: mention.actor.clone()?,
        kind: ActorKind::Group,
        qid: None,
        name: mention.name.clone(),
        country: mention.country.clone(),
        codes: None,
        sector: mention.sector,
        aliases: Vec::new(),
        offices: Vec::new(),
    })
}

/// The head with what describes it: modifiers before it, and an "of" or "from" phrase after it.
fn described(scene: &Scene<'_>, head: u32) -> std::ops::Range<u32> {
    let before = [Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss, Dep::Nummod];
    let first = scene.with_dep(head, &before).filter(|&m| m < head).map(|m| scene.subtree(m).start);
    let phrases = scene.with_dep(head, &[Dep::Prep]);
    let of = phrases
        .filter(|&p| matches!(scene.lower(p).as_str(), "of" | "from"))
        .map(|p| scene.subtree(p));
    let after = of.filter(|r| r.end - r.start <= 8).map(|r| r.end).max();
    first.min().unwrap_or(head).min(head)..after.unwrap_or(head + 1).max(head + 1)
}
