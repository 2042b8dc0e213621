//! The path of one page through the stages: parse, resolve, encounters.

use chancery_engine::Engine;

use crate::encounters::{Coded, encounters};
use crate::nouns::{Account, Actor, Encounter, Mention, Page};
use crate::resolve::{Knowledge, resolve};

/// All that was found in one page.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadOutcome {
    /// The document, its sentences filled in, and its reading.
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

/// Everything the stages need: the engine's weights and the knowledge of who and where. One
/// reader serves any number of threads.
pub struct Reader {
    engine: Engine,
    knowledge: Knowledge,
}

impl Reader {
    /// The reader with the weights and tables inside the program.
    pub fn new() -> Self {
        Self { engine: Engine::english(), knowledge: Knowledge::embedded() }
    }

    /// The knowledge of who and where.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The language engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Reads one page through all stages. A page in another language than English is kept
    /// unread: its document comes back as it was.
    pub fn read_page(&self, mut page: Page) -> ReadOutcome {
        if page.document.language.as_deref().is_some_and(|l| l != "en") {
            return ReadOutcome {
                page,
                mentions: Vec::new(),
                actors: Vec::new(),
                accounts: Vec::new(),
                encounters: Vec::new(),
            };
        }
        let doc = self.engine.parse(&page.reading.text);
        page.document.sentences = sentences(&doc);
        let resolved = resolve(&page, &doc, &self.knowledge);
        let Coded { encounters, accounts } = encounters(&page, &doc, &resolved);
        ReadOutcome { page, mentions: resolved.mentions, actors: resolved.actors, accounts, encounters }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

fn sentences(doc: &chancery_engine::Doc) -> Vec<[u32; 2]> {
    let ranges = doc.sentences.iter().filter(|s| !s.is_empty());
    ranges.map(|s| doc.bytes(s.clone())).map(|b| [b.start, b.end]).collect()
}
