//! Exports made again.

use serde_json::Value;

use crate::folder::{Folder, text};

/// A record of three texts with two exports.
fn exported() -> Folder {
    let folder = Folder::with_texts(3);
    assert_eq!(folder.run("read docs --retrieved 2024-05-06").code, 0);
    assert_eq!(folder.run("export documents --out out/").code, 0);
    assert_eq!(folder.run("export encounters --format csv --no-text --out out/").code, 0);
    assert_eq!(folder.run("export accounts --format parquet --out out/").code, 0);
    folder
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let folder = exported();
    let done = folder.run("replicate out/manifest.json");
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert_eq!(done.out.lines().filter(|line| line.ends_with(": the same bytes")).count(), 3);
}

#[test]
fn the_texts_read_anew_elsewhere_give_the_same_bytes() {
    let folder = exported();
    std::fs::rename(folder.path("docs"), folder.path("archive")).unwrap();
    std::fs::remove_file(folder.path("chancery.db")).unwrap();
    for threads in [1, 16] {
        let done = folder.run(&format!("replicate out --inputs archive --threads {threads}"));
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

#[test]
fn what_is_missing_or_more_is_named() {
    let folder = exported();
    folder.write("docs/more.txt", text(7));
    assert_eq!(folder.run("read docs").code, 0);
    let done = folder.run("replicate out --json");
    assert_eq!(done.code, 1);
    assert!(done.err.contains("documents: 3 ("), "{}", done.err);
    assert!(done.err.contains("is here alone"), "{}", done.err);
    assert!(done.err.contains("documents.jsonl: comes out otherwise; row "), "{}", done.err);
    let told: Vec<Value> =
        done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(told.iter().any(|it| it["file"] == "accounts.parquet" && it["same"] == false));
}

#[test]
fn the_first_field_that_differs_is_named_with_both_values() {
    let folder = exported();
    let changed = folder.read("out/documents.jsonl").replacen("\"en\"", "\"fr\"", 1);
    folder.write("out/documents.jsonl", changed);
    let done = folder.run("replicate out");
    assert_eq!(done.code, 1);
    let expected = "row 1, language: \"fr\" then, \"en\" now";
    assert!(done.err.contains(expected), "{}", done.err);
}

#[test]
fn an_ingredient_that_differs_is_named() {
    let folder = exported();
    let manifest = folder.read("out/manifest.json");
    let parsed: Value = serde_json::from_str(&manifest).unwrap();
    let part = &parsed["ingredients"][3];
    let (name, hash) = (part["name"].as_str().unwrap(), part["sha256"].as_str().unwrap());
    folder.write("out/manifest.json", manifest.replace(hash, &"0".repeat(64)));
    let done = folder.run("replicate out");
    assert_eq!(done.code, 1);
    assert!(done.err.contains(&format!("ingredient {name}: 000")), "{}", done.err);
}

#[test]
fn what_is_no_manifest_cannot_be_made_again() {
    let folder = Folder::new();
    folder.write("manifest.json", "{}");
    assert_eq!(folder.run("replicate manifest.json").code, 2);
    assert_eq!(folder.run("replicate nowhere.json").code, 2);
}
