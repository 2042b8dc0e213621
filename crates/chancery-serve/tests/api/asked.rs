//! A question that is not understood is refused, never answered with more than was asked for.

use crate::client::clients;

#[tokio::test]
async fn slips_are_refused() {
    let client = clients().swap_remove(0);
    for query in [
        "encounters?countries=NOR",
        "encounters?country=Norway",
        "encounters?country=nor",
        "encounters?kind=chat",
        "encounters?kind=meeting&kind=call",
        "encounters?status=maybe",
        "encounters?since=yesterday",
        "encounters?since=2019-3-1",
        "encounters?contradicted=1",
        "encounters?limit=0",
        "encounters?limit=201",
        "encounters?limit=ten",
        "documents?kind=meeting",
        "statements?act=sing",
        "commitments?state=lost",
        "changes",
        "search",
        "judgements?q=x",
    ] {
        client.get(&format!("/api/v1/{query}")).await.is_problem(400);
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_leads_nowhere() {
    let client = clients().swap_remove(0);
    let page = client.found("/api/v1/documents?limit=1").await;
    let next = page["next"].as_str().unwrap();
    let other = next.replace("/documents?", "/encounters?");
    client.get(&other).await.is_problem(404);
    assert!(client.get("/api/v1/documents?limit=1").await.header("link").contains(next));
}
