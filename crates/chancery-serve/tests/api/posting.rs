//! Posting documents.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chancery::keep::{Address, Record};
use chancery_serve::Posting;
use serde_json::json;

use crate::client::{Answer, Client, clients};

const TOKEN: &str = "a token of many signs";

fn fresh() -> Client {
    let folder = tempfile::tempdir().unwrap().keep();
    let path = folder.join("posted.db");
    Record::create(&path).unwrap().settle_judged().unwrap();
    let day = Arc::new(|| "2024-05-01".parse().unwrap());
    let posting = Posting { token: TOKEN.to_owned(), day };
    Client::over(Address::from(&path), None, Some(posting))
}

async fn post(client: &Client, body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/documents")
        .header("host", "localhost")
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
    client.send(request.body(body.into()).unwrap()).await
}

fn one() -> serde_json::Value {
    json!({
        "text": "OSLO, 12 March 2019\n\nNorwegian Foreign Minister Ingrid Solheim met Icelandic \
                 Foreign Minister Katla Jonsdottir in Oslo on Tuesday. The meeting lasted two hours.",
        "title": "Ministers meet", "outlet": "Harbour Wire", "published": "2019-03-12",
    })
}

fn other() -> serde_json::Value {
    json!({
        "html": "<html><body><article><h1>Press release</h1><p>REYKJAVIK, 13 March 2019</p><p>\
                 Foreign Minister Katla Jonsdottir of Iceland met Norwegian Foreign Minister \
                 Ingrid Solheim in Bergen on 12 March 2019. The meeting lasted four hours.</p>\
                 </article></body></html>",
        "outlet": "Ministry for Foreign Affairs of Iceland", "date": "2019-03-13", "odd": 1,
    })
}

#[tokio::test]
async fn a_document_is_read_and_settled_once() {
    let client = fresh();
    let first = post(&client, one().to_string()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let told = first.json();
    assert_eq!(told["retrieved"], "2024-05-01");
    let place = first.header(header::LOCATION).to_owned();
    assert_eq!(client.found(&place).await, told);
    let again = post(&client, format!("\n {}\r\n", one())).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, told));
    assert_eq!(post(&client, other().to_string()).await.status, StatusCode::CREATED);
    assert_eq!(client.all("/api/v1/documents").await.len(), 2);
    let met = client.all("/api/v1/encounters?country=NOR&country=ISL").await;
    assert_eq!(met.len(), 1, "{met:?}");
    assert_eq!(met[0]["accounts"].as_array().unwrap().len(), 2);
    // A line that is written over several lines is the same thing to read, of other bytes.
    let spread = serde_json::to_string_pretty(&one()).unwrap();
    assert_eq!(post(&client, spread).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_is_no_document_is_refused() {
    let client = fresh();
    for (body, status) in [
        ("", 400),
        ("[]", 400),
        ("{\"text\": 5}", 400),
        ("{\"title\": \"no text\"}", 400),
        ("{\"text\": \"a\", \"kind\": \"song\"}", 400),
        ("{\"text\": \"a\", \"retrieved\": \"soon\"}", 400),
        ("{\"text\": \"a\"} {\"text\": \"b\"}", 400),
        ("{\"text\": \"  \"}", 422),
        ("{\"html\": \"<p></p>\"}", 422),
    ] {
        post(&client, body).await.is_problem(status);
    }
    let long = json!({ "text": "x".repeat(2_000_000) }).to_string();
    post(&client, long).await.is_problem(413);
    let request = Request::post("/api/v1/documents")
        .header("host", "localhost")
        .header(header::AUTHORIZATION, format!("bearer {TOKEN}"))
        .header(header::CONTENT_TYPE, "text/plain");
    client.send(request.body(one().to_string().into()).unwrap()).await.is_problem(415);
    assert!(client.all("/api/v1/documents").await.is_empty());
}

#[tokio::test]
async fn only_who_shows_the_token_posts() {
    let client = fresh();
    for told in [None, Some("Bearer another"), Some("Basic abc"), Some(TOKEN)] {
        let mut request = Request::post("/api/v1/documents").header("host", "localhost");
        if let Some(told) = told {
            request = request.header(header::AUTHORIZATION, told);
        }
        let answer = client.send(request.body(one().to_string().into()).unwrap()).await;
        answer.is_problem(401);
        assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer");
    }
    let closed = clients().swap_remove(0);
    let answer = post(&closed, one().to_string()).await;
    answer.is_problem(403);
    assert!(answer.text().contains("--token-file"));
}
