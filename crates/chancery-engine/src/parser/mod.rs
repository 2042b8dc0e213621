//! The dependency parser: greedy arc-eager transitions, scored by a net over eight tokens.

mod action;
mod state;
mod tree;

use std::ops::Range;

use crate::pages::Rows;
use crate::state_net::StateNet;
use crate::weights::{Weights, WeightsError};

use action::Actions;
use state::State;

pub(crate) use tree::Tree;

/// The parser's net and actions.
#[derive(Debug)]
pub(crate) struct Parser {
    net: StateNet<8, 3>,
    actions: Actions,
}

impl Parser {
    /// Reads the parser.
    pub(crate) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let actions = Actions::read(weights.parser_moves())?;
        Ok(Self { net: StateNet::read(weights, "parser")?, actions })
    }

    /// From token vectors to what [`Self::parse`] asks for of each token.
    pub(crate) fn features(&self, vectors: &[f32], out: &mut Vec<f32>) {
        self.net.features(vectors, out);
    }

    /// Parses a document. `rows` holds the features of its tokens, `is_space` tells which of them
    /// are white space.
    pub(crate) fn parse<R: FnMut(Range<usize>, &mut Vec<f32>)>(
        &self,
        tokens: usize,
        is_space: impl Fn(u32) -> bool,
        rows: &mut Rows<'_, R>,
    ) -> Tree {
        let mut state = State::new(tokens);
        while !state.is_final() {
            let scores = self.net.scores(state.features(), rows);
            let action = self.actions.best(scores.as_flattened(), &state);
            state.apply(action);
        }
        Tree::new(state.into_arcs(), is_space)
    }
}
