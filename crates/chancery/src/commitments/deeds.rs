//! What a text tells as done, not done, put off, called off, refused or denied: the evidence
//! the ledger holds against commitments.

use std::collections::BTreeSet;

use chancery_engine::{Dep, Doc, Pos, Tag};

use super::figures::figures;
use super::parties::{actors, actors_at, any_public, country};
use super::subject::Doings;
use super::{due, mood, tellers, words};
use crate::nouns::{ActorId, Deed, DeedKind, Page, Resolved, Statement};
use crate::scene::Scene;

/// The deeds of one text, in order of place.
pub fn deeds(page: &Page, doc: &Doc, resolved: &Resolved, statements: &[Statement]) -> Vec<Deed> {
    let scene = Scene::new(page, doc, resolved);
    let tokens = 0..doc.tokens.len() as u32;
    tokens.filter_map(|token| deed_at(&scene, token, statements)).collect()
}

fn deed_at(scene: &Scene<'_>, verb: u32, statements: &[Statement]) -> Option<Deed> {
    if scene.pos(verb) != Pos::Verb || mood::hypothetical(scene, verb) {
        return None;
    }
    let kind = kind_of(scene, verb)?;
    let by = actors(scene, &doers(scene, verb));
    let clause = clause(scene, verb);
    let mut parties = by.clone();
    for token in clause.clone() {
        let named =
            scene.mention_covering(token).map_or_else(Vec::new, |_| actors_at(scene, token));
        for actor in named {
            if !parties.contains(&actor) {
                parties.push(actor);
            }
        }
    }
    if !any_public(scene, &parties) {
        return None;
    }
    let countries: BTreeSet<String> = parties.iter().filter_map(|a| country(scene, a)).collect();
    let others: Vec<ActorId> = parties.iter().filter(|p| !by.contains(p)).cloned().collect();
    // Who tells of its own doing is a teller as well: its word alone proves nothing.
    let told = tellers::Told { cue: verb, verb, by: &[], to: &others };
    Some(Deed {
        document: scene.page.document.id.clone(),
        kind,
        what: words(scene, clause.clone()),
        figure: figures(scene, clause.clone(), &countries),
        when: due::past_in(scene, clause.clone()).or_else(|| due::told_by_page(scene)),
        place: due::place(scene, clause, verb),
        according_to: tellers::chain(scene, &told, statements),
        by,
        parties,
    })
}

/// The clause of a verb, the clauses it is the content or the adverbial of left out.
fn clause(scene: &Scene<'_>, verb: u32) -> std::ops::Range<u32> {
    let whole = super::cues::phrase(scene, verb);
    let joined = scene.with_dep(verb, &[Dep::Conj, Dep::Parataxis]).find(|&c| scene.is_verb(c));
    let end = joined.map_or(whole.end, |c| scene.subtree(c).start.max(verb + 1));
    whole.start..end.min(whole.end).max(verb + 1)
}

fn doers(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let passive = scene.with_dep(verb, &[Dep::Nsubjpass, Dep::Auxpass]).next().is_some();
    if passive { scene.objects_of(verb, &["by".to_owned()]) } else { scene.subjects(verb) }
}

fn kind_of(scene: &Scene<'_>, verb: u32) -> Option<DeedKind> {
    let book = Doings::get();
    if let Some(turn) = book.turn(&scene.verb_name(verb)) {
        let told = (in_past(scene, verb) || is_agreed(scene, verb)) && !mood::negated(scene, verb);
        return told.then_some(turn).filter(|&turn| has_object(scene, verb, turn));
    }
    if !book.is_any(scene.lemma(verb)) || mood::disclaimed(scene, verb) {
        return None;
    }
    if is_yet_to(scene, verb) {
        return Some(DeedKind::NotDone);
    }
    if let Some(modal) = mood::modal(scene, verb) {
        let will = matches!(scene.lower(modal).as_str(), "will" | "wo" | "shall");
        return (will && mood::negated(scene, verb)).then_some(DeedKind::Refused);
    }
    if !in_past(scene, verb) || mood::has_to(scene, verb) {
        return None;
    }
    Some(if mood::negated(scene, verb) { DeedKind::NotDone } else { DeedKind::Done })
}

/// Told in the past or the perfect, of itself or by its helper.
fn in_past(scene: &Scene<'_>, verb: u32) -> bool {
    let helper = |a: u32| {
        let word = scene.lower(a);
        matches!(word.as_str(), "has" | "have" | "had" | "was" | "were" | "did" | "been")
    };
    let perfect = scene.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).any(helper);
    // "Had better be called off".
    if scene.with_dep(verb, &[Dep::Auxpass]).any(|a| scene.lower(a) == "be") {
        return false;
    }
    let joined = scene.dep(verb) == Dep::Conj && scene.tag(verb) == Tag::Vbn;
    let head = scene.head(verb);
    scene.tag(verb) == Tag::Vbd || perfect || (joined && head != verb && in_past(scene, head))
}

/// "Agreed to postpone", "decided to cancel": whoever agrees puts it off by it.
fn is_agreed(scene: &Scene<'_>, verb: u32) -> bool {
    let head = scene.head(verb);
    mood::has_to(scene, verb)
        && matches!(scene.lemma(head), "agree" | "decide")
        && mood::is_made(scene, head)
}

/// "Has yet to pay".
fn is_yet_to(scene: &Scene<'_>, verb: u32) -> bool {
    let head = scene.head(verb);
    let yet = |t: u32| scene.children(t).any(|c| scene.lower(c) == "yet");
    mood::has_to(scene, verb)
        && scene.dep(verb) == Dep::Xcomp
        && scene.lemma(head) == "have"
        && (yet(head) || yet(verb))
}

/// What is put off or refused is told: a doing as infinitive, or a noun.
fn has_object(scene: &Scene<'_>, verb: u32, turn: DeedKind) -> bool {
    let clause = scene.with_dep(verb, &[Dep::Xcomp, Dep::Ccomp, Dep::Pcomp]).next().is_some();
    let noun = scene.with_dep(verb, &[Dep::Dobj, Dep::Nsubjpass]).next().is_some();
    match turn {
        DeedKind::NotDone => clause,
        _ => clause || noun,
    }
}
