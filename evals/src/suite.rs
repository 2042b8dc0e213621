//! The suites by name.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::{
    actors, answers, attribution, coreference, encounters, extraction, kremlin_pairs, meetings,
    officeholders, parity, places, readouts, statements, subjects, timex,
};

/// A suite; each lives in the module of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Suite {
    Parity,
    Extraction,
    Timex,
    Readouts,
    Places,
    Meetings,
    Encounters,
    Actors,
    Officeholders,
    Attribution,
    Statements,
    Answers,
    Subjects,
    Coreference,
    #[serde(rename = "kremlin_pairs")]
    KremlinPairs,
}

impl Suite {
    /// Measures chancery on a gold; `weights` other than those in the program are for parity only.
    pub(crate) fn measure(self, gold: &Path, weights: Option<&Path>) -> anyhow::Result<Report> {
        match self {
            Suite::Parity => parity::measure(gold, weights),
            Suite::Extraction => extraction::measure(gold),
            Suite::Timex => timex::measure(gold),
            Suite::Readouts => readouts::measure(gold),
            Suite::Places => places::measure(gold),
            Suite::Meetings => meetings::measure(gold),
            Suite::Encounters => encounters::measure(gold, false),
            Suite::Actors => actors::measure(gold),
            Suite::Answers => answers::measure(gold),
            Suite::Subjects => subjects::measure(gold),
            Suite::KremlinPairs => kremlin_pairs::measure(gold),
            Suite::Officeholders => officeholders::measure(gold),
            Suite::Attribution => attribution::measure(gold),
            Suite::Statements => statements::measure(gold),
            Suite::Coreference => coreference::measure(gold),
        }
    }
}
