//! Why something could not be fetched: typed, in a line, with what to do.

use std::net::IpAddr;
use std::time::Duration;

/// Why an address gave nothing to read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is no address of a page.
    #[error("not an address to fetch from: {0} (hint: give http:// or https:// and a host)")]
    Address(String),
    /// Its host lies in a private network, or is this very machine.
    #[error("{host} is at {address}, which is private (hint: --allow-private={host} lets it)")]
    Private {
        /// The host asked for.
        host: String,
        /// Where its name leads.
        address: IpAddr,
    },
    /// Its host has no address.
    #[error("{0} has no address (hint: look at the spelling and the connection)")]
    Unknown(String),
    /// The server answers, but with no page.
    #[error("the server answers {code}{}", meaning(*.code))]
    Status {
        /// The status code.
        code: u16,
        /// How long the server asks to be left alone.
        retry_after: Option<RetryAfter>,
    },
    /// It leads on and on.
    #[error("it leads on to another address more than {0} times")]
    Redirects(u32),
    /// It leads on, but not to an address.
    #[error("it leads on to no address that can be fetched from")]
    Nowhere,
    /// There is more than is taken.
    #[error("larger than {0} bytes: not taken (hint: --max-bytes takes more)")]
    TooLarge(u64),
    /// There is more than is taken, once it is unpacked.
    #[error("unpacks to more than {0} bytes: not taken (hint: --max-bytes takes more)")]
    Bomb(u64),
    /// It takes too long.
    #[error("no whole answer within {} s (hint: --max-seconds waits longer)", .0.as_secs())]
    TooSlow(Duration),
    /// The connection ended before all that was announced had come.
    #[error("cut short: the server announced more than it sent")]
    CutShort,
    /// It cannot be unpacked.
    #[error("packed as {0}, but it cannot be unpacked")]
    Packing(String),
    /// It is nothing that is read.
    #[error("{0} is not read (hint: HTML, plain text and JSON lines are)")]
    Media(String),
    /// It is a feed, not a page.
    #[error("a feed, not a page (hint: `chancery read` of its address reads what it lists)")]
    Feed,
    /// It is no feed.
    #[error("not a feed that can be understood: {0}")]
    NoFeed(String),
    /// The server's robots.txt asks not to.
    #[error("robots.txt of the server asks not to fetch it")]
    Robots,
    /// The server's robots.txt could not be had, so that it may ask not to.
    #[error("robots.txt of the server could not be had: {0}")]
    NoRobots(Box<Problem>),
    /// The server asked to be left alone.
    #[error("the server asked to be left alone until {until}")]
    Resting {
        /// Until when.
        until: jiff::Timestamp,
    },
    /// The connection failed.
    #[error("{0}")]
    Connection(String),
}

/// How long a server asks to be left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds.
    Seconds(u32),
    /// Until an instant, in seconds since 1970.
    Until(i64),
}

impl Problem {
    /// Whether it may be gone another time.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status { code, .. } => matches!(code, 408 | 425 | 429 | 500..),
            Self::Unknown(_)
            | Self::TooSlow(_)
            | Self::CutShort
            | Self::Packing(_)
            | Self::NoRobots(_)
            | Self::NoFeed(_)
            | Self::Resting { .. }
            | Self::Connection(_) => true,
            _ => false,
        }
    }
}

fn meaning(code: u16) -> &'static str {
    match code {
        401 | 403 => " (it does not let us)",
        404 | 410 => " (there is no such page)",
        429 => " (we ask too often)",
        500.. => " (the trouble is there)",
        _ => "",
    }
}
