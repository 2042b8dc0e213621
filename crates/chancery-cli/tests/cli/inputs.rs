//! Inputs at the edge: empty, binary, broken, very long; each one clear line or a clean result.

use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::Duration;

use crate::folder::{Folder, text};

/// Reads one file and expects one line about it on stderr besides the summary, and exit 1.
fn left_out(bytes: &[u8], words: &str) {
    let folder = Folder::new();
    folder.write("a.txt", bytes);
    let done = folder.run("read a.txt");
    assert_eq!(done.code, 1, "{done:?}");
    assert_eq!(done.out, "");
    let lines: Vec<&str> = done.err.lines().collect();
    let [problem, summary] = lines.as_slice() else { panic!("{done:?}") };
    assert!(problem.contains("a.txt: ") && problem.contains(words), "{done:?}");
    assert!(problem.contains("hint: "), "{done:?}");
    assert!(summary.contains("0 documents read, 1 problem"), "{done:?}");
}

#[test]
fn an_empty_file_is_said() {
    left_out(b"", "nothing in it");
    left_out(b" \n\n\t\n", "nothing in it");
}

#[test]
fn a_binary_file_is_said() {
    let bytes: Vec<u8> = (0..40_000_u32).map(|i| ((i * i) >> 3) as u8).collect();
    left_out(&bytes, "not a text");
}

#[test]
fn broken_utf8_is_read_with_a_note() {
    let folder = Folder::new();
    let mut bytes = text(0).into_bytes();
    bytes.extend(b"\nThe hall was \xF0\x9F full.\n");
    folder.write("a.txt", &bytes);
    let done = folder.run("read a.txt");
    assert_eq!(done.code, 0, "{done:?}");
    let documents = folder.run("export documents").out;
    assert_eq!(documents.lines().count(), 1);
    assert!(documents.contains("invalid_utf8"), "{documents}");
}

/// The most memory a running process has had, in kB; none where the system does not tell.
fn peak(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

#[test]
fn a_text_of_12_mb_is_read_in_parts_with_bounded_memory() {
    let folder = Folder::new();
    // Wide margins keep the test short: time goes by words, not by bytes.
    let sentence = "The river rose by a hand in the night and fell again before the market opened.";
    let filler = format!("{sentence}{}\n\n", " ".repeat(300)).repeat(100);
    let report = (0..8).map(text).collect::<Vec<_>>().join("\n") + "\n" + &filler;
    folder.write("long.txt", report.repeat(12_000_000 / report.len() + 1));
    let mut child = folder.command("read long.txt").spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = peak(&child).map_or(most, |now| most.max(now));
        sleep(Duration::from_millis(20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(most < 300 * 1024, "{most} kB");
    let documents = folder.run("export documents").out;
    assert!(documents.lines().count() > 40, "{}", documents.lines().count());
    assert!(documents.lines().all(|line| line.contains("\"parts\"")));
    assert_eq!(folder.run("verify").code, 0);
}
