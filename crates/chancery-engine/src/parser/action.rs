//! The parser's actions and the choice among them.

use crate::labels::Dep;
use crate::weights::WeightsError;

use super::state::State;

/// The label of an arc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) dep: Dep,
    /// For an arc that was lifted to keep the tree projective: the label of the head under which
    /// the token belongs.
    pub(super) under: Option<Dep>,
}

/// One step of the parser. S0 is the top of the stack, B0 and B1 the front of the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// Moves B0 to the stack.
    Shift,
    /// Drops S0, or puts it back on the buffer if it has no head yet.
    Reduce,
    /// Makes B0 the head of S0 and drops S0.
    Left(Label),
    /// Makes S0 the head of B0 and moves B0 to the stack.
    Right(Label),
    /// Starts a sentence at B1.
    Break,
}

impl Action {
    /// The action of that name, `R-pobj` or `L-advmod||conj`.
    fn from_name(name: &str) -> Option<Self> {
        match name.split_once('-') {
            None if name == "S" => Some(Action::Shift),
            None if name == "D" => Some(Action::Reduce),
            Some(("L", label)) => Label::from_name(label).map(Action::Left),
            Some(("R", label)) => Label::from_name(label).map(Action::Right),
            Some(("B", "ROOT")) => Some(Action::Break),
            _ => None,
        }
    }
}

impl Label {
    fn from_name(name: &str) -> Option<Self> {
        match name.split_once("||") {
            None => Some(Self { dep: Dep::from_name(name)?, under: None }),
            Some((dep, under)) => {
                Some(Self { dep: Dep::from_name(dep)?, under: Some(Dep::from_name(under)?) })
            }
        }
    }
}

/// All actions, in the order of their scores.
#[derive(Debug)]
pub(super) struct Actions(Vec<Action>);

impl Actions {
    /// Reads the names.
    pub(super) fn read(names: &[String]) -> Result<Self, WeightsError> {
        let action = |name: &String| {
            Action::from_name(name).ok_or_else(|| WeightsError::Label(name.clone()))
        };
        let actions = names.iter().map(action).collect::<Result<Vec<_>, _>>()?;
        // With these two, some action is open in every state.
        for needed in [Action::Shift, Action::Reduce] {
            if !actions.contains(&needed) {
                return Err(WeightsError::Label(format!("no {needed:?}")));
            }
        }
        Ok(Self(actions))
    }

    /// The first of the highest scored actions among those open in the state.
    pub(super) fn best(&self, scores: &[f32], state: &State) -> Action {
        let mut best: Option<(Action, f32)> = None;
        for (&action, &score) in self.0.iter().zip(scores) {
            if best.is_none_or(|(_, high)| score > high) && state.allows(action) {
                best = Some((action, score));
            }
        }
        best.expect("shift or reduce is always open").0
    }
}
