//! Asking a service for every page, and timing the answers.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chancery::keep::{
    ActorFilter, Address, CommitmentFilter, Cursor, DocumentFilter, EncounterFilter, Record,
    StatementFilter,
};

use super::ask::Client;
use super::seed::Seed;

/// How the service is asked.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The record that is served, for what there is to ask for
    #[arg(long, value_name = "RECORD")]
    record: std::ffi::OsString,
    /// Where the service listens
    #[arg(long, value_name = "ADDRESS")]
    service: SocketAddr,
    /// So many readers ask one question after another
    #[arg(long, default_value_t = 4)]
    readers: usize,
    /// So many questions for each sort of page
    #[arg(long, default_value_t = 40)]
    each: usize,
    /// Instead: so many connections that ask `--rate` questions a second in all, for `--seconds`
    #[arg(long)]
    connections: Option<usize>,
    #[arg(long, default_value_t = 40)]
    rate: usize,
    #[arg(long, default_value_t = 60)]
    seconds: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Process of the service, whose greatest memory is told
    #[arg(long)]
    process: Option<u32>,
}

/// A question: its sort, and the address.
type Question = (&'static str, String);

/// What came of a question: how long, and whether it was answered well.
struct Answered {
    sort: &'static str,
    took: Duration,
    error: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let record = Record::open(Address::from(args.record.clone()))?.read_only()?;
    let mut seed = Seed::new(args.seed);
    let questions = questions(&record, args.each, &mut seed)?;
    drop(record);
    let answered = match args.connections {
        Some(connections) => paced(args, connections, &questions, &mut seed),
        None => in_turn(args, &questions),
    };
    report(&answered);
    if let Some(process) = args.process {
        let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
        let peak = status.lines().find(|line| line.starts_with("VmHWM"));
        println!("greatest memory of the service: {}", peak.unwrap_or("unknown").trim());
    }
    Ok(())
}

/// Readers that ask as soon as they are answered, all sorts of pages in a mixed order.
fn in_turn(args: &Args, questions: &[Question]) -> Vec<Answered> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let reader = || {
            let (mut client, mut found) = (Client::new(args.service), Vec::new());
            while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                found.push(asked(&mut client, question, Instant::now()));
            }
            found
        };
        let readers: Vec<_> = (0..args.readers).map(|_| scope.spawn(reader)).collect();
        readers.into_iter().flat_map(|it| it.join().unwrap_or_default()).collect()
    })
}

/// Connections that ask at their times, whether or not others were answered.
fn paced(
    args: &Args,
    connections: usize,
    questions: &[Question],
    seed: &mut Seed,
) -> Vec<Answered> {
    let begin = Instant::now() + Duration::from_millis(200);
    let between = Duration::from_secs_f64(connections as f64 / args.rate as f64);
    let rounds = (args.seconds * args.rate).div_ceil(connections);
    std::thread::scope(|scope| {
        let mut readers = Vec::new();
        for at in 0..connections {
            let first = seed.below(questions.len());
            readers.push(scope.spawn(move || {
                let (mut client, mut found) = (Client::new(args.service), Vec::new());
                for round in 0..rounds {
                    let due = begin
                        + between * round as u32
                        + between.mul_f64(at as f64 / connections as f64);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let question = &questions[(first + round * 31) % questions.len()];
                    // From the time it was due, so that waiting behind others counts.
                    found.push(asked(&mut client, question, due));
                }
                found
            }));
        }
        readers.into_iter().flat_map(|it| it.join().unwrap_or_default()).collect()
    })
}

fn asked(client: &mut Client, (sort, path): &Question, begun: Instant) -> Answered {
    let answer = client.get(path);
    let took = begun.elapsed();
    let error = match answer {
        Ok((200, ..)) => None,
        Ok((status, ..)) => Some(format!("{status} {path}")),
        Err(error) => Some(format!("{error} {path}")),
    };
    Answered { sort, took, error }
}

fn report(answered: &[Answered]) {
    let mut by_sort: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for it in answered {
        by_sort.entry(it.sort).or_default().push(it.took);
        by_sort.entry("~ all").or_default().push(it.took);
    }
    println!("| page | questions | p50 ms | p95 ms | p99 ms | longest ms |");
    println!("|---|---:|---:|---:|---:|---:|");
    for (sort, mut times) in by_sort {
        times.sort();
        let at = |per_mille: usize| {
            let place = (times.len() * per_mille).div_ceil(1000).clamp(1, times.len());
            times[place - 1].as_secs_f64() * 1000.0
        };
        let count = times.len();
        println!(
            "| {sort} | {count} | {:.0} | {:.0} | {:.0} | {:.0} |",
            at(500),
            at(950),
            at(990),
            at(1000)
        );
    }
    let errors: Vec<&String> = answered.iter().filter_map(|it| it.error.as_ref()).collect();
    println!("{} answers, {} errors", answered.len(), errors.len());
    errors.iter().take(10).for_each(|error| println!("error: {error}"));
}

/// What there is to ask for.
struct Things {
    pairs: Vec<(String, String)>,
    encounters: Vec<String>,
    documents: Vec<String>,
    statements: Vec<String>,
    commitments: Vec<String>,
    actors: Vec<String>,
}

fn questions(record: &Record, each: usize, seed: &mut Seed) -> anyhow::Result<Vec<Question>> {
    let things = Things::of(record, each * 3, seed)?;
    let mut all: Vec<Question> = Vec::new();
    for at in 0..each {
        all.extend(things.lists(at, seed));
        all.extend(things.single(at, seed));
    }
    // Mixed, so that one sort of page does not warm itself.
    for at in (1..all.len()).rev() {
        all.swap(at, seed.below(at + 1));
    }
    Ok(all)
}

impl Things {
    /// Things from all over the record: where a page begins is drawn.
    fn of(record: &Record, count: usize, seed: &mut Seed) -> anyhow::Result<Self> {
        let pairs = record.pairs_met(200)?;
        let mut things = Self {
            pairs: pairs.into_iter().map(|pair| (pair.one, pair.other)).collect(),
            encounters: vec![],
            documents: vec![],
            statements: vec![],
            commitments: vec![],
            actors: vec![],
        };
        while things.documents.len() < count {
            let key = format!("20{:02}-{:02}", 3 + seed.below(23), 1 + seed.below(12));
            let after = Some(Cursor { key, id: String::new() });
            let after = after.as_ref();
            let few = 4;
            let page = record.encounters_page(&EncounterFilter::default(), after, few)?;
            things.encounters.extend(page.items.into_iter().map(|id| id.0));
            let page = record.documents_page(&DocumentFilter::default(), after, few)?;
            things.documents.extend(page.items.into_iter().map(|row| row.id.0));
            let page = record.statements_page(&StatementFilter::default(), after, few)?;
            things.statements.extend(page.items.into_iter().map(|it| it.id.0));
            let page = record.commitments_page(&CommitmentFilter::default(), after, few)?;
            things.commitments.extend(page.items.into_iter().map(|it| it.id.0));
        }
        let of = ActorFilter { kind: Some("person".to_owned()), ..ActorFilter::default() };
        things
            .actors
            .extend(record.actors_page(&of, None, 400)?.items.into_iter().map(|it| it.id.0));
        Ok(things)
    }

    fn lists(&self, at: usize, seed: &mut Seed) -> Vec<Question> {
        let (one, other) = seed.of(&self.pairs);
        let actor = encoded(seed.of::<String>(&self.actors));
        let since = format!("20{:02}-0{}-01", 5 + seed.below(21), 1 + seed.below(9));
        let encounters = [
            "/encounters".to_owned(),
            format!("/encounters?a={one}&b={other}"),
            format!("/encounters?a={one}&kind=call&until={since}"),
            format!("/encounters?actor={actor}"),
            format!("/encounters?contradicted=yes&a={one}"),
            format!("/encounters?status=planned&after={since}~z"),
        ];
        let statements = [
            "/statements".to_owned(),
            format!("/statements?country={one}&act=deny"),
            format!("/statements?actor={actor}&since={since}"),
            format!("/statements?act=warn&until={since}"),
        ];
        let commitments = [
            "/commitments".to_owned(),
            format!("/commitments?country={one}"),
            format!("/commitments?state=open&until={since}"),
        ];
        let documents = [
            "/documents".to_owned(),
            format!("/documents?outlet=Harbour+Wire&until={since}"),
            format!("/documents?actor={actor}"),
            format!("/documents?kind=readout&since={since}"),
            format!("/documents?after={since}~z"),
        ];
        let actors = [
            "/actors".to_owned(),
            format!("/actors?country={one}"),
            "/actors?kind=group&name=officials".to_owned(),
        ];
        vec![
            ("list of encounters", encounters[at % encounters.len()].clone()),
            ("list of statements", statements[at % statements.len()].clone()),
            ("list of commitments", commitments[at % commitments.len()].clone()),
            ("list of documents", documents[at % documents.len()].clone()),
            ("list of actors", actors[at % actors.len()].clone()),
            ("home", "/".to_owned()),
            ("map", "/map".to_owned()),
            ("network", "/network".to_owned()),
            ("judgements", "/judgements".to_owned()),
        ]
    }

    fn single(&self, at: usize, seed: &mut Seed) -> Vec<Question> {
        let (busy_one, busy_other) = &self.pairs[0];
        let (one, other) = seed.of(&self.pairs);
        let words = [
            "meeting",
            "said",
            "consulate",
            "prisoner exchange",
            "gas pipeline",
            "harbour wire",
            "badenmar",
            "\"would not open a consulate\"",
            "officials",
            "vaccines steel",
            "corden",
            "press agency reported",
        ];
        let actor = encoded(seed.of::<String>(&self.actors));
        let drawn = |seed: &mut Seed, of: &[String], path: &str| {
            format!("/{path}/{}", encoded(seed.of::<String>(of)))
        };
        vec![
            ("dossier, busiest pair", format!("/dossier/{busy_one}/{busy_other}")),
            ("dossier", format!("/dossier/{one}/{other}")),
            ("encounter", drawn(seed, &self.encounters, "encounter")),
            ("document", drawn(seed, &self.documents, "document")),
            ("who said it first", format!("{}/first", drawn(seed, &self.documents, "document"))),
            ("statement", drawn(seed, &self.statements, "statement")),
            ("commitment", drawn(seed, &self.commitments, "commitment")),
            ("actor", format!("/actor/{actor}")),
            ("actor, a state", format!("/actor/state:{one}")),
            ("search", format!("/search?q={}", encoded(words[at % words.len()]))),
        ]
    }
}

/// A piece of an address.
fn encoded(text: &str) -> String {
    let sign = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b':' | b'.' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(sign).collect()
}
