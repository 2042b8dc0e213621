//! `chancery search`: documents by their words.

use anyhow::Result;

use super::Context;
use crate::output::{print, print_json, width};
use crate::problem::Outcome;

pub(super) fn run(context: &Context, words: &str, limit: u32) -> Result<Outcome> {
    let record = context.settled()?;
    let hits = context.in_record(record.search(words, limit))?;
    if context.json {
        print_json(&hits)?;
    } else if hits.is_empty() {
        print("nothing found\n")?;
    } else {
        print(&chancery::show::hits(&hits, width()))?;
    }
    Ok(Outcome::Clean)
}
