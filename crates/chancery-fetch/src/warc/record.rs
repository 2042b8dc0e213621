//! Records one after the other: a head of lines, a body of so many bytes, two line ends.

use std::io::{self, BufRead, Read};

use super::members::BREAK;

/// The most that is read of a line, and of a head.
const HEAD_BYTES: usize = 64 * 1024;

/// The fields of a head, their names lower-case.
#[derive(Debug, Default)]
pub(super) struct Header(Vec<(String, String)>);

impl Header {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// A record as it was found.
#[derive(Debug)]
pub(super) enum Record {
    /// A response.
    Whole(Header, Vec<u8>),
    /// Something else.
    Other,
    /// Cut short or garbled: why.
    Broken(&'static str),
}

/// What reading on to the next record came upon.
enum Found {
    Head,
    Broken(&'static str),
    End,
}

/// Reads records.
pub(super) struct Records<R> {
    reader: PushBack<R>,
    limit: u64,
    /// Whether the last record was broken: what is left of it is not told again.
    after_broken: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R, limit: u64) -> Self {
        let reader = PushBack { back: Vec::new(), at: 0, inner: reader };
        Self { reader, limit, after_broken: false }
    }

    /// The next record; none at the end.
    pub(super) fn next_record(&mut self) -> io::Result<Option<Record>> {
        let record = match self.find_head()? {
            Found::Head => Some(self.record()?),
            Found::Broken(why) => Some(Record::Broken(why)),
            Found::End => None,
        };
        self.after_broken = matches!(record, Some(Record::Broken(_)));
        Ok(record)
    }

    /// Reads on to the first line of a record.
    fn find_head(&mut self) -> io::Result<Found> {
        let mut strays = false;
        loop {
            let line = self.line()?;
            let is_head = line.starts_with(b"WARC/");
            if (is_head || line.is_empty()) && strays {
                self.reader.put_back(line);
                return Ok(Found::Broken("is nothing that begins as a record"));
            }
            if is_head || line.is_empty() {
                return Ok(if is_head { Found::Head } else { Found::End });
            }
            if line == BREAK && !self.after_broken {
                return Ok(Found::Broken("is garbled"));
            }
            strays |= !self.after_broken && line != BREAK && !line.trim_ascii().is_empty();
        }
    }

    fn record(&mut self) -> io::Result<Record> {
        let Some(header) = self.header()? else {
            return Ok(Record::Broken("is cut short in its head"));
        };
        let Some(length) = header.get("content-length").and_then(|it| it.parse::<u64>().ok())
        else {
            return Ok(Record::Broken("does not tell its length"));
        };
        let is_response =
            header.get("warc-type").is_some_and(|it| it.eq_ignore_ascii_case("response"));
        if is_response && length <= self.limit {
            self.body(header, length)
        } else {
            self.skip(is_response, length)
        }
    }

    /// The fields of a head; none where it breaks off.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::default();
        let mut bytes = 0;
        loop {
            let line = self.line()?;
            bytes += line.len();
            if line.is_empty() || bytes > HEAD_BYTES {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                self.reader.put_back(line);
                return Ok(None);
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                return Ok(Some(header));
            }
            if let Some((key, value)) = line.split_once(':') {
                header.0.push((key.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    fn body(&mut self, header: Header, length: u64) -> io::Result<Record> {
        let mut body = Vec::new();
        self.reader.by_ref().take(length).read_to_end(&mut body)?;
        let whole = body.len() as u64 == length;
        let end = self.end()?;
        if whole && is_end(&end) {
            return Ok(Record::Whole(header, body));
        }
        // The length is wrong, or bytes are missing: the next record may lie in this body.
        body.extend_from_slice(&end);
        let next = next_in(&body);
        match next {
            Some(at) => self.reader.put_back(body.split_off(at)),
            None => self.reader.put_back(end),
        }
        let is_short = !whole || next.is_some();
        Ok(Record::Broken(if is_short { "is cut short" } else { "has a wrong length" }))
    }

    fn skip(&mut self, is_response: bool, length: u64) -> io::Result<Record> {
        let skipped = io::copy(&mut self.reader.by_ref().take(length), &mut io::sink())?;
        let end = self.end()?;
        if skipped < length {
            return Ok(Record::Broken("is cut short"));
        }
        if !is_end(&end) {
            self.reader.put_back(end);
            return Ok(Record::Broken("has a wrong length"));
        }
        Ok(if is_response { Record::Broken("is larger than is taken") } else { Record::Other })
    }

    /// What stands where a record should end.
    fn end(&mut self) -> io::Result<Vec<u8>> {
        let mut end = Vec::new();
        self.reader.by_ref().take(4).read_to_end(&mut end)?;
        Ok(end)
    }

    /// A line with its end, cut where it is too long; empty at the end.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        self.reader.by_ref().take(HEAD_BYTES as u64).read_until(b'\n', &mut line)?;
        Ok(line)
    }
}

/// Whether a record ends well: with two line ends, or with the archive.
fn is_end(end: &[u8]) -> bool {
    end == b"\r\n\r\n" || end.is_empty()
}

/// Where the next record begins in a body.
fn next_in(body: &[u8]) -> Option<usize> {
    let mark = b"WARC/";
    body.windows(mark.len()).position(|it| it == mark)
}

/// A reader that takes bytes back.
struct PushBack<R> {
    back: Vec<u8>,
    at: usize,
    inner: R,
}

impl<R> PushBack<R> {
    fn put_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.back[self.at..]);
        (self.back, self.at) = (bytes, 0);
    }
}

impl<R: BufRead> Read for PushBack<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for PushBack<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.back.len() { Ok(&self.back[self.at..]) } else { self.inner.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.back.len() { self.at += amount } else { self.inner.consume(amount) }
    }
}
