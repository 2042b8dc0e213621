//! Word types as vectors: hashed attributes and a static vector, mixed to one.

use rustc_hash::FxHashMap;

use crate::dense::{MaxoutNorm, WIDTH};
use crate::tokenizer::RawToken;
use crate::weights::{Table, Weights, WeightsError};

/// Hash seed of the first attribute; each further one takes the next.
const FIRST_SEED: u32 = 8;

/// Word types that a cache holds before it is emptied (12 MB).
const CACHED_TYPES: usize = 1 << 15;

/// What decides the vector of a token: prefix, suffix, shape and white space follow from `orth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct WordType {
    orth: u64,
    norm: u64,
    space_after: bool,
}

impl WordType {
    fn of(token: &RawToken) -> Self {
        Self { orth: token.orth, norm: token.norm, space_after: token.space_after }
    }
}

/// Vectors of the word types met so far. They hang on the type alone, so what is cached never
/// changes a result.
#[derive(Debug, Default)]
pub(crate) struct TypeCache {
    place: FxHashMap<WordType, u32>,
    vectors: Vec<f32>,
    input: Vec<f32>,
}

impl TypeCache {
    /// Makes room for `types` more.
    fn reserve(&mut self, types: usize) {
        if self.place.len() + types > CACHED_TYPES {
            self.place.clear();
            self.vectors.clear();
        }
    }
}

/// The embedding of one net.
#[derive(Debug)]
pub(crate) struct Embedding {
    tables: Vec<HashTable>,
    keys: KeyMap,
    statics: Table,
    mix: MaxoutNorm,
}

impl Embedding {
    /// Reads the embedding called `prefix`.
    pub(crate) fn read(weights: &Weights, prefix: &str) -> Result<Self, WeightsError> {
        let statics = weights.table(&format!("{prefix}.static"))?;
        let mix = read_maxout(weights, &format!("{prefix}.mix"))?;
        let count = mix.inputs() / WIDTH - 1;
        let table = |i| HashTable::read(weights, &format!("{prefix}.embed.{i}"));
        let tables = (0..count).map(table).collect::<Result<_, _>>()?;
        Ok(Self { tables, keys: KeyMap::read(weights)?, statics, mix })
    }

    /// Writes the vectors of tokens, one after the other, into `out`.
    pub(crate) fn embed(&self, tokens: &[RawToken], cache: &mut TypeCache, out: &mut [f32]) {
        self.fill(tokens, cache);
        for (token, out) in tokens.iter().zip(out.chunks_exact_mut(WIDTH)) {
            let place = cache.place[&WordType::of(token)] as usize;
            out.copy_from_slice(&cache.vectors[place * WIDTH..(place + 1) * WIDTH]);
        }
    }

    /// Computes the types that are not in the cache, all in one go.
    fn fill(&self, tokens: &[RawToken], cache: &mut TypeCache) {
        cache.reserve(tokens.len());
        cache.input.clear();
        for token in tokens {
            let next = cache.place.len() as u32;
            if let std::collections::hash_map::Entry::Vacant(entry) =
                cache.place.entry(WordType::of(token))
            {
                entry.insert(next);
                self.gather(token, &mut cache.input);
            }
        }
        let start = cache.vectors.len();
        cache.vectors.resize(cache.place.len() * WIDTH, 0.0);
        self.mix.apply(&cache.input, self.mix.inputs(), &mut cache.vectors[start..]);
    }

    /// Writes the static vector of the word with this id, zeros if it has none.
    pub(crate) fn static_vector(&self, orth: u64, out: &mut [f32]) {
        match self.keys.row(orth) {
            Some(row) => self.statics.read(row, out),
            None => out.fill(0.0),
        }
    }

    /// Appends the input of the mixer: the attributes' vectors, then the static one.
    fn gather(&self, token: &RawToken, input: &mut Vec<f32>) {
        let flags = [u64::from(token.space_after), u64::from(token.is_space)];
        let words = [token.norm, token.prefix, token.suffix, token.shape];
        for (i, (table, id)) in self.tables.iter().zip(words.into_iter().chain(flags)).enumerate() {
            table.append(id, FIRST_SEED + i as u32, input);
        }
        let start = input.len();
        input.resize(start + WIDTH, 0.0);
        self.static_vector(token.orth, &mut input[start..]);
    }
}

/// Reads the maxout layer called `name`, with its norm.
pub(crate) fn read_maxout(weights: &Weights, name: &str) -> Result<MaxoutNorm, WeightsError> {
    let part = |part: &str| weights.floats(&format!("{name}.{part}"));
    Ok(MaxoutNorm::new(&part("w")?, &part("b")?, part("gain")?, part("shift")?))
}

/// One attribute's table; an id is the sum of four rows.
#[derive(Debug)]
struct HashTable {
    rows: Vec<f32>,
}

impl HashTable {
    fn read(weights: &Weights, name: &str) -> Result<Self, WeightsError> {
        Ok(Self { rows: weights.floats(name)? })
    }

    fn append(&self, id: u64, seed: u32, out: &mut Vec<f32>) {
        let count = (self.rows.len() / WIDTH) as u32;
        let start = out.len();
        out.resize(start + WIDTH, 0.0);
        for hash in murmur3(id, seed) {
            let row = (hash % count) as usize * WIDTH;
            for (out, x) in out[start..].iter_mut().zip(&self.rows[row..row + WIDTH]) {
                *out += x;
            }
        }
    }
}

/// `MurmurHash3` of one 64-bit number to 128 bits, as four hashes.
fn murmur3(id: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mix = |mut h: u64| {
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    };
    let h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    let h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ seed ^ 8;
    let h2 = seed ^ 8;
    let h1 = h1.wrapping_add(h2);
    let h2 = mix(h2.wrapping_add(h1));
    let h1 = mix(h1).wrapping_add(h2);
    let h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// From the id of a word to its row of static vectors.
#[derive(Debug)]
struct KeyMap {
    bucket: Vec<u32>,
    low: &'static [[u8; 6]],
    row: &'static [[u8; 2]],
}

impl KeyMap {
    fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let map = Self {
            bucket: weights.u32s("keys.bucket")?,
            low: weights.u8s("keys.low")?.as_chunks().0,
            row: weights.u16_bytes("keys.row")?,
        };
        let whole = map.bucket.len() == (1 << 16) + 1
            && map.low.len() == map.row.len()
            && map.bucket.is_sorted()
            && map.bucket.last() == Some(&(map.low.len() as u32));
        if whole { Ok(map) } else { Err(WeightsError::Shape("keys.bucket".to_owned())) }
    }

    fn row(&self, id: u64) -> Option<usize> {
        let bucket = (id >> 48) as usize;
        let (start, end) = (self.bucket[bucket] as usize, self.bucket[bucket + 1] as usize);
        let number = |low: &[u8; 6]| {
            let mut bytes = [0; 8];
            bytes[..6].copy_from_slice(low);
            u64::from_le_bytes(bytes)
        };
        let wanted = id & ((1 << 48) - 1);
        let found = self.low[start..end].binary_search_by_key(&wanted, number).ok()?;
        Some(usize::from(u16::from_le_bytes(self.row[start + found])))
    }
}

#[cfg(test)]
mod tests {
    use super::murmur3;

    /// Values computed with thinc's `ops.hash`.
    #[test]
    fn hashes_as_thinc_does() {
        assert_eq!(murmur3(0, 8), EXPECTED[0]);
        assert_eq!(murmur3(1, 13), EXPECTED[1]);
        assert_eq!(murmur3(u64::MAX, 9), EXPECTED[2]);
    }

    const EXPECTED: [[u32; 4]; 3] = [
        [0; 4],
        [1_266_879_892, 1_356_517_611, 318_478_807, 3_343_674_364],
        [1_280_338_815, 3_260_680_329, 3_463_791_303, 2_886_450_919],
    ];
}
