//! Hosts and guests: "his host", "her guest", "the visiting minister", "the visitor".

use std::ops::Range;

use chancery_engine::{Dep, Doc};

use super::super::draft::{Draft, Scene};
use super::super::lexicon::{Sense, StateWord, hits_in};
use super::super::told::{Told, actor_of, again, everybody, is_one_person};
use super::{REACH, is_kind, opening, possessor, without_determiner};
use crate::nouns::{ActorKind, MentionKind};

/// Whether a phrase is for one host or guest, told of before.
pub(super) fn is_definite(doc: &Doc, phrase: &Range<u32>, head: u32) -> bool {
    let plural = doc.tokens[head as usize].tag == chancery_engine::Tag::Nns;
    let compound = doc.tokens[head as usize].dep == Dep::Compound;
    let new = matches!(opening(doc, phrase).as_str(), "a" | "an");
    !(plural || compound || phrase.len() > 3 || new)
}

/// "His host", "her guest", "the visitor", "the host".
pub(super) fn draft(
    scene: &Scene<'_>,
    told: &Told,
    phrase: Range<u32>,
    head: u32,
) -> Option<Draft> {
    let doc = scene.doc;
    let opening = opening(doc, &phrase);
    let tokens = without_determiner(doc, phrase.clone());
    let lemma = doc.tokens[head as usize].lemma.to_lowercase();
    if lemma != "visitor" && opening != "the" {
        let own = possessor(scene, told, &phrase, head)?;
        let other = other_than(scene, told, own, phrase.start)?;
        return Some(again(other, doc, tokens, MentionKind::Nominal));
    }
    let persons = persons_near(scene, told, phrase.start);
    let found = at_home_or_not(scene, told, &persons, phrase.start, lemma == "host")?;
    (opening == "the").then(|| again(found, doc, tokens, MentionKind::Nominal))
}

/// The other one of the nearest sentence that tells of somebody else, of another state.
fn other_than<'t>(scene: &Scene<'_>, told: &'t Told, own: &Draft, token: u32) -> Option<&'t Draft> {
    let doc = scene.doc;
    let last = doc.sentence_of(token);
    for sentence in (last.saturating_sub(REACH)..=last).rev() {
        let range = doc.sentences[sentence].clone();
        let here = told.within(range.start..range.end.min(token));
        let mut others: Vec<&Draft> = Vec::new();
        for draft in here {
            let other = is_one_person(draft)
                && draft.actor != own.actor
                && (draft.country.is_none() || draft.country != own.country);
            if other && others.iter().all(|o| o.actor != draft.actor) {
                others.push(draft);
            }
        }
        match others.as_slice() {
            [] => {}
            [only] => return Some(only),
            _ => return None,
        }
    }
    None
}

/// The persons told of shortly before a token, the last first.
fn persons_near<'t>(scene: &Scene<'_>, told: &'t Told, token: u32) -> Vec<&'t Draft> {
    let mut found: Vec<&Draft> = Vec::new();
    for draft in told.before(scene.doc, token, REACH).into_iter().rev() {
        let person = is_one_person(draft) && draft.kind != MentionKind::Pronoun;
        if person && found.iter().all(|d| d.actor != draft.actor) {
            found.push(draft);
        }
    }
    found
}

/// "The visiting minister", "the visiting delegation": of those of that office the one who is not
/// at home.
pub(super) fn visiting(
    scene: &Scene<'_>,
    told: &Told,
    phrase: &Range<u32>,
    head: u32,
) -> Option<Draft> {
    let doc = scene.doc;
    let visiting = phrase.clone().any(|t| doc.word(t).eq_ignore_ascii_case("visiting"));
    if !visiting || opening(doc, phrase) != "the" || !super::states_in(scene, phrase).is_empty() {
        return None;
    }
    let tokens = without_determiner(doc, phrase.clone());
    let word = doc.tokens[head as usize].lemma.to_lowercase();
    let all = persons_near(scene, told, phrase.start);
    if matches!(word.as_str(), "delegation" | "side" | "party" | "team") {
        let guest = at_home_or_not(scene, told, &all, phrase.start, false)?;
        let state = scene.setting.knowledge.state(guest.country.as_deref()?)?;
        return Some(Draft::of(doc, tokens, MentionKind::Nominal, state));
    }
    let office = office_at(scene, head);
    let fitting: Vec<&Draft> =
        all.into_iter().filter(|d| bears(d, office.as_deref(), &word)).collect();
    let found = at_home_or_not(scene, told, &fitting, phrase.start, false)?;
    Some(again(found, doc, tokens, MentionKind::Nominal))
}

/// The plain office a title over a token names.
fn office_at(scene: &Scene<'_>, head: u32) -> Option<String> {
    let titles = scene.setting.titles;
    let next = titles.partition_point(|t| t.tokens.end <= head);
    let title = titles.get(next).filter(|t| t.tokens.contains(&head))?;
    Some(title.office_name(scene.setting.knowledge))
}

fn bears(draft: &Draft, office: Option<&str>, word: &str) -> bool {
    let general = matches!(
        word,
        "leader" | "dignitary" | "statesman" | "official" | "diplomat" | "head" | "politician"
    );
    general || draft.office.as_deref().is_some_and(|own| Some(own) == office || is_kind(own, word))
}

/// Of some persons the one at home, or the one who is not; nobody where that is not told.
fn at_home_or_not<'t>(
    scene: &Scene<'_>,
    told: &Told,
    persons: &[&'t Draft],
    token: u32,
    home: bool,
) -> Option<&'t Draft> {
    let place = home_state(scene, told, token);
    let is_home = |d: &Draft| place.as_ref().is_some_and(|p| d.country.as_ref() == Some(p));
    let fitting: Vec<&Draft> = persons
        .iter()
        .copied()
        .filter(|d| place.is_some() && d.country.is_some() && is_home(d) == home)
        .collect();
    if let [only] = fitting.as_slice() {
        return Some(only);
    }
    let all = if fitting.is_empty() { persons } else { fitting.as_slice() };
    let mut moved = all.iter().copied().filter(|d| is_journeying(scene.doc, d) != home);
    let only = moved.next()?;
    let told_so = home || all.len() == 1 || is_journeying(scene.doc, only);
    (moved.next().is_none() && told_so).then_some(only)
}

/// The state where the scene is: that of the text's own voice, else of the last place told of, a
/// capital or state that somebody came to.
fn home_state(scene: &Scene<'_>, told: &Told, token: u32) -> Option<String> {
    if let Some(home) = scene.setting.home {
        return Some(home.to_owned());
    }
    let doc = scene.doc;
    let first = doc.sentences[doc.sentence_of(token).saturating_sub(REACH)].start;
    let hits: Vec<_> = hits_in(scene.hits, &(first..token)).collect();
    let place = hits.iter().rev().find_map(|hit| match hit.sense {
        Sense::State(index, StateWord::Name | StateWord::Capital | StateWord::Seat)
            if is_goal(doc, &hit.tokens) =>
        {
            scene.setting.knowledge.at(index).country.clone()
        }
        _ => None,
    });
    place.or_else(|| {
        // Whoever receives is at home.
        let near = told.before(doc, token, REACH);
        let receiver = near.iter().rev().find(|d| is_receiving(doc, d))?;
        let (actor, state) = everybody(scene, receiver).next()?;
        let own = matches!(actor.kind, ActorKind::Person | ActorKind::Office | ActorKind::State);
        state.filter(|_| own && actor_of(receiver).is_some()).map(str::to_owned)
    })
}

/// "In Lima", "to Peru", "at the Kremlin".
fn is_goal(doc: &Doc, tokens: &Range<u32>) -> bool {
    let token = &doc.tokens[super::super::titles::head_of(doc, tokens) as usize];
    let preposition = doc.word(token.head).to_lowercase();
    token.dep == Dep::Pobj && matches!(preposition.as_str(), "in" | "to" | "at" | "into")
}

/// How a draft hangs on its head, and that head's base form.
fn verb_of(doc: &Doc, draft: &Draft) -> (Dep, String) {
    let token = &doc.tokens[draft.head as usize];
    let verb = &doc.tokens[token.head as usize];
    (token.dep, verb.lemma.to_lowercase())
}

fn is_receiving(doc: &Doc, draft: &Draft) -> bool {
    let (dep, verb) = verb_of(doc, draft);
    let receives = matches!(verb.as_str(), "receive" | "host" | "welcome" | "greet");
    dep == Dep::Nsubj && receives || dep == Dep::Pobj && verb == "by"
}

/// Whether somebody comes, or is received.
fn is_journeying(doc: &Doc, draft: &Draft) -> bool {
    let (dep, verb) = verb_of(doc, draft);
    match dep {
        Dep::Nsubj => matches!(
            verb.as_str(),
            "arrive" | "visit" | "fly" | "travel" | "come" | "land" | "tour" | "pay" | "reach"
        ),
        Dep::Dobj | Dep::Nsubjpass => {
            matches!(verb.as_str(), "receive" | "host" | "welcome" | "greet")
        }
        _ => false,
    }
}
