//! Encounters: from a resolved text to the contacts it tells of, each with its accounts.
//!
//! Words of contact come from the codebook; their parties, status, time, place and voice are
//! read off the tree; tellings of one contact are put together.

mod accounts;
mod arguments;
mod clusters;
mod codebook;
mod details;
mod groups;
mod journeys;
mod leaders;
mod outcomes;
mod outline;
mod quotes;
mod references;
mod relays;
mod setting;
mod status;
mod telling;
mod topics;
mod triggers;
mod voices;

use chancery_engine::Doc;

use crate::nouns::{Account, Actor, Encounter, Page, Resolved};
use crate::scene::Scene;

pub(crate) use outcomes::merged as merged_outcomes;
pub(crate) use topics::merged as merged_topics;

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
    /// The unnamed groups that take part, as actors of their document.
    pub groups: Vec<Actor>,
}

/// Reads the encounters off a parsed and resolved text.
pub fn encounters(page: &Page, doc: &Doc, resolved: &Resolved) -> Coded {
    let scene = Scene::new(page, doc, resolved);
    let quotes = quotes::quotes(&scene);
    let triggers = triggers::triggers(&scene);
    let outline = outline::outline(&scene);
    let mut tellings: Vec<_> =
        triggers.into_iter().filter_map(|t| telling::read(&scene, &quotes, &outline, t)).collect();
    outline::adopt(&scene, &outline, &mut tellings);
    let mut coded = Coded::default();
    let mut clusters = clusters::clusters(&scene, &tellings);
    leaders::add(&scene, &tellings, &mut clusters);
    let tellings = relays::add(&scene, tellings, &mut clusters);
    for cluster in clusters {
        coded.groups.extend(
            cluster
                .parties
                .iter()
                .filter(|p| scene.actor(&p.actor).is_none())
                .filter_map(|p| groups::group_actor(&p.mention)),
        );
        let (encounter, accounts) = accounts::record(&scene, &tellings, &cluster);
        coded.encounters.push(encounter);
        coded.accounts.extend(accounts);
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::codebook::examples;
    use crate::pipeline::{PageReader, ReadOutcome};
    use crate::read::{Options, Source, read_bytes};

    fn outcome(reader: &PageReader, text: &str) -> ReadOutcome {
        let source = Source { published: Some("2024-05-15".to_owned()), ..Source::default() };
        let mut pages = Vec::new();
        read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
        reader.read_page(pages.pop().expect("a page").expect("a clean page"))
    }

    /// What was found, in the form of the codebook's expectations.
    fn found(outcome: &ReadOutcome) -> Vec<(String, Vec<String>)> {
        let words =
            |e: &crate::nouns::Encounter| format!("{:?} {:?}", e.kind, e.status).to_lowercase();
        let names =
            |e: &crate::nouns::Encounter| e.participants.iter().map(|p| p.name.clone()).collect();
        outcome.encounters.iter().map(|e| (words(e), names(e))).collect()
    }

    fn agrees(expected: &str, found: &[(String, Vec<String>)]) -> bool {
        if expected == "none" {
            return found.is_empty();
        }
        let Some((what, names)) = expected.split_once(": ") else { return false };
        let names: Vec<&str> = names.split(", ").collect();
        let [(kind, participants)] = found else { return false };
        kind == what
            && participants.len() == names.len()
            && names.iter().all(|n| participants.iter().any(|p| p.ends_with(n)))
    }

    #[test]
    fn codebook_examples_give_what_they_say() {
        let reader = PageReader::new();
        let wrong: Vec<String> = examples()
            .into_iter()
            .filter_map(|(kind, text, expected)| {
                let found = found(&outcome(&reader, &text));
                (!agrees(&expected, &found))
                    .then(|| format!("{kind:?}: {text}\n  expected {expected}\n  found {found:?}"))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
