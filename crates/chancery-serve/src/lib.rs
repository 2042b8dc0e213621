//! Pages over a record, for people with a browser; everything on a page leads to the words it
//! rests on.
//!
//! [`router`] is the whole service as one value, to be asked without a socket; [`serve`] binds it
//! to an address. Pages are made on this side, complete without a script. Every question to the
//! record goes through [`App::ask`], which bounds how many are asked at a time and how long one
//! may take. Adding a noun costs a handler in `pages` and a template beside it.

mod api;
mod assets;
mod charts;
mod csv;
mod earth;
mod guard;
mod link;
mod listening;
mod marks;
mod pages;
mod problem;
mod rate;
mod state;
mod writing;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use chancery::keep::Address;
use tokio::net::TcpListener;

pub use problem::Problem;
pub use state::{App, Limits};
pub use writing::Posting;

/// Where to serve what.
#[derive(Debug, Clone)]
pub struct Options {
    /// The record, which must be there.
    pub record: Address,
    /// Address and port to listen at; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Bounds of the work.
    pub limits: Limits,
    /// Who may post documents, and the day to note on them; none where nobody may.
    pub posting: Option<Posting>,
}

/// Why nothing could be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The record could not be opened.
    #[error(transparent)]
    Keep(#[from] chancery::keep::KeepError),
    /// The address could not be listened at.
    #[error("cannot listen at {0}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The service could not be started or went down.
    #[error("the service stopped")]
    Io(#[from] io::Error),
}

/// All that is served: pages, assets and the interface for programs.
pub fn router(app: App) -> Router {
    let hosts = app.hosts();
    let all = Router::new()
        .merge(guard::small(pages::router()))
        .merge(guard::small(assets::router()))
        .merge(api::router(&app))
        .fallback(pages::nothing_here)
        .with_state(app);
    guard::guarded(all, hosts)
}

/// Serves a record until the process is told to stop; `listening` is called with the address once
/// it is bound.
pub fn serve(options: &Options, listening: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let app = App::new(options)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listen = options.listen;
        let bound = TcpListener::bind(listen).await;
        let listener = bound.map_err(|error| ServeError::Listen(listen, error))?;
        listening(listener.local_addr()?);
        let stop = async {
            // Where no signal can be heard, the process is ended from outside.
            let _ = tokio::signal::ctrl_c().await;
        };
        listening::listen(listener, router(app), options.limits, stop).await;
        Ok(())
    })
}
