//! Where the time of reading goes: `stages FILE...` reads texts (files, or JSON lines with a
//! `text` each) on one thread and prints the seconds of parsing, of resolving who, when and where,
//! and of coding encounters, and their shares, as JSON.

use std::path::Path;
use std::time::Instant;

use chancery::encounters::encounters;
use chancery::nouns::Page;
use chancery::pipeline::parse_blocks;
use chancery::read::{Options, Source, read_bytes};
use chancery::resolve::places::Gazetteer;
use chancery::resolve::{Knowledge, resolve};
use chancery_engine::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for path in std::env::args().skip(1) {
        texts.extend(texts_of(Path::new(&path))?);
    }
    if texts.is_empty() {
        return Err("usage: stages FILE...".into());
    }
    let pages: Vec<Page> = texts.iter().flat_map(|text| pages_of(text)).collect();
    let words: usize = pages.iter().map(|p| p.reading.text.split_whitespace().count()).sum();
    let begin = Instant::now();
    let knowledge = Knowledge::embedded();
    let load_knowledge = begin.elapsed().as_secs_f64();
    let (engine, gazetteer) = (Engine::english(), Gazetteer::embedded());
    let (mut parsing, mut resolving, mut coding) = (0.0, 0.0, 0.0);
    for page in &pages {
        let begin = Instant::now();
        let doc = parse_blocks(&engine, &page.reading);
        let parsed = Instant::now();
        let resolved = resolve(page, &doc, &knowledge, &gazetteer);
        let known = Instant::now();
        std::hint::black_box(encounters(page, &doc, &resolved));
        parsing += (parsed - begin).as_secs_f64();
        resolving += (known - parsed).as_secs_f64();
        coding += known.elapsed().as_secs_f64();
    }
    let all = parsing + resolving + coding;
    let figures = serde_json::json!({
        "texts": pages.len(), "words": words, "load_knowledge": load_knowledge,
        "parse": parsing, "resolve": resolving, "code": coding,
        "share_parse": parsing / all, "share_resolve": resolving / all,
        "share_code": coding / all, "words_per_second": words as f64 / all,
    });
    println!("{figures}");
    Ok(())
}

/// The texts of a file: of JSON lines the `text` of each, else the whole.
fn texts_of(path: &Path) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let whole = std::fs::read_to_string(path)?;
    if path.extension().is_none_or(|ending| ending != "jsonl") {
        return Ok(vec![whole]);
    }
    let text = |line: &str| -> Result<String, Box<dyn std::error::Error>> {
        let value: serde_json::Value = serde_json::from_str(line)?;
        Ok(value["text"].as_str().ok_or("a line without text")?.to_owned())
    };
    whole.lines().map(text).collect()
}

fn pages_of(text: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &Source::default(), &Options::default(), &mut |page| {
        pages.extend(page.ok().filter(|page| page.document.language.as_deref() != Some("fr")));
    });
    pages
}
