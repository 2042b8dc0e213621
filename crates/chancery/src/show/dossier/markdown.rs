//! A brief in Markdown.

use super::heading;
use crate::briefs::{Brief, Line};
use crate::show::markdown::{escape, quote, sources};

/// The brief as a Markdown document.
pub fn markdown(brief: &Brief) -> String {
    let mut out = format!("# {}\n\n", escape(&heading(brief)));
    out.push_str(&format!("*{}*\n\n{}\n", escape(&brief.period), escape(&brief.counts)));
    for section in &brief.sections {
        out.push_str(&format!("\n## {}\n\n", escape(&section.title)));
        for item in &section.items {
            let head = format!("**{}** {}", escape(&item.day), escape(&item.head));
            out.push_str(&format!("- {head} (`{}`)\n", item.id));
            for told in &item.lines {
                out.push_str(&format!("  - {}\n", line(told)));
            }
        }
        if let Some(left) = &section.left_out {
            out.push_str(&format!("\n*{}*\n", escape(left)));
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
