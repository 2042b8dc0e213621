//! Which source and which content belong to which cue. Twin of `training/attribution/pairing.py`:
//! order and values must agree.

use std::ops::Range;

use chancery_engine::{Dep, Doc, Weights, WeightsError};

use super::features::far;
use super::lines::Line;

const DEPS: usize = Dep::ALL.len();
const CLIMB: usize = 20;
/// Values of gap, cues between, rivals between, same sentence, tree, quoted.
const SIZES: [usize; 6] = [20, 3, 3, 2, 2 * DEPS + 1, 2];

/// The spans of a line, as places in it.
pub(super) struct Spans {
    pub(super) source: Vec<Range<usize>>,
    pub(super) cue: Vec<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
}

/// Linear weights of both targets, the bias last.
#[derive(Debug)]
pub(super) struct Pairing {
    source: Vec<f32>,
    content: Vec<f32>,
}

impl Pairing {
    /// Reads the weights.
    pub(super) fn read(weights: &Weights) -> Result<Self, WeightsError> {
        let part = |name: &str| {
            let values = weights.floats(name)?;
            let fits = values.len() == SIZES.iter().sum::<usize>() + 1;
            fits.then_some(values).ok_or_else(|| WeightsError::Shape(name.to_owned()))
        };
        Ok(Self { source: part("pair.source")?, content: part("pair.content")? })
    }

    /// The source of a cue: the first of the best, if it is likelier than not.
    pub(super) fn source(
        &self,
        doc: &Doc,
        line: &Line,
        spans: &Spans,
        cue: &Range<usize>,
    ) -> Option<usize> {
        let pair = Pair { doc, line, cues: &spans.cue, rivals: &spans.source };
        let scores = spans.source.iter().map(|span| pair.score(&self.source, cue, span));
        first_best(scores).filter(|&(_, score)| score > 0.0).map(|(place, _)| place)
    }

    /// The cue of a content: the first of the best.
    pub(super) fn cue(
        &self,
        doc: &Doc,
        line: &Line,
        spans: &Spans,
        content: &Range<usize>,
    ) -> Option<usize> {
        let pair = Pair { doc, line, cues: &spans.cue, rivals: &spans.content };
        let scores = spans.cue.iter().map(|cue| pair.score(&self.content, cue, content));
        first_best(scores).map(|(place, _)| place)
    }
}

/// The first of the highest scores, with its place.
fn first_best(scores: impl Iterator<Item = f32>) -> Option<(usize, f32)> {
    scores.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// What the pairs of a line are scored by.
struct Pair<'a> {
    doc: &'a Doc,
    line: &'a Line,
    cues: &'a [Range<usize>],
    rivals: &'a [Range<usize>],
}

impl Pair<'_> {
    fn score(&self, weights: &[f32], cue: &Range<usize>, span: &Range<usize>) -> f32 {
        let after = span.start >= cue.end;
        let gap = if after { span.start - cue.end } else { cue.start.saturating_sub(span.end) };
        let (first, last) = (cue.start.min(span.start), cue.start.max(span.start));
        let breaks = (first + 1..=last).any(|i| self.line.starts_sentence(i));
        let opening = self.doc.word(self.line.tokens[span.start]);
        let values = [
            2 * far(gap) + usize::from(after),
            between(self.cues, cue, span),
            between(self.rivals, cue, span),
            usize::from(!breaks),
            self.tree(cue, span),
            usize::from(matches!(opening, "\"" | "“" | "``")),
        ];
        let mut total = weights[weights.len() - 1];
        let mut offset = 0;
        for (value, size) in values.into_iter().zip(SIZES) {
            total += weights[offset + value];
            offset += size;
        }
        total
    }

    /// How the tops of two spans hang together in the tree.
    fn tree(&self, cue: &Range<usize>, span: &Range<usize>) -> usize {
        let (cue, span) = (self.top(cue), self.top(span));
        let up = self.climb(span, cue).map(|dep| 1 + dep);
        up.or_else(|| self.climb(cue, span).map(|dep| 1 + DEPS + dep)).unwrap_or(0)
    }

    /// The first token of a span whose head stands outside it.
    fn top(&self, span: &Range<usize>) -> usize {
        let is_top = |&i: &usize| self.line.head[i] == i || !span.contains(&self.line.head[i]);
        span.clone().find(is_top).unwrap_or(span.start)
    }

    /// The relation by which the path upwards from a token reaches a goal.
    fn climb(&self, token: usize, goal: usize) -> Option<usize> {
        let mut at = token;
        for _ in 0..CLIMB {
            let head = self.line.head[at];
            if head == at {
                return None;
            }
            if head == goal {
                return Some(self.line.dep[at] as usize);
            }
            at = head;
        }
        None
    }
}

/// How many of the items lie between two spans, at most 2.
fn between(items: &[Range<usize>], one: &Range<usize>, other: &Range<usize>) -> usize {
    let (low, high) = (one.end.min(other.end), one.start.max(other.start));
    items.iter().filter(|item| low <= item.start && item.end <= high).count().min(2)
}
