//! Records in PostgreSQL, where `$CHANCERY_TEST_POSTGRES` is the address of a server in which
//! databases may be made.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::folder::Folder;
use crate::server::Server;
use crate::watch::{ONCE, a_page, host, rss};

/// A database of its own, gone when dropped.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A new one; none where no server is named.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let server = std::env::var("CHANCERY_TEST_POSTGRES").ok()?;
        let server = server.trim_end_matches('/').to_owned();
        let name = format!("chancery_cli_{}_{name}", std::process::id());
        let database = Self { server, name };
        database.ask(&format!("CREATE DATABASE {}", database.name));
        Some(database)
    }

    fn ask(&self, sql: &str) {
        let url = format!("{}/postgres", self.server);
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        client.batch_execute(sql).unwrap();
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.ask(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

#[test]
fn the_examples_are_the_same_in_either_database() {
    let Some(database) = Database::new("examples") else { return };
    let folder = Folder::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let (examples, url) = (examples.display(), database.url());
    let read = format!("read --retrieved 2024-02-01 {examples}");
    let (one, other) = (folder.run(&read), folder.run(&format!("--record {url} {read}")));
    assert_eq!(one, other);
    assert_eq!(folder.exports("chancery.db"), folder.exports(&url));
    for command in ["show", "ledger", "verify", "actors find president"] {
        let other = folder.run(&format!("--record {url} {command}"));
        assert_eq!(folder.run(command), other, "{command}");
    }
    let hits = |record: &str| folder.run(&format!("--record {record} --json search met talks"));
    assert_eq!(hits("chancery.db").out.lines().count(), hits(&url).out.lines().count());
}

#[test]
fn a_record_is_copied_there_and_back() {
    let Some(database) = Database::new("copied") else { return };
    let folder = Folder::with_texts(12);
    assert_eq!(folder.run("read --retrieved 2024-02-01 docs").code, 0);
    let url = database.url();
    for step in [format!("copy chancery.db {url}"), format!("copy {url} back.db")] {
        let done = folder.run(&step);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
        assert!(done.out.contains("\nequal: "), "{done:?}");
    }
    assert_eq!(folder.exports("back.db"), folder.exports("chancery.db"));
    assert_eq!(folder.run("--record back.db verify").code, 0);
    let again = folder.run(&format!("copy chancery.db {url}"));
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is not empty") && again.err.lines().count() == 1, "{again:?}");
}

#[test]
fn two_reads_at_once_are_one_record() {
    let Some(database) = Database::new("two") else { return };
    let folder = Folder::with_texts(40);
    let read = format!("--record {} read --retrieved 2024-02-01 docs", database.url());
    let children: Vec<_> = (0..2).map(|_| folder.command(&read).spawn().unwrap()).collect();
    for child in children {
        let done = child.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(folder.run("read --retrieved 2024-02-01 docs").code, 0);
    assert_eq!(folder.exports(&database.url()), folder.exports("chancery.db"));
    assert_eq!(folder.run(&format!("--record {} verify", database.url())).code, 0);
}

/// What is said of a server that went away and came back.
const LOST: &str = "the server was lost and is there again; nothing kept is lost";

impl Database {
    /// Ends every connection, as a server does that is shut down.
    fn cut(&self) {
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname";
        self.ask(&format!("{end} = '{}'", self.name));
    }

    /// Does so again and again until the program has ended, with longer pauses each time; gives
    /// back how often.
    fn cut_until_over(&self, program: &mut Child) -> u32 {
        let mut cuts = 0;
        while cuts < 40 && program.try_wait().unwrap().is_none() {
            cuts += 1;
            sleep(Duration::from_millis(100) * cuts);
            self.cut();
        }
        cuts
    }
}

#[test]
fn a_read_goes_on_when_the_server_is_there_again() {
    let Some(database) = Database::new("cut") else { return };
    let folder = Folder::with_texts(160);
    let read = format!("--record {} read --retrieved 2024-02-01 docs", database.url());
    let mut child = folder.command(&read).stderr(Stdio::piped()).spawn().unwrap();
    let cuts = database.cut_until_over(&mut child);
    let done = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{err}");
    let (told, rest): (Vec<&str>, Vec<&str>) = err.lines().partition(|it| it.contains(LOST));
    assert!(!told.is_empty() && told.len() <= cuts as usize, "{cuts} cuts: {err}");
    assert!(rest.len() == 1 && rest[0].contains(" documents read"), "{err}");
    assert_eq!(folder.run("read --retrieved 2024-02-01 docs").code, 0);
    assert_eq!(folder.exports(&database.url()), folder.exports("chancery.db"));
    assert_eq!(folder.run(&format!("--record {} verify", database.url())).code, 0);
}

#[test]
fn a_watch_goes_on_when_the_server_is_there_again() {
    let Some(database) = Database::new("watch") else { return };
    let folder = Folder::new();
    let server = Server::with(|request| match request.path.as_str() {
        "/feed" => Some(rss(&host(request), 0..40)),
        _ => a_page(request),
    });
    let watch = |record: &str| format!("--record {record} {ONCE} {}", server.url("/feed"));
    let mut child = folder.command(&watch(&database.url())).stderr(Stdio::piped()).spawn().unwrap();
    database.cut_until_over(&mut child);
    let done = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{err}");
    assert!(err.contains(LOST), "{err}");
    assert_eq!(folder.run(&watch("chancery.db")).code, 0);
    assert_eq!(folder.exports(&database.url()), folder.exports("chancery.db"));
}

#[test]
fn pages_are_there_again_when_the_server_is() {
    let Some(database) = Database::new("served") else { return };
    let folder = Folder::with_texts(4);
    let url = database.url();
    assert_eq!(folder.run(&format!("--record {url} read docs")).code, 0);
    let serve = format!("--record {url} serve --listen 127.0.0.1:0");
    let mut child = folder.command(&serve).stderr(Stdio::piped()).spawn().unwrap();
    let mut told = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut told).unwrap();
    let address = told.rsplit("http://").next().unwrap().trim().trim_end_matches('/').to_owned();
    for _ in 0..3 {
        assert_eq!(status(&address), "200");
        database.cut();
        // One answer may be lost with the connection it was asked over, no more.
        let first = status(&address);
        assert!(["200", "500", "503"].contains(&first.as_str()), "{first}");
    }
    assert_eq!(status(&address), "200");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The status that the overview of documents answers with.
fn status(address: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let ask = format!("GET /documents HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[test]
fn what_is_wrong_with_a_server_is_said_in_one_line() {
    let Some(database) = Database::new("wrong") else { return };
    let folder = Folder::with_texts(1);
    let refused = |url: &str, command: &str, words: &str| {
        let done = folder.run(&format!("--record {url} {command}"));
        assert_eq!(done.code, 2, "{done:?}");
        assert_eq!(done.err.lines().count(), 1, "{done:?}");
        assert!(done.err.contains(words) && done.err.contains("hint: "), "{done:?}");
    };
    let url = database.url();
    refused(&url, "show", "no record at ");
    refused(&format!("{}/nowhere", database.server), "show", "createdb");
    refused("postgres://localhost:1/db", "show", "see that the server runs");
    let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    client.batch_execute("CREATE TABLE cats (name TEXT)").unwrap();
    refused(&url, "read docs", "is not a record");
    client.batch_execute("DROP TABLE cats").unwrap();
    assert_eq!(folder.run(&format!("--record {url} read docs")).code, 0);
    client.batch_execute("INSERT INTO format VALUES (77)").unwrap();
    refused(&url, "show", "the record has format 77");
}
