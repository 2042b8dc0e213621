//! Journeys: who travels, and where to.

use chancery_engine::Dep;

use super::arguments::{Slots, agents, carried, direct_objects, is_passive, owners};
use super::triggers::Trigger;
use crate::nouns::Role;
use crate::scene::Scene;

/// "Flew to", "was visited by", "the aircraft landed with her on board".
pub(super) fn going_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let verb = trigger.token;
    slots.carrier = Some(verb);
    if is_passive(scene, verb) {
        slots.add(agents(scene, verb), Role::Guest);
        slots.goals.extend(scene.subjects(verb));
        return;
    }
    slots.add(travellers(scene, verb), Role::Guest);
    if trigger.word.takes_object {
        slots.goals.extend(direct_objects(scene, verb));
    }
    slots.goals.extend(scene.objects_of(verb, &trigger.word.joins));
    if slots.goals.is_empty() {
        slots.parties.clear();
    }
}

/// Nouns for what carries people.
const VEHICLES: [&str; 16] = [
    "aircraft",
    "airplane",
    "aeroplane",
    "plane",
    "jet",
    "airliner",
    "helicopter",
    "flight",
    "train",
    "car",
    "limousine",
    "motorcade",
    "convoy",
    "ship",
    "boat",
    "yacht",
];

/// The subjects of a verb of going; of a vehicle, those on board of it.
fn travellers(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let subjects = scene.subjects(verb);
    let mut found = Vec::new();
    for subject in subjects {
        if !VEHICLES.contains(&scene.lemma(subject)) {
            found.push(subject);
            continue;
        }
        let with = ["with".to_owned(), "of".to_owned()];
        found.extend(scene.objects_of(verb, &with[..1]));
        found.extend(scene.objects_of(subject, &with));
        found.extend(owners(scene, subject));
        found.extend(on_board(scene, verb));
        for carrying in scene.with_dep(subject, &[Dep::Acl, Dep::Relcl]) {
            if matches!(scene.lemma(carrying), "carry" | "bring" | "transport" | "take") {
                found.extend(direct_objects(scene, carrying));
            }
        }
    }
    found
}

/// "With A on board": by the words, as the tree often gives A to the next verb.
fn on_board(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let end = scene.sentence(verb).end;
    let board =
        (verb + 2..end).find(|&t| scene.lower(t) == "board" && scene.lower(t - 1) == "on")?;
    let person = board.checked_sub(2).filter(|&t| t > verb)?;
    scene.mention_covering(person).map(|_| person)
}

/// "Spent a day in Oslo at the side of B": time is spent there, not money.
pub(super) fn staying_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let objects = direct_objects(scene, verb);
    // "Spent Tuesday in Oslo": parsers take the day for an adverbial.
    let adverbials = scene.with_dep(verb, &[Dep::Npadvmod]);
    let spends_time = objects.iter().copied().chain(adverbials).any(|o| is_time(scene, o));
    if is_passive(scene, verb) || (scene.lemma(verb) == "spend" && !spends_time) {
        return None;
    }
    slots.carrier = Some(verb);
    slots.goals.extend(scene.objects_of(verb, &trigger.word.joins));
    for object in objects {
        slots.goals.extend(scene.objects_of(object, &trigger.word.joins));
    }
    if slots.goals.is_empty() {
        return None;
    }
    slots.add(scene.subjects(verb), Role::Guest);
    slots.add(scene.objects_of(verb, &["with".to_owned(), "beside".to_owned()]), Role::Host);
    for side in scene.objects_of(verb, &["at".to_owned(), "by".to_owned(), "in".to_owned()]) {
        if matches!(scene.lemma(side), "side" | "company") {
            slots.add(scene.objects_of(side, &["of".to_owned()]), Role::Host);
        }
    }
    Some(())
}

fn is_time(scene: &Scene<'_>, noun: u32) -> bool {
    let span = matches!(
        scene.lemma(noun),
        "hour" | "morning" | "afternoon" | "evening" | "night" | "day" | "weekend" | "week"
    );
    span || scene.in_time(noun)
}

/// "Is awaited in Oslo", "is expected at the palace": only where nothing says what to do there.
pub(super) fn expecting_verb(
    scene: &Scene<'_>,
    trigger: &Trigger,
    slots: &mut Slots,
) -> Option<()> {
    let verb = trigger.token;
    let to_do = scene.with_dep(verb, &[Dep::Xcomp, Dep::Ccomp, Dep::Oprd]).next().is_some();
    slots.goals.extend(scene.objects_of(verb, &trigger.word.joins));
    if !is_passive(scene, verb) || to_do || slots.goals.is_empty() {
        return None;
    }
    slots.carrier = Some(verb);
    slots.add(scene.subjects(verb), Role::Guest);
    Some(())
}

/// "His visit to", "the arrival of A in", "her visit to meet B".
pub(super) fn journey_noun(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let noun = trigger.token;
    let to = ["to".to_owned(), "in".to_owned()];
    slots.goals.extend(scene.objects_of(noun, &to));
    slots.add(owners(scene, noun), Role::Guest);
    let by = ["by".to_owned(), "of".to_owned()];
    slots.add(scene.objects_of(noun, &by), Role::Guest);
    // "His visit to meet the president": the one to be met is the host.
    for purpose in scene.with_dep(noun, &[Dep::Acl, Dep::Relcl]).collect::<Vec<_>>() {
        if matches!(scene.lemma(purpose), "meet" | "see") {
            slots.add(direct_objects(scene, purpose), Role::Host);
        }
    }
    carried(scene, trigger, slots);
    if let Some(carrier) = slots.carrier.filter(|_| slots.goals.is_empty()) {
        slots.goals.extend(scene.objects_of(carrier, &to));
    }
    for slot in &mut slots.parties {
        slot.role = if slot.role == Role::Host { Role::Host } else { Role::Guest };
    }
}
