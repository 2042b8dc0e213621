//! Attributions: source, cue and content of everything that a text lays in somebody's mouth.
//!
//! A small net labels the tokens of each line (`features`, `net`, `chain`); a linear score
//! then says which source and which content belong to which cue (`pairing`). Both were trained
//! by `training/attribution`, whose modules are the twins of these; the card of the model is
//! `models/attribution/MODEL.md`. The same text gives the same bits on every machine.

mod chain;
mod features;
#[cfg(test)]
mod golden;
mod lines;
mod net;
mod pairing;

use std::ops::Range;

use chancery_engine::{Doc, Engine, Weights, WeightsError};

use chain::{Chain, Kind, spans};
use lines::{Line, lines};
use net::{LABELS, Net};
use pairing::{Pairing, Spans};

static MODEL: &[u8] = include_bytes!("../../../../../models/attribution/attribution.bin");

/// The files the attributions rest on: name and bytes.
pub fn model_files() -> [(&'static str, &'static [u8]); 1] {
    [("models/attribution/attribution.bin", MODEL)]
}

/// Tokens a unit of the net holds at most; a longer line is cut before a sentence.
const LONGEST: usize = 200;

/// One attribution. Token ranges are those of the [`Doc`]; an interrupted content has several.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attribution {
    /// Who says, thinks, wants: none if the text does not tell, or not near.
    pub source: Option<Range<u32>>,
    /// The words that say so; none where a quotation stands by itself.
    pub cue: Option<Range<u32>>,
    /// What is said, in order; empty if none was found.
    pub content: Vec<Range<u32>>,
    /// How sure the net is of the cue, 0 to 1; 0 without a cue.
    pub score: f32,
}

/// Spans as the model marks them, one label a token. Token ranges are those of the [`Doc`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// Who says.
    pub source: Vec<Range<u32>>,
    /// The words that say so.
    pub cue: Vec<Range<u32>>,
    /// What is said, each line and each part by itself.
    pub content: Vec<Range<u32>>,
}

/// The model: net, chain and pairing.
#[derive(Debug)]
pub struct Attributor {
    net: Net,
    chain: Chain,
    pairing: Pairing,
}

impl Attributor {
    /// The model inside the program.
    ///
    /// # Panics
    /// Never, unless the program was built with a damaged model file.
    pub fn embedded() -> Self {
        Self::read(MODEL).expect("the model in this program is whole")
    }

    fn read(bytes: &'static [u8]) -> Result<Self, WeightsError> {
        let weights = Weights::open(bytes)?;
        Ok(Self {
            net: Net::read(&weights)?,
            chain: Chain::read(&weights)?,
            pairing: Pairing::read(&weights)?,
        })
    }

    /// The attributions of a text that `engine` has parsed, in order of line and cue.
    pub fn attributions(&self, engine: &Engine, doc: &Doc) -> Vec<Attribution> {
        let mut found: Vec<Attribution> = Vec::new();
        let mut open = None;
        self.each_line(engine, doc, |line, told| {
            self.join(doc, line, told, &mut open, &mut found);
        });
        found
    }

    /// The spans that the net marks in a text that `engine` has parsed, each kind by itself, in
    /// order: what [`attributions`](Self::attributions) are put together from.
    pub fn marked(&self, engine: &Engine, doc: &Doc) -> Marked {
        let mut marked = Marked::default();
        self.each_line(engine, doc, |line, told| {
            let found = |kind| spans(told.labels, kind).into_iter().map(|span| line.range(&span));
            marked.source.extend(found(Kind::Source));
            marked.cue.extend(found(Kind::Cue));
            marked.content.extend(found(Kind::Content));
        });
        marked
    }

    /// Labels every line and hands it on, in order.
    fn each_line(&self, engine: &Engine, doc: &Doc, mut take: impl FnMut(&Line, &Told<'_>)) {
        let mut before = features::Before::default();
        for (index, line) in lines(doc).into_iter().enumerate() {
            let seen = features::features(doc, &line, before, index == 0);
            let (labels, emissions) = self.label(engine, doc, &line, &seen.tokens);
            let goes_on = before.in_quotation;
            take(&line, &Told { labels: &labels, emissions: &emissions, goes_on });
            before = seen.after;
        }
    }

    /// Labels and emissions of a line's tokens.
    fn label(
        &self,
        engine: &Engine,
        doc: &Doc,
        line: &Line,
        seen: &[features::Token],
    ) -> (Vec<u8>, Vec<[f32; LABELS]>) {
        let mut labels = Vec::with_capacity(line.len());
        let mut emissions = Vec::with_capacity(line.len());
        for unit in units(line) {
            let scores = self.net.emissions(engine, doc, line, seen, unit);
            labels.extend(self.chain.best(&scores));
            emissions.extend(scores);
        }
        (labels, emissions)
    }

    /// Puts the spans of a line together; `open` is the attribution that an unclosed quotation
    /// of the next line would belong to.
    fn join(
        &self,
        doc: &Doc,
        line: &Line,
        told: &Told<'_>,
        open: &mut Option<usize>,
        found: &mut Vec<Attribution>,
    ) {
        let [source, cue, content] =
            [Kind::Source, Kind::Cue, Kind::Content].map(|kind| spans(told.labels, kind));
        let spans = Spans { source, cue, content };
        let first = found.len();
        for cue in &spans.cue {
            let source = self.pairing.source(doc, line, &spans, cue);
            found.push(Attribution {
                source: source.map(|s| line.range(&spans.source[s])),
                cue: Some(line.range(cue)),
                content: Vec::new(),
                score: certainty(&told.emissions[cue.clone()]),
            });
        }
        for content in &spans.content {
            let place = match self.pairing.cue(doc, line, &spans, content) {
                Some(cue) => first + cue,
                None => open.filter(|_| told.goes_on).unwrap_or(found.len()),
            };
            if place == found.len() {
                found.push(Attribution::default());
            }
            found[place].content.push(line.range(content));
        }
        if found.len() > first {
            let told = (first..found.len()).filter(|&i| !found[i].content.is_empty());
            *open = told.max_by_key(|&i| found[i].content.last().map(|c| c.start));
        }
    }
}

/// What the net says of a line, and whether the line before ended inside a quotation.
struct Told<'a> {
    labels: &'a [u8],
    emissions: &'a [[f32; LABELS]],
    goes_on: bool,
}

/// The parts of a line that the net reads by themselves.
fn units(line: &Line) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = 0;
    while line.len() - start > LONGEST {
        let fits = start + 1..=start + LONGEST;
        let cut = fits.rev().find(|&i| line.starts_sentence(i)).unwrap_or(start + LONGEST);
        units.push(start..cut);
        start = cut;
    }
    units.push(start..line.len());
    units
}

/// The mean share of the cue's labels among all labels.
fn certainty(emissions: &[[f32; LABELS]]) -> f32 {
    let share = |scores: &[f32; LABELS]| {
        let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let parts = scores.map(|score| exp(score - highest));
        (parts[Kind::Cue.first()] + parts[Kind::Cue.first() + 1]) / parts.iter().sum::<f32>()
    };
    emissions.iter().map(share).sum::<f32>() / emissions.len() as f32
}

/// The exponential of a number up to 0, by arithmetic that is the same everywhere: a polynomial
/// of the fraction between two powers of two, good to six digits.
fn exp(x: f32) -> f32 {
    const TERMS: [f32; 8] = [
        1.525_273e-5,
        1.540_353e-4,
        1.333_356e-3,
        9.618_129e-3,
        5.550_411e-2,
        2.402_265e-1,
        6.931_472e-1,
        1.0,
    ];
    let x = x.max(-80.0) * std::f32::consts::LOG2_E;
    let whole = x.floor();
    let fraction = TERMS.iter().fold(0.0f32, |sum, &term| sum.mul_add(x - whole, term));
    fraction * f32::from_bits((whole as i32 + 127).cast_unsigned() << 23)
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    fn the_exponential_is_good_to_five_digits() {
        for x in [0.0f32, -0.1, -0.9, -1.0, -7.3, -30.0] {
            assert!((exp(x) - x.exp()).abs() <= 1e-5 * x.exp(), "{x}");
        }
        assert!(exp(-1e6) < 1e-30);
    }
}
