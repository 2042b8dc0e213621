//! `PolNeAR`: one plain text a file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::Context;

use super::{Found, archive, data};

/// The text of a name in a split (`train` or `dev`); its day stands in its name.
pub(super) fn document(split: &str, name: &str) -> anyhow::Result<Found> {
    static TEXTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let texts = if let Some(texts) = TEXTS.get() {
        texts
    } else {
        let texts = archive(&data("polnear/polnear_train_dev.tar.xz"), ".txt")?;
        TEXTS.get_or_init(|| texts)
    };
    let text = texts.get(&format!("data/{split}/text/{name}.txt")).context("no such text")?;
    Ok((day(name), text.clone()))
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
