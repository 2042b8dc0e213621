//! `PolNeAR`: one plain text a file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Context;

use super::{Found, archive, data};

/// The text of a name in a split (`train` or `dev`); its day stands in its name.
pub(super) fn document(split: &str, name: &str) -> anyhow::Result<Found> {
    let text = all()?.get(&format!("data/{split}/text/{name}.txt")).context("no such text")?;
    Ok((day(name), text.clone()))
}

/// All names of a split, in order.
pub(super) fn names(split: &str) -> anyhow::Result<Vec<String>> {
    let folder = format!("data/{split}/text/");
    let name = |path: &String| Some(path.strip_prefix(&folder)?.strip_suffix(".txt")?.to_owned());
    Ok(all()?.keys().filter_map(name).collect())
}

fn all() -> anyhow::Result<&'static BTreeMap<String, String>> {
    static TEXTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    if let Some(texts) = TEXTS.get() {
        return Ok(texts);
    }
    let texts = archive(&data("polnear/polnear_train_dev.tar.xz"), ".txt")?;
    Ok(TEXTS.get_or_init(|| texts))
}

/// The ISO day between two underscores.
fn day(name: &str) -> Option<String> {
    let iso = |part: &&str| {
        let shape: Vec<usize> = part.split('-').map(str::len).collect();
        shape == [4, 2, 2] && part.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    };
    let parts: Vec<&str> = name.split('_').collect();
    let inner = parts.get(1..parts.len().saturating_sub(1))?;
    inner.iter().find(|part| iso(part)).map(|part| (*part).to_owned())
}
