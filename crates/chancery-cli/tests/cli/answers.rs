//! Answers to what earlier documents tell.

use serde_json::Value;

use crate::folder::Folder;

const CLAIM: &str = "NAIROBI, 3 June 2024 - A radio station in Nairobi said that Ghana had sold \
                     the old lighthouse at Keta to a Norwegian bank.\n";
const DENIAL: &str = "ACCRA, 5 June 2024 - Ghana's transport ministry denied that the lighthouse \
                      at Keta had been sold to a bank.\n";
const UNDATED: &str = "A deputy in Accra said that Ghana had sold the lighthouse at Keta to a \
                       bank.\n";

/// A record of these texts, read in this order.
fn with(texts: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (name, text) in texts {
        folder.write(&format!("docs/{name}.txt"), text);
        assert_eq!(folder.run(&format!("read docs/{name}.txt")).code, 0);
    }
    folder
}

fn statements(folder: &Folder) -> Vec<Value> {
    let out = folder.run("export statements").out;
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn denial(folder: &Folder) -> Value {
    let mut all = statements(folder).into_iter();
    all.find(|it| it["act"] == "deny").unwrap()
}

#[test]
fn a_denial_finds_its_claim_in_an_earlier_document_in_any_order_of_reading() {
    let one = with(&[("a", CLAIM), ("b", DENIAL)]);
    let other = with(&[("b", DENIAL), ("a", CLAIM)]);
    assert_eq!(statements(&one), statements(&other));
    let answer = &denial(&one)["answers"][0];
    let claims = statements(&one);
    let claim = claims.iter().find(|it| it["act"] == "say").unwrap();
    assert_eq!(answer["claim"], claim["id"]);
    assert_eq!(answer["kind"], "denies");
    assert_eq!(answer["evidence"]["document"], claim["document"]);
    assert!(answer["score"].as_f64().unwrap() > 0.3);
    assert!(answer["why"].as_str().unwrap().contains("words in common"));
    assert_eq!(one.run("verify").code, 0);
}

#[test]
fn both_texts_are_shown_with_weight_and_reason() {
    let folder = with(&[("a", CLAIM), ("b", DENIAL)]);
    let denial = denial(&folder);
    for id in [&denial["id"], &denial["document"]] {
        let shown = folder.run(&format!("show {}", id.as_str().unwrap())).out;
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in
            ["Ghana had sold the old lighthouse", "had been sold to a bank", "words in common"]
        {
            assert!(flat.contains(words), "{words} is not in {shown}");
        }
    }
}

#[test]
fn nothing_answers_what_came_later_or_on_no_known_day() {
    let later = CLAIM.replace("3 June", "7 June");
    for claim in [later.as_str(), UNDATED] {
        let folder = with(&[("a", claim), ("b", DENIAL)]);
        assert_eq!(denial(&folder)["answers"][0]["claim"], Value::Null);
    }
}
