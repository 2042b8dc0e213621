//! Pages of the codebook as data: their sections, tables, lists and worked examples.
//!
//! The pages are Markdown for people; a stage that rests on one reads its tables here.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The text under a heading of the second level.
pub(crate) fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let marker = format!("\n## {heading}\n");
    page.split_once(&marker).map_or("", |(_, rest)| rest.split("\n## ").next().unwrap_or(rest))
}

/// The body rows of the tables in a text.
pub(crate) fn table(text: &str) -> Vec<Vec<String>> {
    let rows = text.lines().filter(|l| l.starts_with('|'));
    rows.skip(2)
        .map(|l| l.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect())
        .collect()
}

/// The items of the lists in a text.
pub(crate) fn bullets(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|l| l.strip_prefix("- ")).map(|l| l.trim().to_owned())
}

/// The items of a cell or line, set apart by commas.
pub(crate) fn items(text: &str) -> Vec<String> {
    text.split(',').map(|item| item.trim().to_lowercase()).filter(|i| !i.is_empty()).collect()
}

/// The list under a heading: its last line, in order, set apart by commas.
pub(crate) fn list(page: &'static str, heading: &str) -> impl Iterator<Item = &'static str> {
    let line = section(page, heading).trim_end().lines().last();
    assert!(line.is_some(), "the page has a list {heading}");
    line.unwrap_or_default().split(", ")
}

/// The nouns a page ends with, set apart by commas.
pub(crate) fn nouns(page: &str) -> impl Iterator<Item = String> {
    page.lines().last().unwrap_or_default().split(", ").map(str::to_owned)
}

static SPEECH_VERBS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rows = table(include_str!("../../../codebook/speech_verbs.md"));
    rows.into_iter().map(|row| row[0].clone()).collect()
});

/// Whether the subject of a verb tells something by it.
pub(crate) fn is_speech_verb(lemma: &str) -> bool {
    SPEECH_VERBS.contains(lemma)
}

/// The worked examples of a page: each text with what is expected of it, line by line.
#[cfg(test)]
pub(crate) fn examples(page: &str) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for line in section(page, "Examples").lines() {
        if let Some(quoted) = line.strip_prefix("> ") {
            all.push((quoted.to_owned(), Vec::new()));
        } else if let Some((_, expected)) = all.last_mut().filter(|_| !line.is_empty()) {
            expected.push(line.to_owned());
        }
    }
    all
}
