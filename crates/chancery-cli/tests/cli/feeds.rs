//! Reading what feeds list.

use std::thread::sleep;
use std::time::Duration;

use crate::fetch::{documents, page};
use crate::folder::{Done, Folder};
use crate::server::{Request, Server, reply};
use crate::watch::{a_page, host, rss};

const READ: &str = "read --allow-private --pause 0 --retrieved 2024-02-01";

fn read(folder: &Folder, args: &str) -> Done {
    folder.run(&format!("{READ} {args}"))
}

/// A feed in JSON: one entry with its words, one with a page.
fn json_feed(request: &Request) -> Vec<u8> {
    let words = page(4).replace('"', "'").replace('\n', " ");
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "items": [
            {"id": "a", "title": "Here", "content_html": words, "date_published": "2021-03-08T00:00:00Z"},
            {"id": "b", "url": format!("http://{}/p/5", host(request))},
        ],
    });
    reply("200 OK", "Content-Type: application/json\r\n", feed.to_string().as_bytes())
}

#[test]
fn what_a_feed_lists_is_read_once() {
    let folder = Folder::with_texts(1);
    let server = Server::with(|request| match request.path.as_str() {
        "/rss" => Some(rss(&host(request), [1, 2, 5])),
        "/json" => Some(json_feed(request)),
        _ => a_page(request),
    });
    let sources = format!("{} docs {}", server.url("/rss"), server.url("/json"));
    let done = read(&folder, &sources);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.starts_with("5 documents read, 5 contacts found, 5 contacts"), "{done:?}");
    assert_eq!(done.err.lines().count(), 1, "{done:?}");
    let found = documents(&folder);
    assert!(found.iter().all(|it| it["retrieved"] == "2024-02-01"));
    assert_eq!(found.iter().filter(|it| it["published"]["start"] == "2021-03-08").count(), 1);
    assert_eq!(server.most_at_a_time(), 1, "one request at a time to a host");
    let before = folder.exports("chancery.db");
    let again = read(&folder, &sources);
    assert!(again.err.starts_with("0 documents read, 6 already known"), "{again:?}");
    for path in ["/p/1", "/p/2", "/p/5"] {
        assert_eq!(server.times(path), 1);
    }
    let anew = read(&folder, &format!("--again {sources}"));
    assert!(anew.err.starts_with("5 documents read"), "{anew:?}");
    assert_eq!(folder.exports("chancery.db"), before);
    // A watch knows what was read.
    let watched = folder.run(&format!(
        "watch --once --allow-private --pause 0 {} {}",
        server.url("/rss"),
        server.url("/json")
    ));
    assert!(watched.err.ends_with("chancery: 0 documents read, 0 problems\n"), "{watched:?}");
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn what_a_feed_lists_and_cannot_be_had_is_named() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/robots.txt" => Some(reply("200 OK", "", b"User-agent: *\nDisallow: /p/2\n")),
        "/feed" => Some(rss(&host(request), [1, 2, 3])),
        "/p/3" => None,
        _ => a_page(request),
    });
    let done = read(&folder, &server.url("/feed"));
    assert_eq!(done.code, 1, "{done:?}");
    let lines: Vec<&str> = done.err.lines().collect();
    let named = |path: &str| {
        lines.iter().any(|it| it.starts_with(&format!("chancery: {}: ", server.url(path))))
    };
    assert!(named("/p/2") && named("/p/3") && lines.len() == 3, "{done:?}");
    assert!(lines[2].starts_with("1 document read, 2 problems, 1 contact found"), "{done:?}");
    assert_eq!(server.times("/p/2"), 0);
}

#[test]
fn a_killed_read_of_a_feed_goes_on() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), 0..60)),
        _ => a_page(request),
    });
    let args = |record: &str| format!("--record {record} {READ} {}", server.url("/feed"));
    for kill in 1..8 {
        let mut child = folder.command(&args("killed.db")).spawn().unwrap();
        sleep(Duration::from_millis(130 * kill));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert_eq!(folder.run(&args("killed.db")).code, 0);
    assert_eq!(folder.run(&args("whole.db")).code, 0);
    assert_eq!(folder.exports("killed.db"), folder.exports("whole.db"));
    assert_eq!(folder.run("--record killed.db verify").code, 0);
    assert!(server.asked().iter().filter(|it| it.starts_with("/p/")).count() <= 120 + 7);
}
