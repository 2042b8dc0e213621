//! Suite `kremlin_pairs`: which readouts of one government are kept apart by the linker; gold is
//! the Kremlin's JSON lines, with the verdicts of `gold/kremlin_pairs`.
//!
//! All readouts are read and linked as one set. The **own contact** of a page is the first, in
//! text order, in which the publishing state takes part.
//!
//! - `calls_kept_apart`: of all pairs of pages whose own contact is a call and which share a
//!   foreign person in it, at most seven days apart (`n_call_pairs`), the share whose calls are
//!   two encounters. One government publishes a call once, so every such pair is two.
//! - `same_day_own`: of the pairs of one day that were judged (`same_day_pairs`), the share in
//!   which the own contacts are one or two encounters as the verdict has it.
//! - `same_day_told`: the share in which some contact of the shared person is in both pages, or
//!   in none, as the verdict has it. What the reader does not find in a page counts as wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use chancery::linking::link;
use chancery::nouns::{
    Encounter, EncounterId, EncounterKind, Participant, Published, Telling, Ties,
};
use chancery::pipeline::{PageReader, ReadOutcome};
use jiff::civil::Date;
use serde::Deserialize;

use crate::readouts::{HOME, Readout, lines, page, takes_part};
use crate::report::Report;
use crate::share::Share;

const VERDICTS: &str = include_str!("../gold/kremlin_pairs/verdicts.csv");

/// Days within which two calls are a pair.
const NEAR: i64 = 7;

/// One line of the verdicts.
#[derive(Deserialize)]
struct Verdict {
    first: u64,
    second: u64,
    person: String,
    own: Own,
    told: Told,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Own {
    One,
    Two,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Told {
    Yes,
    No,
}

/// All readouts, read and linked.
struct Linking {
    pages: BTreeMap<u64, ReadOutcome>,
    encounter_of: BTreeMap<EncounterId, EncounterId>,
}

/// Links all readouts and holds the pairs against what is known of them.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let linking = Linking::of(gold)?;
    let mut errors = Vec::new();
    let calls = calls(&linking, &mut errors);
    let (own, told) = same_day(&linking, &mut errors)?;
    Ok(Report {
        suite: "kremlin_pairs",
        n: calls.all + own.all,
        metrics: vec![
            ("n_call_pairs", calls.all as f64),
            ("calls_kept_apart", calls.value()),
            ("same_day_pairs", own.all as f64),
            ("same_day_own", own.value()),
            ("same_day_told", told.value()),
        ],
        remarks: Vec::new(),
        errors,
    })
}

impl Linking {
    fn of(gold: &Path) -> anyhow::Result<Self> {
        let reader = PageReader::new();
        let mut pages = BTreeMap::new();
        for line in lines(gold)?.lines() {
            let readout: Readout = serde_json::from_str(line).context("not a readout")?;
            pages.insert(readout.id, reader.read_page(page(&readout, true)?));
        }
        let tellings: Vec<Telling<'_>> = pages.values().flat_map(tellings).collect();
        let linked = link(&tellings, &Ties::default());
        let members = linked.iter().flat_map(|l| l.members.iter().map(|m| (&m.contact, &l.id)));
        let encounter_of = members.map(|(c, e)| (c.clone(), e.clone())).collect();
        drop(tellings);
        Ok(Self { pages, encounter_of })
    }

    fn is_one(&self, a: &Encounter, b: &Encounter) -> bool {
        self.encounter_of.get(&a.id) == self.encounter_of.get(&b.id)
    }

    fn page(&self, id: u64) -> anyhow::Result<&ReadOutcome> {
        self.pages.get(&id).with_context(|| format!("no readout {id}"))
    }
}

fn tellings(page: &ReadOutcome) -> impl Iterator<Item = Telling<'_>> {
    let document = &page.page.document;
    page.encounters.iter().map(move |contact| Telling {
        contact,
        accounts: page.accounts.iter().filter(|a| a.encounter == contact.id).collect(),
        document,
        origin: &document.id,
    })
}

/// The contact a page is the readout of.
fn own(page: &ReadOutcome) -> Option<&Encounter> {
    page.encounters.iter().find(|e| takes_part(e))
}

/// Who took part from abroad, by name where only the text knows them.
fn foreigners(contact: &Encounter) -> BTreeSet<&str> {
    let persons = contact.participants.iter().filter(|p| p.actor.as_str().starts_with("person:"));
    persons.filter(|p| p.country.as_deref() != Some(HOME)).map(name).collect()
}

/// The actor's id, or of one whom a single text knows the name.
fn name(person: &Participant) -> &str {
    let owner = person.actor.as_str().split(':').nth(1).unwrap_or_default();
    if owner.len() == 3 { person.actor.as_str() } else { &person.name }
}

/// Pairs of calls with one leader within a week.
fn calls(linking: &Linking, errors: &mut Vec<String>) -> Share {
    let day = |p: &Published| p.start.and_then(chancery::nouns::Moment::date);
    let calls: Vec<(u64, Date, &Encounter)> = linking
        .pages
        .iter()
        .filter_map(|(id, page)| {
            let call = own(page).filter(|e| e.kind == EncounterKind::Call)?;
            Some((*id, day(page.page.document.published.as_ref()?)?, call))
        })
        .collect();
    let mut apart = Share::default();
    for (i, (first, day, call)) in calls.iter().enumerate() {
        for (second, other_day, other) in &calls[i + 1..] {
            let near = day.duration_since(*other_day).as_hours().abs() <= NEAR * 24;
            if !near || foreigners(call).is_disjoint(&foreigners(other)) {
                continue;
            }
            let one = linking.is_one(call, other);
            apart.count(!one);
            if one {
                errors.push(format!("calls {first} and {second}: made one"));
            }
        }
    }
    apart
}

/// The judged pairs of one day: own contacts, and contacts told by both.
fn same_day(linking: &Linking, errors: &mut Vec<String>) -> anyhow::Result<(Share, Share)> {
    let (mut by_own, mut by_told) = (Share::default(), Share::default());
    for verdict in csv::Reader::from_reader(VERDICTS.as_bytes()).deserialize() {
        let verdict: Verdict = verdict.context("not a verdict")?;
        let (a, b) = (linking.page(verdict.first)?, linking.page(verdict.second)?);
        let one = match (own(a), own(b)) {
            (Some(a), Some(b)) => linking.is_one(a, b),
            _ => false,
        };
        let with = |page: &'_ ReadOutcome| -> Vec<EncounterId> {
            let has = |e: &&Encounter| e.participants.iter().any(|p| name(p) == verdict.person);
            let told = page.encounters.iter().filter(has);
            told.filter_map(|e| linking.encounter_of.get(&e.id).cloned()).collect()
        };
        let told = with(a).iter().any(|e| with(b).contains(e));
        let pair = format!("{} and {}", verdict.first, verdict.second);
        by_own.count(one == (verdict.own == Own::One));
        by_told.count(told == (verdict.told == Told::Yes));
        if one != (verdict.own == Own::One) {
            errors.push(format!(
                "{pair}: own contacts {}",
                if one { "made one" } else { "kept apart" }
            ));
        }
        if told != (verdict.told == Told::Yes) {
            errors.push(format!(
                "{pair}: {} in common",
                if told { "a contact" } else { "no contact" }
            ));
        }
    }
    Ok((by_own, by_told))
}
