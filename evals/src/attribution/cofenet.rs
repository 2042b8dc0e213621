//! `CofeNet`'s files: JSON lines `{"tokens": [...], "labels": [...]}`, labels `O`, `B-source`,
//! `I-source` and so on. Tokens are joined by spaces; what is found is told in their tokens.

use std::ops::Range;
use std::path::Path;

use anyhow::{Context, bail};
use serde::Deserialize;

use super::{KINDS, Reader, Spans, Tally};
use crate::reading::read_text;

#[derive(Deserialize)]
struct Item {
    tokens: Vec<String>,
    labels: Vec<String>,
}

/// Measures every item, each a text of its own.
pub(super) fn measure(path: &Path, reader: &Reader, tally: &mut Tally) -> anyhow::Result<()> {
    let file = read_text(path)?;
    for (number, line) in (1..).zip(file.lines()) {
        let name = format!("line {number}");
        let item: Item = serde_json::from_str(line).with_context(|| name.clone())?;
        let gold = gold(&item).with_context(|| name.clone())?;
        let found = found(&item, reader);
        tally.count(&name, &gold, &found, |span| item.tokens[span.clone()].join(" "));
    }
    Ok(())
}

fn gold(item: &Item) -> anyhow::Result<Spans> {
    anyhow::ensure!(item.labels.len() == item.tokens.len(), "not one label for each token");
    let mut spans = Spans::default();
    for (place, label) in item.labels.iter().enumerate() {
        if label == "O" {
            continue;
        }
        let (part, kind) = label.split_once('-').context("a label has no kind")?;
        let Some(kind) = KINDS.iter().position(|known| kind.eq_ignore_ascii_case(known)) else {
            bail!("unknown label `{label}`");
        };
        match spans[kind].last_mut() {
            Some(span) if part == "I" && span.end == place => span.end = place + 1,
            _ => spans[kind].push(place..place + 1),
        }
    }
    Ok(spans)
}

fn found(item: &Item, reader: &Reader) -> Spans {
    let mut text = String::new();
    let mut ends = Vec::new();
    for token in &item.tokens {
        text.push_str(token);
        ends.push(text.len() as u32);
        text.push(' ');
    }
    let doc = reader.parse(&text);
    let places = |span: Range<u32>| {
        let bytes = doc.bytes(span);
        let first = ends.partition_point(|&end| end <= bytes.start);
        let last = ends.partition_point(|&end| end < bytes.end);
        first..last.min(ends.len().saturating_sub(1)) + 1
    };
    reader.spans(&doc).map(|spans| spans.into_iter().map(places).collect())
}

#[cfg(test)]
#[allow(clippy::single_range_in_vec_init, reason = "spans are lists of ranges")]
mod tests {
    use chancery::statements::attribution::Attributor;
    use chancery_engine::Engine;

    use super::*;

    #[test]
    fn items_are_read_and_measured_in_their_own_tokens() {
        let line = r#"{"tokens": ["The", "minister", "said", "that", "talks", "had", "begun", "."],
            "labels": ["B-source", "I-source", "B-cue", "B-content", "I-content", "I-content",
                       "I-content", "O"]}"#;
        let item: Item = serde_json::from_str(line).unwrap();
        let spans = gold(&item).unwrap();
        assert_eq!(spans, [vec![0..2], vec![2..3], vec![3..7]]);
        let reader = Reader { engine: Engine::english(), attributor: Attributor::embedded() };
        let [source, cue, _] = found(&item, &reader);
        assert_eq!((source, cue), (vec![0..2], vec![2..3]));
    }
}
