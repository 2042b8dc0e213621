//! Parties of verbs of contact: who meets, receives, calls, sees or signs.

use chancery_engine::Dep;

use super::super::codebook::{Codebook, Frame};
use super::super::triggers::Trigger;
use super::{Slots, agents, direct_objects, is_passive};
use crate::nouns::{ActorKind, Role};
use crate::scene::Scene;

pub(super) fn mutual_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let verb = trigger.token;
    slots.carrier = Some(verb);
    slots.add(scene.subjects(verb), Role::Principal);
    if trigger.word.takes_object {
        slots.add(direct_objects(scene, verb), Role::Principal);
    }
    slots.add(joined(scene, trigger), Role::Principal);
    // "discussed the war with Aho": the preposition may hang on the object.
    for object in scene.with_dep(verb, &[Dep::Dobj]).collect::<Vec<_>>() {
        if trigger.word.frame == Frame::Topic {
            slots.add(scene.objects_of(object, &trigger.word.joins), Role::Principal);
        }
    }
    if is_passive(scene, verb) {
        slots.add(agents(scene, verb), Role::Principal);
    }
}

/// The other side after a preposition. Whom one speaks "to" is a person: before a parliament one
/// gives a speech.
fn joined(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let verb = trigger.token;
    let (to, others): (Vec<String>, Vec<String>) =
        trigger.word.joins.iter().cloned().partition(|j| j == "to");
    let mut found = scene.objects_of(verb, &others);
    found.extend(scene.objects_of(verb, &to).into_iter().filter(|&t| is_person(scene, t)));
    found
}

pub(super) fn directed_verb(
    scene: &Scene<'_>,
    trigger: &Trigger,
    slots: &mut Slots,
    from: Role,
    to: Role,
) {
    let verb = trigger.token;
    slots.carrier = Some(verb);
    if is_passive(scene, verb) {
        slots.add(scene.subjects(verb), to);
        slots.add(agents(scene, verb), from);
    } else {
        slots.add(scene.subjects(verb), from);
        let objects = direct_objects(scene, verb);
        let late = if objects.is_empty() { late_object(scene, verb) } else { None };
        slots.add(objects.into_iter().chain(late), to);
    }
}

/// "Received this evening, at the palace, the President": the tree loses an object that stands so
/// late, and hangs it on the verb as anything else, or on what stands between.
fn late_object(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let lost = |t: u32| {
        matches!(scene.dep(t), Dep::Npadvmod | Dep::Appos | Dep::Unlabelled | Dep::Oprd | Dep::Attr)
    };
    let after = verb + 1..scene.sentence(verb).end;
    after.filter(|&t| lost(t) && scene.verb_above(t) == Some(verb)).find(|&t| is_person(scene, t))
}

/// "Called him a liar", "called on her to act", "called for calm" are no calls.
pub(super) fn dialling_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let says_what = [Dep::Oprd, Dep::Ccomp, Dep::Attr, Dep::Acomp, Dep::Prt];
    if trigger.word.frame == Frame::Dial {
        let other_sense = scene.with_dep(verb, &says_what).next().is_some()
            || calls_on_or_for(scene, verb)
            || is_passive(scene, verb);
        if other_sense {
            return None;
        }
    }
    directed_verb(scene, trigger, slots, Role::From, Role::To);
    // "Called Finland a partner", with the predicate lost by the parser: states are not rung up.
    let state = |t: u32| {
        let actor = scene.mention_of(t).and_then(|m| scene.mention(m).actor.as_ref());
        actor.and_then(|id| scene.actor(id)).is_some_and(|a| a.kind == ActorKind::State)
    };
    if slots.parties.iter().any(|s| s.role == Role::To && state(s.token)) {
        return None;
    }
    slots.parties.retain(|s| trigger.word.takes_object || s.role != Role::To);
    slots.add(scene.objects_of(verb, &trigger.word.joins), Role::To);
    if trigger.word.frame == Frame::Send && slots.parties.iter().all(|s| s.role != Role::To) {
        // "Took up her pen and told Aho": whom it is told is written to.
        for told in scene.with_dep(verb, &[Dep::Conj]).filter(|&v| scene.is_speech(v)) {
            slots.add(direct_objects(scene, told), Role::To);
        }
    }
    Some(())
}

/// "Saw the commissioner", "called on the president": a person sees a person. Whoever sees a
/// threat, sees somebody arrive or calls on somebody to act sees nobody.
pub(super) fn seeing_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let says_what = [Dep::Oprd, Dep::Ccomp, Dep::Attr, Dep::Acomp, Dep::Prt, Dep::Xcomp];
    let as_what = scene.objects_of(verb, &["as".to_owned()]);
    let asked = |t: u32| scene.with_dep(t, &[Dep::Xcomp, Dep::Advcl, Dep::Acl]).next().is_some();
    if scene.with_dep(verb, &says_what).next().is_some() || !as_what.is_empty() {
        return None;
    }
    let passive = is_passive(scene, verb);
    let mut objects =
        if trigger.word.takes_object { direct_objects(scene, verb) } else { Vec::new() };
    objects.extend(scene.objects_of(verb, &trigger.word.joins));
    if passive || objects.iter().any(|&o| asked(o)) {
        return None;
    }
    slots.carrier = Some(verb);
    let persons = |tokens: Vec<u32>| tokens.into_iter().filter(|&t| is_person(scene, t));
    slots.add(persons(scene.subjects(verb)).collect::<Vec<_>>(), Role::Principal);
    slots.add(persons(objects).collect::<Vec<_>>(), Role::Principal);
    Some(())
}

/// Whether a token stands for somebody by name or office.
fn is_person(scene: &Scene<'_>, token: u32) -> bool {
    let mention = scene.mention_of(token).map(|m| scene.mention(m));
    let actor = mention.and_then(|m| m.actor.as_ref()).and_then(|id| scene.actor(id));
    actor.is_some_and(|a| matches!(a.kind, ActorKind::Person | ActorKind::Office))
}

/// "Congratulated him by telephone", "spoke over a video link": whatever is said over a line is
/// said in a call.
pub(super) fn over_a_line(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let prep = scene.head(trigger.token);
    let above = scene.head(prep);
    // "Had each other in person on the line": the tree hangs the line on the person.
    let verb = if trigger.word.two_states && !scene.is_verb(above) {
        scene.verb_above(above)?
    } else {
        above
    };
    let over = trigger.word.joins.contains(&scene.lower(prep));
    if !over || scene.dep(trigger.token) != Dep::Pobj || !scene.is_verb(verb) {
        return None;
    }
    slots.carrier = Some(verb);
    slots.add(scene.subjects(verb), Role::Principal);
    slots.add(direct_objects(scene, verb), Role::Principal);
    slots.add(scene.objects_of(verb, &["with".to_owned(), "to".to_owned()]), Role::Principal);
    if is_passive(scene, verb) {
        slots.add(agents(scene, verb), Role::Principal);
    }
    Some(())
}

/// "Called on them to act", "called for calm"; "called on Friday" is a call still.
fn calls_on_or_for(scene: &Scene<'_>, verb: u32) -> bool {
    let words = ["on".to_owned(), "for".to_owned()];
    let objects = scene.objects_of(verb, &words);
    objects.into_iter().any(|o| {
        let at = scene.doc.tokens[o as usize].start;
        let times = &scene.resolved.times;
        let next = times.partition_point(|t| t.end <= at);
        times.get(next).is_none_or(|t| t.start > at)
    })
}

pub(super) fn signing_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let instruments = &Codebook::get().instruments;
    let is_instrument = |t: u32| {
        let lemma = scene.lemma(t).to_lowercase();
        instruments.iter().any(|i| *i == lemma || lemma.strip_suffix('s') == Some(i))
    };
    let passive = is_passive(scene, verb);
    let things = if passive { scene.subjects(verb) } else { direct_objects(scene, verb) };
    let to = if trigger.word.words.len() > 1 { vec!["to".to_owned()] } else { Vec::new() };
    let mut things = things.into_iter().chain(scene.objects_of(verb, &to));
    // "Signed on Thursday, beside the envoy, a memorandum": the tree loses what stands so late.
    // "Signed it", where two sign.
    let signs_it = |t: u32| matches!(scene.lower(t).as_str(), "it" | "them");
    let two = !passive && scene.subjects(verb).len() >= 2;
    let it = direct_objects(scene, verb).into_iter().find(|&t| two && signs_it(t));
    let late = |&t: &u32| matches!(scene.dep(t), Dep::Appos | Dep::Dobj | Dep::Npadvmod);
    let after = verb + 1..scene.sentence(verb).end;
    let thing = things.find(|&t| is_instrument(t)).or(it).or_else(|| {
        after.filter(late).find(|&t| is_instrument(t) && scene.verb_above(t) == Some(verb))
    })?;
    slots.carrier = Some(verb);
    let signers = if passive { agents(scene, verb) } else { scene.subjects(verb) };
    slots.add(signers, Role::Principal);
    let between = ["with", "between", "beside", "alongside"].map(str::to_owned);
    slots.add(scene.objects_of(verb, &between), Role::Principal);
    slots.add(scene.objects_of(thing, &between), Role::Principal);
    slots.add(together_with(scene, verb), Role::Principal);
    Some(())
}

/// "Signed the paper on trade together with A": by the words, as the tree hangs "with" on whatever
/// stands before it.
fn together_with(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let after = verb + 2..scene.sentence(verb).end;
    let mut with = after.filter(|&t| {
        scene.lower(t) == "with" && matches!(scene.lower(t - 1).as_str(), "together" | "along")
    });
    let object = with
        .find(|&t| scene.verb_above(t) == Some(verb))
        .and_then(|t| scene.with_dep(t, &[Dep::Pobj]).next())
        .or_else(|| object_of_adverb(scene, verb));
    object.map_or_else(Vec::new, |o| scene.conjuncts(o))
}

/// The object that the tree gives to "together" itself.
fn object_of_adverb(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let mut after = verb + 1..scene.sentence(verb).end;
    let adverb =
        after.find(|&t| scene.lower(t) == "together" && scene.verb_above(t) == Some(verb))?;
    scene.with_dep(adverb, &[Dep::Pobj]).next()
}
