//! Writing to a server that may be lost on the way.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{KeepError, Record};

/// How long to wait for a server that was lost.
const PATIENCE: Duration = Duration::from_mins(2);

/// How long to wait before the first attempt; each waits twice as long as the one before.
const FIRST: Duration = Duration::from_millis(100);

/// The longest wait between two attempts.
const LONGEST: Duration = Duration::from_secs(5);

/// Does a thing that does no harm when it is done twice. Where the server was lost on the way, it
/// is done anew as soon as the server is there again.
pub(super) fn insist<T>(mut what: impl FnMut() -> Result<T, KeepError>) -> Result<T, KeepError> {
    let (begun, mut pause) = (Instant::now(), FIRST);
    loop {
        match what() {
            Err(KeepError::Db(error)) if error.is_lost() && begun.elapsed() < PATIENCE => {
                sleep(pause);
                pause = (pause * 2).min(LONGEST);
            }
            done => return done,
        }
    }
}

impl Record {
    /// Does a thing that is one transaction, or does no harm when it is done twice. Where the
    /// server was lost on the way, all of the transaction is: it is done anew as soon as the
    /// server is there again.
    pub(super) fn insist<T>(
        &mut self,
        mut what: impl FnMut(&mut Self) -> Result<T, KeepError>,
    ) -> Result<T, KeepError> {
        insist(|| what(self))
    }

    /// How often the server was lost and reached again since the record was opened.
    pub fn losses(&self) -> u32 {
        self.db.losses()
    }
}
