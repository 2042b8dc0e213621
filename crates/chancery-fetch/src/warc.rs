//! Pages out of web archives (WARC), packed or not, one record at a time.
//!
//! A reader of our own, since an archive is read here to the end whatever is broken in it: a
//! record that is cut short or garbled is named, and the next one is looked for. Memory is
//! bounded by the largest page that is taken.

mod members;
mod record;

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, BufReader, Read, Seek};

use chancery::read::{Format, Source};
use jiff::civil::Date;
use url::Url;

use crate::{Media, MediaKind, Problem, address, decode};
use members::Members;
use record::{Header, Record, Records};

/// A page of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// The address it was fetched from.
    pub url: Url,
    /// The day it was fetched on.
    pub day: Option<Date>,
    /// What the server said it is.
    pub media: Media,
    /// The bytes, joined and unpacked.
    pub bytes: Vec<u8>,
}

impl Archived {
    /// What a reader may know of it, in an archive at a path.
    pub fn source(&self, path: &str) -> Source {
        Source {
            path: Some(path.to_owned()),
            url: Some(self.url.to_string()),
            retrieved: self.day.map(|day| day.to_string()),
            format: self.media.format(&self.bytes),
            charset: self.media.charset.clone(),
            ..Source::default()
        }
    }
}

/// A record that gives no page though it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Its number in the archive, from 1.
    pub record: u64,
    /// What is wrong with it.
    pub why: String,
}

/// The pages of an archive, in order.
pub struct Archive<'a> {
    records: Records<Box<dyn BufRead + 'a>>,
    number: u64,
    limit: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; pages of more than `limit` bytes are not taken. Fails where the first
    /// bytes cannot be read.
    pub fn open(reader: impl Read + Seek + 'a, limit: u64) -> io::Result<Self> {
        let mut reader = BufReader::new(reader);
        let packed = reader.fill_buf()?.starts_with(&members::MAGIC);
        let reader: Box<dyn BufRead + 'a> =
            if packed { Box::new(BufReader::new(Members::new(reader)?)) } else { Box::new(reader) };
        Ok(Self { records: Records::new(reader, limit), number: 0, limit })
    }

    /// The next page, or what is broken in its place; none at the end. Fails where the archive
    /// cannot be read at all.
    pub fn next_page(&mut self) -> io::Result<Option<Result<Archived, Broken>>> {
        while let Some(record) = self.records.next_record()? {
            self.number += 1;
            let page = match record {
                Record::Broken(why) => Err(why.to_owned()),
                Record::Whole(header, body) => match page(&header, &body, self.limit) {
                    Ok(None) => continue,
                    Ok(Some(page)) => Ok(page),
                    Err(why) => Err(why),
                },
                Record::Other => continue,
            };
            return Ok(Some(page.map_err(|why| Broken { record: self.number, why })));
        }
        Ok(None)
    }
}

/// The page of a response; none where it holds something else.
fn page(header: &Header, body: &[u8], limit: u64) -> Result<Option<Archived>, String> {
    let target = header.get("warc-target-uri").unwrap_or_default();
    let Ok(url) = address::parse(target.trim_matches(['<', '>'])) else { return Ok(None) };
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut response = httparse::Response::new(&mut headers);
    let Ok(httparse::Status::Complete(start)) = response.parse(body) else {
        return Err("holds no answer of a server".to_owned());
    };
    let value = |name: &str| {
        let found = response.headers.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        found.and_then(|it| std::str::from_utf8(it.value).ok())
    };
    let media = Media::parse(value("content-type"));
    let is_page = matches!(media.kind, MediaKind::Html | MediaKind::Text);
    if !is_page || !matches!(response.code, Some(200 | 203)) {
        return Ok(None);
    }
    if let Some(reason) = header.get("warc-truncated") {
        return Err(format!("was archived in part only ({reason})"));
    }
    let sent = Sent {
        chunked: value("transfer-encoding").is_some_and(|it| it.contains("chunked")),
        announced: value("content-length").and_then(|it| it.trim().parse().ok()),
        codings: value("content-encoding").unwrap_or_default().to_owned(),
    };
    let bytes = sent.unpack(&body[start..], limit)?;
    let day = header.get("warc-date").and_then(|it| it.get(..10)?.parse().ok());
    Ok(Some(Archived { url, day, media, bytes }))
}

/// How a body was sent. Archives keep some bodies joined or unpacked under their old heads.
struct Sent {
    chunked: bool,
    announced: Option<usize>,
    codings: String,
}

impl Sent {
    fn unpack(&self, body: &[u8], limit: u64) -> Result<Vec<u8>, String> {
        let joined = self.chunked.then(|| decode::join_chunks(body, limit)).flatten();
        if joined.is_none() && !self.chunked && self.announced.is_some_and(|it| it > body.len()) {
            return Err("the page in it is cut short".to_owned());
        }
        let bytes = joined.unwrap_or_else(|| body.to_vec());
        match decode::unpack(bytes.clone(), &self.codings, limit) {
            Err(Problem::Packing(_)) if Format::detect(None, &bytes) == Format::Html => Ok(bytes),
            unpacked => unpacked.map_err(|problem| problem.to_string()),
        }
    }
}
