//! The gold of mentions, as `evals/gold/actors/GUIDE.md` lays it down.

use std::path::Path;

use serde::Deserialize;

use crate::reading::json_lines;

/// One mention in a text of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) category: String,
    /// Day of publication, ISO.
    pub(crate) day: String,
    pub(crate) text: String,
    /// First byte of the mention.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
    pub(crate) mention: String,
    /// None where the words name nobody or leave it open.
    pub(crate) actor: Option<GoldActor>,
    pub(crate) office: Option<String>,
}

/// Who is meant.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum GoldActor {
    /// Several, by a plural.
    Several { members: Vec<GoldOne> },
    /// One.
    One(GoldOne),
}

/// One person, state, body or office.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldOne {
    pub(crate) kind: GoldKind,
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    /// Other names that are right.
    #[serde(default)]
    pub(crate) also: Vec<String>,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GoldKind {
    Person,
    State,
    Body,
    Office,
}

impl GoldOne {
    /// Every name that is right.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.also.iter().map(String::as_str))
    }
}

impl GoldActor {
    /// The name, or the names of all.
    pub(crate) fn label(&self) -> String {
        match self {
            GoldActor::One(one) => one.name.clone(),
            GoldActor::Several { members } => {
                members.iter().map(|m| m.name.as_str()).collect::<Vec<_>>().join(" + ")
            }
        }
    }
}

/// Reads the gold from JSON lines; offsets that do not hold the words are an error.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Gold>> {
    let all: Vec<Gold> = json_lines(path)?;
    for gold in &all {
        let words = gold.text.get(gold.start as usize..gold.end as usize);
        let (path, id) = (path.display(), &gold.id);
        anyhow::ensure!(words == Some(&gold.mention), "{path}, {id}: wrong offsets");
    }
    Ok(all)
}
