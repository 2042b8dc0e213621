//! `chancery verify`: does the record still say what was read?

use anyhow::Result;

use super::Context;
use crate::output::{print, print_json};
use crate::problem::Outcome;

pub(super) fn run(context: &Context) -> Result<Outcome> {
    let record = context.settled()?;
    let differences = context.in_record(record.verify())?;
    if context.json {
        print_json(&differences)?;
    }
    for difference in &differences {
        eprintln!("chancery: {} {}: {}", difference.noun, difference.id, difference.what);
    }
    if differences.is_empty() && !context.json {
        let counts = context.in_record(record.counts())?;
        print(&format!(
            "all is as it was read: {} documents, {} accounts, {} encounters, {} mentions\n",
            counts.documents, counts.accounts, counts.encounters, counts.mentions
        ))?;
    }
    Ok(Outcome::of(differences.len()))
}
