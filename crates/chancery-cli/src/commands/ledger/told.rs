//! Where commitments stand, as far as their own documents tell: what later ones tell of them is
//! not held against them yet.

use std::collections::BTreeMap;

use chancery::nouns::{Account, Actor, Commitment, CommitmentState, Deed, DocumentId, Statement};
use jiff::civil::Date;

/// What the record holds, as far as the ledger asks. The order of each list is of no matter.
#[derive(Debug, Clone, Copy)]
#[expect(dead_code, reason = "the whole of what a ledger is made from")]
pub(super) struct Told<'r> {
    /// Commitments as their documents tell them.
    pub(super) commitments: &'r [Commitment],
    /// Statements, for denials and acceptances.
    pub(super) statements: &'r [Statement],
    /// Accounts of contacts, for visits made and meetings held.
    pub(super) accounts: &'r [Account],
    /// What is told as done, not done, put off or called off.
    pub(super) deeds: &'r [Deed],
    /// The actors behind the ids.
    pub(super) actors: &'r [Actor],
    /// The day each document was published.
    pub(super) days: &'r BTreeMap<DocumentId, Date>,
}

/// Every commitment told up to a day, in order of the day it was told and its id.
pub(super) fn ledger(told: &Told<'_>, on: Date) -> Vec<Commitment> {
    let day = |it: &Commitment| told.days.get(&it.evidence.document).copied();
    let read = told.commitments.iter().filter(|it| day(it).is_none_or(|day| day <= on));
    let mut found: Vec<Commitment> = read.cloned().collect();
    found.sort_by_cached_key(|it| (day(it).is_none(), day(it), it.id.clone()));
    found
}

/// "No evidence of fulfilment in 12 documents read to 2026-05-31", for a commitment that nothing
/// tells the end of.
pub(super) fn absence(commitment: &Commitment, documents: usize, on: Date) -> Option<String> {
    let pending = matches!(
        commitment.state,
        CommitmentState::Open | CommitmentState::Accepted | CommitmentState::Late
    );
    let noun = if documents == 1 { "document" } else { "documents" };
    pending.then(|| format!("no evidence of fulfilment in {documents} {noun} read to {on}"))
}
