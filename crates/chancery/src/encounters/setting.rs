//! When and where a contact took place, as its sentence tells.

use chancery_engine::Dep;

use super::triggers::Trigger;
use crate::nouns::{Block, PlaceMention, Precision, TimeMention, TimexKind};
use crate::scene::Scene;

/// The calendar time that goes with a word of contact: the nearest one on its own branch of the
/// tree (under the word, or under the verb that carries it), not one under another verb.
pub(crate) fn time_of<'a>(
    scene: &Scene<'a>,
    trigger: &Trigger,
    carrier: Option<u32>,
) -> Option<&'a TimeMention> {
    let calendar =
        |t: &&TimeMention| t.when.is_some() && matches!(t.kind, TimexKind::Date | TimexKind::Time);
    let times = scene.times_in(scene.sentence(trigger.token)).filter(calendar);
    let near = |t: &&TimeMention| {
        let token = scene.doc.token_at(t.start);
        attached(scene, token, trigger.token, carrier)
    };
    times.filter(near).min_by_key(|t| scene.doc.token_at(t.start).abs_diff(trigger.token))
}

/// The calendar time told inside a noun's own phrase ("her visit of May 2022").
pub(crate) fn time_under<'a>(scene: &Scene<'a>, noun: u32) -> Option<&'a TimeMention> {
    let dated = |t: &&TimeMention| t.when.is_some() && t.kind == TimexKind::Date;
    scene.times_in(noun..scene.subtree(noun).end).find(dated)
}

/// The day of a page that is the record of one contact, for the headline that tells it.
pub(crate) fn time_of_record<'a>(scene: &Scene<'a>, trigger: &Trigger) -> Option<&'a TimeMention> {
    let dateline = scene.page.reading.dateline().filter(|_| scene.in_headline(trigger.token))?;
    let day = |t: &&TimeMention| {
        let inside = t.start >= dateline.start && t.end <= dateline.end;
        inside && t.when.as_ref().is_some_and(|w| w.precision == Precision::Day)
    };
    scene.resolved.times.iter().find(day).filter(|_| heads_a_record(scene, dateline))
}

/// Whether a dateline tells hour or place besides the day: it then heads the record of a contact
/// and tells when and where that was.
pub(crate) fn heads_a_record(scene: &Scene<'_>, dateline: &Block) -> bool {
    let inside = |start: u32, end: u32| start >= dateline.start && end <= dateline.end;
    let hour = |t: &TimeMention| t.when.as_ref().is_some_and(|w| w.precision == Precision::Hour);
    scene.resolved.times.iter().any(|t| inside(t.start, t.end) && hour(t))
        || scene.resolved.places.iter().any(|p| inside(p.start, p.end))
}

/// The place told with a word of contact: after "in", "at" or the like, on its own branch.
pub(crate) fn place_of<'a>(
    scene: &Scene<'a>,
    trigger: &Trigger,
    carrier: Option<u32>,
) -> Option<&'a PlaceMention> {
    let bytes = scene.doc.bytes(scene.sentence(trigger.token));
    let near = scene.places_in(bytes).filter(|p| {
        let token = head_within(scene, p);
        locative(scene, token)
            && attached(scene, token, trigger.token, carrier)
            && !inside_other_noun(scene, token, trigger.token, carrier)
    });
    near.min_by_key(|p| scene.doc.token_at(p.start).abs_diff(trigger.token))
}

/// The token of a place's words whose head lies outside them.
fn head_within(scene: &Scene<'_>, place: &PlaceMention) -> u32 {
    let first = scene.doc.token_at(place.start);
    let inside = |t: u32| {
        let token = &scene.doc.tokens[t as usize];
        token.start >= place.start && token.end <= place.end
    };
    let tokens = (first..scene.doc.tokens.len() as u32).take_while(|&t| inside(t));
    tokens.clone().find(|&t| !inside(scene.head(t)) || scene.head(t) == t).unwrap_or(first)
}

fn locative(scene: &Scene<'_>, token: u32) -> bool {
    let mut at = token;
    for _ in 0..4 {
        let head = scene.head(at);
        if scene.dep(at) == Dep::Pobj {
            let preposition = scene.lower(head);
            return matches!(
                preposition.as_str(),
                "in" | "at" | "on" | "inside" | "outside" | "near"
            );
        }
        if head == at {
            return false;
        }
        at = head;
    }
    false
}

/// "Spoke of the attack in A": the place is the attack's. "At the margin of the summit in A",
/// "at a hotel in A": the place is the contact's too.
fn inside_other_noun(scene: &Scene<'_>, token: u32, trigger: u32, carrier: Option<u32>) -> bool {
    let mut at = scene.head(token);
    for _ in 0..8 {
        let noun = scene.head(at);
        if noun == at || noun == trigger || Some(noun) == carrier || scene.is_verb(noun) {
            return false;
        }
        let preposition = scene.lower(scene.head(noun));
        let setting = matches!(preposition.as_str(), "in" | "at" | "during" | "near" | "of")
            || matches!(scene.lemma(noun), "margin" | "sideline" | "outskirt" | "island");
        let argument = matches!(scene.dep(noun), Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass);
        if argument || (scene.dep(noun) == Dep::Pobj && !setting) {
            return true;
        }
        at = scene.head(noun);
    }
    false
}

/// Whether the way up from a token meets the contact word or its carrier before another verb.
fn attached(scene: &Scene<'_>, token: u32, trigger: u32, carrier: Option<u32>) -> bool {
    let goals = [Some(trigger), carrier];
    let mut at = token;
    for _ in 0..12 {
        if goals.contains(&Some(at)) {
            return true;
        }
        // "The first since May", "a week after the vote of May": another time than its own.
        if matches!(scene.lower(at).as_str(), "since" | "until" | "till") {
            return false;
        }
        let head = scene.head(at);
        if head == at || (scene.is_verb(head) && !goals.contains(&Some(head))) {
            if clause_of(scene, head, trigger) {
                return true;
            }
            // The contact may itself hang under this verb ("said on Monday that he met" keeps
            // Monday with "said"; "met on Monday to discuss" shares it).
            return scene.is_verb(head) && below(scene, trigger, head) && !scene.is_speech(head);
        }
        at = head;
    }
    false
}

/// "The talks which they wound up on Sunday", "a meeting that was to be held on the 5th": a clause
/// about a noun of contact, unless it tells when the contact was spoken of.
fn clause_of(scene: &Scene<'_>, verb: u32, trigger: u32) -> bool {
    let spoken_of = matches!(
        scene.lemma(verb),
        "plan"
            | "propose"
            | "announce"
            | "agree"
            | "cancel"
            | "postpone"
            | "prepare"
            | "suggest"
            | "schedule"
            | "call"
            | "request"
            | "seek"
            | "demand"
            | "offer"
            | "mention"
    );
    matches!(scene.dep(verb), Dep::Relcl | Dep::Acl)
        && scene.head(verb) == trigger
        && !spoken_of
        && !scene.is_speech(verb)
}

fn below(scene: &Scene<'_>, token: u32, verb: u32) -> bool {
    let mut at = token;
    for _ in 0..12 {
        if at == verb {
            return true;
        }
        let head = scene.head(at);
        if head == at {
            return false;
        }
        at = head;
    }
    false
}
