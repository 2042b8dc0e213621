//! Input as it comes: format, parts of long texts, lines, with memory bounded by the part.

use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::text::Part;
use super::{Format, Options, Problem, ProblemKind, Sink, Source, decode, html, jsonl, page};
use crate::nouns::{Document, Note};

/// A text of at most this many bytes is read as one document.
pub const WHOLE_BYTES: usize = 5_000_000;

/// A longer text is read as several documents of at most this many bytes, cut at paragraph ends:
/// what is found in a text takes many times its size, and memory is bounded.
pub const PART_BYTES: usize = 250_000;

/// The most that is read of one HTML page or one JSON line, in bytes.
const PAGE_BYTES: usize = 20_000_000;

/// Reads from a reader, page by page. Fails only where the reader fails; all else goes to the sink.
pub fn read_stream(
    mut reader: impl BufRead,
    source: &Source,
    options: &Options<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let head = reader.fill_buf()?;
    let name = source.path.as_ref().or(source.url.as_ref()).map(String::as_str);
    match source.format.unwrap_or_else(|| Format::detect(name, head)) {
        Format::Text => read_text(reader, source, options, sink),
        Format::Html => read_html(reader, source, options, sink),
        Format::JsonLines => read_lines(reader, source, options, sink),
    }
}

fn read_html(
    reader: impl BufRead,
    source: &Source,
    options: &Options<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut bytes = Vec::new();
    reader.take(PAGE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > PAGE_BYTES {
        bytes.truncate(PAGE_BYTES);
        let what = format!("only its first {PAGE_BYTES} bytes are read");
        sink(Err(Problem::new(ProblemKind::TooLarge, source).saying(what)));
    }
    sink(html::read(&bytes, source, options));
    Ok(())
}

fn read_lines(
    mut reader: impl BufRead,
    source: &Source,
    options: &Options<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut line = Vec::new();
    let mut pages = 0;
    for number in 1.. {
        line.clear();
        let read = reader.by_ref().take(PAGE_BYTES as u64).read_until(b'\n', &mut line)?;
        if read == 0 {
            if pages == 0 {
                sink(Err(Problem::new(ProblemKind::Empty, source)));
            }
            break;
        }
        let bytes = line.trim_ascii();
        if !bytes.is_empty() {
            pages += 1;
            let page = jsonl::read_line(bytes, source, options);
            sink(page.map_err(|problem| problem.in_line(number)));
        }
    }
    Ok(())
}

fn read_text(
    mut reader: impl BufRead,
    source: &Source,
    options: &Options<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    let mut known: Option<Document> = None;
    let mut wide = None;
    for number in 1.. {
        let most = if number == 1 { WHOLE_BYTES } else { PART_BYTES };
        let missing = (most + 1).saturating_sub(buffer.len());
        reader.by_ref().take(missing as u64).read_to_end(&mut buffer)?;
        if number == 1 {
            wide = decode::wide_encoding(&buffer).or_else(|| source.encoding());
        }
        let last = buffer.len() <= most;
        let end = if last { buffer.len() } else { part_end(&buffer[..PART_BYTES], wide) };
        let rest = buffer.split_off(end);
        let part = Part { first: number == 1, last };
        let mut read = page::of_text(&buffer, wide, source, options, part);
        if let Ok(page) = &mut read
            && !(part.first && part.last)
        {
            mark_part(&mut page.document, number, known.as_ref());
            known.get_or_insert_with(|| Document { text: String::new(), ..page.document.clone() });
        }
        // White space between the end of the last paragraph and the end of the file is no part.
        let trailing = number > 1 && matches!(&read, Err(p) if p.kind == ProblemKind::Empty);
        if !trailing {
            sink(read);
        }
        if last {
            break;
        }
        buffer = rest;
    }
    Ok(())
}

/// Notes that a document is one part of a text, and gives it what only the first part tells.
fn mark_part(document: &mut Document, number: usize, first: Option<&Document>) {
    let text = format!("part {number} of a text longer than {WHOLE_BYTES} bytes");
    document.notes.push(Note { code: "parts".to_owned(), text });
    if let Some(first) = first {
        document.title.clone_from(&first.title);
        document.published.clone_from(&first.published);
        document.byline.clone_from(&first.byline);
        document.outlet.clone_from(&first.outlet);
        document.side.clone_from(&first.side);
        document.kind = first.kind;
    }
}

/// Where to cut a full part: after the last blank line, else the last line, else the last white
/// space, else before the last character.
fn part_end(bytes: &[u8], wide: Option<&'static Encoding>) -> usize {
    match wide {
        Some(encoding) if encoding == UTF_16LE => wide_end(bytes, u16::from_le_bytes),
        Some(encoding) if encoding == UTF_16BE => wide_end(bytes, u16::from_be_bytes),
        _ => narrow_end(bytes),
    }
}

fn narrow_end(bytes: &[u8]) -> usize {
    let last_line_end = bytes.iter().rposition(|&byte| byte == b'\n');
    let blank =
        bytes.windows(3).rposition(|w| w[0] == b'\n' && (w[1] == b'\n' || w[1..] == *b"\r\n"));
    let space = || bytes.iter().rposition(|&byte| byte == b' ');
    if let Some(at) = blank.map(|at| at + 1).or(last_line_end).or_else(space) {
        return at + 1;
    }
    // No white space at all: step back over the bytes of an unfinished UTF-8 character.
    let tail = bytes.iter().rev().take(4).position(|&byte| byte & 0xC0 != 0x80);
    let cut = bytes.len() - tail.map_or(0, |back| back + 1);
    if cut == 0 { bytes.len() } else { cut }
}

fn wide_end(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> usize {
    let units = bytes.as_chunks::<2>().0;
    let is = |pair: &[u8; 2], c: char| u32::from(unit(*pair)) == u32::from(c);
    let line = units.iter().rposition(|pair| is(pair, '\n'));
    let end = line.or_else(|| units.iter().rposition(|pair| is(pair, ' ')));
    // A cut between the halves of a surrogate pair would only break a text without any space.
    end.map_or(units.len() * 2, |at| (at + 1) * 2)
}

#[cfg(test)]
mod tests {
    use super::narrow_end;

    #[test]
    fn parts_end_at_paragraphs_lines_words_or_characters() {
        assert_eq!(narrow_end(b"one\n\ntwo\nthree"), 5);
        assert_eq!(narrow_end(b"one\r\n\r\ntwo"), 6);
        assert_eq!(narrow_end(b"one\ntwo three"), 4);
        assert_eq!(narrow_end(b"one two"), 4);
        assert_eq!(narrow_end("aé".as_bytes()), 1);
        assert_eq!(narrow_end("abc".as_bytes()), 2);
    }
}
