//! Offices named without their holder: "the Foreign Minister", "the US President", "the
//! presidents of X and Y".

pub(crate) mod heads;
pub(crate) mod holders;

use super::draft::{Draft, Scene};
use super::lexicon::{Sense, StateWord, hits_in};
use super::names::opens_thing;
use super::office_table::Rank;
use super::people::{Person, is_leader};
use super::titles::{Owner, Title};
use crate::nouns::{Actor, ActorKind, MentionKind, Sector};
use holders::{alike, holder_like, office_of};

/// Mentions by office alone.
pub(crate) fn office_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let free = scene.free_titles();
    let mut drafts = heads::drafts(scene);
    drafts
        .extend(free.filter(|title| !is_inside_name(scene, title)).filter_map(|t| draft(scene, t)));
    drafts
}

/// Whether a title is part of a person's name or of a chamber's ("House of Representatives").
fn is_inside_name(scene: &Scene<'_>, title: &Title) -> bool {
    let doc = scene.doc;
    let before = |n: u32| title.head.checked_sub(n).map_or("", |t| doc.word(t));
    let chamber = before(1) == "of" && matches!(before(2), "House" | "Chamber");
    // "The head of Chinese diplomacy" is no head of state.
    let diplomacy = hits_in(scene.hits, &title.tokens).last().is_some_and(|hit| {
        let next = |n: u32| {
            doc.tokens.get((hit.tokens.end + n) as usize).map(|_| doc.word(hit.tokens.end + n))
        };
        next(0) == Some("diplomacy") || next(1) == Some("diplomacy")
    });
    chamber || diplomacy || title.tokens.clone().any(|t| scene.is_named(t))
}

fn draft(scene: &Scene<'_>, title: &Title) -> Option<Draft> {
    let determiner = scene.determiner(title.tokens.start);
    if title.plural || is_shared(scene, title) {
        return Some(plural(scene, title));
    }
    // "King Hussein Bridge" speaks of no king.
    if opens_thing(scene.doc, title.tokens.end) {
        return None;
    }
    match determiner.as_deref() {
        Some("a" | "an" | "some") => Some(unnamed(scene, title)),
        // "His foreign minister" is told by whoever is meant by "his".
        Some("his" | "her" | "their" | "our") => None,
        Some(_) => Some(definite(scene, title)),
        None if scene.doc.span(title.tokens.clone()).ends_with('.') => None,
        None if title.owner.is_some() || is_capital(scene, title) => Some(definite(scene, title)),
        None => None,
    }
}

/// "The Malian and the Nigerien head of state": one word for two officeholders.
fn is_shared(scene: &Scene<'_>, title: &Title) -> bool {
    let word = |t: u32| scene.doc.word(t).to_lowercase();
    let start = title.tokens.start;
    let demonym = |t: u32| {
        let hit = hits_in(scene.hits, &(t..t + 1)).next();
        hit.is_some_and(|h| matches!(h.sense, Sense::State(_, StateWord::Demonym)))
    };
    let the = u32::from(start > 0 && word(start - 1) == "the");
    let and = start.checked_sub(1 + the);
    and.is_some_and(|and| and > 0 && word(and) == "and" && demonym(and - 1)) && demonym(start)
}

/// Whether the office is capitalised as if it were a name; an abbreviation needs its name.
fn is_capital(scene: &Scene<'_>, title: &Title) -> bool {
    scene.doc.word(title.head).starts_with(char::is_uppercase)
        && !scene.doc.tokens[title.head as usize].sent_start
}

/// "A senior official", "a Thai minister": nobody in particular.
fn unnamed(scene: &Scene<'_>, title: &Title) -> Draft {
    let country = title.country(scene.setting.knowledge);
    let mut draft =
        Draft::unnamed(scene.doc, title.tokens.clone(), scene.setting.document, country);
    draft.office = Some(title.office_name(scene.setting.knowledge));
    draft
}

/// The holder: whoever of the text has the office, else of the tables on the day, else the office
/// itself.
fn definite(scene: &Scene<'_>, title: &Title) -> Draft {
    let setting = scene.setting;
    let name = title.office_name(setting.knowledge);
    let country = title.country(setting.knowledge);
    if let Some(draft) = leader(scene, title, country.as_deref()) {
        return draft;
    }
    let mut draft = if let Some(person) = holder_in_text(scene, title, country.as_deref()) {
        Draft::person(scene.doc, title.tokens.clone(), MentionKind::Office, person)
    } else {
        let state = country.or_else(|| assumed_country(scene, title));
        let actor = holder_in_tables(scene, title, state.as_deref())
            .or_else(|| foreign_minister(scene, title, state.as_deref()))
            .unwrap_or_else(|| office_actor(scene, title, &name, state.as_deref()));
        let mut draft = Draft::of(scene.doc, title.tokens.clone(), MentionKind::Office, &actor);
        draft.country = state.or(draft.country);
        draft.sector = title.office(setting.knowledge).sector;
        draft
    };
    draft.head = title.head;
    draft.office = Some(name);
    draft
}

/// "The Turkish leader", where no leader of the text is meant.
fn leader(scene: &Scene<'_>, title: &Title, country: Option<&str>) -> Option<Draft> {
    let country = country?;
    let top = is_leader(&title.office(scene.setting.knowledge).name) && title.is_full();
    if !top || holder_in_text(scene, title, Some(country)).is_some() || of_body(scene, title) {
        return None;
    }
    let (actor, office) = holders::leader(scene, country)?;
    let mut draft = Draft::of(scene.doc, title.tokens.clone(), MentionKind::Office, &actor);
    draft.head = title.head;
    draft.office = Some(office);
    draft.country = Some(country.to_owned());
    Some(draft)
}

fn of_body(scene: &Scene<'_>, title: &Title) -> bool {
    title.owner_actor(scene.setting.knowledge).is_some_and(|o| o.kind == ActorKind::Body)
}

/// A bare office of government is that of the state whose own text it is; else of the only state
/// the text is about.
fn assumed_country(scene: &Scene<'_>, title: &Title) -> Option<String> {
    let office = title.office(scene.setting.knowledge);
    let bare = title.owner.is_none() && office.sector == Some(Sector::Gov);
    let home = scene.setting.home.filter(|_| bare);
    // Whoever is sent, or serves below the government, may be anybody's.
    let national = office.rank != Rank::Other || office.name.ends_with(" minister");
    let sole = scene.setting.sole.filter(|_| bare && national);
    home.or(sole).map(str::to_owned)
}

/// The person of the text who has the office; at home first where the text is a state's own.
fn holder_in_text<'s>(
    scene: &'s Scene<'_>,
    title: &Title,
    country: Option<&str>,
) -> Option<&'s Person> {
    if matches!(title.owner, Some(Owner::Words(_))) {
        return None;
    }
    let has = |p: &Person, state: Option<&str>| {
        state.is_none_or(|c| p.country.as_deref() == Some(c)) && bears(scene, p, title)
    };
    let at = title.tokens.start;
    match country {
        Some(c) => scene.nearest_person(at, |p| has(p, Some(c))),
        None => scene
            .setting
            .home
            .and_then(|home| scene.nearest_person(at, |p| has(p, Some(home))))
            .or_else(|| scene.nearest_person(at, |p| has(p, None))),
    }
}

/// Whether a person of the text bears the office a title names.
fn bears(scene: &Scene<'_>, person: &Person, title: &Title) -> bool {
    let knowledge = scene.setting.knowledge;
    let name = title.office_name(knowledge);
    let told = person.titles.iter().any(|&t| {
        let other = &scene.setting.titles[t];
        other.office_name(knowledge) == name
            && (title.owner.is_none() || other.owner.is_none() || other.owner == title.owner)
            && !of_other_style(scene, title, other)
    });
    let top = |office: &str| {
        knowledge
            .offices
            .named(office)
            .is_some_and(|o| matches!(o.rank, Rank::HeadOfState | Rank::HeadOfGovernment))
    };
    let leads = is_leader(&title.office(knowledge).name)
        && title.country(knowledge).is_some()
        && person.office.as_deref().is_some_and(top);
    told || person.titles.is_empty() && person.office.as_deref() == Some(name.as_str()) || leads
}

/// "The Foreign Secretary" is not the "Foreign Minister" told of before, though the offices are
/// alike: states style theirs one way or the other.
fn of_other_style(scene: &Scene<'_>, a: &Title, b: &Title) -> bool {
    let words = [a, b].map(|t| scene.doc.word(t.head).to_lowercase());
    let style = |w: &String| matches!(w.as_str(), "secretary" | "minister");
    words.iter().all(style) && words[0] != words[1]
}

/// Whoever the tables have in the office on the day of publication.
fn holder_in_tables(scene: &Scene<'_>, title: &Title, state: Option<&str>) -> Option<Actor> {
    let setting = scene.setting;
    let of = match title.owner_actor(setting.knowledge) {
        Some(body) if body.kind == ActorKind::Body => body.id.as_str(),
        _ => state?,
    };
    let office = &title.office(setting.knowledge).name;
    if !title.is_full() {
        return None;
    }
    let held = setting.day.and_then(|d| setting.knowledge.holder(office, of, d)).cloned();
    // "China's top diplomat", "the Swiss Foreign Secretary": the foreign minister, so called or not.
    let foreign = title.office(setting.knowledge).rank == Rank::Foreign && of.len() == 3;
    held.or_else(|| foreign.then(|| holder_like(scene, office, of, None).actor))
}

/// "The Malian minister", where the only ministers that a text speaks of are those of foreign
/// affairs.
fn foreign_minister(scene: &Scene<'_>, title: &Title, state: Option<&str>) -> Option<Actor> {
    let knowledge = scene.setting.knowledge;
    let minister = |t: &Title| t.office(knowledge).name.ends_with("minister");
    let of_foreign = |t: &Title| t.office(knowledge).rank == Rank::Foreign;
    let others = |t: &&Title| minister(t) && t.office(knowledge).rank == Rank::Other;
    let own = |t: &&Title| t.office(knowledge).name != "minister";
    let all = || scene.setting.titles.iter();
    let is_it = title.office(knowledge).name == "minister"
        && title.is_full()
        && title.owner.is_some()
        && all().any(of_foreign)
        && !all().filter(others).any(|t| own(&t));
    is_it.then(|| state.map(|state| holder_like(scene, "foreign minister", state, None).actor))?
}

/// The office as an actor of its own: of its state where that is told, else of this text.
fn office_actor(scene: &Scene<'_>, title: &Title, name: &str, state: Option<&str>) -> Actor {
    let of = match (title.owner_actor(scene.setting.knowledge), state) {
        (Some(body), _) if body.kind == ActorKind::Body => body.id.as_str(),
        (_, Some(state)) => state,
        _ => scene.setting.document,
    };
    office_of(of, name, state, title.office(scene.setting.knowledge).sector)
}

/// "The foreign ministers of Chad and Niger", "the Chadian and Nigerien foreign ministers": the
/// holders; "the presidents": the persons of the text who bear the office, where there are two or
/// more.
fn plural(scene: &Scene<'_>, title: &Title) -> Draft {
    let knowledge = scene.setting.knowledge;
    let name = title.office_name(knowledge);
    let (tokens, states) = series(scene, title);
    let mut draft = Draft::open(scene.doc, tokens, MentionKind::Nominal);
    draft.head = title.head;
    draft.sector = title.office(knowledge).sector;
    if states.len() >= 2 {
        draft.actors = states.iter().map(|s| bearer_of_kind(scene, &name, s)).collect();
    } else if title.owner.is_some() || is_definite(scene, title) {
        let bearers = scene.persons_near(title.tokens.start).filter(|p| {
            let of_text = |t: &usize| scene.setting.titles[*t].office_name(knowledge) == name;
            let own = p.country.as_ref().is_none_or(|c| states.is_empty() || states.contains(c));
            let known = p.office.as_deref().is_some_and(|o| alike(knowledge, o, &name));
            own && (p.titles.iter().any(of_text) || known)
        });
        let bearers: Vec<&Person> = bearers.collect();
        if bearers.len() >= 2 {
            draft.actors = bearers.iter().map(|p| p.actor.clone()).collect();
        }
    }
    draft.members = draft.actors.iter().map(|a| a.id.clone()).collect();
    draft.office = Some(name);
    draft
}

/// Whom "the ministers of Chad and Niger" stands for on one side: who holds the office; of a kind
/// of office that several hold at once, the state.
fn bearer_of_kind(scene: &Scene<'_>, name: &str, state: &str) -> Actor {
    let knowledge = scene.setting.knowledge;
    let known = match name {
        "leader" | "head" => holders::leader(scene, state).map(|(actor, _)| actor),
        "minister" | "deputy minister" | "ambassador" | "envoy" | "representative" => None,
        _ => return holder_like(scene, name, state, None).actor,
    };
    let state_itself = || knowledge.state(state).cloned();
    known.or_else(state_itself).unwrap_or_else(|| holder_like(scene, name, state, None).actor)
}

/// "The presidents", "both ministers": of those told of; "ministers" alone are any.
fn is_definite(scene: &Scene<'_>, title: &Title) -> bool {
    let before =
        |n: u32| title.tokens.start.checked_sub(n).map(|t| scene.doc.word(t).to_lowercase());
    let definite =
        |word: &str| matches!(word, "the" | "both" | "these" | "two" | "three" | "their");
    [1, 2].into_iter().any(|n| before(n).is_some_and(|word| definite(&word)))
}

/// The words of a plural title with all the states they belong to, joined by "and".
fn series(scene: &Scene<'_>, title: &Title) -> (std::ops::Range<u32>, Vec<String>) {
    let doc = scene.doc;
    let state = |token: u32| {
        let hit = hits_in(scene.hits, &(token..token + 1)).next()?;
        match hit.sense {
            Sense::State(index, StateWord::Name | StateWord::Demonym) => {
                Some((hit.tokens.clone(), scene.setting.knowledge.at(index).country.clone()?))
            }
            _ => None,
        }
    };
    let joins = |t: u32| matches!(doc.word(t), "and" | "," | "the" | "&");
    let mut tokens = title.tokens.clone();
    let mut states: Vec<String> = title.country(scene.setting.knowledge).into_iter().collect();
    let of_state = title.tokens.contains(&(title.head + 1)) && !is_shared(scene, title);
    let after = states.is_empty() || !of_state;
    let sentence = doc.sentences[doc.sentence_of(title.head)].clone();
    let mut at = tokens.start;
    while after && at > sentence.start && !states.is_empty() {
        if joins(at - 1) {
            at -= 1;
        } else if let Some((range, code)) = state(at - 1) {
            states.insert(0, code);
            at = range.start;
            tokens.start = at;
        } else {
            break;
        }
    }
    let mut at = tokens.end;
    while !after && at < sentence.end {
        if joins(at) {
            at += 1;
        } else if let Some((range, code)) = state(at) {
            states.push(code);
            at = range.end;
            tokens.end = at;
        } else {
            break;
        }
    }
    states.dedup();
    (tokens, states)
}
