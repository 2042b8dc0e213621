//! Records in PostgreSQL, where `$CHANCERY_TEST_POSTGRES` is the address of a server in which
//! databases may be made.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::folder::Folder;

/// A database of its own, gone when dropped.
struct Database {
    server: String,
    name: String,
}

impl Database {
    /// A new one; none where no server is named.
    fn new(name: &str) -> Option<Self> {
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

    fn url(&self) -> String {
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

#[test]
fn a_server_that_cuts_off_a_read_is_said_in_one_line() {
    let Some(database) = Database::new("cut") else { return };
    let folder = Folder::with_texts(120);
    let read = format!("--record {} read --retrieved 2024-02-01 docs", database.url());
    let cut = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
        database.name
    );
    for _ in 0..3 {
        let child = folder.command(&read).stderr(Stdio::piped()).spawn().unwrap();
        sleep(Duration::from_millis(300));
        database.ask(&cut);
        let done = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        if done.status.code() != Some(0) {
            assert_eq!(done.status.code(), Some(2), "{err}");
            assert_eq!(err.lines().count(), 1, "{err}");
            assert!(err.contains("what was kept is kept"), "{err}");
        }
    }
    assert_eq!(folder.run(&read).code, 0);
    assert_eq!(folder.run("read --retrieved 2024-02-01 docs").code, 0);
    assert_eq!(folder.exports(&database.url()), folder.exports("chancery.db"));
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
