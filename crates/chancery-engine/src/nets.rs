//! The nets in the order in which they read: vectors, tags, tree, entities.

use std::ops::Range;

use crate::doc::Entity;
use crate::encoder::{Encoder, EncoderMemory};
use crate::labels::Tag;
use crate::ner::{Bounds, Recogniser};
use crate::pages::{Pages, Rows};
use crate::parser::{Parser, Tree};
use crate::tagger::Tagger;
use crate::tokenizer::RawToken;
use crate::weights::{Weights, WeightsError};

/// All nets of the pipeline.
#[derive(Debug)]
pub(crate) struct Nets {
    encoder: Encoder,
    tagger: Tagger,
    parser: Parser,
    entity_encoder: Encoder,
    recogniser: Recogniser,
}

/// Memory of [`Nets`] between documents; it never changes a result.
#[derive(Debug, Default)]
pub(crate) struct NetsMemory {
    encoder: EncoderMemory,
    pages: Pages,
    entity_encoder: EncoderMemory,
    entity_pages: Pages,
}

/// What the nets say of a document.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// Tag of each token.
    pub(crate) tags: Vec<Tag>,
    /// Heads, labels and sentences.
    pub(crate) tree: Tree,
    /// Entities in order.
    pub(crate) entities: Vec<Entity>,
}

impl Nets {
    /// Reads all nets.
    pub(crate) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Self {
            encoder: Encoder::read(weights, "tok2vec")?,
            tagger: Tagger::read(weights)?,
            parser: Parser::read(weights)?,
            entity_encoder: Encoder::read(weights, "ner")?,
            recogniser: Recogniser::read(weights)?,
        })
    }

    /// Writes the static vector, as tagger and parser know it, of the word with this id.
    pub(crate) fn static_vector(&self, orth: u64, out: &mut [f32]) {
        self.encoder.static_vector(orth, out);
    }

    /// Reads a document.
    pub(crate) fn analyse(&self, tokens: &[RawToken], memory: &mut NetsMemory) -> Analysis {
        let NetsMemory { encoder, pages, entity_encoder, entity_pages } = memory;
        let is_space = |token: u32| tokens[token as usize].is_space;

        let mut tags = vec![Tag::Xx; tokens.len()];
        let mut rows = Rows::new(pages, tokens.len(), |range: Range<usize>, out: &mut Vec<f32>| {
            let vectors = self.encoder.encode(tokens, range.clone(), encoder);
            self.tagger.tag(vectors, &mut tags[range]);
            self.parser.features(vectors, out);
        });
        let tree = self.parser.parse(tokens.len(), is_space, &mut rows);

        let mut rows = Rows::new(entity_pages, tokens.len(), |range, out: &mut Vec<f32>| {
            let vectors = self.entity_encoder.encode(tokens, range, entity_encoder);
            self.recogniser.features(vectors, out);
        });
        let bounds = Bounds { sentence_start: &tree.sentence_start, is_space };
        let entities = self.recogniser.entities(&bounds, &mut rows);
        Analysis { tags, tree, entities }
    }
}
