//! Texts of the shared corpora, rebuilt from the files as they were packed.
//!
//! Gold that points into these texts by offset names them by id (`polnear-dev/NAME`, `gum/NAME`);
//! the texts themselves are not part of the repository. They lie under `$CHANCERY_SHARED`, or in
//! the folder `shared` beside the repository where that is not set.

pub(crate) mod gum;
mod kremlin;
pub(crate) mod meantime;
mod polnear;
mod re3d;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chancery::nouns::{
    Block, BlockKind, Document, DocumentId, DocumentKind, Page, Precision, Published,
    PublishedBasis, Reading, ReadingId,
};

use crate::reading::read_text;

/// One text of a shared corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CorpusDoc {
    /// Corpus and name, `gum/GUM_news_...`.
    pub(crate) id: String,
    /// Day of publication, ISO, where the corpus gives it.
    pub(crate) published: Option<String>,
    /// The text, byte for byte as the gold's offsets expect it.
    pub(crate) text: String,
}

/// The text of an id. An error where the corpus is not there or does not hold it.
pub(crate) fn document(id: &str) -> anyhow::Result<CorpusDoc> {
    let (corpus, name) = id.split_once('/').context("a text's id is CORPUS/NAME")?;
    let found = match corpus {
        "polnear-dev" => polnear::document("dev", name),
        "polnear-train" => polnear::document("train", name),
        "meantime" => meantime::document(name),
        "gum" => gum::document(name),
        "re3d" => re3d::document(name),
        "kremlin" => kremlin::document(name),
        "seeds" => seed(name),
        "examples" => example(name),
        _ => bail!("no corpus is called `{corpus}`"),
    };
    let (published, text) = found.with_context(|| format!("cannot read the text {id}"))?;
    Ok(CorpusDoc { id: id.to_owned(), published, text })
}

/// Ids of all texts of a corpus, in order; only of those that draws are made from.
pub(crate) fn ids(corpus: &str) -> anyhow::Result<Vec<String>> {
    let names = match corpus {
        "polnear-dev" => polnear::names("dev")?,
        "polnear-train" => polnear::names("train")?,
        "kremlin" => kremlin::names()?,
        _ => bail!("the texts of `{corpus}` are not listed"),
    };
    Ok(names.into_iter().map(|name| format!("{corpus}/{name}")).collect())
}

/// Day of publication and text.
type Found = (Option<String>, String);

fn seed(name: &str) -> anyhow::Result<Found> {
    Ok((None, read_text(&shared().join("seeds").join(format!("{name}.txt")))?))
}

/// A text of this repository's own.
fn example(name: &str) -> anyhow::Result<Found> {
    Ok((None, read_text(&root().join("examples").join(name))?))
}

/// Whether the text of an id lies under `$CHANCERY_SHARED`, not in this repository.
pub(crate) fn is_shared(id: &str) -> bool {
    !id.starts_with("examples/")
}

/// Where the shared texts lie.
pub(crate) fn shared() -> PathBuf {
    std::env::var_os("CHANCERY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn data(path: &str) -> PathBuf {
    shared().join("data").join(path)
}

/// The bytes of an .xz file.
pub(crate) fn unpacked(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file =
        std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out = Vec::new();
    lzma_rs::xz_decompress(&mut std::io::BufReader::new(file), &mut out)
        .with_context(|| format!("cannot unpack {}", path.display()))?;
    Ok(out)
}

/// The files of a .tar.xz whose path ends so, by path.
pub(crate) fn archive(path: &Path, suffix: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let bytes = unpacked(path)?;
    let mut out = BTreeMap::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if entry.header().entry_type().is_file() && name.ends_with(suffix) {
            let mut text = String::new();
            entry.read_to_string(&mut text).with_context(|| format!("{name} is not UTF-8"))?;
            out.insert(name, text);
        }
    }
    Ok(out)
}

/// A page of a text as it stands: nothing cut, blocks between blank lines, the first the title.
pub(crate) fn page(text: &str, published: Option<&str>) -> Page {
    let id = DocumentId::of(text.as_bytes());
    let moment = published.and_then(|day| day.parse().ok());
    let published = moment.map(|day| Published {
        start: Some(day),
        end: Some(day),
        precision: Precision::Day,
        basis: PublishedBasis::Given,
    });
    let document = Document {
        id,
        path: None,
        url: None,
        outlet: None,
        side: None,
        kind: DocumentKind::Unknown,
        title: text.lines().next().map(str::to_owned),
        byline: None,
        credit: None,
        published,
        retrieved: None,
        language: Some("en".to_owned()),
        text: text.to_owned(),
        copies_of: Vec::new(),
        edition_of: None,
        sentences: Vec::new(),
        notes: Vec::new(),
    };
    let reading = Reading {
        id: ReadingId::of("as given", text),
        cleaner: "as given".to_owned(),
        text: text.to_owned(),
        blocks: blocks(text),
        cut: Vec::new(),
    };
    Page { document, reading }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut start = 0;
    let mut out = Vec::new();
    for part in text.split("\n\n") {
        let kind = if out.is_empty() { BlockKind::Title } else { BlockKind::Body };
        let end = start + part.len() as u32;
        if !part.trim().is_empty() {
            out.push(Block { start, end, kind, raw_start: Some(start) });
        }
        start = end + 2;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lie_between_blank_lines() {
        let found: Vec<_> = blocks("One\n\nTwo three").iter().map(|b| (b.start, b.end)).collect();
        assert_eq!(found, [(0, 3), (5, 14)]);
    }

    /// The list named by `CHANCERY_TEXTS` (id, day, SHA-256 of the text, tab-separated) against
    /// the rebuilt texts; nothing to do where no list is named.
    #[test]
    fn texts_are_rebuilt_byte_for_byte() {
        let Some(list) = std::env::var_os("CHANCERY_TEXTS") else { return };
        let list = read_text(Path::new(&list)).expect("the list can be read");
        for line in list.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let found = document(fields[0]).expect(fields[0]);
            assert_eq!(DocumentId::of(found.text.as_bytes()).as_str(), fields[2], "{}", fields[0]);
            assert_eq!(found.published.unwrap_or_default(), fields[1], "{}", fields[0]);
        }
    }
}
