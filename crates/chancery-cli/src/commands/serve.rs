//! `chancery serve`: the record as pages, until the process is stopped.

use std::env;
use std::fs;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chancery_serve::{Limits, Options, Posting, ServeError, serve};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Context;
use crate::args::ServeArgs;
use crate::problem::{Outcome, hinted, of_record};

pub(super) fn run(context: &Context, args: &ServeArgs) -> Result<Outcome> {
    if context.as_read {
        let what = "pages show the record as it is judged";
        return Err(hinted(what, "leave out --as-read; each page tells what people judged"));
    }
    // What is not settled yet is settled now: pages only read.
    drop(context.settled()?);
    let options = Options {
        record: context.record.clone(),
        listen: args.listen,
        limits: Limits { rate: Some(args.rate), ..Limits::default() },
        posting: posting(args)?,
    };
    let told = serve(&options, |address| {
        eprintln!("chancery: serving {} at http://{address}/", context.record);
    });
    told.map_err(|error| match error {
        ServeError::Keep(error) => of_record(error, &context.record),
        ServeError::Listen(..) => {
            hinted(format!("{:#}", anyhow::Error::new(error)), "give another --listen")
        }
        ServeError::Io(_) => error.into(),
    })?;
    Ok(Outcome::Clean)
}

/// The variable of the environment that may hold the token.
const TOKEN: &str = "CHANCERY_TOKEN";
/// A token of fewer signs is guessed.
const SHORTEST: usize = 16;

/// Who may post documents; none where no token is given.
fn posting(args: &ServeArgs) -> Result<Option<Posting>> {
    let (place, token) = match &args.token_file {
        Some(path) => {
            let cannot = || format!("cannot read {}", path.display());
            (path.display().to_string(), fs::read_to_string(path).with_context(cannot)?)
        }
        None => match env::var(TOKEN) {
            Ok(token) => (TOKEN.to_owned(), token),
            Err(_) => return Ok(None),
        },
    };
    let token = token.trim().to_owned();
    if token.len() < SHORTEST {
        let what = format!("the token in {place} has fewer than {SHORTEST} signs");
        return Err(hinted(what, "make one: head -c 24 /dev/urandom | base64"));
    }
    let given = args.retrieved;
    let today = || Timestamp::now().to_zoned(TimeZone::UTC).date();
    Ok(Some(Posting { token, day: Arc::new(move || given.unwrap_or_else(today)) }))
}
