//! The net that scores actions: a few tokens of a state go in, a score for each action comes out.

use std::ops::Range;

use crate::dense::{Linear, WIDTH};
use crate::kernel::PANEL;
use crate::pages::Rows;
use crate::weights::{Weights, WeightsError};

/// Hidden units; also the width to which token vectors are reduced.
const HIDDEN: usize = 64;
const PIECES: usize = 2;
/// Numbers that one token adds to the hidden layer: for each piece, all units.
const FEATURE: usize = HIDDEN * PIECES;

/// The weights: `F` tokens make up a state, the scores fill `C` panels.
#[derive(Debug)]
pub(crate) struct StateNet<const F: usize, const C: usize> {
    reduce: Linear,
    features: Linear,
    bias: [f32; FEATURE],
    pad: [[f32; FEATURE]; F],
    scores: Linear,
}

impl<const F: usize, const C: usize> StateNet<F, C> {
    /// Numbers that [`Self::features`] writes for a token: what it adds in each of its places.
    pub(crate) const ROW: usize = F * FEATURE;

    /// Reads the net called `prefix`.
    pub(crate) fn read(weights: &Weights, prefix: &str) -> Result<Self, WeightsError> {
        let part = |part: &str| weights.floats(&format!("{prefix}.{part}"));
        let wrong = |part: &str| WeightsError::Shape(format!("{prefix}.{part}"));
        let features = pieces_apart(&part("features.w")?, HIDDEN);
        let bias = pieces_apart(&part("features.b")?, 1);
        let pad = pieces_apart(&part("features.pad")?, 1);
        let scores = Linear::new(&part("scores.w")?, &part("scores.b")?);
        if scores.outputs().div_ceil(PANEL) != C {
            return Err(wrong("scores.b"));
        }
        Ok(Self {
            reduce: Linear::new(&part("reduce.w")?, &part("reduce.b")?),
            features: Linear::new(&features, &vec![0.0; Self::ROW]),
            bias: bias.try_into().map_err(|_| wrong("features.b"))?,
            pad: pad.as_chunks().0.try_into().map_err(|_| wrong("features.pad"))?,
            scores,
        })
    }

    /// From token vectors to what each token adds to a state, [`Self::ROW`] numbers a token.
    pub(crate) fn features(&self, vectors: &[f32], out: &mut Vec<f32>) {
        let tokens = vectors.len() / WIDTH;
        let mut reduced = vec![0.0; tokens * HIDDEN];
        self.reduce.apply(vectors, &mut reduced);
        out.resize(tokens * Self::ROW, 0.0);
        self.features.apply(&reduced, out);
    }

    /// The scores of all actions in the state made up of these tokens. `rows` holds what each
    /// token adds; the places past the last action hold nothing of use.
    pub(crate) fn scores<R: FnMut(Range<usize>, &mut Vec<f32>)>(
        &self,
        state: [Option<u32>; F],
        rows: &mut Rows<'_, R>,
    ) -> [[f32; PANEL]; C] {
        let mut sums = [0.0; FEATURE];
        for (place, token) in state.into_iter().enumerate() {
            let feature = match token {
                Some(token) => &rows.row(token)[place * FEATURE..(place + 1) * FEATURE],
                None => &self.pad[place],
            };
            for (sum, x) in sums.iter_mut().zip(feature) {
                *sum += x;
            }
        }
        let mut hidden = [0.0; HIDDEN];
        for (i, unit) in hidden.iter_mut().enumerate() {
            let second = i + HIDDEN;
            *unit = (sums[i] + self.bias[i]).max(sums[second] + self.bias[second]);
        }
        self.scores.apply_row(&hidden)
    }
}

/// Puts (unit, piece) rows of `width` numbers in the order (piece, unit), feature by feature, so
/// that the maxout compares two straight runs.
fn pieces_apart(rows: &[f32], width: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.len());
    for feature in rows.chunks_exact(FEATURE * width) {
        for piece in 0..PIECES {
            for unit in feature.chunks_exact(PIECES * width) {
                out.extend_from_slice(&unit[piece * width..(piece + 1) * width]);
            }
        }
    }
    out
}
