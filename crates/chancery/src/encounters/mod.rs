//! Encounters: from a resolved text to the contacts it tells of, each with its accounts.
//!
//! Words of contact come from the codebook; their parties, status, time, place and voice are
//! read off the tree; tellings of one contact are put together.

mod accounts;
mod arguments;
mod clusters;
mod codebook;
mod details;
mod quotes;
mod scene;
mod setting;
mod status;
mod telling;
mod topics;
mod triggers;
mod voices;

use chancery_engine::Doc;

use crate::nouns::{Account, Encounter, Page, Resolved};
use scene::Scene;

/// Name under which this stage signs its evidence.
pub(crate) const READER: &str = "encounters";
/// Version of the rules; raised whenever they change.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The contacts one text tells of, in order of first word.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coded {
    /// The encounters.
    pub encounters: Vec<Encounter>,
    /// Their accounts.
    pub accounts: Vec<Account>,
}

/// Reads the encounters off a parsed and resolved text.
pub fn encounters(page: &Page, doc: &Doc, resolved: &Resolved) -> Coded {
    let scene = Scene::new(page, doc, resolved);
    let quotes = quotes::quotes(&scene);
    let triggers = triggers::triggers(&scene);
    let tellings: Vec<_> =
        triggers.into_iter().filter_map(|t| telling::read(&scene, &quotes, t)).collect();
    let mut coded = Coded::default();
    for cluster in clusters::clusters(&scene, &tellings) {
        let (encounter, accounts) = accounts::record(&scene, &tellings, &cluster);
        coded.encounters.push(encounter);
        coded.accounts.extend(accounts);
    }
    coded
}
