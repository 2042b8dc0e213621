//! One telling: one word of contact with what its sentence says of the contact.

use std::ops::Range;

use chancery_engine::{Dep, Pos, Tag};

use super::arguments::{Slot, Slots, slots};
use super::clusters::country;
use super::codebook::{Codebook, Frame};
use super::groups::group_at;
use super::outline::{Outline, host};
use super::quotes::{Quote, speaker_at};
use super::references::{Reference, reference};
use super::setting::{place_of, time_of, time_of_record, time_under};
use super::status::status;
use super::triggers::Trigger;
use super::voices::{Voice, voice_of};
use crate::nouns::{
    ActorId, ActorKind, Channel, EncounterKind, Mention, MentionKind, PlaceMention, Role, Status,
    TimeMention,
};
use crate::scene::Scene;

/// Someone told as taking part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Party {
    pub(crate) actor: ActorId,
    /// The mention that names it.
    pub(crate) mention: Mention,
    pub(crate) role: Role,
}

/// One word of contact, read.
#[derive(Debug, Clone)]
pub(crate) struct Telling<'a> {
    pub(crate) trigger: Trigger,
    pub(crate) kind: EncounterKind,
    pub(crate) channel: Option<Channel>,
    pub(crate) status: Status,
    pub(crate) parties: Vec<Party>,
    /// Goal of a journey.
    pub(crate) goal: Option<&'a PlaceMention>,
    pub(crate) time: Option<&'a TimeMention>,
    /// Whether that time is the record's own, not told with the contact.
    pub(crate) time_of_record: bool,
    pub(crate) place: Option<&'a PlaceMention>,
    pub(crate) reference: Reference,
    pub(crate) voice: Voice,
    /// Whether it is called a negotiation, a consultation or a round of talks.
    pub(crate) negotiates: bool,
    /// Ordinal of the sentence.
    pub(crate) sentence: usize,
    /// The verb that carries its tense.
    pub(crate) carrier: Option<u32>,
}

/// Reads one word of contact; `None` where it tells of nothing to record.
pub(crate) fn read<'a>(
    scene: &Scene<'a>,
    quotes: &[Quote],
    outline: &Outline,
    trigger: Trigger,
) -> Option<Telling<'a>> {
    if is_body_that_acts(scene, &trigger) {
        return None;
    }
    let slots = slots(scene, &trigger)?;
    let voice = voice_of(scene, quotes, trigger.token);
    let (status, reference) = standing(scene, &trigger, slots.carrier, &voice)?;
    let told = parties(scene, quotes, outline, &trigger, &slots);
    if tells_of_several(scene, &trigger, &told) {
        return None;
    }
    let goal = goal(scene, &slots);
    if trigger.word.two_states && !are_of_two_states(scene, &told, goal) {
        return None;
    }
    let mut parties = completed(scene, &trigger, &slots, told);
    parties.extend(host(scene, &trigger, goal, &parties));
    let channel = channel(scene, &trigger);
    let kind = kind_by_channel(trigger.word.kind, channel);
    let time = time_told(scene, &trigger, slots.carrier);
    let of_record = || time_of_record(scene, &trigger).filter(|_| status == Status::Held);
    Some(Telling {
        kind,
        channel,
        status,
        goal,
        time: time.or_else(of_record),
        time_of_record: time.is_none(),
        negotiates: negotiates(scene, &trigger),
        place: place_of(scene, &trigger, slots.carrier).or(goal),
        reference,
        voice,
        sentence: scene.doc.sentence_of(trigger.token),
        carrier: slots.carrier,
        parties,
        trigger,
    })
}

/// Whether it took place, and how it points back; `None` where the text only says that there was
/// none.
fn standing(
    scene: &Scene<'_>,
    trigger: &Trigger,
    carrier: Option<u32>,
    voice: &Voice,
) -> Option<(Status, Reference)> {
    let status = match status(scene, trigger, carrier)? {
        Status::Held if trigger.word.frame == Frame::Expect => Status::Planned,
        // "Did not discuss the base", "no negotiation on the release": the contact is not denied.
        Status::Denied if denies_its_subject_only(trigger) => {
            return Some((Status::Held, Reference::Known));
        }
        told => told,
    };
    let denied_by_nobody = voice.cue.is_none() && !scene.is_denial(trigger.token);
    if status == Status::Denied && denied_by_nobody {
        return None;
    }
    Some((status, reference(scene, trigger)))
}

/// The time told with a contact.
fn time_told<'a>(
    scene: &Scene<'a>,
    trigger: &Trigger,
    carrier: Option<u32>,
) -> Option<&'a TimeMention> {
    if is_frame_only(scene, trigger, carrier) {
        time_under(scene, trigger.token)
    } else {
        time_of(scene, trigger, carrier)
    }
}

/// "The Assembly of Deputies approved the treaty": a body called as gatherings are.
fn is_body_that_acts(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let named = trigger.word.frame == Frame::Gathering && scene.pos(trigger.token) == Pos::Propn;
    let acts = matches!(
        scene.lemma(scene.head(trigger.token)),
        "approve"
            | "ratify"
            | "adopt"
            | "pass"
            | "elect"
            | "vote"
            | "reject"
            | "appoint"
            | "endorse"
    );
    named && acts && scene.dep(trigger.token) == Dep::Nsubj
}

/// "The meetings between A, B and C": several contacts, it is not said of whom with whom.
fn tells_of_several(scene: &Scene<'_>, trigger: &Trigger, parties: &[Party]) -> bool {
    let plural = matches!(scene.tag(trigger.token), Tag::Nns | Tag::Nnps);
    let counted = matches!(trigger.word.kind, EncounterKind::Meeting | EncounterKind::Call);
    plural && counted && parties.len() > 2
}

/// Whether parties, or a traveller and the goal, belong to two states.
fn are_of_two_states(scene: &Scene<'_>, parties: &[Party], goal: Option<&PlaceMention>) -> bool {
    let mut states: Vec<String> = parties.iter().filter_map(|p| country(scene, p)).collect();
    states.extend(goal.and_then(|g| g.place.country.clone()));
    states.sort_unstable();
    states.dedup();
    states.len() >= 2
}

/// The parties a clause names, with those it leaves to the words around it; to a word that is of
/// contact only with both named, none are added.
fn completed(scene: &Scene<'_>, trigger: &Trigger, slots: &Slots, told: Vec<Party>) -> Vec<Party> {
    if trigger.word.two_states {
        return told;
    }
    let mut parties = told;
    parties.extend(unsaid_party(scene, trigger, slots, &parties));
    parties
}

/// "Negotiations", "consultations", "a round of talks": talks by name, even where the parties
/// "met".
fn negotiates(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let noun = trigger.word.kind == EncounterKind::Talks && scene.pos(trigger.token) != Pos::Verb;
    let lemma = scene.lemma(trigger.token).to_lowercase();
    let named = matches!(lemma.trim_end_matches('s'), "negotiation" | "consultation");
    let of = scene.head(trigger.token);
    let round = scene.lower(of) == "of" && scene.lemma(scene.head(of)) == "round";
    noun && (named || round)
}

/// "Met her as part of his three-day visit": the day is the meeting's, not the visit's. "Was in
/// Oslo on a visit on Monday", "arrives tomorrow for a visit": it is the visit's.
fn is_frame_only(scene: &Scene<'_>, trigger: &Trigger, carrier: Option<u32>) -> bool {
    let journeys = carrier.is_some_and(|verb| {
        matches!(
            scene.lemma(verb),
            "be" | "arrive" | "leave" | "depart" | "travel" | "fly" | "go" | "come" | "welcome"
        )
    });
    trigger.word.frame == Frame::Journey && scene.dep(trigger.token) == Dep::Pobj && !journeys
}

/// The party a heading leaves unsaid: "Meeting with the ambassador", "See also: State visit to
/// Finland" are of whoever the page is about.
fn unsaid_party(
    scene: &Scene<'_>,
    trigger: &Trigger,
    slots: &Slots,
    told: &[Party],
) -> Option<Party> {
    let pointer = |v: u32| scene.lemma(v) == "see" && scene.subjects(v).is_empty();
    let heading = slots.carrier.is_none_or(pointer) && scene.pos(trigger.token) != Pos::Verb;
    let pointed_at = slots.carrier.is_some();
    let (lacking, role) = match trigger.word.frame {
        Frame::Journey => (told.is_empty() && !slots.goals.is_empty(), Role::Guest),
        Frame::Event => (told.len() == 1 && !pointed_at, Role::Principal),
        _ => return None,
    };
    let mention = scene.protagonist.filter(|_| heading && lacking).map(|m| scene.mention(m))?;
    let actor = mention.actor.clone().filter(|a| told.iter().all(|p| p.actor != *a))?;
    Some(Party { actor, mention: mention.clone(), role })
}

/// A denied word of speaking denies its subject, not that the parties were in contact.
fn denies_its_subject_only(trigger: &Trigger) -> bool {
    trigger.word.frame == Frame::Topic || trigger.word.kind == EncounterKind::Talks
}

fn parties(
    scene: &Scene<'_>,
    quotes: &[Quote],
    outline: &Outline,
    trigger: &Trigger,
    slots: &Slots,
) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for slot in &slots.parties {
        let mut told = party(scene, quotes, *slot);
        if told.iter().all(|p| scene.actor(&p.actor).is_none()) {
            let pair = outline.both(scene, slot.token, slot.role);
            told = if pair.is_empty() { told } else { pair };
        }
        for party in told {
            if found.iter().all(|p| p.actor != party.actor) && may_be_party(scene, trigger, &party)
            {
                found.push(party);
            }
        }
    }
    found
}

/// The actors a token stands for, with the persons listed beside them.
fn party(scene: &Scene<'_>, quotes: &[Quote], slot: Slot) -> Vec<Party> {
    let states = states_of(scene, slot.token);
    if states.len() >= 2 {
        return states.iter().flat_map(|mention| members(mention, slot.role)).collect();
    }
    let spoken =
        scene.is_first_person(slot.token).then(|| speaker_at(quotes, slot.token)).flatten();
    let index = spoken.or_else(|| scene.mention_of(slot.token));
    let known = index.map(|m| scene.mention(m).clone());
    let stands_for_somebody = |m: &Mention| m.actor.is_some() || !m.members.is_empty();
    let known = known.filter(stands_for_somebody);
    let listed = index.filter(|_| known.is_some() && spoken.is_none());
    let listed = listed.map_or_else(Vec::new, |m| scene.listed_with(m));
    let beside = listed.into_iter().map(|m| scene.mention(m).clone());
    let first = known.or_else(|| group_at(scene, slot.token));
    first.into_iter().chain(beside).flat_map(|mention| members(&mention, slot.role)).collect()
}

/// The states that "the delegations of A and B", "the A and B governments" stand for.
fn states_of(scene: &Scene<'_>, noun: u32) -> Vec<Mention> {
    let several = matches!(scene.tag(noun), Tag::Nns | Tag::Nnps);
    let lemma = scene.lemma(noun).to_lowercase();
    let group = (several && Codebook::get().is_group_noun(&lemma)) || is_joint_body(&lemma);
    if !group || scene.mention_of(noun).is_some_and(|m| !scene.mention(m).members.is_empty()) {
        return Vec::new();
    }
    let mut tokens = scene.objects_of(noun, &["of".to_owned(), "from".to_owned()]);
    if is_joint_body(&lemma) {
        // "The Finnish-Estonian commission": the tree hangs the one on the other.
        tokens.extend(scene.subtree(noun).start..noun);
    }
    let before = scene.with_dep(noun, &[Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss]);
    tokens.extend(before.flat_map(|b| scene.conjuncts(b)));
    let is_state = |m: &u32| {
        let actor = scene.mention(*m).actor.as_ref().and_then(|id| scene.actor(id));
        actor.is_some_and(|a| a.kind == ActorKind::State)
    };
    let mut found: Vec<u32> =
        tokens.into_iter().filter_map(|t| scene.mention_covering(t)).filter(is_state).collect();
    found.sort_unstable();
    found.dedup_by_key(|m| scene.mention(*m).actor.clone());
    let named = |m: u32| Mention { kind: MentionKind::Name, ..scene.mention(m).clone() };
    found.into_iter().map(named).collect()
}

/// "The A-B committee": a body that two states share stands for both.
fn is_joint_body(lemma: &str) -> bool {
    const BODIES: [&str; 9] = [
        "committee",
        "commission",
        "council",
        "mechanism",
        "group",
        "board",
        "team",
        "dialogue",
        "consultation",
    ];
    BODIES.contains(&lemma)
}

/// Whom one mention stands for.
fn members(mention: &Mention, role: Role) -> Vec<Party> {
    let one = mention.actor.iter().filter(|_| mention.members.is_empty());
    one.chain(&mention.members)
        .map(|actor| Party { actor: actor.clone(), mention: mention.clone(), role })
        .collect()
}

/// States, bodies and persons may; a nationality adjective only before a noun of contact.
fn may_be_party(scene: &Scene<'_>, trigger: &Trigger, party: &Party) -> bool {
    let mention = &party.mention;
    let before_noun = scene.pos(trigger.token) != Pos::Verb;
    mention.kind != MentionKind::Demonym || before_noun
}

/// The place or state a journey leads to; of "the Republic of Chad" the place is "Chad".
fn goal<'a>(scene: &Scene<'a>, slots: &Slots) -> Option<&'a PlaceMention> {
    slots.goals.iter().find_map(|&token| {
        let at = scene.doc.tokens[token as usize].start;
        let places = &scene.resolved.places;
        let next = places.partition_point(|p| p.end <= at);
        let place = places.get(next).filter(|p| p.start <= at);
        match state_named_at(scene, token) {
            // "To the Republic of Chad": no town called Republic.
            Some((code, bytes))
                if place.is_none_or(|p| p.place.country.as_ref() != Some(&code)) =>
            {
                scene.places_in(bytes).find(|p| p.place.country.as_ref() == Some(&code))
            }
            _ => place,
        }
    })
}

/// The state whose name covers a token, with the bytes of the name.
fn state_named_at(scene: &Scene<'_>, token: u32) -> Option<(String, Range<u32>)> {
    let mention = scene.mention(scene.mention_covering(token)?);
    let actor = scene.actor(mention.actor.as_ref()?)?;
    let named = actor.kind == ActorKind::State && mention.kind == MentionKind::Name;
    let code = actor.country.clone().filter(|_| named)?;
    Some((code, mention.start..mention.end))
}

/// The channel, where the clause tells it.
fn channel(scene: &Scene<'_>, trigger: &Trigger) -> Option<Channel> {
    let sentence = scene.sentence(trigger.token);
    let near = |words: &[&str]| {
        let mut around = sentence.clone().filter(|t| t.abs_diff(trigger.token) <= 12);
        around.any(|t| words.contains(&scene.lower(t).as_str()))
    };
    let kind = trigger.word.kind;
    let spoken = matches!(kind, EncounterKind::Talks | EncounterKind::Call);
    if spoken && near(&["video", "videoconference", "videolink", "virtual", "zoom"]) {
        return Some(Channel::Video);
    }
    if kind == EncounterKind::Call || (spoken && near(&["phone", "telephone", "hotline"])) {
        return Some(Channel::Phone);
    }
    match kind {
        EncounterKind::Message if near(&["whatsapp", "telegram", "signal", "viber", "wechat"]) => {
            Some(Channel::App)
        }
        EncounterKind::Message
            if trigger.word.words.iter().any(|w| w == "letter" || w == "write") =>
        {
            Some(Channel::Letter)
        }
        EncounterKind::Meeting | EncounterKind::Visit | EncounterKind::Summit => {
            Some(Channel::InPerson)
        }
        _ => None,
    }
}

/// Talks over a line are a call.
fn kind_by_channel(kind: EncounterKind, channel: Option<Channel>) -> EncounterKind {
    match (kind, channel) {
        (EncounterKind::Talks, Some(Channel::Phone | Channel::Video)) => EncounterKind::Call,
        _ => kind,
    }
}

impl<'a> Telling<'a> {
    /// The time told of the contact; the day of a document cited is that document's.
    pub(crate) fn own_time(&self) -> Option<&'a TimeMention> {
        self.time.filter(|time| Some(time.start) != self.voice.document_day)
    }

    /// Whether an actor is among the parties.
    pub(crate) fn has(&self, actor: &ActorId) -> bool {
        self.parties.iter().any(|p| p.actor == *actor)
    }
}

/// Whether an actor takes part in public affairs: a state, a public body, the holder of an
/// office.
pub(crate) fn is_public(scene: &Scene<'_>, party: &Party) -> bool {
    let mention = &party.mention;
    let Some(actor) = scene.actor(&party.actor) else {
        return mention.office.is_some() || mention.country.is_some();
    };
    match actor.kind {
        ActorKind::State | ActorKind::Office => true,
        ActorKind::Body => actor.sector.is_some_and(is_public_sector),
        ActorKind::Person => {
            mention.office.is_some()
                || !actor.offices.is_empty()
                || actor.sector.is_some_and(is_public_sector)
        }
        ActorKind::Group => actor.country.is_some(),
    }
}

fn is_public_sector(sector: crate::nouns::Sector) -> bool {
    use crate::nouns::Sector;
    matches!(
        sector,
        Sector::Gov
            | Sector::Mil
            | Sector::Reb
            | Sector::Pty
            | Sector::Leg
            | Sector::Igo
            | Sector::Spy
            | Sector::Jud
    )
}
