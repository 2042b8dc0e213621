//! What may be typed for files out of the record.

use std::path::PathBuf;

use chancery::keep::Noun;
use chancery::nouns::{EncounterKind, Moment};
use chancery_export::dyads::By;
use clap::ValueEnum;

/// What to export and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// The noun; `all` for every noun, `provenance` for what came from what
    pub(crate) noun: NounArg,
    /// Form of the file (default: jsonl; of provenance: prov-jsonld)
    #[arg(long)]
    pub(crate) format: Option<ExportFormat>,
    /// File or folder to write to, with a `manifest.json` beside it (default: standard output)
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Withhold the texts: hashes, offsets, and at most 25 words of any quote
    #[arg(long)]
    pub(crate) no_text: bool,
}

/// Form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// JSON lines
    Jsonl,
    /// Comma separated values
    Csv,
    /// Apache Parquet, nested
    Parquet,
    /// Entities of `FollowTheMoney` (actors)
    Ftm,
    /// PROV-O as JSON-LD (provenance)
    ProvJsonld,
}

/// Noun of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NounArg {
    Documents,
    Accounts,
    Encounters,
    Actors,
    Mentions,
    Statements,
    Commitments,
    Judgements,
    Provenance,
    All,
}

impl From<NounArg> for Option<Noun> {
    fn from(noun: NounArg) -> Self {
        Some(match noun {
            NounArg::Documents => Noun::Documents,
            NounArg::Accounts => Noun::Accounts,
            NounArg::Encounters => Noun::Encounters,
            NounArg::Actors => Noun::Actors,
            NounArg::Mentions => Noun::Mentions,
            NounArg::Statements => Noun::Statements,
            NounArg::Commitments => Noun::Commitments,
            NounArg::Judgements => Noun::Judgements,
            NounArg::Provenance | NounArg::All => return None,
        })
    }
}

/// What to make again, and from what.
#[derive(Debug, clap::Args)]
pub(crate) struct ReplicateArgs {
    /// The `manifest.json`, or its folder
    pub(crate) manifest: PathBuf,
    /// Read these files and folders anew instead of taking the record
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(crate) inputs: Vec<PathBuf>,
    /// How many documents to read at a time (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
}

/// What to count and how.
#[derive(Debug, clap::Args)]
pub(crate) struct DyadsArgs {
    /// How long a period is
    #[arg(long, default_value = "month")]
    pub(crate) by: ByArg,
    /// Keep who acts apart from who is acted on
    #[arg(long)]
    pub(crate) directed: bool,
    /// First period (default: that of the first document)
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<Moment>,
    /// Last period (default: that of the last document)
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<Moment>,
    /// Only these kinds of encounter, set apart by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    pub(crate) kinds: Vec<EncounterKind>,
    /// Rows for these states, by code or name, set apart by commas, or a file of them (default:
    /// the states seen)
    #[arg(long, value_name = "FILE|LIST")]
    pub(crate) states: Option<String>,
    /// Form of the tables
    #[arg(long, default_value = "csv")]
    pub(crate) format: TableFormat,
    /// Folder for both tables, with a `manifest.json` (default: standard output)
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print the coverage table: documents for each outlet and period
    #[arg(long, conflicts_with = "out")]
    pub(crate) coverage: bool,
}

/// A kind of encounter by its exported word.
fn kind(word: &str) -> Result<EncounterKind, String> {
    let value = serde_json::Value::String(word.to_owned());
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByArg {
    Day,
    Month,
    Year,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> Self {
        match by {
            ByArg::Day => Self::Day,
            ByArg::Month => Self::Month,
            ByArg::Year => Self::Year,
        }
    }
}

/// Form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// JSON lines
    Jsonl,
    /// Comma separated values
    Csv,
    /// Apache Parquet
    Parquet,
}

/// How to print the data dictionary.
#[derive(Debug, clap::Args)]
pub(crate) struct CodebookArgs {
    /// Its form
    #[arg(long, default_value = "md")]
    pub(crate) format: DictionaryArg,
}

/// Form of the data dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DictionaryArg {
    /// Comma separated values
    Csv,
    /// Markdown
    Md,
    /// JSON
    Json,
}

/// How to cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteStyle {
    /// An entry of BibTeX
    Bibtex,
}
