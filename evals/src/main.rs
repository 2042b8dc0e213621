//! Measures chancery on gold: `evals SUITE --gold PATH [--json] [--errors FILE]`.

mod corpora;
mod parity;
mod places;
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
#[allow(clippy::doc_markdown, reason = "the comments are the help text")]
enum Suite {
    /// Share of tokens and of their analyses equal to spaCy's; gold is CoNLL-U written by spaCy
    Parity {
        #[command(flatten)]
        common: Common,
        /// Read with these weights (a nets.bin) instead of those in the program
        #[arg(long, value_name = "FILE")]
        weights: Option<PathBuf>,
    },
    /// Places and their coordinates; gold is the XML of GeoVirus
    Places {
        #[command(flatten)]
        common: Common,
    },
    /// Times; gold is MEANTIME XML or TimeML: a file, a folder, or a .tar.xz of them
    Timex {
        #[command(flatten)]
        common: Common,
    },
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
            Suite::Parity { common, .. } | Suite::Places { common } | Suite::Timex { common } => {
                common
            }
        }
    }

    fn measure(&self) -> anyhow::Result<Report> {
        let gold: &Path = &self.common().gold;
        match self {
            Suite::Parity { weights, .. } => parity::measure(gold, weights.as_deref()),
            Suite::Places { .. } => places::measure(gold),
            Suite::Timex { .. } => timex::measure(gold),
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
