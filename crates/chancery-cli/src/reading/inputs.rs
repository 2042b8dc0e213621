//! What there is to read: files, folders in sorted order, pages of the web, standard input.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chancery_fetch::Url;

use crate::problem::hinted;

/// Endings of the files that are read in a folder. A file named on the command line is read
/// whatever its ending.
const ENDINGS: [&str; 9] = ["txt", "text", "md", "html", "htm", "xhtml", "jsonl", "ndjson", "warc"];

/// One input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// A page of the web.
    Web(Url),
    /// Standard input.
    Standard,
}

/// All inputs, in the order in which they are read.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) list: Vec<Input>,
    /// Bytes of all files together; none where there is more than files.
    pub(crate) bytes: Option<u64>,
    /// Files in folders that are no texts by their ending.
    pub(crate) left_aside: usize,
}

impl Inputs {
    /// Finds all inputs. Fails where a path leads nowhere.
    pub(crate) fn find(paths: &[PathBuf]) -> Result<Self> {
        let mut inputs = Self { bytes: Some(0), ..Self::default() };
        for path in paths {
            let name = path.to_string_lossy();
            if name == "-" {
                inputs.list.push(Input::Standard);
                inputs.bytes = None;
            } else if name.contains("://") {
                let url = chancery_fetch::parse(&name)
                    .map_err(|problem| anyhow::anyhow!("{name}: {problem}"))?;
                inputs.list.push(Input::Web(url));
                inputs.bytes = None;
            } else if !path.exists() {
                let hint = "give a file, a folder, an address, or `-`";
                return Err(hinted(format!("{name}: no such file or folder"), hint));
            } else if path.is_dir() {
                inputs.walk(path)?;
            } else {
                inputs.add(clean(path))?;
            }
        }
        Ok(inputs)
    }

    /// Adds the texts of a folder and the folders in it, in order of name. Hidden ones and links
    /// to folders are left alone.
    fn walk(&mut self, folder: &Path) -> Result<()> {
        let cannot = || format!("cannot look into {}", folder.display());
        let mut entries = fs::read_dir(folder)
            .with_context(cannot)?
            .collect::<Result<Vec<_>, _>>()
            .with_context(cannot)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if entry.file_type().with_context(cannot)?.is_dir() {
                self.walk(&path)?;
            } else if path.is_file() && is_text(&path) {
                self.add(clean(&path))?;
            } else {
                self.left_aside += 1;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: PathBuf) -> Result<()> {
        let size = fs::metadata(&path)
            .with_context(|| format!("cannot look at {}", path.display()))?
            .len();
        self.bytes = self.bytes.map(|bytes| bytes + size);
        self.list.push(Input::File(path));
        Ok(())
    }
}

fn is_text(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase());
    let name = name.as_deref().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.contains(&ending)) || name.ends_with(".warc.gz")
}

/// A path without `./` parts, so that one file has one name.
fn clean(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != std::path::Component::CurDir).collect()
}
