//! What an export was made from and how: enough to make it again, and to tell why it came out
//! otherwise.

use std::collections::BTreeMap;

use chancery::pipeline::{Ingredient, ingredients};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Name of a manifest's file.
pub const MANIFEST: &str = "manifest.json";
/// Name of the list of inputs beside it.
pub const INPUTS: &str = "inputs.jsonl";

/// A model, table or codebook page, by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where it lies in the source tree, or what it is.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The documents an export was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// How many.
    pub documents: u64,
    /// SHA-256 over their ids in order, each with a line end. An id is the hash of the raw bytes.
    pub sha256_of_ids: String,
    /// File beside the manifest that lists them.
    pub list: String,
}

/// A line of the list of inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputLine {
    /// SHA-256 of the raw bytes: the id of the document.
    pub id: String,
    /// Day of reading it in.
    pub retrieved: Option<String>,
    /// Every path it was found at.
    pub paths: Vec<String>,
}

/// The judgements that lay over what was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgements {
    /// Lines of the log.
    pub lines: u64,
    /// Hash of the last, which holds those before.
    pub last: String,
}

/// A file that was exported.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    /// What was asked for, so that it can be asked for again.
    pub arguments: Value,
    /// Rows.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256 of them.
    pub sha256: String,
    /// What could not be counted, by reason.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub left_out: BTreeMap<String, u64>,
}

/// What the files in a folder were made from. All of them were made from the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// `chancery`.
    pub program: String,
    /// Its version.
    pub version: String,
    /// Every model, table and codebook page, in order of name.
    pub ingredients: Vec<Part>,
    /// The documents.
    pub inputs: Inputs,
    /// What people judged; null where nothing was.
    pub judgements: Option<Judgements>,
    /// The files, by name.
    pub files: BTreeMap<String, FileEntry>,
}

impl Manifest {
    /// A manifest without files, of what this program has inside. `brought` is the hash of the
    /// actors a user brought into the record.
    pub fn new(brought: Option<String>, inputs: Inputs, judgements: Option<Judgements>) -> Self {
        let brought = brought.map(|sha256| Ingredient { name: "imported actors", sha256 });
        let parts = ingredients().into_iter().chain(brought);
        Self {
            program: "chancery".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            ingredients: parts
                .map(|it| Part { name: it.name.to_owned(), sha256: it.sha256 })
                .collect(),
            inputs,
            judgements,
            files: BTreeMap::new(),
        }
    }

    /// Whether both were made from the same.
    pub fn is_of(&self, other: &Self) -> bool {
        self.differences(other).is_empty()
    }

    /// What differs between what this was made from and what the other is made from, each in a
    /// line: `this` on the left.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut differ = |what: &str, this: &str, other: &str| {
            if this != other {
                found.push(format!("{what}: {this} in the manifest, {other} here"));
            }
        };
        differ("version", &self.version, &other.version);
        let known = |parts: &[Part]| -> BTreeMap<String, String> {
            parts.iter().map(|part| (part.name.clone(), part.sha256.clone())).collect()
        };
        let (here, there) = (known(&self.ingredients), known(&other.ingredients));
        let names: std::collections::BTreeSet<&String> = here.keys().chain(there.keys()).collect();
        for name in names {
            let hash = |parts: &BTreeMap<String, String>| {
                parts.get(name).map_or_else(|| "none".to_owned(), Clone::clone)
            };
            differ(&format!("ingredient {name}"), &hash(&here), &hash(&there));
        }
        let documents =
            |inputs: &Inputs| format!("{} ({})", inputs.documents, inputs.sha256_of_ids);
        differ("documents", &documents(&self.inputs), &documents(&other.inputs));
        let judged = |judgements: &Option<Judgements>| {
            judgements
                .as_ref()
                .map_or_else(|| "none".to_owned(), |it| format!("{} ({})", it.lines, it.last))
        };
        differ("judgements", &judged(&self.judgements), &judged(&other.judgements));
        found
    }
}
