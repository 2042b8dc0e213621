//! What a record holds, at a glance.

use super::layout::{heading, labelled, plain};
use super::table::table;
use crate::keep::Counts;

/// Counts, encounters by kind, notes on documents, and inputs that could not be read.
pub fn overview(counts: &Counts, width: usize) -> String {
    let mut out = String::new();
    let period = counts.published.as_ref();
    let period = period.map(|(first, last)| format!(" (published {first} to {last})"));
    let documents = format!("{}{}", counts.documents, period.unwrap_or_default());
    labelled(&mut out, "documents", &documents, width);
    labelled(&mut out, "encounters", &counts.encounters.to_string(), width);
    labelled(&mut out, "accounts", &counts.accounts.to_string(), width);
    labelled(&mut out, "actors", &counts.actors.to_string(), width);
    labelled(&mut out, "mentions", &counts.mentions.to_string(), width);
    labelled(&mut out, "statements", &counts.statements.to_string(), width);
    labelled(&mut out, "commitments", &counts.commitments.to_string(), width);
    counted(&mut out, "encounters by kind", "kind and status", &counts.kinds, width);
    counted(&mut out, "notes on documents", "note", &counts.notes, width);
    if !counts.problems.is_empty() {
        heading(&mut out, "could not be read");
        let rows: Vec<Vec<String>> = counts
            .problems
            .iter()
            .map(|(input, day, what)| vec![plain(input), day.clone(), plain(what)])
            .collect();
        out.push_str(&table(&["input", "day", "why"], &rows, width));
    }
    out
}

fn counted(out: &mut String, title: &str, head: &str, lines: &[(String, u32)], width: usize) {
    if lines.is_empty() {
        return;
    }
    heading(out, title);
    let rows: Vec<Vec<String>> =
        lines.iter().map(|(name, count)| vec![name.replace('_', " "), count.to_string()]).collect();
    out.push_str(&table(&[head, "count"], &rows, width));
}
