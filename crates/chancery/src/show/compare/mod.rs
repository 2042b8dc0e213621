//! One encounter's accounts side by side, in the formats people read.

mod html;
mod markdown;
mod text;

pub use html::html;
pub use markdown::markdown;
pub use text::text;

use crate::briefs::{Column, Comparison};
use crate::nouns::{Part, Verdict};

/// A verdict in words, with a sign before it that is seen without colours.
pub(super) fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agreed => "= agreed",
        Verdict::OneOrigin => "1 one origin",
        Verdict::Compatible => "~ compatible",
        Verdict::Explained => "~ explained",
        Verdict::Only => "· only one",
        Verdict::Contradicted => "≠ CONTRADICTED",
    }
}

/// Whether the reason of a verdict tells more than the verdict and the cells do.
fn tells_why(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Compatible | Verdict::Explained | Verdict::Contradicted)
}

/// The numbers of a column's sources: `[1], copied in [4] and [5]`.
fn numbers(column: &Column) -> String {
    let copies: Vec<String> = column.copies.iter().map(|number| format!("[{number}]")).collect();
    match copies.split_last() {
        None => format!("[{}]", column.source),
        Some((last, [])) => format!("[{}], copied in {last}", column.source),
        Some((last, rest)) => {
            format!("[{}], copied in {} and {last}", column.source, rest.join(", "))
        }
    }
}

/// What heads a comparison.
fn heading(it: &Comparison) -> String {
    format!("{}: {}", capital(&it.what), it.who)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn part_words(part: Part) -> &'static str {
    match part {
        Part::Preview => "told beforehand",
        Part::Reference => "told later, in a text on something else",
        Part::Account => "told",
    }
}

/// What is said where a comparison has no rows.
const NOTHING: &str = "the voices tell no field that could be compared";

#[cfg(test)]
mod tests;
