//! A record that is held open to be read from while others write to it.

use super::{KeepError, Record};

impl Record {
    /// A record that nothing can be written to.
    pub fn read_only(self) -> Result<Self, KeepError> {
        self.connection.execute_batch("PRAGMA query_only = ON")?;
        Ok(self)
    }

    /// Forgets what was worked out of a state of the record that another process has changed
    /// since.
    pub fn refresh(&mut self) -> Result<(), KeepError> {
        let asked = "PRAGMA data_version";
        let version: i64 = self.connection.query_row(asked, [], |row| row.get(0))?;
        if self.version.replace(Some(version)).is_some_and(|seen| seen != version) {
            self.judged.take();
        }
        Ok(())
    }
}
