//! The order of arrival leaves no trace: whatever comes when, in however many runs, with late
//! previews, with documents that come and go again, the record exports the same bytes, and they
//! are those of settling all of it at once.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::Path;

use chancery::keep::{KeepError, Noun, Record};
use chancery::nouns::Ties;
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::{Options, Source, read_bytes};
use chancery::settle::settle;

/// Sets of documents, each shuffled so often.
const SETS: usize = 20;
const SHUFFLES: usize = 50;
/// Documents of a set.
const DOCUMENTS: usize = 12;
/// Documents that come and go again in every shuffle.
const PASSING: usize = 2;

/// A row of numbers that looks like chance and is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Reports, readouts, copies, previews and later references of calls and meetings that are easily
/// taken for each other: the same two people twice in one week, and the year after.
fn generated() -> Vec<(String, Source)> {
    let pairs = [
        (
            "President Sauli Niinistö of Finland",
            "President Nana Akufo-Addo of Ghana",
            "Finland",
            "Ghana",
        ),
        (
            "Foreign Minister Ine Eriksen Søreide of Norway",
            "Foreign Minister Heiko Maas of Germany",
            "Norway",
            "Germany",
        ),
    ];
    let mut texts = Vec::new();
    for (one, other, first, second) in pairs {
        for (day, weekday) in [(1, "Monday"), (4, "Thursday")] {
            let report = format!(
                "{one} spoke by telephone with {other} on {day} March 2021.\n\nThey discussed \
                 trade, fisheries and the crisis in Mali for {} minutes, and agreed to meet in \
                 the summer. The call took place at the request of {first}.",
                20 + day
            );
            texts.push((report.clone(), "Harbour Wire", format!("2021-03-0{}", day + 1)));
            let copy = format!("{report}\n\n(Harbour Wire)");
            texts.push((copy, "The Meridian Post", format!("2021-03-0{}", day + 2)));
            let readout = format!(
                "{one} called {other} today. The two leaders discussed trade and visas. The call \
                 lasted half an hour and took place at the request of {second}."
            );
            texts.push((readout, "Ministry of Foreign Affairs", format!("2021-03-0{day}")));
            let preview = format!(
                "{one} will speak by telephone with {other} on {weekday}, officials said. They \
                 are expected to discuss fisheries."
            );
            texts.push((preview, "Evening Ledger", format!("2021-02-2{}", 6 + day / 4)));
        }
        let later = format!(
            "When {one} spoke by telephone with {other} in March 2021, nobody expected a quarrel. \
             {other} met {one} in Accra on 3 June 2021."
        );
        texts.push((later, "Quarterly Review", "2021-09-01".to_owned()));
        let rumour = format!(
            "A radio station said that {first} had sold the old lighthouse to a bank of {second}."
        );
        texts.push((rumour, "Coast Radio", "2021-04-01".to_owned()));
        for (day, teller) in [(3, first), (9, second)] {
            let denial = format!(
                "The government of {teller} denied that {first} had sold the lighthouse to a bank \
                 of {second}."
            );
            texts.push((denial, "Harbour Wire", format!("2021-04-0{day}")));
        }
    }
    texts
        .into_iter()
        .enumerate()
        .map(|(number, (text, outlet, day))| {
            let source = Source {
                path: Some(format!("generated/{number}.txt")),
                published: Some(day),
                outlet: Some(outlet.to_owned()),
                retrieved: Some("2024-02-01".to_owned()),
                ..Source::default()
            };
            (text, source)
        })
        .collect()
}

/// Our examples and what is generated, each read once.
fn outcomes() -> Vec<ReadOutcome> {
    let reader = PageReader::new();
    let mut found: BTreeMap<String, ReadOutcome> = BTreeMap::new();
    let mut read = |bytes: &[u8], source: &Source| {
        read_bytes(bytes, source, &Options::default(), &mut |page| {
            if let Ok(page) = page {
                let outcome = reader.read_page(page);
                found.insert(outcome.page.document.id.0.clone(), outcome);
            }
        });
    };
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    for folder in [examples.clone(), examples.join("chains")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && path.extension().is_some_and(|it| it != "md") {
                let source = Source {
                    path: Some(path.file_name().unwrap().to_string_lossy().into_owned()),
                    retrieved: Some("2024-02-01".to_owned()),
                    ..Source::default()
                };
                read(&std::fs::read(&path).unwrap(), &source);
            }
        }
    }
    for (text, source) in generated() {
        read(text.as_bytes(), &source);
    }
    found.into_values().collect()
}

/// Every export line of every noun.
fn exports(record: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    for noun in Noun::ALL {
        record
            .each_line::<KeepError>(noun, |line| {
                lines.push(format!("{}\t{line}", noun.name()));
                Ok(())
            })
            .unwrap();
    }
    lines
}

/// The record of some documents, read in this order and settled once.
fn at_once(set: &[&ReadOutcome]) -> Record {
    let mut record = Record::in_memory().unwrap();
    for outcome in set {
        record.keep(outcome, false).unwrap();
    }
    record.settle(&Ties::default()).unwrap();
    record
}

/// The record of the same documents, in another order, in several runs, with some that come and
/// go again.
fn by_chance(set: &[&ReadOutcome], passing: &[&ReadOutcome], chance: &mut Chance) -> Record {
    let mut record = Record::in_memory().unwrap();
    let mut steps: Vec<(&ReadOutcome, bool)> = set.iter().map(|it| (*it, true)).collect();
    chance.shuffle(&mut steps);
    for outcome in passing {
        let comes = chance.below(steps.len());
        steps.insert(comes, (outcome, true));
        let goes = comes + 1 + chance.below(steps.len() - comes);
        steps.insert(goes, (outcome, false));
    }
    for (outcome, comes) in steps {
        if comes {
            // Read a second time, it is put in anew.
            let again = chance.below(8) == 0;
            record.keep(outcome, false).unwrap();
            if again {
                record.keep(outcome, true).unwrap();
            }
        } else {
            assert!(record.remove(&outcome.page.document.id).unwrap());
        }
        if chance.below(4) == 0 {
            record.settle(&Ties::default()).unwrap();
        }
    }
    record.settle(&Ties::default()).unwrap();
    record
}

fn assert_same(one: &Record, other: &Record, what: &str) {
    let (one, other) = (exports(one), exports(other));
    for (a, b) in one.iter().zip(&other) {
        assert_eq!(a, b, "{what}");
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

/// The encounters and accounts of the record are those of the pure function.
fn assert_as_settled(record: &Record, set: &[&ReadOutcome]) {
    let documents: Vec<_> = set.iter().map(|it| it.page.document.clone()).collect();
    let contacts: Vec<_> = set.iter().flat_map(|it| it.encounters.clone()).collect();
    let accounts: Vec<_> = set.iter().flat_map(|it| it.accounts.clone()).collect();
    let settled = settle(&documents, &contacts, &accounts, &Ties::default());
    let mut encounters: Vec<chancery::nouns::Encounter> = record.all(Noun::Encounters).unwrap();
    encounters.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(encounters, settled.encounters);
    let mut told: Vec<chancery::nouns::Account> = record.all(Noun::Accounts).unwrap();
    told.sort_by(|a, b| (&a.document, &a.id).cmp(&(&b.document, &b.id)));
    assert_eq!(told, settled.accounts);
}

#[test]
fn a_thousand_shuffles_export_the_same_bytes() {
    let all = outcomes();
    let sets = |numbers: std::ops::Range<usize>| {
        for number in numbers {
            let mut chance = Chance(number as u64 + 1);
            let mut pool: Vec<&ReadOutcome> = all.iter().collect();
            chance.shuffle(&mut pool);
            let (set, rest) = pool.split_at(DOCUMENTS);
            let reference = at_once(set);
            assert_as_settled(&reference, set);
            assert_eq!(reference.verify().unwrap(), vec![]);
            for shuffle in 0..SHUFFLES {
                let passing = &rest[chance.below(rest.len() - PASSING)..][..PASSING];
                let record = by_chance(set, passing, &mut chance);
                assert_same(&reference, &record, &format!("set {number}, shuffle {shuffle}"));
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| sets(0..SETS / 2));
        sets(SETS / 2..SETS);
    });
}

#[test]
fn all_of_it_settles_the_same_at_once_and_one_by_one() {
    let all = outcomes();
    let set: Vec<&ReadOutcome> = all.iter().collect();
    let reference = at_once(&set);
    assert_as_settled(&reference, &set);
    let said: Vec<chancery::nouns::Statement> = reference.all(Noun::Statements).unwrap();
    let across = said.iter().flat_map(|it| it.answers.iter().map(move |answer| (it, answer)));
    let across = across.filter(|(it, answer)| answer.evidence.document != it.document);
    assert!(across.count() >= 4, "denials find the rumour of an earlier day");
    let mut record = Record::in_memory().unwrap();
    for outcome in set.iter().rev() {
        record.keep(outcome, false).unwrap();
        record.settle(&Ties::default()).unwrap();
    }
    assert_same(&reference, &record, "one by one");
    assert_eq!(record.verify().unwrap(), vec![]);
}
