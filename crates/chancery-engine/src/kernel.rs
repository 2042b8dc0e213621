//! The one matrix kernel: a tile of rows times panels of weights, in AVX-512, AVX2 and plain Rust.
//!
//! Every output is one chain of fused multiply-adds over the inputs in order, whatever the
//! instruction set, the tile or the rows beside it: so a vector comes out the same, bit for bit,
//! on every machine, in any window of the text and on any thread.
#![allow(unsafe_code, reason = "vector instructions chosen at run time; the twin below is safe")]

/// Outputs of one panel.
pub(crate) const PANEL: usize = 48;

/// Rows of the largest tile.
pub(crate) const ROWS: usize = 8;

/// The widest instructions this machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isa {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Portable,
}

impl Isa {
    /// Asks the processor.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                return Isa::Avx512;
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Isa::Avx2;
            }
        }
        Isa::Portable
    }
}

/// Results of one tile: `R` rows, `C` panels of outputs each.
pub(crate) type Tile<const R: usize, const C: usize> = [[[f32; PANEL]; C]; R];

/// Multiplies `R` rows of `x`, each `stride` after the last, by `C` panels.
///
/// A panel holds [`PANEL`] weights for each of `k` inputs; `bias` holds [`PANEL`] per panel.
pub(crate) fn multiply<const R: usize, const C: usize>(
    isa: Isa,
    x: &[f32],
    stride: usize,
    panels: &[f32],
    bias: &[f32],
    out: &mut Tile<R, C>,
) {
    let k = panels.len() / (C * PANEL);
    assert!(x.len() >= (R - 1) * stride + k, "the rows are there");
    assert!(panels.len() == k * C * PANEL && bias.len() == C * PANEL, "whole panels");
    match isa {
        // SAFETY: `detect` found the instructions, and the lengths were checked above.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx512 => unsafe { x86::avx512(x, stride, panels, bias, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Isa::Avx2 => unsafe { x86::avx2(x, stride, panels, bias, out) },
        Isa::Portable => portable(x, stride, panels, bias, out),
    }
}

fn portable<const R: usize, const C: usize>(
    x: &[f32],
    stride: usize,
    panels: &[f32],
    bias: &[f32],
    out: &mut Tile<R, C>,
) {
    let k = panels.len() / (C * PANEL);
    for (r, row) in out.iter_mut().enumerate() {
        let x = &x[r * stride..r * stride + k];
        for (c, sums) in row.iter_mut().enumerate() {
            sums.copy_from_slice(&bias[c * PANEL..(c + 1) * PANEL]);
            let panel = &panels[c * k * PANEL..(c + 1) * k * PANEL];
            for (&x, weights) in x.iter().zip(panel.chunks_exact(PANEL)) {
                for (sum, &w) in sums.iter_mut().zip(weights) {
                    *sum = x.mul_add(w, *sum);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps,
        _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
    };

    use super::{PANEL, Tile};

    /// # Safety
    /// AVX-512F is there; `x` holds `R` rows of `k`, `panels` and `bias` hold `C` panels.
    #[target_feature(enable = "avx512f")]
    pub(super) unsafe fn avx512<const R: usize, const C: usize>(
        x: &[f32],
        stride: usize,
        panels: &[f32],
        bias: &[f32],
        out: &mut Tile<R, C>,
    ) {
        let k = panels.len() / (C * PANEL);
        let mut sums = [[[_mm512_setzero_ps(); 3]; C]; R];
        // SAFETY: every offset below stays under the lengths that the caller vouches for.
        unsafe {
            for row in &mut sums {
                for (c, panel) in row.iter_mut().enumerate() {
                    for (p, sum) in panel.iter_mut().enumerate() {
                        *sum = _mm512_loadu_ps(bias.as_ptr().add(c * PANEL + p * 16));
                    }
                }
            }
            for i in 0..k {
                for c in 0..C {
                    let weights = panels.as_ptr().add((c * k + i) * PANEL);
                    let w = [0, 16, 32].map(|p| _mm512_loadu_ps(weights.add(p)));
                    for (r, row) in sums.iter_mut().enumerate() {
                        let x = _mm512_set1_ps(*x.as_ptr().add(r * stride + i));
                        for p in 0..3 {
                            row[c][p] = _mm512_fmadd_ps(x, w[p], row[c][p]);
                        }
                    }
                }
            }
            for (row, out) in sums.iter().zip(out) {
                for (panel, out) in row.iter().zip(out) {
                    for (p, &sum) in panel.iter().enumerate() {
                        _mm512_storeu_ps(out.as_mut_ptr().add(p * 16), sum);
                    }
                }
            }
        }
    }

    /// Inputs whose weights are run over all rows before the next: they stay in the fastest cache.
    const BLOCK: usize = 96;

    /// # Safety
    /// AVX2 and FMA are there; otherwise as [`avx512`].
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn avx2<const R: usize, const C: usize>(
        x: &[f32],
        stride: usize,
        panels: &[f32],
        bias: &[f32],
        out: &mut Tile<R, C>,
    ) {
        for row in &mut *out {
            row.as_flattened_mut().copy_from_slice(bias);
        }
        for (c, panel) in panels.chunks_exact(panels.len() / C).enumerate() {
            for (block, weights) in panel.chunks(BLOCK * PANEL).enumerate() {
                let x = &x[block * BLOCK..];
                for (first, half) in (0..R).step_by(4).flat_map(|r| [(r, 0), (r, PANEL / 2)]) {
                    // SAFETY: lengths as the caller vouches; `half` leaves 24 outputs of 48.
                    unsafe {
                        if R - first >= 4 {
                            avx2_half::<4, R, C>(x, stride, weights, (first, c, half), out);
                        } else {
                            for r in first..R {
                                avx2_half::<1, R, C>(x, stride, weights, (r, c, half), out);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Adds to half a panel of `N` rows, 3 registers a row. `at`: first row, panel, first output.
    ///
    /// # Safety
    /// As [`avx2`].
    #[target_feature(enable = "avx2,fma")]
    unsafe fn avx2_half<const N: usize, const R: usize, const C: usize>(
        x: &[f32],
        stride: usize,
        weights: &[f32],
        at: (usize, usize, usize),
        out: &mut Tile<R, C>,
    ) {
        let (first, c, half) = at;
        let mut sums = [[_mm256_setzero_ps(); 3]; N];
        // SAFETY: every offset below stays under the lengths that the caller vouches for.
        unsafe {
            for (r, row) in sums.iter_mut().enumerate() {
                let out = out[first + r][c].as_ptr().add(half);
                *row = [0, 8, 16].map(|p| _mm256_loadu_ps(out.add(p)));
            }
            for i in 0..weights.len() / PANEL {
                let weights = weights.as_ptr().add(i * PANEL + half);
                let w = [0, 8, 16].map(|p| _mm256_loadu_ps(weights.add(p)));
                for (r, row) in sums.iter_mut().enumerate() {
                    let x = _mm256_set1_ps(*x.as_ptr().add((first + r) * stride + i));
                    for p in 0..3 {
                        row[p] = _mm256_fmadd_ps(x, w[p], row[p]);
                    }
                }
            }
            for (r, row) in sums.iter().enumerate() {
                let out = out[first + r][c].as_mut_ptr().add(half);
                for (p, &sum) in row.iter().enumerate() {
                    _mm256_storeu_ps(out.add(p * 8), sum);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Isa, PANEL, Tile, multiply};

    /// Numbers without structure, the same in every run.
    fn noise(n: usize, mut seed: u32) -> Vec<f32> {
        let next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        std::iter::repeat_with(next).take(n).collect()
    }

    fn agree<const R: usize, const C: usize>(k: usize, stride: usize) {
        let x = noise(R * stride + k, 1);
        let (panels, bias) = (noise(C * k * PANEL, 2), noise(C * PANEL, 3));
        let mut expected: Tile<R, C> = [[[0.0; PANEL]; C]; R];
        multiply(Isa::Portable, &x, stride, &panels, &bias, &mut expected);
        let mut isas = vec![Isa::detect()];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            isas.push(Isa::Avx2);
        }
        for isa in isas {
            let mut found: Tile<R, C> = [[[0.0; PANEL]; C]; R];
            multiply(isa, &x, stride, &panels, &bias, &mut found);
            assert_eq!(found, expected, "{isa:?}");
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        agree::<8, 1>(288, 96);
        agree::<4, 1>(96, 96);
        agree::<1, 1>(672, 672);
        agree::<1, 3>(64, 64);
        agree::<1, 2>(64, 64);
    }
}
