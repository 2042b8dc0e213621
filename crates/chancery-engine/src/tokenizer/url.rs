//! Whether a whole chunk is a URL or an address, which is then kept in one piece.

use regex::bytes::{Regex, RegexBuilder};

use super::data::UrlData;

/// The URL pattern. Characters beyond ASCII are first replaced by one byte each that stands for
/// their class, so that the automaton stays small.
#[derive(Debug)]
pub(super) struct UrlPattern {
    regex: Regex,
    classes: Vec<(u32, u8)>,
}

impl UrlPattern {
    pub(super) fn new(data: UrlData) -> Result<Self, String> {
        let regex = RegexBuilder::new(&data.pattern).unicode(false).build();
        let regex = regex.map_err(|error| error.to_string())?;
        if data.classes.first().is_none_or(|&(first, _)| first != 0x80) {
            return Err("the character classes of the URL pattern must start at U+0080".to_owned());
        }
        Ok(Self { regex, classes: data.classes })
    }

    /// Whether the whole of a chunk without white space is a URL.
    pub(super) fn is_match(&self, chunk: &str) -> bool {
        // Every URL has a dot: most chunks are done with here.
        if !chunk.contains('.') {
            return false;
        }
        if chunk.is_ascii() {
            return self.regex.is_match(chunk.as_bytes());
        }
        let classed: Vec<u8> = chunk.chars().map(|c| self.class(c)).collect();
        self.regex.is_match(&classed)
    }

    fn class(&self, c: char) -> u8 {
        let code = u32::from(c);
        match u8::try_from(code) {
            Ok(byte) if byte.is_ascii() => byte,
            _ => self.classes[self.classes.partition_point(|&(first, _)| first <= code) - 1].1,
        }
    }
}
