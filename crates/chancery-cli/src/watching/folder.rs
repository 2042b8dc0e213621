//! A folder that is watched: files that are new or changed are read as `read` reads them.

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use chancery_fetch::watch::Kind;
use jiff::Timestamp;

use super::Watcher;
use super::log::{found, line};
use super::poll::today;
use crate::reading::{self, Input, Inputs, Settings};

/// A file that was written to so short a time ago may be written to still.
const STILL: Duration = Duration::from_secs(2);

/// Files as they were seen last: their size and the time of their last change.
pub(super) type Looked = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

impl Watcher<'_> {
    /// Reads what is new in a folder.
    pub(super) fn look_into(&mut self, number: usize) -> Result<()> {
        self.metrics.count(self.name(number), |it| it.asked += 1);
        let Kind::Folder(path) = self.standings[number].source.kind.clone() else { return Ok(()) };
        match Inputs::find(&[path]) {
            Ok(inputs) => self.read_files(number, inputs)?,
            Err(error) => self.wrong(number, &format!("{error:#}")),
        }
        let now = Timestamp::now();
        self.metrics.count(self.name(number), |it| it.answered = now.as_second());
        let every = self.standings[number].source.every;
        self.standings[number].due = (!self.options.once).then_some(now + every);
        Ok(())
    }

    fn read_files(&mut self, number: usize, mut inputs: Inputs) -> Result<()> {
        let looked = &mut self.standings[number].looked;
        let once = self.options.once;
        inputs.list.retain(|input| is_new(input, looked, once));
        if inputs.list.is_empty() {
            self.metrics.count(self.name(number), |it| it.unchanged += 1);
            return Ok(());
        }
        inputs.bytes = None;
        let settings = self.settings(number);
        let reader = self.reader;
        let read = |page| reader.read_page(page);
        let summary = reading::run(&inputs, &settings, self.record, read)?;
        self.done.read += summary.read;
        self.done.problems += summary.problems;
        if summary.read > 0 {
            self.unsettled.get_or_insert_with(std::time::Instant::now);
        }
        self.metrics.count(self.name(number), |it| {
            it.documents += summary.read as u64;
            it.problems += summary.problems as u64;
            it.contacts += summary.contacts as u64;
        });
        Ok(())
    }

    fn settings(&self, number: usize) -> Settings {
        let source = self.name(number).to_owned();
        Settings {
            threads: std::thread::available_parallelism().map_or(1, NonZero::get),
            again: false,
            listed: 0,
            day: today(),
            record: self.options.record.clone(),
            entered: BTreeMap::new(),
            client: self.options.client.clone(),
            feeds: false,
            line: Some(Box::new(move |outcome| line(&source, &found(outcome)))),
            stop: Arc::clone(&self.options.stop),
        }
    }
}

/// Whether a file was not seen as it is now. One that is still written to waits for the next
/// look, where there is one.
fn is_new(input: &Input, looked: &mut Looked, once: bool) -> bool {
    let Input::File(path) = input else { return false };
    let Ok(metadata) = fs::metadata(path) else { return false };
    let changed = metadata.modified().ok();
    let still = changed.and_then(|it| it.elapsed().ok()).is_some_and(|it| it < STILL);
    let seen = (metadata.len(), changed);
    if looked.get(path) == Some(&seen) || (still && !once) {
        return false;
    }
    looked.insert(path.clone(), seen);
    true
}
