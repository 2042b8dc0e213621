//! Looking at a record.

use serde_json::Value;

use crate::folder::Folder;

#[test]
fn the_overview_counts() {
    let folder = Folder::with_texts(5);
    assert_eq!(folder.run("read docs").code, 0);
    assert!(folder.run("show").out.starts_with("documents   5"));
    let counts: Value = serde_json::from_str(&folder.run("show --json").out).unwrap();
    assert_eq!(counts["documents"], 5);
}

#[test]
fn documents_are_found_and_shown() {
    let folder = Folder::with_texts(5);
    folder.run("read docs");
    let hits = folder.run("search presidents Quito --json");
    let hit: Value = serde_json::from_str(hits.out.lines().next().unwrap()).unwrap();
    let id = hit["document"].as_str().unwrap();
    let shown = folder.run(&format!("show {}", &id[..10]));
    assert!(shown.out.contains(id) && shown.out.contains("docs/002.txt"), "{shown:?}");
    assert!(folder.run("search presidents Quito").out.contains(&id[..12]));
    assert_eq!(folder.run("search zebra").out, "nothing found\n");
    assert_eq!(folder.run("search \"\"").code, 0);
}

#[test]
fn a_parse_is_printed_as_conllu() {
    let folder = Folder::with_texts(1);
    let parsed = folder.run("parse docs/000.txt");
    assert_eq!(parsed.code, 0);
    assert!(parsed.out.starts_with("# newdoc"));
    assert!(parsed.out.lines().filter(|line| line.starts_with("1\t")).count() > 1);
    let piped = folder.run_with("parse -", b"The envoys met.");
    assert!(piped.out.contains("\tmeet\t"), "{piped:?}");
    assert_eq!(folder.run("parse nowhere.txt").code, 2);
}

#[test]
fn actors_are_found_by_name() {
    let folder = Folder::with_texts(1);
    assert!(folder.run("actors find Ghana").out.contains("state:GHA"));
    let none = folder.run("actors find nobody-of-this-name");
    assert_eq!((none.code, none.out.as_str()), (0, "nobody of that name\n"));
    assert!(!folder.path("chancery.db").exists());
    folder.run("read docs");
    assert_eq!(folder.run("actors find Ghana --on 2021-03-01 --json").out.lines().count(), 1);
}

#[test]
fn an_office_is_found_on_its_day_without_a_record() {
    let folder = Folder::with_texts(0);
    let found = folder.run("actors find German chancellor --on 2022-06-01 --json");
    let actor: Value = serde_json::from_str(found.out.trim()).unwrap();
    assert_eq!(actor["name"], "Olaf Scholz");
    assert_eq!(actor["offices"].as_array().map(Vec::len), Some(1), "only the office of that day");
    assert_eq!(actor["offices"][0]["office"], "chancellor");
    let table = folder.run("actors find Scholz --on 2022-06-01").out;
    assert!(table.contains("chancellor of DEU") && table.contains("own knowledge"), "{table}");
    assert!(!folder.path("chancery.db").exists());
}

#[test]
fn an_encounter_is_shown_with_the_words_behind_it() {
    let folder = Folder::with_texts(1);
    let read = folder.run("read docs --json");
    let found: Value = serde_json::from_str(read.out.lines().next().unwrap()).unwrap();
    let id = found["id"].as_str().unwrap();
    let shown = folder.run(&format!("show {}", &id[..12])).out;
    for words in [id, "1 Mar 2021", "docs/000.txt", "“met”", "sources"] {
        assert!(shown.contains(words), "{words} is not in {shown}");
    }
    let table = folder.run("show").out;
    assert!(table.contains(&id[..12]) && table.contains("meeting, held"), "{table}");
    let account = found["accounts"][0].as_str().unwrap();
    assert_eq!(folder.run(&format!("show {account}")).out, shown);
    let told: Value = serde_json::from_str(&folder.run(&format!("show {id} --json")).out).unwrap();
    assert_eq!(told["encounter"], found);
    let actor = found["participants"][0]["actor"].as_str().unwrap();
    assert!(folder.run(&format!("show {actor}")).out.contains(&id[..12]));
}
