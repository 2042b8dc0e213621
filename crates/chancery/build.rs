//! Lists every table and codebook page with its hash, for the manifests of exports, and compiles
//! the table of places into the form it is looked up in.

#[path = "build/places.rs"]
mod places;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

/// Folders that hold what the results rest on, and the endings of the files that count.
const FOLDERS: [(&str, &str); 2] = [("codebook", "md"), ("data", "tsv")];

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for (folder, ending) in FOLDERS {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        find(&root.join(folder), ending, &mut files)?;
    }
    let mut list = String::from("[\n");
    for file in files {
        let name = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let hash = Sha256::digest(fs::read(&file)?);
        let _ = writeln!(list, "    ({name:?}, \"{hash:x}\"),");
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;
    fs::write(out.join("tables.rs"), list)?;
    places::compile(&root.join("data/places/places.tsv"), &out)
}

/// Finds the files with an ending, in order of name.
fn find(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, ending, files)?;
        } else if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    Ok(())
}
