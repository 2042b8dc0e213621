//! Every page in a browser, where one is at hand: `$CHANCERY_TEST_CHROMIUM` names it, and
//! `npm ci` was run in `tests/browser`. `$CHANCERY_TEST_RECORD` names another record to look at,
//! `$CHANCERY_TEST_PICTURES` a folder for pictures of the pages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod record;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chancery::keep::{
    ActorFilter, Address, CommitmentFilter, DocumentFilter, EncounterFilter, Record,
    StatementFilter,
};
use chancery_serve::{Limits, Options, serve};

/// Serves a record on a thread that ends with the process; gives back its address.
fn served(record: PathBuf) -> String {
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let options = Options {
            record: Address::from(&record),
            listen: "127.0.0.1:0".parse().unwrap(),
            limits: Limits {
                at_once: 2,
                patience: Duration::from_mins(1),
                rate: None,
                ..Limits::default()
            },
            posting: None,
        };
        serve(&options, |address| send.send(address).unwrap()).unwrap();
    });
    format!("http://{}", receive.recv_timeout(Duration::from_mins(2)).unwrap())
}

/// A path to every sort of page of a record that was not made here.
fn paths_of(path: &Path) -> Vec<String> {
    let record = Record::open(path).unwrap();
    let mut found: Vec<String> =
        ["/", "/search?q=border", "/map", "/network", "/judgements", "/api/v1"]
            .map(str::to_owned)
            .to_vec();
    for list in ["encounters", "statements", "commitments", "documents", "actors"] {
        found.push(format!("/{list}"));
    }
    let contradicted = EncounterFilter { contradicted: true, ..EncounterFilter::default() };
    for filter in [contradicted, EncounterFilter::default()] {
        let page = record.encounters_page(&filter, None, 4).unwrap();
        found.extend(page.items.iter().map(|id| format!("/encounter/{id}")));
    }
    let page = record.statements_page(&StatementFilter::default(), None, 2).unwrap();
    found.extend(page.items.iter().map(|it| format!("/statement/{}", it.id)));
    let page = record.commitments_page(&CommitmentFilter::default(), None, 2).unwrap();
    found.extend(page.items.iter().map(|it| format!("/commitment/{}", it.id)));
    let page = record.documents_page(&DocumentFilter::default(), None, 50).unwrap();
    found.extend(page.items.iter().take(3).map(|it| format!("/document/{}", it.id)));
    let copy = page.items.iter().find(|it| it.copy);
    found.extend(copy.map(|it| format!("/document/{}/first", it.id)));
    for kind in ["person", "state"] {
        let filter = ActorFilter { kind: Some(kind.to_owned()), ..ActorFilter::default() };
        let page = record.actors_page(&filter, None, 2).unwrap();
        found.extend(page.items.iter().map(|it| format!("/actor/{}", it.id)));
    }
    let pairs = record.pairs_met(2).unwrap();
    found.extend(pairs.iter().map(|pair| format!("/dossier/{}/{}", pair.one, pair.other)));
    found
}

#[test]
fn every_page_looks_right_in_a_browser() {
    let Some(chromium) = std::env::var_os("CHANCERY_TEST_CHROMIUM") else {
        eprintln!("not run: CHANCERY_TEST_CHROMIUM names no browser");
        return;
    };
    let (record, paths) = if let Some(given) = std::env::var_os("CHANCERY_TEST_RECORD") {
        (PathBuf::from(&given), paths_of(Path::new(&given)))
    } else {
        let shown = record::shown();
        (shown.record.clone(), shown.paths())
    };
    let pictures = std::env::var_os("CHANCERY_TEST_PICTURES");
    let mut node = Command::new("node")
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser"))
        .arg("check.mjs")
        .arg(served(record))
        .args(pictures)
        .env("CHROMIUM", chromium)
        .stdin(Stdio::piped())
        .spawn()
        .expect("node is installed");
    node.stdin.take().unwrap().write_all(paths.join("\n").as_bytes()).unwrap();
    assert!(node.wait().unwrap().success(), "the lines above say what is wrong");
}
