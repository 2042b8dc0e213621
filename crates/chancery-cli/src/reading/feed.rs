//! The feeding thread: opens inputs in order and cuts them into pages.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{Sender, SyncSender};

use chancery::keep::Record;
use chancery::nouns::{DocumentId, Page};
use chancery::read::{self, Format, Options, Source, WHOLE_BYTES, read_bytes, read_stream};

use chancery_fetch::{Problem, Url};

use super::{Budget, Input, Item, OnTheWay, Settings, What, archive, send};

/// What the least item takes from the budget.
const LEAST: usize = 4096;

/// Opens inputs and sends their pages on.
pub(super) struct Feeder<'a> {
    pub(super) settings: &'a Settings,
    /// The record, to ask what is known.
    pub(super) record: Record,
    pub(super) budget: &'a Budget,
    pub(super) on_the_way: &'a OnTheWay,
}

/// The way out of the feeder, and how far it has come.
pub(super) struct Outlet<'a> {
    feeder: &'a Feeder<'a>,
    jobs: &'a SyncSender<Item>,
    done: &'a Sender<Item>,
    number: u64,
    /// Bytes read of all inputs.
    bytes: &'a Cell<u64>,
    /// False once nobody takes items any more.
    open: bool,
}

impl Feeder<'_> {
    /// Feeds all inputs, or until nobody takes any more.
    pub(super) fn run(&self, inputs: &[Input], jobs: &SyncSender<Item>, done: &Sender<Item>) {
        let bytes = Cell::new(0);
        let mut outlet = Outlet { feeder: self, jobs, done, number: 0, bytes: &bytes, open: true };
        for input in inputs {
            let (name, fed) = match input {
                Input::File(path) => {
                    (path.display().to_string(), self.feed_file(path, &mut outlet))
                }
                Input::Standard => {
                    let reader = Counted { inner: BufReader::new(io::stdin()), bytes: &bytes };
                    outlet.put(What::Begin("-".to_owned()), LEAST);
                    ("-".to_owned(), feed_reader(reader, &self.source(None), &mut outlet))
                }
                Input::Web(url) => {
                    self.feed_web(url, &mut outlet);
                    (url.to_string(), Ok(()))
                }
            };
            if let Err(error) = fed {
                let why = format!("cannot be read: {error}");
                outlet.put(What::Problem { place: name, why }, LEAST);
            }
            if !outlet.open {
                return;
            }
        }
    }

    fn source(&self, path: Option<&Path>) -> Source {
        Source {
            path: path.map(|path| path.to_string_lossy().into_owned()),
            retrieved: Some(self.settings.day.clone()),
            ..Source::default()
        }
    }

    /// Feeds one file. What fits into one page is asked for by its bytes before it is cleaned.
    fn feed_file(&self, path: &Path, outlet: &mut Outlet<'_>) -> io::Result<()> {
        let source = self.source(Some(path));
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut reader = Counted { inner: BufReader::new(file), bytes: outlet.bytes };
        let begin = What::Begin(path.display().to_string());
        if archive::is_archive(reader.fill_buf()?) {
            outlet.put(begin, LEAST);
            let file = reader.inner.into_inner();
            return archive::feed(file, path, outlet);
        }
        let lines = Format::detect(source.path.as_deref(), reader.fill_buf()?) == Format::JsonLines;
        if lines || size > WHOLE_BYTES as u64 {
            outlet.put(begin, LEAST);
            return feed_reader(reader, &source, outlet);
        }
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        let id = DocumentId::of(&bytes);
        if self.is_known(&id) {
            let path = self.path_of(&id, source.path);
            outlet.put(What::Known(id, path), LEAST);
        } else {
            outlet.put(begin, LEAST);
            outlet.bytes(&bytes, &source);
        }
        Ok(())
    }

    /// Where a document lay: where it lay before, if it is to come in as it did then.
    fn path_of(&self, id: &DocumentId, here: Option<String>) -> Option<String> {
        self.settings.entered.get(id).map_or(here, |entered| entered.path.clone())
    }

    /// Feeds one page of the web.
    fn feed_web(&self, url: &Url, outlet: &mut Outlet<'_>) {
        let place = url.to_string();
        outlet.put(What::Begin(place.clone()), LEAST);
        let client = &self.settings.client;
        let problem = match client.fetch(url) {
            Err(problem) => problem,
            Ok(fetched) => match fetched.source(&self.settings.day) {
                Ok(source) => return outlet.bytes(&fetched.bytes, &source),
                Err(Problem::Feed) if self.settings.feeds => {
                    return outlet.put(What::Feed(url.clone(), Box::new(fetched)), LEAST);
                }
                Err(problem) => problem,
            },
        };
        outlet.put(What::Problem { place, why: problem.to_string() }, LEAST);
    }

    /// Whether a document need not be read. Asked in this order, so that a document that reaches
    /// the record between the two questions is not overlooked.
    fn is_known(&self, id: &DocumentId) -> bool {
        if self.on_the_way.set().contains(id) {
            return true;
        }
        // Where the record cannot be asked, reading once more does no harm: it will not be kept.
        !self.settings.again && self.record.knows(id).unwrap_or(false)
    }
}

/// Feeds page by page from a reader.
fn feed_reader(reader: impl BufRead, source: &Source, outlet: &mut Outlet<'_>) -> io::Result<()> {
    read_stream(reader, source, &Options::default(), &mut |page| outlet.page(page))
}

impl<'a> Outlet<'a> {
    /// Feeds what is in memory, unless it is known.
    pub(super) fn bytes(&mut self, bytes: &[u8], source: &Source) {
        let id = DocumentId::of(bytes);
        if self.feeder.is_known(&id) {
            self.put(What::Known(id, source.path.clone()), LEAST);
        } else {
            read_bytes(bytes, source, &Options::default(), &mut |page| self.page(page));
        }
    }

    /// Sends the reason on why something could not be read.
    pub(super) fn problem(&mut self, place: String, why: String) {
        self.put(What::Problem { place, why }, LEAST);
    }

    /// Whether somebody still takes items.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The most bytes of one page that are taken.
    pub(super) fn limit(&self) -> u64 {
        self.feeder.settings.client.limits().bytes
    }

    /// Where bytes read are counted.
    pub(super) fn counter(&self) -> &'a Cell<u64> {
        self.bytes
    }

    /// Sends a page on, or the reason why there is none.
    fn page(&mut self, page: Result<Page, read::Problem>) {
        match page {
            Err(problem) => {
                let why = format!("{} (hint: {})", problem.what, problem.hint);
                self.put(What::Problem { place: problem.place, why }, LEAST);
            }
            Ok(page) if self.feeder.is_known(&page.document.id) => {
                let path = self.feeder.path_of(&page.document.id, page.document.path);
                self.put(What::Known(page.document.id, path), LEAST);
            }
            Ok(mut page) => {
                if let Some(entered) = self.feeder.settings.entered.get(&page.document.id) {
                    page.document.path.clone_from(&entered.path);
                    page.document.retrieved.clone_from(&entered.retrieved);
                }
                self.feeder.on_the_way.set().insert(page.document.id.clone());
                let weight = page.reading.text.len().max(LEAST);
                self.put(What::Page(Box::new(page)), weight);
            }
        }
    }

    fn put(&mut self, what: What, weight: usize) {
        let stopped = self.feeder.settings.is_stopped();
        self.open = self.open && !stopped && self.feeder.budget.take(weight);
        if self.open {
            let item = Item { number: self.number, offset: self.bytes.get(), weight, what };
            self.open = send(item, self.jobs, self.done);
            self.number += 1;
        }
    }
}

/// A reader that counts what is taken from it.
struct Counted<'a, R> {
    inner: R,
    bytes: &'a Cell<u64>,
}

impl<R: BufRead> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.bytes.set(self.bytes.get() + amount as u64);
        self.inner.consume(amount);
    }
}
