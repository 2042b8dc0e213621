//! Comparisons and dossiers, from texts to pages.

use serde_json::Value;

use crate::folder::{Done, Folder};

/// Two texts on one call, one of them told twice, and a later meeting announced.
fn with_call() -> Folder {
    let folder = Folder::new();
    let told = [
        (
            "01-oslo.txt",
            "OSLO, 3 March 2021 - President Sauli Niinistö of Finland spoke by telephone with \
             Norwegian Prime Minister Erna Solberg on Wednesday, her office said.\n\nThey spoke \
             about <u>fisheries</u> | trade for 20 minutes. Finland will open a consulate in \
             Bergen by 1 June 2021, Niinistö promised Norway.\n",
        ),
        (
            "02-helsinki.txt",
            "HELSINKI, 4 March 2021 - President Sauli Niinistö of Finland spoke by telephone with \
             Norwegian Prime Minister Erna Solberg on Wednesday, his office said.\n\nFinland \
             denied that Norway had asked for a consulate. The two will meet in Oslo on 20 March \
             2021.\n",
        ),
        (
            "03-later.txt",
            "BERGEN, 2 August 2021 - The fish market of Bergen opened on Monday. Norway and \
             Finland are neighbours.\n",
        ),
    ];
    for (name, text) in told {
        folder.write(&format!("docs/{name}"), text);
    }
    assert_eq!(folder.run("read docs").code, 0);
    folder
}

fn good(done: Done) -> String {
    assert_eq!(done.code, 0, "{done:?}");
    done.out
}

/// Ids of the encounters, as exported.
fn encounters(folder: &Folder) -> Vec<Value> {
    let lines = good(folder.run("export encounters"));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_encounter_is_compared_in_every_form() {
    let folder = with_call();
    let all = encounters(&folder);
    let call = all.iter().find(|it| it["kind"] == "call").expect("a call is told");
    let id = call["id"].as_str().unwrap();
    let text = good(folder.run(&format!("compare {id}")));
    for words in [id, "Sauli Niinistö", "Erna Solberg", "sources", "[1]", "docs/01-oslo.txt"] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(text.lines().filter(|line| line.starts_with('│')).all(|l| l.chars().count() <= 100));
    let page = good(folder.run(&format!("compare {id} --format html")));
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "{page}");
    assert!(!page.contains("<u>fisheries") && !page.contains("<script"), "{page}");
    let marks = good(folder.run(&format!("compare {id} --format md")));
    assert!(marks.starts_with("# ") && marks.contains("## Sources"), "{marks}");
    let json = good(folder.run(&format!("compare {id} --json")));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["encounter"], *call);
    assert_eq!(
        json["accounts"].as_array().unwrap().len(),
        call["accounts"].as_array().unwrap().len()
    );
    assert_eq!(json["sources"][0]["number"], 1);
    let account = call["accounts"][0].as_str().unwrap();
    assert_eq!(good(folder.run(&format!("compare {account}"))), text);
}

#[test]
fn what_is_no_encounter_is_not_compared() {
    let folder = with_call();
    let done = folder.run("compare enc-0000");
    assert!(done.code == 2 && done.err.contains("enc-0000"), "{done:?}");
    let documents = good(folder.run("export documents"));
    let document: Value = serde_json::from_str(documents.lines().next().unwrap()).unwrap();
    let done = folder.run(&format!("compare {}", document["id"].as_str().unwrap()));
    assert!(done.code == 2 && done.err.contains("is no encounter"), "{done:?}");
}

#[test]
fn a_dossier_tells_of_two_in_every_form() {
    let folder = with_call();
    let text = good(folder.run("dossier Norway Finland"));
    for words in
        ["Norway and Finland", "documents read to 2 Aug 2021", "TIMELINE", "SOURCES", "call"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(text.contains("according to") || text.contains("told by"), "{text}");
    for (format, begins) in
        [("md", "# Norway and Finland"), ("html", "<!DOCTYPE html>"), ("json", "{")]
    {
        let out = good(folder.run(&format!("dossier Norway Finland --format {format}")));
        assert!(out.starts_with(begins), "{out}");
    }
    let persons = good(folder.run("dossier Solberg Niinistö"));
    assert!(persons.contains("TIMELINE"), "{persons}");
    let none = good(folder.run("dossier Norway Ghana"));
    assert!(none.contains("No encounter between the two is told."), "{none}");
    let nobody = folder.run("dossier Norway nobody-of-this-name");
    assert!(nobody.code == 2 && nobody.err.contains("nobody is called"), "{nobody:?}");
}

#[test]
fn a_dossier_tells_what_was_known_on_a_day() {
    let folder = with_call();
    let early = good(folder.run("dossier Norway Finland --known-on 2021-03-03"));
    assert!(early.contains("as known on 3 Mar 2021"), "{early}");
    assert!(early.contains("01-oslo.txt") && !early.contains("02-helsinki.txt"), "{early}");
    let whole = good(folder.run("dossier Norway Finland --format json"));
    let known = good(folder.run("dossier Norway Finland --known-on 2021-08-02 --format json"));
    let parsed = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    assert_eq!(parsed(&whole)["sections"], parsed(&known)["sections"]);
    let none = good(folder.run("dossier Norway Finland --known-on 2020-01-01"));
    assert!(none.contains("No encounter between the two is told."), "{none}");
}

#[test]
fn a_word_file_has_the_same_bytes_each_time() {
    let folder = with_call();
    let once = folder.command("dossier Norway Finland --format docx").output().unwrap();
    assert!(once.status.success() && once.stdout.starts_with(b"PK"));
    let again = folder.command("dossier Norway Finland --format docx").output().unwrap();
    assert_eq!(once.stdout, again.stdout);
}
