//! `chancery export`: all of one noun as a file, with a manifest of how it came about.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chancery::export::CsvWriter;
use chancery::keep::{KeepError, Noun, Record, noun_line};
use chancery::pipeline::Ingredient;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Context;
use crate::args::{ExportArgs, Format};
use crate::problem::{Outcome, hinted, of_record};

pub(super) fn run(context: &Context, args: &ExportArgs) -> Result<Outcome> {
    let record = context.settled()?;
    let noun = Noun::from(args.noun);
    let name_record = |error: anyhow::Error| match error.downcast::<KeepError>() {
        Ok(error) => of_record(error, &context.record),
        Err(error) => error,
    };
    match &args.out {
        None => {
            write(&record, noun, args.format, BufWriter::new(io::stdout().lock()))
                .map_err(name_record)?;
        }
        Some(path) => to_file(&record, noun, args.format, path).map_err(name_record)?,
    }
    Ok(Outcome::Clean)
}

/// Writes the file whole or not at all, then the manifest.
fn to_file(record: &Record, noun: Noun, format: Format, path: &Path) -> Result<()> {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Err(hinted(format!("{} is no file name", path.display()), "give --out a file"));
    };
    let part = path.with_file_name(format!(".{name}.part"));
    let cannot = || format!("cannot write {}", path.display());
    let file = File::create(&part).with_context(cannot)?;
    let mut hashed = Hashed { out: BufWriter::new(file), hash: Sha256::new(), bytes: 0 };
    let lines = write(record, noun, format, &mut hashed).inspect_err(|_| {
        // The part is of no use; that it could not be removed is no further trouble.
        let _ = fs::remove_file(&part);
    })?;
    hashed.flush().with_context(cannot)?;
    fs::rename(&part, path).with_context(cannot)?;
    let output = json!({
        "noun": noun.name(),
        "format": if format == Format::Csv { "csv" } else { "jsonl" },
        "lines": lines,
        "bytes": hashed.bytes,
        "sha256": hex(&hashed.hash.finalize()),
        "inputs": inputs(record)?,
    });
    let mut ingredients = chancery::pipeline::ingredients();
    let imported = record.imported_sha256()?;
    ingredients.extend(imported.map(|sha256| Ingredient { name: "imported actors", sha256 }));
    write_manifest(&path.with_file_name("manifest.json"), &name, output, &ingredients)
}

/// Writes every line of a noun; gives back how many.
fn write(record: &Record, noun: Noun, format: Format, mut out: impl Write) -> Result<u64> {
    let mut lines = 0;
    match format {
        Format::Jsonl => {
            each_line(record, noun, |line| {
                lines += 1;
                out.write_all(line.as_bytes())?;
                Ok(out.write_all(b"\n")?)
            })?;
            out.flush()?;
        }
        Format::Csv => {
            let mut csv = CsvWriter::new(noun, out)?;
            each_line(record, noun, |line| {
                lines += 1;
                Ok(csv.line(line)?)
            })?;
            csv.finish()?;
        }
    }
    Ok(lines)
}

/// Hands every export line to `take`: commitments as they stand after all that was read,
/// statements with what they answer in earlier documents, the other nouns as they are kept.
fn each_line(record: &Record, noun: Noun, mut take: impl FnMut(&str) -> Result<()>) -> Result<()> {
    match noun {
        Noun::Commitments => {
            for commitment in record.ledger(None)?.commitments {
                let judged = record.judged(noun, commitment.id.as_str())?;
                take(&noun_line(&commitment, &judged)?)?;
            }
        }
        Noun::Statements => {
            let across = record.answers_across()?;
            record.each_line::<anyhow::Error>(noun, |line| {
                let statement = across.with(serde_json::from_str(line)?);
                let judged = record.judged(noun, statement.id.as_str())?;
                take(&noun_line(&statement, &judged)?)
            })?;
        }
        _ => record.each_line::<anyhow::Error>(noun, take)?,
    }
    Ok(())
}

/// The documents a file was made from: how many, and a hash over their ids in order.
fn inputs(record: &Record) -> Result<Value, KeepError> {
    let ids = record.document_ids()?;
    let mut hash = Sha256::new();
    for id in &ids {
        hash.update(id.as_str());
        hash.update("\n");
    }
    Ok(json!({ "documents": ids.len(), "sha256_of_ids": hex(&hash.finalize()) }))
}

/// Writes the manifest; what it says of other files in the same folder stays.
fn write_manifest(
    path: &PathBuf,
    name: &str,
    output: Value,
    ingredients: &[Ingredient],
) -> Result<()> {
    let old: Option<Value> =
        fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let mut files = match old.as_ref().and_then(|old| old.get("files")) {
        Some(Value::Object(files)) => files.clone(),
        _ => serde_json::Map::new(),
    };
    files.insert(name.to_owned(), output);
    let manifest = json!({
        "program": "chancery",
        "version": env!("CARGO_PKG_VERSION"),
        "ingredients": ingredients,
        "files": files,
    });
    let text = format!("{manifest:#}\n");
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |out, byte| out + &format!("{byte:02x}"))
}
