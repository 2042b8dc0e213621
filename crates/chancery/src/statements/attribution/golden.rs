//! Sentences of our own, held against what the trainer found in them.

use std::ops::Range;

use chancery_engine::{Doc, Engine};
use serde::Deserialize;

use super::Attributor;
use crate::nouns::{Block, BlockKind, Reading, ReadingId};
use crate::pipeline::parse_blocks;

#[derive(Deserialize)]
struct Case {
    text: String,
    attributions: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    source: Vec<[u32; 2]>,
    cue: Vec<[u32; 2]>,
    content: Vec<[u32; 2]>,
    score: f32,
}

/// Parses as the program does, every line a block.
fn parse(engine: &Engine, text: &str) -> Doc {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len() as u32;
        if end > start {
            blocks.push(Block { start, end, kind: BlockKind::Body, raw_start: None });
        }
        start += line.len() as u32;
    }
    let id = ReadingId(String::new());
    let text = text.to_owned();
    let reading = Reading { id, cleaner: String::new(), text, blocks, cut: Vec::new() };
    parse_blocks(engine, &reading)
}

#[test]
fn spans_pairs_and_scores_are_the_trainers() {
    let (engine, attributor) = (Engine::english(), Attributor::embedded());
    for line in include_str!("../../../tests/attribution/expected.jsonl").lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let doc = parse(&engine, &case.text);
        let bytes = |tokens: &Range<u32>| {
            let bytes = doc.bytes(tokens.clone());
            [bytes.start, bytes.end]
        };
        let found = attributor.attributions(&engine, &doc);
        assert_eq!(found.len(), case.attributions.len(), "{}", case.text);
        for (found, expected) in found.iter().zip(&case.attributions) {
            assert_eq!(found.source.iter().map(bytes).collect::<Vec<_>>(), expected.source);
            assert_eq!(found.cue.iter().map(bytes).collect::<Vec<_>>(), expected.cue);
            assert_eq!(found.content.iter().map(bytes).collect::<Vec<_>>(), expected.content);
            assert!((found.score - expected.score).abs() < 1e-3, "{}", case.text);
        }
    }
}
