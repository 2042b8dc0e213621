//! What goes wrong while reading and watching: told in a line, nothing lost, nothing doubled.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::fetch::{documents, page};
use crate::folder::Folder;
use crate::server::{Server, html, reply};
use crate::watch::{ONCE, a_page, host, rss};

#[test]
fn feeds_that_hang_lie_or_never_end_are_told_in_a_line_each() {
    let folder = Folder::new();
    let bad = |kind: &'static str| {
        Server::start(move |request, stream| {
            if request.path == "/robots.txt" {
                return stream.write_all(&reply("404 Not Found", "", b""));
            }
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n";
            match kind {
                "hangs" => {
                    sleep(Duration::from_secs(20));
                    Ok(())
                }
                "lies" => write!(stream, "{head}Content-Length: 5000\r\n\r\n<rss version=\"2.0\">"),
                "is huge" => write!(stream, "{head}Content-Length: 2147483648\r\n\r\n<rss>"),
                _ => {
                    write!(stream, "{head}\r\n<rss>")?;
                    loop {
                        stream.write_all(&[b' '; 8192])?;
                    }
                }
            }
        })
    };
    let servers = ["hangs", "lies", "is huge", "never ends"].map(bad);
    let good = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), 1..4)),
        _ => a_page(request),
    });
    let urls: Vec<String> = servers.iter().chain([&good]).map(|it| it.url("/feed")).collect();
    let begun = Instant::now();
    let done = folder.run(&format!("{ONCE} --max-seconds 3 {}", urls.join(" ")));
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
    assert_eq!(done.code, 1, "{done:?}");
    let told = ["no whole answer within 3 s", "cut short", "larger than", "larger than"];
    for (url, why) in urls.iter().zip(told) {
        let lines: Vec<&str> = done.err.lines().filter(|line| line.contains(url)).collect();
        assert!(lines.len() == 1 && lines[0].contains(why), "{url} {why}: {done:?}");
    }
    assert!(done.err.ends_with("chancery: 3 documents read, 4 problems\n"), "{done:?}");
}

#[test]
fn a_killed_watch_loses_nothing_and_doubles_nothing() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" if request.field("if-none-match").is_some() => {
            Some(reply("304 Not Modified", "", b""))
        }
        "/feed" => Some(rss(&host(request), 0..40)),
        path => {
            let number: usize = path.strip_prefix("/p/")?.parse().ok()?;
            // Its bytes are others each time it is fetched, its words are not.
            let stamp = format!("<body><!-- {:?} -->", Instant::now());
            Some(html(&page(number).replace("<body>", &stamp)))
        }
    });
    let watch = format!("{ONCE} {}", server.url("/feed"));
    for kill in 1..8 {
        let mut child = folder.command(&watch).spawn().unwrap();
        sleep(Duration::from_millis(400 * kill));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let done = folder.run(&watch);
    assert_eq!(done.code, 0, "{done:?}");
    let found = documents(&folder);
    let urls: BTreeSet<&str> = found.iter().map(|it| it["url"].as_str().unwrap()).collect();
    assert_eq!((found.len(), urls.len()), (40, 40));
    assert_eq!(folder.run("verify").code, 0);
    let last = folder.run(&watch);
    assert!(last.err.ends_with("chancery: 0 documents read, 0 problems\n"), "{last:?}");
}

/// The first signs of the documents that a watch told it has kept.
pub(crate) fn told(log: &str) -> BTreeSet<String> {
    let sign = |word: &&str| word.len() == 12 && word.bytes().all(|it| it.is_ascii_hexdigit());
    log.lines().filter_map(|line| line.split(' ').find(sign)).map(str::to_owned).collect()
}

#[test]
fn what_a_killed_watch_told_is_kept_and_all_comes_to_the_same() {
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), 0..200)),
        _ => a_page(request),
    });
    let watch = |record: &str| format!("--record {record} {ONCE} {}", server.url("/feed"));
    let mut all = BTreeSet::new();
    for kill in 1..=12_u64 {
        let mut child = folder.command(&watch("killed.db")).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut log = String::new();
        for _ in 0..=5 * kill % 17 {
            lines.read_line(&mut log).unwrap();
        }
        sleep(Duration::from_millis(7 * kill % 30));
        child.kill().unwrap();
        lines.read_to_string(&mut log).unwrap();
        child.wait().unwrap();
        all.extend(told(&log));
        let kept = folder.run("--record killed.db export documents").out;
        let there = |sign: &&String| !kept.contains(&format!("{{\"id\":\"{sign}"));
        let lost: Vec<&String> = all.iter().filter(there).collect();
        assert!(lost.is_empty(), "told and lost: {lost:?}");
    }
    assert!(!all.is_empty(), "it was always killed before it read anything");
    assert_eq!(folder.run(&watch("killed.db")).code, 0);
    assert_eq!(folder.run(&watch("whole.db")).code, 0);
    assert_eq!(folder.exports("killed.db"), folder.exports("whole.db"));
    assert_eq!(folder.run("--record killed.db verify").code, 0);
}

/// Runs with a limit on the size of every file, as a full disk has one.
fn run_in_little_room(folder: &Folder, args: &str) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_chancery");
    // Blocks of 1 KiB; the signal is ignored, so that writing fails as it does on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f 1500; exec {program} {args}");
    let done = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (done.status.code().unwrap_or(-1), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn a_full_disk_is_told_in_a_line_and_nothing_kept_is_lost() {
    let folder = Folder::with_texts(150);
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), 0..150)),
        _ => a_page(request),
    });
    let watch = format!("{ONCE} {}", server.url("/feed"));
    for (record, args) in [("read.db", "read docs"), ("watch.db", watch.as_str())] {
        let args = format!("--record {record} {args}");
        let (code, err) = run_in_little_room(&folder, &args);
        assert_eq!(code, 2, "{err}");
        let told: Vec<&str> = err.lines().filter(|line| line.starts_with("chancery: ")).collect();
        assert_eq!(told.len(), 1, "{err}");
        assert!(told[0].contains(record) && told[0].contains("room on the disk"), "{err}");
        assert_eq!(folder.run(&format!("--record {record} verify")).code, 0);
        let done = folder.run(&args);
        assert_eq!(done.code, 0, "{done:?}");
        let found = folder.run(&format!("--record {record} export documents")).out;
        assert_eq!(found.lines().count(), 150, "{record}");
    }
}
