//! Actors told by description: "the two leaders", "both sides", "her Thai counterpart",
//! "a senior official", "the Swiss delegation".

use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos};

use super::draft::{Draft, Scene};
use super::lexicon::{Hit, Sense, StateWord, hits_in};
use super::office_table::Rank;
use super::people::Person;
use crate::nouns::{Actor, MentionKind};

/// What a describing noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    /// Persons at the top ("leaders", "heads of state").
    Leaders,
    /// States or their governments ("sides", "countries").
    States,
    /// Whoever has the same office elsewhere.
    Counterpart,
    /// Somebody unnamed.
    Unnamed,
}

fn noun(lemma: &str) -> Option<Noun> {
    match lemma {
        "leader" | "politician" | "president" | "premier" | "minister" | "head" => {
            Some(Noun::Leaders)
        }
        "side" | "country" | "nation" | "state" | "party" | "government" | "neighbour"
        | "neighbor" | "ally" | "power" => Some(Noun::States),
        "counterpart" | "opposite" => Some(Noun::Counterpart),
        "official" | "source" | "diplomat" | "analyst" | "expert" | "aide" | "observer"
        | "delegation" | "negotiator" | "envoy" | "lawmaker" | "officer" | "insider"
        | "businessman" | "journalist" | "reporter" | "delegate" | "representative"
        | "mediator" | "spokesman" | "spokeswoman" => Some(Noun::Unnamed),
        _ => None,
    }
}

/// Mentions of groups and counterparts, whose members the text has named.
pub(crate) fn group_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    drafts(scene, false)
}

/// Mentions of somebody without a name.
pub(crate) fn unnamed_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    drafts(scene, true)
}

fn drafts(scene: &Scene<'_>, without_name: bool) -> Vec<Draft> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    tokens.filter_map(|t| draft(scene, t, without_name)).collect()
}

fn draft(scene: &Scene<'_>, head: u32, without_name: bool) -> Option<Draft> {
    let token = &scene.doc.tokens[head as usize];
    if token.pos != Pos::Noun || token.dep == Dep::Compound || scene.is_named(head) {
        return None;
    }
    let phrase = phrase(scene.doc, head);
    let noun = noun(token.lemma.to_lowercase().as_str())?;
    if (noun == Noun::Unnamed) != without_name {
        return None;
    }
    let two = is_two(scene.doc, &phrase);
    match noun {
        Noun::Leaders if two => Some(group(scene, phrase, head, two_leaders(scene, head))),
        Noun::States if two => Some(group(scene, phrase, head, two_states(scene, head))),
        Noun::Counterpart => counterpart(scene, phrase, head),
        Noun::Unnamed => unnamed(scene, phrase, head),
        Noun::Leaders | Noun::States => None,
    }
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

fn is_two(doc: &Doc, phrase: &Range<u32>) -> bool {
    phrase.clone().any(|t| matches!(doc.word(t).to_lowercase().as_str(), "two" | "both" | "either"))
        || matches!(doc.word(phrase.start).to_lowercase().as_str(), "their")
}

/// A mention of several actors.
fn group(scene: &Scene<'_>, phrase: Range<u32>, head: u32, members: Vec<Actor>) -> Draft {
    let mut draft = Draft::open(scene.doc, phrase, MentionKind::Nominal);
    draft.head = head;
    draft.members = members.iter().map(|a| a.id.clone()).collect();
    draft.actors = members;
    draft
}

/// The two persons of different states last named before a token, of rank where any are.
fn two_leaders(scene: &Scene<'_>, token: u32) -> Vec<Actor> {
    let top = |p: &Person| {
        let office = p.office.as_deref().and_then(|o| scene.setting.knowledge.offices.named(o));
        office.is_some_and(|o| matches!(o.rank, Rank::HeadOfState | Rank::HeadOfGovernment))
    };
    let (first, second) = (pair(scene, token, top), pair(scene, token, |_| true));
    first.or(second).map(Vec::from).unwrap_or_default()
}

/// The two last persons of different states before a token that meet a condition.
fn pair(scene: &Scene<'_>, token: u32, condition: impl Fn(&Person) -> bool) -> Option<[Actor; 2]> {
    let mut found: Vec<&Person> = Vec::new();
    for person in scene.names_before(token).filter_map(|(_, person)| person) {
        let other = found.iter().all(|f| {
            f.actor.id != person.actor.id && (f.country.is_none() || f.country != person.country)
        });
        if other && condition(person) {
            found.push(person);
        }
        if let [last, first] = found.as_slice() {
            return Some([first.actor.clone(), last.actor.clone()]);
        }
    }
    None
}

/// The two states a text deals with before a token: those of the two persons last named, else the
/// two last named themselves.
fn two_states(scene: &Scene<'_>, token: u32) -> Vec<Actor> {
    let knowledge = scene.setting.knowledge;
    let of_persons = pair(scene, token, |p| p.country.is_some()).and_then(|persons| {
        let states = persons.map(|p| state_of(scene, &p));
        let [Some(first), Some(second)] = states else { return None };
        Some(vec![first, second])
    });
    of_persons.unwrap_or_else(|| {
        let mut states: Vec<Actor> = Vec::new();
        let before = scene.hits.partition_point(|h| h.tokens.end <= token);
        for hit in scene.hits[..before].iter().rev() {
            if states.len() == 2 {
                break;
            }
            if let Sense::State(index, StateWord::Name | StateWord::Demonym) = hit.sense {
                let state = knowledge.at(index);
                if states.iter().all(|s| s.id != state.id) {
                    states.insert(0, state.clone());
                }
            }
        }
        if states.len() == 2 { states } else { Vec::new() }
    })
}

/// The state a person of the text stands for.
fn state_of(scene: &Scene<'_>, actor: &Actor) -> Option<Actor> {
    let person = scene.person_of(&actor.id)?;
    scene.setting.knowledge.state(person.country.as_deref()?).cloned()
}

/// "His Chinese counterpart, ...": whoever has the office of the one spoken of in that state.
fn counterpart(scene: &Scene<'_>, phrase: Range<u32>, head: u32) -> Option<Draft> {
    let subject = subject_before(scene, phrase.start)?;
    let office = subject.office.clone()?;
    let setting = scene.setting;
    let state = hits_in(scene.hits, &phrase)
        .find(|h| inside(&h.tokens, &phrase))
        .and_then(|h| state(scene, h));
    let person = scene.persons.iter().find(|p| {
        p.actor.id != subject.actor.id
            && p.office.as_ref() == Some(&office)
            && state.as_ref().is_none_or(|s| p.country == s.country)
    });
    let mut draft = if let Some(person) = person {
        Draft::person(scene.doc, phrase, MentionKind::Nominal, person)
    } else {
        let country = state.as_ref()?.country.as_deref()?;
        let holder = setting.day.and_then(|d| setting.knowledge.holder(&office, country, d));
        if let Some(actor) = holder {
            Draft::of(scene.doc, phrase, MentionKind::Nominal, actor)
        } else {
            Draft::unnamed(scene.doc, phrase, setting.document, Some(country.to_owned()))
        }
    };
    draft.head = head;
    draft.office = Some(office);
    Some(draft)
}

/// The person who is subject of the sentence a token stands in, else the last named before it.
fn subject_before<'s>(scene: &'s Scene<'_>, token: u32) -> Option<&'s Person> {
    let sentence = scene.doc.sentences.get(scene.doc.sentence_of(token))?.clone();
    let here = scene.names_before(token).take_while(|(n, _)| n.tokens.end > sentence.start);
    let subjects = here.filter(|(name, _)| {
        let head = super::titles::head_of(scene.doc, &name.tokens);
        sentence.contains(&head) && scene.doc.tokens[head as usize].dep == Dep::Nsubj
    });
    match subjects.last() {
        Some((_, Some(person))) => Some(person),
        _ => scene.nearest_person(token, |_| true),
    }
}

fn inside(inner: &Range<u32>, outer: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn state(scene: &Scene<'_>, hit: &Hit) -> Option<Actor> {
    match hit.sense {
        Sense::State(index, _) => Some(scene.setting.knowledge.at(index).clone()),
        _ => None,
    }
}

/// Somebody without a name, kept by description.
fn unnamed(scene: &Scene<'_>, phrase: Range<u32>, head: u32) -> Option<Draft> {
    if phrase.clone().any(|t| scene.is_named(t)) {
        return None;
    }
    let state = hits_in(scene.hits, &phrase)
        .find(|h| inside(&h.tokens, &phrase))
        .and_then(|h| state(scene, h));
    let country = state.and_then(|s| s.country);
    let article =
        matches!(scene.doc.word(phrase.start).to_lowercase().as_str(), "the" | "a" | "an");
    let start = phrase.start + u32::from(article && phrase.len() > 1);
    let mut draft = Draft::unnamed(scene.doc, start..phrase.end, scene.setting.document, country);
    draft.head = head;
    Some(draft)
}
