//! Hashes by which a text that names a paper meets that paper's texts, however it words what it
//! has from them: the paper's name together with a name of the story.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::nouns::Document;

use super::credit::credits_another;
use super::sketch::{ASKED, OFFERED};
use super::words::{fold, hash, mix, words};

/// One name of a story in so many is kept.
const KEPT: u64 = 2;

/// These hashes of a document, in ascending order: offered under its own outlet, and asked for
/// under each name that may be an outlet's where it says that it has its story from another.
pub(super) fn named_hashes(document: &Document) -> Vec<u64> {
    let words = words(&document.text);
    let names: BTreeSet<u64> =
        words.iter().filter(|word| word.filled && word.stem != 0).map(|word| word.stem).collect();
    let names: Vec<u64> =
        names.into_iter().filter(|name| mix(*name).is_multiple_of(KEPT)).collect();
    let under = |outlet: u64, tag: u64| -> Vec<u64> {
        names.iter().map(|name| (mix(outlet ^ mix(*name)) & !7) | tag).collect()
    };
    let own = document.outlet.as_deref().map(name_hash);
    let mut hashes: BTreeSet<u64> = own.iter().flat_map(|own| under(*own, OFFERED)).collect();
    if credits_another(document) {
        let heads = [&document.credit, &document.byline].into_iter().flatten();
        let papers: BTreeSet<u64> =
            heads.chain([&document.text]).flat_map(|text| phrases(text)).map(name_hash).collect();
        let others = papers.into_iter().filter(|name| Some(*name) != own);
        hashes.extend(others.flat_map(|name| under(name, ASKED)));
    }
    hashes.into_iter().collect()
}

/// Rows of words with capitals, with and without small words between them.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    static ROW: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        let row = |between: &str| {
            let word = r"[\p{Lu}\d][\p{L}\d'’.&-]*[\p{L}\d]";
            Regex::new(&format!("{word}(?: {between}{word}){{0,5}}")).expect("a fixed pattern")
        };
        [row(""), row("(?:(?:of|the|and|de|del|du|di|da|for|&) )*")]
    });
    ROW.iter().flat_map(|row| row.find_iter(text)).map(|found| found.as_str())
}

/// Hash of a paper's name, in small letters and without the article or word that leads up to it.
fn name_hash(name: &str) -> u64 {
    let words: Vec<_> = name.split_whitespace().map(|word| fold(word).into_owned()).collect();
    let led =
        words.iter().take_while(|word| super::words::is_common(word) || *word == "in").count();
    let led = if led == words.len() { 0 } else { led };
    hash(words[led..].join(" ").as_bytes())
}
