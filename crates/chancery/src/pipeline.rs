//! The path of one page through the stages.

use crate::nouns::{Account, Actor, DocumentId, Encounter, Mention, Page};

/// Version of the stages together, kept with every document so that it is known what read it.
pub const READER: &str = env!("CARGO_PKG_VERSION");

/// A model or table the results rest on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ingredient {
    /// Where it lies in the source tree.
    pub name: &'static str,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Every model and table the results rest on, in order of name.
pub fn ingredients() -> Vec<Ingredient> {
    chancery_engine::model_files()
        .into_iter()
        .map(|(name, bytes)| Ingredient { name, sha256: DocumentId::of(bytes).0 })
        .collect()
}

/// All that was found in one page.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOutcome {
    /// The document and its reading.
    pub page: Page,
    /// Who is mentioned, in order of place.
    pub mentions: Vec<Mention>,
    /// The actors mentioned, ordered by id.
    pub actors: Vec<Actor>,
    /// What each voice tells.
    pub accounts: Vec<Account>,
    /// The contacts told of.
    pub encounters: Vec<Encounter>,
}

/// Reads one page through all stages.
pub fn read_page(page: Page) -> ReadOutcome {
    ReadOutcome { page, mentions: vec![], actors: vec![], accounts: vec![], encounters: vec![] }
}
