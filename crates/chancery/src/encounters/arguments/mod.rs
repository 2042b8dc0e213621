//! From a word of contact to the tokens that stand for its parties.

mod nouns;
mod verbs;

use chancery_engine::{Dep, Pos};

use super::codebook::Frame;
use super::journeys::{expecting_verb, going_verb, journey_noun, staying_verb};
use super::triggers::Trigger;
use crate::nouns::Role;
use crate::scene::Scene;
pub(super) use nouns::{carried, owners};
use nouns::{event_noun, missive_noun};
use verbs::{dialling_verb, directed_verb, mutual_verb, over_a_line, seeing_verb, signing_verb};

/// A token that stands for a party, and the part it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) token: u32,
    pub(crate) role: Role,
}

/// The tokens that fill a contact's places.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    pub(crate) parties: Vec<Slot>,
    /// Tokens that name the goal of a journey.
    pub(crate) goals: Vec<u32>,
    /// The verb that carries tense and modality for it.
    pub(crate) carrier: Option<u32>,
}

impl Slots {
    pub(super) fn add(&mut self, tokens: impl IntoIterator<Item = u32>, role: Role) {
        for token in tokens {
            if !self.parties.iter().any(|s| s.token == token) {
                self.parties.push(Slot { token, role });
            }
        }
    }
}

/// Reads the parties of a contact off the tree.
pub(crate) fn slots(scene: &Scene<'_>, trigger: &Trigger) -> Option<Slots> {
    let mut slots = Slots::default();
    match trigger.word.frame {
        Frame::Mutual | Frame::Topic => mutual_verb(scene, trigger, &mut slots),
        Frame::Receive => directed_verb(scene, trigger, &mut slots, Role::Host, Role::Guest),
        Frame::Dial | Frame::Send => dialling_verb(scene, trigger, &mut slots)?,
        Frame::See => seeing_verb(scene, trigger, &mut slots)?,
        Frame::Go => going_verb(scene, trigger, &mut slots),
        Frame::Stay => staying_verb(scene, trigger, &mut slots)?,
        Frame::Expect => expecting_verb(scene, trigger, &mut slots)?,
        Frame::Sign => signing_verb(scene, trigger, &mut slots)?,
        Frame::Event | Frame::Gathering => event_noun(scene, trigger, &mut slots),
        Frame::Line => over_a_line(scene, trigger, &mut slots)?,
        Frame::Journey => journey_noun(scene, trigger, &mut slots),
        Frame::Missive => missive_noun(scene, trigger, &mut slots),
    }
    Some(slots)
}

pub(super) fn is_passive(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Nsubjpass, Dep::Auxpass]).next().is_some()
}

pub(super) fn direct_objects(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let objects = scene.with_dep(verb, &[Dep::Dobj, Dep::Dative]);
    objects.filter(|&o| scene.pos(o) != Pos::Adp).flat_map(|o| scene.conjuncts(o)).collect()
}

pub(super) fn agents(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    scene.objects_of(verb, &["by".to_owned()])
}
