//! Bringing in what the user knows. All persons are made up.

use serde_json::Value;

use crate::folder::Folder;

const ACTORS: &str = "kind,id,name,aliases,gender,country,office,of,from,to\n\
    body,,Harbour Compact,HC,,,,,,\n\
    person,,Tavi Oruko,T. Oruko,m,KEN,trade minister,KEN,2020-01-15,\n\
    person,,Tavi Oruko,,,KEN,mayor,KEN,2001,2003\n\
    person,,Mirela Dostan,,f,PER,secretary-general,body:harbour-compact,2019,\n\
    person,,Sven Calloway,,m,FRA,president,FRA,2018-02-01,2019\n\
    state,MMR,Burma,,,,,,,\n";

const TEXT: &str = "Nairobi, 3 March 2021 - Trade minister Tavi Oruko of Kenya met Mirela \
    Dostan, the secretary-general of the Harbour Compact, in Nairobi on Wednesday. They spoke \
    about trade with Burma.\n";

const IMPORT: &str = "actors import actors.csv --day 2024-02-01";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("actors.csv", ACTORS);
    folder.write("docs/a.txt", TEXT);
    folder
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_was_imported_is_used() {
    let folder = folder();
    let done = folder.run(IMPORT);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.starts_with("6 rows imported (4 of persons, 1 of bodies, 1 of states)"));
    assert!(done.out.contains("other holder:") && done.out.contains("Macron"));
    assert!(done.out.contains("state renamed"), "{done:?}");
    assert_eq!(folder.run("read docs --retrieved 2024-02-01").code, 0);
    let mentions = lines(&folder.run("export mentions").out);
    let actor = |text: &str| {
        let mention = mentions.iter().find(|m| m["text"] == text);
        mention.map(|m| (m["actor"].clone(), m["office"].clone()))
    };
    let oruko = actor("Tavi Oruko").unwrap();
    assert_eq!(oruko, ("person:ken:tavi-oruko".into(), "trade minister".into()));
    assert_eq!(actor("Mirela Dostan").unwrap().0, "person:per:mirela-dostan");
    assert_eq!(actor("Harbour Compact").unwrap().0, "body:harbour-compact");
    assert_eq!(actor("Burma").unwrap().0, "state:MMR");
    let burma = lines(&folder.run("show state:MMR --json").out);
    assert_eq!(burma[0]["actor"]["name"], "Burma");
    assert!(folder.run("show person:fra:sven-calloway").out.contains("president"));
    let found = lines(&folder.run("actors find Oruko --on 2021-01-01 --json").out);
    assert_eq!(found[0]["offices"].as_array().map(Vec::len), Some(1));
    let chief = lines(&folder.run("actors find Harbour Compact chief --on 2021-01-01 --json").out);
    assert_eq!(chief[0]["id"], "person:per:mirela-dostan");
    let president =
        lines(&folder.run("actors find president of France --on 2018-06-01 --json").out);
    let open = president.iter().find(|f| f["name"] == "Sven Calloway").unwrap();
    assert_eq!(open["offices"][0]["agreement"], "open");
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn importing_twice_changes_nothing() {
    let folder = folder();
    folder.run(IMPORT);
    folder.run("read docs --retrieved 2024-02-01");
    folder.run("export actors --out actors.jsonl");
    let before = (folder.read("actors.jsonl"), folder.read("manifest.json"));
    assert!(before.1.contains("imported actors"), "{}", before.1);
    let again = folder.run(IMPORT);
    assert_eq!(again.code, 0);
    assert!(
        again.err.contains("0 rows imported") && again.err.contains("6 already known"),
        "{again:?}"
    );
    assert_eq!(again.out, "", "and no conflict is told twice");
    folder.run("export actors --out actors.jsonl");
    assert_eq!((folder.read("actors.jsonl"), folder.read("manifest.json")), before);
}

#[test]
fn the_order_of_files_leaves_no_trace() {
    let folder = folder();
    let (head, rows) = ACTORS.split_once('\n').unwrap();
    let (first, second) = rows.split_at(rows.find("person,,Mirela").unwrap());
    folder.write("one.csv", format!("{head}\n{first}"));
    folder
        .write("two.csv", format!("{head}\n{}", second.replace("body:harbour-compact", "body:un")));
    for (record, files) in [("a.db", ["one", "two"]), ("b.db", ["two", "one"])] {
        for file in files {
            let done =
                folder.run(&format!("actors import {file}.csv --source us --record {record}"));
            assert_eq!(done.code, 0, "{done:?}");
        }
        folder.run(&format!("read docs --retrieved 2024-02-01 --record {record}"));
        folder.run(&format!("export actors --out {record}.d/x.jsonl --record {record}"));
    }
    assert_eq!(folder.exports("a.db"), folder.exports("b.db"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    let done = folder.run("actors import actors.csv --dry-run --json");
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.err.starts_with("6 rows would be imported"), "{done:?}");
    let conflicts = lines(&done.out);
    assert_eq!(conflicts[0]["what"], "other_holder");
    assert_eq!(conflicts[0]["line"], 6);
    assert!(!folder.path("chancery.db").exists());
}

#[test]
fn bad_rows_and_broken_files_are_said() {
    let folder = Folder::new();
    folder.write("rows.csv", "name,country\nTavi Oruko,KEN\nMirela Dostan,ATLANTIS\n");
    let done = folder.run("actors import rows.csv");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("chancery: rows.csv: line 3: country `ATLANTIS`"), "{done:?}");
    assert!(folder.run("actors find Tavi Oruko").out.contains("person:ken:tavi-oruko"));
    let broken: [(&str, &[u8], &str); 4] = [
        ("a.csv", b"name\n\xff\xfe", "not UTF-8 at byte 5"),
        ("b.csv", b"name,age\n", "unknown column `age`"),
        ("c.csv", b"Tavi Oruko,KEN\n", "no header"),
        ("d.txt", b"name\n", "neither .csv nor .jsonl"),
    ];
    for (name, bytes, words) in broken {
        folder.write(name, bytes);
        let done = folder.run(&format!("actors import {name} --record new.db"));
        assert_eq!((done.code, done.err.lines().count()), (2, 1), "{done:?}");
        assert!(done.err.contains(words) && done.err.contains("hint: "), "{done:?}");
    }
    assert_eq!(folder.run("actors import nowhere.csv").code, 2);
    assert!(!folder.path("new.db").exists());
}

#[test]
fn a_state_is_shown_by_the_name_told_last() {
    let folder = Folder::new();
    let name = |name: &str| format!("kind,id,name\nstate,MMR,{name}\n");
    folder.write("a.csv", name("Burma"));
    folder.write("b.csv", name("Union of Burma"));
    let shown = || lines(&folder.run("actors find Burma --json").out)[0]["name"].clone();
    for (file, expected) in [("a", "Burma"), ("b", "Union of Burma"), ("a", "Burma")] {
        assert_eq!(folder.run(&format!("actors import {file}.csv --source us")).code, 0);
        assert_eq!(shown(), expected);
    }
}

#[test]
fn names_that_agree_only_in_part_are_marked() {
    let folder = folder();
    folder.run(IMPORT);
    let near = lines(&folder.run("actors find Tavi Karimu --json").out);
    assert!(near.iter().any(|f| f["name"] == "Tavi Oruko" && f["near_miss"] == true), "{near:?}");
    let table = folder.run("actors find Tavi Karimu").out;
    assert!(table.contains("nobody of that whole name") && table.contains("near misses"));
}
