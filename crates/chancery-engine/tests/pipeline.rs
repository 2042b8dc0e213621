//! The whole pipeline held against spaCy's reading of the same texts.
//!
//! `golden/pipeline.conllu` is written by `training/spacy_conllu.py` from `pipeline.jsonl`, with
//! the weights as they are published.

use chancery_engine::{Engine, conllu};

const TEXTS: &str = include_str!("golden/pipeline.jsonl");
const EXPECTED: &str = include_str!("golden/pipeline.conllu");

/// Identifiers and texts.
fn texts() -> Vec<(String, String)> {
    let field =
        |value: &serde_json::Value, name| value[name].as_str().expect("a string").to_owned();
    TEXTS
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .map(|value: serde_json::Value| (field(&value, "id"), field(&value, "text")))
        .collect()
}

#[test]
fn reads_what_spacy_reads() {
    let engine = Engine::english();
    let found: String =
        texts().iter().map(|(id, text)| conllu::write(id, &engine.parse(text))).collect();
    for (found, expected) in found.split("# newdoc").zip(EXPECTED.split("# newdoc")) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), EXPECTED.len());
}

#[test]
fn results_hang_neither_on_order_nor_on_threads() {
    let texts = texts();
    let engine = Engine::english();
    let forwards: Vec<_> = texts.iter().map(|(_, text)| engine.parse(text)).collect();
    let other = Engine::english();
    let backwards: Vec<_> = texts.iter().rev().map(|(_, text)| other.parse(text)).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let parallel = texts.iter().map(|(_, text)| engine.parse(text));
                assert!(parallel.eq(forwards.iter().cloned()));
            });
        }
    });
}

#[test]
fn any_text_is_read() {
    let engine = Engine::english();
    for text in ["", " ", "\n\n \t", "\u{a0}", "\u{0}", "a", ".", "\u{10ffff}\u{301}", "((((((((("]
    {
        let doc = engine.parse(text);
        let last = doc.tokens.last().map_or(0, |t| t.end as usize + usize::from(t.space_after));
        assert_eq!(last, text.len(), "{text:?}");
        assert_eq!(
            doc.sentences.iter().map(ExactSizeIterator::len).sum::<usize>(),
            doc.tokens.len()
        );
    }
}

#[test]
fn a_word_of_five_megabytes_is_a_word() {
    let doc = Engine::english().parse(&"x".repeat(5_000_000));
    assert_eq!(doc.tokens.len(), 1);
}
