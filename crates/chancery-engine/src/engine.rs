//! The pipeline: tokens, vectors, tags, tree, parts of speech, lemmas, entities.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use smol_str::SmolStr;

use crate::attribute_ruler::AttributeRuler;
use crate::dense::WIDTH;
use crate::doc::{Doc, Token};
use crate::labels::Pos;
use crate::lemmatizer::Lemmatizer;
use crate::nets::{Analysis, Nets, NetsMemory};
use crate::strings::string_id;
use crate::tokenizer::{RawToken, Tokenizer};
use crate::weights::{Weights, WeightsError};

static NETS: &[u8] = include_bytes!("../../../models/en/nets.bin");
static TOKENIZER: &str = include_str!("../../../models/en/tokenizer.json");
static LEXEME_NORM: &str = include_str!("../../../models/en/lexeme_norm.tsv");
static ATTRIBUTE_RULER: &str = include_str!("../../../models/en/attribute_ruler.json");
static LEMMAS: &str = include_str!("../../../models/en/lemmas.txt");

/// The files that [`Engine::english`] is made of: name and bytes, in order of name.
pub fn model_files() -> [(&'static str, &'static [u8]); 5] {
    [
        ("models/en/attribute_ruler.json", ATTRIBUTE_RULER.as_bytes()),
        ("models/en/lemmas.txt", LEMMAS.as_bytes()),
        ("models/en/lexeme_norm.tsv", LEXEME_NORM.as_bytes()),
        ("models/en/nets.bin", NETS),
        ("models/en/tokenizer.json", TOKENIZER.as_bytes()),
    ]
}

/// Reads text. One engine serves any number of threads; what it says of a text depends on that
/// text alone.
///
/// ```
/// let engine = chancery_engine::Engine::english();
/// let doc = engine.parse("The two ministers met in Oslo.");
/// assert_eq!(doc.tokens[2].lemma, "minister");
/// assert_eq!(doc.word(doc.entities[1].start), "Oslo");
/// ```
#[derive(Debug)]
pub struct Engine {
    tokenizer: Tokenizer,
    nets: Nets,
    ruler: AttributeRuler,
    lemmatizer: Lemmatizer,
    /// Memories at rest; every running call holds one of its own.
    memories: Mutex<Vec<NetsMemory>>,
}

impl Engine {
    /// The English engine, from the weights in this program.
    ///
    /// # Panics
    /// Never, unless the program was built with damaged model files.
    pub fn english() -> Self {
        Self::with_weights(NETS).expect("the weights in this program are whole")
    }

    /// The English engine with other weights of the same nets, as `nets.bin` holds them.
    ///
    /// # Panics
    /// As [`Self::english`].
    pub fn with_weights(nets: &'static [u8]) -> Result<Self, WeightsError> {
        let tokenizer = Tokenizer::new(TOKENIZER, LEXEME_NORM);
        let ruler = AttributeRuler::new(ATTRIBUTE_RULER);
        let lemmatizer = Lemmatizer::new(LEMMAS);
        Ok(Self {
            tokenizer: tokenizer.expect("the tokeniser's tables in this program are whole"),
            nets: Nets::read(&Weights::open(nets)?)?,
            ruler: ruler.expect("the rules in this program are whole"),
            lemmatizer: lemmatizer.expect("the lemmas in this program are whole"),
            memories: Mutex::default(),
        })
    }

    /// Reads a text. Any text will do, empty or without words; the memory needed beyond the
    /// [`Doc`] grows by less than 100 bytes a token.
    pub fn parse(&self, text: &str) -> Doc {
        let raw = self.tokenizer.tokenize(text);
        let mut memory = self.memories().pop().unwrap_or_default();
        let analysis = self.nets.analyse(&raw, &mut memory);
        self.memories().push(memory);
        // The nets' attributes are the larger part of a raw token: gone before the tokens come.
        let places = raw.iter().map(Place::of).collect();
        drop(raw);
        let sentences = sentences(&analysis.tree.sentence_start);
        let mut tokens = tokens(places, &analysis);
        self.ruler.apply(text, &mut tokens);
        self.lemmatizer.apply(text, &mut tokens);
        Doc { text: text.to_owned(), tokens, entities: analysis.entities, sentences }
    }

    /// Writes the static vector of a word, in the projection of the tagger and parser; zeros if
    /// the word has none. `out` holds [`WIDTH`](crate::WIDTH) numbers.
    ///
    /// # Panics
    /// If `out` is of another length.
    pub fn word_vector(&self, word: &str, out: &mut [f32]) {
        assert_eq!(out.len(), WIDTH, "room for one vector");
        self.nets.static_vector(string_id(word), out);
    }

    fn memories(&self) -> MutexGuard<'_, Vec<NetsMemory>> {
        // A memory is whole whenever it lies here, whatever happened to another thread.
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a token stands.
struct Place {
    start: u32,
    end: u32,
    space_after: bool,
}

impl Place {
    fn of(raw: &RawToken) -> Self {
        Self { start: raw.start, end: raw.end, space_after: raw.space_after }
    }
}

/// Tokens with what the nets say of them; the rules fill in the rest.
fn tokens(places: Vec<Place>, analysis: &Analysis) -> Vec<Token> {
    let Analysis { tags, tree, .. } = analysis;
    let token = |(i, Place { start, end, space_after }): (usize, Place)| Token {
        start,
        end,
        space_after,
        lemma: SmolStr::default(),
        pos: Pos::X,
        tag: tags[i],
        morph: SmolStr::default(),
        head: tree.heads[i],
        dep: tree.deps[i],
        sent_start: tree.sentence_start[i],
    };
    places.into_iter().enumerate().map(token).collect()
}

/// The runs from each start to the next.
fn sentences(starts: &[bool]) -> Vec<Range<u32>> {
    let mut sentences: Vec<Range<u32>> = Vec::new();
    for (i, &starts) in (0..).zip(starts) {
        match sentences.last_mut() {
            Some(open) if !starts => open.end = i + 1,
            _ => sentences.push(i..i + 1),
        }
    }
    sentences
}
