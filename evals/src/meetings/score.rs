//! Counting what is right and wrong over matched encounters.

use std::collections::BTreeSet;

use chancery::nouns::Participant;
use chancery::pipeline::PageReader;

use super::gold::{GoldEncounter, GoldParticipant};
use super::matching::{Found, names_agree, same_participant};
use crate::share::Share;

/// Hits, misses and false ones.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) hits: usize,
    pub(crate) missed: usize,
    pub(crate) wrong: usize,
}

impl Counts {
    pub(crate) fn precision(self) -> f64 {
        Share { right: self.hits, all: self.hits + self.wrong }.value()
    }

    pub(crate) fn recall(self) -> f64 {
        Share { right: self.hits, all: self.hits + self.missed }.value()
    }

    pub(crate) fn f1(self) -> f64 {
        Share { right: 2 * self.hits, all: 2 * self.hits + self.wrong + self.missed }.value()
    }
}

/// All counts of the suite.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) encounters: Counts,
    pub(crate) participants: Counts,
    pub(crate) topics: Counts,
    pub(crate) kind: Share,
    pub(crate) office: Share,
    pub(crate) day: Share,
    pub(crate) place: Share,
    pub(crate) status: Share,
    pub(crate) initiator: Share,
    pub(crate) domestic: Share,
    /// Encounters given as held that a reader judged planned, denied or merely claimed.
    pub(crate) not_held_as_held: usize,
    pub(crate) errors: Vec<String>,
}

impl Tally {
    /// Counts the fields of one matched pair.
    pub(crate) fn pair(
        &mut self,
        label: &str,
        gold: &GoldEncounter,
        found: &Found<'_>,
        reader: &PageReader,
    ) {
        let encounter = found.encounter;
        let kind = format!("{:?}", encounter.kind).to_lowercase();
        self.kind.count(kind == gold.kind);
        let status = format!("{:?}", encounter.status).to_lowercase();
        self.check(label, "status", status == gold.status, &gold.status, &status, |t| {
            &mut t.status
        });
        self.domestic.count(encounter.domestic == gold.domestic);
        self.day(label, gold, found);
        self.place(label, gold, found);
        self.initiator(label, gold, found);
        self.participants(label, gold, found, reader);
        self.topics(gold, found);
    }

    fn check(
        &mut self,
        label: &str,
        field: &str,
        right: bool,
        gold: &str,
        found: &str,
        share: impl Fn(&mut Self) -> &mut Share,
    ) {
        share(self).count(right);
        if !right {
            self.errors.push(format!("{label}\t{field}\tgold {gold}\tfound {found}"));
        }
    }

    /// Right where both know the same day; a day given where the gold knows none is wrong, for
    /// it is invented.
    fn day(&mut self, label: &str, gold: &GoldEncounter, found: &Found<'_>) {
        let when = found.encounter.when.as_ref();
        let fine =
            when.filter(|w| w.precision <= chancery::nouns::Precision::Day && w.start == w.end);
        let day = fine.and_then(|w| w.start).map(|m| m.to_string());
        let day = day.as_deref().map(|d| d.split('T').next().unwrap_or(d));
        if gold.day().is_some() || day.is_some() {
            let (g, f) = (gold.day().unwrap_or("none"), day.unwrap_or("none"));
            self.check(label, "day", g == f, g, f, |t| &mut t.day);
        }
    }

    /// Right where the names agree; where the gold knows the country alone, where that is right.
    fn place(&mut self, label: &str, gold: &GoldEncounter, found: &Found<'_>) {
        let Some(place) = &gold.place else { return };
        let told = found.encounter.place.as_ref();
        let right = told.is_some_and(|w| match &place.name {
            Some(name) => names_agree(name, &w.name),
            None => place.country == w.country,
        });
        let expected = place.name.as_ref().or(place.country.as_ref());
        let name = told.map_or("none", |w| w.name.as_str());
        let expected = expected.map_or("none", String::as_str);
        self.check(label, "place", right, expected, name, |t| &mut t.place);
    }

    fn initiator(&mut self, label: &str, gold: &GoldEncounter, found: &Found<'_>) {
        let Some(name) = &gold.initiator else { return };
        let annotated = gold.participants.iter().find(|p| p.name == *name);
        let told = found.encounter.initiator.as_ref();
        let mut paired = found.encounter.participants.iter().zip(&found.mentions);
        let right = annotated.is_some_and(|a| {
            paired.any(|(p, m)| told == Some(&p.actor) && same_participant(a, p, *m))
        });
        let words = told.map_or("none", |id| id.as_str());
        self.check(label, "initiator", right, name, words, |t| &mut t.initiator);
    }

    fn participants(
        &mut self,
        label: &str,
        gold: &GoldEncounter,
        found: &Found<'_>,
        reader: &PageReader,
    ) {
        let mut open: Vec<&GoldParticipant> = gold.participants.iter().collect();
        for (participant, mention) in found.encounter.participants.iter().zip(&found.mentions) {
            let hit = open.iter().position(|g| same_participant(g, participant, *mention));
            if let Some(annotated) = hit.map(|i| open.remove(i)) {
                self.participants.hits += usize::from(!annotated.optional);
                self.office(label, annotated, participant, reader);
            } else {
                self.participants.wrong += 1;
                self.errors.push(format!("{label}\tparticipant\tfalse {}", participant.name));
            }
        }
        for missed in open.iter().filter(|g| !g.optional) {
            self.participants.missed += 1;
            self.errors.push(format!("{label}\tparticipant\tmissed {}", missed.name));
        }
    }

    fn office(
        &mut self,
        label: &str,
        gold: &GoldParticipant,
        found: &Participant,
        reader: &PageReader,
    ) {
        let Some(office) = &gold.office else { return };
        let told = found.office.as_deref().unwrap_or("none");
        let capacities = found.capacity.as_deref().unwrap_or_default().split("; ");
        let right = capacities.chain([told]).any(|o| same_office(reader, office, o));
        self.check(label, "office", right, office, told, |t| &mut t.office);
    }

    fn topics(&mut self, gold: &GoldEncounter, found: &Found<'_>) {
        let told: BTreeSet<String> = found
            .encounter
            .topics
            .iter()
            .filter_map(|t| serde_json::to_value(t.context?).ok()?.as_str().map(str::to_owned))
            .collect();
        let right: BTreeSet<String> = gold.topics.iter().cloned().collect();
        self.topics.hits += told.intersection(&right).count();
        self.topics.wrong += told.difference(&right).count();
        self.topics.missed += right.difference(&told).count();
    }
}

/// Whether two offices are one: the same normal form, or all words of the shorter in the longer.
fn same_office(reader: &PageReader, a: &str, b: &str) -> bool {
    let plain = |office: &str| {
        let doc = reader.engine().parse(office);
        reader.knowledge().plain_office(&doc).map(str::to_owned)
    };
    names_agree(a, b) || matches!((plain(a), plain(b)), (Some(a), Some(b)) if a == b)
}
