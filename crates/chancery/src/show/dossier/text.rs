//! A brief as text for a terminal.

use super::heading;
use crate::briefs::{Brief, Item, Line, Quote};
use crate::show::layout::{self, pad, width_of, wrap};
use crate::show::sources::sources;

/// Columns of the day.
const DAY: usize = 16;

/// The brief, at most `width` columns wide.
pub fn text(brief: &Brief, width: usize) -> String {
    let mut out = String::new();
    for line in [&heading(brief), &brief.period, &String::new(), &brief.counts] {
        out.push_str(&wrap(line, width).join("\n"));
        out.push('\n');
    }
    for section in &brief.sections {
        layout::heading(&mut out, &section.title.to_uppercase());
        for entry in &section.items {
            item(&mut out, entry, width);
        }
        if let Some(left) = &section.left_out {
            hung(&mut out, "", left, width);
        }
    }
    if !brief.sources.is_empty() {
        layout::heading(&mut out, "SOURCES");
        sources(&mut out, &brief.sources, width);
    }
    out
}

fn item(out: &mut String, item: &Item, width: usize) {
    let mut text = format!("{} ({})", item.head, item.id);
    for line in &item.lines {
        text.push('\n');
        text.push_str(&line_words(line));
    }
    hung(out, &item.day, &text, width);
}

/// `label: text “words” [1]`.
fn line_words(line: &Line) -> String {
    let quotes: Vec<String> = line.quotes.iter().map(quote_words).collect();
    let quotes = quotes.join(" ");
    let told = [line.text.as_str(), quotes.as_str()];
    let told: Vec<&str> = told.into_iter().filter(|part| !part.is_empty()).collect();
    let told = told.join(" ");
    if line.label.is_empty() { format!("  {told}") } else { format!("  {}: {told}", line.label) }
}

fn quote_words(quote: &Quote) -> String {
    format!("“{}” [{}]", quote.words, quote.source)
}

/// A text beside a day, both wrapped; lines that begin with blanks keep them.
fn hung(out: &mut String, day: &str, text: &str, width: usize) {
    let days = wrap(day, DAY - 1);
    let room = width.saturating_sub(DAY).max(20);
    let mut lines = Vec::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        for part in wrap(line, room.saturating_sub(indent)) {
            lines.push(format!("{}{part}", " ".repeat(indent)));
        }
    }
    for at in 0..lines.len().max(days.len()) {
        let day = days.get(at).map_or("", String::as_str);
        let line = lines.get(at).map_or("", String::as_str);
        let day = pad(day, DAY.max(width_of(day)));
        out.push_str(format!("{day}{line}").trim_end());
        out.push('\n');
    }
}
