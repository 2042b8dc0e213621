//! Exports and their manifest.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::folder::Folder;

#[test]
fn a_manifest_lies_beside_the_file() {
    let folder = Folder::with_texts(3);
    assert_eq!(folder.run("read docs").code, 0);
    folder.write("out/old.txt", "");
    assert_eq!(folder.run("export documents --out out/documents.jsonl").code, 0);
    assert_eq!(folder.run("export documents --format csv --out out/documents.csv").code, 0);
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    for name in ["documents.jsonl", "documents.csv"] {
        let entry = &manifest["files"][name];
        let hash = Sha256::digest(folder.read(&format!("out/{name}")));
        assert_eq!(entry["sha256"], format!("{hash:x}"));
        assert_eq!(entry["lines"], 3);
        assert_eq!(entry["inputs"]["documents"], 3);
    }
    assert!(manifest["ingredients"].as_array().unwrap().iter().all(|it| it["sha256"].is_string()));
    assert_eq!(folder.read("out/documents.jsonl"), folder.run("export documents").out);
    let names: Vec<_> = std::fs::read_dir(folder.path("out")).unwrap().collect();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn every_noun_exports_in_every_format() {
    let folder = Folder::with_texts(1);
    assert_eq!(folder.run("read docs").code, 0);
    for noun in
        ["documents", "accounts", "encounters", "actors", "mentions", "statements", "commitments"]
    {
        let lines = folder.run(&format!("export {noun} --format jsonl"));
        let rows = folder.run(&format!("export {noun} --format csv"));
        assert_eq!((lines.code, rows.code), (0, 0));
        for line in lines.out.lines() {
            assert!(serde_json::from_str::<Value>(line).unwrap().is_object());
        }
        assert!(rows.out.lines().count() > lines.out.lines().count());
    }
    let documents = folder.run("export documents --format csv").out;
    assert!(documents.starts_with("id,path,url,outlet,side,kind,title,"));
}
