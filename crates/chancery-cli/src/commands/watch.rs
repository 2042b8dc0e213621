//! `chancery watch`: what is new in feeds and folders, into the record.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use chancery::pipeline::PageReader;
use chancery_fetch::watch::{Metrics, Source};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::{Context, client};
use crate::args::WatchArgs;
use crate::problem::{Outcome, hinted};
use crate::watching::{Options, Watcher};

pub(super) fn run(context: &Context, args: &WatchArgs) -> Result<Outcome> {
    let sources = sources(&args.sources, args.every)?;
    let stop = stopped_by_signals()?;
    let metrics = Metrics::default();
    if let Some(address) = args.metrics {
        let address = metrics
            .serve(address)
            .with_context(|| format!("--metrics {address}: cannot listen there"))?;
        eprintln!("chancery: counting at http://{address}/metrics");
    }
    let mut record = context.create()?;
    let reader = PageReader::with(context.in_record(record.brought())?);
    let options = Options {
        once: args.once,
        pause: Duration::from_secs(u64::from(args.pause)),
        connections: usize::from(args.connections),
        client: client(&args.fetch),
        record: context.record.clone(),
        stop,
        read: None,
    };
    let watcher = Watcher::new(&mut record, &reader, sources, options, metrics);
    let done = watcher.and_then(Watcher::run).map_err(|error| context.about_record(error))?;
    eprintln!("chancery: {} read, {} problems", documents(done.read), done.problems);
    // Whoever ends a watch by a signal has read of its problems as they came.
    Ok(Outcome::of(if args.once { done.problems } else { 0 }))
}

fn documents(count: usize) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}

/// Set by the first signal to end; a second one ends at once.
fn stopped_by_signals() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the second signal finds the flag set by the first.
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&stop))?;
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// The sources that are named, and those of lists; each once.
fn sources(named: &[String], every: Duration) -> Result<Vec<Source>> {
    let mut sources: Vec<Source> = Vec::new();
    for name in named {
        let path = Path::new(name);
        let found = if name.contains("://") || path.is_dir() {
            let source = Source::parse(name, every).map_err(|why| hinted_source(name, &why))?;
            vec![source]
        } else if path.is_file() {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
            Source::list(&text, every)
                .map_err(|(line, why)| hinted_source(&format!("{name}, line {line}"), &why))?
        } else {
            let hint = "give the address of a feed, a folder, or a file that lists such";
            return Err(hinted(format!("{name}: no such file or folder"), hint));
        };
        for source in found {
            if sources.iter().all(|it| it.name != source.name) {
                sources.push(source);
            }
        }
    }
    if sources.is_empty() {
        bail!("nothing to watch: the lists are empty (hint: one address or folder a line)");
    }
    Ok(sources)
}

fn hinted_source(place: &str, why: &str) -> anyhow::Error {
    anyhow::anyhow!("{place}: {why}")
}
