//! A comparison as a page of HTML that stands alone.

use std::fmt::Write;

use super::{NOTHING, capital, heading, numbers, part_words, tells_why, verdict_words};
use crate::briefs::{Comparison, Row, Saying};
use crate::nouns::Verdict;
use crate::show::page::{cite, escape, linked, page, quote, sources};

/// The comparison as one file.
pub fn html(it: &Comparison) -> String {
    let heading = heading(it);
    let mut body = format!(
        "<h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n<p class=\"id\">{}</p>\n",
        escape(&heading),
        escape(&it.setting),
        escape(&it.counts),
        escape(it.encounter.as_str()),
    );
    if it.rows.is_empty() {
        let _ = writeln!(body, "<p>{NOTHING}</p>");
    } else {
        table(&mut body, it);
    }
    silences(&mut body, it);
    apart(&mut body, it);
    body.push_str(&sources(&it.sources));
    page(&heading, &body)
}

fn table(body: &mut String, it: &Comparison) {
    body.push_str("<table>\n<colgroup><col class=\"field\">");
    body.push_str(&"<col>".repeat(it.columns.len()));
    body.push_str("</colgroup>\n<thead><tr><th scope=\"col\">Field and verdict</th>");
    for column in &it.columns {
        let numbers = linked(&numbers(column), &it.sources);
        let _ = write!(body, "<th scope=\"col\">{} {numbers}</th>", escape(&column.voice));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    for line in &it.rows {
        row(body, it, line);
    }
    body.push_str("</tbody>\n</table>\n");
}

fn row(body: &mut String, it: &Comparison, row: &Row) {
    let class = match row.verdict {
        Verdict::Contradicted => " class=\"is-contradicted\"",
        _ => "",
    };
    let why = if tells_why(row.verdict) {
        format!("<span class=\"why\">{}</span>", escape(&row.why))
    } else {
        String::new()
    };
    let _ = write!(
        body,
        "<tr{class}><th scope=\"row\"><span class=\"field-name\">{}</span>\
         <span class=\"verdict {}\">{}</span>{why}</th>",
        escape(&row.label),
        verdict_class(row.verdict),
        escape(verdict_words(row.verdict)),
    );
    for (cell, column) in row.cells.iter().zip(&it.columns) {
        let voice = escape(&column.voice);
        if cell.is_empty() {
            let _ = write!(
                body,
                "<td class=\"empty\" data-voice=\"{voice}\"><span class=\"nothing\">–</span></td>"
            );
            continue;
        }
        let sayings: String = cell.iter().map(saying).collect();
        let _ = write!(body, "<td data-voice=\"{voice}\">{sayings}</td>");
    }
    body.push_str("</tr>\n");
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agreed => "agreed",
        Verdict::Contradicted => "contradicted",
        _ => "other",
    }
}

fn saying(saying: &Saying) -> String {
    let value = escape(&saying.value);
    let words = if saying.says_the_same() {
        cite(saying.quote.source)
    } else {
        format!("<br>{}", quote(&saying.quote))
    };
    format!("<span class=\"saying\"><b>{value}</b> {words}</span>")
}

fn silences(body: &mut String, it: &Comparison) {
    if it.silences.is_empty() {
        return;
    }
    body.push_str("<h2>Told by one voice alone</h2>\n");
    for silences in &it.silences {
        let _ = writeln!(body, "<h3>Only {}</h3>\n<ul>", escape(&silences.voice));
        for told in &silences.told {
            let _ = writeln!(
                body,
                "<li><b>{}</b><br>{}<br><span class=\"soft\">silent: {}</span></li>",
                escape(&told.what),
                quote(&told.quote),
                escape(&told.silent.join("; ")),
            );
        }
        body.push_str("</ul>\n");
    }
}

fn apart(body: &mut String, it: &Comparison) {
    for part in [crate::nouns::Part::Preview, crate::nouns::Part::Reference] {
        let told: Vec<String> = it
            .apart
            .iter()
            .filter(|apart| apart.part == part)
            .map(|apart| {
                let told = std::iter::once(&apart.what).chain(&apart.values).map(|it| escape(it));
                let told = told.collect::<Vec<_>>().join("; ");
                format!("<li>{told}<br>{}</li>\n", quote(&apart.quote))
            })
            .collect();
        if !told.is_empty() {
            let title = capital(part_words(part));
            let _ = writeln!(body, "<h2>{title}</h2>\n<ul>\n{}</ul>", told.concat());
        }
    }
}
