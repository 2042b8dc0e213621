//! How pages do on a large record: `evals scale generate` makes one up, `evals scale load` asks a
//! service for its pages and times the answers.
//!
//! The record is made of a seed: the same number of documents gives the same record. Everybody in
//! it is of the tables of states and people, everything told of them is invented.

mod ask;
mod cast;
mod load;
mod made;
mod seed;
mod text;
mod turns;
mod voice;
mod words;

use std::process::ExitCode;

use chancery::keep::{Address, Filled, Record};
use clap::Subcommand;

/// So many stories are put in at a time.
const STORIES: usize = 1000;

/// What to do about scale.
#[derive(Subcommand)]
pub(crate) enum Scale {
    /// Make up a record of so many documents, a fifth as many encounters
    Generate {
        /// Where the record is to be: a file, or postgres://...; new, or empty
        #[arg(long, value_name = "RECORD")]
        record: std::ffi::OsString,
        /// How many documents, about
        #[arg(long, value_name = "N")]
        documents: usize,
        /// What it is made of
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Ask a service for its pages and time the answers
    Load(load::Args),
}

impl Scale {
    pub(crate) fn run(&self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Generate { record, documents, seed } => {
                generate(&Address::from(record.clone()), *documents, *seed)?;
            }
            Self::Load(args) => load::run(args)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn generate(address: &Address, documents: usize, seed: u64) -> anyhow::Result<()> {
    let begun = std::time::Instant::now();
    let mut record = Record::create(address)?;
    let mut maker = made::Maker::new(seed);
    let mut left = documents.div_ceil(5);
    let mut made = 0;
    record.fill(|| {
        let stories = left.min(STORIES);
        left -= stories;
        if stories == 0 {
            return None;
        }
        let Filled { mut outcomes, mut settled, .. } = Filled::default();
        for _ in 0..stories {
            let (told, of) = maker.story();
            outcomes.extend(told);
            settled.encounters.extend(of.encounters);
            settled.copied.extend(of.copied);
        }
        let wanted = documents - documents * left / documents.div_ceil(5);
        while outcomes.len() + made < wanted {
            outcomes.push(maker.beside());
        }
        made += outcomes.len();
        if made % 50_000 < outcomes.len() {
            eprintln!("{made} documents, {:.0} s", begun.elapsed().as_secs_f64());
        }
        let answers = maker.answers(&outcomes);
        let turns = maker.turns(&outcomes);
        Some(Filled { outcomes, settled, answers, turns })
    })?;
    let sizes = record.sizes()?;
    println!("{sizes:?} in {:.0} s", begun.elapsed().as_secs_f64());
    for pair in record.pairs_met(3)? {
        println!("{} and {}: {} encounters", pair.one, pair.other, pair.encounters);
    }
    Ok(())
}
