//! Posting documents: off unless a token is given to the service, and then for who shows it.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chancery::keep::Noun;
use serde::Deserialize;
use tokio::time::timeout;
use utoipa::ToSchema;

use super::BASE;
use super::answer::{Answer, json};
use super::asked::{Day, DocumentKind};
use crate::{App, Problem};

/// The most bytes of one document. Longer texts are for `chancery read`.
const MOST: usize = 1 << 20;
/// How long a client may take to send it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A document to be read: a line of the JSON lines that `chancery read` takes. One of `text`,
/// `html` and `body` has to be there; other fields are left aside.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the line itself is read; this says which lines are taken")]
pub(super) struct NewDocument {
    /// Plain text
    text: Option<String>,
    /// A page as HTML
    html: Option<String>,
    /// Either, told by its tags
    body: Option<String>,
    /// Headline
    title: Option<String>,
    /// Address it was fetched from
    url: Option<String>,
    /// Where it lay
    path: Option<String>,
    /// Day of publication, ISO, or any date a text may hold
    published: Option<Published>,
    /// The same by another name
    date: Option<Published>,
    /// Outlet, as it names itself
    outlet: Option<String>,
    /// The same by another name
    source: Option<String>,
    /// Language, ISO 639-1
    language: Option<String>,
    /// Day of reading it in, ISO; the day of posting where it is left out
    #[schema(inline)]
    retrieved: Option<Day>,
    /// Sort of text; told by the text where it is left out
    #[schema(inline)]
    kind: Option<DocumentKind>,
    /// Whose voice the outlet is: a state (ISO 3166 alpha-3), `third` or `joint`
    side: Option<String>,
}

/// A day, by itself or as the exports write it.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "the line itself is read; this says which lines are taken")]
pub(super) enum Published {
    /// The day.
    Day(String),
    /// The export's `when`.
    When {
        /// Its first day.
        start: Option<String>,
    },
}

/// Reads a document into the record
///
/// It is read and settled as `chancery read` does. Its id is the SHA-256 of the bytes posted
/// (line ends inside count as blanks, white space around does not count): the same bytes give the
/// same document back, and nothing is read twice.
#[utoipa::path(post, path = "/documents", tag = "documents",
    request_body(content = NewDocument, content_type = "application/json"),
    security(("token" = [])),
    responses(
        (status = 201, description = "it was read and is in the record now",
            body = ref("#/components/schemas/Document")),
        (status = 200, description = "it was in the record already",
            body = ref("#/components/schemas/Document"))))]
pub(super) async fn post(State(app): State<App>, request: Request) -> Answer {
    allowed(&app, request.headers())?;
    let line = line_of(request).await?;
    let posted = app.post(line).await?;
    let id = posted.id.clone();
    let found = app.ask(move |record| {
        let line = record.line(Noun::Documents, id.as_str())?;
        line.ok_or_else(|| Problem::missing("it was judged not to be a document of this record"))
    });
    let body = json(found.await?);
    let place = HeaderValue::try_from(format!("{BASE}/documents/{}", posted.id));
    let mut headers = HeaderMap::new();
    headers.extend(place.ok().map(|place| (header::LOCATION, place)));
    let status = if posted.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, headers, body).into_response())
}

/// Refuses who may not post.
fn allowed(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(desk) = app.desk() else {
        let what = "this service only reads";
        let detail = format!("{what}; start it with --token-file FILE, or CHANCERY_TOKEN set");
        return Err(Problem { status: StatusCode::FORBIDDEN, title: "Posting is off", detail });
    };
    let told = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    let token = told
        .and_then(|told| told.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    if token.is_some_and(|(_, token)| desk.knows(token.trim())) {
        return Ok(());
    }
    let detail = "send `Authorization: Bearer TOKEN` with the service's token".to_owned();
    Err(Problem { status: StatusCode::UNAUTHORIZED, title: "Who posts this?", detail })
}

/// What was posted, as one line.
async fn line_of(request: Request) -> Result<Vec<u8>, Problem> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        let detail = "send one JSON object with `Content-Type: application/json`".to_owned();
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Problem { status, title: "Not JSON", detail });
    }
    let mut bytes = whole(body).await?;
    // Between the words of JSON a line end is a blank, and inside a string there is none.
    for byte in &mut bytes {
        if matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    let line = bytes.trim_ascii().to_vec();
    let told: NewDocument = serde_json::from_slice(&line)
        .map_err(|error| Problem::bad_question(format!("that is no document: {error}")))?;
    if told.text.or(told.html).or(told.body).is_none() {
        return Err(Problem::bad_question("one of `text`, `html` and `body` has to be there"));
    }
    Ok(line)
}

async fn whole(body: Body) -> Result<Vec<u8>, Problem> {
    let Ok(read) = timeout(PATIENCE, axum::body::to_bytes(body, MOST)).await else {
        let detail = format!("the document did not come within {} s", PATIENCE.as_secs());
        let status = StatusCode::REQUEST_TIMEOUT;
        return Err(Problem { status, title: "Too slow", detail });
    };
    read.map(Vec::from).map_err(|_| {
        let detail = format!("a document holds at most {MOST} bytes; read longer ones with `read`");
        Problem { status: StatusCode::PAYLOAD_TOO_LARGE, title: "Too large", detail }
    })
}

/// Who may post is asked for where nobody is told.
pub(super) fn challenged(mut response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        let bearer = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
    }
    response
}
