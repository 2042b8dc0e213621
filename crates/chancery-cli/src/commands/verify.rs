//! `chancery verify`: does the record still say what was read, and would it be read so again?

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result};
use chancery::keep::{Difference, ReadBy, Record, Reread};
use chancery::nouns::{DocumentId, Page};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::{Options, Problem, Source, read_bytes, read_stream};
use chancery_fetch::warc::Archive;
use serde::Serialize;

use super::Context;
use crate::args::VerifyArgs;
use crate::output::{print, print_json};
use crate::problem::{Outcome, hinted};
use crate::reading::{Input, Inputs, is_archive, read_safely};

/// So many bytes of text are read at a time, on all threads together.
const BYTES: usize = 500_000;

/// The most bytes of one page of an archive.
const PAGE: u64 = 20_000_000;

pub(super) fn run(context: &Context, args: &VerifyArgs) -> Result<Outcome> {
    let record = context.settled()?;
    let differences = context.in_record(record.verify())?;
    for difference in &differences {
        say(context, difference, ReadBy::default())?;
    }
    let mut told = Told { context, differences: differences.len(), anew: 0, cleaned: 0 };
    if args.reread {
        told.reread(&record, args)?;
        told.reclean(&record, args)?;
    }
    if told.differences == 0 && !context.json {
        let counts = context.in_record(record.counts())?;
        print(&format!(
            "all is as it was read: {} documents, {} accounts, {} encounters, {} mentions\n",
            counts.documents, counts.accounts, counts.encounters, counts.mentions
        ))?;
    }
    if args.reread && !context.json {
        print(&format!("{} documents read anew, {} cleaned anew\n", told.anew, told.cleaned))?;
    }
    Ok(Outcome::of(told.differences))
}

/// A difference as JSON.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    difference: &'a Difference,
    /// Which version of the program, with its models and tables, read the document.
    read_by: &'static str,
}

/// Names a difference, on stderr and as JSON where that is wanted.
fn say(context: &Context, it: &Difference, by: ReadBy) -> Result<()> {
    let because = match (by.other, by.knew_less) {
        (true, _) => " (it was read by another version, or with other models or tables)",
        (_, true) => " (it was read before other actors were imported)",
        _ => "",
    };
    if context.json {
        let read_by = if by.other { "another" } else { "this" };
        print_json([Line { difference: it, read_by }])?;
    }
    eprintln!("chancery: {} {}: {}{because}", it.noun, it.id, it.what);
    Ok(())
}

/// What was told so far.
struct Told<'a> {
    context: &'a Context,
    differences: usize,
    /// Documents read once more.
    anew: usize,
    /// Documents whose raw bytes were cleaned once more.
    cleaned: usize,
}

impl Told<'_> {
    /// Reads every document once more out of its kept text, a few at a time.
    fn reread(&mut self, record: &Record, args: &VerifyArgs) -> Result<()> {
        let reader = PageReader::with(self.context.in_record(record.brought())?);
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = args.threads.map_or(cores, usize::from);
        let (mut waiting, mut bytes) = (Vec::new(), 0);
        for id in self.context.in_record(record.document_ids())? {
            let Some(page) = self.context.in_record(record.page(&id))? else { continue };
            bytes += page.reading.text.len();
            waiting.push(page);
            if bytes >= BYTES {
                self.compare(record, read(&reader, std::mem::take(&mut waiting), threads))?;
                bytes = 0;
            }
        }
        self.compare(record, read(&reader, waiting, threads))
    }

    fn compare(
        &mut self,
        record: &Record,
        outcomes: Vec<(DocumentId, Result<ReadOutcome, String>)>,
    ) -> Result<()> {
        for (id, outcome) in outcomes {
            self.anew += 1;
            match outcome {
                Ok(outcome) => self.take(&self.context.in_record(record.reread(&outcome))?)?,
                Err(what) => {
                    let failed = Difference { noun: "document", id: id.0, what };
                    self.take(&Reread { differences: vec![failed], ..Reread::default() })?;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, reread: &Reread) -> Result<()> {
        self.differences += reread.differences.len();
        reread.differences.iter().try_for_each(|it| say(self.context, it, reread.by))
    }

    /// Cleans once more what lies in the inputs and is in the record.
    fn reclean(&mut self, record: &Record, args: &VerifyArgs) -> Result<()> {
        for input in Inputs::find(&args.inputs)?.list {
            match input {
                Input::File(path) => {
                    let cannot = || format!("cannot read {}", path.display());
                    self.reclean_file(record, &path).with_context(cannot)?;
                }
                Input::Standard => {
                    let lines = io::stdin().lock();
                    self.reclean_stream(record, lines, &Source::default())?;
                }
                Input::Web(url) => {
                    let hint = "name files or folders that hold the bytes as they were read";
                    return Err(hinted(format!("{url}: what it holds now is another page"), hint));
                }
            }
        }
        Ok(())
    }

    fn reclean_file(&mut self, record: &Record, path: &Path) -> Result<()> {
        let name = path.to_string_lossy().into_owned();
        let mut file = BufReader::new(File::open(path)?);
        if !is_archive(file.fill_buf()?) {
            let source = Source { path: Some(name), ..Source::default() };
            return self.reclean_stream(record, file, &source);
        }
        let mut archive = Archive::open(File::open(path)?, PAGE)?;
        while let Some(page) = archive.next_page()? {
            // What is broken in an archive was told when it was read.
            if let Ok(page) = page {
                let mut pages = Vec::new();
                let source = page.source(&name);
                read_bytes(&page.bytes, &source, &Options::default(), &mut |it| pages.push(it));
                pages.into_iter().try_for_each(|page| self.cleaned(record, page))?;
            }
        }
        Ok(())
    }

    fn reclean_stream(
        &mut self,
        record: &Record,
        reader: impl BufRead,
        source: &Source,
    ) -> Result<()> {
        let mut done = Ok(());
        read_stream(reader, source, &Options::default(), &mut |page| {
            if done.is_ok() {
                done = self.cleaned(record, page);
            }
        })?;
        done
    }

    fn cleaned(&mut self, record: &Record, page: Result<Page, Problem>) -> Result<()> {
        let Ok(page) = page else { return Ok(()) };
        if !self.context.in_record(record.knows(&page.document.id))? {
            return Ok(());
        }
        self.cleaned += 1;
        self.take(&self.context.in_record(record.recleaned(&page))?)
    }
}

/// Reads pages on several threads; what comes is in the order of what goes in.
fn read(
    reader: &PageReader,
    pages: Vec<Page>,
    threads: usize,
) -> Vec<(DocumentId, Result<ReadOutcome, String>)> {
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Option<Result<ReadOutcome, String>>>> =
        pages.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(pages.len()) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(page) = pages.get(at) else { return };
                    let outcome = read_safely(page.clone(), &|page| reader.read_page(page));
                    *done[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
                }
            });
        }
    });
    let ids = pages.into_iter().map(|page| page.document.id);
    let outcomes =
        done.into_iter().map(|it| it.into_inner().unwrap_or_else(PoisonError::into_inner));
    ids.zip(outcomes).filter_map(|(id, outcome)| Some((id, outcome?))).collect()
}
