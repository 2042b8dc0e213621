//! Hostile texts and hostile questions.

use axum::http::StatusCode;
use axum::http::header;

use crate::client::clients;
use crate::record::shown;

#[tokio::test]
async fn a_hostile_text_is_data_and_nothing_else() {
    let shown = shown();
    let id = shown.hostile.rsplit('/').next().unwrap();
    for client in clients() {
        let answer = client.get(&format!("/api/v1/documents/{id}")).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("default-src 'none'"));
        let told = answer.json();
        // What the text says stays what it says, marks of direction and all.
        assert!(told["title"].as_str().unwrap().contains("<script>"));
        assert!(told["text"].as_str().unwrap().contains('\u{202E}'));
        let found = client.found("/api/v1/search?q=%3Cscript%3E").await;
        assert!(found["items"].as_array().unwrap().iter().any(|hit| hit["document"] == id));
        let page = client.get("/api/v1").await;
        assert!(!page.text().contains("<script>alert"));
    }
}

#[tokio::test]
async fn a_word_of_five_megabytes_is_given_whole() {
    let shown = shown();
    let id = shown.endless.rsplit('/').next().unwrap();
    for client in clients() {
        let told = client.found(&format!("/api/v1/documents/{id}")).await;
        assert_eq!(told["text"].as_str().unwrap().len(), 5_000_000);
    }
}

#[tokio::test]
async fn a_hostile_question_breaks_nothing() {
    for client in clients() {
        for sign in
            ["%00", "%27", "%22", "%25", "_", "%5C", "%3B--", "%F0%9F%98%80", "%FF", "%EF%A3%BE"]
        {
            for question in [
                format!("search?q=a{sign}b"),
                format!("search?q={sign}"),
                format!("search?q=%22a{sign}b%22"),
                format!("documents?text=ferry{sign}quotas"),
                format!("documents?outlet={sign}"),
                format!("encounters?place={sign}"),
                format!("encounters?actor={sign}"),
                format!("actors?name={sign}"),
                format!("mentions?document={sign}"),
            ] {
                let answer = client.get(&format!("/api/v1/{question}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{question}: {}", answer.text());
            }
        }
        let long = "x".repeat(60_000);
        let answer = client.get(&format!("/api/v1/documents?outlet={long}")).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_an_answer_says_of_a_question_is_text() {
    let client = clients().swap_remove(0);
    let answer = client.get("/api/v1/%3Cscript%3Ealert(1)%3C/script%3E").await;
    answer.is_problem(404);
    client.get("/api/v1/documents/%3Csvg%20onload=alert(1)%3E").await.is_problem(404);
}
