//! Parties of nouns of contact: of a meeting, of talks, of a letter.

use chancery_engine::{Dep, Pos};

use super::super::codebook::{Codebook, Frame};
use super::super::triggers::Trigger;
use super::{Slots, agents, is_passive};
use crate::nouns::{MentionKind, Role, Sector};
use crate::scene::Scene;

/// Parties of "the talks between A and B", "A's meeting with B", "Russian-American summit",
/// "A held talks with B", "at a meeting with B, A said".
pub(super) fn event_noun(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let mut joins = trigger.word.joins.clone();
    joins.retain(|join| join != "between" || !is_told_by_subject(scene, trigger.token));
    for noun in measured(scene, trigger.token) {
        slots.add(scene.objects_of(noun, &joins), Role::Principal);
        slots.add(owners(scene, noun), Role::Principal);
    }
    slots.add(named_before(scene, trigger), Role::Principal);
    carried(scene, trigger, slots);
    told_in_relative_clause(scene, trigger, slots);
    // "A meeting was held between A and B", "held talks with B": the preposition may hang on the verb.
    if let Some(carrier) = slots.carrier.filter(|&c| is_light(scene, c).is_some()) {
        slots.add(scene.objects_of(carrier, &trigger.word.joins), Role::Principal);
        if slots.parties.is_empty() {
            slots.add(between_late(scene, trigger), Role::Principal);
        }
        if trigger.word.frame == Frame::Gathering || is_passive(scene, carrier) {
            slots.add(agents(scene, carrier), Role::Principal);
        }
    }
}

/// "A conversation took place this evening, Friday, between A and B": wherever the tree hangs it,
/// there is nothing else that could be between them.
fn between_late(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let after = trigger.token + 1..scene.sentence(trigger.token).end;
    let mut preps = after.filter(|&t| scene.lower(t) == "between");
    let Some(between) = preps.next().filter(|_| scene.dep(trigger.token) == Dep::Nsubj) else {
        return Vec::new();
    };
    scene.with_dep(between, &[Dep::Pobj]).flat_map(|o| scene.conjuncts(o)).collect()
}

/// "A and B finished talks between ministers": the subject tells whose ministers.
fn is_told_by_subject(scene: &Scene<'_>, noun: u32) -> bool {
    let named = |t: u32| {
        let mention = scene.mention_of(t).map(|m| scene.mention(m));
        mention.map_or(0, |m| match (m.kind, &m.actor) {
            (_, None) => m.members.len(),
            (MentionKind::Nominal, _) => 0,
            _ => 1,
        })
    };
    let between = scene.objects_of(noun, &["between".to_owned()]);
    let carrier = scene.verb_above(head_of_series(scene, noun));
    let subjects = carrier.map_or_else(Vec::new, |verb| scene.subjects(verb));
    !between.is_empty()
        && between.into_iter().all(|t| named(t) == 0)
        && subjects.into_iter().map(named).sum::<usize>() >= 2
}

/// A noun with the nouns that measure it: "talks" and "round" of "a round of talks".
fn measured(scene: &Scene<'_>, noun: u32) -> Vec<u32> {
    let mut all = vec![noun];
    while let Some(measure) = measure_of(scene, all[all.len() - 1]) {
        all.push(measure);
    }
    all
}

/// The noun that measures another: "round of talks", "two days of consultations".
fn measure_of(scene: &Scene<'_>, noun: u32) -> Option<u32> {
    let of = scene.head(noun);
    let measure = scene.head(of);
    let is_of = scene.dep(noun) == Dep::Pobj && scene.lower(of) == "of";
    (is_of && Codebook::get().is_measure(&scene.lemma(measure).to_lowercase())).then_some(measure)
}

/// "The talks she had with her colleague": who had them, and with whom.
fn told_in_relative_clause(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let relative = scene.with_dep(trigger.token, &[Dep::Relcl]);
    let Some(verb) = relative.into_iter().find(|&v| is_light(scene, v).is_some()) else { return };
    let who = scene.subjects(verb).into_iter().filter(|&s| s != trigger.token);
    slots.add(who.collect::<Vec<_>>(), Role::Principal);
    slots.add(scene.objects_of(verb, &trigger.word.joins), Role::Principal);
    if slots.carrier.is_none_or(|c| is_light(scene, c).is_none()) {
        slots.carrier = Some(verb);
    }
}

pub(super) fn missive_noun(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let noun = trigger.token;
    slots.add(scene.objects_of(noun, &["to".to_owned()]), Role::To);
    slots.add(scene.objects_of(noun, &["from".to_owned()]), Role::From);
    slots.add(owners(scene, noun), Role::From);
    let Some(verb) = scene.verb_above(noun) else { return };
    slots.carrier = Some(verb);
    let sender_known = slots.parties.iter().any(|s| s.role == Role::From);
    if scene.dep(noun) == Dep::Pobj && scene.lower(scene.head(noun)) == "in" && !sender_known {
        // "Called it off in a letter to Aho": who acts wrote it.
        slots.add(scene.subjects(verb), Role::From);
        return;
    }
    let Some(part) = is_light(scene, verb) else { return };
    let other = if part == Role::To { "from" } else { "to" };
    let counterpart = if part == Role::To { Role::From } else { Role::To };
    let sender_known = slots.parties.iter().any(|s| s.role == part);
    if !sender_known && matches!(scene.dep(noun), Dep::Dobj | Dep::Attr) {
        slots.add(scene.subjects(verb), part);
    }
    slots.add(scene.objects_of(verb, &[other.to_owned()]), counterpart);
    let datives = scene.with_dep(verb, &[Dep::Dative]).filter(|&d| scene.pos(d) != Pos::Adp);
    slots.add(datives.collect::<Vec<_>>(), counterpart);
}

/// Possessors: "his talks", "the minister's visit".
pub(in crate::encounters) fn owners(scene: &Scene<'_>, noun: u32) -> Vec<u32> {
    let own: Vec<u32> =
        scene.with_dep(noun, &[Dep::Poss]).flat_map(|p| scene.conjuncts(p)).collect();
    let above = scene.head(scene.head(noun));
    let planned = scene.dep(noun) == Dep::Pobj
        && matches!(scene.lemma(above), "plan" | "preparation" | "schedule" | "arrangement");
    if own.is_empty() && planned {
        // "Her plans for a visit": whose plans, whose visit.
        return scene.with_dep(above, &[Dep::Poss]).collect();
    }
    own
}

/// Names standing before the noun inside its phrase: "US-Russia talks", "Trump-Putin meeting".
fn named_before(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let noun = trigger.token;
    let first = scene.subtree(noun).start;
    let mut found: Vec<u32> = Vec::new();
    let mut last_mention = None;
    for token in first..trigger.first {
        let inside_clause = scene.is_verb(token) && scene.dep(token) != Dep::Amod;
        if inside_clause {
            return Vec::new();
        }
        let own_words = scene.mention_covering(noun);
        let mention = scene.mention_covering(token).filter(|m| Some(*m) != own_words);
        let host_body = trigger.word.frame == Frame::Gathering
            && mention.is_some_and(|m| is_international_body(scene, m));
        if mention.is_some() && mention != last_mention && !is_owner(scene, token) && !host_body {
            found.push(token);
        }
        last_mention = mention;
    }
    found
}

/// The body a gathering is named after is no attendee of it ("the NATO summit").
fn is_international_body(scene: &Scene<'_>, mention: u32) -> bool {
    let actor = scene.mention(mention).actor.as_ref().and_then(|id| scene.actor(id));
    actor.is_some_and(|a| a.sector == Some(Sector::Igo))
}

fn is_owner(scene: &Scene<'_>, token: u32) -> bool {
    scene.dep(token) == Dep::Poss
}

/// The part a light verb gives its subject, if it is one.
fn is_light(scene: &Scene<'_>, verb: u32) -> Option<Role> {
    Codebook::get().light_verb(scene.lemma(verb))
}

/// Finds the verb that carries the noun, and takes its subject as a party where the noun is its
/// object or subject complement, or stands in an adverbial of it ("during a meeting with B").
pub(in crate::encounters) fn carried(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let noun = head_of_series(scene, trigger.token);
    let Some(verb) = scene.verb_above(noun) else { return };
    slots.carrier = Some(verb);
    let light = is_light(scene, verb);
    let has_owner = slots.parties.iter().any(|s| is_owner(scene, s.token));
    let between = scene.with_dep(trigger.token, &[Dep::Prep]).any(|p| scene.lower(p) == "between")
        && !is_told_by_subject(scene, trigger.token)
        || is_of_a_level(scene, trigger.token, verb);
    match scene.dep(noun) {
        Dep::Dobj | Dep::Attr if light.is_some() && !between => {
            slots.add(scene.subjects(verb), light.unwrap_or(Role::Principal));
        }
        Dep::Pobj if !has_owner && !between && adverbial_of(scene, noun, verb) => {
            let passive_guest = is_passive(scene, verb) && light.is_none();
            if !passive_guest {
                slots.add(scene.subjects(verb), Role::Principal);
            }
        }
        _ => {}
    }
}

/// "They agreed to hold talks at the level of ministers": others will meet than those who agreed.
fn is_of_a_level(scene: &Scene<'_>, noun: u32, verb: u32) -> bool {
    let at = ["at".to_owned(), "on".to_owned()];
    let objects = [noun, verb].into_iter().flat_map(|t| scene.objects_of(t, &at));
    objects.into_iter().any(|o| {
        let of = scene.with_dep(o, &[Dep::Prep]).any(|p| scene.lower(p) == "of");
        scene.lemma(o) == "level" && of
    })
}

/// "The visit and the talks": the tree hangs later members of a series on the first.
fn head_of_series(scene: &Scene<'_>, noun: u32) -> u32 {
    let mut at = noun;
    loop {
        let head = scene.head(at);
        let member = scene.dep(at) == Dep::Conj && !scene.is_verb(head);
        let example = scene.dep(at) == Dep::Pobj
            && matches!(scene.lower(head).as_str(), "including" | "like")
            && !scene.is_verb(scene.head(head));
        match (member, example) {
            (true, _) => at = head,
            // "Attend three events, including the summit": the summit is attended.
            (_, true) => at = scene.head(head),
            _ => match measure_of(scene, at) {
                Some(measure) => at = measure,
                None => return at,
            },
        }
    }
}

/// Whether the noun stands in a time or place adverbial of the verb.
fn adverbial_of(scene: &Scene<'_>, noun: u32, verb: u32) -> bool {
    let prep = scene.head(noun);
    let adverbial =
        ["at", "in", "during", "after", "before", "following", "on", "for", "to", "from"];
    let above = scene.head(prep);
    // "Took part in the talks", "led the delegation in the talks": by way of the object.
    let by_way = scene.dep(above) == Dep::Dobj
        && scene.head(above) == verb
        && matches!(scene.lemma(above), "part" | "delegation" | "team" | "side");
    (above == verb || by_way) && adverbial.contains(&scene.lower(prep).as_str())
}
