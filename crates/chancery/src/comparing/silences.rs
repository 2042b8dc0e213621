//! Silences: subjects one state's own voice tells and another state's does not touch.

use std::collections::BTreeSet;

use super::keys::{Keys, TELLING};
use super::rules::Rules;
use super::said::Said;

/// Concepts that tell by themselves a sentence has to have, at least.
const SPECIFIC: usize = 2;

/// Whether a sentence brings up a subject, and not a courtesy.
pub(super) fn brings_up(said: &Said, keys: &Keys) -> bool {
    let rules = Rules::get();
    let cue = said.words.iter().any(|w| rules.subjects.contains(&w.stem));
    let courteous = said.words.iter().filter(|w| rules.courtesies.contains(&w.stem)).count();
    cue && courteous == 0 && specific(keys).count() >= SPECIFIC
}

/// The concepts of a sentence that tell by themselves.
pub(super) fn specific(keys: &Keys) -> impl Iterator<Item = &String> {
    keys.iter().filter(|(_, w)| **w >= TELLING).map(|(k, _)| k)
}

/// Share of a sentence's telling concepts that a voice holds anywhere.
pub(super) fn touched(keys: &Keys, theirs: &BTreeSet<&str>) -> f64 {
    let all: Vec<&String> = specific(keys).collect();
    let held = all.iter().filter(|k| theirs.contains(k.as_str())).count();
    held as f64 / all.len().max(1) as f64
}
