//! Connections: how many there may be, how long one may take over what it asks, and its end.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt as _;

use crate::Limits;
use crate::rate::network;

/// The longest that a connection lasts: one that takes its answer byte by byte is ended too.
const LONGEST: Duration = Duration::from_hours(1);

/// How long to wait where no connection can be taken, before the next one is.
const PAUSE: Duration = Duration::from_millis(500);

/// Answers over a listener until `stop`; then what is under way is waited for, as long as one
/// answer may take.
pub(crate) async fn listen(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let ending = Arc::new(GracefulShutdown::new());
    let taking = tokio::spawn(take(listener, router, limits, Arc::clone(&ending)));
    stop.await;
    taking.abort();
    // Over when nobody takes connections any more: then this is the last handle.
    let _ = taking.await;
    if let Some(ending) = Arc::into_inner(ending) {
        // Whoever is not done by then is cut off.
        let _ = timeout(limits.patience, ending.shutdown()).await;
    }
}

/// Takes connections. Where there is no room for another, they wait with the system.
async fn take(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    ending: Arc<GracefulShutdown>,
) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let clients = Clients::default();
    // The semaphore is never closed.
    while let Ok(place) = Arc::clone(&room).acquire_owned().await {
        let Ok((stream, from)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        let Some(seat) = clients.seat(network(from.ip()), limits.connections_each) else {
            continue;
        };
        let (router, watcher) = (router.clone(), ending.watcher());
        tokio::spawn(async move {
            // What goes wrong with a connection is its client's to see.
            let _ = timeout(LONGEST, answer(stream, from, router, limits.head, watcher)).await;
            drop((place, seat));
        });
    }
}

/// Answers one client until it goes, or is slower with the head of a request than it may be.
async fn answer(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    head: Duration,
    watcher: Watcher,
) -> hyper::Result<()> {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(from));
        let answer = router.clone().oneshot(request.map(Body::new));
        async move { answer.await as Result<Response, Infallible> }
    });
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(head);
    watcher.watch(protocol.serve_connection(TokioIo::new(stream), service)).await
}

/// How many connections each client has.
#[derive(Debug, Clone, Default)]
struct Clients(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection of a client; given back when dropped.
#[derive(Debug)]
struct Seat {
    clients: Clients,
    client: IpAddr,
}

impl Clients {
    /// A connection more for a client, unless it has as many as it may.
    fn seat(&self, client: IpAddr, most: usize) -> Option<Seat> {
        let mut counts = self.counts();
        let count = counts.entry(client).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Seat { clients: self.clone(), client })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.clients.counts();
        if let Some(count) = counts.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.client);
            }
        }
    }
}
