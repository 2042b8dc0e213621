//! The entity recogniser: greedy, token by token, begin / in / last / unit / out.

use std::ops::Range;

use crate::doc::Entity;
use crate::labels::EntityKind;
use crate::pages::Rows;
use crate::state_net::StateNet;
use crate::weights::{Weights, WeightsError};

/// One step; each takes one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Begin(EntityKind),
    In(EntityKind),
    Last(EntityKind),
    Unit(EntityKind),
    Out,
    /// A unit without kind, there for entities that are given beforehand; never open here.
    Blocked,
}

impl Action {
    fn from_name(name: &str) -> Option<Self> {
        let Some((step, kind)) = name.split_once('-') else {
            return (name == "O").then_some(Action::Out);
        };
        if (step, kind) == ("U", "") {
            return Some(Action::Blocked);
        }
        let kind = EntityKind::from_name(kind)?;
        match step {
            "B" => Some(Action::Begin(kind)),
            "I" => Some(Action::In(kind)),
            "L" => Some(Action::Last(kind)),
            "U" => Some(Action::Unit(kind)),
            _ => None,
        }
    }
}

/// The recogniser's net and actions.
#[derive(Debug)]
pub(crate) struct Recogniser {
    net: StateNet<3, 2>,
    actions: Vec<Action>,
}

/// What limits the entities of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds<'d, S> {
    /// Whether a sentence starts at the token; no entity crosses.
    pub(crate) sentence_start: &'d [bool],
    /// Whether a token is white space; no entity starts there.
    pub(crate) is_space: S,
}

impl Recogniser {
    /// Reads the recogniser.
    pub(crate) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let action = |name: &String| {
            Action::from_name(name).ok_or_else(|| WeightsError::Label(name.clone()))
        };
        let actions = weights.ner_moves().iter().map(action).collect::<Result<Vec<_>, _>>()?;
        let last_of_all = |kind: &EntityKind| actions.contains(&Action::Last(*kind));
        // With these, some action is open in every state.
        if !actions.contains(&Action::Out) || !EntityKind::ALL.iter().all(last_of_all) {
            return Err(WeightsError::Label("no way out of an entity".to_owned()));
        }
        Ok(Self { net: StateNet::read(weights, "ner")?, actions })
    }

    /// From token vectors to what [`Self::entities`] asks for of each token.
    pub(crate) fn features(&self, vectors: &[f32], out: &mut Vec<f32>) {
        self.net.features(vectors, out);
    }

    /// The entities of a document, in order. `rows` holds the features of its tokens.
    pub(crate) fn entities<R: FnMut(Range<usize>, &mut Vec<f32>)>(
        &self,
        bounds: &Bounds<'_, impl Fn(u32) -> bool>,
        rows: &mut Rows<'_, R>,
    ) -> Vec<Entity> {
        let mut entities = Vec::new();
        let mut inside: Option<(u32, EntityKind)> = None;
        for token in 0..bounds.sentence_start.len() as u32 {
            let start = inside.map(|(start, _)| start);
            let state = [Some(token), start, start.and_then(|_| token.checked_sub(1))];
            let scores = self.net.scores(state, rows);
            match self.best(scores.as_flattened(), token, inside, bounds) {
                Action::Begin(kind) => inside = Some((token, kind)),
                Action::Last(kind) => {
                    let start = inside.take().map_or(token, |(start, _)| start);
                    entities.push(Entity { start, end: token + 1, kind });
                }
                Action::Unit(kind) => entities.push(Entity { start: token, end: token + 1, kind }),
                Action::In(_) | Action::Out | Action::Blocked => {}
            }
        }
        entities
    }

    /// The first of the highest scored actions that are open.
    fn best(
        &self,
        scores: &[f32],
        token: u32,
        inside: Option<(u32, EntityKind)>,
        bounds: &Bounds<'_, impl Fn(u32) -> bool>,
    ) -> Action {
        let next = bounds.sentence_start.get(token as usize + 1);
        let goes_on = next.is_some_and(|starts| !starts);
        let is_space = (bounds.is_space)(token);
        let is_open = |action: &Action| match (*action, inside) {
            (Action::Begin(_), None) => goes_on && !is_space,
            (Action::Unit(_), None) => !is_space,
            (Action::Out, None) => true,
            (Action::In(kind), Some((_, open))) => goes_on && kind == open,
            (Action::Last(kind), Some((_, open))) => kind == open,
            _ => false,
        };
        let mut best: Option<(Action, f32)> = None;
        for (action, &score) in self.actions.iter().zip(scores) {
            if best.is_none_or(|(_, high)| score > high) && is_open(action) {
                best = Some((*action, score));
            }
        }
        best.expect("out or last is always open").0
    }
}
