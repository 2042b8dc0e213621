//! What stands near some words of a text, found without looking at the rest of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Bytes of a stretch of text.
const STRETCH: u32 = 512;

/// Spans of a text by the stretches that they touch.
#[derive(Debug, Default)]
pub(super) struct Near {
    stretches: BTreeMap<u32, Vec<usize>>,
}

impl Near {
    /// Spans of bytes, each known by its place in the row.
    pub(super) fn of(spans: impl Iterator<Item = Range<u32>>) -> Self {
        let mut near = Self::default();
        for (place, span) in spans.enumerate() {
            near.add(place, &span);
        }
        near
    }

    /// Puts in a span.
    pub(super) fn add(&mut self, place: usize, span: &Range<u32>) {
        for stretch in span.start / STRETCH..=span.end.max(span.start) / STRETCH {
            self.stretches.entry(stretch).or_default().push(place);
        }
    }

    /// The places of the spans that touch a stretch which these bytes touch, in order.
    pub(super) fn about(&self, bytes: &Range<u32>) -> BTreeSet<usize> {
        let stretches = bytes.start / STRETCH..=bytes.end.max(bytes.start) / STRETCH;
        self.stretches.range(stretches).flat_map(|(_, places)| places).copied().collect()
    }
}
