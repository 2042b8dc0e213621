//! Reading many inputs into a record, on several threads, with bounded memory.
//!
//! One thread feeds: it opens the inputs in order and cuts them into pages. Workers read pages.
//! The calling thread keeps what they found, strictly in the order of the input and many
//! documents at a time, so that neither the number of threads nor their speed leaves a trace. A [`Budget`] bounds how much is on the
//! way; a killed run goes on where it stopped, since what is in the record is not read again.

mod archive;
mod batch;
mod budget;
mod feed;
mod inputs;
mod keep;
mod order;
mod progress;

use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use chancery::keep::{Address, Record};
use chancery::nouns::{DocumentId, Page};
use chancery::pipeline::ReadOutcome;
use chancery_fetch::{Client, Fetched, Url};

pub(crate) use archive::is_archive;
use budget::Budget;
pub(crate) use inputs::{Input, Inputs};
pub(crate) use keep::{LOST, Summary, UNREAD_LANGUAGE};
pub(crate) use progress::Progress;

/// What is printed of a document that was read.
pub(crate) type Line = Box<dyn Fn(&ReadOutcome) -> String + Sync>;

/// How to read.
pub(crate) struct Settings {
    /// Threads that read pages.
    pub(crate) threads: usize,
    /// Whether to read known documents once more.
    pub(crate) again: bool,
    /// How many of the contacts found are to be listed.
    pub(crate) listed: usize,
    /// Day of reading in, ISO.
    pub(crate) day: String,
    /// The record, for the thread that asks what is known.
    pub(crate) record: Address,
    /// How documents came in before, where they are to come in the same way again.
    pub(crate) entered: BTreeMap<DocumentId, Entered>,
    /// Fetches what is read from the web.
    pub(crate) client: Client,
    /// Prints a line of every document read, in place of the progress.
    pub(crate) line: Option<Line>,
    /// Whether feeds are handed back, for what they list to be read.
    pub(crate) feeds: bool,
    /// Set from outside to stop: what is on its way is kept, nothing more is taken up.
    pub(crate) stop: Arc<AtomicBool>,
}

/// How a document came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entered {
    /// Day of reading in, ISO.
    pub(crate) retrieved: Option<String>,
    /// Where the file lay.
    pub(crate) path: Option<String>,
}

impl Settings {
    /// Whether nothing more is to be taken up.
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Something on its way to the record.
struct Item {
    /// Its place in the order of the input.
    number: u64,
    /// Bytes of all inputs up to it, for the progress.
    offset: u64,
    /// What it takes from the budget.
    weight: usize,
    what: What,
}

/// What an item is.
enum What {
    /// A page to be read.
    Page(Box<Page>),
    /// A page that has been read.
    Read(Box<ReadOutcome>),
    /// Bytes that are in the record already, and where they were found this time.
    Known(DocumentId, Option<String>),
    /// Something that could not be read: where, and why.
    Problem { place: String, why: String },
    /// An address where a feed was found.
    Feed(Url, Box<Fetched>),
    /// An input is about to be read: what was wrong with it before is forgotten.
    Begin(String),
}

/// Documents on their way to the record: known, though not in it yet.
#[derive(Default)]
struct OnTheWay(Mutex<HashSet<DocumentId>>);

impl OnTheWay {
    fn set(&self) -> MutexGuard<'_, HashSet<DocumentId>> {
        // A set is whole after every single call, whatever happened to another thread.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the inputs into the record with `read`.
pub(crate) fn run(
    inputs: &Inputs,
    settings: &Settings,
    record: &mut Record,
    read: impl Fn(Page) -> ReadOutcome + Sync,
) -> Result<Summary> {
    let budget = Budget::default();
    let on_the_way = OnTheWay::default();
    let feeder_record = Record::open(&settings.record)?;
    // The budget bounds what is in the channels; the job channel is short besides, so that pages
    // wait as raw pages in the feeder rather than as work.
    let (jobs, work) = sync_channel::<Item>(settings.threads);
    let (done, results) = channel::<Item>();
    let work = Mutex::new(work);
    std::thread::scope(|scope| {
        for _ in 0..settings.threads {
            let (work, done, read) = (&work, done.clone(), &read);
            scope.spawn(move || work_off(work, &done, read));
        }
        let feeder = feed::Feeder {
            settings,
            record: feeder_record,
            budget: &budget,
            on_the_way: &on_the_way,
        };
        scope.spawn(move || feeder.run(&inputs.list, &jobs, &done));
        let kept =
            keep::Keeper::new(record, settings, inputs.bytes).run(&results, &budget, &on_the_way);
        drop(results);
        budget.close();
        kept
    })
}

/// A worker: reads pages until there are no more.
fn work_off(
    work: &Mutex<Receiver<Item>>,
    done: &Sender<Item>,
    read: &(impl Fn(Page) -> ReadOutcome + Sync),
) {
    let next = || work.lock().unwrap_or_else(PoisonError::into_inner).recv().ok();
    loop {
        let Some(item) = next() else { return };
        if done.send(worked(item, read)).is_err() {
            // Nobody keeps any more. What the feeder still sends is taken, so that it can stop.
            while next().is_some() {}
            return;
        }
    }
}

/// A page read. A fault of the program on one page is that page's problem, not the run's.
fn worked(item: Item, read: &impl Fn(Page) -> ReadOutcome) -> Item {
    let Item { what: What::Page(page), number, offset, weight } = item else {
        return item;
    };
    let document = page.document.id.clone();
    let place = page.document.path.clone().unwrap_or_else(|| document.to_string());
    let what = match read_safely(*page, read) {
        Ok(outcome) => What::Read(Box::new(outcome)),
        Err(why) => What::Problem { place, why },
    };
    Item { number, offset, weight, what }
}

/// Reads a page, or says that the program failed on it.
pub(crate) fn read_safely(
    page: Page,
    read: &impl Fn(Page) -> ReadOutcome,
) -> Result<ReadOutcome, String> {
    let document = page.document.id.clone();
    catch_unwind(AssertUnwindSafe(|| read(page)))
        .map_err(|_| format!("the program failed on document {document} (hint: report it)"))
}

/// Where a feeder sends its items: pages to the workers, all else straight to the keeper.
fn send(item: Item, jobs: &SyncSender<Item>, done: &Sender<Item>) -> bool {
    match item.what {
        What::Page(_) => jobs.send(item).is_ok(),
        _ => done.send(item).is_ok(),
    }
}
