//! `chancery parse`: a text as the engine reads it, in CoNLL-U.

use std::io::Read;
use std::path::Path;

use anyhow::{Context as _, Result};
use chancery_engine::{Engine, conllu};

use crate::output::print;
use crate::problem::{Outcome, hinted};

/// The longest text that is parsed at once, in bytes.
const LONGEST: u64 = 5_000_000;

pub(super) fn run(path: &Path) -> Result<Outcome> {
    let text = text(path)?;
    let doc = Engine::english().parse(&text);
    print(&conllu::write(&path.display().to_string(), &doc))?;
    Ok(Outcome::Clean)
}

fn text(path: &Path) -> Result<String> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    }
    .with_context(|| format!("cannot read {name}"))?;
    if bytes.len() as u64 > LONGEST {
        return Err(hinted(format!("{name}: longer than {LONGEST} bytes"), "split it"));
    }
    if bytes.contains(&0) {
        return Err(hinted(format!("{name}: not a text"), "convert it to UTF-8 text first"));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
