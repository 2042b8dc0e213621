//! A brief as a page of HTML that stands alone.

use std::fmt::Write;

use super::heading;
use crate::briefs::{Brief, Item, Line};
use crate::show::page::{escape, linked, page, quote, sources};

/// The brief as one file.
pub fn html(brief: &Brief) -> String {
    let heading = heading(brief);
    let mut body = format!(
        "<h1>{}</h1>\n<p class=\"soft\">{}</p>\n<p>{}</p>\n",
        escape(&heading),
        escape(&brief.period),
        escape(&brief.counts)
    );
    for section in &brief.sections {
        let _ = writeln!(body, "<h2>{}</h2>", escape(&section.title));
        for entry in &section.items {
            item(&mut body, brief, entry);
        }
        if let Some(left) = &section.left_out {
            let _ = writeln!(body, "<p class=\"left-out\">{}</p>", escape(left));
        }
    }
    if !brief.sources.is_empty() {
        body.push_str(&sources(&brief.sources));
    }
    page(&heading, &format!("<div class=\"narrow\">\n{body}</div>\n"))
}

fn item(body: &mut String, brief: &Brief, item: &Item) {
    let _ = writeln!(
        body,
        "<div class=\"entry\"><span class=\"day\">{}</span><div>\
         <span class=\"head\">{}</span> <span class=\"id\">{}</span>",
        escape(&item.day),
        linked(&item.head, &brief.sources),
        escape(&item.id),
    );
    for told in &item.lines {
        let _ = writeln!(body, "<span class=\"line\">{}</span>", line(told, brief));
    }
    body.push_str("</div></div>\n");
}

fn line(line: &Line, brief: &Brief) -> String {
    let label = (!line.label.is_empty())
        .then(|| format!("<span class=\"label\">{}:</span>", escape(&line.label)));
    let text = (!line.text.is_empty()).then(|| linked(&line.text, &brief.sources));
    let quotes = line.quotes.iter().map(quote);
    label.into_iter().chain(text).chain(quotes).collect::<Vec<_>>().join(" ")
}
