//! `chancery serve`: the record as pages, until the process is stopped.

use anyhow::Result;
use chancery_serve::{Limits, Options, ServeError, serve};

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
    let options =
        Options { record: context.record.clone(), listen: args.listen, limits: Limits::default() };
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
