//! Suite `readouts`: whom and which states a government's readout is about, against its editors'
//! tags; gold is the Kremlin's JSON lines (`.jsonl` or `.jsonl.xz`).
//!
//! The program sees title, lead and text, never the tags. Found are the participants of the
//! encounters in which the publishing state takes part, and whoever the title mentions; a text is
//! scored only where the tag list is there. The publishing state and its nationals are left out on both sides, tags that
//! are no state of the table are dropped, and a person matches when all folded name parts of the
//! shorter name agree, two at least.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::{ActorId, ActorKind, Page};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::{Options, Source, read_bytes};
use chancery::resolve::{Knowledge, name_parts, names_agree};
use serde::Deserialize;

use crate::corpora;
use crate::report::Report;

/// The state that publishes.
const HOME: &str = "RUS";

/// One line of the gold.
#[derive(Deserialize)]
struct Readout {
    id: u64,
    url: String,
    date: String,
    title: String,
    lead: String,
    text: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Deserialize, Default)]
struct Tags {
    #[serde(default)]
    geography: Vec<String>,
    #[serde(default)]
    persons: Vec<String>,
}

/// Measures every readout that carries tags.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let reader = PageReader::new();
    let mut countries = Tally::default();
    let mut persons = Tally::default();
    for line in lines(gold)?.lines() {
        let readout: Readout = serde_json::from_str(line).context("not a readout")?;
        if readout.tags.geography.is_empty() && readout.tags.persons.is_empty() {
            continue;
        }
        let outcome = reader.read_page(page(&readout)?);
        let found = Found::of(&outcome);
        if !readout.tags.geography.is_empty() {
            countries.score(
                &readout,
                &gold_countries(&readout, reader.knowledge()),
                &found.countries,
            );
        }
        if !readout.tags.persons.is_empty() {
            score_persons(&readout, &found, reader.knowledge(), &mut persons);
        }
    }
    Ok(report(countries, persons))
}

fn lines(gold: &Path) -> anyhow::Result<String> {
    if gold.extension().is_some_and(|e| e == "xz") {
        let bytes = corpora::unpacked(gold)?;
        return String::from_utf8(bytes).context("the readouts are not UTF-8");
    }
    std::fs::read_to_string(gold).with_context(|| format!("cannot read {}", gold.display()))
}

/// The page of a readout: title, lead and text, with its address and day.
fn page(readout: &Readout) -> anyhow::Result<Page> {
    let text = format!("{}\n\n{}\n\n{}", readout.title, readout.lead, readout.text);
    let source = Source {
        url: Some(readout.url.clone()),
        published: Some(readout.date.clone()),
        ..Source::default()
    };
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |page| pages.push(page));
    let page = pages.pop().context("no page was read")?;
    page.map_err(|problem| anyhow::anyhow!("{}: {problem}", readout.id))
}

/// What the program found, nationals left out.
struct Found {
    countries: BTreeSet<String>,
    /// Names of persons with their states.
    persons: BTreeSet<(String, Option<String>)>,
}

impl Found {
    fn of(outcome: &ReadOutcome) -> Self {
        let is_person = |id: &ActorId| {
            outcome.actors.iter().any(|a| a.id == *id && a.kind == ActorKind::Person)
        };
        let title_end = outcome.page.reading.blocks.first().map_or(0, |block| block.end);
        let own = outcome
            .encounters
            .iter()
            .filter(|e| e.participants.iter().any(|p| p.country.as_deref() == Some(HOME)));
        let mut all: Vec<(bool, String, Option<String>)> = own
            .flat_map(|e| &e.participants)
            .map(|p| (is_person(&p.actor), p.name.clone(), p.country.clone()))
            .collect();
        let in_title = outcome.mentions.iter().filter(|m| m.end <= title_end);
        all.extend(in_title.map(|m| {
            let person = m.actor.as_ref().is_some_and(is_person);
            (person, m.name.clone(), m.country.clone())
        }));
        all.retain(|(_, _, country)| country.as_deref() != Some(HOME));
        let persons = all.iter().filter(|(person, ..)| *person);
        Self {
            countries: all
                .iter()
                .filter_map(|(_, _, c)| c.clone())
                .filter(|c| c != "EUE")
                .collect(),
            persons: persons.map(|(_, name, country)| (name.clone(), country.clone())).collect(),
        }
    }
}

/// Codes of the tagged states; regions and the publishing state dropped.
fn gold_countries(readout: &Readout, knowledge: &Knowledge) -> BTreeSet<String> {
    let state = |tag: &String| {
        let name = tag.strip_prefix("the ").unwrap_or(tag);
        let found = knowledge.find(name, None);
        found.iter().find(|a| a.kind == ActorKind::State).and_then(|a| a.country.clone())
    };
    readout.tags.geography.iter().filter_map(state).filter(|c| c != HOME).collect()
}

/// Scores the persons. A tagged person is a national where the tables or the text say so, or
/// where neither the tables nor any tagged state point abroad.
fn score_persons(readout: &Readout, found: &Found, knowledge: &Knowledge, tally: &mut Tally) {
    let abroad = !gold_countries(readout, knowledge).is_empty();
    let national = |name: &str| {
        let known = knowledge.find(name, None);
        let country = known.iter().find(|a| a.kind == ActorKind::Person).map(|a| a.country.clone());
        country.map_or(!abroad, |c| c.as_deref() == Some(HOME))
    };
    let (home, gold): (Vec<&String>, Vec<&String>) =
        readout.tags.persons.iter().partition(|name| national(name));
    let same = |a: &str, b: &str| names_agree(&name_parts(a), &name_parts(b), 2);
    let found: BTreeSet<String> = found
        .persons
        .iter()
        .filter(|(name, _)| !home.iter().any(|h| same(h, name)))
        .map(|(name, _)| {
            let tagged = gold.iter().find(|g| same(g, name));
            tagged.map_or_else(|| name.clone(), |g| (*g).clone())
        })
        .collect();
    tally.score(readout, &gold.into_iter().cloned().collect(), &found);
}

/// Counts over all texts.
#[derive(Default)]
struct Tally {
    texts: usize,
    hits: usize,
    gold: usize,
    found: usize,
    errors: Vec<String>,
}

impl Tally {
    fn score(&mut self, readout: &Readout, gold: &BTreeSet<String>, found: &BTreeSet<String>) {
        self.texts += 1;
        self.hits += gold.intersection(found).count();
        self.gold += gold.len();
        self.found += found.len();
        let line = |what: &str, name: &String| {
            format!("{}\t{what}\t{name}\t{}", readout.id, readout.title)
        };
        self.errors.extend(gold.difference(found).map(|name| line("missed", name)));
        self.errors.extend(found.difference(gold).map(|name| line("false", name)));
    }

    fn precision(&self) -> f64 {
        self.hits as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.hits as f64 / self.gold.max(1) as f64
    }
}

fn report(countries: Tally, persons: Tally) -> Report {
    let metrics = vec![
        ("country_precision", countries.precision()),
        ("country_recall", countries.recall()),
        ("person_precision", persons.precision()),
        ("person_recall", persons.recall()),
        ("n_country", countries.texts as f64),
        ("n_person", persons.texts as f64),
    ];
    let n = countries.texts.max(persons.texts);
    let errors = [countries.errors, persons.errors].concat();
    Report { suite: "readouts", n, metrics, errors }
}
