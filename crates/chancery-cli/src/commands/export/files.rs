//! Files and the manifest beside them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chancery::keep::Record;
use chancery_export::{
    FileEntry, INPUTS, InputLine, Inputs, Judgements, MANIFEST, Manifest, data_package,
};
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::made::Made;
use crate::problem::hinted;

/// Name of the description of CSV files beside them.
const PACKAGE: &str = "datapackage.json";

/// Where a file goes: a file is named, or a folder, which is there already or ends in `/`.
pub(in crate::commands) fn place(out: &Path, asked: &Asked) -> PathBuf {
    if is_folder(out) { out.join(asked.file_name()) } else { out.to_owned() }
}

/// Whether a path is meant as a folder.
pub(in crate::commands) fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// Writes a file whole or not at all, and notes it in the manifest beside it.
pub(in crate::commands) fn write(
    record: &Record,
    asked: &Asked,
    path: &Path,
    rows: impl FnOnce(&mut (dyn Write + Send)) -> Result<Made>,
) -> Result<Made> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Err(hinted(format!("{} is no file name", path.display()), "give --out a file"));
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let part = path.with_file_name(format!(".{name}.part"));
    let (made, bytes, sha256) = whole(path, &part, rows)?;
    let entry = FileEntry {
        arguments: serde_json::to_value(asked)?,
        lines: made.lines,
        bytes,
        sha256,
        left_out: made.left_out.clone(),
    };
    note(record, asked.as_read(), &path.with_file_name(MANIFEST), name, entry)?;
    Ok(made)
}

/// Writes beside the place and moves there; gives back how many bytes, and their hash.
fn whole(
    path: &Path,
    part: &Path,
    rows: impl FnOnce(&mut (dyn Write + Send)) -> Result<Made>,
) -> Result<(Made, u64, String)> {
    let cannot = || format!("cannot write {}", path.display());
    let file = File::create(part).with_context(cannot)?;
    let mut hashed = Hashed { out: BufWriter::new(file), hash: Sha256::new(), bytes: 0 };
    let made = rows(&mut hashed).inspect_err(|_| {
        // The part is of no use; that it could not be removed is no further trouble.
        let _ = fs::remove_file(part);
    })?;
    hashed.flush().with_context(cannot)?;
    fs::rename(part, path).with_context(cannot)?;
    Ok((made, hashed.bytes, format!("{:x}", hashed.hash.finalize())))
}

/// A manifest of what the record is made from, without files.
pub(in crate::commands) fn manifest(record: &Record, as_read: bool) -> Result<Manifest> {
    let ids = record.document_ids()?;
    let mut hash = Sha256::new();
    for id in &ids {
        hash.update(id.as_str());
        hash.update("\n");
    }
    let inputs = Inputs {
        documents: ids.len() as u64,
        sha256_of_ids: format!("{:x}", hash.finalize()),
        list: INPUTS.to_owned(),
    };
    let log = if as_read { Vec::new() } else { record.judgements()? };
    let judgements =
        log.last().map(|last| Judgements { lines: log.len() as u64, last: last.hash.clone() });
    Ok(Manifest::new(record.imported_sha256()?, inputs, judgements))
}

/// Notes a file in the manifest. What it says of other files in the folder stays where they were
/// made from the same.
fn note(record: &Record, as_read: bool, path: &Path, name: String, entry: FileEntry) -> Result<()> {
    let mut new = manifest(record, as_read)?;
    let old: Option<Manifest> =
        fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match old {
        Some(old) if old.is_of(&new) => new.files = old.files,
        Some(old) => {
            for other in old.files.keys().filter(|other| **other != name) {
                eprintln!(
                    "chancery: {other} was made from something else, and is no longer in {}",
                    path.display()
                );
            }
            list_inputs(record, &path.with_file_name(INPUTS))?;
        }
        None => list_inputs(record, &path.with_file_name(INPUTS))?,
    }
    new.files.insert(name, entry);
    write_json(path, &serde_json::to_value(&new)?)?;
    match data_package(&new) {
        Some(package) => write_json(&path.with_file_name(PACKAGE), &package),
        None => Ok(()),
    }
}

fn list_inputs(record: &Record, path: &Path) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let mut out = BufWriter::new(File::create(path).with_context(cannot)?);
    record.each_entered::<anyhow::Error>(|it| {
        let line = InputLine { id: it.id.0, retrieved: it.retrieved, paths: it.paths };
        serde_json::to_writer(&mut out, &line)?;
        Ok(out.write_all(b"\n")?)
    })?;
    out.flush().with_context(cannot)
}

fn write_json(path: &Path, value: &serde_json::Value) -> Result<()> {
    fs::write(path, format!("{value:#}\n"))
        .with_context(|| format!("cannot write {}", path.display()))
}

/// A writer that hashes and counts what goes through it.
struct Hashed<W> {
    out: W,
    hash: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The hash of a file; none where there is none.
pub(in crate::commands) fn hash_of(path: &Path) -> Result<Option<String>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", path.display()));
        }
    };
    let mut hashed = Hashed { out: io::sink(), hash: Sha256::new(), bytes: 0 };
    io::copy(&mut file, &mut hashed).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Some(format!("{:x}", hashed.hash.finalize())))
}
