//! The chain over the labels: which labels of a line go best together.

use std::ops::Range;

use chancery_engine::{Weights, WeightsError};

use super::net::LABELS;

/// Kinds of spans; label `first` is that of a span's first token, the next that of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Source,
    Cue,
    Content,
}

impl Kind {
    /// The label of the first token.
    pub(super) const fn first(self) -> usize {
        1 + 2 * self as usize
    }
}

/// What a further token of a span gets after anything but that span.
const BARRED: f32 = -1e4;

/// Scores of the first label, of each step and of the last label.
#[derive(Debug)]
pub(super) struct Chain {
    first: [f32; LABELS],
    step: [[f32; LABELS]; LABELS],
    last: [f32; LABELS],
}

impl Chain {
    /// Reads the chain; the bars are added here.
    pub(super) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let row = |values: &[f32]| -> [f32; LABELS] { std::array::from_fn(|i| values[i]) };
        let shaped = |name: &str, size: usize| {
            let values = weights.floats(name)?;
            let fits = values.len() == size;
            fits.then_some(values).ok_or_else(|| WeightsError::Shape(name.to_owned()))
        };
        let steps = shaped("step", LABELS * LABELS)?;
        let mut chain = Self {
            first: row(&shaped("first", LABELS)?),
            step: std::array::from_fn(|i| row(&steps[i * LABELS..(i + 1) * LABELS])),
            last: row(&shaped("last", LABELS)?),
        };
        for inside in [2, 4, 6] {
            chain.first[inside] += BARRED;
            for (before, step) in chain.step.iter_mut().enumerate() {
                if before != inside && before + 1 != inside {
                    step[inside] += BARRED;
                }
            }
        }
        Ok(chain)
    }

    /// The labels of the best path; the first of equals wins.
    pub(super) fn best(&self, emissions: &[[f32; LABELS]]) -> Vec<u8> {
        let Some((first, rest)) = emissions.split_first() else { return Vec::new() };
        let mut total: [f32; LABELS] = std::array::from_fn(|i| self.first[i] + first[i]);
        let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(rest.len());
        for scores in rest {
            let before: [usize; LABELS] =
                std::array::from_fn(|to| first_best(|from| total[from] + self.step[from][to]));
            total = std::array::from_fn(|to| {
                total[before[to]] + self.step[before[to]][to] + scores[to]
            });
            back.push(before.map(|label| label as u8));
        }
        let mut label = first_best(|i| total[i] + self.last[i]) as u8;
        let mut labels = vec![label];
        for before in back.iter().rev() {
            label = before[usize::from(label)];
            labels.push(label);
        }
        labels.reverse();
        labels
    }
}

/// The first of the labels with the highest score.
fn first_best(score: impl Fn(usize) -> f32) -> usize {
    (1..LABELS).fold(0, |best, i| if score(i) > score(best) { i } else { best })
}

/// The spans of a kind among a line's labels. A further token without a first one, as a cut of
/// the line may leave it, begins a span of its own only at the start of the line.
pub(super) fn spans(labels: &[u8], kind: Kind) -> Vec<Range<usize>> {
    let first = kind.first();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        match found.last_mut() {
            Some(span) if label == first + 1 && span.end == i => span.end = i + 1,
            _ if label == first || (label == first + 1 && i == 0) => found.push(i..i + 1),
            _ => {}
        }
    }
    found
}
