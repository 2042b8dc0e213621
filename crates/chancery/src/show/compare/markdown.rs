//! A comparison in Markdown.

use std::fmt::Write;

use super::{NOTHING, heading, numbers, part_words, tells_why, verdict_words};
use crate::briefs::{Comparison, Row, Saying};
use crate::show::markdown::{escape, quote, sources};

/// The comparison as a Markdown document.
pub fn markdown(it: &Comparison) -> String {
    let mut out = format!("# {}\n\n", escape(&heading(it)));
    let _ = writeln!(out, "{}  \n{}  ", escape(&it.setting), escape(&it.counts));
    let _ = write!(out, "`{}`\n\n", it.encounter);
    if it.rows.is_empty() {
        let _ = writeln!(out, "{NOTHING}");
    } else {
        table(&mut out, it);
    }
    silences(&mut out, it);
    apart(&mut out, it);
    out.push_str(&sources(&it.sources));
    out
}

fn table(out: &mut String, it: &Comparison) {
    let voices = it
        .columns
        .iter()
        .map(|column| format!("{} {}", escape(&column.voice), escape(&numbers(column))));
    let heads: Vec<String> =
        ["Field".to_owned(), "Verdict".to_owned()].into_iter().chain(voices).collect();
    let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
    for row in &it.rows {
        let cells = row.cells.iter().map(|cell| {
            let sayings: Vec<String> = cell.iter().map(saying).collect();
            if sayings.is_empty() { "–".to_owned() } else { sayings.join("<br>") }
        });
        let all: Vec<String> = [format!("**{}**", escape(&row.label)), verdict(row)]
            .into_iter()
            .chain(cells)
            .collect();
        let _ = writeln!(out, "| {} |", all.join(" | "));
    }
}

fn verdict(row: &Row) -> String {
    let words = escape(verdict_words(row.verdict));
    if tells_why(row.verdict) { format!("{words}: {}", escape(&row.why)) } else { words }
}

fn saying(saying: &Saying) -> String {
    if saying.says_the_same() {
        return format!("{} \\[{}\\]", escape(&saying.value), saying.quote.source);
    }
    format!("{} {}", escape(&saying.value), quote(&saying.quote))
}

fn silences(out: &mut String, it: &Comparison) {
    for silences in &it.silences {
        let _ = write!(out, "\n## Only {}\n\n", escape(&silences.voice));
        for told in &silences.told {
            let silent = escape(&told.silent.join("; "));
            let (what, words) = (escape(&told.what), quote(&told.quote));
            let _ = writeln!(out, "- **{what}** {words}; silent: {silent}");
        }
    }
}

fn apart(out: &mut String, it: &Comparison) {
    let mut last = None;
    for apart in &it.apart {
        if last.replace(apart.part) != Some(apart.part) {
            let _ = write!(out, "\n## {}\n\n", super::capital(part_words(apart.part)));
        }
        let told = std::iter::once(&apart.what).chain(&apart.values).map(|text| escape(text));
        let told = told.collect::<Vec<_>>().join("; ");
        let _ = writeln!(out, "- {told} {}", quote(&apart.quote));
    }
}
