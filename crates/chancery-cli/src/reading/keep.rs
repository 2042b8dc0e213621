//! The keeping thread: puts items into the record in order and counts them.

use std::sync::mpsc::Receiver;

use anyhow::Result;
use chancery::keep::{KeepError, Kept, Record};
use chancery::nouns::EncounterId;
use chancery::pipeline::ReadOutcome;

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
}

/// Keeps items in order.
pub(super) struct Keeper<'a> {
    record: &'a mut Record,
    settings: &'a Settings,
    progress: Progress,
    summary: Summary,
    /// How often the server was lost, as far as it was told.
    losses: u32,
}

impl<'a> Keeper<'a> {
    /// A keeper that shows progress over so many bytes, if it is known how many.
    pub(super) fn new(record: &'a mut Record, settings: &'a Settings, bytes: Option<u64>) -> Self {
        let progress = Progress::new(bytes, settings.line.is_none());
        let losses = record.losses();
        Self { record, settings, progress, summary: Summary::default(), losses }
    }

    /// Keeps until nothing more comes.
    pub(super) fn run(
        mut self,
        results: Receiver<Item>,
        budget: &Budget,
        on_the_way: &OnTheWay,
    ) -> Result<Summary> {
        let mut order = Order::default();
        for item in results {
            order.put(item);
            while let Some(item) = order.next() {
                self.keep(item.what, on_the_way)?;
                self.tell_losses();
                self.progress.set(item.offset, self.summary.read);
                budget.give(item.weight);
            }
        }
        self.progress.finish();
        Ok(self.summary)
    }

    fn keep(&mut self, what: What, on_the_way: &OnTheWay) -> Result<(), KeepError> {
        match what {
            What::Read(outcome) => {
                self.keep_outcome(&outcome)?;
                on_the_way.set().remove(&outcome.page.document.id);
            }
            What::Known(id, path) => {
                self.summary.known += 1;
                if let Some(path) = path {
                    self.record.keep_path(&id, &path)?;
                }
            }
            What::Problem { place, why } => self.problem(&place, &why)?,
            What::Begin(input) => self.record.forget_problems(&input)?,
            What::Page(_) => {}
        }
        Ok(())
    }

    fn keep_outcome(&mut self, outcome: &ReadOutcome) -> Result<(), KeepError> {
        match self.record.keep(outcome, self.settings.again) {
            Ok(Kept::Known) => self.summary.known += 1,
            Ok(Kept::New | Kept::Again) => {
                self.count(outcome);
                if let Some(line) = &self.settings.line {
                    self.progress.say(&line(outcome));
                }
            }
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

    /// Says that the server was lost, once it is there again.
    fn tell_losses(&mut self) {
        let losses = self.record.losses();
        if losses > self.losses {
            self.losses = losses;
            let record = &self.settings.record;
            self.progress.say(&format!("chancery: {record}: {LOST}"));
        }
    }

    fn count(&mut self, outcome: &ReadOutcome) {
        self.summary.read += 1;
        let notes = &outcome.page.document.notes;
        self.summary.unread_language +=
            usize::from(notes.iter().any(|note| note.code == UNREAD_LANGUAGE));
        self.summary.contacts += outcome.encounters.len();
        let room = self.settings.listed.saturating_sub(self.summary.found.len());
        let listed = outcome.encounters.iter().take(room);
        self.summary.found.extend(listed.map(|it| it.id.clone()));
    }

    fn problem(&mut self, place: &str, why: &str) -> Result<(), KeepError> {
        self.summary.problems += 1;
        self.progress.say(&format!("chancery: {place}: {why}"));
        self.record.keep_problem(place, &self.settings.day, why)
    }
}
