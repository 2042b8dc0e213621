//! Which encounters given as held the texts do not tell as held, as
//! `evals/gold/meetings/held_verdicts.csv` judges them.

use std::path::Path;

use anyhow::Context;
use chancery::nouns::Status;
use serde::Deserialize;

use super::matching::Found;

/// What a reader of the text says of an encounter given as held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Held,
    Planned,
    Denied,
    Claimed,
    NotAnEncounter,
}

/// One encounter judged, known by its first word of contact.
#[derive(Debug, Deserialize)]
pub(crate) struct Judged {
    pub(crate) document: String,
    start: u32,
    end: u32,
    kind: String,
    verdict: Verdict,
}

/// Reads the verdicts that lie beside a gold; none where there is no such file.
pub(crate) fn beside(gold: &Path) -> anyhow::Result<Vec<Judged>> {
    let path = gold.with_file_name("held_verdicts.csv");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let context = || format!("cannot read {}", path.display());
    let mut reader = csv::Reader::from_path(&path).with_context(context)?;
    reader.deserialize().collect::<Result<_, _>>().with_context(context)
}

impl Judged {
    /// Whether this is what was found in the document, still given as held though the text tells
    /// it as planned, denied or merely claimed.
    pub(crate) fn wrongly_held(&self, document: &str, found: &Found<'_>) -> bool {
        let untrue = matches!(self.verdict, Verdict::Planned | Verdict::Denied | Verdict::Claimed);
        let kind = format!("{:?}", found.encounter.kind).to_lowercase();
        untrue
            && found.encounter.status == Status::Held
            && self.document == document
            && self.kind == kind
            && found.triggers.first() == Some(&[self.start, self.end])
    }
}
