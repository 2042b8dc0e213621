//! Bytes to text: byte order marks, UTF-16, declared charsets, broken UTF-8, and what is no text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ProblemKind;
use crate::nouns::Note;

/// How many bytes the guesses look at.
const SAMPLE: usize = 64 * 1024;

/// Text with line ends normalised to `\n`, and what there is to say about its bytes.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// The encoding a file shows by its mark or by its NUL bytes; None for all 8-bit encodings.
pub(super) fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    // Latin text in UTF-16 has a NUL in every other byte, always on the same side.
    let pairs = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>().0;
    let nulls = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (even, odd) = (nulls(0), nulls(1));
    let half = pairs.len().div_ceil(2).max(2);
    let few = pairs.len() / 20;
    match (even >= half, odd >= half) {
        (false, true) if even <= few => Some(UTF_16LE),
        (true, false) if odd <= few => Some(UTF_16BE),
        _ => None,
    }
}

/// Decodes bytes. `declared` is what the markup says, or what an earlier part of the file was.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, ProblemKind> {
    let wide = wide_encoding(bytes).or(declared.filter(|e| *e == UTF_16LE || *e == UTF_16BE));
    if wide.is_none() && is_binary(bytes) {
        return Err(ProblemKind::Binary);
    }
    let (text, notes) = match wide.or(declared) {
        Some(encoding) if encoding != UTF_8 => {
            let (text, _, broken) = encoding.decode(bytes);
            (text, broken.then(|| broken_note(encoding.name())).into_iter().collect())
        }
        _ => decode_utf8(bytes),
    };
    if text.trim().is_empty() {
        return Err(ProblemKind::Empty);
    }
    Ok(Decoded { text: normalise_line_ends(text), notes })
}

fn decode_utf8(bytes: &[u8]) -> (Cow<'_, str>, Vec<Note>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Vec::new()),
        Err(_) if is_windows_1252(bytes) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            let note = "bytes that are not UTF-8, by their pattern windows-1252: read as that";
            (text, vec![invalid_utf8(note.to_owned())])
        }
        Err(_) => (String::from_utf8_lossy(bytes), vec![broken_note("UTF-8")]),
    }
}

fn invalid_utf8(text: String) -> Note {
    Note { code: "invalid_utf8".to_owned(), text }
}

fn broken_note(encoding: &str) -> Note {
    invalid_utf8(format!("bytes that are not {encoding} were replaced by U+FFFD"))
}

/// Old Western text: no valid sequence of UTF-8 at all, and every high byte a letter or the
/// punctuation that word processors write.
fn is_windows_1252(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|&&byte| byte >= 0x80);
    let plausible = |&byte: &u8| matches!(byte, 0x80 | 0x85 | 0x91..=0x97 | 0xA0..=0xFD);
    let multibyte = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    let count = high.clone().count();
    count >= 3 && !multibyte && high.clone().all(plausible)
}

/// Whether bytes are no text in any 8-bit encoding.
fn is_binary(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\x1F\x8B",
        b"\x7FELF",
        b"\xD0\xCF\x11\xE0",
    ];
    if bytes.contains(&0) || SIGNATURES.iter().any(|mark| bytes.starts_with(mark)) {
        return true;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = |byte: &&u8| matches!(byte, 0x01..=0x07 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    sample.iter().filter(control).count() * 20 > sample.len()
}

fn normalise_line_ends(text: Cow<'_, str>) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    }
}

/// The charset that markup declares in its first bytes (`charset=...` in a meta tag or the XML
/// declaration). UTF-16 cannot be declared in 8-bit bytes and counts as UTF-8, as in browsers.
pub(super) fn declared_in_markup(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after =
        ["charset=", "encoding="].iter().find_map(|key| Some(head.find(key)? + key.len()))?;
    let label: String = head[after..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).map(|decoded| decoded.text).unwrap_or_default()
    }

    #[test]
    fn marks_and_wide_text_are_understood() {
        assert_eq!(text(b"\xEF\xBB\xBFone\r\ntwo\rthree"), "one\ntwo\nthree");
        let little: Vec<u8> = "Paris met".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&little), "Paris met");
        let big: Vec<u8> = "\u{FEFF}Élysée".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&big), "Élysée");
    }

    #[test]
    fn broken_bytes_are_replaced_and_noted() {
        let decoded = decode(b"caf\xC3\xA9 and \xFF here", None).expect("text");
        assert_eq!(decoded.text, "café and \u{FFFD} here");
        assert_eq!(decoded.notes[0].code, "invalid_utf8");
        assert_eq!(text(b"\x93Caf\xE9\x94"), "\u{201C}Café\u{201D}");
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(decode(b"", None).err(), Some(ProblemKind::Empty));
        assert_eq!(decode(b" \n\t", None).err(), Some(ProblemKind::Empty));
        assert_eq!(decode(b"ab\0cd", None).err(), Some(ProblemKind::Binary));
        assert_eq!(decode(b"%PDF-1.7 words", None).err(), Some(ProblemKind::Binary));
    }

    #[test]
    fn declared_charsets_are_found() {
        let name = |bytes: &[u8]| declared_in_markup(bytes).map(Encoding::name);
        assert_eq!(name(b"<meta charset=\"ISO-8859-2\">"), Some("ISO-8859-2"));
        assert_eq!(name(b"<?xml version='1.0' encoding='koi8-r'?>"), Some("KOI8-R"));
        assert_eq!(name(b"<meta charset=utf-16>"), Some("UTF-8"));
        assert_eq!(name(b"<p>none"), None);
    }
}
