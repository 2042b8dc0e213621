//! Every page of a record made of texts of our own, asked for without a socket.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod record;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use record::{Shown, shown};
use tower::ServiceExt;

async fn get(shown: &Shown, path: &str) -> Response<Body> {
    let request = Request::get(path).header(header::HOST, "localhost:8080");
    let request = request.body(Body::empty()).unwrap();
    shown.router.clone().oneshot(request).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The text of a page that has to be there.
async fn page(shown: &Shown, path: &str) -> String {
    let response = get(shown, path).await;
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    text(response).await
}

#[tokio::test]
async fn every_page_is_there_and_safe() {
    let shown = shown();
    for path in shown.paths() {
        let response = get(&shown, &path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let page = text(response).await;
        let scripts = page.matches("<script").count();
        let ours = "<script src=\"/assets/chancery.js\" defer></script>";
        assert!(scripts == 1 && page.contains(ours), "{path}: {scripts} scripts");
        for bad in ["onerror=", "javascript:", " style=\"", "http://", "<svg onload"] {
            let page = page.replace("http://www.w3.org/2000/svg", "");
            assert!(!page.to_lowercase().contains(&format!("<{bad}")), "{path}: {bad}");
        }
        assert!(!page.contains("<img"), "{path}");
    }
}

#[tokio::test]
async fn an_encounter_shows_its_accounts_and_leads_to_the_words() {
    let shown = shown();
    let page = page(&shown, &shown.encounter).await;
    assert!(page.contains("Accounts side by side") && page.contains("Ingrid Solheim"));
    let at = page.find("/document/").unwrap();
    let link = page[at..].split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert!(link.contains("reading=") && link.contains("#b"), "{link}");
    let words = link.split('#').nth(1).unwrap().to_owned();
    let document = self::page(&shown, link.split('#').next().unwrap()).await;
    assert!(document.contains(&format!("id=\"{words}\"")), "{words}");
    assert!(document.contains("m-cited"));
}

#[tokio::test]
async fn a_hostile_text_stays_text() {
    let shown = shown();
    let page = page(&shown, &shown.hostile).await;
    assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script>alert") && !page.contains("<svg/onload"));
    // Marks that turn the direction of writing reach no heading and no list.
    let list = self::page(&shown, "/documents").await;
    assert!(!list.contains('\u{202E}'));
}

#[tokio::test]
async fn a_word_of_five_megabytes_comes_in_pieces() {
    let shown = shown();
    let page = page(&shown, &shown.endless).await;
    assert!(page.len() < 400_000, "{}", page.len());
    assert!(page.contains("Further in the text"));
}

#[tokio::test]
async fn lists_are_narrowed_down_and_downloaded() {
    let shown = shown();
    let page = page(&shown, "/encounters?kind=call").await;
    assert!(page.contains("No encounter fits") || page.contains("Call"));
    for noun in ["encounters", "statements", "commitments", "documents", "actors", "judgements"] {
        let response = get(&shown, &format!("/{noun}.csv")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        let rows = text(response).await;
        assert!(rows.lines().next().unwrap().contains(','), "{noun}");
    }
    let rows = text(get(&shown, "/documents.csv").await).await;
    assert!(rows.contains("Harbour Wire"));
}

#[tokio::test]
async fn a_dossier_is_found_by_names_and_downloads() {
    let shown = shown();
    let response = get(&shown, "/dossier?a=Norway&b=iceland").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let to = response.headers()[header::LOCATION].to_str().unwrap();
    assert_eq!(to, "/dossier/NOR/ISL");
    let brief = text(get(&shown, "/dossier/NOR/ISL/brief.md").await).await;
    assert!(brief.starts_with("# Norway and Iceland"), "{brief}");
    let word = get(&shown, "/dossier/NOR/ISL/brief.docx").await;
    assert_eq!(word.status(), StatusCode::OK);
    let missing = get(&shown, "/dossier?a=Norway&b=Atlantis").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn first_signs_of_an_id_lead_to_the_thing() {
    let shown = shown();
    let short = &shown.encounter[.."/encounter/enc-01234567".len()];
    let response = get(&shown, short).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], shown.encounter.as_str());
}

#[tokio::test]
async fn problems_are_told_to_people_and_to_programs() {
    let shown = shown();
    let response = get(&shown, "/encounter/enc-nothing").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(text(response).await.contains("the record has no encounter"));
    let response = get(&shown, "/encounters?since=yesterday").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let response = get(&shown, "/api/v1/nothing").await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
}

#[tokio::test]
async fn another_name_for_this_machine_is_refused() {
    let shown = shown();
    let request = Request::get("/").header(header::HOST, "attacker.example");
    let request = request.body(Body::empty()).unwrap();
    let response = shown.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST);
}
