//! Documents that are kept together: one transaction for many, where that does not make anybody
//! wait.

use std::time::{Duration, Instant};

use chancery::nouns::DocumentId;
use chancery::pipeline::ReadOutcome;

/// At most so many documents.
const DOCUMENTS: usize = 64;

/// At most so many bytes of text, and one document. What waits here has left the budget.
const BYTES: usize = 200_000;

/// The first of them waits at most so long for others.
const PATIENCE: Duration = Duration::from_millis(500);

/// Documents that wait to be kept, in order.
#[derive(Default)]
pub(super) struct Batch {
    outcomes: Vec<ReadOutcome>,
    bytes: usize,
    /// When the first of them came.
    since: Option<Instant>,
}

impl Batch {
    /// Takes one in.
    pub(super) fn put(&mut self, outcome: ReadOutcome, now: Instant) {
        self.bytes += outcome.page.reading.text.len();
        self.since.get_or_insert(now);
        self.outcomes.push(outcome);
    }

    /// How long it may still wait for more; for ever where it is empty.
    pub(super) fn patience(&self, now: Instant) -> Option<Duration> {
        let since = self.since?;
        let full = self.outcomes.len() >= DOCUMENTS || self.bytes >= BYTES;
        Some(if full { Duration::ZERO } else { (since + PATIENCE).saturating_duration_since(now) })
    }

    /// Whether a document waits in it.
    pub(super) fn holds(&self, id: &DocumentId) -> bool {
        self.outcomes.iter().any(|it| it.page.document.id == *id)
    }

    /// All that waits, taken out.
    pub(super) fn take(&mut self) -> Vec<ReadOutcome> {
        std::mem::take(self).outcomes
    }
}
