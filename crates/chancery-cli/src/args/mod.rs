//! The command line.

mod exports;
#[cfg(test)]
mod manual;
mod web;

use std::path::PathBuf;

use chancery::keep::Address;
use chancery::nouns::CommitmentState;
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use exports::{
    CiteStyle, CodebookArgs, DictionaryArg, DyadsArgs, ExportArgs, ExportFormat, NounArg,
    ReplicateArgs, TableFormat,
};
pub(crate) use web::{FetchArgs, ServeArgs, WatchArgs};

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
    /// Read texts into the record: files, folders, pages, what feeds list, or `-` for standard input
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
    Verify(VerifyArgs),
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
    /// Files (.txt, .html, .jsonl, .warc, .warc.gz), folders, addresses of pages or feeds, or `-`
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
    /// With feeds: let so much time go by between two requests to one host, or more where it asks
    /// for it
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) pause: u16,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// What to check.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// Read every document once more out of its kept text, and name what comes out otherwise
    #[arg(long)]
    pub(crate) reread: bool,
    /// With --reread: files and folders with the bytes as they were read, to be cleaned once more
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "reread")]
    pub(crate) inputs: Vec<PathBuf>,
    /// How many documents to read at a time (default: one for each core)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
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
