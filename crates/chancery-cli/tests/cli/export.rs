//! Exports and their manifest.

use std::process::Command;

use chancery_export::schema::{Field, Stands, table};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::folder::{Folder, NOUNS};

/// The examples of the repository.
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_manifest_lies_beside_the_file() {
    let folder = Folder::with_texts(3);
    assert_eq!(folder.run("read docs").code, 0);
    folder.write("out/old.txt", "");
    assert_eq!(folder.run("export documents --out out/documents.jsonl").code, 0);
    assert_eq!(folder.run("export documents --format csv --out out").code, 0);
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    for name in ["documents.jsonl", "documents.csv"] {
        let entry = &manifest["files"][name];
        let hash = Sha256::digest(folder.read(&format!("out/{name}")));
        assert_eq!(entry["sha256"], format!("{hash:x}"));
        assert_eq!(entry["lines"], 3);
    }
    assert_eq!(manifest["inputs"]["documents"], 3);
    assert!(manifest["ingredients"].as_array().unwrap().iter().all(|it| it["sha256"].is_string()));
    assert_eq!(folder.read("out/documents.jsonl"), folder.run("export documents").out);
    let inputs = lines(&folder.read("out/inputs.jsonl"));
    assert_eq!(inputs.len(), 3);
    assert!(inputs.iter().all(|it| it["paths"][0].as_str().unwrap().starts_with("docs/")));
    let names: Vec<_> = std::fs::read_dir(folder.path("out")).unwrap().collect();
    assert_eq!(names.len(), 6, "{names:?}");
}

#[test]
fn a_file_made_from_something_else_leaves_the_manifest() {
    let folder = Folder::with_texts(2);
    assert_eq!(folder.run("read docs/000.txt").code, 0);
    assert_eq!(folder.run("export documents --out out/").code, 0);
    assert_eq!(folder.run("read docs").code, 0);
    let done = folder.run("export actors --out out/");
    assert!(done.err.contains("documents.jsonl was made from something else"), "{}", done.err);
    let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["files"].as_object().unwrap().len(), 1);
    assert_eq!(lines(&folder.read("out/inputs.jsonl")).len(), 2);
}

/// Whether every field of a value is described.
fn described(value: &Value, fields: &[Field], path: &str) {
    match value {
        Value::Array(members) => members.iter().for_each(|it| described(it, fields, path)),
        Value::Object(object) => {
            for (name, value) in object {
                let field = fields.iter().find(|field| field.name == name);
                let field = field.unwrap_or_else(|| panic!("{path}.{name} is not described"));
                assert!(field.stands == Stands::Always, "{path}.{name}");
                let may = !field.null.is_empty();
                assert!(may || !value.is_null(), "{path}.{name} is null");
                if let Some(inner) = field.inner() {
                    described(value, inner, &format!("{path}.{name}"));
                }
            }
        }
        _ => {}
    }
}

#[test]
fn every_noun_exports_in_every_format() {
    let folder = Folder::new();
    assert_eq!(folder.run(&format!("read {EXAMPLES} --threads 2")).code, 0);
    let some = lines(&folder.run("export encounters").out)[0]["id"].as_str().unwrap().to_owned();
    let judged = format!("amend {some} where Oslo --because read --by A.B --day 2024-01-01");
    assert_eq!(folder.run(&judged).code, 0, "{}", folder.run(&judged).err);
    for format in ["jsonl", "csv", "parquet"] {
        let done = folder.run(&format!("export all --format {format} --out out/"));
        assert_eq!((done.code, done.err.as_str()), (0, ""));
    }
    for (name, noun) in NOUNS.into_iter().zip(chancery::keep::Noun::ALL) {
        let told = folder.read(&format!("out/{name}.jsonl"));
        for line in lines(&told) {
            described(&line, table(noun).fields, name);
        }
        let csv = folder.read(&format!("out/{name}.csv"));
        assert!(csv.lines().count() > told.lines().count());
        let bytes = std::fs::read(folder.path(&format!("out/{name}.parquet"))).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
    assert!(folder.read("out/documents.csv").starts_with("id,path,url,outlet,side,kind,title,"));
    assert_eq!(folder.run("replicate out").code, 0);
    read_back(&folder);
}

/// Reads the exports back as their users do. Needs Python with the packages of `columns.py`.
fn read_back(folder: &Folder) {
    let Some(python) = std::env::var_os("CHANCERY_TEST_PYTHON") else {
        eprintln!("Parquet was not read back: CHANCERY_TEST_PYTHON names no interpreter");
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/columns.py");
    let done = Command::new(python).arg(script).arg(folder.path("out")).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_number_of_threads_leaves_no_trace_in_columns() {
    let folder = Folder::with_texts(12);
    for threads in [1, 2, 16] {
        let record = format!("--record {threads}.db");
        let read = format!("read docs --threads {threads} --retrieved 2024-05-06 {record}");
        assert_eq!(folder.run(&read).code, 0);
        let export = format!("export all --format parquet --out {threads}/ {record}");
        assert_eq!(folder.run(&export).code, 0);
        let dyads = format!("dyads --by day --format parquet --out {threads} {record}");
        assert_eq!(folder.run(&dyads).code, 0);
        assert_eq!(
            folder.read(&format!("{threads}/manifest.json")),
            folder.read("1/manifest.json")
        );
    }
}

#[test]
fn provenance_and_entities_are_for_their_nouns_alone() {
    let folder = Folder::with_texts(2);
    assert_eq!(folder.run("read docs").code, 0);
    assert_eq!(folder.run("export documents --format ftm").code, 2);
    assert_eq!(folder.run("export provenance --format csv").code, 2);
    let graph: Value = serde_json::from_str(&folder.run("export provenance").out).unwrap();
    let nodes = graph["@graph"].as_array().unwrap();
    let ids: Vec<&str> = nodes.iter().filter_map(|node| node["@id"].as_str()).collect();
    for node in nodes {
        for name in ["wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "used", "hadMember"] {
            let to = &node[name];
            let to: Vec<&Value> = to.as_array().map_or_else(|| vec![to], |it| it.iter().collect());
            for to in to.into_iter().filter_map(Value::as_str) {
                assert!(ids.contains(&to), "{to} has no node");
            }
        }
    }
    assert!(nodes.iter().any(|node| node["@type"][1] == "chancery:encounter"));
    let entities = folder.run("export actors --format ftm").out;
    assert!(lines(&entities).iter().any(|it| it["schema"] == "Occupancy"));
    folder.write("entities.jsonl", &entities);
    let done = folder.run("actors import entities.jsonl --dry-run");
    assert_eq!(done.code, 0, "{}", done.err);
}

#[test]
fn what_is_cited_is_named_by_its_words() {
    let folder = Folder::with_texts(1);
    assert_eq!(folder.run("read docs").code, 0);
    let id = lines(&folder.run("export encounters").out)[0]["id"].as_str().unwrap().to_owned();
    let done = folder.run(&format!("show {id} --cite bibtex"));
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.starts_with(&format!("@misc{{chancery:{id},")), "{}", done.out);
    assert!(done.out.contains("reading sha256:") && done.out.contains("bytes "), "{}", done.out);
    assert_eq!(done.out.matches('{').count(), done.out.matches('}').count());
    assert_eq!(folder.run("show state:GHA --cite bibtex").code, 2);
}

#[test]
fn the_dictionary_tells_of_every_noun() {
    let folder = Folder::new();
    let csv = folder.run("codebook --format csv").out;
    for noun in NOUNS {
        assert!(csv.contains(&format!("\n{noun},")), "{noun}");
    }
    assert!(lines(&folder.run("codebook --format json").out.replace('\n', " "))[0].is_array());
}
