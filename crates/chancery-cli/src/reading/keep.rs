//! The keeping thread: puts items into the record in order and counts them.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Result;
use chancery::keep::{KeepError, Kept, Record};
use chancery::nouns::EncounterId;
use chancery::pipeline::ReadOutcome;
use chancery_fetch::{Fetched, Url};

use super::batch::Batch;
use super::budget::Budget;
use super::order::Order;
use super::progress::Progress;
use super::{Item, OnTheWay, Settings, What};

/// Code of the note on a document in a language that is not read.
pub(crate) const UNREAD_LANGUAGE: &str = "unread_language";

/// What is said of a server that went away and came back.
pub(crate) const LOST: &str = "the server was lost and is there again; nothing kept is lost";

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Documents read.
    pub(crate) read: usize,
    /// Documents that were known already.
    pub(crate) known: usize,
    /// Documents read that are in a language that is not read.
    pub(crate) unread_language: usize,
    /// Inputs, or parts of them, that could not be read.
    pub(crate) problems: usize,
    /// How many contacts were found.
    pub(crate) contacts: usize,
    /// The first of them, as many as are to be listed; each leads to its encounter.
    pub(crate) found: Vec<EncounterId>,
    /// Feeds that were found, each by the address that was asked, where they are handed back.
    pub(crate) feeds: Vec<(Url, Fetched)>,
}

impl Summary {
    /// Adds what another part of a run did.
    pub(crate) fn add(&mut self, other: Self) {
        self.read += other.read;
        self.known += other.known;
        self.unread_language += other.unread_language;
        self.problems += other.problems;
        self.contacts += other.contacts;
        self.found.extend(other.found);
        self.feeds.extend(other.feeds);
    }

    /// Counts a document that was kept. So many contacts are to be listed in all.
    pub(crate) fn count(&mut self, outcome: &ReadOutcome, listed: usize) {
        self.read += 1;
        let notes = &outcome.page.document.notes;
        self.unread_language += usize::from(notes.iter().any(|note| note.code == UNREAD_LANGUAGE));
        self.contacts += outcome.encounters.len();
        let room = listed.saturating_sub(self.found.len());
        self.found.extend(outcome.encounters.iter().take(room).map(|it| it.id.clone()));
    }
}

/// Keeps items in order.
pub(super) struct Keeper<'a> {
    record: &'a mut Record,
    settings: &'a Settings,
    progress: Progress,
    summary: Summary,
    /// What was read and is not kept yet.
    batch: Batch,
    /// Bytes of all inputs up to what came last.
    offset: u64,
    /// How often the server was lost, as far as it was told.
    losses: u32,
}

impl<'a> Keeper<'a> {
    /// A keeper that shows progress over so many bytes, if it is known how many.
    pub(super) fn new(record: &'a mut Record, settings: &'a Settings, bytes: Option<u64>) -> Self {
        let progress = Progress::new(bytes, settings.line.is_none());
        let losses = record.losses();
        let (summary, batch) = (Summary::default(), Batch::default());
        Self { record, settings, progress, summary, batch, offset: 0, losses }
    }

    /// Keeps until nothing more comes. Documents are kept many at a time; one waits for others no
    /// longer than [`Batch`] lets it, and what is told of it is told when it is in the record.
    pub(super) fn run(
        mut self,
        results: &Receiver<Item>,
        budget: &Budget,
        on_the_way: &OnTheWay,
    ) -> Result<Summary> {
        let mut order = Order::default();
        loop {
            match self.next(results) {
                Ok(item) => order.put(item),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            loop {
                if self.patience() == Some(Duration::ZERO) {
                    self.keep_batch(on_the_way)?;
                }
                let Some(item) = order.next() else { break };
                self.offset = item.offset;
                self.take(item.what, on_the_way)?;
                budget.give(item.weight);
            }
        }
        self.keep_batch(on_the_way)?;
        self.progress.finish();
        Ok(self.summary)
    }

    /// What comes next, if it comes before what waits has to be kept.
    fn next(&self, results: &Receiver<Item>) -> Result<Item, RecvTimeoutError> {
        match self.patience() {
            Some(patience) => results.recv_timeout(patience),
            None => results.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn patience(&self) -> Option<Duration> {
        self.batch.patience(Instant::now())
    }

    fn take(&mut self, what: What, on_the_way: &OnTheWay) -> Result<(), KeepError> {
        match what {
            What::Read(outcome) => {
                self.batch.put(*outcome, Instant::now());
                return Ok(());
            }
            What::Known(id, path) => {
                self.summary.known += 1;
                if let Some(path) = path {
                    if self.batch.holds(&id) {
                        self.keep_batch(on_the_way)?;
                    }
                    self.record.keep_path(&id, &path)?;
                }
            }
            What::Problem { place, why } => self.problem(&place, &why)?,
            What::Feed(url, feed) => self.summary.feeds.push((url, *feed)),
            What::Begin(input) => self.record.forget_problems(&input)?,
            What::Page(_) => {}
        }
        self.tell_losses();
        if self.patience().is_none() {
            self.progress.set(self.offset, self.summary.read);
        }
        Ok(())
    }

    /// Keeps what waits: all at once, or one by one where the rows of one are at fault.
    fn keep_batch(&mut self, on_the_way: &OnTheWay) -> Result<(), KeepError> {
        let batch = self.batch.take();
        let outcomes: Vec<&ReadOutcome> = batch.iter().collect();
        match self.record.keep_all(&outcomes, self.settings.again) {
            Ok(kept) => {
                for (outcome, kept) in outcomes.iter().zip(kept) {
                    self.tell(outcome, kept);
                }
            }
            Err(KeepError::Db(error)) if error.is_fault_of_the_rows() => {
                for outcome in &outcomes {
                    self.keep_alone(outcome)?;
                }
            }
            Err(error) => return Err(error),
        }
        for outcome in outcomes {
            on_the_way.set().remove(&outcome.page.document.id);
        }
        self.tell_losses();
        self.progress.set(self.offset, self.summary.read);
        Ok(())
    }

    fn keep_alone(&mut self, outcome: &ReadOutcome) -> Result<(), KeepError> {
        match self.record.keep(outcome, self.settings.again) {
            Ok(kept) => self.tell(outcome, kept),
            Err(KeepError::Db(error)) if error.is_fault_of_the_rows() => {
                let document = &outcome.page.document;
                let place = document.path.as_deref().unwrap_or(document.id.as_str());
                let why = format!("what was found does not hold together: {error}");
                self.problem(place, &why)?;
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Counts what was kept, and tells of it.
    fn tell(&mut self, outcome: &ReadOutcome, kept: Kept) {
        if kept == Kept::Known {
            self.summary.known += 1;
            return;
        }
        self.summary.count(outcome, self.settings.listed);
        if let Some(line) = &self.settings.line {
            self.progress.say(&line(outcome));
        }
    }

    /// Says that the server was lost, once it is there again.
    fn tell_losses(&mut self) {
        let losses = self.record.losses();
        if losses > self.losses {
            self.losses = losses;
            let record = &self.settings.record;
            self.progress.say(&format!("chancery: {record}: {LOST}"));
        }
    }

    fn problem(&mut self, place: &str, why: &str) -> Result<(), KeepError> {
        self.summary.problems += 1;
        self.progress.say(&format!("chancery: {place}: {why}"));
        self.record.keep_problem(place, &self.settings.day, why)
    }
}
