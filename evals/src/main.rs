//! Measures chancery on gold: `evals SUITE --gold PATH [--json] [--errors FILE]`, and
//! `evals check`, which measures whatever `evals/scores.csv` lists.

#[cfg(test)]
mod accuracy;
mod actors;
mod answers;
mod attribution;
mod bootstrap;
mod check;
mod coreference;
mod corpora;
mod encounters;
mod extraction;
mod kremlin_pairs;
mod meetings;
mod officeholders;
mod parity;
mod places;
mod reading;
mod readouts;
mod report;
mod scale;
mod scores;
mod share;
mod statements;
mod subjects;
mod suite;
mod timex;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::report::Report;
use crate::suite::Suite;

#[derive(Parser)]
#[command(about = "Measures chancery on gold")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// One suite per subcommand, each in the module of its name, and the check of all of them.
#[derive(Subcommand)]
enum Command {
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
    /// One encounter in many documents: linked, compared; gold is a folder of texts and facts
    Encounters {
        #[command(flatten)]
        common: Common,
        /// Take the contacts from the gold and measure linking and comparing alone: a diagnosis,
        /// not a figure of the program
        #[arg(long)]
        given: bool,
    },
    /// Who is meant by a mention; gold is JSON lines by offsets
    Actors(Common),
    /// Readouts of one government that are near each other; gold is the Kremlin's JSON lines
    #[command(name = "kremlin_pairs")]
    KremlinPairs(Common),
    /// Which claim an answer answers; gold is JSON lines by offsets
    Answers(Common),
    /// Leaders met, by name, office and day; gold is a folder with the State Department's visits
    /// and travels
    Officeholders(Common),
    /// Sources, cues and contents; gold is a `PolNeAR` split (a folder with text/ and attributions/,
    /// or the packed corpus, of which `dev`), or `CofeNet`'s JSON lines
    Attribution(Common),
    /// Who said it and what was done by it; gold is the verdicts on drawn statements
    Statements(Common),
    /// Whether two sentences tell of one subject; gold is JSON lines of pairs
    Subjects(Common),
    /// Which words tell one event, over documents; gold is MEANTIME with events across documents
    Coreference(Common),
    /// Draw statements to be judged, with their context, by a fixed seed
    Draw(statements::draw::Args),
    /// Pages on a large record: make one up, ask for its pages
    #[command(subcommand)]
    Scale(scale::Scale),
    /// Measure all that evals/scores.csv lists and hold it against what stands there
    Check(check::Args),
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

impl Command {
    fn run(&self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Parity { common, weights } => common.run(Suite::Parity, weights.as_deref()),
            Command::Extraction(common) => common.run(Suite::Extraction, None),
            Command::Timex(common) => common.run(Suite::Timex, None),
            Command::Readouts(common) => common.run(Suite::Readouts, None),
            Command::Places(common) => common.run(Suite::Places, None),
            Command::Meetings(common) => common.run(Suite::Meetings, None),
            Command::Encounters { common, given: false } => common.run(Suite::Encounters, None),
            Command::Encounters { common, given: true } => {
                common.report(&encounters::measure(&common.gold, true)?)
            }
            Command::Actors(common) => common.run(Suite::Actors, None),
            Command::KremlinPairs(common) => common.run(Suite::KremlinPairs, None),
            Command::Answers(common) => common.run(Suite::Answers, None),
            Command::Subjects(common) => common.run(Suite::Subjects, None),
            Command::Coreference(common) => common.run(Suite::Coreference, None),
            Command::Officeholders(common) => common.run(Suite::Officeholders, None),
            Command::Attribution(common) => common.run(Suite::Attribution, None),
            Command::Statements(common) => common.run(Suite::Statements, None),
            Command::Scale(scale) => scale.run(),
            Command::Draw(args) => statements::draw::run(args),
            Command::Check(args) => check::run(args),
        }
    }
}

impl Common {
    fn run(&self, suite: Suite, weights: Option<&Path>) -> anyhow::Result<ExitCode> {
        self.report(&suite.measure(&self.gold, weights)?)
    }

    fn report(&self, report: &Report) -> anyhow::Result<ExitCode> {
        if let Some(path) = &self.errors {
            report.write_errors(path)?;
        }
        report.print(self.json);
        Ok(ExitCode::SUCCESS)
    }
}

fn main() -> ExitCode {
    Cli::parse().command.run().unwrap_or_else(|error| {
        eprintln!("evals: {error:#}");
        ExitCode::from(2)
    })
}
