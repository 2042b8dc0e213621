//! Shares, with how far they can be trusted.

/// The 97.5th percentile of the standard normal distribution.
const Z: f64 = 1.959_964;

/// A share: right ones of all.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Share {
    pub(crate) fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// The share; 0 where nothing was counted.
    pub(crate) fn value(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 / self.all as f64 }
    }

    /// Wilson's score interval at 95 %, low and high; 0 to 1 where nothing was counted.
    pub(crate) fn interval(self) -> (f64, f64) {
        if self.all == 0 {
            return (0.0, 1.0);
        }
        let (p, n) = (self.value(), self.all as f64);
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        ((middle - reach) / scale, (middle + reach) / scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = Share { right: 81, all: 263 }.interval();
        assert!((low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4, "{low} {high}");
        assert_eq!(Share::default().interval(), (0.0, 1.0));
    }
}
