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
//!
//! `*_low` and `*_high` are the ends of 95 % intervals over texts drawn anew ([`bootstrap`]).

mod kind;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::{ActorId, ActorKind, Encounter, EncounterKind, Page};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::Source;
use chancery::resolve::{Knowledge, name_parts, names_agree};
use serde::Deserialize;

use crate::report::Report;
use crate::{bootstrap, corpora, reading};

/// The state that publishes.
pub(crate) const HOME: &str = "RUS";

/// One line of the gold.
#[derive(Deserialize)]
pub(crate) struct Readout {
    pub(crate) id: u64,
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
pub(crate) fn takes_part(encounter: &Encounter) -> bool {
    encounter.participants.iter().any(|p| p.country.as_deref() == Some(HOME))
}

/// Kind of the encounter that the page is mainly about.
fn main_kind(outcome: &ReadOutcome) -> Option<EncounterKind> {
    outcome.encounters.iter().find(|e| takes_part(e)).map(|e| e.kind)
}

pub(crate) fn lines(gold: &Path) -> anyhow::Result<String> {
    if gold.extension().is_some_and(|e| e == "xz") {
        let bytes = corpora::unpacked(gold)?;
        return String::from_utf8(bytes).context("the readouts are not UTF-8");
    }
    reading::read_text(gold)
}

/// The page of a readout: title (where wanted), lead and text, with its address and day.
pub(crate) fn page(readout: &Readout, titled: bool) -> anyhow::Result<Page> {
    let body = format!("{}\n\n{}", readout.lead, readout.text);
    let text = if titled { format!("{}\n\n{body}", readout.title) } else { body };
    let source = Source {
        url: Some(readout.url.clone()),
        published: Some(readout.date.clone()),
        ..Source::default()
    };
    reading::page(&text, &source).with_context(|| readout.id.to_string())
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
            .find(|f| f.actor.kind == ActorKind::State && !f.near_miss)
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
            .find(|f| f.actor.kind == ActorKind::Person && !f.near_miss)
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
    texts: Vec<Counts>,
    errors: Vec<String>,
}

/// Counts of one text.
struct Counts {
    hits: usize,
    gold: usize,
    found: usize,
}

impl Tally {
    fn score(&mut self, readout: &Readout, gold: &BTreeSet<String>, found: &BTreeSet<String>) {
        let hits = gold.intersection(found).count();
        self.texts.push(Counts { hits, gold: gold.len(), found: found.len() });
        let line = |what: &str, name: &String| {
            format!("{}\t{what}\t{name}\t{}", readout.id, readout.title)
        };
        self.errors.extend(gold.difference(found).map(|name| line("missed", name)));
        self.errors.extend(found.difference(gold).map(|name| line("false", name)));
    }

    /// Precision and recall over all texts.
    fn figures(&self) -> [f64; 2] {
        figures(&self.texts.iter().collect::<Vec<_>>())
    }

    /// Low and high of precision, then of recall, over texts drawn anew.
    fn intervals(&self) -> [(f64, f64); 2] {
        bootstrap::intervals(&self.texts, figures)
    }
}

/// Precision and recall over some texts.
fn figures(texts: &[&Counts]) -> [f64; 2] {
    let sum = |count: fn(&Counts) -> usize| texts.iter().map(|text| count(text)).sum::<usize>();
    let hits = sum(|c| c.hits) as f64;
    [hits / sum(|c| c.found).max(1) as f64, hits / sum(|c| c.gold).max(1) as f64]
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
    let n = kind.texts.max(own.countries.texts.len()).max(own.persons.texts.len());
    let metrics = metrics(&kind, &kind_no_title, &own, &all);
    let untitled =
        kind_no_title.errors.into_iter().map(|e| e.replacen("\tkind\t", "\tkind, no title\t", 1));
    let mut errors = kind.errors;
    errors.extend(untitled);
    errors.extend(own.countries.errors);
    errors.extend(own.persons.errors);
    Report { suite: "readouts", n, metrics, remarks: Vec::new(), errors }
}

fn metrics(
    kind: &Kinds,
    kind_no_title: &Kinds,
    own: &Tagged,
    all: &Tagged,
) -> Vec<(&'static str, f64)> {
    let [country, person] = [&own.countries, &own.persons].map(Tally::figures);
    let [all_country, all_person] = [&all.countries, &all.persons].map(Tally::figures);
    let [country_ends, person_ends] = [&own.countries, &own.persons].map(Tally::intervals);
    vec![
        ("kind_accuracy", kind.accuracy()),
        ("kind_accuracy_no_title", kind_no_title.accuracy()),
        ("country_precision", country[0]),
        ("country_recall", country[1]),
        ("person_precision", person[0]),
        ("person_recall", person[1]),
        ("n_kind", kind.texts as f64),
        ("n_country", own.countries.texts.len() as f64),
        ("n_person", own.persons.texts.len() as f64),
        ("country_precision_all_participants", all_country[0]),
        ("country_recall_all_participants", all_country[1]),
        ("person_precision_all_participants", all_person[0]),
        ("person_recall_all_participants", all_person[1]),
        ("country_precision_low", country_ends[0].0),
        ("country_precision_high", country_ends[0].1),
        ("country_recall_low", country_ends[1].0),
        ("country_recall_high", country_ends[1].1),
        ("person_precision_low", person_ends[0].0),
        ("person_precision_high", person_ends[0].1),
        ("person_recall_low", person_ends[1].0),
        ("person_recall_high", person_ends[1].1),
    ]
}
