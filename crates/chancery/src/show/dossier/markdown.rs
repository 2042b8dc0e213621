//! A brief in Markdown.

use std::fmt::Write;

use super::heading;
use crate::briefs::{Brief, Line};
use crate::show::markdown::{escape, quote, sources};

/// The brief as a Markdown document.
pub fn markdown(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n", escape(&heading(brief)));
    let _ = writeln!(out, "*{}*\n\n{}", escape(&brief.period), escape(&brief.counts));
    for section in &brief.sections {
        let _ = write!(out, "\n## {}\n\n", escape(&section.title));
        for item in &section.items {
            let head = format!("**{}** {}", escape(&item.day), escape(&item.head));
            let _ = writeln!(out, "- {head} (`{}`)", item.id);
            for told in &item.lines {
                let _ = writeln!(out, "  - {}", line(told));
            }
        }
        if let Some(left) = &section.left_out {
            let _ = writeln!(out, "\n*{}*", escape(left));
        }
    }
    if !brief.sources.is_empty() {
        out.push_str(&sources(&brief.sources));
    }
    out
}

fn line(line: &Line) -> String {
    let label = (!line.label.is_empty()).then(|| format!("{}:", escape(&line.label)));
    let text = (!line.text.is_empty()).then(|| escape(&line.text));
    let quotes = line.quotes.iter().map(quote);
    label.into_iter().chain(text).chain(quotes).collect::<Vec<_>>().join(" ")
}
