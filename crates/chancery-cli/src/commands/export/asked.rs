//! What was asked for, as a manifest keeps it, so that it can be asked for again.

use chancery::keep::Noun;
use chancery_export::Format;
use chancery_export::dyads::Settings;
use serde::{Deserialize, Serialize};

/// One file that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub(in crate::commands) enum Asked {
    /// All of a noun.
    Export { table: Noun, format: Format, no_text: bool, as_read: bool },
    /// Actors as entities of FollowTheMoney.
    FollowTheMoney { no_text: bool, as_read: bool },
    /// Provenance as JSON-LD.
    Provenance { as_read: bool },
    /// Counts of pairs of states, or the coverage beside them.
    Dyads {
        table: Counted,
        format: Format,
        #[serde(flatten)]
        settings: Settings,
        as_read: bool,
    },
}

/// A table of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::commands) enum Counted {
    Dyads,
    Coverage,
}

impl Asked {
    /// The form of the file, where it is a table.
    pub(in crate::commands) fn format(&self) -> Option<Format> {
        match self {
            Self::Export { format, .. } | Self::Dyads { format, .. } => Some(*format),
            Self::FollowTheMoney { .. } => Some(Format::Jsonl),
            Self::Provenance { .. } => None,
        }
    }

    /// Whether judgements are left out.
    pub(in crate::commands) fn as_read(&self) -> bool {
        match self {
            Self::Export { as_read, .. }
            | Self::FollowTheMoney { as_read, .. }
            | Self::Provenance { as_read }
            | Self::Dyads { as_read, .. } => *as_read,
        }
    }

    /// The name of the file in a folder.
    pub(in crate::commands) fn file_name(&self) -> String {
        match self {
            Self::Export { table, format, .. } => {
                format!("{}.{}", table.name(), format.name())
            }
            Self::FollowTheMoney { .. } => "actors.ftm.jsonl".to_owned(),
            Self::Provenance { .. } => "provenance.jsonld".to_owned(),
            Self::Dyads { table: Counted::Dyads, format, .. } => {
                format!("dyads.{}", format.name())
            }
            Self::Dyads { table: Counted::Coverage, format, .. } => {
                format!("coverage.{}", format.name())
            }
        }
    }
}
