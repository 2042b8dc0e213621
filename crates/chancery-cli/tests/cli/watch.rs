//! Watching feeds and folders.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::fetch::{documents, page};
use crate::folder::{Done, Folder, text};
use crate::server::{Request, Server, html, reply};

pub(crate) const ONCE: &str = "watch --once --allow-private --pause 0";

/// An RSS feed of pages with these numbers.
pub(crate) fn rss(host: &str, numbers: impl IntoIterator<Item = usize>) -> Vec<u8> {
    let item =
        |it| format!("<item><title>Page {it}</title><link>http://{host}/p/{it}</link></item>");
    let items = numbers.into_iter().map(item).collect::<Vec<_>>().concat();
    let feed = format!("<rss version=\"2.0\"><channel><title>t</title>{items}</channel></rss>");
    reply("200 OK", "Content-Type: application/rss+xml\r\nETag: \"one\"\r\n", feed.as_bytes())
}

pub(crate) fn host(request: &Request) -> String {
    request.field("host").unwrap().to_owned()
}

/// Answers for a page; none for other paths.
pub(crate) fn a_page(request: &Request) -> Option<Vec<u8>> {
    let number: usize = request.path.strip_prefix("/p/")?.parse().ok()?;
    Some(html(&page(number)))
}

fn once(folder: &Folder, sources: &str) -> Done {
    folder.run(&format!("{ONCE} {sources}"))
}

#[test]
fn feeds_of_the_three_kinds_are_read_once() {
    let folder = Folder::new();
    let server = Server::with(|request| {
        let host = host(request);
        match request.path.as_str() {
            "/rss" if request.field("if-none-match") == Some("\"one\"") => {
                Some(reply("304 Not Modified", "", b""))
            }
            "/rss" => Some(rss(&host, [1, 2])),
            "/atom" => {
                let feed = format!(
                    "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>f</id>\
                    <updated>2021-03-06T00:00:00Z</updated><entry><id>e</id><title>x</title>\
                    <link href='http://{host}/p/3'/><updated>2021-03-06T00:00:00Z</updated></entry></feed>"
                );
                Some(reply("200 OK", "Content-Type: application/atom+xml\r\n", feed.as_bytes()))
            }
            "/json" => {
                let content = page(4).replace('"', "'").replace('\n', " ");
                let feed = format!(
                    "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"t\", \"items\": [\
                    {{\"id\": \"a\", \"title\": \"Here\", \"content_html\": \"{content}\", \"date_published\": \"2021-03-08T00:00:00Z\"}},\
                    {{\"id\": \"b\", \"url\": \"http://{host}/p/5\"}}]}}"
                );
                Some(reply("200 OK", "Content-Type: application/feed+json\r\n", feed.as_bytes()))
            }
            _ => a_page(request),
        }
    });
    let sources = ["/rss", "/atom", "/json"].map(|path| server.url(path)).join("\n");
    folder.write("feeds.txt", format!("# three\n{sources}\n"));
    let done = once(&folder, "feeds.txt");
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(done.err.lines().count(), 6, "a line a document and the last: {done:?}");
    assert!(done.err.lines().next().unwrap().contains("1 contact"), "{done:?}");
    assert!(done.err.ends_with("chancery: 5 documents read, 0 problems\n"), "{done:?}");
    let found = documents(&folder);
    assert_eq!(found.len(), 5);
    let here = found.iter().find(|it| it["url"].is_null()).unwrap();
    assert_eq!(here["published"]["start"], "2021-03-08");
    assert_eq!(server.most_at_a_time(), 1, "one request at a time to a host");
    let again = once(&folder, "feeds.txt");
    assert!(again.err.ends_with("chancery: 0 documents read, 0 problems\n"), "{again:?}");
    for page in ["/p/1", "/p/2", "/p/3", "/p/5"] {
        assert_eq!(server.times(page), 1);
    }
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn an_edited_page_is_fetched_again_and_kept_where_its_words_changed() {
    let folder = Folder::new();
    let day = Arc::new(AtomicUsize::new(1));
    let today = Arc::clone(&day);
    let server = Server::with(move |request| {
        let (day, host) = (today.load(Ordering::SeqCst), host(request));
        // The second page has another counter each day, the first another story on the third.
        let body = match request.path.as_str() {
            "/p/1" => page(if day < 3 { 1 } else { 30 }),
            "/p/2" => page(2).replace("<body>", &format!("<body><!-- seen {day} -->")),
            "/feed" => {
                let entries: String = [1, 2].map(|it| format!("<entry><id>{it}</id><link href='http://{host}/p/{it}'/><updated>2021-03-0{day}T00:00:00Z</updated></entry>")).concat();
                return Some(reply("200 OK", "", format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>f</id><updated>2021-03-01T00:00:00Z</updated>{entries}</feed>").as_bytes()));
            }
            _ => return None,
        };
        Some(html(&body))
    });
    let counts = [1, 2, 3].map(|now| {
        day.store(now, Ordering::SeqCst);
        assert_eq!(once(&folder, &server.url("/feed")).code, 0);
        documents(&folder).len()
    });
    assert_eq!(counts, [2, 2, 3]);
    assert_eq!((server.times("/p/1"), server.times("/p/2")), (3, 3));
}

#[test]
fn robots_txt_is_heeded() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/robots.txt" => Some(reply("200 OK", "", b"User-agent: chancery\nDisallow: /p/2\n")),
        "/feed" => Some(rss(&host(request), [1, 2])),
        _ => a_page(request),
    });
    let done = once(&folder, &server.url("/feed"));
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("/p/2: robots.txt of the server asks not to fetch it"), "{done:?}");
    assert_eq!(
        (server.times("/p/1"), server.times("/p/2"), server.times("/robots.txt")),
        (1, 0, 1)
    );
}

#[test]
fn a_failing_feed_is_left_alone_for_longer_and_longer() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/busy" => Some(reply("503 No", "Retry-After: 86400\r\n", b"")),
        "/broken" => Some(html("<p>no feed")),
        _ => None,
    });
    let sources = format!("{} {}", server.url("/broken"), server.url("/busy"));
    let done = once(&folder, &sources);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("/broken not a feed that can be understood"), "{done:?}");
    assert!(done.err.contains("/busy the server answers 503"), "{done:?}");
    let again = once(&folder, &sources);
    assert_eq!((server.times("/broken"), server.times("/busy")), (1, 1), "{again:?}");
    assert!(again.err.contains("failed 1 times in a row: not asked before "), "{again:?}");
    let record = rusqlite::Connection::open(folder.path("chancery.db")).unwrap();
    let wait = |path: &str| -> i64 {
        let sql = "SELECT unixepoch(due) - unixepoch() FROM watched WHERE source = ?1";
        record.query_row(sql, [server.url(path)], |row| row.get(0)).unwrap()
    };
    assert!((1700..=1800).contains(&wait("/broken")), "twice a quarter of an hour");
    assert!((86_300..=86_400).contains(&wait("/busy")), "as long as it asks");
}

#[test]
fn a_page_in_trouble_is_tried_again_with_its_feed() {
    let folder = Folder::new();
    let times = AtomicUsize::new(0);
    let server = Server::with(move |request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), [1])),
        "/p/1" if times.fetch_add(1, Ordering::SeqCst) == 0 => Some(reply("500 No", "", b"")),
        _ => a_page(request),
    });
    let first = once(&folder, &server.url("/feed"));
    assert!(
        first.err.contains("/p/1: the server answers 500 (the trouble is there); tried again"),
        "{first:?}"
    );
    let second = once(&folder, &server.url("/feed"));
    assert!(second.err.contains("1 document read, 0 problems"), "{second:?}");
}

#[test]
fn folders_are_watched_too() {
    let folder = Folder::with_texts(3);
    let done = once(&folder, "docs");
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.contains("3 documents read"), "{done:?}");
    assert_eq!(done.err.lines().filter(|line| line.contains(" docs ")).count(), 3, "{done:?}");
    folder.write("docs/new.txt", text(9));
    assert!(once(&folder, "docs").err.contains("1 document read"));
}

#[test]
fn a_watch_ends_well_by_a_signal_and_counts_meanwhile() {
    let folder = Folder::with_texts(2);
    let args = "watch --every 1s --metrics 127.0.0.1:0 docs";
    let mut child = folder.command(args).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let first = lines.next().unwrap();
    let address = first.split("http://").nth(1).unwrap().trim_end_matches("/metrics").to_owned();
    // Files just written wait until they are still.
    let found: Vec<String> = lines.by_ref().take(2).collect();
    assert!(found.iter().all(|line| line.contains(" docs ")), "{found:?}");
    sleep(Duration::from_millis(500));
    let mut stream = TcpStream::connect(address).unwrap();
    std::io::Write::write_all(&mut stream, b"GET /metrics HTTP/1.1\r\n\r\n").unwrap();
    let mut counts = String::new();
    stream.read_to_string(&mut counts).unwrap();
    assert!(counts.contains("chancery_watch_documents_total{source=\"docs\"} 2\n"), "{counts}");
    let pid = child.id().to_string();
    let kill = format!("kill -TERM {pid}");
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(lines.last().unwrap(), "chancery: 2 documents read, 0 problems");
    assert_eq!(documents(&folder).len(), 2);
}
