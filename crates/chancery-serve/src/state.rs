//! What every handler is given: a few open records, and who may use one when.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chancery::keep::Record;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::guard::Hosts;
use crate::problem::Problem;
use crate::{Options, ServeError};

/// Bounds of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many questions are asked of the record at a time; each has a record open.
    pub at_once: usize,
    /// How long one answer may take, waiting for its turn included.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: 4, patience: Duration::from_secs(20) }
    }
}

/// The service's state; a clone is another handle on the same.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    record: PathBuf,
    limits: Limits,
    hosts: Hosts,
    /// Records that are open and not in use.
    idle: Mutex<Vec<Record>>,
    turns: Arc<Semaphore>,
}

impl App {
    /// Opens the record once, so that what is wrong with it is told at the start.
    pub fn new(options: &Options) -> Result<Self, ServeError> {
        let first = Record::open(&options.record)?.read_only()?;
        Ok(Self(Arc::new(Inner {
            record: options.record.clone(),
            limits: options.limits,
            hosts: Hosts::of(options.listen),
            idle: Mutex::new(vec![first]),
            turns: Arc::new(Semaphore::new(options.limits.at_once)),
        })))
    }

    /// The names this service may be called by.
    pub(crate) fn hosts(&self) -> Hosts {
        self.0.hosts
    }

    /// Asks the record something, on a thread where waiting blocks nobody. A question that was
    /// given up runs to its end and keeps its turn, so that no more than the bound ever run.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Record) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let inner = Arc::clone(&self.0);
        let answered = async {
            let turn = Arc::clone(&inner.turns).acquire_owned().await.map_err(|_| busy())?;
            let work = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                let mut record = inner.take()?;
                record.refresh()?;
                let answer = question(&record);
                inner.give_back(record);
                answer
            });
            work.await.map_err(|error| Problem::broken(&error))?
        };
        timeout(self.0.limits.patience, answered).await.unwrap_or_else(|_| Err(busy()))
    }
}

fn busy() -> Problem {
    Problem::busy("the record is busy; ask again in a moment, or ask for less")
}

impl Inner {
    fn take(&self) -> Result<Record, Problem> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(match idle {
            Some(record) => record,
            None => Record::open(&self.record)?.read_only()?,
        })
    }

    fn give_back(&self, record: Record) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }
}
