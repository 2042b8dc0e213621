//! Measures chancery on gold: `evals SUITE --gold PATH [--json] [--errors FILE]`.

mod corpora;
mod extraction;
mod meetings;
mod parity;
mod places;
mod readouts;
mod report;
mod timex;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::report::Report;

#[derive(Parser)]
#[command(about = "Measures chancery on gold")]
struct Cli {
    #[command(subcommand)]
    suite: Suite,
}

/// One suite per subcommand; each lives in the module of its name.
#[derive(Subcommand)]
enum Suite {
    /// Share of tokens and of their analyses equal to spaCy's; gold is CoNLL-U written by spaCy
    Parity {
        #[command(flatten)]
        common: Common,
        /// Read with these weights (a nets.bin) instead of those in the program
        #[arg(long, value_name = "FILE")]
        weights: Option<PathBuf>,
    },
    /// Main text of news pages; gold is a folder with html/*.html.gz and ground-truth.json
    Extraction(Common),
    /// Times; gold is MEANTIME XML or TimeML: a file, a folder, or a .tar.xz of them
    Timex(Common),
    /// Persons and states of official readouts; gold is JSON lines with the editors' tags
    Readouts(Common),
    /// Places and their coordinates; gold is GeoVirus XML
    Places(Common),
    /// Encounters in unseen texts; gold is JSON lines by offsets
    Meetings(Common),
}

/// What every suite takes.
#[derive(Args)]
struct Common {
    /// The gold: a file or a folder, as the suite asks
    #[arg(long, value_name = "PATH")]
    gold: PathBuf,
    /// Print the figures as one line of JSON, last
    #[arg(long)]
    json: bool,
    /// Write every error, one a line, to this file
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
}

impl Suite {
    fn common(&self) -> &Common {
        match self {
            Suite::Parity { common, .. }
            | Suite::Extraction(common)
            | Suite::Timex(common)
            | Suite::Readouts(common)
            | Suite::Places(common)
            | Suite::Meetings(common) => common,
        }
    }

    fn measure(&self) -> anyhow::Result<Report> {
        let gold: &Path = &self.common().gold;
        match self {
            Suite::Parity { weights, .. } => parity::measure(gold, weights.as_deref()),
            Suite::Extraction(_) => extraction::measure(gold),
            Suite::Timex(_) => timex::measure(gold),
            Suite::Readouts(_) => readouts::measure(gold),
            Suite::Places(_) => places::measure(gold),
            Suite::Meetings(_) => meetings::measure(gold),
        }
    }
}

fn run(suite: &Suite) -> anyhow::Result<()> {
    let report = suite.measure()?;
    let common = suite.common();
    if let Some(path) = &common.errors {
        report.write_errors(path)?;
    }
    report.print(common.json);
    Ok(())
}

fn main() -> ExitCode {
    match run(&Cli::parse().suite) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("evals: {error:#}");
            ExitCode::from(2)
        }
    }
}
