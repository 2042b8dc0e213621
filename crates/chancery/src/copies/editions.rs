//! Editions: one address whose text changed, and what changed in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::nouns::{Document, DocumentId};

/// Kept runs of fewer words between two changes read worse than one longer change.
const SHORT: usize = 3;

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Stands in both.
    Kept,
    /// Stands in the old text only.
    Removed,
    /// Stands in the new text only.
    Added,
}

/// A run of words of one text or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What became of it.
    pub kind: ChangeKind,
    /// The words: of the old text where removed, else of the new.
    pub text: String,
    /// Bytes of that text they stand at.
    pub span: [u32; 2],
}

/// What changed from an old text to a new one, word by word, in reading order; what was removed
/// stands before what was put in its place. Two texts of the same words give one kept run (or
/// nothing, where both are empty), however their lines are broken.
pub fn changes(old: &str, new: &str) -> Vec<Change> {
    let (before, after) = (pieces(old), pieces(new));
    let words = |text: &'_ [(usize, &'_ str)]| -> Vec<String> {
        text.iter().map(|(_, word)| (*word).to_owned()).collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &words(&before), &words(&after));
    let mut found = Vec::new();
    for step in joined(&ops) {
        let Step { kept, old: from, new: to } = step;
        if kept {
            found.extend(change(ChangeKind::Kept, new, &after[to[0]..to[1]]));
        } else {
            found.extend(change(ChangeKind::Removed, old, &before[from[0]..from[1]]));
            found.extend(change(ChangeKind::Added, new, &after[to[0]..to[1]]));
        }
    }
    found
}

/// The words of a text with the bytes they start at.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| (start(word), word)).collect()
}

fn change(kind: ChangeKind, text: &str, words: &[(usize, &str)]) -> Option<Change> {
    let (start, _) = words.first()?;
    let (last, word) = words.last()?;
    let end = last + word.len();
    let words = text[*start..end].to_owned();
    Some(Change { kind, text: words, span: [*start as u32, end as u32] })
}

/// A run of words of both texts, by index.
#[derive(Debug, Clone, Copy)]
struct Step {
    kept: bool,
    old: [usize; 2],
    new: [usize; 2],
}

/// The steps of a diff; changes that only a few kept words part are made one.
fn joined(ops: &[DiffOp]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        let (old, new) = (op.old_range(), op.new_range());
        let equal = matches!(op, DiffOp::Equal { .. });
        let between = at > 0 && at + 1 < ops.len();
        let kept = equal && !(between && old.len() < SHORT);
        let step = Step { kept, old: [old.start, old.end], new: [new.start, new.end] };
        match steps.last_mut() {
            Some(last) if last.kept == kept => {
                (last.old[1], last.new[1]) = (step.old[1], step.new[1]);
            }
            _ => steps.push(step),
        }
    }
    steps
}

/// Which document is a later edition of which: the same address, another text, later by day of
/// publication, then of reading, then by id. Each points to the edition right before it.
pub fn editions(docs: &[&Document]) -> BTreeMap<DocumentId, DocumentId> {
    let mut by_address: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in docs {
        if let Some(url) = document.url.as_deref() {
            by_address.entry(address(url)).or_default().push(document);
        }
    }
    let mut found = BTreeMap::new();
    for mut editions in by_address.into_values() {
        editions.sort_by_key(|document| age(document));
        editions.dedup_by(|later, first| later.text == first.text);
        for two in editions.windows(2) {
            found.insert(two[1].id.clone(), two[0].id.clone());
        }
    }
    found
}

/// The address without what does not change the page: the scheme, a last slash, a fragment.
pub fn address(url: &str) -> &str {
    let url = url.split('#').next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

fn age(document: &Document) -> (String, String, DocumentId) {
    let day = document.published.as_ref().and_then(|published| published.start);
    let unknown = || "9999".to_owned();
    (
        day.map_or_else(unknown, |day| day.to_string()),
        document.retrieved.clone().unwrap_or_else(unknown),
        document.id.clone(),
    )
}
