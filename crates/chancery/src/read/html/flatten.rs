//! A cap on nesting and on the number of elements, before any parser sees the page: one linear
//! pass over the tags. Elements nested deeper than the cap lose their tags, not their words.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// Deeper elements are flattened. Pages in the wild stay below 60.
pub(super) const MAX_DEPTH: usize = 200;

/// Tags beyond this number are dropped.
const MAX_TAGS: usize = 400_000;

/// A page made fit for parsing.
#[derive(Debug)]
pub(super) struct Flat<'h> {
    pub(super) html: Cow<'h, str>,
    /// Tags of elements beyond the depth were dropped.
    pub(super) too_deep: bool,
    /// Tags beyond the number were dropped.
    pub(super) too_many: bool,
}

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose end tag may be left out: they never nest directly, so they do not count.
const SELF_CLOSING: &[&str] = &[
    "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "rp",
    "rt", "colgroup", "html", "head", "body",
];

/// Elements whose content is not markup.
const RAW_TEXT: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// Elements inside a line: dropping their tags must not break the line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

fn is_in(list: &[&str], name: &str) -> bool {
    list.iter().any(|item| item.eq_ignore_ascii_case(name))
}

/// A tag as it stands in the page.
struct Tag<'h> {
    name: &'h str,
    closing: bool,
    /// One past its `>` (or the end of the page).
    end: usize,
}

/// Caps a page; pages within the cap are handed back as they are.
pub(super) fn flatten(html: &str) -> Flat<'_> {
    let mut open: Vec<&str> = Vec::new();
    let mut dropped: FxHashMap<String, usize> = FxHashMap::default();
    let mut flat = Flat { html: Cow::Borrowed(html), too_deep: false, too_many: false };
    let mut out = String::new();
    let (mut at, mut copied, mut tags) = (0, 0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some(tag) = tag_at(html, start) else {
            at = skip_other(html, start);
            continue;
        };
        at = tag.end;
        tags += 1;
        if !tag.closing && is_in(RAW_TEXT, tag.name) {
            at = raw_text_end(html, tag.end, tag.name);
            continue;
        }
        let deep = !passes(&tag, &mut open, &mut dropped);
        flat.too_deep |= deep;
        flat.too_many |= tags > MAX_TAGS;
        if deep || tags > MAX_TAGS {
            let words = &html[copied..start];
            out.push_str(words);
            // A run of dropped tags leaves one break, not one for each of them.
            if copied == 0 || !words.trim().is_empty() {
                let line_break = !is_in(INLINE, tag.name) && tags <= MAX_TAGS;
                out.push_str(if line_break { "<p>" } else { " " });
            }
            copied = tag.end;
        }
    }
    if copied > 0 {
        out.push_str(&html[copied..]);
        flat.html = Cow::Owned(out);
    }
    flat
}

/// Books a tag and says whether it may stay.
fn passes<'h>(
    tag: &Tag<'h>,
    open: &mut Vec<&'h str>,
    dropped: &mut FxHashMap<String, usize>,
) -> bool {
    if is_in(VOID, tag.name) || is_in(SELF_CLOSING, tag.name) {
        return true;
    }
    if tag.closing {
        if !dropped.is_empty()
            && let Some(count) = dropped.get_mut(&tag.name.to_ascii_lowercase())
            && *count > 0
        {
            *count -= 1;
            return false;
        }
        if let Some(at) = open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
            open.truncate(at);
        }
        return true;
    }
    if open.len() >= MAX_DEPTH {
        *dropped.entry(tag.name.to_ascii_lowercase()).or_default() += 1;
        return false;
    }
    open.push(tag.name);
    true
}

/// The tag that begins at `start`, if one does.
fn tag_at(html: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let closing = bytes.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(closing);
    if !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_len = bytes[name_start..]
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
        .unwrap_or(bytes.len() - name_start);
    let name = &html[name_start..name_start + name_len];
    Some(Tag { name, closing, end: tag_end(bytes, name_start + name_len) })
}

/// One past the `>` that ends a tag; one in a quoted value does not.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    bytes.len()
}

/// Where to go on after a `<` that begins no tag: past a comment or declaration.
fn skip_other(html: &str, start: usize) -> usize {
    let rest = &html[start..];
    let end = if rest.starts_with("<!--") {
        rest.find("-->").map(|end| end + 3)
    } else if rest.starts_with("<!") || rest.starts_with("<?") {
        rest.find('>').map(|end| end + 1)
    } else {
        Some(1)
    };
    end.map_or(html.len(), |end| start + end)
}

/// Where the end tag of an element without markup inside begins.
fn raw_text_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        let start = at + found;
        let end = start + 2 + name.len();
        if bytes.get(start + 2..end).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

/// The words of a page without any of its tags but paragraph breaks.
pub(super) fn strip(html: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        out.push_str(&html[at..start]);
        at = match tag_at(html, start) {
            Some(tag) => {
                out.push_str(if is_in(INLINE, tag.name) { " " } else { "<p>" });
                let raw = !tag.closing && is_in(RAW_TEXT, tag.name);
                if raw { raw_text_end(html, tag.end, tag.name) } else { tag.end }
            }
            None => skip_other(html, start),
        };
    }
    out.push_str(&html[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_pages_pass_untouched() {
        let html = "<div><p>a<p>b<!-- <div> --><script>'<div>'</script><b title='>'>c</b></div>";
        let flat = flatten(html);
        assert!(matches!(flat.html, Cow::Borrowed(_)) && !flat.too_deep);
    }

    #[test]
    fn deep_nesting_loses_tags_but_no_words() {
        let html = format!("{}word{} <i>end</i>", "<div>".repeat(5000), "</div>".repeat(5000));
        let flat = flatten(&html);
        assert!(flat.too_deep);
        assert_eq!(flat.html.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(flat.html.matches("</div>").count(), MAX_DEPTH);
        assert!(flat.html.contains("word") && flat.html.contains("<i>end</i>"));
    }

    #[test]
    fn unclosed_paragraphs_are_not_depth() {
        assert!(!flatten(&"<p>x<li>y".repeat(3000)).too_deep);
    }
}
