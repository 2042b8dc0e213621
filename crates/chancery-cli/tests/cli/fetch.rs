//! Pages of the web and of web archives.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::folder::{Done, Folder, text};
use crate::server::{Server, html, moved, reply};

/// A page that tells of a contact.
pub(crate) fn page(number: usize) -> String {
    let words = text(number).replace("\n\n", "</p><p>");
    format!(
        "<html><head><title>Page {number}</title></head><body><article><p>{words}</p></article></body></html>"
    )
}

/// Lines of the record's documents.
pub(crate) fn documents(folder: &Folder) -> Vec<serde_json::Value> {
    let done = folder.run("export documents");
    done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn read(folder: &Folder, url: &str) -> Done {
    folder.run(&format!("read --allow-private --retrieved 2024-02-01 {url}"))
}

#[test]
fn a_page_is_read_from_its_address() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/go" => Some(moved("/news/1")),
        "/news/1" => Some(html(&page(1))),
        "/plain" => Some(reply("200 OK", "Content-Type: text/plain\r\n", text(2).as_bytes())),
        _ => None,
    });
    let done = read(&folder, &format!("{} {}", server.url("/go"), server.url("/plain")));
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.err.contains("2 documents read") && done.err.contains("2 contacts found"),
        "{done:?}"
    );
    let mut urls: Vec<String> =
        documents(&folder).iter().map(|it| it["url"].as_str().unwrap().to_owned()).collect();
    urls.sort();
    assert_eq!(urls, [server.url("/news/1"), server.url("/plain")]);
    assert!(documents(&folder).iter().all(|it| it["retrieved"] == "2024-02-01"));
    let again = read(&folder, &server.url("/news/1"));
    assert!(again.err.contains("0 documents read, 1 already known"), "{again:?}");
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn a_charset_that_the_server_tells_is_heeded() {
    let folder = Folder::new();
    let server = Server::with(|_| {
        let body = b"<html><body><article><p>The minister met Mr \xA6uster in Oslo on 5 March 2021, and they spoke for an hour about fishing, trade and other things.</p></article>";
        Some(reply("200 OK", "Content-Type: text/html; charset=iso-8859-2\r\n", body))
    });
    assert_eq!(read(&folder, &server.url("/")).code, 0);
    assert!(documents(&folder)[0]["text"].as_str().unwrap().contains("\u{015A}uster"));
}

#[test]
fn what_cannot_be_fetched_is_named_and_the_run_goes_on() {
    let folder = Folder::with_texts(1);
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(reply("200 OK", "Content-Type: application/rss+xml\r\n", b"<rss/>")),
        "/pdf" => Some(reply("200 OK", "Content-Type: application/pdf\r\n", b"%PDF-")),
        _ => None,
    });
    let urls = ["/missing", "/feed", "/pdf"].map(|path| server.url(path)).join(" ");
    let done = read(&folder, &format!("{urls} docs"));
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("/missing: the server answers 404"), "{done:?}");
    assert!(
        done.err.contains("/feed: not a feed that can be understood")
            && done.err.contains("application/pdf")
    );
    assert!(done.err.contains("1 document read, 3 problems"), "{done:?}");
    assert_eq!(done.err.lines().count(), 4, "{done:?}");
}

#[test]
fn private_addresses_need_leave() {
    let folder = Folder::new();
    let server = Server::with(|_| Some(html(&page(1))));
    let done = folder.run(&format!("read {}", server.url("/")));
    assert_eq!(done.code, 1, "{done:?}");
    assert!(
        done.err.contains("127.0.0.1, which is private (hint: --allow-private=127.0.0.1"),
        "{done:?}"
    );
    assert!(server.asked().is_empty());
    let other = folder.run(&format!("read --allow-private=intra.example {}", server.url("/")));
    assert_eq!(other.code, 1);
    let host = format!("read --allow-private=127.0.0.1 {}", server.url("/"));
    assert_eq!(folder.run(&host).code, 0);
}

fn record(url: &str, body: &str) -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2021-06-01T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    [head, answer, "\r\n\r\n".to_owned()].concat().into_bytes()
}

fn archive(pages: usize) -> Vec<u8> {
    let records = (0..pages).map(|it| record(&format!("https://news.example/{it}"), &page(it)));
    records.collect::<Vec<_>>().concat()
}

#[test]
fn every_page_of_an_archive_is_a_document() {
    let folder = Folder::new();
    folder.write("in/a.warc", archive(3));
    let done = folder.run("read in");
    assert_eq!(done.code, 0, "{done:?}");
    let found = documents(&folder);
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|it| it["retrieved"] == "2021-06-01" && it["path"] == "in/a.warc"));
    assert!(found.iter().any(|it| it["url"] == "https://news.example/2"));
    let again = folder.run("read in/a.warc");
    assert!(again.err.contains("0 documents read, 3 already known"), "{again:?}");
}

#[test]
fn a_broken_archive_is_read_as_far_as_it_goes() {
    let folder = Folder::new();
    let mut bytes = archive(1);
    bytes.truncate(bytes.len() - 40);
    bytes.extend(record("https://news.example/7", &page(7)));
    let whole = bytes.len();
    bytes.extend(record("https://news.example/8", &page(8)));
    bytes.truncate(whole + 300);
    folder.write("a.warc", bytes);
    let done = folder.run("read a.warc");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("a.warc, record 1: is cut short"), "{done:?}");
    assert!(done.err.contains("a.warc, record 3: is cut short"), "{done:?}");
    assert!(done.err.contains("1 document read, 2 problems"), "{done:?}");
}

#[test]
fn a_killed_run_over_addresses_and_archives_goes_on() {
    let folder = Folder::new();
    folder.write("a.warc", archive(60));
    let server = Server::with(|request| {
        let number: usize = request.path.strip_prefix("/p/")?.parse().ok()?;
        Some(html(&page(number + 100)))
    });
    let urls: Vec<String> = (0..60).map(|number| server.url(&format!("/p/{number}"))).collect();
    let read = |record: &str| {
        let urls = urls.join(" ");
        format!("read --allow-private --retrieved 2024-02-01 --record {record} a.warc {urls}")
    };
    let begun = Instant::now();
    assert_eq!(folder.run(&read("whole.db")).code, 0);
    let step = begun.elapsed() / 6;
    for kills in 1..6 {
        let mut child = folder.command(&read("killed.db")).spawn().unwrap();
        sleep(step * kills / 2);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(folder.run(&read("killed.db")).code, 0);
    assert_eq!(folder.run("--record killed.db verify").code, 0);
    assert_eq!(folder.exports("killed.db"), folder.exports("whole.db"));
}

#[test]
fn limits_are_those_that_are_asked_for() {
    let folder = Folder::new();
    let server = Server::start(|request, stream| {
        if request.path == "/slow" {
            sleep(Duration::from_secs(5));
        }
        std::io::Write::write_all(stream, &html(&page(1)))
    });
    let done = read(&folder, &format!("--max-bytes 50 {}", server.url("/")));
    assert!(done.err.contains("larger than 50 bytes"), "{done:?}");
    let done = read(&folder, &format!("--max-seconds 1 {}", server.url("/slow")));
    assert!(done.err.contains("no whole answer within 1 s"), "{done:?}");
}
