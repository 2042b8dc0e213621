//! The net: emissions of the labels. Twin of `training/attribution/net.py`.
//!
//! A token comes in as static vector, hashed lemmas (its own, its head's, the head's head's) and
//! closed-set numbers. Each layer sees a token, its neighbours at one distance on either side and
//! its head; past the ends of a unit stand zeros.

use std::ops::Range;

use chancery_engine::{Doc, Engine, Linear, WIDTH, Weights, WeightsError};

use super::features::{LEMMA_ROWS, NUMBER_ROWS, Token};
use super::lines::Line;

/// Labels of a token: none, and first and further token of each kind of span.
pub(super) const LABELS: usize = 7;

const LEMMA: usize = 32;
const INPUT: usize = WIDTH + 3 * LEMMA;
const SEEN: usize = 4 * WIDTH;
const EPSILON: f32 = 1e-5;
/// Tokens whose input is laid out at a time: it stays in the nearer caches.
const CHUNK: usize = 16;

/// The weights.
#[derive(Debug)]
pub(super) struct Net {
    lemmas: Vec<f32>,
    numbers: Vec<f32>,
    input: Layer,
    layers: Vec<(usize, Layer)>,
    output: Linear,
}

/// A linear layer, then the positive part, then the norm.
#[derive(Debug)]
struct Layer {
    linear: Linear,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Net {
    /// Reads the net.
    pub(super) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let numbers = weights.floats("numbers.weight")?;
        if numbers.len() != NUMBER_ROWS * WIDTH {
            return Err(WeightsError::Shape("numbers.weight".to_owned()));
        }
        let lemmas = weights.floats("lemma.weight")?;
        if lemmas.len() != LEMMA_ROWS * LEMMA {
            return Err(WeightsError::Shape("lemma.weight".to_owned()));
        }
        let layer = |(i, step): (usize, u32)| {
            Ok((
                step as usize,
                Layer::read(weights, &format!("layers.{i}"), &format!("norms.{i}"))?,
            ))
        };
        Ok(Self {
            lemmas,
            numbers,
            input: Layer::read(weights, "input", "input_norm")?,
            layers: weights
                .u32s("steps")?
                .into_iter()
                .enumerate()
                .map(layer)
                .collect::<Result<_, WeightsError>>()?,
            output: Linear::new(&weights.floats("output.weight")?, &weights.floats("output.bias")?),
        })
    }

    /// The emissions of the tokens of a unit, which is a part of a line.
    pub(super) fn emissions(
        &self,
        engine: &Engine,
        doc: &Doc,
        line: &Line,
        seen: &[Token],
        unit: Range<usize>,
    ) -> Vec<[f32; LABELS]> {
        let inside = |place: usize| unit.contains(&place).then(|| place - unit.start);
        let heads: Vec<usize> = (unit.clone().enumerate())
            .map(|(own, place)| inside(line.head[place]).unwrap_or(own))
            .collect();
        let seen = &seen[unit.clone()];
        let mut x = self.embed(engine, doc, &line.tokens[unit], seen, &heads);
        let mut y = vec![0.0; x.len()];
        let mut rows = vec![0.0; heads.len().min(CHUNK) * SEEN];
        for (step, layer) in &self.layers {
            for (chunk, y) in y.chunks_mut(CHUNK * WIDTH).enumerate() {
                let first = chunk * CHUNK;
                let rows = &mut rows[..y.len() / WIDTH * SEEN];
                gather(&x, &heads, *step, first, rows);
                layer.linear.apply(rows, y);
                y.chunks_exact_mut(WIDTH).for_each(|y| layer.finish(y));
            }
            for (x, y) in x.iter_mut().zip(&y) {
                *x += y;
            }
        }
        let mut out = vec![0.0; heads.len() * LABELS];
        self.output.apply(&x, &mut out);
        out.as_chunks().0.to_vec()
    }

    /// The vectors that the layers start from.
    fn embed(
        &self,
        engine: &Engine,
        doc: &Doc,
        tokens: &[u32],
        seen: &[Token],
        heads: &[usize],
    ) -> Vec<f32> {
        let mut lemmas = vec![0.0; seen.len() * LEMMA];
        for (out, token) in lemmas.chunks_exact_mut(LEMMA).zip(seen) {
            let [one, two] = token.lemma.map(|row| &self.lemmas[usize::from(row) * LEMMA..]);
            for ((out, one), two) in out.iter_mut().zip(one).zip(two) {
                *out = one + two;
            }
        }
        let lemma = |place: usize| &lemmas[place * LEMMA..(place + 1) * LEMMA];
        let mut rows = vec![0.0; seen.len() * INPUT];
        for (i, row) in rows.chunks_exact_mut(INPUT).enumerate() {
            engine.word_vector(doc.word(tokens[i]), &mut row[..WIDTH]);
            for (k, place) in [i, heads[i], heads[heads[i]]].into_iter().enumerate() {
                row[WIDTH + k * LEMMA..WIDTH + (k + 1) * LEMMA].copy_from_slice(lemma(place));
            }
        }
        let mut x = vec![0.0; seen.len() * WIDTH];
        self.input.linear.apply(&rows, &mut x);
        for (x, token) in x.chunks_exact_mut(WIDTH).zip(seen) {
            self.add_numbers(token, x);
            self.input.finish(x);
        }
        x
    }

    fn add_numbers(&self, token: &Token, x: &mut [f32]) {
        let mut sum = [0.0f32; WIDTH];
        for &row in &token.numbers {
            let row = usize::from(row) * WIDTH;
            for (sum, number) in sum.iter_mut().zip(&self.numbers[row..row + WIDTH]) {
                *sum += number;
            }
        }
        for (x, sum) in x.iter_mut().zip(&sum) {
            *x += sum;
        }
    }
}

impl Layer {
    fn read(weights: &Weights, linear: &str, norm: &str) -> Result<Self, WeightsError> {
        let part = |layer: &str, part: &str| weights.floats(&format!("{layer}.{part}"));
        let linear = Linear::new(&part(linear, "weight")?, &part(linear, "bias")?);
        let (gain, shift) = (part(norm, "weight")?, part(norm, "bias")?);
        let fits = linear.outputs() == WIDTH && gain.len() == WIDTH && shift.len() == WIDTH;
        let layer = Self { linear, gain, shift };
        fits.then_some(layer).ok_or_else(|| WeightsError::Shape(norm.to_owned()))
    }

    /// The positive part of a row, normed.
    fn finish(&self, row: &mut [f32]) {
        for x in row.iter_mut() {
            *x = x.max(0.0);
        }
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
    const LANES: usize = 16;
    let mut lanes = [0.0; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += of(x);
        }
    }
    lanes.iter().sum()
}

/// For each token from `first` on, as many as `rows` has room for: the vector `step` before it, its
/// own, the one `step` after it, its head's.
fn gather(x: &[f32], heads: &[usize], step: usize, first: usize, rows: &mut [f32]) {
    for (i, row) in (first..).zip(rows.chunks_exact_mut(SEEN)) {
        let places = [i.checked_sub(step), Some(i), Some(i + step), Some(heads[i])];
        for (part, place) in row.chunks_exact_mut(WIDTH).zip(places) {
            match place.filter(|&p| p < heads.len()) {
                Some(place) => part.copy_from_slice(&x[place * WIDTH..(place + 1) * WIDTH]),
                None => part.fill(0.0),
            }
        }
    }
}
