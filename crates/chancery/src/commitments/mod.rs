//! Commitments: what somebody bound themselves to, asked for, invited to or planned, as a text
//! tells it; and the ledger of what later texts tell became of it.
//!
//! Words of commitment come from the codebook; who, what, how much, when, where and on what
//! condition are read off the tree. Statements tell who speaks, encounters what is planned.

mod cues;
mod deeds;
mod due;
mod figures;
mod kinds;
pub mod ledger;
mod mood;
mod parties;
mod repeats;
mod spoken;
mod subject;
mod tellers;

use std::collections::BTreeSet;

use chancery_engine::Doc;

pub use deeds::deeds;

use crate::nouns::{
    Account, Commitment, CommitmentId, Encounter, Evidence, Page, Resolved, Statement,
};
use crate::scene::Scene;
use cues::Telling;

/// Name under which this stage signs its evidence.
pub(crate) const READER: &str = "commitments";
/// Version of the rules; raised whenever they change.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commitments one text tells of, in order of first word. Statements give speakers and
/// chains where there are any; planned encounters without a word of commitment are plans.
pub fn commitments(
    page: &Page,
    doc: &Doc,
    resolved: &Resolved,
    statements: &[Statement],
    (encounters, accounts): (&[Encounter], &[Account]),
) -> Vec<Commitment> {
    let scene = Scene::new(page, doc, resolved);
    let told = cues::tellings(&scene);
    let mut found: Vec<Commitment> =
        told.iter().map(|t| commitment(&scene, t, statements)).collect();
    spoken::merge(&scene, statements, &mut found);
    spoken::add_planned(&scene, (encounters, accounts), &mut found);
    found.sort_by_key(|c| (c.evidence.start, c.evidence.end, c.kind));
    found.dedup_by(|a, b| a.id == b.id);
    repeats::folded(found)
}

fn commitment(scene: &Scene<'_>, telling: &Telling, statements: &[Statement]) -> Commitment {
    let condition = due::condition(scene, telling);
    let mut telling = telling.clone();
    if let Some(condition) = condition.as_ref().filter(|c| telling.what.contains(&c.start)) {
        telling.what.end = condition.start;
    }
    let what = words(scene, telling.what.clone());
    let (made, due) = due::times(scene, &telling);
    let countries: BTreeSet<String> = telling
        .by
        .iter()
        .chain(&telling.to)
        .filter_map(|actor| parties::country(scene, actor))
        .collect();
    let first = telling.cue.min(telling.what.start);
    let whole = words(scene, first..telling.what.end.max(telling.cue + 1));
    Commitment {
        id: id(&whole, telling.kind),
        kind: telling.kind,
        by: telling.by.clone(),
        to: telling.to.clone(),
        what,
        figure: figures::figures(scene, telling.what.clone(), &countries),
        made_on: made.or_else(|| due::told_by_page(scene)),
        due,
        place: due::place(scene, telling.what.clone(), telling.head),
        condition: condition.map(|c| words(scene, c)),
        state: telling.state,
        according_to: tellers::chain(scene, &told_of(&telling), statements),
        evidence: whole,
        later: Vec::new(),
    }
}

fn told_of(telling: &Telling) -> tellers::Told<'_> {
    tellers::Told { cue: telling.cue, verb: telling.verb, by: &telling.by, to: &telling.to }
}

fn id(whole: &Evidence, kind: crate::nouns::CommitmentKind) -> CommitmentId {
    let (start, end) = (whole.start.to_string(), whole.end.to_string());
    CommitmentId::derive(&[whole.document.as_str(), &start, &end, &format!("{kind:?}")])
}

/// Evidence for tokens, space and marks at their end left out.
pub(crate) fn words(scene: &Scene<'_>, tokens: std::ops::Range<u32>) -> Evidence {
    let bytes = scene.doc.bytes(tokens);
    let text = &scene.page.reading.text[bytes.start as usize..bytes.end as usize];
    let trimmed = text.trim_end_matches([' ', ',', ';', '.', '\n', ':']);
    evidence(scene, bytes.start, bytes.start + trimmed.len() as u32)
}

/// Evidence for a byte range of the reading.
pub(crate) fn evidence(scene: &Scene<'_>, start: u32, end: u32) -> Evidence {
    scene.page.evidence(start..end, READER, VERSION)
}

#[cfg(test)]
pub(crate) mod tests;
