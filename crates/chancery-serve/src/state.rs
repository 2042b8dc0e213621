//! What every handler is given: a few open records, who may use one when, and what is worked out
//! of the whole record once for many readers.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chancery::keep::{Address, Record};
use chancery::nouns::ActorId;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::guard::Hosts;
use crate::problem::Problem;
use crate::rate::Buckets;
use crate::writing::Desk;
use crate::{Options, ServeError};

/// How long something worked out is good for, where nothing shows that it is not: a removed
/// document shows in nothing.
const GOOD_FOR: Duration = Duration::from_mins(2);
/// So many things worked out are held.
const HELD: usize = 64;

/// Bounds of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many questions are asked of the record at a time; each has a record open.
    pub at_once: usize,
    /// How long one answer may take, waiting for its turn included.
    pub patience: Duration,
    /// How many questions a second one client may put to the interface for programs; none where
    /// they are not counted.
    pub rate: Option<u32>,
    /// How long a client may take over the head of a request, and do nothing between two.
    pub head: Duration,
    /// How many connections there may be in all; more wait.
    pub connections: usize,
    /// How many of them one client may have; more are closed.
    pub connections_each: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: 4,
            patience: Duration::from_secs(20),
            rate: Some(50),
            head: Duration::from_secs(15),
            connections: 2000,
            connections_each: 500,
        }
    }
}

/// The service's state; a clone is another handle on the same.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    record: Address,
    limits: Limits,
    hosts: Hosts,
    /// Names of states.
    names: BTreeMap<ActorId, String>,
    /// Records that are open and not in use.
    idle: Mutex<Vec<Record>>,
    turns: Arc<Semaphore>,
    /// How often clients asked lately.
    buckets: Buckets,
    /// Where documents are posted to; none where they are not.
    desk: Option<Desk>,
    worked_out: Mutex<BTreeMap<String, WorkedOut>>,
}

/// Something worked out, and of which state of the record.
#[derive(Debug, Clone)]
struct WorkedOut {
    stamp: (u32, u32),
    at: Instant,
    what: Arc<dyn Any + Send + Sync>,
}

impl App {
    /// Opens the record once, so that what is wrong with it is told at the start.
    pub fn new(options: &Options) -> Result<Self, ServeError> {
        let first = Record::open(&options.record)?.read_only()?;
        Ok(Self(Arc::new(Inner {
            record: options.record.clone(),
            limits: options.limits,
            hosts: Hosts::of(options.listen),
            names: first.state_names()?,
            idle: Mutex::new(vec![first]),
            turns: Arc::new(Semaphore::new(options.limits.at_once)),
            buckets: Buckets::new(options.limits.rate),
            desk: options.posting.clone().map(Desk::new),
            worked_out: Mutex::default(),
        })))
    }

    /// The names this service may be called by.
    pub(crate) fn hosts(&self) -> Hosts {
        self.0.hosts
    }

    /// How often clients asked lately.
    pub(crate) fn buckets(&self) -> &Buckets {
        &self.0.buckets
    }

    /// Where documents are posted to; none where they are not.
    pub(crate) fn desk(&self) -> Option<&Desk> {
        self.0.desk.as_ref()
    }

    /// The record's place.
    pub(crate) fn record(&self) -> &Address {
        &self.0.record
    }

    /// Names of states.
    pub(crate) fn names(&self) -> &BTreeMap<ActorId, String> {
        &self.0.names
    }

    /// A state's name by its ISO alpha-3 code, or the code where it is of none.
    pub(crate) fn state_name(&self, code: &str) -> String {
        let name = self.0.names.get(&ActorId(format!("state:{code}")));
        name.cloned().unwrap_or_else(|| code.to_owned())
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

    /// Something worked out of the record as it stands, once for everybody who asks.
    pub(crate) fn worked_out<T: Send + Sync + 'static>(
        &self,
        record: &Record,
        key: &str,
        work: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<Arc<T>, Problem> {
        let stamp = record.stamp()?;
        let held = lock(&self.0.worked_out).get(key).cloned();
        let good = held.filter(|it| it.stamp == stamp && it.at.elapsed() < GOOD_FOR);
        if let Some(what) = good.and_then(|it| it.what.downcast().ok()) {
            return Ok(what);
        }
        let what = Arc::new(work()?);
        let mut held = lock(&self.0.worked_out);
        if held.len() >= HELD {
            // What is of one thing alone goes; its name is two words.
            held.retain(|key, _| !key.contains(' '));
        }
        held.insert(key.to_owned(), WorkedOut { stamp, at: Instant::now(), what: what.clone() });
        Ok(what)
    }
}

fn busy() -> Problem {
    Problem::busy("the record is busy; ask again in a moment, or ask for less")
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    fn take(&self) -> Result<Record, Problem> {
        let idle = lock(&self.idle).pop();
        Ok(match idle {
            Some(record) => record,
            None => Record::open(&self.record)?.read_only()?,
        })
    }

    fn give_back(&self, record: Record) {
        lock(&self.idle).push(record);
    }
}
