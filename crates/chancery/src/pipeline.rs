//! The path of one page through the stages: parse, resolve, encounters, commitments.

use std::borrow::Cow;
use std::sync::OnceLock;

use chancery_engine::{Doc, Engine};

use crate::commitments::{commitments, deeds};
use crate::encounters::{Coded, encounters};
use crate::nouns::{
    Account, Actor, Commitment, Deed, DocumentId, Encounter, Mention, Page, Participant, Reading,
    Statement,
};
use crate::resolve::dateline::dateline;
use crate::resolve::places::Gazetteer;
use crate::resolve::{Brought, Knowledge, resolve};
use crate::statements::answers::answers;
use crate::statements::attribution::{self, Attributor};
use crate::statements::{settle, statements};

/// Version of the stages together, kept with every document so that it is known what read it.
pub const READER: &str = env!("CARGO_PKG_VERSION");

/// A model or table the results rest on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ingredient {
    /// Where it lies in the source tree, or what it is.
    pub name: &'static str,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The tables and codebook pages, each with its hash, as the build found them.
const TABLES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Every model and table the results rest on, in order of name.
pub fn ingredients() -> Vec<Ingredient> {
    let tables = TABLES.iter().map(|&(name, hash)| Ingredient { name, sha256: hash.to_owned() });
    let models = chancery_engine::model_files();
    let models = models
        .into_iter()
        .chain(attribution::model_files())
        .map(|(name, bytes)| Ingredient { name, sha256: DocumentId::of(bytes).0 });
    tables.chain(models).collect()
}

/// What reads: this program's version, and the first signs of a hash over every model and table.
pub fn fingerprint() -> &'static str {
    static KNOWN: OnceLock<String> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let all = ingredients().into_iter().map(|it| format!("{} {}\n", it.name, it.sha256));
        let hash = DocumentId::of(all.collect::<String>().as_bytes()).0;
        format!("{READER} {}", &hash[..16])
    })
}

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
    /// Who is told to have said what.
    pub statements: Vec<Statement>,
    /// What somebody promises, asks for, invites to or plans.
    pub commitments: Vec<Commitment>,
    /// What is told as done or not done, put off or called off.
    pub deeds: Vec<Deed>,
}

impl ReadOutcome {
    /// A page in which nothing was found, or not yet.
    pub(crate) fn unread(page: Page) -> Self {
        Self {
            page,
            mentions: Vec::new(),
            actors: Vec::new(),
            accounts: Vec::new(),
            encounters: Vec::new(),
            statements: Vec::new(),
            commitments: Vec::new(),
            deeds: Vec::new(),
        }
    }
}

/// Everything the stages need: the engine's weights and the knowledge of who and where. One
/// reader serves any number of threads.
pub struct PageReader {
    engine: Engine,
    attributor: Attributor,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
}

impl PageReader {
    /// The reader with the weights and tables inside the program.
    pub fn new() -> Self {
        Self::with(Brought::default())
    }

    /// The reader that also knows what a user brought.
    pub fn with(brought: Brought) -> Self {
        Self {
            // First, while the room its tables need in the making is not needed by the others.
            knowledge: Knowledge::with(brought),
            engine: Engine::english(),
            attributor: Attributor::embedded(),
            gazetteer: Gazetteer::embedded(),
        }
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
            return ReadOutcome::unread(page);
        }
        let doc = parse_blocks(&self.engine, &page.reading);
        page.document.sentences = sentences(&doc);
        let resolved = resolve(&page, &doc, &self.knowledge, &self.gazetteer);
        let Coded { mut encounters, mut accounts, groups } = encounters(&page, &doc, &resolved);
        let labelled = self.attributor.attributions(&self.engine, &doc);
        let mut statements = statements(&page, &doc, &resolved, &labelled);
        answers(&page, &doc, &resolved, &mut statements);
        settle(&page, &doc, &resolved, &mut statements);
        let contacts = (encounters.as_slice(), accounts.as_slice());
        let commitments = commitments(&page, &doc, &resolved, &statements, contacts);
        let deeds = deeds(&page, &doc, &resolved, &statements);
        let mut actors = resolved.actors;
        actors.extend(groups);
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        actors.dedup_by(|a, b| a.id == b.id);
        let mut told: Vec<&mut Vec<Participant>> =
            accounts.iter_mut().map(|account| &mut account.participants).collect();
        told.extend(encounters.iter_mut().map(|encounter| &mut encounter.participants));
        self.know_states(&mut actors, told);
        ReadOutcome {
            page,
            mentions: resolved.mentions,
            actors,
            accounts,
            encounters,
            statements,
            commitments,
            deeds,
        }
    }
}

impl PageReader {
    /// A state that is visited may be named by one of its towns alone: it becomes an actor of the
    /// text. What is no state of the tables (a territory) takes no part.
    fn know_states(&self, actors: &mut Vec<Actor>, told: Vec<&mut Vec<Participant>>) {
        for participants in told {
            participants.retain(|participant| {
                let Err(place) = actors.binary_search_by(|a| a.id.cmp(&participant.actor)) else {
                    return true;
                };
                let known = self.knowledge.actor(&participant.actor);
                actors.splice(place..place, known.cloned());
                known.is_some()
            });
        }
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
        // "OSLO, 3 May (Agency) — The two": place and day are no subject of the sentence.
        let line = dateline(text).map_or(0, |line| line.end);
        for (from, to) in [(0, line), (line, block.end - block.start)] {
            let part = in_headline_case(&text[from as usize..to as usize]);
            append(&mut whole, engine.parse(&part), block.start + from);
        }
    }
    whole
}

/// A line all in capitals as the parser can read it, every word with one capital; other text as
/// it is. Bytes keep their places.
fn in_headline_case(text: &str) -> Cow<'_, str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if letters < 12 || capitals * 10 < letters * 9 || !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let mut lowered = text.to_owned();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if inside && c.is_ascii_uppercase() {
            lowered[at..=at].make_ascii_lowercase();
        }
        inside = c.is_alphabetic();
    }
    Cow::Owned(lowered)
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
