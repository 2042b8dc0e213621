//! How things are answered: one as its export line, many as pages of such lines.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chancery::keep::{Cursor, KeepError, Noun, Page, Record};
use serde::Serialize;

use super::BASE;
use super::asked::{CursorText, Limit};
use crate::{App, Problem};

/// What a handler gives.
pub(super) type Answer = Result<Response, Problem>;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A body of JSON.
pub(super) fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], body).into_response()
}

/// A value as JSON.
pub(super) fn value(value: &impl Serialize) -> Answer {
    let body = serde_json::to_string(value).map_err(|error| Problem::broken(&error))?;
    Ok(json(body))
}

/// The list that is asked for, and how.
pub(super) struct Here {
    /// Its path below the interface's own.
    path: String,
    query: String,
}

impl FromRequestParts<App> for Here {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        // Without what it is nested in.
        let path = parts.uri.path().to_owned();
        Ok(Self { path, query: parts.uri.query().unwrap_or_default().to_owned() })
    }
}

impl Here {
    /// A page of the list, asked of the record.
    pub(super) async fn page(
        self,
        app: &App,
        limit: Option<Limit>,
        cursor: Option<CursorText>,
        page: impl FnOnce(&Record, Option<&Cursor>, usize) -> Result<Page<String>, Problem>
        + Send
        + 'static,
    ) -> Answer {
        let after = cursor.map(|text| self.behind(&text)).transpose()?;
        let limit = Limit::of(limit);
        let found = app.ask(move |record| page(record, after.as_ref(), limit)).await?;
        Ok(self.listed(&found))
    }

    /// The place in this list that a cursor names.
    fn behind(&self, text: &CursorText) -> Result<Cursor, Problem> {
        let found = unhex(&text.0)
            .and_then(|bytes| serde_json::from_slice::<(String, String, String)>(&bytes).ok())
            .filter(|(path, ..)| *path == self.path);
        let lost = || Problem::missing("that cursor leads nowhere in this list; begin without one");
        found.map(|(_, key, id)| Cursor { key, id }).ok_or_else(lost)
    }

    /// Export lines as a page, with the address of the next.
    pub(super) fn listed(&self, page: &Page<String>) -> Response {
        let next = page.next.as_ref().map(|cursor| self.next(cursor));
        let address = serde_json::json!(next);
        let body = format!("{{\"items\":[{}],\"next\":{address}}}", page.items.join(","));
        let mut headers = HeaderMap::new();
        let link = next.map(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")));
        headers.extend(link.and_then(Result::ok).map(|link| (header::LINK, link)));
        (headers, json(body)).into_response()
    }

    fn next(&self, cursor: &Cursor) -> String {
        let told = serde_json::json!([self.path, cursor.key, cursor.id]).to_string();
        let others = self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && *pair != "cursor" && !pair.starts_with("cursor="));
        let mut pairs: Vec<String> = others.map(str::to_owned).collect();
        pairs.push(format!("cursor={}", hex(told.as_bytes())));
        format!("{BASE}{}?{}", self.path, pairs.join("&"))
    }
}

/// A thing by its id.
pub(super) async fn one(app: &App, noun: Noun, id: String) -> Answer {
    let found = app.ask(move |record| record.line(noun, &id)?.ok_or_else(|| missing(noun, &id)));
    Ok(json(found.await?))
}

/// The words that a thing rests on.
pub(super) async fn evidence(app: &App, noun: Noun, id: String) -> Answer {
    let found = app.ask(move |record| {
        let found = record.evidence_of(noun, &id)?.ok_or_else(|| missing(noun, &id))?;
        Ok::<_, Problem>(serde_json::json!({ "items": found, "next": null }))
    });
    value(&found.await?)
}

/// The lines of things by their ids.
pub(super) fn lines(
    record: &Record,
    noun: Noun,
    page: Page<String>,
) -> Result<Page<String>, Problem> {
    let mut items = Vec::new();
    for id in &page.items {
        items.extend(record.line(noun, id)?);
    }
    Ok(Page { items, next: page.next })
}

/// Values as lines.
pub(super) fn values<T: Serialize>(page: Page<T>) -> Result<Page<String>, Problem> {
    let line = |value: &T| serde_json::to_string(value).map_err(KeepError::from);
    let items = page.items.iter().map(line).collect::<Result<_, _>>()?;
    Ok(Page { items, next: page.next })
}

/// That there is no such thing.
pub(super) fn missing(noun: Noun, id: &str) -> Problem {
    let what = noun.name().trim_end_matches('s');
    Problem::missing(format!("the record has no {what} `{}`", chancery::show::plain(id)))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, byte| {
        // Writing to a string never fails.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    if rest.is_empty() { pairs.iter().map(byte).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_list_alone() {
        let here = |path: &str| Here { path: path.to_owned(), query: "a=1&cursor=00".to_owned() };
        let cursor = Cursor { key: "2019~x".to_owned(), id: "enc-1~é".to_owned() };
        let next = here("/encounters").next(&cursor);
        let (start, text) = next.split_once("cursor=").unwrap();
        assert_eq!(start, "/api/v1/encounters?a=1&");
        let text = CursorText(text.to_owned());
        assert_eq!(here("/encounters").behind(&text).unwrap(), cursor);
        assert!(here("/statements").behind(&text).is_err());
        assert!(here("/encounters").behind(&CursorText("0".to_owned())).is_err());
    }
}
