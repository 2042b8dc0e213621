use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(kind: &str, url: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2021-03-05T12:00:00Z\r\n{more}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A response whose page is the text.
fn page_record(number: u32) -> Vec<u8> {
    let url = format!("https://news.example/{number}");
    record("response", &url, "", &answer("", format!("<p>page {number}</p>").as_bytes()))
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

/// What an archive gives: pages as address and text, broken records as number and reason.
fn told(bytes: Vec<u8>) -> Vec<String> {
    let mut archive = Archive::open(Cursor::new(bytes), 1000).unwrap();
    let mut told = Vec::new();
    while let Some(next) = archive.next_page().unwrap() {
        told.push(match next {
            Ok(page) => format!("{} {}", page.url.path(), String::from_utf8_lossy(&page.bytes)),
            Err(broken) => format!("{}: {}", broken.record, broken.why),
        });
    }
    told
}

#[test]
fn responses_are_pages_and_all_else_is_not() {
    let missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no".to_vec();
    let picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx".to_vec();
    let records = [
        record("warcinfo", "", "", b"software: x\r\n"),
        record("request", "https://news.example/1", "", b"GET / HTTP/1.1\r\n\r\n"),
        page_record(1),
        record("response", "https://news.example/2", "", &missing),
        record("response", "https://news.example/3", "", &picture),
        record("response", "dns:news.example", "", b"20210305 1.2.3.4"),
        page_record(4),
    ];
    let expected = ["/1 <p>page 1</p>", "/4 <p>page 4</p>"];
    assert_eq!(told(records.concat()), expected);
    let packed: Vec<u8> = records.iter().flat_map(|it| gzip(it)).collect();
    assert_eq!(told(packed), expected);
    assert_eq!(told(gzip(&records.concat())), expected);
    assert!(told(Vec::new()).is_empty());
}

#[test]
fn address_day_and_charset_come_along() {
    let mut archive = Archive::open(Cursor::new(page_record(7)), 1000).unwrap();
    let page = archive.next_page().unwrap().unwrap().unwrap();
    let source = page.source("a.warc");
    assert_eq!(source.url.as_deref(), Some("https://news.example/7"));
    assert_eq!(source.retrieved.as_deref(), Some("2021-03-05"));
    assert_eq!(source.charset.as_deref(), Some("utf-8"));
    assert_eq!(source.format, Some(Format::Html));
}

#[test]
fn bodies_are_joined_and_unpacked() {
    let url = "https://news.example/a";
    let of = |headers: &str, body: &[u8]| told(record("response", url, "", &answer(headers, body)));
    let expected = ["/a <p>words</p>"];
    assert_eq!(of("Content-Encoding: gzip\r\n", &gzip(b"<p>words</p>")), expected);
    let chunked = b"5\r\n<p>wo\r\n7\r\nrds</p>\r\n0\r\n\r\n";
    assert_eq!(of("Transfer-Encoding: chunked\r\n", chunked), expected);
    // The head is old, the body was joined and unpacked by the archive.
    let html = b"<html><p>words</p>";
    assert_eq!(of("Transfer-Encoding: chunked\r\n", html), ["/a <html><p>words</p>"]);
    assert_eq!(of("Content-Encoding: br\r\n", html), ["/a <html><p>words</p>"]);
}

#[test]
fn broken_records_are_named_and_the_next_is_found() {
    let mut short = page_record(1);
    short.truncate(short.len() - 12);
    let after = |broken: Vec<u8>| told([broken, page_record(2)].concat());
    assert_eq!(after(short.clone()), ["1: is cut short", "/2 <p>page 2</p>"]);
    assert_eq!(told([page_record(2), short].concat()), ["/2 <p>page 2</p>", "2: is cut short"]);
    let announcing = |length: &str| {
        let text = String::from_utf8(page_record(1)).unwrap();
        let (head, rest) = text.split_once("Content-Length: ").unwrap();
        let (_, rest) = rest.split_once("\r\n").unwrap();
        format!("{head}Content-Length: {length}\r\n{rest}").into_bytes()
    };
    assert_eq!(after(announcing("20")), ["1: has a wrong length", "/2 <p>page 2</p>"]);
    assert_eq!(after(announcing("900")), ["1: is cut short", "/2 <p>page 2</p>"]);
    let none = String::from_utf8(page_record(1)).unwrap().replace("Content-Length", "Content-Size");
    assert_eq!(after(none.into_bytes()).last().unwrap(), "/2 <p>page 2</p>");
    let large = record("response", "https://news.example/1", "", &answer("", &[b'x'; 2000]));
    assert_eq!(after(large), ["1: is larger than is taken", "/2 <p>page 2</p>"]);
    let part =
        record("response", "https://x.example/1", "WARC-Truncated: length\r\n", &answer("", b"x"));
    assert_eq!(after(part), ["1: was archived in part only (length)", "/2 <p>page 2</p>"]);
    let bomb = record(
        "response",
        "https://x.example/1",
        "",
        &answer("Content-Encoding: gzip\r\n", &gzip(&vec![0; 90_000])),
    );
    assert!(after(bomb)[0].starts_with("1: unpacks to more than 1000 bytes"));
}

#[test]
fn a_garbled_member_does_not_hide_the_next() {
    let (one, two, three) = (gzip(&page_record(1)), gzip(&page_record(2)), gzip(&page_record(3)));
    let mut garbled = two.clone();
    for byte in &mut garbled[60..80] {
        *byte ^= 0x55;
    }
    let told_of = |middle: &[u8]| told([&one, middle, &three].concat());
    for middle in [&garbled, &two[..two.len() / 2]] {
        let told = told_of(middle);
        assert_eq!(told.first().unwrap(), "/1 <p>page 1</p>");
        assert_eq!(told.last().unwrap(), "/3 <p>page 3</p>");
        assert!(told.len() >= 3, "{told:?}");
    }
    let cut = told([&one[..], &two[..two.len() - 30]].concat());
    assert!(cut.len() == 2 && cut[1].starts_with("2: "), "{cut:?}");
}

proptest::proptest! {
    #[test]
    fn no_damage_stops_the_reader(
        packed in proptest::bool::ANY,
        damage in proptest::collection::vec((0_usize..2000, proptest::num::u8::ANY), 0..8),
        cut in 0_usize..2000,
    ) {
        let records = (1..5).map(page_record);
        let mut bytes: Vec<u8> =
            records.flat_map(|it| if packed { gzip(&it) } else { it }).collect();
        for (place, byte) in damage {
            let place = place % bytes.len();
            bytes[place] = byte;
        }
        bytes.truncate(cut);
        // Every record is told at most once or twice: the reader always gets on.
        proptest::prop_assert!(told(bytes).len() < 40);
    }
}
