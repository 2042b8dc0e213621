//! Sentences of our own, held against what the trainer found in them.

use std::ops::Range;

use chancery_engine::Engine;
use serde::Deserialize;

use super::Attributor;

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

#[test]
fn spans_pairs_and_scores_are_the_trainers() {
    let (engine, attributor) = (Engine::english(), Attributor::embedded());
    for line in include_str!("../../../tests/attribution/expected.jsonl").lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let doc = engine.parse(&case.text);
        let bytes =
            |tokens: &Range<u32>| [doc.bytes(tokens.clone()).start, doc.bytes(tokens.clone()).end];
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
