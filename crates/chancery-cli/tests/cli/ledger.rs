//! The ledger, over a record with commitments put into it.

use chancery::keep::{Noun, Record};
use chancery::nouns::*;
use chancery::pipeline::ReadOutcome;
use serde_json::Value;

use crate::folder::Folder;

/// A record of two texts; in the first Ghana invites Finland, to a visit due by 10 March 2021.
fn with_invitation() -> Folder {
    let folder = Folder::new();
    for (day, host, guest) in [(1, "Ghana", "Finland"), (2, "Togo", "Chad")] {
        let told = format!(
            "ACCRA, {day} March 2021 - {host} and {guest} agreed to speak about trade, officials \
             said.\n\n{host} also invited the president to Accra.\n"
        );
        folder.write(&format!("docs/00{}.txt", day - 1), told);
    }
    assert_eq!(folder.run("read docs").code, 0);
    let mut record = Record::open(&folder.path("chancery.db")).unwrap();
    let ids = record.document_ids().unwrap();
    let outcomes: Vec<ReadOutcome> = ids.iter().map(|id| outcome(&record, id)).collect();
    for outcome in outcomes {
        record.keep(&outcome, true).unwrap();
    }
    folder
}

/// What the record holds of a document, with an invitation where it is the first one.
fn outcome(record: &Record, id: &DocumentId) -> ReadOutcome {
    let document = record.document(id).unwrap().unwrap();
    let reading = record.reading(id).unwrap().unwrap();
    let first = document.path.as_deref() == Some("docs/000.txt");
    let commitments = first.then(|| invitation(id, &reading)).into_iter().collect();
    let encounters: Vec<Encounter> = record.all(Noun::Encounters).unwrap();
    let accounts: Vec<Account> = record.all(Noun::Accounts).unwrap();
    let mentions: Vec<Mention> = record.all(Noun::Mentions).unwrap();
    ReadOutcome {
        page: Page { document, reading },
        mentions: mentions.into_iter().filter(|it| it.document == *id).collect(),
        actors: record.all(Noun::Actors).unwrap(),
        accounts: accounts.into_iter().filter(|it| it.document == *id).collect(),
        encounters: encounters
            .into_iter()
            .filter(|it| it.first_known.as_ref() == Some(id))
            .collect(),
        statements: record.statements_in(id).unwrap(),
        commitments,
        deeds: Vec::new(),
    }
}

fn invitation(document: &DocumentId, reading: &Reading) -> Commitment {
    let words = |words: &str| {
        let start = reading.text.find(words).unwrap();
        Evidence {
            document: document.clone(),
            reading: reading.id.clone(),
            start: start as u32,
            end: (start + words.len()) as u32,
            text: words.to_owned(),
            reader: "test".to_owned(),
            version: "1".to_owned(),
            caption: false,
        }
    };
    let due = When {
        start: None,
        end: "2021-03-10".parse().ok(),
        precision: Precision::Bounds,
        basis: Basis::Inferred,
        evidence: None,
    };
    Commitment {
        id: CommitmentId::derive(&[document.as_str(), "invited"]),
        kind: CommitmentKind::Invitation,
        by: vec![ActorId("state:GHA".to_owned())],
        to: vec![ActorId("state:FIN".to_owned())],
        what: words("to Accra"),
        figure: vec![],
        made_on: None,
        due: Some(due),
        place: None,
        condition: None,
        state: CommitmentState::Open,
        according_to: vec![],
        evidence: words("invited the president to Accra"),
        later: vec![],
    }
}

fn listed(folder: &Folder, args: &str) -> Vec<Value> {
    let done = folder.run(&format!("ledger {args} --json"));
    assert_eq!(done.code, 0, "{done:?}");
    done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn commitments_are_listed_by_party_state_and_day() {
    let folder = with_invitation();
    let table = folder.run("ledger --on 2021-04-01").out;
    for words in ["Ghana", "Finland", "invitation: to Accra", "by 10 Mar", "open"] {
        assert!(table.contains(words), "{words} is not in {table}");
    }
    let absence = "no evidence of fulfilment in 2 documents read to 2021-04-01";
    let count = |args: &str| listed(&folder, args).len();
    assert_eq!(listed(&folder, "Ghana Finland --on 2021-04-01")[0]["absence"], absence);
    assert_eq!(count("Finland Ghana"), 1);
    assert_eq!(count("Finland"), 1);
    assert_eq!(count("Finland Norway"), 0);
    assert_eq!(count("Ghana Ghana"), 0);
    assert_eq!(count("--state open"), 1);
    assert_eq!(count("--state kept"), 0);
    assert_eq!(count("--on 2021-01-31"), 0);
    // The latest text is of 2 March: the day has not gone by, so nothing is said of it.
    assert_eq!(listed(&folder, "")[0]["absence"], Value::Null);
    assert_eq!(folder.run("ledger Finland Norway").out, "no commitments\n");
    assert_eq!(folder.run("ledger --state broken").code, 2);
    let nobody = folder.run("ledger nobody-of-this-name");
    assert!(nobody.code == 2 && nobody.err.contains("nobody is called"), "{nobody:?}");
}

#[test]
fn commitments_and_statements_are_exported_and_shown() {
    let folder = with_invitation();
    let verified = folder.run("verify");
    assert_eq!(verified.code, 0, "{verified:?}");
    for noun in ["commitments", "statements"] {
        let path = format!("out/{noun}");
        folder.write("out/old.txt", "");
        assert_eq!(folder.run(&format!("export {noun} --out {path}.jsonl")).code, 0);
        assert_eq!(folder.run(&format!("export {noun} --format csv --out {path}.csv")).code, 0);
        let line = folder.read(&format!("{path}.jsonl"));
        let found: Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        let id = found["id"].as_str().unwrap();
        assert!(folder.read(&format!("{path}.csv")).contains(id));
        let manifest: Value = serde_json::from_str(&folder.read("out/manifest.json")).unwrap();
        let lines = manifest["files"][format!("{noun}.jsonl")]["lines"].as_u64();
        assert_eq!(lines, Some(line.lines().count() as u64));
        let told: Value =
            serde_json::from_str(&folder.run(&format!("show {id} --json")).out).unwrap();
        assert_eq!(told, found);
        let shown = folder.run(&format!("show {}", &id[..12])).out;
        for words in [id, "words", "sources", "docs/00"] {
            assert!(shown.contains(words), "{words} is not in {shown}");
        }
        let document = found["evidence"]["document"].as_str().unwrap();
        let shown = folder.run(&format!("show {document}")).out;
        assert!(shown.contains(&format!(" {noun}\n")) && shown.contains(&id[..12]), "{shown}");
    }
    assert!(folder.run("show").out.contains("commitments 1"));
}
