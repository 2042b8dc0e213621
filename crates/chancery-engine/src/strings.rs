//! String ids: the 64-bit numbers under which the weights know words and word parts.

use crate::symbols::SYMBOLS;

/// Seed of every string id.
const SEED: u64 = 1;
/// Multiplier and shift of `MurmurHash64A`.
const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
const SHIFT: u32 = 47;

/// Id of a string: 0 for the empty string, a small number for a reserved name (`"number"` and
/// `"mark"` are such names as well as words), else the `MurmurHash64A` of its UTF-8.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    match SYMBOLS.binary_search_by_key(&text, |(name, _)| name) {
        Ok(index) => SYMBOLS[index].1,
        Err(_) => murmur64(text.as_bytes()),
    }
}

/// `MurmurHash64A` with the seed of string ids.
fn murmur64(bytes: &[u8]) -> u64 {
    let mut hash = SEED ^ (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(MULTIPLIER);
        k = (k ^ (k >> SHIFT)).wrapping_mul(MULTIPLIER);
        hash = (hash ^ k).wrapping_mul(MULTIPLIER);
    }
    if !tail.is_empty() {
        let mut last = [0u8; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(MULTIPLIER);
    }
    hash = (hash ^ (hash >> SHIFT)).wrapping_mul(MULTIPLIER);
    hash ^ (hash >> SHIFT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_weights() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("coffee"), 3_197_928_453_018_144_401);
        assert_eq!(string_id("cos"), 5_827_203_507_584_285_142);
    }

    #[test]
    fn a_reserved_name_has_its_small_id() {
        assert_eq!(string_id("IS_ALPHA"), 1);
        assert_eq!(string_id("punct"), 445);
        assert!(string_id("number") < 457 && string_id("Number") > 457);
    }
}
