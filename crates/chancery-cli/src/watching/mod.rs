//! Watching: asks sources when they are due, fetches what they list, reads it, and keeps it.
//!
//! One thread decides, reads and keeps; a pool of threads waits for servers. A feed's edition is
//! noted only once all that it lists is done, and a page only once it is in the record: so a
//! killed watch loses nothing, and what is there already is known by its bytes and its words.

mod folder;
mod log;
mod page;
mod poll;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use chancery::keep::{Address, Record, Watched};
use chancery::pipeline::PageReader;
use chancery_fetch::watch::{Desk, Entry, Kind, Metrics, Next, Pool, Source};
use chancery_fetch::{Answer, Asked, Client, Fetched, Problem, Url};
use jiff::Timestamp;

use crate::reading::{LOST, Progress, Summary};
use folder::Looked;

/// How long to wait for an answer before looking at the time again.
const TICK: Duration = Duration::from_millis(200);

/// What came is settled at the latest so long after it came.
const SETTLE_AFTER: Duration = Duration::from_secs(30);

/// How to watch.
pub(crate) struct Options {
    /// Whether to ask every source once only.
    pub(crate) once: bool,
    /// Least time between two requests to one host.
    pub(crate) pause: Duration,
    /// Requests at a time.
    pub(crate) connections: usize,
    /// Asks.
    pub(crate) client: Client,
    /// The record, for threads that read folders.
    pub(crate) record: Address,
    /// Set from outside to stop.
    pub(crate) stop: Arc<AtomicBool>,
    /// Where `read` reads feeds: then no log is written, and the caller settles.
    pub(crate) read: Option<Reading>,
}

/// How `read` reads what feeds list.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// Day of reading in, ISO.
    pub(crate) day: String,
    /// Whether to read known documents once more.
    pub(crate) again: bool,
    /// How many of the contacts found are to be listed.
    pub(crate) listed: usize,
}

/// What is asked of a server; the number is that of the source.
#[derive(Debug)]
enum Task {
    Feed(usize),
    Page(usize, Entry),
}

/// A source, and how things stand with it.
struct Standing {
    source: Source,
    state: Watched,
    /// When it is to be asked again; none where it is not to be.
    due: Option<Timestamp>,
    /// While what it lists is being fetched.
    poll: Option<Poll>,
    /// The files of a folder as they were seen last.
    looked: Looked,
}

/// A feed's answer while what it lists is being fetched.
#[derive(Debug, Default)]
struct Poll {
    /// Entries that are not done.
    open: usize,
    /// Whether any of them has to be tried again.
    failed: bool,
    etag: Option<String>,
    modified: Option<String>,
}

/// Watches.
pub(crate) struct Watcher<'a> {
    record: &'a mut Record,
    reader: &'a PageReader,
    standings: Vec<Standing>,
    desk: Desk<Task>,
    pool: Pool<Task>,
    options: Options,
    metrics: Metrics,
    /// Entries on their way: another feed that lists them need not fetch them too.
    on_the_way: BTreeSet<String>,
    /// Since when there is something to settle.
    unsettled: Option<Instant>,
    /// How often the record's server was lost, as far as it was told.
    losses: u32,
    progress: Progress,
    done: Summary,
}

impl<'a> Watcher<'a> {
    pub(crate) fn new(
        record: &'a mut Record,
        reader: &'a PageReader,
        sources: Vec<Source>,
        options: Options,
        metrics: Metrics,
    ) -> Result<Self> {
        let now = Timestamp::now();
        let mut standings = Vec::new();
        for source in sources {
            let state = record.watched(&source.name)?;
            let due = first_due(&source, &state, now, options.once);
            metrics.count(&source.name, |it| it.failures = state.failures);
            let (poll, looked) = (None, Looked::default());
            standings.push(Standing { source, state, due, poll, looked });
        }
        let losses = record.losses();
        Ok(Self {
            record,
            reader,
            standings,
            desk: Desk::new(options.pause),
            pool: Pool::new(&options.client, options.connections),
            options,
            metrics,
            on_the_way: BTreeSet::new(),
            unsettled: None,
            losses,
            progress: Progress::new(None, false),
            done: Summary::default(),
        })
    }

    /// Watches until it is stopped; once through where that is asked.
    pub(crate) fn run(self) -> Result<Summary> {
        self.tell_resting();
        self.go_on()
    }

    /// Reads what these feeds list, which are those of the sources, in order, and ends.
    pub(crate) fn read_feeds(mut self, feeds: Vec<(Url, Fetched)>) -> Result<Summary> {
        for (number, (_, feed)) in feeds.into_iter().enumerate() {
            self.standings[number].due = None;
            self.listed(number, feed)?;
        }
        self.progress = Progress::new(Some(self.desk.waiting() as u64), true);
        self.go_on()
    }

    fn go_on(mut self) -> Result<Summary> {
        while !self.is_stopped() {
            self.ask_due()?;
            self.hand_out()?;
            if self.options.once && self.is_idle() {
                break;
            }
            if let Some((job, answer)) = self.pool.take(TICK) {
                self.metrics.request();
                if let Some((task, url, answer)) = self.desk.done(job, answer, Timestamp::now()) {
                    self.answered(task, &url, answer)?;
                }
            }
            self.settle_in_time()?;
            self.tell_losses();
            self.show_progress();
        }
        self.settle()?;
        self.progress.finish();
        Ok(self.done)
    }

    fn is_stopped(&self) -> bool {
        self.options.stop.load(Ordering::Relaxed)
    }

    fn is_idle(&self) -> bool {
        let nothing_due = self.standings.iter().all(|it| it.due.is_none());
        nothing_due && self.pool.busy() == 0 && self.desk.waiting() == 0
    }

    /// Asks the sources whose time has come.
    fn ask_due(&mut self) -> Result<()> {
        let now = Timestamp::now();
        for number in 0..self.standings.len() {
            let standing = &mut self.standings[number];
            if standing.due.is_none_or(|due| due > now) {
                continue;
            }
            standing.due = None;
            match &standing.source.kind {
                Kind::Feed(url) => {
                    let (etag, modified) =
                        (standing.state.etag.clone(), standing.state.modified.clone());
                    let asked = Asked { url: url.clone(), etag, modified };
                    self.metrics.count(&standing.source.name, |it| it.asked += 1);
                    self.desk.put(asked, Task::Feed(number));
                }
                Kind::Folder(_) => self.look_into(number)?,
            }
        }
        Ok(())
    }

    /// Hands requests out to free threads.
    fn hand_out(&mut self) -> Result<()> {
        while self.pool.is_free() && !self.is_stopped() {
            match self.desk.next(Timestamp::now()) {
                None => break,
                Some(Next::Job(job)) => self.pool.put(job),
                Some(Next::Refused(task, url, problem)) => {
                    self.answered(task, &url, Err(problem))?;
                }
            }
        }
        self.metrics.waiting(self.desk.waiting());
        Ok(())
    }

    fn answered(&mut self, task: Task, url: &Url, answer: Result<Answer, Problem>) -> Result<()> {
        match task {
            Task::Feed(number) => self.feed_answered(number, url, answer),
            Task::Page(number, entry) => self.page_answered(number, &entry, url, answer),
        }
    }

    /// Settles when nothing else is to be done, or it was put off for long.
    fn settle_in_time(&mut self) -> Result<()> {
        let idle = self.pool.busy() == 0 && self.desk.waiting() == 0;
        match self.unsettled {
            Some(since) if idle || since.elapsed() > SETTLE_AFTER => self.settle(),
            _ => Ok(()),
        }
    }

    fn settle(&mut self) -> Result<()> {
        if self.unsettled.take().is_some() {
            self.record.settle_judged()?;
            self.tell_losses();
        }
        Ok(())
    }

    /// Says that the server was lost, once it is there again.
    fn tell_losses(&mut self) {
        let losses = self.record.losses();
        if losses > self.losses {
            self.losses = losses;
            let record = self.options.record.to_string();
            match self.options.read {
                None => self.say(&record, LOST),
                Some(_) => self.say(&record, &format!("{record}: {LOST}")),
            }
        }
    }

    /// Shows how many of the entries on the list are done, where that is shown.
    fn show_progress(&self) {
        let open = self.desk.waiting() + self.pool.busy();
        self.progress.left(open as u64, self.done.read);
    }

    /// The day to note as the day of reading in, ISO.
    fn day(&self) -> String {
        self.options.read.as_ref().map_or_else(poll::today, |read| read.day.clone())
    }

    /// Whether known documents are to be read once more.
    fn again(&self) -> bool {
        self.options.read.as_ref().is_some_and(|read| read.again)
    }

    fn name(&self, number: usize) -> &str {
        &self.standings[number].source.name
    }
}

/// When a source is asked first. What failed is left alone as long as it was to be, whoever
/// starts anew.
fn first_due(source: &Source, state: &Watched, now: Timestamp, once: bool) -> Option<Timestamp> {
    let due: Timestamp = state.due.parse().unwrap_or(now);
    match (once, state.failures) {
        (true, 0) => Some(now),
        (true, _) => (due <= now).then_some(now),
        (false, 0) => Some(due.min(now + source.every)),
        (false, _) => Some(due),
    }
}
