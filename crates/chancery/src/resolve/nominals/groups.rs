//! Several at once: "the two leaders", "both countries", "the pair", and "the former", "the latter".

use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos, Tag};

use super::super::draft::{Draft, Scene};
use super::super::office_table::Rank;
use super::super::told::{Part, Told, again, everybody, is_one_person, part};
use super::{REACH, opening};
use crate::nouns::{Actor, ActorKind, MentionKind};

/// Whom a plural noun stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// Persons, those at the top first.
    Leaders,
    /// Persons of one office, or of an office that ends so.
    Bearers(String),
    /// Any persons.
    Persons,
    /// States or their governments.
    States,
}

fn kind(lemma: &str) -> Option<Kind> {
    let bearers = |office: &str| Some(Kind::Bearers(office.to_owned()));
    match lemma {
        "leader" | "head" => Some(Kind::Leaders),
        "minister" => bearers("minister"),
        "president" => bearers("president"),
        "premier" => bearers("prime minister"),
        "chancellor" | "ambassador" | "king" | "secretary" | "speaker" | "envoy" => bearers(lemma),
        "politician" | "statesman" | "man" | "woman" | "official" | "diplomat" | "interlocutor" => {
            Some(Kind::Persons)
        }
        "side" | "country" | "nation" | "state" | "party" | "government" | "neighbour"
        | "neighbor" | "ally" | "power" | "capital" | "rival" | "people" | "foe" | "delegation" => {
            Some(Kind::States)
        }
        _ => None,
    }
}

/// A member of a group, and the state it stands for.
#[derive(Debug, Clone, PartialEq)]
struct Member {
    actor: Actor,
    state: Option<String>,
    part: Part,
}

/// "The two presidents", "both sides", "the three foreign ministers".
pub(super) fn draft(
    scene: &Scene<'_>,
    told: &Told,
    phrase: Range<u32>,
    head: u32,
) -> Option<Draft> {
    let doc = scene.doc;
    let token = &doc.tokens[head as usize];
    let plural = matches!(token.tag, Tag::Nns | Tag::Nnps);
    let count = count(doc, &phrase)?;
    if !(plural || opening(doc, &phrase) == "either") || is_explained(scene, head) {
        return None;
    }
    let kind = office_before(scene, head).or_else(|| kind(&token.lemma.to_lowercase()))?;
    let members = members(scene, told, phrase.start, &kind, count);
    if members.is_empty() && kind != Kind::States && kind != Kind::Leaders {
        return None;
    }
    Some(group(doc, phrase, head, members))
}

/// "The two", "the pair", "both" alone.
pub(super) fn bare(scene: &Scene<'_>, told: &Told, at: u32) -> Option<Draft> {
    let doc = scene.doc;
    let token = &doc.tokens[at as usize];
    let acts = matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Pobj | Dep::Dobj);
    let word = doc.word(at).to_lowercase();
    let definite = at > 0 && doc.word(at - 1).eq_ignore_ascii_case("the");
    let alone = match word.as_str() {
        "pair" | "duo" => definite && !has_of(doc, at),
        "two" => definite && !has_of(doc, at) && !is_counted(doc, at),
        "both" => !has_of(doc, at) && token.pos == Pos::Pron && token.dep == Dep::Nsubj,
        _ => false,
    };
    if !alone || !acts {
        return None;
    }
    let start = at - u32::from(definite);
    let persons = members(scene, told, start, &Kind::Persons, 2);
    let members = if persons.is_empty() && word != "duo" {
        members(scene, told, start, &Kind::States, 2)
    } else {
        persons
    };
    (!members.is_empty()).then(|| group(doc, start..at + 1, at, members))
}

fn has_of(doc: &Doc, at: u32) -> bool {
    doc.tokens.get(at as usize + 1).is_some_and(|_| doc.word(at + 1) == "of")
}

/// "Two" before a noun counts that noun.
fn is_counted(doc: &Doc, at: u32) -> bool {
    doc.tokens[at as usize].dep == Dep::Nummod
}

/// "The two sides of the coin", "the two countries that border Chad": not those told of before.
fn is_explained(scene: &Scene<'_>, head: u32) -> bool {
    let doc = scene.doc;
    doc.children(head).any(|c| {
        let child = &doc.tokens[c as usize];
        c > head
            && (child.dep == Dep::Relcl && doc.word(c.max(1) - 1) == "that"
                || child.dep == Dep::Prep && doc.word(c) == "of")
    })
}

/// How many a definite phrase counts: "both", "the two", "the three", "their".
fn count(doc: &Doc, phrase: &Range<u32>) -> Option<usize> {
    let opening = opening(doc, phrase);
    phrase.clone().find_map(|t| match doc.word(t).to_lowercase().as_str() {
        "both" | "either" => Some(2),
        "two" if matches!(opening.as_str(), "the" | "these" | "those" | "our" | "two") => Some(2),
        "three" if opening == "the" => Some(3),
        "four" if opening == "the" => Some(4),
        "their" if phrase.len() == 2 => Some(2),
        _ => None,
    })
}

/// The office a plural title names ("the two foreign ministers").
fn office_before(scene: &Scene<'_>, head: u32) -> Option<Kind> {
    let titles = scene.setting.titles;
    let next = titles.partition_point(|t| t.tokens.end <= head);
    let title = titles.get(next).filter(|t| t.plural && t.head == head)?;
    let name = title.office_name(scene.setting.knowledge);
    (!matches!(name.as_str(), "leader" | "head" | "representative")).then_some(Kind::Bearers(name))
}

/// A mention of several actors.
fn group(doc: &Doc, phrase: Range<u32>, head: u32, members: Vec<Member>) -> Draft {
    let mut draft = Draft::open(doc, phrase, MentionKind::Nominal);
    draft.head = head;
    draft.members = members.iter().map(|m| m.actor.id.clone()).collect();
    draft.actors = members.into_iter().map(|m| m.actor).collect();
    draft
}

/// So many of a kind, each of another state, from the sentences nearest before a token; none where
/// the text leaves it open.
fn members(scene: &Scene<'_>, told: &Told, token: u32, kind: &Kind, count: usize) -> Vec<Member> {
    let fits: &dyn Fn(&Scene<'_>, &Draft) -> bool = match kind {
        Kind::Leaders => &is_at_the_top,
        Kind::Bearers(office) => &|_, d| d.office.as_deref().is_some_and(|o| is_office(o, office)),
        Kind::Persons | Kind::States => &|_, _| true,
    };
    let found = nearest(scene, told, token, kind, count, fits);
    let any_person = *kind == Kind::Leaders || *kind == Kind::Bearers("minister".to_owned());
    if found.is_empty() && any_person {
        return nearest(scene, told, token, &Kind::Persons, count, &|_, _| true);
    }
    found
}

fn is_office(office: &str, wanted: &str) -> bool {
    let office = office.strip_prefix("acting ").unwrap_or(office);
    office == wanted || wanted == "minister" && office.ends_with("minister")
}

fn is_at_the_top(scene: &Scene<'_>, draft: &Draft) -> bool {
    let office = draft.office.as_deref().and_then(|o| scene.setting.knowledge.offices.named(o));
    office.is_some_and(|o| {
        matches!(o.rank, Rank::HeadOfState | Rank::HeadOfGovernment) || o.name == "leader"
    })
}

/// The members from the nearest sentence that alone tells of enough, or from the nearest few.
fn nearest(
    scene: &Scene<'_>,
    told: &Told,
    token: u32,
    kind: &Kind,
    count: usize,
    fits: &dyn Fn(&Scene<'_>, &Draft) -> bool,
) -> Vec<Member> {
    let doc = scene.doc;
    let last = doc.sentence_of(token);
    let mut found: Vec<Member> = Vec::new();
    for sentence in (last.saturating_sub(REACH)..=last).rev() {
        let range = doc.sentences[sentence].clone();
        let drafts = told.within(range.start..range.end.min(token));
        let group = drafts.iter().rev().find(|d| d.members.len() == count);
        if let Some(group) = group.filter(|_| found.is_empty())
            && let Some(members) = of_group(scene, group, kind, fits)
        {
            return members;
        }
        let mut here: Vec<Member> = Vec::new();
        for draft in drafts.iter().filter(|d| d.members.is_empty()) {
            add(&mut here, member(scene, draft, kind, fits));
        }
        if here.len() > count {
            here.sort_by_key(|m| m.part);
            let clear = here[count - 1].part < here[count].part || *kind != Kind::States;
            here.truncate(if clear { count } else { 0 });
            return here;
        }
        if here.len() == count {
            return here;
        }
        for member in here {
            add(&mut found, Some(member));
        }
        if found.len() >= count {
            found.truncate(count);
            found.reverse();
            return found;
        }
    }
    Vec::new()
}

/// Adds a member unless it or another of its state is there.
fn add(members: &mut Vec<Member>, member: Option<Member>) {
    let Some(member) = member else { return };
    let other = members
        .iter()
        .all(|m| m.actor.id != member.actor.id && (m.state.is_none() || m.state != member.state));
    if other {
        members.push(member);
    }
}

/// The same several as in a group told of before, as far as they are of the kind.
fn of_group(
    scene: &Scene<'_>,
    group: &Draft,
    kind: &Kind,
    fits: &dyn Fn(&Scene<'_>, &Draft) -> bool,
) -> Option<Vec<Member>> {
    let members = everybody(scene, group).map(|(actor, state)| {
        if *kind == Kind::States {
            let state = scene.setting.knowledge.state(state?)?;
            return Some(of(state, state.country.clone(), Part::Other));
        }
        let mut one = group.clone();
        one.actor = Some(actor.id.clone());
        one.members.clear();
        one.office = scene.person_of(&actor.id).and_then(|p| p.office.clone()).or(one.office);
        let right = is_one_person(&one) && (*kind == Kind::Leaders || fits(scene, &one));
        right.then(|| of(actor, state.map(str::to_owned), Part::Other))
    });
    members.collect()
}

fn of(actor: &Actor, state: Option<String>, part: Part) -> Member {
    Member { actor: actor.clone(), state, part }
}

/// What a draft is as a member: the person, or the state it is or stands for.
fn member(
    scene: &Scene<'_>,
    draft: &Draft,
    kind: &Kind,
    fits: &dyn Fn(&Scene<'_>, &Draft) -> bool,
) -> Option<Member> {
    let (actor, state) = everybody(scene, draft).next()?;
    let part = part(scene.doc, draft);
    if *kind == Kind::States {
        let stands = !matches!(actor.kind, ActorKind::Group);
        let state = scene.setting.knowledge.state(state.filter(|_| stands)?)?;
        return (state.id.as_str() != "state:EUE" || actor.kind == ActorKind::State)
            .then(|| of(state, state.country.clone(), part));
    }
    (is_one_person(draft) && fits(scene, draft)).then(|| of(actor, state.map(str::to_owned), part))
}

/// "The former", "the latter": the first or the last of the two just told of.
pub(super) fn one_of_two(scene: &Scene<'_>, told: &Told, head: u32) -> Option<Draft> {
    let doc = scene.doc;
    let token = &doc.tokens[head as usize];
    let definite = head > 0 && doc.word(head - 1).eq_ignore_ascii_case("the");
    let modifies = matches!(token.dep, Dep::Amod | Dep::Compound | Dep::Nmod)
        && token.head > head
        && matches!(doc.tokens[token.head as usize].pos, Pos::Noun | Pos::Propn);
    if !definite || modifies {
        return None;
    }
    let last = doc.sentence_of(head);
    (last.saturating_sub(1)..=last).rev().find_map(|sentence| {
        let range = doc.sentences[sentence].clone();
        let drafts = told.within(range.start..range.end.min(head - 1));
        let pair = two_of(&drafts, is_one_person).or_else(|| two_of(&drafts, is_state))?;
        let first = doc.word(head).eq_ignore_ascii_case("former");
        Some(again(pair[usize::from(!first)], doc, head..head + 1, MentionKind::Nominal))
    })
}

fn is_state(draft: &Draft) -> bool {
    let actor = super::super::told::actor_of(draft);
    actor.is_some_and(|a| a.kind == ActorKind::State) && draft.kind != MentionKind::Demonym
}

/// The only two different ones of a kind, pronouns left out.
fn two_of<'d>(drafts: &[&'d Draft], fits: impl Fn(&Draft) -> bool) -> Option<[&'d Draft; 2]> {
    let mut found: Vec<&Draft> = Vec::new();
    for &draft in drafts {
        let own = draft.kind != MentionKind::Pronoun && fits(draft);
        if own && found.iter().all(|d| d.actor != draft.actor) {
            found.push(draft);
        }
    }
    match found.as_slice() {
        [first, second] => Some([first, second]),
        _ => None,
    }
}
