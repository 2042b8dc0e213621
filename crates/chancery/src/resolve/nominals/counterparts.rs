//! "Her Indonesian counterpart", "his Thai opposite number": whoever has the same office there.

use std::ops::Range;

use super::super::bodies;
use super::super::draft::{Draft, Scene};
use super::super::offices::holders::{Holder, alike, holder_like};
use super::super::people::Person;
use super::super::told::{Told, actor_of, is_one_person};
use super::{possessor, states_in, without_determiner};
use crate::nouns::{Actor, ActorId, ActorKind, MentionKind};

/// The counterpart of the possessor, else of whoever the sentence is about.
pub(super) fn draft(
    scene: &Scene<'_>,
    told: &Told,
    phrase: Range<u32>,
    head: u32,
) -> Option<Draft> {
    let doc = scene.doc;
    let tokens = without_determiner(doc, phrase.clone());
    let own = possessor(scene, told, &phrase, head)
        .or_else(|| subject_before(scene, told, phrase.start))?;
    let mut states = states_in(scene, &phrase);
    for state in states_after(scene, head) {
        if states.iter().all(|s| s.id != state.id) {
            states.push(state);
        }
    }
    let own = of_another_state(scene, told, own, (&states, phrase.start));
    let owner = actor_of(own)?;
    let mut draft = match owner.kind {
        ActorKind::State => several(scene, tokens, &states),
        ActorKind::Body => {
            let bodies: Option<Vec<Actor>> =
                states.iter().map(|s| bodies::like(owner, s, scene)).collect();
            several(scene, tokens, &bodies?)
        }
        _ => of_office(scene, own, tokens, &states),
    }?;
    draft.head = head;
    Some(draft)
}

/// Whether "from" and states follow ("her colleagues from Peru and Chile").
pub(super) fn is_from_states(scene: &Scene<'_>, head: u32) -> bool {
    let next = scene.doc.tokens.get(head as usize + 1).map(|_| scene.doc.word(head + 1));
    next == Some("from") && !states_after(scene, head).is_empty()
}

/// "Her counterpart from Egypt", "her counterparts of Peru and Chile".
fn states_after(scene: &Scene<'_>, head: u32) -> Vec<Actor> {
    let doc = scene.doc;
    let from = doc.children(head).find(|&c| c > head && matches!(doc.word(c), "from" | "of"));
    let Some(from) = from else { return Vec::new() };
    let mut end = from + 1;
    let of_series = |t: u32| {
        let word = doc.word(t);
        matches!(word, "," | "and" | "the")
            || super::super::lexicon::hit_at(scene.hits, t).is_some()
    };
    while (end as usize) < doc.tokens.len() && of_series(end) {
        end += 1;
    }
    states_in(scene, &(from + 1..end))
}

/// "Sow gave Aho a message from his Malian counterpart": where Sow is Malian, Aho's.
fn of_another_state<'t>(
    scene: &Scene<'_>,
    told: &'t Told,
    own: &'t Draft,
    (states, token): (&[Actor], u32),
) -> &'t Draft {
    let same = |d: &Draft| states.iter().any(|s| s.country.is_some() && s.country == d.country);
    if !is_one_person(own) || !same(own) {
        return own;
    }
    let sentence = scene.doc.sentences[scene.doc.sentence_of(token)].clone();
    let here = told.within(sentence.start..token);
    let other = here
        .into_iter()
        .rev()
        .find(|d| is_one_person(d) && d.actor != own.actor && d.country.is_some() && !same(d));
    other.unwrap_or(own)
}

/// The person who is subject of the sentence a token stands in, else the last told of before it.
fn subject_before<'t>(scene: &Scene<'_>, told: &'t Told, token: u32) -> Option<&'t Draft> {
    let near = told.before(scene.doc, token, 1);
    let here = scene.doc.sentence_of(token);
    let persons = || near.iter().rev().copied().filter(|d| is_one_person(d));
    let subject = persons()
        .filter(|d| scene.doc.sentence_of(d.tokens.start) == here)
        .find(|d| super::super::told::part(scene.doc, d) == super::super::told::Part::Subject);
    subject.or_else(|| persons().next())
}

/// One actor, or several.
fn several(scene: &Scene<'_>, tokens: Range<u32>, actors: &[Actor]) -> Option<Draft> {
    match actors {
        [] => None,
        [only] => Some(Draft::of(scene.doc, tokens, MentionKind::Nominal, only)),
        _ => {
            let mut draft = Draft::open(scene.doc, tokens, MentionKind::Nominal);
            draft.members = actors.iter().map(|a| a.id.clone()).collect();
            draft.actors = actors.to_vec();
            Some(draft)
        }
    }
}

/// Whoever has the office of the one spoken of in these states, or alone of others in the text.
fn of_office(
    scene: &Scene<'_>,
    own: &Draft,
    tokens: Range<u32>,
    states: &[Actor],
) -> Option<Draft> {
    let office = own.office.clone()?;
    let id = own.actor.as_ref()?;
    let holders: Vec<Holder<'_>> = states
        .iter()
        .filter_map(|s| Some(holder_like(scene, &office, s.country.as_deref()?, Some(id))))
        .collect();
    if let [holder] = holders.as_slice() {
        return Some(holder.draft(scene, tokens, MentionKind::Nominal));
    }
    if !holders.is_empty() {
        let actors: Vec<Actor> = holders.into_iter().map(|h| h.actor).collect();
        return several(scene, tokens, &actors);
    }
    let person = only_other(scene, id, &office, own.country.as_deref())?;
    Some(Draft::person(scene.doc, tokens, MentionKind::Nominal, person))
}

/// The only other person of the text with that office, of another state.
fn only_other<'s>(
    scene: &'s Scene<'_>,
    id: &ActorId,
    office: &str,
    country: Option<&str>,
) -> Option<&'s Person> {
    let knowledge = scene.setting.knowledge;
    let mut others = scene.persons.iter().filter(|p| {
        p.actor.id != *id
            && p.office.as_deref().is_some_and(|o| alike(knowledge, o, office))
            && (p.country.is_none() || p.country.as_deref() != country)
    });
    let only = others.next()?;
    others.next().is_none().then_some(only)
}
