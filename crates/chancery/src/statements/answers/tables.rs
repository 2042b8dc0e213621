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
    pub(super) words: Vec<Vec<String>>,
    /// None for what only looks like an answer.
    pub(super) kind: Option<AnswerKind>,
    pub(super) strength: Strength,
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
        let mut phrases: Vec<Phrase> = rows("Phrases").map(|row| phrase(&forms, &row)).collect();
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

fn phrase(forms: &BTreeMap<String, String>, row: &[String]) -> Phrase {
    let place = |w: &str| w.split('/').map(|w| stem_with(forms, w)).collect();
    Phrase {
        words: row[0].split_whitespace().map(place).collect(),
        kind: match row[1].as_str() {
            "denies" => Some(AnswerKind::Denies),
            "doubts" => Some(AnswerKind::Doubts),
            "corrects" => Some(AnswerKind::Corrects),
            "confirms" => Some(AnswerKind::Confirms),
            "declines" => Some(AnswerKind::Declines),
            "none" => None,
            other => panic!("answers: no kind `{other}`"),
        },
        strength: match row[2].as_str() {
            "own" => Strength::Own,
            "claim" => Strength::Claim,
            "object" => Strength::Object,
            other => panic!("answers: no strength `{other}`"),
        },
    }
}
