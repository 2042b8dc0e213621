//! The ledger: where every commitment stands on a day, after all that was read up to it.
//!
//! What one later telling does to one commitment is a turn; turns know nothing of each other, and
//! where a commitment stands on a day follows from its turns up to it. All of it is pure: the same
//! rows give the same ledger in whatever order they came. A day that goes by changes no state;
//! only words do.

mod matching;
mod people;
mod turns;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::nouns::{
    Account, Actor, Commitment, CommitmentId, CommitmentState, Deed, DocumentId, Later, Statement,
};
use matching::Known;

pub(crate) use matching::{moves, promised_under, told_under};
pub(crate) use people::People;
pub use turns::{Effect, Turn};

/// What the record holds, as far as the ledger asks. The order of each list is of no matter.
#[derive(Debug, Clone, Copy)]
pub struct Told<'r> {
    /// Commitments as their documents tell them.
    pub commitments: &'r [Commitment],
    /// Statements, for denials and acceptances.
    pub statements: &'r [Statement],
    /// Accounts of contacts, for visits made and meetings held.
    pub accounts: &'r [Account],
    /// What is told as done, not done, put off or called off.
    pub deeds: &'r [Deed],
    /// The actors behind the ids.
    pub actors: &'r [Actor],
    /// The day each document was published; what a document without one tells moves nothing.
    pub days: &'r BTreeMap<DocumentId, Date>,
}

/// Every commitment told up to a day, in order of the day it was told and its id, each with the
/// state that the documents up to that day leave it in.
pub fn ledger(told: &Told<'_>, on: Date) -> Vec<Commitment> {
    let mut turns: BTreeMap<CommitmentId, Vec<Turn>> = BTreeMap::new();
    for (id, turn) in turned(told, |_| true) {
        turns.entry(id).or_default().push(turn);
    }
    let day = |it: &Commitment| told.days.get(&it.evidence.document).copied();
    let mut found: Vec<(Option<Date>, Commitment)> = told
        .commitments
        .iter()
        .filter(|it| day(it).is_none_or(|day| day <= on))
        .map(|it| (day(it), stands(it, turns.get(&it.id).cloned().unwrap_or_default(), on)))
        .collect();
    found.sort_by(|(a, x), (b, y)| (a.is_none(), a, &x.id).cmp(&(b.is_none(), b, &y.id)));
    found.into_iter().map(|(_, commitment)| commitment).collect()
}

/// Every turn among some rows of a commitment that a document tells of which this is asked.
pub fn turned(told: &Told<'_>, of: impl Fn(&DocumentId) -> bool) -> Vec<(CommitmentId, Turn)> {
    let people = People::new(told.actors);
    let known = Known::new(told, &people);
    let asked = known.commitments.iter().filter(|one| of(&one.it.evidence.document));
    let turned = |one| turns::turns(&known, one).into_iter().map(move |turn| (one, turn));
    asked.flat_map(turned).map(|(one, turn)| (one.it.id.clone(), turn)).collect()
}

/// A commitment as its document tells it, after its turns up to a day.
pub fn stands(commitment: &Commitment, mut turns: Vec<Turn>, on: Date) -> Commitment {
    turns.retain(|turn| turn.day <= on);
    settled(commitment, turns::in_order(turns))
}

/// Documents that name both parties are counted up to so many.
pub(crate) const COUNTED: usize = 1000;

/// "No evidence of fulfilment in 12 documents read to 2026-05-31", for a commitment that nothing
/// tells the end of. It is worked out where it is shown and is never part of the record.
pub fn absence(commitment: &Commitment, documents: usize, on: Date) -> Option<String> {
    let noun = if documents == 1 { "document" } else { "documents" };
    let many =
        if documents > COUNTED { format!("more than {COUNTED}") } else { documents.to_string() };
    let said = || format!("no evidence of fulfilment in {many} {noun} read to {on}");
    is_pending(commitment).then(said)
}

/// Whether a commitment waits for its end.
pub(crate) fn is_pending(commitment: &Commitment) -> bool {
    let pending = matches!(
        commitment.state,
        CommitmentState::Open | CommitmentState::Accepted | CommitmentState::Late
    );
    pending && !commitment.later.iter().any(|later| later.why.starts_with(turns::DONE))
}

/// A commitment after its turns, in order of day.
fn settled(commitment: &Commitment, turns: Vec<Turn>) -> Commitment {
    let mut settled = commitment.clone();
    for turn in turns {
        let Some(state) = next(&settled, &turn) else { continue };
        settled.state = state;
        settled.later.push(Later { state, why: turn.why, evidence: turn.evidence });
    }
    settled
}

/// The state after a turn; `None` where the matter was closed before.
fn next(commitment: &Commitment, turn: &Turn) -> Option<CommitmentState> {
    use CommitmentState::{Accepted, Kept, Late, Open, Partly};
    let state = commitment.state;
    let done_late =
        commitment.later.iter().any(|l| l.state == Late && l.why.starts_with(turns::DONE));
    let closed = !matches!(state, Open | Accepted | Partly | Late | CommitmentState::Denied);
    if closed || done_late {
        return None;
    }
    match turn.effect {
        Effect::Listed => Some(state),
        Effect::Done { late } => Some(if late || state == Late { Late } else { Kept }),
        Effect::Becomes(Accepted) if state != Open => None,
        Effect::Becomes(new) => Some(new),
    }
}

#[cfg(test)]
mod tests;
