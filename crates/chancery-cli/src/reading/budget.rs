//! How much may be on its way at a time.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of text that may be on their way. What is found in a text takes some seventy times its
/// size while it is read, so this keeps a run under 300 MB; only a text that is read whole and is
/// larger than this takes more.
const BYTES: usize = 500_000;

/// Counts the bytes on their way; takers wait while there are too many.
#[derive(Default)]
pub(super) struct Budget {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    taken: usize,
    closed: bool,
}

impl Budget {
    /// Waits until there is room and takes it. Something larger than the whole budget goes when
    /// nothing else is on its way. False once the budget is closed.
    pub(super) fn take(&self, weight: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let full =
            |state: &mut State| !state.closed && state.taken > 0 && state.taken + weight > BYTES;
        let mut state =
            self.changed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        state.taken += weight;
        !state.closed
    }

    /// Gives room back.
    pub(super) fn give(&self, weight: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).taken -= weight;
        self.changed.notify_all();
    }

    /// Lets every taker go: nothing more will be kept.
    pub(super) fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}
