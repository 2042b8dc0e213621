//! What each token adds to a state, computed page by page and kept only while near.
//!
//! A parser looks at a few tokens at a time, mostly close to one another. A long document would
//! need 4 kB a token, so only some pages are held; one that is needed again is computed again,
//! with the same result.

use std::ops::Range;

/// Tokens of one page.
const PAGE: usize = 256;

/// Pages held: no state looks at more than eight tokens.
const HELD: usize = 8;

#[derive(Debug, Default)]
struct Page {
    /// The page held here, counted from the start of the document.
    number: Option<usize>,
    last_used: u64,
    rows: Vec<f32>,
}

/// The memory of [`Rows`], kept from document to document.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    held: [Page; HELD],
    /// Where the page of the last look is held.
    current: usize,
    clock: u64,
}

/// The rows of one document; `compute` writes those of a range of tokens.
#[derive(Debug)]
pub(crate) struct Rows<'p, C> {
    pages: &'p mut Pages,
    tokens: usize,
    compute: C,
}

impl<'p, C: FnMut(Range<usize>, &mut Vec<f32>)> Rows<'p, C> {
    /// Rows of a document of so many tokens; forgets those of the document before.
    pub(crate) fn new(pages: &'p mut Pages, tokens: usize, compute: C) -> Self {
        for page in &mut pages.held {
            page.number = None;
        }
        Self { pages, tokens, compute }
    }

    /// The row of a token.
    pub(crate) fn row(&mut self, token: u32) -> &[f32] {
        let (number, place) = (token as usize / PAGE, token as usize % PAGE);
        let range = number * PAGE..((number + 1) * PAGE).min(self.tokens);
        if self.pages.held[self.pages.current].number != Some(number) {
            self.turn_to(number, range.clone());
        }
        let rows = &self.pages.held[self.pages.current].rows;
        let width = rows.len() / range.len();
        &rows[place * width..(place + 1) * width]
    }

    /// Makes a page the current one; the page unused for longest gives way.
    fn turn_to(&mut self, number: usize, range: Range<usize>) {
        let Pages { held, current, clock } = &mut *self.pages;
        *clock += 1;
        let found = held.iter().position(|p| p.number == Some(number));
        *current = found.unwrap_or_else(|| {
            let oldest = (0..HELD).min_by_key(|&i| (held[i].number.is_some(), held[i].last_used));
            let oldest = oldest.expect("there are pages");
            (self.compute)(range, &mut held[oldest].rows);
            held[oldest].number = Some(number);
            oldest
        });
        held[*current].last_used = *clock;
    }
}

#[cfg(test)]
mod tests {
    use super::{HELD, PAGE, Pages, Rows};

    #[test]
    fn a_page_that_was_dropped_is_computed_again() {
        let tokens = PAGE * (HELD + 2) + 7;
        let mut pages = Pages::default();
        let mut computed = 0;
        let mut rows = Rows::new(&mut pages, tokens, |range, rows| {
            computed += 1;
            *rows = range.map(|t| t as f32).collect();
        });
        for token in (0..tokens).chain((0..tokens).rev()) {
            assert_eq!(rows.row(token as u32), [token as f32]);
        }
        assert_eq!(computed, 2 * (HELD + 3) - HELD);
    }
}
