//! Any text through the engine: tokens follow each other within the text, every head stands in its
//! own sentence.

#![no_main]

use std::sync::LazyLock;

use chancery_engine::Engine;
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::english);

fuzz_target!(|text: &str| {
    let doc = ENGINE.parse(text);
    let mut last = 0;
    for token in &doc.tokens {
        assert!(last <= token.start && token.start < token.end, "tokens out of order");
        assert!(text.get(token.start as usize..token.end as usize).is_some());
        last = token.end;
    }
    for sentence in &doc.sentences {
        for token in sentence.clone() {
            assert!(sentence.contains(&doc.tokens[token as usize].head), "a head elsewhere");
        }
    }
});
