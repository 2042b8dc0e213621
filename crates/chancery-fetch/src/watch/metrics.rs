//! What is counted, as Prometheus reads it, and the small server that hands it out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long one that asks for the counts may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The counts of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// How often it was asked.
    pub asked: u64,
    /// How often it had not changed.
    pub unchanged: u64,
    /// Documents of it that were kept.
    pub documents: u64,
    /// Contacts found in them.
    pub contacts: u64,
    /// What could not be had or read.
    pub problems: u64,
    /// How often in a row it failed.
    pub failures: u32,
    /// When it last answered well, in seconds since 1970; 0 for never.
    pub answered: i64,
}

/// All counts; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    sources: BTreeMap<String, Counts>,
    waiting: usize,
    requests: u64,
}

impl Metrics {
    /// Changes the counts of a source.
    pub fn count(&self, source: &str, change: impl FnOnce(&mut Counts)) {
        change(self.state().sources.entry(source.to_owned()).or_default());
    }

    /// Counts a request.
    pub fn request(&self) {
        self.state().requests += 1;
    }

    /// Notes how much is still to be asked.
    pub fn waiting(&self, waiting: usize) {
        self.state().waiting = waiting;
    }

    /// All counts as text.
    pub fn text(&self) -> String {
        type Column = (&'static str, &'static str, &'static str, fn(&Counts) -> i64);
        let columns: [Column; 7] = [
            ("asked_total", "counter", "How often the source was asked.", |it| count(it.asked)),
            ("unchanged_total", "counter", "How often it had not changed.", |it| {
                count(it.unchanged)
            }),
            ("documents_total", "counter", "Documents kept.", |it| count(it.documents)),
            ("contacts_total", "counter", "Contacts found in them.", |it| count(it.contacts)),
            ("problems_total", "counter", "What could not be had or read.", |it| {
                count(it.problems)
            }),
            ("failures", "gauge", "Failures in a row.", |it| i64::from(it.failures)),
            ("answered_timestamp_seconds", "gauge", "When it last answered well.", |it| {
                it.answered
            }),
        ];
        let state = self.state();
        let mut text = String::new();
        let head = |text: &mut String, name: &str, kind: &str, help: &str| {
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "# HELP chancery_watch_{name} {help}\n# TYPE chancery_watch_{name} {kind}\n"
            );
        };
        for (name, kind, help, value) in columns {
            head(&mut text, name, kind, help);
            for (source, counts) in &state.sources {
                let (source, value) = (escaped(source), value(counts));
                let _ = writeln!(text, "chancery_watch_{name}{{source=\"{source}\"}} {value}");
            }
        }
        head(&mut text, "requests_total", "counter", "Requests to servers.");
        let _ = writeln!(text, "chancery_watch_requests_total {}", state.requests);
        head(&mut text, "waiting", "gauge", "What is still to be asked.");
        let _ = writeln!(text, "chancery_watch_waiting {}", state.waiting);
        text
    }

    /// Hands the counts out at `/metrics` of an address, in a thread of its own, until the
    /// program ends. Gives the address, whose port may have been left open.
    pub fn serve(&self, address: SocketAddr) -> io::Result<SocketAddr> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let metrics = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever hangs up or asks for the wrong thing is no matter of ours.
                let _ = metrics.answer(stream);
            }
        });
        Ok(address)
    }

    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut line = String::new();
        let mut reader = BufReader::new(stream.try_clone()?.take(8192));
        reader.read_line(&mut line)?;
        // The rest of the head is read so that closing does not cut the answer off.
        let mut rest = String::new();
        while reader.read_line(&mut rest)? > 2 {
            rest.clear();
        }
        let is_ours = line.starts_with("GET /metrics ") || line.starts_with("GET /metrics?");
        let (status, body) = if is_ours {
            ("200 OK", self.text())
        } else {
            ("404 Not Found", "the counts are at /metrics\n".to_owned())
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A label's value as the format wants it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_handed_out() {
        let metrics = Metrics::default();
        metrics.count("https://a.example/\"x\"", |it| it.documents += 3);
        metrics.request();
        let address = metrics.serve("127.0.0.1:0".parse().unwrap()).unwrap();
        let get = |path: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let answer = get("/metrics");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let line = "chancery_watch_documents_total{source=\"https://a.example/\\\"x\\\"\"} 3\n";
        assert!(
            answer.contains(line) && answer.ends_with("chancery_watch_waiting 0\n"),
            "{answer}"
        );
        assert!(get("/").starts_with("HTTP/1.1 404"));
    }
}
