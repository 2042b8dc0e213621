//! Asking without a socket, and the records that are asked.

use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chancery::keep::{Address, Record, copy};
use chancery_serve::{App, Limits, Options, Posting, router};
use serde_json::Value;
use tower::ServiceExt;

use crate::record::shown;

/// The address of a server in which databases may be made.
const SERVER: &str = "CHANCERY_TEST_POSTGRES";

/// A service over a record.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) router: Router,
    pub(crate) record: Address,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Holds that this is a problem of this status.
    pub(crate) fn is_problem(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json");
        let told = self.json();
        assert_eq!(told["status"], status);
        assert!(!told["detail"].as_str().unwrap().is_empty());
    }
}

impl Client {
    pub(crate) fn over(record: Address, rate: Option<u32>, posting: Option<Posting>) -> Self {
        let options = Options {
            record: record.clone(),
            listen: "127.0.0.1:8080".parse().unwrap(),
            limits: Limits {
                at_once: 2,
                patience: Duration::from_mins(1),
                rate,
                ..Limits::default()
            },
            posting,
        };
        // The client of PostgreSQL may neither be opened nor closed where others wait for it: it is
        // opened on a thread of its own, and stays open.
        let open = move || router(App::new(&options).unwrap());
        let router = std::thread::spawn(open).join().unwrap();
        std::mem::forget(router.clone());
        Self { router, record }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn ask(&self, method: Method, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", "localhost");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).await
    }

    /// What has to be there.
    pub(crate) async fn found(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.json()
    }

    /// Everything of a list, leafed through.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let mut found = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let page = self.found(&path).await;
            found.extend(page["items"].as_array().unwrap().iter().cloned());
            next = page["next"].as_str().map(str::to_owned);
        }
        found
    }
}

/// The same record in a file and, where a server is named, in a database of it.
pub(crate) fn clients() -> Vec<Client> {
    let file = Address::from(&shown().record);
    let mut found = vec![Client::over(file, None, None)];
    found.extend(postgresql().map(|address| Client::over(address.clone(), None, None)));
    found
}

/// A copy in a database that is made once, and left to the server, which goes with the tests.
fn postgresql() -> Option<&'static Address> {
    static MADE: OnceLock<Option<Address>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let server = std::env::var(SERVER).ok()?;
        std::thread::spawn(move || Some(copied(server.trim_end_matches('/')))).join().unwrap()
    });
    made.as_ref()
}

fn copied(server: &str) -> Address {
    let name = format!("chancery_api_{}", std::process::id());
    let mut client =
        postgres::Client::connect(&format!("{server}/postgres"), postgres::NoTls).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let address = Address::from(format!("{server}/{name}").as_str());
    let from = Record::open(&shown().record).unwrap();
    copy(&from, &Record::create(address.clone()).unwrap(), &address).unwrap();
    address
}
