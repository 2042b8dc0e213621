//! According to whom a commitment is told: the document, then whoever it tells it from.

use chancery_engine::Dep;

use super::evidence;
use super::parties::members;
use crate::nouns::{ActorId, Evidence, Mention, Side, Statement, Via, ViaBasis};
use crate::scene::Scene;

/// What is told, and by and to whom it is done.
pub(crate) struct Told<'t> {
    /// The word that tells it.
    pub(crate) cue: u32,
    /// The verb of its clause.
    pub(crate) verb: u32,
    pub(crate) by: &'t [ActorId],
    pub(crate) to: &'t [ActorId],
}

/// The chain of tellers, outermost first; whoever makes the commitment is no teller of it.
pub(crate) fn chain(scene: &Scene<'_>, told: &Told<'_>, statements: &[Statement]) -> Vec<Via> {
    let mut chain = vec![document(scene)];
    let at = scene.doc.tokens[told.cue as usize].start;
    let holds = |e: &Evidence| e.start <= at && at < e.end;
    let mut covering: Vec<&Statement> = statements
        .iter()
        .filter(|s| s.content.iter().any(holds) || s.cue.iter().any(holds))
        .collect();
    // The statement that is the commitment itself knows its whole chain; then outer ones first.
    let length = |s: &Statement| std::cmp::Reverse(s.evidence.end - s.evidence.start);
    covering.sort_by_key(|s| (!s.cue.iter().any(holds), length(s), s.evidence.start));
    let known = |chain: &[Via], link: &Via| {
        let same = |l: &Via| l == link || (l.actor.is_some() && l.actor == link.actor);
        chain.iter().any(same)
    };
    if covering.is_empty() {
        chain.extend(teller_in_tree(scene, told));
        return chain;
    }
    for statement in covering {
        for link in &statement.via {
            if !known(&chain, link) {
                chain.push(link.clone());
            }
        }
        let content = statement.content.iter().any(holds);
        let own = statement.speaker.iter().flat_map(members).any(|a| told.by.contains(&a));
        let speakers = statement.speaker.iter().map(|m| speaker(scene, told, m));
        for link in speakers.filter(|_| content && !own) {
            if !known(&chain, &link) {
                chain.push(link);
            }
        }
    }
    chain
}

/// The document as the outermost teller.
pub(crate) fn document(scene: &Scene<'_>) -> Via {
    let document = &scene.page.document;
    let own = matches!(document.side, Some(Side::State(_)));
    Via {
        actor: None,
        description: document.outlet.clone(),
        basis: if own { ViaBasis::OwnAct } else { ViaBasis::Unattributed },
        evidence: None,
    }
}

fn speaker(scene: &Scene<'_>, told: &Told<'_>, mention: &Mention) -> Via {
    let party = mention.actor.as_ref().is_some_and(|a| told.to.contains(a));
    Via {
        actor: mention.actor.clone(),
        description: Some(mention.name.clone()),
        basis: if party { ViaBasis::Participant } else { ViaBasis::Named },
        evidence: Some(evidence(scene, mention.start, mention.end)),
    }
}

/// Where no statement holds it: whom "according to" names, or the subject of the verb of speech
/// above its clause.
fn teller_in_tree(scene: &Scene<'_>, told: &Told<'_>) -> Option<Via> {
    let source = according_to(scene, told.cue).or_else(|| reporter(scene, told.verb))?;
    let Some(index) = scene.mention_of(source) else {
        let bytes = scene.doc.bytes(source..source + 1);
        let words = evidence(scene, bytes.start, bytes.end);
        let pronoun = scene.pos(source) == chancery_engine::Pos::Pron;
        return (!pronoun).then(|| Via {
            actor: None,
            description: Some(words.text.clone()),
            basis: ViaBasis::Anonymous,
            evidence: Some(words),
        });
    };
    let mention = scene.mention(index);
    let tells = members(mention);
    let own = tells.iter().any(|a| told.by.contains(a));
    (!own).then(|| speaker(scene, told, mention))
}

fn according_to(scene: &Scene<'_>, token: u32) -> Option<u32> {
    let cue = scene.sentence(token).find(|&t| scene.lower(t) == "according")?;
    let to = scene.with_dep(cue, &[Dep::Prep]).next().unwrap_or(cue);
    scene.with_dep(to, &[Dep::Pobj]).next()
}

/// The subject of the nearest verb of speech that has the clause as its content.
fn reporter(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let mut at = verb;
    for _ in 0..8 {
        let head = scene.head(at);
        if head == at {
            return None;
        }
        let content = matches!(scene.dep(at), Dep::Ccomp | Dep::Parataxis);
        if content && scene.is_speech(head) {
            return scene.subjects(head).into_iter().next();
        }
        // "He will, she said": the verb of speech put into the clause.
        at = head;
    }
    None
}
