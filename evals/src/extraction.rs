//! Main text of news pages, held against the gold of the article extraction benchmark: shingles of
//! four words, precision and recall averaged over pages, and the F1 of the two averages.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::Context;
use chancery::nouns::{BlockKind, Page};
use chancery::read::{Options, Source, read_bytes};
use regex::Regex;
use serde::Deserialize;

use crate::reading::read_text;
use crate::report::Report;

/// Words in a shingle.
const SHINGLE: usize = 4;

/// What the gold says of one page.
#[derive(Deserialize)]
struct Gold {
    #[serde(rename = "articleBody", default)]
    body: String,
    #[serde(default)]
    url: Option<String>,
}

/// Shares of the shingles of both texts: in both, only read, only in the gold.
struct Shares {
    both: f64,
    only_read: f64,
    only_gold: f64,
}

impl Shares {
    /// None where nothing was read: such a page does not count for precision.
    fn precision(&self) -> Option<f64> {
        (self.both + self.only_read > 0.0).then(|| self.both / (self.both + self.only_read))
    }

    /// None where the gold is empty: such a page does not count for recall.
    fn recall(&self) -> Option<f64> {
        (self.both + self.only_gold > 0.0).then(|| self.both / (self.both + self.only_gold))
    }
}

/// Reads every page of the folder (`html/*.html.gz`, `ground-truth.json`) and scores it.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let truth = read_text(&gold.join("ground-truth.json"))?;
    let truth: BTreeMap<String, Gold> = serde_json::from_str(&truth)?;
    let mut errors = Vec::new();
    let mut pages = Vec::with_capacity(truth.len());
    for (id, gold_page) in &truth {
        let text = read_page(&gold.join("html").join(format!("{id}.html.gz")), gold_page)?;
        let shares = compare(&gold_page.body, &text);
        let (precision, recall) = (shares.precision(), shares.recall());
        if precision.unwrap_or(0.0) < 0.9 || recall.unwrap_or(0.0) < 0.9 {
            errors.push(format!("{id}\t{precision:.3?}\t{recall:.3?}"));
        }
        pages.push(shares);
    }
    let precision = mean(pages.iter().filter_map(Shares::precision));
    let recall = mean(pages.iter().filter_map(Shares::recall));
    let f1 = 2.0 * precision * recall / (precision + recall);
    let metrics = vec![("precision", precision), ("recall", recall), ("f1", f1)];
    Ok(Report { suite: "extraction", n: pages.len(), metrics, remarks: Vec::new(), errors })
}

/// The running text chancery reads from a packed page; empty where it makes no page of it.
fn read_page(path: &Path, gold: &Gold) -> anyhow::Result<String> {
    let packed = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut html = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut html)?;
    let name = path.with_extension("").to_string_lossy().into_owned();
    let source = Source { path: Some(name), url: gold.url.clone(), ..Source::default() };
    let mut text = String::new();
    read_bytes(&html, &source, &Options::default(), &mut |page| {
        if let Ok(page) = page {
            text.push_str(&running_text(&page));
        }
    });
    Ok(text)
}

/// The story from its first paragraph: the gold holds no headline, no line under it, no lines of
/// place and day, and no captions.
fn running_text(page: &Page) -> String {
    let blocks = page.reading.blocks.iter().skip_while(|block| block.kind != BlockKind::Body);
    let kept = blocks.filter(|block| matches!(block.kind, BlockKind::Body | BlockKind::Heading));
    let texts = kept.map(|block| &page.reading.text[block.start as usize..block.end as usize]);
    texts.collect::<Vec<_>>().join("\n\n")
}

fn compare(gold: &str, read: &str) -> Shares {
    let (gold, read) = (shingles(gold), shingles(read));
    let mut counts = [0usize; 3];
    for (shingle, &in_gold) in &gold {
        let in_read = read.get(shingle).copied().unwrap_or(0);
        counts[0] += in_gold.min(in_read);
        counts[2] += in_gold.saturating_sub(in_read);
    }
    for (shingle, &in_read) in &read {
        counts[1] += in_read.saturating_sub(gold.get(shingle).copied().unwrap_or(0));
    }
    let all = (counts.iter().sum::<usize>() as f64).max(1.0);
    let [both, only_read, only_gold] = counts.map(|count| count as f64 / all);
    Shares { both, only_read, only_gold }
}

/// Every run of four words and how often it stands there; a shorter text is one shingle.
fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\w+").expect("a constant pattern"));
    let words: Vec<&str> = WORD.find_iter(text).map(|word| word.as_str()).collect();
    let mut counts = BTreeMap::new();
    let starts = if words.is_empty() { 0 } else { words.len().saturating_sub(SHINGLE - 1).max(1) };
    for start in 0..starts {
        let shingle = words[start..words.len().min(start + SHINGLE)].to_vec();
        *counts.entry(shingle).or_insert(0) += 1;
    }
    counts
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / (values.len() as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_overlap_and_short_texts_are_one() {
        assert_eq!(shingles("one two three four five").len(), 2);
        assert_eq!(shingles("one, two").len(), 1);
        assert!(shingles("...").is_empty());
    }

    #[test]
    fn half_read_is_full_precision() {
        let shares = compare("a b c d e", "a b c d");
        assert_eq!(shares.precision(), Some(1.0));
        assert_eq!(shares.recall(), Some(0.5));
        assert_eq!(compare("a b c d", "").precision(), None);
    }
}
