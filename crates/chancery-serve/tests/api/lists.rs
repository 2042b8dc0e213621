//! Every list: leafed through it gives every thing once, as it is exported.

use chancery::keep::{Noun, Record};
use serde_json::Value;

use crate::client::{Client, clients};

const LISTS: [Noun; 7] = [
    Noun::Documents,
    Noun::Accounts,
    Noun::Encounters,
    Noun::Mentions,
    Noun::Statements,
    Noun::Commitments,
    Noun::Judgements,
];

fn exported(client: &Client, noun: Noun) -> Vec<String> {
    let address = client.record.clone();
    let read = move || {
        let record = Record::open(&address).unwrap();
        let mut lines = Vec::new();
        record
            .each_line::<chancery::keep::KeepError>(noun, |line| {
                let line: Value = serde_json::from_str(line).unwrap();
                lines.push(line.to_string());
                Ok(())
            })
            .unwrap();
        lines.sort();
        lines
    };
    std::thread::spawn(read).join().unwrap()
}

fn sorted(items: &[Value]) -> Vec<String> {
    let mut lines: Vec<String> = items.iter().map(Value::to_string).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn leafed_through_a_list_gives_every_line_of_the_export_once() {
    for client in clients() {
        for noun in LISTS {
            let path = format!("/api/v1/{}", noun.name());
            let few = client.all(&format!("{path}?limit=2")).await;
            let many = client.all(&format!("{path}?limit=200")).await;
            assert_eq!(few, many, "{path}");
            // Where a commitment stands, and what is answered elsewhere, is worked out.
            if !matches!(noun, Noun::Statements | Noun::Commitments) {
                assert_eq!(sorted(&many), exported(&client, noun), "{path}");
            }
            assert_eq!(many.len(), exported(&client, noun).len(), "{path}");
        }
        let actors = client.all("/api/v1/actors?limit=3").await;
        let mut ids: Vec<&str> = actors.iter().map(|it| it["id"].as_str().unwrap()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert!(count > 3 && ids.len() == count);
    }
}

#[tokio::test]
async fn both_databases_answer_alike() {
    let clients = clients();
    let [one, others @ ..] = clients.as_slice() else { return };
    for path in [
        "/api/v1/encounters",
        "/api/v1/documents?text=ferry",
        "/api/v1/statements?text=%22fishing%20quotas%22%20ferry",
        "/api/v1/states",
        "/api/v1/record",
        "/api/v1/changes?since=2024-01-01",
        "/api/v1/dossiers/NOR/ISL",
    ] {
        for other in others {
            assert_eq!(one.found(path).await, other.found(path).await, "{path}");
        }
    }
}

#[tokio::test]
async fn things_are_had_one_by_one_with_their_words() {
    for client in clients() {
        for (list, with_evidence) in [
            ("documents", false),
            ("encounters", true),
            ("accounts", true),
            ("statements", true),
            ("commitments", true),
            ("actors", false),
        ] {
            let items = client.all(&format!("/api/v1/{list}")).await;
            assert!(!items.is_empty(), "{list}");
            for item in items {
                let path = format!("/api/v1/{list}/{}", item["id"].as_str().unwrap());
                assert_eq!(client.found(&path).await, item, "{path}");
                if with_evidence {
                    let words = client.found(&format!("{path}/evidence")).await;
                    for told in words["items"].as_array().unwrap() {
                        stands(&client, &told["evidence"]).await;
                    }
                }
            }
        }
    }
}

/// Holds words against the reading they are of.
async fn stands(client: &Client, evidence: &Value) {
    let at = |field: &str| evidence[field].as_str().unwrap();
    let path = format!("/api/v1/documents/{}/readings/{}", at("document"), at("reading"));
    let reading = client.found(&path).await;
    let bytes = |field: &str| usize::try_from(evidence[field].as_u64().unwrap()).unwrap();
    assert_eq!(&reading["text"].as_str().unwrap()[bytes("start")..bytes("end")], at("text"));
}

#[tokio::test]
async fn a_list_is_narrowed_down() {
    for client in clients() {
        let count = async |path: &str| client.all(&format!("/api/v1/{path}")).await.len();
        let documents = client.all("/api/v1/documents").await;
        let readout = documents.iter().find(|it| it["path"] == "readout.txt").unwrap();
        let id = readout["id"].as_str().unwrap();
        assert!(count("encounters?country=NOR&country=ISL").await > 0);
        assert_eq!(count("encounters?country=NOR&country=BRA").await, 0);
        assert_eq!(count("encounters?actor=state:BRA").await, 0);
        assert_eq!(count("encounters?kind=signing").await, 0);
        assert!(count("encounters?place=Oslo").await > 0);
        assert_eq!(count("encounters?place=Osl").await, 0);
        assert!(count("encounters?status=held&since=2019-03-12&until=2019-03-12").await > 0);
        assert_eq!(count("encounters?until=2019-03-11").await, 0);
        assert!(count("encounters?text=ferry").await > 0);
        assert_eq!(count("encounters?text=%2A").await, 0);
        assert!(count(&format!("encounters?document={id}")).await > 0);
        assert!(count("encounters?contradicted=true").await > 0);
        assert!(count("accounts?side=NOR").await > 0);
        assert!(count(&format!("accounts?document={id}&country=ISL&kind=meeting")).await > 0);
        assert_eq!(count("accounts?actor=nobody").await, 0);
        assert_eq!(count("documents?outlet=Harbour%20Wire").await, 2);
        assert!(count("documents?country=NOR").await > 2);
        assert_eq!(count("documents?country=BRA").await, 0);
        assert_eq!(count("documents?language=xx").await, 0);
        assert_eq!(count("documents?since=2019-03-12&until=2019-03-12").await, 1);
        assert!(count("statements?country=ISL&act=say").await > 0);
        assert!(count("commitments?country=NOR&kind=pledge").await > 0);
        assert_eq!(count("commitments?state=withdrawn").await, 0);
        assert!(count("actors?kind=person&country=NOR").await > 0);
        assert!(count(&format!("mentions?document={id}&actor=state:NOR")).await > 0);
        assert!(count("search?q=ferry").await >= 2);
        assert_eq!(count("search?q=ferry&limit=1").await, count("search?q=ferry").await);
        assert!(count(&format!("documents/{id}/copies")).await >= 1);
    }
}

#[tokio::test]
async fn accounts_stand_side_by_side() {
    for client in clients() {
        let found = client.all("/api/v1/encounters?contradicted=true").await;
        let id = found[0]["id"].as_str().unwrap();
        let laid = client.found(&format!("/api/v1/encounters/{id}/comparison")).await;
        assert_eq!(laid["encounter"]["id"], id);
        assert!(laid["accounts"].as_array().unwrap().len() > 1);
        assert!(!laid["sources"].as_array().unwrap().is_empty());
        let accounts = client.all(&format!("/api/v1/accounts?encounter={id}")).await;
        assert_eq!(accounts.len(), laid["accounts"].as_array().unwrap().len());
    }
}
