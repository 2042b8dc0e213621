//! The client against servers of this machine, well-behaved and not.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod server;

use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chancery_fetch::{Answer, Asked, Client, Fetched, Limits, Problem, Reach, parse};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Server, html, moved, reply};

const LIMITS: Limits = Limits { time: Duration::from_secs(2), bytes: 100_000 };

fn fetch(server: &Server, path: &str) -> Result<Fetched, Problem> {
    let reach = Reach::Also(vec![server.address.to_string()]);
    Client::new(LIMITS, reach).fetch(&parse(&server.url(path)).unwrap())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn pages_come_with_what_the_server_says_of_them() {
    let server = Server::with(|request| {
        assert!(request.field("user-agent").unwrap().starts_with("chancery/"));
        let packed = gzip(b"<p>words</p>");
        let headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nETag: \"7\"\r\n";
        Some(reply("200 OK", headers, &packed))
    });
    let fetched = fetch(&server, "/a?b=1#c").unwrap();
    assert_eq!(fetched.bytes, b"<p>words</p>");
    assert_eq!(fetched.etag.as_deref(), Some("\"7\""));
    let source = fetched.source("2024-02-01").unwrap();
    assert_eq!(source.url, Some(server.url("/a?b=1")));
    assert_eq!(source.retrieved.as_deref(), Some("2024-02-01"));
}

#[test]
fn private_addresses_are_refused_however_they_are_written() {
    let server = Server::with(|_| Some(html("<p>secret</p>")));
    let port = server.address.port();
    let client = Client::new(LIMITS, Reach::Public);
    let forms =
        ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"];
    for host in forms {
        let url = parse(&format!("http://{host}:{port}/")).unwrap();
        let problem = client.fetch(&url).unwrap_err();
        assert!(matches!(problem, Problem::Private { .. }), "{host}: {problem}");
    }
    for host in ["10.0.0.1", "169.254.169.254", "192.168.0.1", "[fe80::1]", "[fd00::1]"] {
        let problem = client.fetch(&parse(&format!("https://{host}/")).unwrap()).unwrap_err();
        assert!(matches!(problem, Problem::Private { .. }), "{host}: {problem}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn no_redirect_leads_to_a_private_address() {
    let inside = Server::with(|_| Some(html("<p>secret</p>")));
    let target = inside.url("/secret");
    let port = inside.address.port();
    let server = Server::with(move |request| {
        Some(match request.path.as_str() {
            "/direct" => moved(&target),
            "/relative" => moved("/direct"),
            "/name" => moved(&format!("http://localhost:{port}/secret")),
            "/file" => moved("file:///etc/passwd"),
            _ => moved("gopher://127.0.0.1/"),
        })
    });
    for path in ["/direct", "/relative", "/name"] {
        let problem = fetch(&server, path).unwrap_err();
        assert!(matches!(problem, Problem::Private { .. }), "{path}: {problem}");
    }
    assert_eq!(fetch(&server, "/file"), Err(Problem::Nowhere));
    assert_eq!(fetch(&server, "/gopher"), Err(Problem::Nowhere));
    assert!(inside.asked().is_empty());
}

#[test]
fn redirects_end() {
    let server = Server::with(|request| {
        let number: u32 = request.path[1..].parse().unwrap();
        Some(if number == 0 { html("<p>here") } else { moved(&format!("/{}", number - 1)) })
    });
    assert_eq!(fetch(&server, "/5").unwrap().url.path(), "/0");
    assert_eq!(fetch(&server, "/6"), Err(Problem::Redirects(5)));
}

#[test]
fn too_much_is_not_taken() {
    let server = Server::start(|request, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        match request.path.as_str() {
            // It announces 2 GB: nothing of it is taken.
            "/announced" => write!(stream, "{head}Content-Length: 2000000000\r\n\r\n<p>"),
            "/bomb" => {
                let packed = gzip(&vec![b' '; 50_000_000]);
                stream.write_all(&reply("200 OK", "Content-Encoding: gzip\r\n", &packed))
            }
            // Without a length, for ever.
            "/endless" => {
                write!(stream, "{head}\r\n")?;
                loop {
                    stream.write_all(&[b'x'; 4096])?;
                }
            }
            _ => {
                write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
                loop {
                    stream.write_all(b"400\r\n")?;
                    stream.write_all(&[b'x'; 1024])?;
                    stream.write_all(b"\r\n")?;
                }
            }
        }
    });
    for path in ["/announced", "/endless", "/chunked"] {
        assert_eq!(fetch(&server, path), Err(Problem::TooLarge(LIMITS.bytes)), "{path}");
    }
    assert_eq!(fetch(&server, "/bomb"), Err(Problem::Bomb(LIMITS.bytes)));
}

#[test]
fn too_slow_is_given_up_in_time() {
    let server = Server::start(|request, stream| {
        let slowly = |stream: &mut std::net::TcpStream, bytes: &[u8]| {
            bytes.iter().try_for_each(|byte| {
                sleep(Duration::from_millis(100));
                stream.write_all(&[*byte])
            })
        };
        match request.path.as_str() {
            "/silent" => {
                sleep(Duration::from_secs(8));
                Ok(())
            }
            "/head" => slowly(stream, &b"HTTP/1.1 200 OK\r\nX: ".repeat(10)),
            _ => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n")?;
                slowly(stream, &[b'x'; 90])
            }
        }
    });
    for path in ["/silent", "/head", "/body"] {
        let begun = Instant::now();
        assert_eq!(fetch(&server, path), Err(Problem::TooSlow(LIMITS.time)), "{path}");
        assert!(begun.elapsed() < Duration::from_secs(7), "{path}: {:?}", begun.elapsed());
    }
}

#[test]
fn lies_and_trouble_are_told() {
    let server = Server::start(|request, stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        match request.path.as_str() {
            "/short" => write!(stream, "{head}Content-Length: 500\r\n\r\n<p>words"),
            "/chunks" => write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n50\r\n<p>"),
            "/garbled" => stream.write_all(&reply("200 OK", "Content-Encoding: gzip\r\n", b"x")),
            "/nonsense" => stream.write_all(b"\x00\x01 nonsense\r\n\r\n"),
            "/closed" => Ok(()),
            "/pdf" => stream.write_all(&reply("200 OK", "Content-Type: application/pdf\r\n", b"x")),
            _ => stream.write_all(&reply("503 No", "Retry-After: 120\r\n", b"")),
        }
    });
    let problem = |path: &str| fetch(&server, path).unwrap_err();
    assert_eq!(problem("/short"), Problem::CutShort);
    assert_eq!(problem("/chunks"), Problem::CutShort);
    assert_eq!(problem("/garbled"), Problem::Packing("gzip".to_owned()));
    for path in ["/nonsense", "/closed"] {
        let problem = problem(path);
        assert!(matches!(problem, Problem::Connection(_) | Problem::CutShort), "{problem:?}");
        assert!(!problem.to_string().contains('\n'));
    }
    let problem = problem("/busy");
    assert_eq!(problem.to_string(), "the server answers 503 (the trouble is there)");
    let media = fetch(&server, "/pdf").unwrap().source("2024-02-01").unwrap_err();
    assert_eq!(media, Problem::Media("application/pdf".to_owned()));
}

#[test]
fn what_has_not_changed_is_told() {
    let server = Server::with(|request| {
        let known = request.field("if-none-match") == Some("\"7\"");
        let since = request.field("if-modified-since").is_some();
        Some(if known || since { reply("304 Not Modified", "", b"") } else { html("<p>") })
    });
    let client = Client::new(LIMITS, Reach::Everywhere);
    let url = parse(&server.url("/")).unwrap();
    let ask = |etag: Option<&str>, modified: Option<&str>| {
        let (etag, modified) = (etag.map(str::to_owned), modified.map(str::to_owned));
        client.ask(&Asked { url: url.clone(), etag, modified }).unwrap()
    };
    assert_eq!(ask(Some("\"7\""), None), Answer::Unchanged);
    assert_eq!(ask(None, Some("Fri, 05 Mar 2021 23:30:00 GMT")), Answer::Unchanged);
    assert!(matches!(ask(Some("\"6\""), None), Answer::Content(_)));
}

#[test]
fn a_host_without_an_address_is_named() {
    let client = Client::new(LIMITS, Reach::Public);
    let problem = client.fetch(&parse("http://no-such-host.invalid/").unwrap()).unwrap_err();
    assert!(problem.to_string().contains("no-such-host.invalid"), "{problem:?}");
}
