//! Documents that are posted: read as `chancery read` reads them, one at a time.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chancery::keep::{KeepError, Record};
use chancery::nouns::DocumentId;
use chancery::pipeline::PageReader;
use chancery::read::{Format, Options, Source, read_bytes};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::{App, Problem};

/// How long a document may wait for those before it, and be read.
const PATIENCE: Duration = Duration::from_mins(2);

/// Who may post documents, and the day that is noted on them.
#[derive(Clone)]
pub struct Posting {
    /// What a client has to show.
    pub token: String,
    /// The day of reading in, asked for each document.
    pub day: Arc<dyn Fn() -> Date + Send + Sync>,
}

impl fmt::Debug for Posting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The token is nobody's business.
        f.debug_struct("Posting").finish_non_exhaustive()
    }
}

/// Where documents are posted to.
#[derive(Debug)]
pub(crate) struct Desk {
    posting: Posting,
    turn: Arc<Semaphore>,
    reader: Mutex<Option<Ready>>,
}

/// A reader, and the knowledge it was made with.
struct Ready {
    imported: Option<String>,
    reader: Arc<PageReader>,
}

impl fmt::Debug for Ready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ready").field("imported", &self.imported).finish_non_exhaustive()
    }
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Posted {
    /// Its id.
    pub(crate) id: DocumentId,
    /// Whether it is new.
    pub(crate) new: bool,
}

impl Desk {
    pub(crate) fn new(posting: Posting) -> Self {
        Self { posting, turn: Arc::new(Semaphore::new(1)), reader: Mutex::default() }
    }

    /// Whether this is the token, in a time that does not tell how much of it is.
    pub(crate) fn knows(&self, token: &str) -> bool {
        Sha256::digest(token) == Sha256::digest(&self.posting.token)
    }

    fn reader(&self, record: &Record) -> Result<Arc<PageReader>, KeepError> {
        let imported = record.imported_sha256()?;
        let mut held = self.held();
        if let Some(ready) = held.as_ref().filter(|ready| ready.imported == imported) {
            return Ok(ready.reader.clone());
        }
        let reader = Arc::new(PageReader::with(record.brought()?));
        *held = Some(Ready { imported, reader: reader.clone() });
        Ok(reader)
    }

    fn held(&self) -> MutexGuard<'_, Option<Ready>> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Reads one line of JSON into the record, in its turn. What has begun is done to its end,
    /// even where nobody waits for it any more.
    pub(crate) async fn post(&self, line: Vec<u8>) -> Result<Posted, Problem> {
        let app = self.clone();
        let posted = async {
            let turn = self.desk().map(|desk| desk.turn.clone()).ok_or_else(busy)?;
            let turn = turn.acquire_owned().await.map_err(|_| busy())?;
            let work = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                app.desk().ok_or_else(busy).and_then(|desk| keep(&app, desk, &line))
            });
            work.await.map_err(|error| Problem::broken(&error))?
        };
        timeout(PATIENCE, posted).await.unwrap_or_else(|_| Err(busy()))
    }
}

fn busy() -> Problem {
    Problem::busy("documents are being read; post it again in a moment")
}

fn keep(app: &App, desk: &Desk, line: &[u8]) -> Result<Posted, Problem> {
    let mut record = Record::open(app.record())?;
    let id = DocumentId::of(line);
    if record.knows(&id)? {
        return Ok(Posted { id, new: false });
    }
    let day = (desk.posting.day)().to_string();
    let source =
        Source { retrieved: Some(day), format: Some(Format::JsonLines), ..Source::default() };
    let mut pages = Vec::new();
    read_bytes(line, &source, &Options::default(), &mut |page| pages.push(page));
    let reader = desk.reader(&record)?;
    for page in pages {
        let page = page.map_err(|problem| {
            Problem::unreadable(format!("{} (hint: {})", problem.what, problem.hint))
        })?;
        record.keep(&reader.read_page(page), false)?;
    }
    record.settle_judged()?;
    Ok(Posted { id, new: true })
}
