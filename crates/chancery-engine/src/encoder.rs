//! Token vectors in context: four layers, each looking one token to either side.

use std::ops::Range;

use crate::dense::{MaxoutNorm, WIDTH};
use crate::embed::{Embedding, TypeCache, read_maxout};
use crate::tokenizer::RawToken;
use crate::weights::{Weights, WeightsError};

/// Layers, and so tokens of context that a vector hangs on, to either side.
const DEPTH: usize = 4;

/// Embedding and window layers of one net.
#[derive(Debug)]
pub(crate) struct Encoder {
    embedding: Embedding,
    windows: [MaxoutNorm; DEPTH],
}

/// Memory of an [`Encoder`] between calls.
#[derive(Debug, Default)]
pub(crate) struct EncoderMemory {
    cache: TypeCache,
    vectors: Vec<f32>,
    next: Vec<f32>,
}

impl Encoder {
    /// Reads the encoder called `prefix`.
    pub(crate) fn read(weights: &Weights, prefix: &str) -> Result<Self, WeightsError> {
        let embedding = Embedding::read(weights, prefix)?;
        let window = |i| read_maxout(weights, &format!("{prefix}.window.{i}"));
        let windows = [window(0)?, window(1)?, window(2)?, window(3)?];
        Ok(Self { embedding, windows })
    }

    /// Writes the static vector of the word with this id, zeros if it has none.
    pub(crate) fn static_vector(&self, orth: u64, out: &mut [f32]) {
        self.embedding.static_vector(orth, out);
    }

    /// The vectors of a range of the document's tokens, exactly as if the whole had been encoded.
    ///
    /// Each layer eats one row on either side. Past the ends of the document stand zero rows,
    /// which become non-zero after the first layer, so they are computed like any other.
    pub(crate) fn encode<'m>(
        &self,
        tokens: &[RawToken],
        range: Range<usize>,
        memory: &'m mut EncoderMemory,
    ) -> &'m [f32] {
        let EncoderMemory { cache, vectors, next } = memory;
        let first = range.start.saturating_sub(DEPTH);
        let last = (range.end + DEPTH).min(tokens.len());
        vectors.clear();
        vectors.resize((range.len() + 2 * DEPTH) * WIDTH, 0.0);
        let place = (first + DEPTH - range.start) * WIDTH;
        let filled = &mut vectors[place..place + (last - first) * WIDTH];
        self.embedding.embed(&tokens[first..last], cache, filled);
        for window in &self.windows {
            next.resize(vectors.len() - 2 * WIDTH, 0.0);
            window.apply(vectors, WIDTH, next);
            for (new, old) in next.iter_mut().zip(&vectors[WIDTH..]) {
                *new += old;
            }
            std::mem::swap(vectors, next);
        }
        vectors
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoder, EncoderMemory, WIDTH};
    use crate::tokenizer::RawToken;
    use crate::weights::Weights;

    fn token(i: u64) -> RawToken {
        let id = i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (norm, prefix, suffix, shape) = (id, id >> 60, id >> 58, id >> 59);
        RawToken {
            start: i as u32,
            end: i as u32 + 1,
            space_after: i.is_multiple_of(3),
            orth: id,
            norm,
            prefix,
            suffix,
            shape,
            is_space: i.is_multiple_of(17),
        }
    }

    #[test]
    fn a_window_has_the_vectors_of_the_whole_bit_for_bit() {
        let weights = Weights::open(include_bytes!("../../../models/en/nets.bin")).unwrap();
        let encoder = Encoder::read(&weights, "ner").unwrap();
        let tokens: Vec<RawToken> = (0..61).map(|i| token(i % 23)).collect();
        let mut memory = EncoderMemory::default();
        let whole = encoder.encode(&tokens, 0..tokens.len(), &mut memory).to_vec();
        for (start, end) in [(0, 1), (0, 10), (3, 5), (17, 46), (40, 61), (60, 61)] {
            let mut fresh = EncoderMemory::default();
            let window = encoder.encode(&tokens, start..end, &mut fresh);
            assert_eq!(window, &whole[start * WIDTH..end * WIDTH]);
        }
    }
}
