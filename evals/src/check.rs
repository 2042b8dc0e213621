//! `evals check`: measures whatever `evals/scores.csv` lists and can be reached, and holds it
//! against what stands there. With `--write` the file is brought up to date instead.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::corpora;
use crate::reading::json_lines;
use crate::scores::{self, Score};
use crate::suite::Suite;

/// What to check.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the measured figures into the file
    #[arg(long)]
    write: bool,
    /// Only suites and golds whose name holds one of these words (`timex`, `dev.jsonl`)
    only: Vec<String>,
}

/// How one suite on one gold went.
enum Outcome {
    Agrees,
    Written,
    NotRun(String),
    Faults(Vec<String>),
}

/// Exit 1 where a figure differs from the file, or lies below a threshold that it met.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let path = corpora::root().join("evals/scores.csv");
    let mut groups = scores::read(&path)?;
    let mut sound = true;
    for group in &mut groups {
        let Some(Score { suite, gold, .. }) = group.first().cloned() else { continue };
        let name = format!("{suite:?} {gold}").to_lowercase();
        if !args.only.is_empty() && !args.only.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let outcome = check(suite, &gold, group, args.write)?;
        sound &= !matches!(outcome, Outcome::Faults(_));
        print(suite, &gold, group.len(), &outcome);
    }
    if args.write {
        scores::write(&path, &groups)?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn check(suite: Suite, gold: &str, group: &mut Vec<Score>, write: bool) -> anyhow::Result<Outcome> {
    let path = match reach(suite, gold)? {
        Ok(path) => path,
        Err(why) => return Ok(Outcome::NotRun(why)),
    };
    if !write && group.iter().all(|score| score.value.is_none()) {
        return Ok(Outcome::NotRun("the file holds no figure yet".to_owned()));
    }
    let report = suite.measure(&path, None)?;
    if write {
        scores::set(group, &report);
        return Ok(Outcome::Written);
    }
    let faults: Vec<String> = group.iter().filter_map(|score| score.fault(&report)).collect();
    Ok(if faults.is_empty() { Outcome::Agrees } else { Outcome::Faults(faults) })
}

/// Where a gold lies, or why it cannot be reached.
fn reach(suite: Suite, gold: &str) -> anyhow::Result<Result<PathBuf, String>> {
    let path = match gold.strip_prefix('$') {
        None => corpora::root().join(gold),
        Some(rest) => {
            let (variable, rest) = rest.split_once('/').unwrap_or((rest, ""));
            match base(variable) {
                Some(base) if rest.is_empty() => base,
                Some(base) => base.join(rest),
                None => return Ok(Err(format!("${variable} is not there"))),
            }
        }
    };
    if !path.exists() {
        return Ok(Err(format!("{gold} is not there")));
    }
    let shared = match suite {
        Suite::Meetings => needs_shared(&path)?,
        Suite::Statements => true,
        _ => false,
    };
    if shared && base("CHANCERY_SHARED").is_none() {
        return Ok(Err("its texts lie in $CHANCERY_SHARED, which is not there".to_owned()));
    }
    Ok(Ok(path))
}

/// What a variable stands for, where that exists.
fn base(variable: &str) -> Option<PathBuf> {
    let path = match variable {
        "CHANCERY_SHARED" => corpora::shared(),
        other => PathBuf::from(std::env::var_os(other)?),
    };
    path.exists().then_some(path)
}

/// Whether a gold by offsets points into texts outside the repository.
fn needs_shared(gold: &Path) -> anyhow::Result<bool> {
    #[derive(serde::Deserialize)]
    struct Line {
        doc: String,
    }
    let lines: Vec<Line> = json_lines(gold)?;
    Ok(lines.iter().any(|line| corpora::is_shared(&line.doc)))
}

fn print(suite: Suite, gold: &str, figures: usize, outcome: &Outcome) {
    let name = format!("{suite:?}").to_lowercase();
    let words = match outcome {
        Outcome::Agrees => format!("{figures} figures agree"),
        Outcome::Written => format!("{figures} figures written"),
        Outcome::NotRun(why) => format!("not run: {why}"),
        Outcome::Faults(faults) => format!("WRONG\n  {}", faults.join("\n  ")),
    };
    println!("{name} {gold}: {words}");
}
