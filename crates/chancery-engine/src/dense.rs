//! Layers of the nets, with their weights laid out for the kernel.

use crate::kernel::{Isa, PANEL, ROWS, Tile, multiply};

/// Width of every token vector.
pub const WIDTH: usize = 96;

const PIECES: usize = 3;
const GROUP: usize = PANEL / PIECES;
const EPSILON: f32 = 1e-8;

/// Weights in panels: for each panel, for each input, [`PANEL`] outputs.
#[derive(Debug)]
struct Panels {
    isa: Isa,
    inputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl Panels {
    /// Lays out row-major weights (outputs x inputs); panel place `i` takes output `output(i)`,
    /// or nothing where that is past the end.
    fn new(weights: &[f32], bias: &[f32], output: impl Fn(usize) -> usize) -> Self {
        let inputs = weights.len() / bias.len();
        let count = bias.len().div_ceil(PANEL);
        let mut panels = vec![0.0; count * PANEL * inputs];
        let mut padded = vec![0.0; count * PANEL];
        for (place, padded) in padded.iter_mut().enumerate() {
            let from = output(place);
            if from >= bias.len() {
                continue;
            }
            *padded = bias[from];
            let start = place / PANEL * PANEL * inputs + place % PANEL;
            for i in 0..inputs {
                panels[start + i * PANEL] = weights[from * inputs + i];
            }
        }
        Self { isa: Isa::detect(), inputs, weights: panels, bias: padded }
    }

    /// One panel of outputs for `R` rows.
    fn tile<const R: usize>(&self, x: &[f32], stride: usize, panel: usize) -> Tile<R, 1> {
        let mut out = [[[0.0; PANEL]; 1]; R];
        let size = PANEL * self.inputs;
        let weights = &self.weights[panel * size..(panel + 1) * size];
        let bias = &self.bias[panel * PANEL..(panel + 1) * PANEL];
        multiply(self.isa, x, stride, weights, bias, &mut out);
        out
    }

    fn count(&self) -> usize {
        self.bias.len() / PANEL
    }
}

/// Splits rows into tiles of eight, then four, then one.
fn tiles(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let size = match rows - at {
            0 => return None,
            1..4 => 1,
            4..ROWS => 4,
            _ => ROWS,
        };
        at += size;
        Some((at - size, size))
    })
}

/// Maxout of three pieces to [`WIDTH`], then layer norm.
#[derive(Debug)]
pub(crate) struct MaxoutNorm {
    panels: Panels,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl MaxoutNorm {
    /// Weights are (output, piece) x inputs; a panel holds the three pieces of 16 outputs.
    pub(crate) fn new(weights: &[f32], bias: &[f32], gain: Vec<f32>, shift: Vec<f32>) -> Self {
        let output = |place: usize| {
            let (piece, lane) = (place % PANEL / GROUP, place % GROUP);
            (place / PANEL * GROUP + lane) * PIECES + piece
        };
        Self { panels: Panels::new(weights, bias, output), gain, shift }
    }

    /// Number of inputs of a row.
    pub(crate) fn inputs(&self) -> usize {
        self.panels.inputs
    }

    /// Applies to `out.len() / WIDTH` rows of `x`, each `stride` after the last.
    pub(crate) fn apply(&self, x: &[f32], stride: usize, out: &mut [f32]) {
        for (first, size) in tiles(out.len() / WIDTH) {
            let x = &x[first * stride..];
            let out = &mut out[first * WIDTH..(first + size) * WIDTH];
            match size {
                ROWS => self.apply_tile::<ROWS>(x, stride, out),
                4 => self.apply_tile::<4>(x, stride, out),
                _ => self.apply_tile::<1>(x, stride, out),
            }
            for row in out.chunks_exact_mut(WIDTH) {
                self.norm(row);
            }
        }
    }

    fn apply_tile<const R: usize>(&self, x: &[f32], stride: usize, out: &mut [f32]) {
        for group in 0..self.panels.count() {
            let tile = self.panels.tile::<R>(x, stride, group);
            for (row, [sums]) in out.chunks_exact_mut(WIDTH).zip(&tile) {
                let row = &mut row[group * GROUP..(group + 1) * GROUP];
                let (a, b, c) = (&sums[..GROUP], &sums[GROUP..2 * GROUP], &sums[2 * GROUP..]);
                for (i, out) in row.iter_mut().enumerate() {
                    *out = a[i].max(b[i]).max(c[i]);
                }
            }
        }
    }

    fn norm(&self, row: &mut [f32]) {
        let mean = sum(row, |x| x) / WIDTH as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / WIDTH as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for ((x, gain), shift) in row.iter_mut().zip(&self.gain).zip(&self.shift) {
            *x = (*x - mean) * scale * gain + shift;
        }
    }
}

/// Sums in sixteen lanes, then across them: a fixed order that still fills the vector units.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; GROUP];
    for chunk in row.chunks_exact(GROUP) {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += of(x);
        }
    }
    lanes.iter().sum()
}

/// Weights and bias, nothing else. Every output is one chain of fused multiply-adds over the inputs
/// in order, so it is the same, bit for bit, on every machine and among any other rows.
#[derive(Debug)]
pub struct Linear {
    panels: Panels,
    outputs: usize,
}

impl Linear {
    /// Weights are outputs x inputs, row-major; the bias has one number for each output.
    pub fn new(weights: &[f32], bias: &[f32]) -> Self {
        Self { panels: Panels::new(weights, bias, |place| place), outputs: bias.len() }
    }

    /// Number of outputs of a row.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies to `x.len() / inputs` rows; `out` has room for as many rows of outputs.
    ///
    /// # Panics
    /// If `out` is too short.
    pub fn apply(&self, x: &[f32], out: &mut [f32]) {
        let inputs = self.panels.inputs;
        for (first, size) in tiles(x.len() / inputs) {
            let x = &x[first * inputs..(first + size) * inputs];
            let out = &mut out[first * self.outputs..(first + size) * self.outputs];
            match size {
                ROWS => self.apply_tile::<ROWS>(x, out),
                4 => self.apply_tile::<4>(x, out),
                _ => self.apply_tile::<1>(x, out),
            }
        }
    }

    fn apply_tile<const R: usize>(&self, x: &[f32], out: &mut [f32]) {
        for panel in 0..self.panels.count() {
            let tile = self.panels.tile::<R>(x, self.panels.inputs, panel);
            let first = panel * PANEL;
            let width = PANEL.min(self.outputs - first);
            for (row, [sums]) in out.chunks_exact_mut(self.outputs).zip(&tile) {
                row[first..first + width].copy_from_slice(&sums[..width]);
            }
        }
    }

    /// One row through exactly `C` panels at once, which keeps the multipliers busy.
    pub(crate) fn apply_row<const C: usize>(&self, x: &[f32]) -> [[f32; PANEL]; C] {
        let mut out = [[[0.0; PANEL]; C]; 1];
        let Panels { isa, weights, bias, .. } = &self.panels;
        multiply(*isa, x, 0, weights, bias, &mut out);
        out[0]
    }
}
