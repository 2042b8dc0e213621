//! `chancery codebook`: the data dictionary.

use anyhow::Result;
use chancery_export::{DictionaryFormat, dictionary};

use crate::args::{CodebookArgs, DictionaryArg};
use crate::output::print;
use crate::problem::Outcome;

pub(super) fn run(args: &CodebookArgs) -> Result<Outcome> {
    let format = match args.format {
        DictionaryArg::Csv => DictionaryFormat::Csv,
        DictionaryArg::Md => DictionaryFormat::Md,
        DictionaryArg::Json => DictionaryFormat::Json,
    };
    print(&dictionary(format)?)?;
    Ok(Outcome::Clean)
}
