//! A comparison as a page of HTML that stands alone.

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
        body.push_str(&format!("<p>{NOTHING}</p>\n"));
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
        body.push_str(&format!("<th scope=\"col\">{} {numbers}</th>", escape(&column.voice)));
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
    let why = tells_why(row.verdict)
        .then(|| format!("<span class=\"why\">{}</span>", escape(&row.why)))
        .unwrap_or_default();
    body.push_str(&format!(
        "<tr{class}><th scope=\"row\"><span class=\"field-name\">{}</span>\
         <span class=\"verdict {}\">{}</span>{why}</th>",
        escape(&row.label),
        verdict_class(row.verdict),
        escape(verdict_words(row.verdict)),
    ));
    for (cell, column) in row.cells.iter().zip(&it.columns) {
        let voice = escape(&column.voice);
        if cell.is_empty() {
            body.push_str(&format!(
                "<td class=\"empty\" data-voice=\"{voice}\"><span class=\"nothing\">–</span></td>"
            ));
            continue;
        }
        let sayings: String = cell.iter().map(saying).collect();
        body.push_str(&format!("<td data-voice=\"{voice}\">{sayings}</td>"));
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
        body.push_str(&format!("<h3>Only {}</h3>\n<ul>\n", escape(&silences.voice)));
        for told in &silences.told {
            body.push_str(&format!(
                "<li><b>{}</b><br>{}<br><span class=\"soft\">silent: {}</span></li>\n",
                escape(&told.what),
                quote(&told.quote),
                escape(&told.silent.join("; ")),
            ));
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
            body.push_str(&format!("<h2>{title}</h2>\n<ul>\n{}</ul>\n", told.concat()));
        }
    }
}
