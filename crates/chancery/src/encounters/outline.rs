//! The two states a text is about, for a text that names no party beside its words of contact.

use std::collections::BTreeMap;

use chancery_engine::{Dep, Tag};

use super::clusters::country;
use super::codebook::Frame;
use super::references::Reference;
use super::telling::{Party, Telling};
use super::triggers::Trigger;
use crate::nouns::{
    ActorKind, DocumentKind, EncounterKind, Mention, MentionKind, PlaceMention, Role, Sector, Side,
};
use crate::scene::Scene;

/// A state, and the mention that stands for it.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    country: String,
    mention: u32,
}

/// Whom a text is about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    /// The two states its head and opening speak of.
    pair: Option<[Anchor; 2]>,
    /// Whether head and opening alone tell the two, and officials of both act in the text.
    clear: bool,
}

/// Sentences of head and opening.
const OPENING: usize = 6;

/// Reads the outline off head and opening.
pub(crate) fn outline(scene: &Scene<'_>) -> Outline {
    let own = match &scene.page.document.side {
        Some(Side::State(code)) => Some(code.clone()),
        _ => None,
    };
    let opening = pair(scene, own.as_deref(), OPENING, 1);
    let clear = opening.as_ref().is_some_and(|pair| pair.iter().all(|a| has_officials(scene, a)));
    // Opened with a scene of the street: the whole text tells, where it is clear.
    let pair = opening.or_else(|| pair(scene, own.as_deref(), usize::MAX, 2));
    Outline { pair, clear }
}

/// Whether somebody in office or a body of government of a state is named.
fn has_officials(scene: &Scene<'_>, state: &Anchor) -> bool {
    scene.resolved.mentions.iter().any(|m| {
        let actor = m.actor.as_ref().and_then(|id| scene.actor(id));
        actor.is_some_and(|a| a.kind != ActorKind::State)
            && public_state(scene, m).as_ref() == Some(&state.country)
    })
}

/// The two states told of most in the first sentences, each so many times more than the next.
fn pair(
    scene: &Scene<'_>,
    own: Option<&str>,
    sentences: usize,
    times: usize,
) -> Option<[Anchor; 2]> {
    let mut told: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for (index, mention) in (0..).zip(&scene.resolved.mentions) {
        let at = scene.doc.sentence_of(scene.doc.token_at(mention.start));
        if at >= sentences {
            break;
        }
        if let Some(code) = public_state(scene, mention) {
            told.entry(code).or_insert((0, index)).0 += 1;
        }
    }
    let others = told.into_iter().filter(|(code, _)| Some(code.as_str()) != own);
    let mut ranked: Vec<(usize, std::cmp::Reverse<u32>, String)> =
        others.map(|(code, (n, first))| (n, std::cmp::Reverse(first), code)).collect();
    ranked.sort_by(|a, b| b.cmp(a));
    let wanted = if own.is_some() { 1 } else { 2 };
    let next = ranked.get(wanted).map_or(0, |r| r.0);
    let last = ranked.get(wanted - 1)?;
    if last.0 <= next || last.0 < times * next {
        return None;
    }
    let first = own.unwrap_or(&ranked[0].2);
    Some([anchor(scene, first)?, anchor(scene, &last.2)?])
}

/// The state a mention belongs to, where it is a state, its government or an officeholder.
fn public_state(scene: &Scene<'_>, mention: &Mention) -> Option<String> {
    let actor = scene.actor(mention.actor.as_ref()?)?;
    let public = match actor.kind {
        ActorKind::State | ActorKind::Office => true,
        ActorKind::Body => actor.sector == Some(Sector::Gov),
        ActorKind::Person => mention.office.is_some() || !actor.offices.is_empty(),
        ActorKind::Group => false,
    };
    let code = actor.country.clone().or_else(|| mention.country.clone());
    code.filter(|_| public && mention.kind != MentionKind::Pronoun)
}

/// The mention that stands for a state: of the state itself, else of the first of its officeholders
/// named.
fn anchor(scene: &Scene<'_>, code: &str) -> Option<Anchor> {
    let of = |kind: ActorKind| {
        let stands = |m: &Mention| {
            let actor = m.actor.as_ref().and_then(|id| scene.actor(id));
            actor.is_some_and(|a| a.kind == kind) && public_state(scene, m).as_deref() == Some(code)
        };
        scene.resolved.mentions.iter().position(stands)
    };
    let index = of(ActorKind::State).or_else(|| of(ActorKind::Person))?;
    Some(Anchor { country: code.to_owned(), mention: u32::try_from(index).ok()? })
}

/// Nouns for those who act for a state, besides offices.
const ACTING: [&str; 8] =
    ["leader", "side", "government", "capital", "country", "delegation", "neighbour", "neighbor"];

impl Outline {
    /// "The two presidents", "both foreign ministers", "the Prime Ministers" of a joint statement,
    /// where the words do not tell whose: of the two states the text is about.
    pub(super) fn both(&self, scene: &Scene<'_>, noun: u32, role: Role) -> Vec<Party> {
        let Some(pair) = self.pair.as_ref().filter(|_| is_both(scene, noun)) else {
            return Vec::new();
        };
        let office = scene.mention_covering(noun).and_then(|m| scene.mention(m).office.as_deref());
        let stands = |a: &Anchor| {
            let holder = office.and_then(|o| holder(scene, a, o, role));
            holder.or_else(|| party(scene, a, role))
        };
        let found: Vec<Party> = pair.iter().filter_map(stands).collect();
        if found.len() == 2 { found } else { Vec::new() }
    }
}

/// The state a foreigner's journey without a goal leads to, on a page of that state.
pub(super) fn host(
    scene: &Scene<'_>,
    trigger: &Trigger,
    goal: Option<&PlaceMention>,
    told: &[Party],
) -> Option<Party> {
    let Some(Side::State(own)) = &scene.page.document.side else { return None };
    let [guest] = told else { return None };
    let foreign = country(scene, guest).is_some_and(|c| c != *own);
    if trigger.word.frame != Frame::Journey || goal.is_some() || !foreign {
        return None;
    }
    party(scene, &anchor(scene, own)?, Role::Host)
}

/// Whether a plural noun for those who act for states is told as two, with nobody named.
fn is_both(scene: &Scene<'_>, noun: u32) -> bool {
    let several = matches!(scene.tag(noun), Tag::Nns | Tag::Nnps);
    let office = scene.mention_covering(noun).is_some_and(|m| scene.mention(m).office.is_some());
    let acting = ACTING.contains(&scene.lemma(noun).to_lowercase().as_str());
    let joint = scene.page.document.kind == DocumentKind::JointStatement;
    let two = scene.with_dep(noun, &[Dep::Nummod, Dep::Det, Dep::Predet]).any(|d| {
        let word = scene.lower(d);
        matches!(word.as_str(), "two" | "both") || joint && office && word == "the"
    });
    // "The two ministers of Chad": whose, the words tell.
    let told = scene
        .with_dep(noun, &[Dep::Amod, Dep::Nmod, Dep::Poss])
        .any(|m| scene.mention_covering(m).is_some_and(|m| scene.mention(m).country.is_some()));
    several && (office || acting) && two && !told
}

/// Whoever of a state the text names in an office.
fn holder(scene: &Scene<'_>, state: &Anchor, office: &str, role: Role) -> Option<Party> {
    let holds = |m: &&Mention| {
        let actor = m.actor.as_ref().and_then(|id| scene.actor(id));
        let person = actor.is_some_and(|a| a.kind == ActorKind::Person);
        person
            && m.office.as_deref() == Some(office)
            && public_state(scene, m).as_ref() == Some(&state.country)
    };
    let found = scene.resolved.mentions.iter().find(holds)?;
    Some(Party { actor: found.actor.clone()?, mention: found.clone(), role })
}

fn party(scene: &Scene<'_>, anchor: &Anchor, role: Role) -> Option<Party> {
    let mention = scene.mention(anchor.mention).clone();
    Some(Party { actor: mention.actor.clone()?, mention, role })
}

/// "The talks", "their meeting": words that are of contact whatever stands beside them.
pub(super) fn is_contact_by_itself(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    const NOUNS: [&str; 9] = [
        "talk",
        "meeting",
        "call",
        "conversation",
        "discussion",
        "negotiation",
        "consultation",
        "summit",
        "signing",
    ];
    let lemma = scene.lemma(trigger.token).to_lowercase();
    trigger.word.frame == Frame::Event
        && !trigger.word.two_states
        && (NOUNS.contains(&lemma.as_str()) || NOUNS.contains(&lemma.trim_end_matches('s')))
}

/// Of a heading over a state's text ("Meeting with Aho"), the first of its officeholders in the
/// story; else the state.
fn headed(scene: &Scene<'_>, own: &Anchor, role: Role) -> Option<Party> {
    const STORY: usize = 4;
    let opens = |m: &&Mention| scene.doc.sentence_of(scene.doc.token_at(m.start)) < STORY;
    let holds = |m: &&Mention| {
        let actor = m.actor.as_ref().and_then(|id| scene.actor(id));
        m.office.is_some()
            && actor.is_some_and(|a| matches!(a.kind, ActorKind::Person | ActorKind::Office))
            && public_state(scene, m).as_ref() == Some(&own.country)
    };
    let found = scene.resolved.mentions.iter().take_while(opens).find(holds);
    let first =
        found.and_then(|m| Some(Party { actor: m.actor.clone()?, mention: m.clone(), role }));
    first.or_else(|| party(scene, own, role))
}

/// Where a text tells of no contact with its parties, the first that it points to as known is one
/// of the two states it is about.
pub(crate) fn adopt(scene: &Scene<'_>, outline: &Outline, tellings: &mut [Telling<'_>]) {
    const FIRST: usize = 12;
    let Some(pair) = outline.pair.as_ref().filter(|_| outline.clear) else { return };
    let tells = |t: &Telling<'_>, code: &String| {
        let goal = t.goal.and_then(|g| g.place.country.as_ref());
        goal == Some(code) || t.parties.iter().any(|p| country(scene, p).as_ref() == Some(code))
    };
    if tellings.iter().any(|t| pair.iter().all(|a| tells(t, &a.country))) {
        return;
    }
    // Words that point back, point to the contact told with its parties.
    let told = tellings.iter().any(|t| t.parties.len() >= 2);
    let points = |t: &&mut Telling<'_>| {
        use EncounterKind::{Call, Meeting, Signing, Summit, Talks};
        let kind = matches!(t.kind, Talks | Meeting | Call | Summit | Signing);
        let inside = t
            .parties
            .iter()
            .all(|p| country(scene, p).is_some_and(|c| pair.iter().any(|a| a.country == c)));
        kind && inside
            && is_contact_by_itself(scene, &t.trigger)
            && t.sentence < FIRST
            && ((t.reference == Reference::Known && !told) || scene.in_headline(t.trigger.token))
    };
    if let Some(telling) = tellings.iter_mut().find(points) {
        let heading = scene.in_headline(telling.trigger.token);
        for anchor in pair {
            let has = |p: &Party| country(scene, p).as_ref() == Some(&anchor.country);
            if !telling.parties.iter().any(has) {
                let stands = if heading { headed } else { party };
                telling.parties.extend(stands(scene, anchor, Role::Principal));
            }
        }
    }
}
