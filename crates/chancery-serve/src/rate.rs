//! How often one client may ask: a bucket of tokens for each address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{App, Problem};

/// So many seconds' worth of questions may be asked at once.
const BURST: u32 = 4;
/// What a document that is posted takes.
const POST: u32 = 10;
/// So many clients are remembered; those whose buckets are full again are forgotten first.
const CLIENTS: usize = 10_000;

/// Buckets by client. Each is remembered by the moment at which it is full again.
#[derive(Debug)]
pub(crate) struct Buckets {
    /// Questions a second; none where they are not counted.
    rate: Option<u32>,
    full_at: Mutex<HashMap<IpAddr, Instant>>,
}

impl Buckets {
    /// Buckets that are filled with so many tokens a second.
    pub(crate) fn new(rate: Option<u32>) -> Self {
        Self { rate: rate.filter(|rate| *rate > 0), full_at: Mutex::default() }
    }

    /// Takes tokens; gives back how long to wait where there are too few.
    fn take(&self, client: IpAddr, tokens: u32, now: Instant) -> Result<(), Duration> {
        let Some(rate) = self.rate else { return Ok(()) };
        let worth = Duration::from_secs(1) * tokens / rate;
        let mut clients = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= CLIENTS {
            clients.retain(|_, full_at| *full_at > now);
        }
        let full_at = clients.get(&client).map_or(now, |full_at| (*full_at).max(now)) + worth;
        let owed = full_at.duration_since(now);
        let room = Duration::from_secs(u64::from(BURST)).max(worth);
        if let Some(wait) = owed.checked_sub(room).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        clients.insert(client, full_at);
        Ok(())
    }
}

/// Who asks: an address, of IPv6 the network it is in, since one client has many addresses there.
fn client(request: &Request) -> IpAddr {
    let told = request.extensions().get::<ConnectInfo<SocketAddr>>();
    match told.map(|ConnectInfo(address)| address.ip()) {
        Some(address) => network(address),
        None => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
    }
}

/// The client behind an address: of IPv6 the network it is in.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from(network))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// Refuses a client that asks too often.
pub(crate) async fn limited(State(app): State<App>, request: Request, next: Next) -> Response {
    let tokens = if request.method() == Method::POST { POST } else { 1 };
    let Err(wait) = app.buckets().take(client(&request), tokens, Instant::now()) else {
        return next.run(request).await;
    };
    let seconds = wait.as_secs() + 1;
    let detail = format!("too many questions; ask again in {seconds} s");
    let problem =
        Problem { status: StatusCode::TOO_MANY_REQUESTS, title: "Too many requests", detail };
    let after = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
    (after, problem.into_response()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills() {
        let buckets = Buckets::new(Some(2));
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let now = Instant::now();
        assert!((0..8).all(|_| buckets.take(one, 1, now).is_ok()));
        assert!(buckets.take(one, 1, now).is_err());
        assert!(buckets.take(other, 1, now).is_ok());
        assert!(buckets.take(one, 1, now + Duration::from_secs(1)).is_ok());
        assert!(Buckets::new(None).take(one, 1000, now).is_ok());
    }
}
