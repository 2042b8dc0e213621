//! Any text through the whole middle: whatever is found quotes its reading to the byte.

#![no_main]

use std::sync::LazyLock;

use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::{Options, Source, read_bytes};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

static READER: LazyLock<PageReader> = LazyLock::new(PageReader::new);

fuzz_target!(|text: &str| {
    let source = Source { path: Some("a.txt".to_owned()), ..Source::default() };
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |page| {
        if let Ok(page) = page {
            every_value_has_its_words(&READER.read_page(page));
        }
    });
});

fn every_value_has_its_words(outcome: &ReadOutcome) {
    let text = &outcome.page.reading.text;
    let found = serde_json::json!([
        outcome.accounts,
        outcome.encounters,
        outcome.statements,
        outcome.commitments
    ]);
    quoted(&found, text);
}

/// Every evidence below a value holds the words of the reading at its bytes.
fn quoted(value: &Value, text: &str) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| quoted(item, text)),
        Value::Object(fields) => {
            let at = |name: &str| fields.get(name).and_then(Value::as_u64);
            if fields.contains_key("reading")
                && let (Some(start), Some(end)) = (at("start"), at("end"))
            {
                let words = text.get(start as usize..end as usize);
                assert_eq!(words, fields["text"].as_str(), "words that do not stand there");
            }
            fields.values().for_each(|field| quoted(field, text));
        }
        _ => {}
    }
}
