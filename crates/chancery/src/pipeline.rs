//! The path of one page through the stages: parse, resolve, encounters.

use chancery_engine::{Doc, Engine};

use crate::encounters::{Coded, encounters};
use crate::nouns::{Account, Actor, Encounter, Mention, Page, Reading};
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
pub struct PageReader {
    engine: Engine,
    knowledge: Knowledge,
}

impl PageReader {
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
        let doc = parse_blocks(&self.engine, &page.reading);
        page.document.sentences = sentences(&doc);
        let resolved = resolve(&page, &doc, &self.knowledge);
        let Coded { encounters, accounts } = encounters(&page, &doc, &resolved);
        ReadOutcome { page, mentions: resolved.mentions, actors: resolved.actors, accounts, encounters }
    }
}

impl Default for PageReader {
    fn default() -> Self {
        Self::new()
    }
}

/// Parses a reading block by block: no sentence runs from a headline into the story.
pub fn parse_blocks(engine: &Engine, reading: &Reading) -> Doc {
    let mut whole = Doc { text: reading.text.clone(), ..Doc::default() };
    for block in &reading.blocks {
        let text = &reading.text[block.start as usize..block.end as usize];
        append(&mut whole, engine.parse(text), block.start);
    }
    whole
}

/// Appends a parsed part, its offsets moved to where it stands in the whole.
fn append(whole: &mut Doc, part: Doc, at: u32) {
    let first = whole.tokens.len() as u32;
    whole.tokens.extend(part.tokens.into_iter().map(|mut token| {
        token.start += at;
        token.end += at;
        token.head += first;
        token
    }));
    whole.entities.extend(part.entities.into_iter().map(|mut entity| {
        entity.start += first;
        entity.end += first;
        entity
    }));
    whole.sentences.extend(part.sentences.into_iter().map(|s| s.start + first..s.end + first));
}

fn sentences(doc: &chancery_engine::Doc) -> Vec<[u32; 2]> {
    let ranges = doc.sentences.iter().filter(|s| !s.is_empty());
    ranges.map(|s| doc.bytes(s.clone())).map(|b| [b.start, b.end]).collect()
}
