//! Any bytes under any file name: pages or a problem, never a stop, and every block and cut lies
//! within its reading.

#![no_main]

use chancery::read::{Options, Source, read_bytes};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["a.txt", "a.html", "a.jsonl", "a"];

fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let source = Source { path: Some(name.to_owned()), ..Source::default() };
    let mut told = 0;
    read_bytes(bytes, &source, &Options::default(), &mut |page| {
        told += 1;
        let Ok(page) = page else { return };
        for block in &page.reading.blocks {
            let words = page.reading.text.get(block.start as usize..block.end as usize);
            assert!(words.is_some(), "a block outside of its reading");
        }
    });
    assert!(told > 0 || name == "a.jsonl", "bytes that came to nothing, without a word");
});
