//! What words mean by what was told before them: pronouns and descriptions, from left to right,
//! each understood one being somebody told of for the next.

use super::draft::{Draft, Scene};
use super::told::Told;
use super::{nominals, pronouns};

/// The drafts found by their own words (in order, never overlapping), with those that take their
/// meaning from them.
pub(crate) fn with_references(scene: &Scene<'_>, named: Vec<Draft>) -> Vec<Draft> {
    let mut told = Told::new(named);
    for token in 0..scene.doc.tokens.len() as u32 {
        let found =
            pronouns::draft(scene, &told, token).or_else(|| nominals::draft(scene, &told, token));
        if let Some(draft) = found {
            told.understand(draft);
        }
    }
    told.into_drafts()
}
