//! `evals draw`: statements drawn by a fixed seed, as a sheet for a judge to read and as lines of
//! verdicts to be filled in. Both hold what the judge needs; only the second may be kept here.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chancery::nouns::{Evidence, Mention, Statement};
use chancery::pipeline::{PageReader, ReadOutcome};

use super::{Verdict, cue_start, read, speakers};
use crate::corpora;

/// Seed of the third draw.
const SEED: u64 = 20_261_207;

/// Statements drawn from each corpus.
const EACH: usize = 100;

/// Bytes of text shown before a statement, enough to tell whom a pronoun means.
const BEFORE: usize = 900;

/// Bytes of text shown after it.
const AFTER: usize = 250;

/// Where the draw goes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The sheet to judge by, with the words of the texts: keep it outside the repository
    #[arg(long, value_name = "FILE")]
    sheet: PathBuf,
    /// Lines of verdicts, all right until judged
    #[arg(long, value_name = "FILE")]
    verdicts: PathBuf,
    /// Corpora to draw from
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_values_t = ["polnear-dev", "kremlin"].map(String::from))]
    corpora: Vec<String>,
    /// Names of texts not to draw from, one a line: those read while rules were written
    #[arg(long, value_name = "FILE")]
    except: Option<PathBuf>,
    /// Another seed, for texts to work on
    #[arg(long, value_name = "NUMBER", default_value_t = SEED)]
    seed: u64,
    /// Statements drawn from each corpus
    #[arg(long, value_name = "COUNT", default_value_t = EACH)]
    each: usize,
}

/// Draws from the press and from the readouts.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let reader = PageReader::new();
    let kept_out = kept_out(args)?;
    let mut sheet = String::new();
    let mut lines = csv::Writer::from_path(&args.verdicts)?;
    for corpus in &args.corpora {
        let mut all = Vec::new();
        for id in corpora::ids(corpus)?.iter().filter(|id| !kept_out.contains(*id)) {
            let outcome = read(&reader, id)?;
            all.extend(items(corpus, id, &outcome));
        }
        println!("{corpus}: {} statements", all.len());
        all.sort_by_key(|item| key(&item.verdict));
        for item in drawn(all, args) {
            lines.serialize(&item.verdict)?;
            sheet.push_str(&item.shown);
        }
    }
    lines.flush()?;
    std::fs::write(&args.sheet, sheet)
        .with_context(|| format!("cannot write {}", args.sheet.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Texts that are not drawn from: those kept unseen for the suite `meetings`, and those named.
fn kept_out(args: &Args) -> anyhow::Result<BTreeSet<String>> {
    let mut ids = unseen()?;
    if let Some(path) = &args.except {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let named = |corpus| text.lines().map(move |name| format!("{corpus}/{name}"));
        ids.extend(args.corpora.iter().flat_map(named));
    }
    Ok(ids)
}

/// Texts kept unseen for the suite `meetings`.
fn unseen() -> anyhow::Result<BTreeSet<String>> {
    #[derive(serde::Deserialize)]
    struct Line {
        doc: String,
    }
    let text = std::fs::read_to_string(corpora::root().join("evals/gold/meetings/test.jsonl"))?;
    let lines = text.lines().map(|line| Ok(serde_json::from_str::<Line>(line)?.doc));
    lines.collect()
}

/// A statement, to be judged.
struct Item {
    verdict: Verdict,
    shown: String,
}

fn items(corpus: &str, id: &str, outcome: &ReadOutcome) -> Vec<Item> {
    let document = id.split_once('/').map_or(id, |(_, name)| name);
    let verdict = |found: &Statement| Verdict {
        corpus: corpus.to_owned(),
        document: document.to_owned(),
        start: found.evidence.start,
        end: found.evidence.end,
        cue_start: cue_start(found),
        act: found.act,
        speaker: speakers(found),
        speaker_right: 1,
        act_right: 1,
        note: String::new(),
    };
    let item = |found| Item { verdict: verdict(found), shown: shown(id, found, outcome) };
    outcome.statements.iter().map(item).collect()
}

fn key(verdict: &Verdict) -> (String, u32, u32, u32) {
    (verdict.document.clone(), verdict.start, verdict.cue_start, verdict.end)
}

/// The first of the shuffled items.
fn drawn(mut items: Vec<Item>, args: &Args) -> Vec<Item> {
    let mut state = args.seed;
    for last in (1..items.len()).rev() {
        items.swap(last, (next(&mut state) % (last as u64 + 1)) as usize);
    }
    items.truncate(args.each);
    items
}

/// `SplitMix64`: the next number of a small generator that is the same everywhere.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The statement in its context, for a person.
fn shown(id: &str, found: &Statement, outcome: &ReadOutcome) -> String {
    let text = &outcome.page.reading.text;
    let (start, end) = (found.evidence.start as usize, found.evidence.end as usize);
    let before = text.floor_char_boundary(start.saturating_sub(BEFORE));
    let after = text.ceil_char_boundary((end + AFTER).min(text.len()));
    let words = |parts: &[Evidence]| {
        parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" | ")
    };
    let mut out = String::new();
    let _ = writeln!(out, "=== {id} {start} {:?} {:?}", found.act, found.form);
    let _ = writeln!(out, "CUE {} @{}", words(&found.cue), cue_start(found));
    for speaker in &found.speaker {
        let _ = writeln!(out, "SPEAKER {}", named(speaker, outcome));
    }
    let _ = writeln!(out, "CONTENT {}", words(&found.content));
    let (said, rest) = (&text[start..end], &text[end..after]);
    let _ = writeln!(out, "{}[[{said}]]{rest}\n", &text[before..start]);
    out
}

/// A speaker's words, with the actor they were taken for.
fn named(speaker: &Mention, outcome: &ReadOutcome) -> String {
    let name = |id: &chancery::nouns::ActorId| {
        let actor = outcome.actors.iter().find(|actor| actor.id == *id);
        actor.map_or_else(|| "?".to_owned(), |a| format!("{} {:?} {id}", a.name, a.kind))
    };
    let members: Vec<String> = speaker.members.iter().map(name).collect();
    let actor = speaker.actor.as_ref().map_or_else(|| "none".to_owned(), name);
    let office = speaker.office.as_deref().unwrap_or_default();
    format!(
        "`{}` ({}) = {actor} {members:?} ({office}, {:?})",
        speaker.text, speaker.name, speaker.country
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix() {
        let mut state = 0;
        assert_eq!(next(&mut state), 0xE220_A839_7B1D_CDAF);
    }
}
