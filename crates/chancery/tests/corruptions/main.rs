//! A thousand planted corruptions, each in a record of its own, all named by `verify`: the table,
//! and the row by what names it.
//!
//! `$CHANCERY_CORRUPTIONS` asks for another number, `$CHANCERY_SEED` (0 where it is not given) for
//! others than the usual ones. Over PostgreSQL a smaller number is planted
//! where `$CHANCERY_TEST_POSTGRES` is the address of a server in which databases may be made.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod planted;
mod sample;

use std::collections::BTreeMap;
use std::path::Path;

use chancery::keep::{Address, Difference, KeepError, Record, copy};
use planted::{Chance, Planted, Table, plant, tables};
use rusqlite::Connection;

/// Corruptions planted in SQLite.
const IN_SQLITE: usize = 1000;
/// Corruptions planted in PostgreSQL, each in a database of its own.
const IN_POSTGRESQL: usize = 60;
/// Threads that plant.
const THREADS: usize = 2;

/// What became of the corruptions of a table.
type Told = BTreeMap<&'static str, usize>;

fn wanted(usual: usize) -> usize {
    asked("CHANCERY_CORRUPTIONS").map_or(usual, |it| it as usize)
}

/// The corruption of this number, out of the row that is asked for.
fn chance(number: usize) -> Chance {
    Chance::of(asked("CHANCERY_SEED").unwrap_or(0) * 10_000_000 + number as u64)
}

fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|it| it.parse().unwrap())
}

/// What is found in a corrupted record; a record that does not open says so.
fn found(address: &Address) -> Vec<Difference> {
    let told = |error: &KeepError| Difference {
        noun: "format",
        id: "record".to_owned(),
        what: error.to_string(),
    };
    match Record::open(address.clone()) {
        Ok(record) => record.verify().unwrap(),
        Err(error) => vec![told(&error)],
    }
}

/// Why a corruption is not named, where it is not.
fn unnamed(planted: &Planted, found: &[Difference]) -> Option<String> {
    let named = found.iter().any(|it| planted.is_named_by(it));
    let some: Vec<&Difference> = found.iter().take(8).collect();
    (!named).then(|| format!("{planted:#?}\nis not named among {}: {some:#?}", found.len()))
}

#[test]
fn every_corruption_in_sqlite_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.db");
    sample::record(&base);
    assert_eq!(Record::open(base.as_path()).unwrap().verify().unwrap(), vec![]);
    let count = wanted(IN_SQLITE);
    let told: Vec<(Told, Vec<String>)> = std::thread::scope(|scope| {
        let run = |thread: usize| {
            let (base, folder) = (&base, folder.path());
            scope.spawn(move || in_sqlite(base, folder, thread, count))
        };
        let runs: Vec<_> = (0..THREADS).map(run).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let missed: Vec<&String> = told.iter().flat_map(|(_, missed)| missed).collect();
    assert!(
        missed.is_empty(),
        "{} of {count} not named: {}",
        missed.len(),
        missed.iter().map(|it| it.as_str()).collect::<Vec<_>>().join("\n----\n")
    );
    let sum = |of: &str| told.iter().filter_map(|(it, _)| it.get(of)).sum::<usize>();
    let kinds: Vec<String> =
        planted::KINDS.iter().map(|kind| format!("{} {kind}", sum(kind))).collect();
    println!("{count} corruptions planted, all named: {}", kinds.join(", "));
}

/// Plants the share of one thread.
fn in_sqlite(base: &Path, folder: &Path, thread: usize, count: usize) -> (Told, Vec<String>) {
    let tables = tables(&Connection::open(base).unwrap());
    let (mut told, mut missed) = (Told::new(), Vec::new());
    for number in (thread..count).step_by(THREADS) {
        let mut chance = chance(number);
        let path = folder.join(format!("{thread}.db"));
        let planted = loop {
            std::fs::copy(base, &path).unwrap();
            let planted = plant(&tables, &mut chance);
            // What the database refuses is no corruption.
            if in_file(&path, &planted.sql) {
                break planted;
            }
        };
        missed.extend(unnamed(&planted, &found(&Address::File(path))));
        *told.entry(planted.kind).or_default() += 1;
    }
    (told, missed)
}

fn in_file(path: &Path, sql: &[String]) -> bool {
    let connection = Connection::open(path).unwrap();
    let free = "PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS judgements_are_not_changed;
                DROP TRIGGER IF EXISTS judgements_are_not_removed;";
    connection.execute_batch(free).unwrap();
    let mut done = 0;
    for sql in sql {
        match connection.execute(sql, []) {
            Ok(rows) => done += rows,
            Err(_) => return false,
        }
    }
    // Whatever the index was told to do counts as a change.
    done > 0 || sql.iter().any(|sql| sql.contains("INTO words"))
}

#[test]
fn every_corruption_in_postgresql_is_named() {
    let Ok(server) = std::env::var("CHANCERY_TEST_POSTGRES") else { return };
    let server = server.trim_end_matches('/').to_owned();
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("base.db");
    sample::record(&base);
    let ask = |sql: &str| {
        let mut client =
            postgres::Client::connect(&format!("{server}/postgres"), postgres::NoTls).unwrap();
        client.batch_execute(sql).unwrap();
    };
    let name = format!("chancery_spoilt_{}", std::process::id());
    let address = |name: &str| Address::from(format!("{server}/{name}").as_str());
    ask(&format!("CREATE DATABASE {name}"));
    let copied = Record::create(address(&name)).unwrap();
    copy(&Record::open(base.as_path()).unwrap(), &copied, &address(&name)).unwrap();
    assert_eq!(copied.verify().unwrap(), vec![]);
    drop(copied);
    let tables = tables_held(&base, &format!("{server}/{name}"));
    let once = format!("{name}_once");
    let mut missed: Vec<String> = Vec::new();
    for number in 0..wanted(IN_POSTGRESQL) {
        let mut chance = chance(1_000_000 + number);
        let planted = loop {
            ask(&format!("DROP DATABASE IF EXISTS {once} WITH (FORCE)"));
            ask(&format!("CREATE DATABASE {once} TEMPLATE {name}"));
            let planted = plant(&tables, &mut chance);
            if in_database(&format!("{server}/{once}"), &planted) {
                break planted;
            }
        };
        missed.extend(unnamed(&planted, &found(&address(&once))));
    }
    ask(&format!("DROP DATABASE IF EXISTS {once} WITH (FORCE)"));
    ask(&format!("DROP DATABASE {name} WITH (FORCE)"));
    assert!(
        missed.is_empty(),
        "{} not named: {}",
        missed.len(),
        missed.iter().map(String::as_str).collect::<Vec<_>>().join("\n----\n")
    );
}

/// The tables with the rows that stand in both: records in PostgreSQL began with a later format.
fn tables_held(base: &Path, url: &str) -> Vec<Table> {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let mut tables: Vec<Table> = tables(&Connection::open(base).unwrap());
    for table in &mut tables {
        table.keep(|held| client.query_one(held, &[]).unwrap().get(0));
    }
    tables
}

fn in_database(url: &str, planted: &Planted) -> bool {
    let mut client = postgres::Client::connect(url, postgres::NoTls).unwrap();
    client.batch_execute("SET session_replication_role = replica").unwrap();
    let mut done = 0;
    for sql in &planted.sql_of_postgresql() {
        match client.execute(sql.as_str(), &[]) {
            Ok(rows) => done += rows,
            Err(_) => return false,
        }
    }
    done > 0
}
