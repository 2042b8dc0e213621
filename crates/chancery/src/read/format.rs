//! What a file is, by its name and its first bytes.

/// The forms of input read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text: one document.
    Text,
    /// An HTML page: one document.
    Html,
    /// One JSON object a line, each a document.
    JsonLines,
}

impl Format {
    /// The format of a file with this name (or address) that begins with these bytes. A name's
    /// ending decides, unless it says plain text (or nothing) and the bytes are plainly markup.
    pub fn detect(name: Option<&str>, head: &[u8]) -> Self {
        let ending = name.and_then(ending).unwrap_or_default();
        match ending.as_str() {
            "html" | "htm" | "xhtml" | "shtml" => Self::Html,
            "jsonl" | "ndjson" | "json" => Self::JsonLines,
            "txt" | "text" | "md" if !begins_as_html(head) => Self::Text,
            _ => Self::of_bytes(head),
        }
    }

    fn of_bytes(head: &[u8]) -> Self {
        if begins_as_html(head) {
            return Self::Html;
        }
        let start = trimmed(head);
        let line = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
        // A line longer than the head cannot be parsed yet: `{"` is then the evidence.
        let whole = line.len() < start.len();
        let object = if whole {
            serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok()
        } else {
            line.starts_with(b"{\"")
                || serde_json::from_slice::<serde_json::Map<_, _>>(line).is_ok()
        };
        if object { Self::JsonLines } else { Self::Text }
    }
}

/// The last ending of a path or address, lower-case, without query or fragment.
fn ending(name: &str) -> Option<String> {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}

fn trimmed(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.trim_ascii_start()
}

/// Whether text begins with a tag that only an HTML page begins with.
fn begins_as_html(head: &[u8]) -> bool {
    // UTF-16 shows as ASCII with NULs between; dropping those is enough to see the first tag.
    let ascii: Vec<u8> = head.iter().take(1024).copied().filter(|&b| b != 0 && b < 0x80).collect();
    let mut start = trimmed(&ascii);
    while let Some(rest) = start.strip_prefix(b"<!--").or_else(|| start.strip_prefix(b"<?")) {
        let Some(end) = rest.iter().position(|&byte| byte == b'>') else { return false };
        start = rest[end + 1..].trim_ascii_start();
    }
    ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<meta", "<title"].iter().any(
        |tag| start.len() >= tag.len() && start[..tag.len()].eq_ignore_ascii_case(tag.as_bytes()),
    )
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_decide_and_bytes_correct_them() {
        assert_eq!(Format::detect(Some("a/b.HTML"), b"words"), Format::Html);
        assert_eq!(Format::detect(Some("https://x.org/a.html?b=c.txt"), b""), Format::Html);
        assert_eq!(Format::detect(Some("a.jsonl"), b""), Format::JsonLines);
        assert_eq!(Format::detect(Some("a.txt"), b"<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(Format::detect(Some("a.txt"), b"{\"text\": 1}"), Format::Text);
        assert_eq!(Format::detect(None, b" <!-- x --> <HTML lang=en>"), Format::Html);
        assert_eq!(Format::detect(Some("-"), b"{\"text\":\"x\"}\n{"), Format::JsonLines);
        assert_eq!(Format::detect(None, b"{1, 2} is a set"), Format::Text);
    }
}
