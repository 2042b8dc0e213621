//! A comparison as text for a terminal.

use std::fmt::Write;

use super::{NOTHING, heading, numbers, part_words, tells_why, verdict_words};
use crate::briefs::{Column, Comparison, Row, Saying, Silence};
use crate::show::layout::{self, labelled, wrap};
use crate::show::sources::sources;
use crate::show::table::table;

/// Columns of the first column, which names the field and gives the verdict.
const FIELD: usize = 22;
/// Columns that a voice wants.
const VOICE: usize = 21;

/// The comparison, at most `width` columns wide where that is possible at all. Voices that do not
/// fit beside each other follow in further tables.
pub fn text(it: &Comparison, width: usize) -> String {
    let mut out = String::new();
    for line in [heading(it), it.setting.clone(), it.counts.clone()] {
        out.push_str(&wrap(&line, width).join("\n"));
        out.push('\n');
    }
    let _ = write!(out, "{}\n\n", it.encounter);
    let beside = (width.saturating_sub(FIELD + 4) / (VOICE + 3)).max(1);
    let places: Vec<usize> = (0..it.columns.len()).collect();
    for group in even(&places, beside) {
        out.push_str(&voices(it, group, width));
    }
    if it.rows.is_empty() {
        let _ = writeln!(out, "{NOTHING}");
    }
    silences(&mut out, it, width);
    apart(&mut out, it, width);
    layout::heading(&mut out, "sources");
    sources(&mut out, &it.sources, width);
    out
}

/// Groups of at most so many, as even as can be.
fn even(places: &[usize], most: usize) -> impl Iterator<Item = &[usize]> {
    let groups = places.len().div_ceil(most).max(1);
    places.chunks(places.len().div_ceil(groups).max(1))
}

/// The table of some of the voices. Rows on which none of them says anything are left out.
fn voices(it: &Comparison, group: &[usize], width: usize) -> String {
    let head = |column: &Column| format!("{} {}", column.voice, numbers(column));
    let heads: Vec<String> = group.iter().map(|&at| head(&it.columns[at])).collect();
    let heads: Vec<&str> = std::iter::once("").chain(heads.iter().map(String::as_str)).collect();
    let is_first = group.first() == Some(&0);
    let told = |row: &&Row| is_first || group.iter().any(|&at| !row.cells[at].is_empty());
    let rows: Vec<Vec<String>> = it
        .rows
        .iter()
        .filter(told)
        .map(|row| {
            let cells = group.iter().map(|&at| cell(&row.cells[at]));
            std::iter::once(field(row, is_first)).chain(cells).collect()
        })
        .collect();
    if rows.is_empty() { String::new() } else { table(&heads, &rows, width) }
}

/// Field and verdict; the reason only once.
fn field(row: &Row, with_reason: bool) -> String {
    let verdict = verdict_words(row.verdict);
    let reason = (with_reason && tells_why(row.verdict)).then(|| format!(": {}", row.why));
    let text = format!("{}\n{verdict}{}", row.label, reason.unwrap_or_default());
    wrap(&text, FIELD).join("\n")
}

fn cell(sayings: &[Saying]) -> String {
    if sayings.is_empty() {
        return "–".to_owned();
    }
    sayings.iter().map(saying).collect::<Vec<_>>().join("\n")
}

fn saying(saying: &Saying) -> String {
    let quote = &saying.quote;
    if saying.says_the_same() {
        return format!("{} [{}]", saying.value, quote.source);
    }
    format!("{}\n“{}” [{}]", saying.value, quote.words, quote.source)
}

fn silences(out: &mut String, it: &Comparison, width: usize) {
    for silences in &it.silences {
        layout::heading(out, &format!("only {}", silences.voice));
        for Silence { what, quote, silent } in &silences.told {
            let text = format!(
                "{what}\n“{}” [{}]\nsilent: {}",
                quote.words,
                quote.source,
                silent.join("; ")
            );
            labelled(out, "·", &text, width);
        }
    }
}

fn apart(out: &mut String, it: &Comparison, width: usize) {
    let mut last = None;
    for apart in &it.apart {
        if last.replace(apart.part) != Some(apart.part) {
            layout::heading(out, part_words(apart.part));
        }
        let values = apart.values.join("; ");
        let text = format!("{}\n{values}\n“{}”", apart.what, apart.quote.words);
        let text = text.replace("\n\n", "\n");
        labelled(out, &format!("[{}]", apart.quote.source), &text, width);
    }
}
