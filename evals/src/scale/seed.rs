//! Numbers out of a seed (`SplitMix64`), the same on every machine.

/// A source of numbers.
#[derive(Debug, Clone)]
pub(super) struct Seed(u64);

impl Seed {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below another, each as likely.
    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Between 0 and 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that does so many times of a hundred.
    pub(super) fn hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// A place below `end`, the first the most often, as words and names are in news (Zipf).
    pub(super) fn ranked(&mut self, end: usize) -> usize {
        // The inverse of the sum of 1/n, to the next whole number; never below 0.
        let rank = ((end as f64 + 1.0).ln() * self.share()).exp() - 1.0;
        #[allow(clippy::cast_sign_loss, reason = "the power of a share is 1 at least")]
        let rank = rank as usize;
        rank.min(end - 1)
    }

    pub(super) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
