//! What a server says it sends.

use chancery::read::Format;

/// The sorts of content that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    /// A page.
    Html,
    /// Plain text.
    Text,
    /// JSON, or JSON lines.
    Json,
    /// A feed, by its own name.
    Feed,
    /// XML of some sort, which may be a page or a feed.
    Xml,
    /// The server does not say, or says no more than "bytes".
    Untold,
    /// Something else.
    Other,
}

/// A content type: its sort, its name, its charset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The sort.
    pub kind: MediaKind,
    /// The name, lower-case.
    pub name: String,
    /// The label of the charset, where it is told.
    pub charset: Option<String>,
}

impl Media {
    /// Reads a `Content-Type`.
    pub fn parse(header: Option<&str>) -> Self {
        let mut parts = header.unwrap_or_default().split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (key.trim().eq_ignore_ascii_case("charset") && !value.is_empty())
                .then(|| value.to_ascii_lowercase())
        });
        let kind = match name.as_str() {
            "text/html" | "application/xhtml+xml" => MediaKind::Html,
            "text/plain" | "text/markdown" => MediaKind::Text,
            "application/feed+json"
            | "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml" => MediaKind::Feed,
            "application/json"
            | "application/jsonl"
            | "application/x-ndjson"
            | "application/x-jsonlines"
            | "text/json" => MediaKind::Json,
            "application/xml" | "text/xml" => MediaKind::Xml,
            "" | "application/octet-stream" | "binary/octet-stream" => MediaKind::Untold,
            _ => MediaKind::Other,
        };
        Self { kind, name, charset }
    }

    /// The format to read these bytes in, where the server's word decides it.
    pub fn format(&self, bytes: &[u8]) -> Option<Format> {
        match self.kind {
            MediaKind::Html => Some(Format::Html),
            MediaKind::Json => Some(Format::JsonLines),
            // Servers call plain text what they do not know: plain markup is not taken for it.
            MediaKind::Text => Some(Format::detect(Some("a.txt"), bytes)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_are_told_apart() {
        let kind = |header| Media::parse(Some(header)).kind;
        assert_eq!(kind("Text/HTML; charset=utf-8"), MediaKind::Html);
        assert_eq!(kind("application/rss+xml"), MediaKind::Feed);
        assert_eq!(kind("application/pdf"), MediaKind::Other);
        assert_eq!(Media::parse(None).kind, MediaKind::Untold);
        let media = Media::parse(Some("text/html; x=1; Charset=\"ISO-8859-2\""));
        assert_eq!(media.charset.as_deref(), Some("iso-8859-2"));
    }
}
