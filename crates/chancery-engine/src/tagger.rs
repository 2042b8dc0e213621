//! Tags: one linear layer over the token vectors, the best score wins.

use crate::dense::Linear;
use crate::labels::Tag;
use crate::weights::{Weights, WeightsError};

/// The tagger's layer and its labels.
#[derive(Debug)]
pub(crate) struct Tagger {
    scores: Linear,
    labels: Vec<Tag>,
}

impl Tagger {
    /// Reads the tagger.
    pub(crate) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let label =
            |name: &String| Tag::from_name(name).ok_or_else(|| WeightsError::Label(name.clone()));
        let labels = weights.tags().iter().map(label).collect::<Result<Vec<_>, _>>()?;
        let scores = Linear::new(&weights.floats("tagger.w")?, &weights.floats("tagger.b")?);
        if scores.outputs() == labels.len() {
            Ok(Self { scores, labels })
        } else {
            Err(WeightsError::Shape("tagger.b".to_owned()))
        }
    }

    /// Tags the tokens of these vectors.
    pub(crate) fn tag(&self, vectors: &[f32], tags: &mut [Tag]) {
        let labels = self.labels.len();
        let mut scores = vec![0.0; tags.len() * labels];
        self.scores.apply(vectors, &mut scores);
        for (tag, scores) in tags.iter_mut().zip(scores.chunks_exact(labels)) {
            *tag = self.labels[first_best(scores)];
        }
    }
}

/// Place of the first of the highest scores.
fn first_best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}
