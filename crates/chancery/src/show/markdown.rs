//! Markdown: escaping, and the sources of a brief.

use std::fmt::Write;

use super::sources::{about, link, title};
use super::words::short_id;
use crate::briefs::{Quote, SourceLine};

/// A text in which no sign is taken for markup, on one line.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    // A number or a sign at the start of a line would begin a list.
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        _ => out,
    }
}

/// Words in quotation marks with the number of their source.
pub(super) fn quote(quote: &Quote) -> String {
    format!("“{}” \\[{}\\]", escape(&quote.words), quote.source)
}

/// The numbered sources.
pub(super) fn sources(sources: &[SourceLine]) -> String {
    let mut out = String::from("\n## Sources\n\n");
    for source in sources {
        let name = escape(title(source));
        let name = match link(source) {
            Some(address) => format!("[{name}](<{}>)", address.replace(['<', '>', ' '], "")),
            None => format!("**{name}**"),
        };
        let mut parts = vec![escape(&about(source).join(" · "))];
        let file = source.address.as_deref().filter(|_| link(source).is_none());
        parts.extend(file.map(escape));
        parts.extend(source.quote.as_deref().map(|quote| format!("“{}”", escape(quote))));
        parts.push(format!("document `{}`", short_id(source.document.as_str())));
        let _ = writeln!(out, "{}. {name}: {}", source.number, parts.join("; "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_sign_of_markdown_comes_through() {
        assert_eq!(escape("a|b *c* <d> [e](f)"), "a\\|b \\*c\\* &lt;d&gt; \\[e\\](f)");
        assert_eq!(escape("- a"), "\\- a");
    }
}
