//! How far a figure over documents would move with other documents of the same kind: percentiles
//! over samples drawn with replacement, from a fixed seed.

/// Samples drawn.
const DRAWS: usize = 2000;

/// First state of the generator.
const SEED: u64 = 1648;

/// The 95 % intervals, low and high, of figures computed from a sample of documents.
pub(crate) fn intervals<T, const N: usize>(
    documents: &[T],
    figures: impl Fn(&[&T]) -> [f64; N],
) -> [(f64, f64); N] {
    let mut state = SEED;
    let draws: Vec<[f64; N]> = (0..DRAWS)
        .map(|_| {
            let sample: Vec<&T> =
                documents.iter().map(|_| &documents[below(&mut state, documents.len())]).collect();
            figures(&sample)
        })
        .collect();
    std::array::from_fn(|i| {
        let mut values: Vec<f64> = draws.iter().map(|draw| draw[i]).collect();
        values.sort_by(f64::total_cmp);
        (values[DRAWS / 40], values[DRAWS - 1 - DRAWS / 40])
    })
}

/// The next number below `limit`, by Steele, Lea and Flood's `SplitMix64`.
fn below(state: &mut u64, limit: usize) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    ((u128::from(z) * limit as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_hundred_lies_between_four_and_six_tenths() {
        let documents: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        let mean = |sample: &[&f64]| [sample.iter().copied().sum::<f64>() / sample.len() as f64];
        let [(low, high)] = intervals(&documents, mean);
        assert!((0.38..0.43).contains(&low) && (0.57..0.62).contains(&high), "{low} {high}");
        assert_eq!(intervals(&documents, mean), [(low, high)], "the same every time");
    }
}
