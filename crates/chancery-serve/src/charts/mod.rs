//! Charts as SVG: drawn twice, for wide and for narrow pages, with the same numbers as a table
//! beside them. Colours are those of the light style sheet; the sheet puts others in their place
//! for dark pages and for print.

#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "pixels and rows of a drawing are small numbers"
)]

mod bars;
mod grid;
mod spans;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub(crate) use bars::{Bar, bars};
pub(crate) use grid::{GridRow, grid};
pub(crate) use spans::{Span, spans};

/// Text.
const INK: RGBColor = RGBColor(0x1C, 0x1B, 0x1A);
/// Text beside the matter.
const SOFT: RGBColor = RGBColor(0x5C, 0x58, 0x52);
/// Lines.
const RULE: RGBColor = RGBColor(0xDC, 0xD7, 0xCD);
/// The first series, and what stands alone.
const FIRST: RGBColor = RGBColor(0x2F, 0x5D, 0x73);
/// The second series.
const SECOND: RGBColor = RGBColor(0x9D, 0xB8, 0xC4);
/// The third series.
const THIRD: RGBColor = RGBColor(0xB9, 0x8A, 0x5A);
/// What calls for attention.
const ALERT: RGBColor = RGBColor(0x7A, 0x1F, 0x2B);

/// Widths of a chart, in pixels.
const WIDE: i32 = 960;
const NARROW: i32 = 340;
/// Height of letters.
const LETTERS: i32 = 13;

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    /// What it shows, for those who do not see it.
    pub(crate) title: String,
    /// For wide pages.
    pub(crate) wide: String,
    /// For narrow ones.
    pub(crate) narrow: String,
    /// The same as a table: names of columns, rows.
    pub(crate) columns: Vec<String>,
    /// Rows of the table.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Chart {
    /// Draws a chart at both widths.
    fn drawn(
        title: String,
        (columns, rows): (Vec<String>, Vec<Vec<String>>),
        draw: impl Fn(i32) -> String,
    ) -> Self {
        Self { title, wide: draw(WIDE), narrow: draw(NARROW), columns, rows }
    }
}

/// What can be drawn on.
type Sheet<'s> = DrawingArea<SVGBackend<'s>, plotters::coord::Shift>;

/// An SVG of a size. It names no width of its own, so that it takes what the page gives it.
fn svg((width, height): (i32, i32), draw: impl FnOnce(&Sheet<'_>)) -> String {
    let mut text = String::new();
    let size = (width.unsigned_abs(), height.unsigned_abs());
    let sheet = SVGBackend::with_string(&mut text, size).into_drawing_area();
    draw(&sheet);
    drop(sheet);
    text.replacen("<svg ", "<svg aria-hidden=\"true\" focusable=\"false\" ", 1)
}

/// Writes a line of text. A drawing into memory cannot fail.
fn write(sheet: &Sheet<'_>, text: &str, at: (i32, i32), colour: RGBColor, side: HPos) {
    let style = ("sans-serif", LETTERS).into_font().color(&colour);
    let style = style.pos(Pos::new(side, VPos::Center));
    let _ = sheet.draw(&Text::new(text.to_owned(), at, style));
}

/// Fills a rectangle.
fn fill(sheet: &Sheet<'_>, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
    let _ = sheet.draw(&Rectangle::new([from, to], colour.filled()));
}

/// Draws a line.
fn line(sheet: &Sheet<'_>, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
    let _ = sheet.draw(&PathElement::new(vec![from, to], colour));
}

/// About how many pixels a text takes.
pub(crate) fn width_of(text: &str) -> i32 {
    text.chars().count() as i32 * LETTERS * 56 / 100
}

/// A text cut to so many pixels.
fn cut(text: &str, pixels: i32) -> String {
    let letters = (pixels * 100 / (LETTERS * 56)).max(3) as usize;
    chancery::show::shortened(text, letters)
}

/// A number of things between a few round steps: the top of an axis.
fn top(most: u32) -> u32 {
    let steps = [1, 2, 4, 5, 8, 10];
    let mut ten = 1;
    loop {
        for step in steps {
            if step * ten >= most {
                return step * ten;
            }
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers() {
        assert_eq!([0, 1, 3, 7, 11, 43, 101].map(top), [1, 1, 4, 8, 20, 50, 200]);
    }
}
