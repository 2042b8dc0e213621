//! Fetches what chancery reads: pages and feeds from the web, and pages out of web archives.
//!
//! The only crate that opens connections, and only to what it was asked for: [`Client`] asks one
//! address, within limits of time and size, and connects to no private address unless told to
//! ([`Reach`]). [`warc`] takes pages out of archives. What `watch` needs stands in [`watch`]: whom
//! to ask when, told by pure functions of the time that the caller gives.

mod address;
mod client;
mod decode;
mod media;
mod problem;
pub mod warc;
pub mod watch;

pub use address::{Reach, parse};
pub use client::{Answer, Asked, Client, Fetched, Limits, USER_AGENT};
pub use media::{Media, MediaKind};
pub use problem::Problem;
pub use url::Url;
