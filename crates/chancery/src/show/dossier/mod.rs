//! A brief on two actors, in the formats people read.

mod docx;
mod html;
mod markdown;
mod text;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use text::text;

use crate::briefs::Brief;

fn heading(brief: &Brief) -> String {
    format!("{} and {}", brief.parties[0], brief.parties[1])
}

#[cfg(test)]
mod tests;
