//! The gold, as `evals/encounters/README.md` lays it down, with every stretch of words as bytes
//! of its text.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::Moment;
use serde::Deserialize;

use crate::reading::{Span, read_text};

/// Where words stand: folder, file, bytes of the text as it lies there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) text: TextId,
    pub(crate) span: Span,
}

/// A text of the set: its folder and file.
pub(crate) type TextId = (String, String);

/// An encounter of the set with its texts.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) channel: Option<String>,
    pub(crate) when: Option<[Moment; 2]>,
    pub(crate) participants: Vec<GoldPerson>,
    pub(crate) relations: Vec<GoldRelation>,
    pub(crate) look_alikes: Vec<String>,
    pub(crate) documents: Vec<GoldDocument>,
    pub(crate) contradictions: Vec<Dispute>,
    pub(crate) explained: Vec<Dispute>,
    pub(crate) silences: Vec<Silence>,
    /// Text of every file.
    #[serde(skip)]
    pub(crate) texts: BTreeMap<String, String>,
}

/// A leading participant, whom every good account names.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldPerson {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
}

/// How the encounter stands to another of the set.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldRelation {
    pub(crate) to: String,
    pub(crate) kind: String,
}

/// A text about it.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldDocument {
    pub(crate) file: String,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) form: String,
    /// File in the same folder, or folder and file.
    pub(crate) copy_of: Option<String>,
    pub(crate) copy_kind: Option<String>,
    pub(crate) difficulties: Vec<String>,
    pub(crate) voices: Vec<Voice>,
    pub(crate) others: Vec<Other>,
}

/// An account of the folder's encounter.
#[derive(Debug, Deserialize)]
pub(crate) struct Voice {
    pub(crate) side: String,
    pub(crate) role: String,
    pub(crate) words: String,
    /// First and last day told.
    pub(crate) when: Option<[Moment; 2]>,
    pub(crate) status: String,
}

/// Another contact told in the text.
#[derive(Debug, Deserialize)]
pub(crate) struct Other {
    pub(crate) encounter: String,
    pub(crate) kind: Option<String>,
    pub(crate) words: String,
}

/// Values that cannot both be true, or only seem so.
#[derive(Debug, Deserialize)]
pub(crate) struct Dispute {
    pub(crate) field: String,
    pub(crate) values: Vec<Quoted>,
    pub(crate) why: String,
}

/// A subject that one side tells and another passes over.
#[derive(Debug, Deserialize)]
pub(crate) struct Silence {
    pub(crate) subject: String,
    pub(crate) told_by: Vec<Quoted>,
    pub(crate) silent: Vec<Silent>,
}

/// Words of a voice.
#[derive(Debug, Deserialize)]
pub(crate) struct Quoted {
    pub(crate) file: String,
    pub(crate) words: String,
}

/// A voice that passes over something.
#[derive(Debug, Deserialize)]
pub(crate) struct Silent {
    pub(crate) side: String,
}

impl Gold {
    /// Where the first occurrence of these words stands.
    pub(crate) fn place(&self, file: &str, words: &str) -> anyhow::Result<Place> {
        let found = self.texts.get(file).and_then(|text| text.find(words));
        let start = found.with_context(|| format!("{}/{file}: no words `{words}`", self.id))?;
        let span = [start as u32, (start + words.len()) as u32];
        Ok(Place { text: (self.id.clone(), file.to_owned()), span })
    }

    /// The text that a document copies.
    pub(crate) fn copied(&self, document: &GoldDocument) -> Option<TextId> {
        let source = document.copy_of.as_deref()?;
        let (folder, file) = source.split_once('/').unwrap_or((&self.id, source));
        Some((folder.to_owned(), file.to_owned()))
    }
}

/// Every encounter of a set, in order of id.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Vec<Gold>> {
    let cannot = || format!("cannot look into {}", folder.display());
    let entries = std::fs::read_dir(folder).with_context(cannot)?;
    let mut paths: Vec<_> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(cannot)?;
    paths.retain(|path| path.join("facts.json").exists());
    paths.sort();
    paths.iter().map(|path| encounter(path)).collect()
}

fn encounter(folder: &Path) -> anyhow::Result<Gold> {
    let path = folder.join("facts.json");
    let mut gold: Gold = serde_json::from_str(&read_text(&path)?)
        .with_context(|| format!("{} is not as it should be", path.display()))?;
    for document in &gold.documents {
        let text = read_text(&folder.join(&document.file))?;
        gold.texts.insert(document.file.clone(), text);
    }
    Ok(gold)
}
