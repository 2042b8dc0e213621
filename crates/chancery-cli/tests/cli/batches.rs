//! Documents are kept many at a time, and nobody sees it.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use chancery::keep::{Address, Record};

use crate::folder::{Folder, text};
use crate::postgresql::Database;
use crate::watch_faults::told;

/// The record is there within so long of a document's coming.
const SOON: Duration = Duration::from_secs(10);

/// Texts, more than are kept together.
const TEXTS: usize = 150;

/// How many documents a record holds, none where it is not there yet.
fn kept(record: &str) -> usize {
    let opened = Record::open(Address::from(record));
    opened.map_or(0, |record| record.document_ids().unwrap().len())
}

#[test]
fn what_comes_slowly_is_kept_without_waiting_for_more() {
    let folder = Folder::new();
    let record = folder.path("slow.db").display().to_string();
    let read = format!("--record {record} read -");
    let mut child = folder.command(&read).stdin(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for number in 1..4 {
        writeln!(input, "{}", serde_json::json!({"text": text(number)})).unwrap();
        let begun = Instant::now();
        while kept(&record) < number {
            assert!(begun.elapsed() < SOON, "text {number} waits");
            sleep(Duration::from_millis(50));
        }
    }
    drop(input);
    let done = child.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&done.stderr).starts_with("3 documents read"), "{done:?}");
}

/// Places for a record in each database that there is.
fn records(folder: &Folder, name: &str) -> (Vec<String>, Option<Database>) {
    let database = Database::new(name);
    let file = folder.path(&format!("{name}.db")).display().to_string();
    let url = database.as_ref().map(Database::url);
    ([file].into_iter().chain(url).collect(), database)
}

/// Has a database refuse a document, as it refuses what does not hold together.
fn refuse(record: &str, path: &str) {
    match Address::from(record) {
        Address::File(file) => rusqlite::Connection::open(file)
            .unwrap()
            .execute_batch(&format!(
                "CREATE TRIGGER refuse BEFORE INSERT ON documents WHEN NEW.json LIKE '%{path}%'
             BEGIN SELECT RAISE(ABORT, 'refused'); END"
            ))
            .unwrap(),
        Address::Postgresql(url) => postgres::Client::connect(&url, postgres::NoTls)
            .unwrap()
            .batch_execute(&format!(
                "ALTER TABLE documents ADD CONSTRAINT refuse CHECK (json NOT LIKE '%{path}%')"
            ))
            .unwrap(),
    }
}

#[test]
fn a_document_that_cannot_be_kept_spoils_no_other() {
    let folder = Folder::with_texts(30);
    let (records, _database) = records(&folder, "refused");
    folder.write("first/a.txt", text(99));
    for record in &records {
        assert_eq!(folder.run(&format!("--record {record} read first")).code, 0);
        refuse(record, "docs/017.txt");
        let done = folder.run(&format!("--record {record} read docs"));
        assert_eq!(done.code, 1, "{done:?}");
        let line = "chancery: docs/017.txt: what was found does not hold together";
        assert!(done.err.starts_with(line), "{done:?}");
        assert!(done.err.contains("\n29 documents read, 1 problem, "), "{done:?}");
        assert_eq!(kept(record), 30);
        assert_eq!(folder.run(&format!("--record {record} verify")).code, 0);
    }
}

#[test]
fn what_a_killed_watch_of_a_folder_told_is_kept() {
    let folder = Folder::with_texts(TEXTS);
    let (records, _database) = records(&folder, "killed");
    let watch = |record: &str| format!("--record {record} watch --once docs");
    for record in &records {
        let mut all = BTreeSet::new();
        for kill in 1..=8_u64 {
            let mut child = folder.command(&watch(record)).spawn().unwrap();
            let mut lines = BufReader::new(child.stderr.take().unwrap());
            let mut log = String::new();
            for _ in 0..=7 * kill % 19 {
                lines.read_line(&mut log).unwrap();
            }
            sleep(Duration::from_millis(90 * kill % 350));
            child.kill().unwrap();
            lines.read_to_string(&mut log).unwrap();
            child.wait().unwrap();
            all.extend(told(&log));
            let kept = folder.run(&format!("--record {record} export documents")).out;
            let there = |sign: &&String| !kept.contains(&format!("{{\"id\":\"{sign}"));
            let lost: Vec<&String> = all.iter().filter(there).collect();
            assert!(lost.is_empty(), "told and lost: {lost:?}");
        }
        assert!(!all.is_empty(), "it was always killed before it kept anything");
        assert_eq!(folder.run(&watch(record)).code, 0);
        assert_eq!(folder.run(&format!("--record {record} verify")).code, 0);
    }
    assert_eq!(folder.run(&watch("whole.db")).code, 0);
    for record in &records {
        assert_eq!(folder.exports(record), folder.exports("whole.db"));
    }
}

#[test]
fn how_many_are_kept_at_a_time_leaves_no_trace() {
    let folder = Folder::with_texts(TEXTS);
    let (records, _database) = records(&folder, "many");
    // One program a document: none is kept with another.
    for number in 0..40 {
        let read = format!("--record single.db read --retrieved 2024-02-01 docs/{number:03}.txt");
        assert_eq!(folder.run(&read).code, 0);
    }
    let paths: Vec<String> = (0..40).map(|number| format!("docs/{number:03}.txt")).collect();
    let read = format!("read --retrieved 2024-02-01 {}", paths.join(" "));
    for record in &records {
        assert_eq!(folder.run(&format!("--record {record} {read}")).code, 0);
        assert_eq!(folder.exports(record), folder.exports("single.db"));
        assert_eq!(folder.run(&format!("--record {record} verify")).code, 0);
    }
}
