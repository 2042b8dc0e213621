//! Sources, cues and contents of attributions, each line of a text by itself and one label a
//! token, as `CofeNet`'s files have them.
//!
//! `*_exact_f1`: a span counts if first and last token are right. `*_overlap_f1`: it counts if it
//! shares a token with one of its kind on the other side.

mod cofenet;
mod polnear;

use std::ops::Range;
use std::path::Path;

use chancery::nouns::{Block, BlockKind, Reading, ReadingId};
use chancery::pipeline::parse_blocks;
use chancery::statements::attribution::Attributor;
use chancery_engine::{Doc, Engine};

use crate::report::Report;

/// Kinds of spans, in the order in which they are reported.
const KINDS: [&str; 3] = ["source", "cue", "content"];

/// The spans of each kind, in whatever tokens the gold has.
type Spans = [Vec<Range<usize>>; 3];

/// Engine and model.
struct Reader {
    engine: Engine,
    attributor: Attributor,
}

impl Reader {
    /// A text parsed line by line.
    fn parse(&self, text: &str) -> Doc {
        let reading = Reading {
            id: ReadingId(String::new()),
            cleaner: String::new(),
            text: text.to_owned(),
            blocks: lines(text),
            cut: Vec::new(),
        };
        parse_blocks(&self.engine, &reading)
    }

    /// What the model marks, in tokens of the parsed text.
    fn spans(&self, doc: &Doc) -> [Vec<Range<u32>>; 3] {
        let marked = self.attributor.marked(&self.engine, doc);
        [marked.source, marked.cue, marked.content]
    }
}

/// Every line that holds a word.
fn lines(text: &str) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split(['\n', '\r']) {
        let end = start + line.len() as u32;
        if !line.trim().is_empty() {
            blocks.push(Block { start, end, kind: BlockKind::Body, raw_start: None });
        }
        start = end + 1;
    }
    blocks
}

/// Measures the spans found in every text of the gold.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let reader = Reader { engine: Engine::english(), attributor: Attributor::embedded() };
    let mut tally = Tally::default();
    if gold.extension().is_some_and(|extension| extension == "jsonl") {
        cofenet::measure(gold, &reader, &mut tally)?;
    } else {
        polnear::measure(gold, &reader, &mut tally)?;
    }
    Ok(tally.report())
}

/// What was counted of each kind.
#[derive(Debug, Default)]
struct Tally {
    kinds: [Count; 3],
    errors: Vec<String>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    gold: usize,
    found: usize,
    /// Found with first and last token right.
    right: usize,
    /// Found ones that share a token with gold.
    touching: usize,
    /// Gold ones that share a token with a found one.
    touched: usize,
}

impl Tally {
    /// Counts a text; `words` gives the words of a span for the list of errors.
    fn count(
        &mut self,
        name: &str,
        gold: &Spans,
        found: &Spans,
        words: impl Fn(&Range<usize>) -> String,
    ) {
        let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        for (kind, count) in self.kinds.iter_mut().enumerate() {
            let (gold, found) = (&gold[kind], &found[kind]);
            count.gold += gold.len();
            count.found += found.len();
            count.right += found.iter().filter(|span| gold.contains(span)).count();
            count.touching += found.iter().filter(|f| gold.iter().any(|g| meets(f, g))).count();
            count.touched += gold.iter().filter(|g| found.iter().any(|f| meets(f, g))).count();
            let missed = gold.iter().filter(|g| !found.contains(g)).map(|g| ("missed", g));
            let wrong = found.iter().filter(|f| !gold.contains(f)).map(|f| ("wrong", f));
            let line = |(what, span)| format!("{name}\t{}\t{what}\t{}", KINDS[kind], words(span));
            self.errors.extend(missed.chain(wrong).map(line));
        }
    }

    fn report(self) -> Report {
        let [source, cue, content] = self.kinds;
        let exact = |c: Count| f1(c.right, c.found, c.right, c.gold);
        let overlap = |c: Count| f1(c.touching, c.found, c.touched, c.gold);
        Report {
            suite: "attribution",
            n: self.kinds.iter().map(|count| count.gold).sum(),
            metrics: vec![
                ("source_exact_f1", exact(source)),
                ("cue_exact_f1", exact(cue)),
                ("content_exact_f1", exact(content)),
                ("source_overlap_f1", overlap(source)),
                ("cue_overlap_f1", overlap(cue)),
                ("content_overlap_f1", overlap(content)),
            ],
            remarks: Vec::new(),
            errors: self.errors,
        }
    }
}

/// F1 of right ones among those found and of right ones among gold; 0 where nothing is right.
fn f1(right_found: usize, found: usize, right_gold: usize, gold: usize) -> f64 {
    let precision = right_found as f64 / found.max(1) as f64;
    let recall = right_gold as f64 / gold.max(1) as f64;
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "spans are lists of ranges")]
mod tests {
    use super::*;

    #[test]
    fn exact_and_overlapping_spans_are_counted_apart() {
        let mut tally = Tally::default();
        let gold = [vec![0..2], vec![2..3, 8..9], vec![]];
        let found = [vec![0..2], vec![2..4], vec![5..6]];
        tally.count("a", &gold, &found, |span| format!("{span:?}"));
        assert_eq!(tally.errors.len(), 4);
        assert_eq!(tally.errors[0], "a\tcue\tmissed\t2..3");
        let report = tally.report();
        assert_eq!(report.metric("source_exact_f1"), Some(1.0));
        assert_eq!(report.metric("cue_exact_f1"), Some(0.0));
        assert_eq!(report.metric("cue_overlap_f1"), Some(2.0 / 3.0));
        assert_eq!(report.metric("content_overlap_f1"), Some(0.0));
    }

    #[test]
    fn lines_keep_their_places() {
        let found: Vec<_> = lines("One.\r\n \nTwo.").iter().map(|b| (b.start, b.end)).collect();
        assert_eq!(found, [(0, 4), (8, 12)]);
    }
}
