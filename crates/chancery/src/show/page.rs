//! HTML pages that stand alone: one file, no scripts, nothing fetched.

use std::fmt::Write;

use super::sources::{about, link, title};
use crate::briefs::{Quote, SourceLine};

/// Colours keep a contrast of 4.5 to 1 and more; nothing is told by colour alone.
const STYLE: &str = include_str!("page.css");

/// A text with the signs of HTML escaped, fit for element content and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A whole page around a body that is escaped already.
pub(super) fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n\
         </body>\n</html>\n"
    )
}

/// The number of a source as a link to it.
pub(super) fn cite(number: usize) -> String {
    format!("<a class=\"cite\" href=\"#s{number}\">[{number}]</a>")
}

/// Words in quotation marks with the number of their source.
pub(super) fn quote(quote: &Quote) -> String {
    format!("<q>{}</q> {}", escape(&quote.words), cite(quote.source))
}

/// A text in which numbers of sources stand in brackets, with these made links.
pub(super) fn linked(text: &str, sources: &[SourceLine]) -> String {
    let mut out = escape(text);
    for source in sources {
        let number = source.number;
        out = out.replace(&format!("[{number}]"), &cite(number));
    }
    out
}

/// The numbered sources.
pub(super) fn sources(sources: &[SourceLine]) -> String {
    let mut out = String::from("<h2 id=\"sources\">Sources</h2>\n<ol class=\"sources\">\n");
    for source in sources {
        let name = escape(title(source));
        let name = match link(source) {
            Some(address) => {
                format!("<a href=\"{}\" rel=\"noreferrer\">{name}</a>", escape(address))
            }
            None => name,
        };
        let about = linked(&about(source).join(" · "), sources);
        let address = source
            .address
            .as_deref()
            .map(|address| format!("<br><span class=\"address\">{}</span>", escape(address)));
        let words = source.quote.as_deref().map(|words| format!("<br><q>{}</q>", escape(words)));
        let _ = writeln!(
            out,
            "<li id=\"s{}\"><b>{name}</b><br>{about}{}{}<br>\
             <span class=\"id\">document {}</span></li>",
            source.number,
            address.unwrap_or_default(),
            words.unwrap_or_default(),
            escape(source.document.as_str()),
        );
    }
    out.push_str("</ol>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_sign_of_html_comes_through() {
        let text = "<script>alert('a' & \"b\")</script>";
        let safe = "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;";
        assert_eq!(escape(text), safe);
    }
}
