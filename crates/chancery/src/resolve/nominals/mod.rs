//! Actors told by description: "the two leaders", "both sides", "her Thai counterpart", "his
//! host", "the latter", "a senior official", "the Swiss delegation".

mod counterparts;
mod groups;
mod guests;
mod succession;
mod unnamed;

use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos};

use super::draft::{Draft, Scene};
use super::knowledge::Gender;
use super::lexicon::{Hit, Sense, StateWord, hits_in};
use super::told::{Part, Told, again, gender, is_one_person, part};
use crate::nouns::{Actor, MentionKind};
pub(crate) use unnamed::unnamed_drafts;

/// How many sentences back a description may look.
const REACH: usize = 6;

/// A mention by description, understood from what was told before it.
pub(crate) fn draft(scene: &Scene<'_>, told: &Told, head: u32) -> Option<Draft> {
    let token = &scene.doc.tokens[head as usize];
    let lemma = token.lemma.to_lowercase();
    if let Some(found) = groups::bare(scene, told, head) {
        return Some(found);
    }
    let noun = matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj);
    if !noun || scene.is_named(head) {
        return None;
    }
    let phrase = phrase(scene.doc, head);
    match lemma.as_str() {
        "former" | "latter" => groups::one_of_two(scene, told, head),
        "counterpart" => {
            let start = widened(scene, phrase.start);
            related(scene, told, start..phrase.end, head, counterparts::draft)
        }
        "colleague" | "homologue"
            if has_nationality(scene, &phrase) || counterparts::is_from_states(scene, head) =>
        {
            let start = widened(scene, phrase.start);
            related(scene, told, start..phrase.end, head, counterparts::draft)
        }
        "number" if is_opposite(scene.doc, head) => {
            let start = widened(scene, head - 1);
            related(scene, told, start..head + 1, head, counterparts::draft)
        }
        "predecessor" | "successor" => related(scene, told, phrase, head, succession::draft),
        "host" | "guest" | "visitor" if !guests::is_definite(scene.doc, &phrase, head) => None,
        "host" | "guest" | "visitor" => related(scene, told, phrase, head, guests::draft),
        _ => groups::draft(scene, told, phrase.clone(), head)
            .or_else(|| guests::visiting(scene, told, &phrase, head))
            .or_else(|| generic(scene, told, &phrase, head)),
    }
}

/// "His Thai colleague", "his colleagues from Chad and Mali", unlike "his colleague", has one office: that of whoever "his" is for.
fn has_nationality(scene: &Scene<'_>, phrase: &Range<u32>) -> bool {
    let state = |hit: &Hit| matches!(hit.sense, Sense::State(_, StateWord::Demonym));
    hits_in(scene.hits, phrase).any(state)
}

/// What finds whom a phrase with a head means.
type Meaning = fn(&Scene<'_>, &Told, Range<u32>, u32) -> Option<Draft>;

/// Somebody told by how they stand to another: whom the name in apposition is for where there is
/// one, else whoever is meant.
fn related(
    scene: &Scene<'_>,
    told: &Told,
    phrase: Range<u32>,
    head: u32,
    meant: Meaning,
) -> Option<Draft> {
    let Some(name) = name_after(scene, head) else {
        return meant(scene, told, phrase, head);
    };
    let tokens = without_determiner(scene.doc, phrase);
    told.starting_at(name).map(|d| again(d, scene.doc, tokens, MentionKind::Nominal))
}

/// The name that follows in apposition ("his counterpart Li Zhang", "her host, Li Zhang").
fn name_after(scene: &Scene<'_>, head: u32) -> Option<u32> {
    let doc = scene.doc;
    let mut at = head + 1;
    if (at as usize) < doc.tokens.len() && doc.word(at) == "," {
        at += 1;
    }
    let address =
        |t: u32| (t as usize) < doc.tokens.len() && super::names::honorific(doc.word(t)).is_some();
    loop {
        let title = scene.setting.titles.binary_search_by_key(&at, |t| t.tokens.start).ok();
        match title.map(|i| scene.setting.titles[i].tokens.end) {
            Some(end) => at = end,
            None if address(at) => at += 1,
            None => break,
        }
    }
    let next = scene.names.partition_point(|n| n.tokens.end <= at);
    let name = scene.names.get(next).filter(|n| n.tokens.start == at)?;
    // "With her counterpart, Brandt said": a subject of its own.
    let subject = scene.doc.tokens[super::titles::head_of(doc, &name.tokens) as usize].dep;
    (subject != Dep::Nsubj || at == head + 1).then_some(at)
}

fn is_opposite(doc: &Doc, head: u32) -> bool {
    head > 0 && doc.word(head - 1).eq_ignore_ascii_case("opposite")
}

/// "His Thai opposite number", "her Estonian and Latvian counterparts": series of adjectives, which
/// parsers tear apart.
fn widened(scene: &Scene<'_>, mut start: u32) -> u32 {
    let doc = scene.doc;
    let state = |t: u32| super::lexicon::hit_at(scene.hits, t).is_some_and(is_state_or_people);
    let own = |t: u32| {
        matches!(doc.word(t).to_lowercase().as_str(), "his" | "her" | "its" | "their" | "the")
    };
    let joins =
        |t: u32| matches!(doc.word(t), "and" | ",") && t > 0 && state(t - 1) && state(t + 1);
    while start > 0
        && !doc.tokens[start as usize].sent_start
        && !own(start)
        && (state(start - 1) || own(start - 1) || joins(start - 1))
    {
        start -= 1;
    }
    start
}

/// The noun with its determiner and modifiers on the left.
fn phrase(doc: &Doc, head: u32) -> Range<u32> {
    let mut start = head;
    while start > 0 {
        let before = &doc.tokens[start as usize - 1];
        let own = before.head >= start - 1 && before.head <= head && before.head != start - 1;
        let modifier = matches!(
            before.dep,
            Dep::Det
                | Dep::Nummod
                | Dep::Amod
                | Dep::Poss
                | Dep::Compound
                | Dep::Predet
                | Dep::Advmod
                | Dep::Case
                | Dep::Nmod
                | Dep::Conj
                | Dep::Cc
                | Dep::Punct
        );
        if !own || !modifier || doc.tokens[start as usize].sent_start || doc.word(start - 1) == ","
        {
            break;
        }
        start -= 1;
    }
    start..head + 1
}

/// A phrase without the pronoun or article it opens with: those are mentions of their own, or
/// none.
fn without_determiner(doc: &Doc, phrase: Range<u32>) -> Range<u32> {
    let word = doc.word(phrase.start).to_lowercase();
    let opens = matches!(
        word.as_str(),
        "his" | "her" | "its" | "their" | "the" | "a" | "an" | "this" | "that"
    );
    phrase.start + u32::from(opens && phrase.len() > 1)..phrase.end
}

/// The possessive pronoun or article a phrase opens with, in lower case.
fn opening(doc: &Doc, phrase: &Range<u32>) -> String {
    doc.word(phrase.start).to_lowercase()
}

/// The states whose names or adjectives lie in some tokens, in order.
fn states_in(scene: &Scene<'_>, tokens: &Range<u32>) -> Vec<Actor> {
    let inside = |h: &&Hit| tokens.start <= h.tokens.start && h.tokens.end <= tokens.end;
    let states = hits_in(scene.hits, tokens).filter(inside).filter_map(|hit| match hit.sense {
        Sense::State(index, _) => Some(scene.setting.knowledge.at(index).clone()),
        _ => None,
    });
    states.collect()
}

/// Whoever a possessive belongs to: whom the pronoun was found to mean, or the possessor's name.
fn possessor<'t>(
    scene: &Scene<'_>,
    told: &'t Told,
    phrase: &Range<u32>,
    head: u32,
) -> Option<&'t Draft> {
    let doc = scene.doc;
    let opens = Some(phrase.start).filter(|&t| doc.tokens[t as usize].pos == Pos::Pron);
    let owner = doc.children(head).find(|&c| doc.tokens[c as usize].dep == Dep::Poss).or(opens)?;
    if let Some(known) = told.starting_at(owner) {
        return Some(known);
    }
    let sentence = doc.sentences[doc.sentence_of(head)].clone();
    let inside = told.within(sentence.start..head);
    let named = inside.iter().copied().find(|d| d.tokens.contains(&owner));
    if doc.tokens[owner as usize].pos != Pos::Pron {
        return named;
    }
    // A pronoun of no sure gender ("its") belongs to the subject.
    let wanted = match doc.word(owner).to_lowercase().as_str() {
        "his" => Some(Gender::Male),
        "her" => Some(Gender::Female),
        "its" => None,
        _ => return None,
    };
    let near = told.before(doc, owner, 1);
    let fits = |d: &&&Draft| match wanted {
        Some(g) => is_one_person(d) && gender(scene, d).is_none_or(|known| known == g),
        None => !is_one_person(d) && d.members.is_empty(),
    };
    near.iter().rev().filter(fits).find(|d| part(doc, d) == Part::Subject).copied()
}

/// "The minister", "the chancellor", "the envoy": the person of that office last told of.
fn generic(scene: &Scene<'_>, told: &Told, phrase: &Range<u32>, head: u32) -> Option<Draft> {
    let doc = scene.doc;
    let word = doc.word(head);
    let bare = phrase.len() == 2 && matches!(opening(doc, phrase).as_str(), "the" | "this");
    if !bare || word.starts_with(char::is_uppercase) || has_complement(doc, head) {
        return None;
    }
    let wanted = word.to_lowercase();
    let near = told.before(doc, phrase.start, REACH);
    let persons = near.into_iter().rev().filter(|d| is_one_person(d));
    let mut bearing = persons.filter(|d| d.office.as_deref().is_some_and(|o| is_kind(o, &wanted)));
    let last = bearing.next()?;
    let rival = bearing.any(|d| {
        let here = doc.sentence_of(d.tokens.start) == doc.sentence_of(last.tokens.start);
        d.actor != last.actor && here && part(doc, d) <= part(doc, last)
    });
    (!rival).then(|| again(last, doc, phrase.start + 1..phrase.end, MentionKind::Office))
}

/// Whether "of" follows: "the minister of trade" is no mere word for somebody told of.
fn has_complement(doc: &Doc, head: u32) -> bool {
    doc.children(head).any(|c| {
        let child = &doc.tokens[c as usize];
        c > head && child.dep == Dep::Prep && matches!(doc.word(c), "of" | "for" | "to")
    })
}

/// Whether an office is of the kind a single word names. A prime minister is not called "the
/// minister".
fn is_kind(office: &str, word: &str) -> bool {
    let office = office.strip_prefix("acting ").unwrap_or(office);
    match word {
        "minister" => {
            office.ends_with("minister") && !office.ends_with("prime minister")
                || office.starts_with("minister of")
                || office == "state councilor"
        }
        "secretary" => office.ends_with("secretary") || office.starts_with("secretary of"),
        "premier" => office == "prime minister",
        "ambassador" => office.starts_with("ambassador") || office == "permanent representative",
        "envoy" => office.contains("envoy") || office.starts_with("ambassador"),
        "king" | "queen" | "sultan" | "emir" | "emperor" | "pope" | "chancellor" | "prince"
        | "governor" | "general" | "admiral" | "speaker" | "mayor" | "senator" | "spokesperson"
        | "negotiator" => office.ends_with(word),
        "monarch" => matches!(office, "king" | "queen" | "sultan" | "emir" | "emperor"),
        "pontiff" => office == "pope",
        "spokesman" | "spokeswoman" => office == "spokesperson",
        _ => false,
    }
}

/// Whether a hit names a state or its people, not a city.
fn is_state_or_people(hit: &Hit) -> bool {
    matches!(hit.sense, Sense::State(_, StateWord::Name | StateWord::Demonym))
}
