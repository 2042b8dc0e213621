//! A bar on stderr with rate and time left; hidden where stderr is no terminal.

use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const BAR: &str = "{msg} {wide_bar} {percent}% {eta} left";
const SPINNER: &str = "{spinner} {msg}";

/// How far a run has come.
pub(crate) struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Begins, over so many bytes (or entries of feeds) if it is known how many; `shown` or not at all.
    pub(crate) fn new(bytes: Option<u64>, shown: bool) -> Self {
        let target = if shown {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = if bytes.is_some() { BAR } else { SPINNER };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, begun: Instant::now() }
    }

    /// So many bytes or entries are behind us, and so many documents have been read.
    pub(crate) fn set(&self, bytes: u64, documents: usize) {
        if self.bar.is_hidden() {
            return;
        }
        let rate = documents as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{documents} documents, {rate:.1}/s"));
        self.bar.set_position(bytes);
    }

    /// So many of what it is over are left, and so many documents have been read.
    pub(crate) fn left(&self, left: u64, documents: usize) {
        self.set(self.bar.length().unwrap_or(left).saturating_sub(left), documents);
    }

    /// Prints a line on stderr without disturbing the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{}", line.replace(char::is_control, " ")));
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
