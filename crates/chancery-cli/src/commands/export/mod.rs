//! `chancery export`: all of one noun as a file, with a manifest of how it came about.

mod asked;
mod files;
mod made;

use std::io::{self, BufWriter};
use std::path::Path;

use anyhow::{Error, Result};
use chancery::keep::{KeepError, Noun};
use chancery_export::Format;

pub(super) use asked::{Asked, Counted};
pub(super) use files::{hash_of, is_folder, manifest, place, write};
pub(super) use made::{counted, counts, make};

use super::Context;
use crate::args::{ExportArgs, ExportFormat, NounArg};
use crate::problem::{Outcome, hinted, of_record};

pub(super) fn run(context: &Context, args: &ExportArgs) -> Result<Outcome> {
    let asked = asked_for(context, args)?;
    let record = context.settled()?;
    match &args.out {
        None => {
            let [one] = asked.as_slice() else {
                let what = "`export all` writes many files";
                return Err(hinted(what, "name a folder with --out"));
            };
            // Not the lock: columns are written by whoever holds them.
            make(&record, one, BufWriter::new(io::stdout()))
                .map_err(|error| of_this(context, error))?;
        }
        Some(out) => {
            if asked.len() > 1 && out.is_file() {
                let what = format!("{} is a file", out.display());
                return Err(hinted(what, "name a folder with --out"));
            }
            for one in &asked {
                let path =
                    if asked.len() > 1 { out.join(one.file_name()) } else { place(out, one) };
                to_file(context, &record, one, &path)?;
            }
        }
    }
    Ok(Outcome::Clean)
}

fn to_file(
    context: &Context,
    record: &chancery::keep::Record,
    asked: &Asked,
    path: &Path,
) -> Result<()> {
    write(record, asked, path, |out| make(record, asked, out))
        .map(|_| ())
        .map_err(|error| of_this(context, error))
}

/// Names the record in an error about it.
pub(super) fn of_this(context: &Context, error: Error) -> Error {
    match error.downcast::<KeepError>() {
        Ok(error) => of_record(error, &context.record),
        Err(error) => error,
    }
}

/// The files that are asked for.
fn asked_for(context: &Context, args: &ExportArgs) -> Result<Vec<Asked>> {
    let (no_text, as_read) = (args.no_text, context.as_read);
    let table =
        |noun: Noun, format: Format| Asked::Export { table: noun, format, no_text, as_read };
    let plain = |format: Option<ExportFormat>| match format {
        None | Some(ExportFormat::Jsonl) => Some(Format::Jsonl),
        Some(ExportFormat::Csv) => Some(Format::Csv),
        Some(ExportFormat::Parquet) => Some(Format::Parquet),
        Some(ExportFormat::Ftm | ExportFormat::ProvJsonld) => None,
    };
    Ok(match (args.noun, args.format) {
        (NounArg::Actors, Some(ExportFormat::Ftm)) => {
            vec![Asked::FollowTheMoney { no_text, as_read }]
        }
        (NounArg::Provenance, None | Some(ExportFormat::ProvJsonld)) => {
            vec![Asked::Provenance { as_read }]
        }
        (NounArg::Provenance, Some(_)) => {
            let what = "provenance is a graph, not a table";
            return Err(hinted(what, "use --format prov-jsonld"));
        }
        (noun, format) => {
            let Some(plain) = plain(format) else {
                let what = "this format is not for this noun";
                let hint = "ftm is for actors, prov-jsonld for provenance";
                return Err(hinted(what, hint));
            };
            match Option::<Noun>::from(noun) {
                Some(noun) => vec![table(noun, plain)],
                None => Noun::ALL.into_iter().map(|noun| table(noun, plain)).collect(),
            }
        }
    })
}
