//! The page `codebook/answers.md` as data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::super::codebook::{bullets, section, table};
use super::words::stem_with;
use crate::nouns::AnswerKind;

/// How much a phrase says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// An answer even where nobody is told to have claimed anything.
    Own,
    /// An answer where there is a claim.
    Claim,
    /// An answer where its object is a word for a claim or points back.
    Object,
}

/// Words that answer.
#[derive(Debug)]
pub(super) struct Phrase {
    /// In a row; at each place the stems of which any may stand there.
    pub(super) words: Vec<BTreeSet<String>>,
    /// For each place whether other words may stand before it.
    gaps: Vec<bool>,
    /// None for what only looks like an answer.
    pub(super) kind: Option<AnswerKind>,
    pub(super) strength: Strength,
}

/// Words that may stand in a gap of a phrase.
const GAP: usize = 3;

impl Phrase {
    /// Where the phrase begins among stems, its first place if it is there more than once.
    pub(super) fn position(&self, stems: &[String]) -> Option<usize> {
        (0..stems.len()).find(|&at| self.stands_at(stems, at))
    }

    fn stands_at(&self, stems: &[String], start: usize) -> bool {
        let mut at = start;
        for (any, gap) in self.words.iter().zip(&self.gaps) {
            let reach = if *gap { at + GAP } else { at };
            let fits = |&i: &usize| stems.get(i).is_some_and(|stem| any.contains(stem));
            let Some(found) = (at..=reach).find(fits) else { return false };
            at = found + 1;
        }
        true
    }
}

/// Everything the page holds.
#[derive(Debug)]
pub(super) struct Tables {
    /// Longer ones first.
    pub(super) phrases: Vec<Phrase>,
    pub(super) replies: BTreeSet<String>,
    pub(super) claim_nouns: BTreeSet<String>,
    pub(super) opposites: BTreeSet<(String, String)>,
    pub(super) negations: BTreeSet<String>,
    pub(super) forms: BTreeMap<String, String>,
    pub(super) figures: BTreeMap<String, String>,
    pub(super) days: BTreeSet<String>,
    pub(super) stop: BTreeSet<String>,
    /// Claim nouns whose "of" or "about" tells what is claimed.
    pub(super) report_nouns: BTreeSet<String>,
    /// Words that open an answer and are one by themselves.
    pub(super) openings: BTreeMap<String, AnswerKind>,
    /// The first word of its class for each word of one, all as stems.
    classes: BTreeMap<String, String>,
}

pub(super) const PAGE: &str = include_str!("../../../../../codebook/answers.md");

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

impl Tables {
    /// The page this program was built with.
    pub(super) fn get() -> &'static Tables {
        &TABLES
    }

    /// What a stem is compared by: its class, or itself.
    pub(super) fn key(&self, stem: String) -> String {
        self.classes.get(&stem).cloned().unwrap_or(stem)
    }

    fn read() -> Self {
        let rows = |heading| table(section(PAGE, heading)).into_iter();
        let pairs = |heading| rows(heading).map(|r| (r[0].clone(), r[1].clone()));
        let forms: BTreeMap<String, String> = pairs("Forms").collect();
        let stems = |heading| bullets(section(PAGE, heading)).map(|w| stem_with(&forms, &w));
        let sets: BTreeMap<String, Vec<String>> = rows("Word sets")
            .map(|row| (row[0].clone(), row[1].split(", ").map(str::to_owned).collect()))
            .collect();
        let read = |row: Vec<String>| phrase(&forms, &sets, &row);
        let mut phrases: Vec<Phrase> = rows("Phrases").map(read).collect();
        phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        let classes = classes(&forms);
        let key = |word: &str| {
            let stem = stem_with(&forms, word);
            classes.get(&stem).cloned().unwrap_or(stem)
        };
        let opposites = pairs("Opposites").flat_map(|(a, b)| {
            let (a, b) = (key(&a), key(&b));
            [(a.clone(), b.clone()), (b, a)]
        });
        Self {
            phrases,
            replies: stems("Replies").collect(),
            claim_nouns: stems("Claim nouns").collect(),
            report_nouns: stems("Report nouns").collect(),
            openings: pairs("Openings").filter_map(|(w, k)| Some((w, kind(&k)?))).collect(),
            opposites: opposites.collect(),
            negations: bullets(section(PAGE, "Negations")).collect(),
            figures: pairs("Figures").collect(),
            days: bullets(section(PAGE, "Days")).collect(),
            stop: section(PAGE, "Stop words").split_whitespace().map(str::to_owned).collect(),
            classes,
            forms,
        }
    }
}

/// A word stands in one class; of a word listed twice the first counts.
fn classes(forms: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for row in bullets(section(PAGE, "Word classes")) {
        let stems: Vec<String> = row.split_whitespace().map(|w| stem_with(forms, w)).collect();
        for stem in &stems {
            found.entry(stem.clone()).or_insert_with(|| stems[0].clone());
        }
    }
    found
}

fn phrase(
    forms: &BTreeMap<String, String>,
    sets: &BTreeMap<String, Vec<String>>,
    row: &[String],
) -> Phrase {
    let one = |w: &str| match sets.get(w) {
        Some(set) => set.iter().map(|w| stem_with(forms, w)).collect(),
        None => vec![stem_with(forms, w)],
    };
    let (mut words, mut gaps, mut gap) = (Vec::new(), Vec::new(), false);
    for place in row[0].split_whitespace() {
        if place == "~" {
            gap = true;
            continue;
        }
        words.push(place.split('/').flat_map(one).collect());
        gaps.push(std::mem::take(&mut gap));
    }
    Phrase {
        words,
        gaps,
        kind: kind(&row[1]),
        strength: match row[2].as_str() {
            "own" => Strength::Own,
            "claim" => Strength::Claim,
            "object" => Strength::Object,
            other => panic!("answers: no strength `{other}`"),
        },
    }
}

/// The kind of an answer by its name on the page; "none" for what only looks like one.
fn kind(name: &str) -> Option<AnswerKind> {
    match name {
        "denies" => Some(AnswerKind::Denies),
        "doubts" => Some(AnswerKind::Doubts),
        "corrects" => Some(AnswerKind::Corrects),
        "confirms" => Some(AnswerKind::Confirms),
        "declines" => Some(AnswerKind::Declines),
        "none" => None,
        other => panic!("answers: no kind `{other}`"),
    }
}
