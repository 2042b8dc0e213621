//! What cannot run says so in one line, and ends with 2.

use std::process::Stdio;

use crate::folder::Folder;

/// Runs and expects one line on stderr that holds these words, exit 2, and nothing on stdout.
fn refused(folder: &Folder, args: &str, words: &str) {
    let done = folder.run(args);
    assert_eq!(done.code, 2, "{done:?}");
    assert_eq!(done.out, "");
    assert_eq!(done.err.lines().count(), 1, "{done:?}");
    assert!(done.err.contains(words) && done.err.contains("hint: "), "{done:?}");
}

#[test]
fn a_wrong_path_is_said() {
    let folder = Folder::with_texts(1);
    refused(&folder, "read nowhere.txt", "nowhere.txt: no such file or folder");
    refused(&folder, "read docs/000.txt nowhere.txt", "nowhere.txt");
    refused(&folder, "read ftp://example.org/a", "not an address to fetch from");
    refused(&folder, "watch nowhere", "nowhere: no such file or folder");
    refused(&folder, "watch gopher://example.org/", "not an address to fetch from");
    refused(&folder, "show", "no record at chancery.db");
    refused(&folder, "--record docs/000.txt show", "docs/000.txt is not a record");
    refused(&folder, "--record https://host/db show", "no record lives there");
    refused(&folder, "--record postgres://localhost:1/db show", "postgres://localhost:1/db: ");
    refused(&folder, "--record nowhere/a.db read docs", "nowhere/a.db");
    assert!(!folder.path("chancery.db").exists());
}

#[test]
fn a_newer_record_is_refused() {
    let folder = Folder::with_texts(1);
    assert_eq!(folder.run("read docs").code, 0);
    let record = rusqlite::Connection::open(folder.path("chancery.db")).unwrap();
    record.execute("INSERT INTO format VALUES (77)", []).unwrap();
    refused(&folder, "show", "the record has format 77");
    refused(&folder, "read docs", "the record has format 77");
}

#[test]
fn an_unknown_id_is_said() {
    let folder = Folder::with_texts(1);
    assert_eq!(folder.run("read docs").code, 0);
    refused(&folder, "show zzz", "no id `zzz`");
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let folder = Folder::new();
    assert_eq!(folder.run("gossip").code, 2);
    assert_eq!(folder.run("read docs --threads 0").code, 2);
    assert_eq!(folder.run("--help").code, 0);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::with_texts(40);
    assert_eq!(folder.run("read docs").code, 0);
    let mut child = folder.command("export documents").stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stderr.is_empty());
}

#[test]
fn verify_names_what_differs() {
    let folder = Folder::with_texts(2);
    assert_eq!(folder.run("read docs").code, 0);
    let record = rusqlite::Connection::open(folder.path("chancery.db")).unwrap();
    let spoil = "UPDATE readings SET text = replace(text, 'Ghana', 'Benin') WHERE number = 1";
    record.execute(spoil, []).unwrap();
    let done = folder.run("verify");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("chancery: reading "), "{done:?}");
    assert_eq!(done.out, "");
    assert!(folder.run("verify --json").out.starts_with("{\"noun\":\"readings\""));
}
