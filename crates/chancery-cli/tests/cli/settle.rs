//! One encounter in several documents: settled, shown, changed, removed.

use serde_json::Value;

use crate::folder::{Folder, text};

const READ: &str = "read --retrieved 2024-02-01";

/// The same report as its first text, printed by another paper with a line of its own.
fn reprint() -> String {
    format!("{}\n(Harbour Wire)\n", text(0))
}

fn encounters(folder: &Folder) -> Vec<Value> {
    let lines = folder.run("export encounters").out;
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_several_documents_tell_is_one_encounter() {
    let folder = Folder::with_texts(1);
    assert_eq!(folder.run(&format!("{READ} docs")).code, 0);
    let before = encounters(&folder);
    folder.write("more/copy.txt", reprint());
    assert_eq!(folder.run("read --retrieved 2024-03-01 more").code, 0);
    let after = encounters(&folder);
    assert_eq!(after.len(), before.len());
    assert_eq!(after[0]["members"].as_array().map(Vec::len), Some(2));
    // The text and its reprint are one origin.
    assert_eq!(after[0]["origins"], 1);
    for member in after[0]["members"].as_array().unwrap() {
        let contact = member["contact"].as_str().unwrap();
        let shown = folder.run(&format!("show {contact}"));
        assert!(shown.out.contains("told in 2 documents, of 1 origin"), "{shown:?}");
    }
    let copies = folder.run("export documents").out;
    assert!(copies.lines().any(|line| !line.contains("\"copies_of\":[]")), "{copies}");
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn changes_tell_what_came_in_since_a_day() {
    let folder = Folder::with_texts(2);
    folder.run(&format!("{READ} docs"));
    folder.write("more/copy.txt", reprint());
    folder.run("read --retrieved 2024-03-01 more");
    let told = folder.run("changes --since 2024-03-01");
    assert!(told.out.starts_with("1 document came in"), "{told:?}");
    assert!(told.out.contains("changed: 1") && told.out.contains("1 new account"), "{told:?}");
    let lines = folder.run("changes --since 2024-02-01 --json").out;
    assert_eq!(lines.lines().filter(|line| line.contains("\"document\"")).count(), 3);
    assert!(lines.contains("\"change\":\"new\""), "{lines}");
    let none = folder.run("changes --since 2025-01-01").out;
    assert_eq!(none, "0 documents came in\n");
}

#[test]
fn a_document_removed_leaves_no_trace() {
    let folder = Folder::with_texts(3);
    folder.run(&format!("{READ} docs"));
    let before = folder.exports("chancery.db");
    folder.write("more/copy.txt", reprint());
    folder.run(&format!("{READ} more"));
    let lines = folder.run("export documents").out;
    let copy = lines.lines().find(|line| line.contains("more/copy.txt")).unwrap();
    let copy: Value = serde_json::from_str(copy).unwrap();
    let id = copy["id"].as_str().unwrap();
    let removed = folder.run(&format!("remove {}", &id[..12]));
    assert_eq!(removed.out, format!("removed document {id}\n"));
    assert_eq!(folder.exports("chancery.db"), before);
    assert_eq!(folder.run(&format!("remove {id}")).code, 2);
    assert_eq!(folder.run("verify").code, 0);
}
