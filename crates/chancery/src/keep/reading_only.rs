//! A record that is held open to be read from while others write to it.

use super::{KeepError, Record};

impl Record {
    /// A record that nothing can be written to.
    pub fn read_only(self) -> Result<Self, KeepError> {
        self.db.read_only()?;
        Ok(self)
    }

    /// Forgets what was worked out of a state of the record that another process has changed
    /// since.
    pub fn refresh(&mut self) -> Result<(), KeepError> {
        let stamp = self.stamp()?;
        if self.seen.replace(Some(stamp)).is_some_and(|seen| seen != stamp) {
            self.judged.take();
        }
        Ok(())
    }
}
