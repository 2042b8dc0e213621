//! Reading: what comes in, once, in order, on any number of threads.

use crate::folder::{Folder, text};

const READ: &str = "read --retrieved 2024-02-01";

#[test]
fn the_same_bytes_are_read_once() {
    let folder = Folder::with_texts(3);
    folder.write("docs/sub/copy.txt", text(0));
    folder.write("docs/picture.png", "no text");
    let first = folder.run(&format!("{READ} docs"));
    assert_eq!(first.code, 0, "{first:?}");
    assert!(first.err.starts_with("3 documents read, 1 already known, 1 file of other kinds"));
    let before = folder.exports("chancery.db");
    let second = folder.run(&format!("{READ} ./docs"));
    assert!(second.err.starts_with("0 documents read, 4 already known"), "{second:?}");
    assert_eq!(folder.exports("chancery.db"), before);
    let again = folder.run(&format!("{READ} --again docs"));
    assert!(again.err.starts_with("3 documents read"), "{again:?}");
    assert_eq!(folder.exports("chancery.db"), before);
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn threads_leave_no_trace() {
    let folder = Folder::with_texts(24);
    for threads in [1, 2, 3, 4, 6, 8, 12, 16] {
        let args = format!("{READ} --threads {threads} --record {threads}.db docs");
        assert_eq!(folder.run(&args).code, 0);
        assert_eq!(folder.exports(&format!("{threads}.db")), folder.exports("1.db"));
    }
}

#[test]
fn the_order_of_arrival_leaves_no_trace() {
    let folder = Folder::with_texts(6);
    folder.write("docs/zz.txt", text(2));
    let paths = ["000", "001", "002", "003", "004", "005", "zz"].map(|n| format!("docs/{n}.txt"));
    for path in &paths {
        folder.run(&format!("{READ} --record forth.db {path}"));
    }
    for path in paths.iter().rev() {
        folder.run(&format!("{READ} --record back.db {path}"));
    }
    assert_eq!(folder.exports("forth.db"), folder.exports("back.db"));
}

#[test]
fn standard_input_is_text_or_json_lines() {
    let folder = Folder::new();
    let done = folder.run_with(&format!("{READ} -"), text(1).as_bytes());
    assert!(done.err.starts_with("1 document read"), "{done:?}");
    let line = |n| serde_json::json!({"text": text(n), "date": "2021-03-09"}).to_string();
    let lines = (2..5).map(line).collect::<Vec<_>>().join("\n");
    let done = folder.run_with(&format!("{READ} -"), lines.as_bytes());
    assert!(done.err.starts_with("3 documents read"), "{done:?}");
    assert!(folder.run("export documents").out.contains("\"2021-03-09\""));
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let folder = Folder::with_texts(2);
    folder.write("docs/empty.txt", "");
    folder.write("docs/binary.txt", (0..=255_u8).collect::<Vec<_>>().repeat(8));
    folder.write(
        "docs/broken.jsonl",
        format!(
            "{{\"text\": \n{}\n",
            r#"{"text": "The envoys of Peru and Chile met in Lima on Monday."}"#
        ),
    );
    folder.write(
        "docs/latin.txt",
        b"The caf\xe9 talks of the two presidents \xff went on in Lom\xe9.",
    );
    let done = folder.run(&format!("{READ} docs"));
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("4 documents read, 3 problems"), "{done:?}");
    for name in ["docs/empty.txt", "docs/binary.txt", "docs/broken.jsonl, line 1"] {
        assert!(done.err.contains(&format!("chancery: {name}: ")), "{done:?}");
        assert!(folder.run("show").out.contains(name));
    }
    // What is mended is no problem any more.
    folder.write("docs/empty.txt", text(7));
    folder.run(&format!("{READ} docs"));
    assert!(!folder.run("show").out.contains("docs/empty.txt"));
    assert_eq!(folder.run("verify").code, 0);
}
