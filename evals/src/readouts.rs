//! Suite `readouts`: what a government's readout is about, against its editors' titles and tags;
//! gold is the Kremlin's JSON lines (`.jsonl` or `.jsonl.xz`).
//!
//! The program sees title, lead and text, never the tags or the marked persons.
//!
//! **Kind.** Gold is read off the title's words ([`kind`]). A title is scored only where it
//! clearly tells one kind. Found is the kind of the first encounter in text order in which the
//! publishing state takes part; where there is none the text counts as wrong.
//! `kind_accuracy_no_title` is the same over the same texts, read without their title lines, so
//! that the words which made the gold are not there to be read.
//!
//! **Countries and persons.** A text is scored where the tag list is there. The publishing state
//! and its nationals are left out on both sides, tags that are no state of the table are dropped
//! (regions, continents), and so is the European Union. A person matches when all folded name
//! parts of the shorter name agree, two at least; a part agrees across usual transliterations
//! ("Sergey", "Sergei"). A tagged person is a national where the table says so, or where neither
//! the table nor any tagged state points abroad.
//!
//! Two readings of what counts as found are reported, because the choice moves the figures and
//! was made after seeing errors:
//! - `country_*`, `person_*`: participants of the encounters in which the publishing state takes
//!   part, and whoever the title mentions. It suits these texts, whose editors tag the partners
//!   of their own president rather than whoever else is said to have met.
//! - `*_all_participants`: participants of every encounter, and whoever the title mentions. It
//!   assumes nothing about the editors and is the stricter on precision.

mod kind;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::{ActorId, ActorKind, Encounter, EncounterKind, Page};
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

/// Measures every readout whose title tells a kind or that carries tags.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let reader = PageReader::new();
    let mut scores = Scores::default();
    for line in lines(gold)?.lines() {
        let readout: Readout = serde_json::from_str(line).context("not a readout")?;
        let kind = kind::told(&readout.title);
        let tagged = !readout.tags.geography.is_empty() || !readout.tags.persons.is_empty();
        if kind.is_none() && !tagged {
            continue;
        }
        let outcome = reader.read_page(page(&readout, true)?);
        if let Some(kind) = kind {
            let untitled = reader.read_page(page(&readout, false)?);
            scores.kind.score(&readout, kind, main_kind(&outcome));
            scores.kind_no_title.score(&readout, kind, main_kind(&untitled));
        }
        if tagged {
            let knowledge = reader.knowledge();
            scores.own.score(&readout, &Found::of(&outcome, takes_part), knowledge);
            scores.all.score(&readout, &Found::of(&outcome, |_| true), knowledge);
        }
    }
    Ok(report(scores))
}

/// All figures of the suite.
#[derive(Default)]
struct Scores {
    kind: Kinds,
    kind_no_title: Kinds,
    /// By the participants of the publishing state's encounters.
    own: Tagged,
    /// By the participants of all encounters.
    all: Tagged,
}

/// Whether the publishing state takes part.
fn takes_part(encounter: &Encounter) -> bool {
    encounter.participants.iter().any(|p| p.country.as_deref() == Some(HOME))
}

/// Kind of the encounter that the page is mainly about.
fn main_kind(outcome: &ReadOutcome) -> Option<EncounterKind> {
    outcome.encounters.iter().find(|e| takes_part(e)).map(|e| e.kind)
}

fn lines(gold: &Path) -> anyhow::Result<String> {
    if gold.extension().is_some_and(|e| e == "xz") {
        let bytes = corpora::unpacked(gold)?;
        return String::from_utf8(bytes).context("the readouts are not UTF-8");
    }
    std::fs::read_to_string(gold).with_context(|| format!("cannot read {}", gold.display()))
}

/// The page of a readout: title (where wanted), lead and text, with its address and day.
fn page(readout: &Readout, titled: bool) -> anyhow::Result<Page> {
    let body = format!("{}\n\n{}", readout.lead, readout.text);
    let text = if titled { format!("{}\n\n{body}", readout.title) } else { body };
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
    /// Participants of the counted encounters, and whoever the title mentions.
    fn of(outcome: &ReadOutcome, counts: impl Fn(&Encounter) -> bool) -> Self {
        let is_person = |id: &ActorId| {
            outcome.actors.iter().any(|a| a.id == *id && a.kind == ActorKind::Person)
        };
        let title_end = outcome.page.reading.blocks.first().map_or(0, |block| block.end);
        let counted = outcome.encounters.iter().filter(|e| counts(e));
        let mut all: Vec<(bool, String, Option<String>)> = counted
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
        found
            .iter()
            .find(|f| f.actor.kind == ActorKind::State)
            .and_then(|f| f.actor.country.clone())
    };
    readout.tags.geography.iter().filter_map(state).filter(|c| c != HOME).collect()
}

/// Scores the persons, nationals left out.
fn score_persons(readout: &Readout, found: &Found, knowledge: &Knowledge, tally: &mut Tally) {
    let abroad = !gold_countries(readout, knowledge).is_empty();
    let national = |name: &str| {
        let known = knowledge.find(name, None);
        let country = known
            .iter()
            .find(|f| f.actor.kind == ActorKind::Person)
            .map(|f| f.actor.country.clone());
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

/// Countries and persons under one reading of what counts as found.
#[derive(Default)]
struct Tagged {
    countries: Tally,
    persons: Tally,
}

impl Tagged {
    fn score(&mut self, readout: &Readout, found: &Found, knowledge: &Knowledge) {
        if !readout.tags.geography.is_empty() {
            let gold = gold_countries(readout, knowledge);
            self.countries.score(readout, &gold, &found.countries);
        }
        if !readout.tags.persons.is_empty() {
            score_persons(readout, found, knowledge, &mut self.persons);
        }
    }
}

/// Kinds right and wrong.
#[derive(Default)]
struct Kinds {
    texts: usize,
    hits: usize,
    errors: Vec<String>,
}

impl Kinds {
    fn score(&mut self, readout: &Readout, gold: EncounterKind, found: Option<EncounterKind>) {
        self.texts += 1;
        if found == Some(gold) {
            self.hits += 1;
            return;
        }
        let found = found.map_or_else(|| "none".to_owned(), |kind| format!("{kind:?}"));
        self.errors.push(format!("{}\tkind\t{gold:?}/{found}\t{}", readout.id, readout.title));
    }

    fn accuracy(&self) -> f64 {
        self.hits as f64 / self.texts.max(1) as f64
    }
}

fn report(scores: Scores) -> Report {
    let Scores { kind, kind_no_title, own, all } = scores;
    let metrics = vec![
        ("kind_accuracy", kind.accuracy()),
        ("kind_accuracy_no_title", kind_no_title.accuracy()),
        ("country_precision", own.countries.precision()),
        ("country_recall", own.countries.recall()),
        ("person_precision", own.persons.precision()),
        ("person_recall", own.persons.recall()),
        ("n_kind", kind.texts as f64),
        ("n_country", own.countries.texts as f64),
        ("n_person", own.persons.texts as f64),
        ("country_precision_all_participants", all.countries.precision()),
        ("country_recall_all_participants", all.countries.recall()),
        ("person_precision_all_participants", all.persons.precision()),
        ("person_recall_all_participants", all.persons.recall()),
    ];
    let n = kind.texts.max(own.countries.texts).max(own.persons.texts);
    let untitled =
        kind_no_title.errors.into_iter().map(|e| e.replacen("\tkind\t", "\tkind, no title\t", 1));
    let mut errors = kind.errors;
    errors.extend(untitled);
    errors.extend(own.countries.errors);
    errors.extend(own.persons.errors);
    Report { suite: "readouts", n, metrics, errors }
}
