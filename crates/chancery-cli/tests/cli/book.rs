//! The user's book and the README: what they tell to type works as it stands, what they link to is
//! there, and every page is in the table of contents.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folder::Folder;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of the fenced blocks marked as shell.
fn typed(page: &str) -> Vec<String> {
    let blocks = page.split("\n```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// Ends only when it is stopped, waits for a server, or is the build itself.
fn apart(line: &str) -> bool {
    ["cargo ", "chancery serve", "chancery watch", "chancery copy", "curl "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Runs a line of the book in a shell, with the program on the path.
fn run(folder: &Folder, line: &str) -> (Option<i32>, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_chancery")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", line]).current_dir(folder.path(".")).env("PATH", path);
    let done = shell.output().unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

/// A folder with the examples, as a fresh clone has them.
fn with_examples() -> Folder {
    let folder = Folder::new();
    let copied = run(&folder, &format!("cp -r '{}' examples", root().join("examples").display()));
    assert_eq!(copied.0, Some(0), "{}", copied.1);
    folder
}

#[test]
fn what_the_tutorial_types_works() {
    let folder = with_examples();
    let lines = typed(&text("docs/tutorial.md"));
    assert!(lines.len() > 20, "the tutorial has lost its commands");
    for line in lines.iter().filter(|line| !apart(line)) {
        let (code, told) = run(&folder, line);
        assert!(matches!(code, Some(0 | 1)), "{line}\n{told}");
    }
}

#[test]
fn what_the_other_pages_type_works_on_the_record_of_the_examples() {
    let folder = with_examples();
    assert_eq!(run(&folder, "chancery read examples").0, Some(0));
    for page in ["docs/citing.md", "docs/coming-from.md"] {
        for line in typed(&text(page)).iter().filter(|line| !apart(line)) {
            let (code, told) = run(&folder, line);
            assert!(matches!(code, Some(0 | 1)), "{page}: {line}\n{told}");
        }
    }
}

#[test]
fn ids_in_the_readme_are_those_of_the_examples() {
    let folder = with_examples();
    assert_eq!(run(&folder, "chancery read examples").0, Some(0));
    let page = text("README.md");
    let ids = page.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    for id in ids.filter(|word| word.len() == 12 && word.starts_with("enc-")) {
        assert_eq!(run(&folder, &format!("chancery show {id}")).0, Some(0), "README: {id}");
    }
}

#[test]
fn the_contents_list_every_page_and_every_link_leads_somewhere() {
    let contents = text("docs/SUMMARY.md");
    for entry in fs::read_dir(root().join("docs")).unwrap().flatten() {
        let is_page = entry.path().extension().is_some_and(|it| it == "md");
        let name = entry.file_name().into_string().unwrap();
        if is_page {
            let listed = name == "SUMMARY.md" || contents.contains(&format!("({name})"));
            assert!(listed, "{name} is not in SUMMARY.md");
            links_lead_somewhere(&format!("docs/{name}"));
        }
    }
    links_lead_somewhere("README.md");
}

fn links_lead_somewhere(page: &str) {
    let words = text(page);
    let targets = words.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.contains("://") && !target.starts_with('#')) {
        let target = target.split('#').next().unwrap_or_default();
        let path = root().join(page).parent().unwrap().join(target);
        assert!(path.exists(), "{page} links to {target}");
    }
}
