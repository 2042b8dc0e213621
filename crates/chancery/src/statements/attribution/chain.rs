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

/// The spans of a kind among a line's labels.
pub(super) fn spans(labels: &[u8], kind: Kind) -> Vec<Range<usize>> {
    let first = kind.first();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        let label = usize::from(label);
        match found.last_mut() {
            Some(span) if label == first + 1 && span.end == i => span.end = i + 1,
            _ if label == first => found.push(i..i + 1),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{BARRED, Chain, Kind, LABELS, spans};

    #[test]
    fn spans_end_where_another_begins() {
        let labels = [3, 4, 3, 0, 5, 6, 1, 6];
        assert_eq!(spans(&labels, Kind::Cue), [0..2, 2..3]);
        assert_eq!(spans(&labels, Kind::Content).first(), Some(&(4..6)));
        assert_eq!(spans(&labels, Kind::Source).first(), Some(&(6..7)));
    }

    #[test]
    fn a_further_token_needs_its_first() {
        let mut step = [[0.0; LABELS]; LABELS];
        step[0][6] = BARRED;
        let chain = Chain { first: [0.0; LABELS], step, last: [0.0; LABELS] };
        let likes = |label: usize, next: usize| {
            let mut row = [0.0; LABELS];
            row[label] = 2.0;
            row[next] = 1.5;
            row
        };
        assert_eq!(chain.best(&[likes(0, 5), likes(6, 6)]), [5, 6]);
        assert_eq!(chain.best(&[]), [0u8; 0]);
    }
}
