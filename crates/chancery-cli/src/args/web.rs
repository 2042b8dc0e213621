//! What may be typed for the web, in and out.

/// How far, and how much, to fetch from the web.
#[derive(Debug, clap::Args)]
pub(crate) struct FetchArgs {
    /// Wait at most so long for one answer of a server
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) max_seconds: u16,
    /// Take at most so many bytes of one answer, or of one page of an archive
    #[arg(long, value_name = "BYTES", default_value_t = 20_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(crate) max_bytes: u64,
    /// Connect to private addresses too: to all, or only to this host (HOST or HOST:PORT)
    #[arg(long, value_name = "HOST", num_args = 0..=1, require_equals = true, default_missing_value = "*")]
    pub(crate) allow_private: Vec<String>,
}

/// What to watch and how.
#[derive(Debug, clap::Args)]
pub(crate) struct WatchArgs {
    /// Addresses of feeds (RSS, Atom, JSON), folders, or files that list such, one a line
    #[arg(required = true)]
    pub(crate) sources: Vec<String>,
    /// How often to ask a source that does not say `every TIME` (90s, 15m, 2h, 1d)
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = chancery_fetch::watch::duration)]
    pub(crate) every: std::time::Duration,
    /// Ask every source once, read what is new, and end
    #[arg(long)]
    pub(crate) once: bool,
    /// Let so much time go by between two requests to one host, or more where it asks for it
    #[arg(long, value_name = "SECONDS", default_value_t = 1)]
    pub(crate) pause: u16,
    /// Ask at most so many hosts at a time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) connections: u16,
    /// Count for Prometheus at /metrics of this address, as 127.0.0.1:9464
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) metrics: Option<std::net::SocketAddr>,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
}

/// Where to serve the pages.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address and port; others than this machine can read the record only where it is told so
    /// here
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) listen: std::net::SocketAddr,
    /// Take documents from programs that send the token in this file (else in `CHANCERY_TOKEN`)
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<std::path::PathBuf>,
    /// Day to note as the day of reading in documents that are posted (default: today, UTC)
    #[arg(long, value_name = "DAY")]
    pub(crate) retrieved: Option<jiff::civil::Date>,
    /// Answer a program at most so many questions a second; 0 counts none
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(crate) rate: u32,
}
