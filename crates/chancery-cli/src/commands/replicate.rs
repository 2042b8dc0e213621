//! `chancery replicate`: makes the files of a manifest again, and says whether they are the same.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chancery::keep::{Address, Record};
use chancery::nouns::DocumentId;
use chancery::pipeline::PageReader;
use chancery_export::{FileEntry, InputLine, Manifest, Parting, difference};
use chancery_fetch::{Client, Limits, Reach};
use serde_json::json;
use tempfile::TempDir;

use super::Context;
use super::export::{Asked, hash_of, make, manifest, of_this};
use crate::args::ReplicateArgs;
use crate::output::{print, print_json};
use crate::problem::{Outcome, hinted};
use crate::reading::{self, Entered, Inputs, Settings};

/// So many differences of one sort are named.
const NAMED: usize = 20;

pub(super) fn run(context: &Context, args: &ReplicateArgs) -> Result<Outcome> {
    let told = load(&args.manifest)?;
    let folder = TempDir::new().context("no room for what is made again")?;
    let replica = Replica { context, args, told: &told, folder: folder.path() };
    let mut problems = 0;
    let mut records: BTreeMap<bool, Record> = BTreeMap::new();
    for (name, entry) in &told.files {
        let asked: Asked = serde_json::from_value(entry.arguments.clone())
            .with_context(|| format!("{name}: the manifest does not say how it was made"))?;
        let record = match records.entry(asked.as_read()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let record = replica.record(asked.as_read())?;
                problems += replica.sources(&record, asked.as_read())?;
                place.insert(record)
            }
        };
        problems += replica.file(record, name, entry, &asked)?;
    }
    if told.files.is_empty() {
        return Err(hinted("the manifest names no file", "name a manifest of `chancery export`"));
    }
    Ok(Outcome::of(problems))
}

fn load(path: &Path) -> Result<Manifest> {
    let cannot = || format!("cannot read {}", path.display());
    let bytes = fs::read(path).with_context(cannot)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        let what = format!("{} is no manifest of this program: {error}", path.display());
        hinted(what, "name the manifest.json that `chancery export` wrote")
    })
}

/// What is made again, and out of what.
struct Replica<'a> {
    context: &'a Context,
    args: &'a ReplicateArgs,
    told: &'a Manifest,
    /// A folder for what is made.
    folder: &'a Path,
}

impl Replica<'_> {
    /// The record to make files from: the one named, or one read from the inputs.
    fn record(&self, as_read: bool) -> Result<Record> {
        if self.args.inputs.is_empty() {
            let context =
                Context { record: self.context.record.clone(), json: self.context.json, as_read };
            return context.settled();
        }
        let path = self.folder.join(if as_read { "as-read.db" } else { "read.db" });
        let mut record = Record::create(&path)?;
        let inputs = Inputs::find(&self.args.inputs)?;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let settings = Settings {
            threads: self.args.threads.map_or(cores, usize::from),
            again: false,
            listed: 0,
            day: String::new(),
            record: Address::File(path),
            entered: self.entered()?,
            client: Client::new(Limits::default(), Reach::default()),
            feeds: false,
            line: None,
            stop: Arc::default(),
        };
        let reader = PageReader::with(record.brought()?);
        let summary = reading::run(&inputs, &settings, &mut record, |page| reader.read_page(page))?;
        record.settle_judged()?;
        eprintln!("chancery: {} documents read anew", summary.read);
        Ok(record)
    }

    /// How each document came in the first time: day and path are no bytes of the input.
    fn entered(&self) -> Result<BTreeMap<DocumentId, Entered>> {
        let path = self.args.manifest.with_file_name(&self.told.inputs.list);
        let cannot = || format!("cannot read the list of inputs {}", path.display());
        let mut found = BTreeMap::new();
        for line in BufReader::new(File::open(&path).with_context(cannot)?).lines() {
            let line: InputLine = serde_json::from_str(&line.with_context(cannot)?)
                .with_context(|| format!("{} is damaged", path.display()))?;
            let entered =
                Entered { retrieved: line.retrieved, path: line.paths.into_iter().next() };
            found.insert(DocumentId(line.id), entered);
        }
        Ok(found)
    }

    /// Names what the manifest's files were made from and these are not; gives back how much.
    fn sources(&self, record: &Record, as_read: bool) -> Result<usize> {
        let here = manifest(record, as_read).map_err(|error| of_this(self.context, error))?;
        let mut found = self.told.differences(&here);
        if self.told.inputs != here.inputs {
            found.extend(self.documents(record)?);
        }
        for what in found.iter().take(NAMED) {
            self.say(&json!({ "made_from": what }), &format!("made from something else: {what}"))?;
        }
        if found.len() > NAMED {
            eprintln!("chancery: and {} more", found.len() - NAMED);
        }
        Ok(found.len())
    }

    /// Documents that are in the manifest's list or in the record, and not in the other.
    fn documents(&self, record: &Record) -> Result<Vec<String>> {
        let Ok(listed) = self.entered() else { return Ok(Vec::new()) };
        let here: std::collections::BTreeSet<DocumentId> =
            record.document_ids()?.into_iter().collect();
        let missing = listed.iter().filter(|(id, _)| !here.contains(*id)).map(|(id, entered)| {
            let place = entered.path.as_deref().unwrap_or("no path");
            format!("document {id} ({place}) is missing here")
        });
        let more = here.iter().filter(|id| !listed.contains_key(*id));
        Ok(missing.chain(more.map(|id| format!("document {id} is here alone"))).collect())
    }

    /// Makes a file again and compares it; gives back the number of problems.
    fn file(&self, record: &Record, name: &str, entry: &FileEntry, asked: &Asked) -> Result<usize> {
        let again = self.folder.join("again");
        let out = BufWriter::new(File::create(&again)?);
        make(record, asked, out).map_err(|error| of_this(self.context, error))?;
        let old = self.args.manifest.with_file_name(name);
        let old_hash = hash_of(&old)?;
        let intact = old_hash.as_ref() == Some(&entry.sha256);
        if hash_of(&again)?.as_ref() == Some(&entry.sha256) {
            if old_hash.is_some() && !intact {
                let parting = difference(&old, &again, asked.format())?;
                let what = "made again as the manifest says; the file here is another";
                return self.differs(name, what, parting.as_ref());
            }
            if self.context.json {
                print_json([json!({ "file": name, "same": true })])?;
            } else {
                print(&format!("{name}: the same bytes\n"))?;
            }
            return Ok(0);
        }
        if !intact {
            let why = if old_hash.is_some() { "is another" } else { "is not here" };
            let what = format!("comes out otherwise; where, nobody can tell: the file {why}");
            return self.differs(name, &what, None);
        }
        let parting = difference(&old, &again, asked.format())?;
        self.differs(name, "comes out otherwise", parting.as_ref())
    }

    /// Names a difference.
    fn differs(&self, name: &str, what: &str, parting: Option<&Parting>) -> Result<usize> {
        let mut words = format!("{name}: {what}");
        let mut told = json!({ "file": name, "same": false, "what": what });
        if let Some(it) = parting {
            let row = it.row.map_or(String::new(), |row| format!("row {row}, "));
            let field = if it.field.is_empty() { "the whole" } else { &it.field };
            let _ = write!(words, "; {row}{field}: {} then, {} now", it.this, it.other);
            told["row"] = it.row.into();
            told["field"] = it.field.clone().into();
            told["then"] = it.this.clone().into();
            told["now"] = it.other.clone().into();
        }
        self.say(&told, &words)?;
        Ok(1)
    }

    /// Says it on stderr, and as JSON where that is wanted.
    fn say(&self, told: &serde_json::Value, words: &str) -> Result<()> {
        if self.context.json {
            print_json([told])?;
        }
        eprintln!("chancery: {words}");
        Ok(())
    }
}

/// The manifest may be named by its folder.
pub(super) fn manifest_path(path: PathBuf) -> PathBuf {
    if path.is_dir() { path.join(chancery_export::MANIFEST) } else { path }
}
