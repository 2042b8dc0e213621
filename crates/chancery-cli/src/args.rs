//! The command line.

use std::path::PathBuf;

use chancery::keep::{Address, Noun};
use chancery::nouns::{CommitmentState, EncounterKind, Moment};
use chancery_export::dyads::By;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

/// Reads news and readouts, and keeps the record of dealings between states, with the words
/// behind every value.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100)]
pub(crate) struct Args {
    /// The record: a file, made on the first `read`, or a database, as `postgres://USER@HOST/DATABASE`
    #[arg(
        long,
        global = true,
        value_name = "FILE|URL",
        default_value = "chancery.db",
        value_parser = address()
    )]
    pub(crate) record: Address,
    /// Print JSON lines where a table would be printed
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Leave out what people judged (see `amend`): the record as it was read
    #[arg(long, global = true)]
    pub(crate) as_read: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How the address of a record is taken from the command line: any text is one.
fn address() -> impl TypedValueParser<Value = Address> {
    OsStringValueParser::new().map(Address::from)
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read texts into the record: files, folders, addresses, or `-` for standard input
    Read(ReadArgs),
    /// Watch feeds and folders, and read what is new in them into the record
    Watch(WatchArgs),
    /// Show anything by its id (or the first signs of it); without an id, the whole record
    Show {
        /// Id of an encounter, account, statement, commitment, document or actor
        id: Option<String>,
        /// Print how to cite it instead
        #[arg(long, value_name = "STYLE", requires = "id")]
        cite: Option<CiteStyle>,
    },
    /// Find documents by their words; words in double quotes must stand together
    Search {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
        /// At most this many documents
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Lay the accounts of one encounter side by side, field by field
    Compare(CompareArgs),
    /// Write a brief on two actors: timeline, disagreements, commitments, numbered sources
    Dossier(DossierArgs),
    /// Correct the record: judgements are kept in a log, and laid over what was read
    Amend(Box<AmendArgs>),
    /// Tell what entered the record since a day, and what that changed
    Changes {
        /// Documents read in on this day or later count as new
        #[arg(long, value_name = "DAY")]
        since: jiff::civil::Date,
    },
    /// Take a document out of the record, with all that was found in it
    Remove {
        /// Id of the document, or its first signs
        document: String,
    },
    /// Copy a whole record into a new one, a file or a database, and prove the two equal
    Copy {
        /// The record to copy
        #[arg(value_parser = address())]
        from: Address,
        /// Where to: nothing may be there yet
        #[arg(value_parser = address())]
        to: Address,
    },
    /// List what was promised, asked for, invited to and planned, and where it stands
    Ledger(LedgerArgs),
    /// Print how a text is parsed, as CoNLL-U; `-` for standard input
    Parse {
        /// The text
        path: PathBuf,
    },
    /// The knowledge of who is who
    Actors {
        #[command(subcommand)]
        command: ActorsCommand,
    },
    /// Check that the record still says what was read
    Verify,
    /// Show the record as pages in a browser, until stopped
    Serve(ServeArgs),
    /// Write out all of one noun
    Export(ExportArgs),
    /// Make the files of a manifest again, and say whether they are the same
    Replicate(ReplicateArgs),
    /// Count the dealings of pairs of states by period, with what was read
    Dyads(DyadsArgs),
    /// Print the data dictionary of all exports
    Codebook(CodebookArgs),
}

/// What to read and how.
#[derive(Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// Files (.txt, .html, .jsonl, .warc, .warc.gz), folders, addresses of pages, or `-`
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Read documents that are in the record already once more
    #[arg(long)]
    pub(crate) again: bool,
    /// How many documents to read at a time (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Day to note as the day of reading in (default: today, UTC)
    #[arg(long, value_name = "DAY")]
    pub(crate) retrieved: Option<jiff::civil::Date>,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// How far, and how much, to fetch from the web.
#[derive(Debug, clap::Args)]
pub(crate) struct FetchArgs {
    /// Wait at most so long for one answer of a server
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) max_seconds: u16,
    /// Take at most so many bytes of one answer, or of one page of an archive
    #[arg(long, value_name = "BYTES", default_value_t = 20_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(crate) max_bytes: u64,
    /// Connect to private addresses too: to all, or only to this host (HOST or HOST:PORT)
    #[arg(long, value_name = "HOST", num_args = 0..=1, require_equals = true, default_missing_value = "*")]
    pub(crate) allow_private: Vec<String>,
}

/// What to watch and how.
#[derive(Debug, clap::Args)]
pub(crate) struct WatchArgs {
    /// Addresses of feeds (RSS, Atom, JSON), folders, or files that list such, one a line
    #[arg(required = true)]
    pub(crate) sources: Vec<String>,
    /// How often to ask a source that does not say `every TIME` (90s, 15m, 2h, 1d)
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = chancery_fetch::watch::duration)]
    pub(crate) every: std::time::Duration,
    /// Ask every source once, read what is new, and end
    #[arg(long)]
    pub(crate) once: bool,
    /// Let so much time go by between two requests to one host, or more where it asks for it
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) pause: u16,
    /// Ask at most so many hosts at a time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) connections: u16,
    /// Count for Prometheus at /metrics of this address, as 127.0.0.1:9464
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) metrics: Option<std::net::SocketAddr>,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// What to correct and how.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("ruling").multiple(false))]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct AmendArgs {
    /// Id (or its first signs) of an encounter, account, statement, commitment or document
    pub(crate) target: Option<String>,
    /// The field
    pub(crate) field: Option<String>,
    /// Its right value; with --add and --wrong which one, where the field holds many
    pub(crate) value: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: Option<String>,
    /// Who judges
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Day to note as the day of judging (default: today, UTC)
    #[arg(long, value_name = "DAY")]
    pub(crate) day: Option<jiff::civil::Date>,
    /// Words of the document that show the value
    #[arg(long, value_name = "TEXT")]
    pub(crate) words: Option<String>,
    /// What stands in FIELD is wrong, and no other value is given
    #[arg(long, group = "ruling", requires = "field")]
    pub(crate) wrong: bool,
    /// FIELD holds VALUE too, which the program did not find
    #[arg(long, group = "ruling", requires = "value")]
    pub(crate) add: bool,
    /// What stands in FIELD, or in all of it, stays whatever is read later
    #[arg(long, group = "ruling")]
    pub(crate) lock: bool,
    /// It did not happen as told, or is no such thing
    #[arg(long, group = "ruling", conflicts_with = "field")]
    pub(crate) not_so: bool,
    /// This encounter is the same as TARGET
    #[arg(long, group = "ruling", value_name = "OTHER", conflicts_with = "field")]
    pub(crate) merge: Option<String>,
    /// What this document tells is another encounter than TARGET
    #[arg(long, group = "ruling", value_name = "DOCUMENT", conflicts_with = "field")]
    pub(crate) split: Option<String>,
    /// Take back this line of the log
    #[arg(long, group = "ruling", value_name = "NUMBER", conflicts_with = "target")]
    pub(crate) withdraw: Option<u32>,
    /// Add the log of another record, as `export judgements` writes it
    #[arg(long, group = "ruling", value_name = "FILE", conflicts_with = "target")]
    pub(crate) from: Option<PathBuf>,
    /// Print the log, and where each line of it stands
    #[arg(long, group = "ruling", conflicts_with = "target")]
    pub(crate) list: bool,
    /// With --list: only what could not be found again and needs a person
    #[arg(long, requires = "list")]
    pub(crate) review: bool,
}

/// What to ask about actors.
#[derive(Debug, Subcommand)]
pub(crate) enum ActorsCommand {
    /// Find actors by name, or by office and state ("German chancellor")
    Find {
        /// Name or part of it, or the office with its state
        #[arg(required = true)]
        name: Vec<String>,
        /// Show offices as on this day
        #[arg(long, value_name = "DAY")]
        on: Option<jiff::civil::Date>,
    },
    /// Bring persons, bodies and names of states into the record from a file of your own
    Import(ImportArgs),
}

/// What to import and how.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// File: .csv with a header, or .jsonl (columns as keys, or FollowTheMoney entities)
    pub(crate) file: PathBuf,
    /// Source to note on rows that name none (default: the file's name)
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Show what would be done, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Day to note as the day of importing (default: today, UTC)
    #[arg(long, value_name = "DAY")]
    pub(crate) day: Option<jiff::civil::Date>,
}

/// Which encounter to lay out, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct CompareArgs {
    /// Id of an encounter or of an account of it, or the first signs of the id
    pub(crate) encounter: String,
    /// Form of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: PageFormat,
}

/// Form of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// A table for the terminal
    Text,
    /// Markdown
    Md,
    /// A page that stands alone
    Html,
    /// The encounter with its accounts and sources
    Json,
}

/// On whom to write a brief, and of what time.
#[derive(Debug, clap::Args)]
pub(crate) struct DossierArgs {
    /// State or person
    #[arg(value_name = "A")]
    pub(crate) one: String,
    /// State or person
    #[arg(value_name = "B")]
    pub(crate) other: String,
    /// Nothing before this day
    #[arg(long, value_name = "DAY")]
    pub(crate) since: Option<jiff::civil::Date>,
    /// Nothing after this day
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<jiff::civil::Date>,
    /// As the record stood: only what documents published up to this day tell
    #[arg(long, value_name = "DAY")]
    pub(crate) known_on: Option<jiff::civil::Date>,
    /// Leave nothing out (a brief has two pages otherwise)
    #[arg(long)]
    pub(crate) all: bool,
    /// Form of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: BriefFormat,
}

/// Form of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// Text for the terminal
    Text,
    /// Markdown
    Md,
    /// A page that stands alone
    Html,
    /// A document of Word
    Docx,
    /// The brief as data
    Json,
}

/// Where to serve the pages.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address and port; others than this machine can read the record only where it is told so
    /// here
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: std::net::SocketAddr,
}

/// Which commitments to list.
#[derive(Debug, clap::Args)]
pub(crate) struct LedgerArgs {
    /// State or person on one side; with a second one, what stands between the two
    #[arg(value_name = "NAME", num_args = 0..=2)]
    pub(crate) parties: Vec<String>,
    /// Only those in this state: open, accepted, partly, kept, late, withdrawn, superseded, denied
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub(crate) state: Option<CommitmentState>,
    /// As documents up to this day tell them (default: the latest day of publication)
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<jiff::civil::Date>,
}

/// A state by its exported word.
fn state(word: &str) -> Result<CommitmentState, String> {
    let value = serde_json::Value::String(word.to_owned());
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// How to cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiteStyle {
    /// An entry of BibTeX
    Bibtex,
}

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
