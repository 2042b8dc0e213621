//! Asking one address: bounded in time and size, connecting only to where one may.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use chancery::read::Source;
use jiff::fmt::rfc2822;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::address::Guard;
use crate::problem::RetryAfter;
use crate::{Media, MediaKind, Problem, Reach, address, decode};

/// How this program names itself to servers.
pub const USER_AGENT: &str = concat!("chancery/", env!("CARGO_PKG_VERSION"));

/// How often an address may lead on to another.
pub(crate) const MOST_REDIRECTS: u32 = 5;

/// So many bytes are looked at to see whether they are a feed.
const HEAD: usize = 4096;

/// Content that is asked for.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, \
                      application/atom+xml, application/feed+json, application/json;q=0.9, \
                      text/plain;q=0.9, application/xml;q=0.8, */*;q=0.1";

/// What one answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the first look for the host to the last byte.
    pub time: Duration,
    /// Bytes, packed and unpacked.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(30), bytes: 20_000_000 }
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The address.
    pub url: Url,
    /// Answer only if it changed from this edition (`ETag`).
    pub etag: Option<String>,
    /// Answer only if it changed since (`Last-Modified`, as the server wrote it).
    pub modified: Option<String>,
}

impl From<Url> for Asked {
    fn from(url: Url) -> Self {
        Self { url, etag: None, modified: None }
    }
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Content.
    Content(Fetched),
    /// It has not changed.
    Unchanged,
    /// It is at another address.
    Moved(Url),
}

/// Content that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address it came from.
    pub url: Url,
    /// What the server says it is.
    pub media: Media,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The server's name for this edition.
    pub etag: Option<String>,
    /// When it changed last, as the server wrote it.
    pub modified: Option<String>,
}

impl Fetched {
    /// What a reader may know of it, read in on a day (ISO). Fails where it is nothing to read.
    pub fn source(&self, day: &str) -> Result<Source, Problem> {
        match self.media.kind {
            MediaKind::Feed => return Err(Problem::Feed),
            // Many servers give feeds a name of something else.
            _ if is_feed(&self.bytes) => return Err(Problem::Feed),
            MediaKind::Other => return Err(Problem::Media(self.media.name.clone())),
            _ => {}
        }
        Ok(Source {
            url: Some(self.url.to_string()),
            retrieved: Some(day.to_owned()),
            format: self.media.format(&self.bytes),
            charset: self.media.charset.clone(),
            ..Source::default()
        })
    }
}

/// Whether this is a feed: XML by its first element, JSON by the version that it names.
fn is_feed(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    if rest.starts_with('{') {
        return rest.contains("://jsonfeed.org/version/");
    }
    // What may stand before the first element: declarations and remarks.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let name =
        rest.strip_prefix('<').and_then(|it| it.split([' ', '>', '/', '\t', '\r', '\n']).next());
    matches!(name, Some("rss" | "feed" | "rdf:rdf"))
}

/// Asks servers. One client serves any number of threads.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    limits: Limits,
}

impl Client {
    /// A client that takes so much, and goes so far.
    pub fn new(limits: Limits, reach: Reach) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Config::builder()
            .tls_config(tls)
            // A proxy would be asked in place of the address that was looked at.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding("gzip, br, deflate")
            .timeout_global(Some(limits.time))
            // What is left of one answer never gets into another.
            .max_idle_connections(0)
            .build();
        let guard = Guard { reach, inner: ureq::unversioned::resolver::DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), guard), limits }
    }

    /// What one answer may take.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Asks once; where the answer leads on is told, not followed.
    pub fn ask(&self, asked: &Asked) -> Result<Answer, Problem> {
        let mut request = self.agent.get(asked.url.as_str());
        if let Some(etag) = &asked.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &asked.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let response = request.call().map_err(|error| self.problem(&error, &asked.url))?;
        match response.status().as_u16() {
            304 => Ok(Answer::Unchanged),
            300..=399 => moved(&asked.url, response.headers()),
            200 | 203 => self.content(&asked.url, response).map(Answer::Content),
            code => {
                let retry_after = retry_after(response.headers());
                Err(Problem::Status { code, retry_after })
            }
        }
    }

    /// Fetches what is at an address, or at the one it leads to.
    pub fn fetch(&self, url: &Url) -> Result<Fetched, Problem> {
        let mut asked = Asked::from(url.clone());
        for _ in 0..=MOST_REDIRECTS {
            match self.ask(&asked)? {
                Answer::Content(fetched) => return Ok(fetched),
                Answer::Moved(url) => asked = url.into(),
                // Nothing conditional was asked.
                Answer::Unchanged => return Err(Problem::Status { code: 304, retry_after: None }),
            }
        }
        Err(Problem::Redirects(MOST_REDIRECTS))
    }

    fn content(&self, url: &Url, response: Response<ureq::Body>) -> Result<Fetched, Problem> {
        let (head, body) = response.into_parts();
        let announced = head.headers.get("content-length").and_then(|it| it.to_str().ok());
        let announced = announced.and_then(|it| it.trim().parse::<u64>().ok());
        if announced.is_some_and(|bytes| bytes > self.limits.bytes) {
            return Err(Problem::TooLarge(self.limits.bytes));
        }
        let mut bytes = Vec::new();
        let most = self.limits.bytes.saturating_add(1);
        let read = body.into_reader().take(most).read_to_end(&mut bytes);
        read.map_err(|error| self.io_problem(error, url))?;
        if bytes.len() as u64 > self.limits.bytes {
            return Err(Problem::TooLarge(self.limits.bytes));
        }
        let header = |name: &str| text_of(&head.headers, name);
        let codings = header("content-encoding").unwrap_or_default();
        Ok(Fetched {
            url: url.clone(),
            media: Media::parse(header("content-type").as_deref()),
            bytes: decode::unpack(bytes, &codings, self.limits.bytes)?,
            etag: header("etag"),
            modified: header("last-modified"),
        })
    }

    fn io_problem(&self, error: io::Error, url: &Url) -> Problem {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Problem::CutShort,
            _ => self.problem(&ureq::Error::from(error), url),
        }
    }

    fn problem(&self, error: &ureq::Error, url: &Url) -> Problem {
        match error {
            ureq::Error::Other(inner) => match inner.downcast_ref::<Problem>() {
                Some(problem) => problem.clone(),
                None => Problem::Connection(inner.to_string()),
            },
            ureq::Error::Timeout(_) => Problem::TooSlow(self.limits.time),
            ureq::Error::HostNotFound => Problem::Unknown(url.host_str().unwrap_or("").to_owned()),
            ureq::Error::BodyExceedsLimit(_) => Problem::TooLarge(self.limits.bytes),
            ureq::Error::Io(inner) if inner.kind() == io::ErrorKind::UnexpectedEof => {
                Problem::CutShort
            }
            // The names of hosts that nobody has come as errors of the system.
            ureq::Error::Io(inner) if inner.to_string().contains("lookup address") => {
                Problem::Unknown(url.host_str().unwrap_or("").to_owned())
            }
            other => Problem::Connection(format!("the connection failed: {other}")),
        }
    }
}

/// Where an answer leads.
fn moved(from: &Url, headers: &HeaderMap) -> Result<Answer, Problem> {
    let target = text_of(headers, "location").ok_or(Problem::Nowhere)?;
    let joined = from.join(target.trim()).map_err(|_| Problem::Nowhere)?;
    address::parse(joined.as_str()).map(Answer::Moved).map_err(|_| Problem::Nowhere)
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (!value.is_empty()).then(|| value.to_owned())
}

fn retry_after(headers: &HeaderMap) -> Option<RetryAfter> {
    let value = text_of(headers, "retry-after")?;
    if let Ok(seconds) = value.trim().parse() {
        return Some(RetryAfter::Seconds(seconds));
    }
    let instant = rfc2822::DateTimeParser::new().parse_timestamp(value.trim()).ok()?;
    Some(RetryAfter::Until(instant.as_second()))
}

#[cfg(test)]
mod tests {
    use super::is_feed;

    #[test]
    fn feeds_are_known_by_how_they_begin() {
        for text in [
            "<rss version='2.0'>",
            "\u{FEFF}<?xml version='1.0'?>\n<!-- a > b --><feed xmlns='x'>",
            "<?xml version='1.0'?><!DOCTYPE rdf><rdf:RDF>",
            r#"{ "version": "https://jsonfeed.org/version/1.1", "items": [] }"#,
        ] {
            assert!(is_feed(text.as_bytes()), "{text}");
        }
        for text in [
            "<html><p>how to write &lt;rss&gt;: <rss>",
            "<feedback>",
            "a text about <rss>",
            r#"{"text": "the envoys met"}"#,
            "<!-- <rss>",
            "",
        ] {
            assert!(!is_feed(text.as_bytes()), "{text}");
        }
    }
}
