//! How fast the engine reads: `throughput FILE.jsonl`, one `{"text": ...}` a line.
//!
//! Each text is read once, on one thread; loading is timed apart. Prints JSON; `cpu` is the time
//! on the processor, which on a busy machine says more than the clock (null where unknown).

use std::time::Instant;

use chancery_engine::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: throughput FILE.jsonl")?;
    let lines = std::fs::read_to_string(path)?;
    let texts = lines.lines().map(text).collect::<Result<Vec<_>, _>>()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();

    let begin = Instant::now();
    let engine = Engine::english();
    let load = begin.elapsed().as_secs_f64();
    let (begin, cpu) = (Instant::now(), on_processor());
    let tokens: usize = texts.iter().map(|text| engine.parse(text).tokens.len()).sum();
    let seconds = begin.elapsed().as_secs_f64();
    let cpu = on_processor().zip(cpu).map(|(now, then)| now - then);
    let figures = serde_json::json!({
        "texts": texts.len(), "words": words, "tokens": tokens, "load": load, "seconds": seconds,
        "cpu": cpu,
    });
    println!("{figures}");
    Ok(())
}

fn text(line: &str) -> Result<String, Box<dyn std::error::Error>> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    Ok(value["text"].as_str().ok_or("a line without text")?.to_owned())
}

/// Seconds that this thread has been on a processor, where the system tells.
fn on_processor() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
