//! What holds for every answer: tags, `HEAD`, `OPTIONS`, problems, the document that describes it.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::client::{Client, clients};
use crate::record::shown;
use chancery::keep::Address;

fn client() -> Client {
    clients().swap_remove(0)
}

#[tokio::test]
async fn who_has_it_is_told_so() {
    let client = client();
    let path = "/api/v1/encounters?limit=1";
    let first = client.get(path).await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.starts_with('"') && tag.len() > 40, "{tag}");
    let asked = |tag: &str| {
        let request = Request::get(path).header("host", "localhost");
        request.header(header::IF_NONE_MATCH, tag).body(Body::empty()).unwrap()
    };
    let again = client.send(asked(&format!("\"other\", {tag}"))).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
    assert_eq!(again.header(header::ETAG), tag);
    assert_eq!(client.send(asked("\"other\"")).await.body, first.body);
    let packed = Request::get(path).header("host", "localhost").header("accept-encoding", "gzip");
    let packed = client.send(packed.body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
    assert_ne!(packed.header(header::ETAG), tag, "a strong tag is of the bytes");
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let client = client();
    for path in ["/api/v1/documents?limit=1", "/api/v1/openapi.json", "/api/v1/record"] {
        let (get, head) = (client.get(path).await, client.ask(Method::HEAD, path).await);
        assert_eq!(head.status, StatusCode::OK);
        assert!(head.body.is_empty());
        for name in [header::ETAG, header::CONTENT_TYPE, header::CONTENT_LENGTH] {
            assert_eq!(get.header(&name), head.header(&name), "{path}: {name}");
        }
    }
}

#[tokio::test]
async fn options_say_what_can_be_done() {
    let client = client();
    let answer = client.ask(Method::OPTIONS, "/api/v1/documents").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let allow = answer.header(header::ALLOW);
    assert!(["GET", "HEAD", "POST", "OPTIONS"].iter().all(|it| allow.contains(it)), "{allow}");
    let answer = client.ask(Method::OPTIONS, "/api/v1/record").await;
    assert!(!answer.header(header::ALLOW).contains("POST"));
}

#[tokio::test]
async fn whatever_goes_wrong_is_told_as_a_problem() {
    let client = client();
    for (path, status) in [
        ("/api/v1/nothing", 404),
        ("/api/nothing", 404),
        ("/api/v1/encounters/enc-none", 404),
        ("/api/v1/encounters/enc-none/comparison", 404),
        ("/api/v1/documents/none/copies", 404),
        ("/api/v1/documents/none/readings/none", 404),
        ("/api/v1/dossiers/NOR/XXX", 404),
        ("/api/v1/documents/%FF", 400),
        ("/api/v1/encounters?cursor=00", 404),
        ("/api/v1/encounters?cursor=zz", 400),
    ] {
        client.get(path).await.is_problem(status);
    }
    for method in [Method::DELETE, Method::PUT, Method::TRACE, Method::POST] {
        let answer = client.ask(method, "/api/v1/encounters").await;
        answer.is_problem(405);
        assert_eq!(answer.header(header::ALLOW), "GET,HEAD,OPTIONS");
    }
    let elsewhere = Request::get("/api/v1/record").header("host", "attacker.example");
    client.send(elsewhere.body(Body::empty()).unwrap()).await.is_problem(421);
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let client = Client::over(Address::from(&shown().record), Some(1), None);
    for _ in 0..4 {
        assert_eq!(client.get("/api/v1/record").await.status, StatusCode::OK);
    }
    let answer = client.get("/api/v1/record").await;
    answer.is_problem(429);
    assert!(answer.header(header::RETRY_AFTER).parse::<u32>().unwrap() >= 1);
    assert_eq!(client.get("/documents").await.status, StatusCode::OK, "pages are not counted");
}

#[tokio::test]
async fn the_document_describes_every_route() {
    let client = client();
    let spec = client.found("/api/v1/openapi.json").await;
    assert_eq!(spec["openapi"], "3.1.0");
    let schemas = &spec["components"]["schemas"];
    let text = spec.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas[name].is_object(), "{name} is described nowhere");
    }
    let page = client.get("/api/v1").await;
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
    for path in spec["paths"].as_object().unwrap().keys() {
        assert!(page.text().contains(&format!("/api/v1{path}")), "{path} is not on the page");
    }
    let front = client.get("/").await;
    assert!(front.text().contains("href=\"/api/v1\""));
}
