//! Answers to what earlier documents tell.
//!
//! A pure function of all that a record holds: whatever the order in which documents came, the
//! same rows give the same links, and nothing of them is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::{READER, VERSION};
use super::candidates::{self, Claim};
use super::score::Link;
use super::stance::Unit;
use super::window::{Window, holders};
use super::{answer, best, stays_open};
use crate::nouns::{AnswerKind, Document, DocumentId, Evidence, Mention, ReadingId, Statement};

/// A word that more claims hold than this leads to none of them.
const COMMON: usize = 64;
/// Claims an answer is weighed against, those that have most in common with it.
const WEIGHED: usize = 40;
/// Least weight of a link from one document to another.
const LEAST: f64 = 0.3;

/// What one document tells.
#[derive(Debug, Clone, Copy)]
pub struct Told<'r> {
    /// The document.
    pub document: &'r DocumentId,
    /// The day it was published; a document without one neither answers nor is answered.
    pub day: Option<Date>,
    /// Its statements, with the answers found in the text itself.
    pub statements: &'r [Statement],
    /// Its mentions, in order of place.
    pub mentions: &'r [Mention],
    /// Its headline and first sentences, which may be claims as they stand.
    pub lead: &'r [Evidence],
}

/// Sentences of a document that may be claims as they stand, the headline among them: news is
/// told at the head of a text.
const LEAD: usize = 6;

/// The headline and first sentences of a document.
pub fn lead(document: &Document, reading: &ReadingId) -> Vec<Evidence> {
    let words = |&[start, end]: &[u32; 2]| {
        let text = document.text.get(start as usize..end as usize)?;
        Some(Evidence {
            document: document.id.clone(),
            reading: reading.clone(),
            start,
            end,
            text: text.to_owned(),
            reader: READER.to_owned(),
            version: VERSION.to_owned(),
            caption: false,
        })
    };
    document.sentences.iter().filter_map(words).take(LEAD).collect()
}

/// A claim with the day it was told.
struct Dated {
    day: Date,
    claim: Claim,
}

/// Every claim of the record, found by the words it holds and by whom it speaks of.
struct Index {
    claims: Vec<Dated>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_who: BTreeMap<String, Vec<usize>>,
    holders: BTreeMap<String, usize>,
}

/// The statements that answer what a document published before theirs tells, each with its
/// answers: those that answer nothing in their own text, or whose claim is nowhere told there.
/// In order of document and place; the order of `told` is of no matter.
pub fn answers_across(told: &[Told<'_>]) -> Vec<Statement> {
    let mut told: Vec<&Told<'_>> = told.iter().filter(|it| it.day.is_some()).collect();
    told.sort_by_key(|it| it.document);
    let index = Index::of(&told);
    let mut found = Vec::new();
    for one in told {
        let Some(day) = one.day else { continue };
        for statement in one.statements {
            let links = earlier(statement, day, &index);
            if !links.is_empty() {
                found.push(Statement { answers: links, ..statement.clone() });
            }
        }
    }
    found
}

fn earlier(statement: &Statement, day: Date, index: &Index) -> Vec<crate::nouns::Answer> {
    if statement.answers.iter().any(|a| a.score > 0.0) {
        return Vec::new();
    }
    let unit = Unit::across(statement);
    if stays_open(&unit) && statement.answers.is_empty() {
        // Looked at in its text and found no answer ("denied leave").
        return Vec::new();
    }
    let claims = index.before(&unit, day);
    let window = Window::of(claims, &index.holders);
    let links = best(&unit, &window).into_iter();
    let kept = links.filter(|link| link.score >= LEAST && stands_alone(&unit, link, &window));
    kept.map(|link| answer(&link, &window)).collect()
}

/// Whether a link between two texts has more behind it than a word or two: the words of an
/// answer, or the same people.
fn stands_alone(unit: &Unit, link: &Link, window: &Window<'_>) -> bool {
    let claim = window.claims[link.claim];
    let shared = unit.bag.keys().filter(|key| claim.bag.has(key)).count();
    // Two papers that tell the same do not confirm each other.
    let put = link.kind == AnswerKind::Corrects && unit.puts_in_place();
    let says_so = unit.kind().is_some() || link.kind == AnswerKind::Denies || put;
    let alike = shared >= 2 || shared == 1 && unit.bag.len() <= 3;
    says_so && alike
}

impl Index {
    fn of(told: &[&Told<'_>]) -> Self {
        let mut dated: Vec<Dated> = told.iter().flat_map(|one| claims(one)).collect();
        dated.sort_by(|a, b| {
            let key = |it: &Dated| {
                let words = &it.claim.evidence;
                (it.day, words.document.clone(), words.start, words.end)
            };
            key(a).cmp(&key(b)).then_with(|| a.claim.statement.cmp(&b.claim.statement))
        });
        let mut index = Self {
            holders: BTreeMap::new(),
            by_word: BTreeMap::new(),
            by_who: BTreeMap::new(),
            claims: Vec::new(),
        };
        for (place, it) in dated.iter().enumerate() {
            for key in it.claim.bag.keys() {
                index.by_word.entry(prefix(key)).or_default().push(place);
            }
            for key in it.claim.about.keys().chain(it.claim.by.keys()) {
                index.by_who.entry(key).or_default().push(place);
            }
        }
        index.holders = holders(dated.iter().map(|it| &it.claim));
        index.claims = dated;
        index
    }

    /// The claims told before a day that have most in common with an answer, in order of day and
    /// place.
    fn before(&self, unit: &Unit, day: Date) -> Vec<&Claim> {
        let mut met: BTreeMap<usize, usize> = BTreeMap::new();
        for key in unit.bag.keys().map(prefix).collect::<BTreeSet<_>>() {
            self.meet(self.by_word.get(&key), day, 2, &mut met);
        }
        for key in unit.by.keys() {
            self.meet(self.by_who.get(&key), day, 1, &mut met);
        }
        let mut ranked: Vec<(usize, usize)> = met.into_iter().collect();
        ranked
            .sort_by_key(|&(place, weight)| (std::cmp::Reverse(weight), std::cmp::Reverse(place)));
        ranked.truncate(WEIGHED);
        let mut places: Vec<usize> = ranked.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places.into_iter().map(|place| &self.claims[place].claim).collect()
    }

    /// Counts the last claims before a day among those at a key.
    fn meet(
        &self,
        places: Option<&Vec<usize>>,
        day: Date,
        weight: usize,
        met: &mut BTreeMap<usize, usize>,
    ) {
        let Some(places) = places else { return };
        let end = places.partition_point(|&place| self.claims[place].day < day);
        for &place in &places[end.saturating_sub(COMMON)..end] {
            *met.entry(place).or_default() += weight;
        }
    }
}

/// Words that begin alike may be one ("Togo", "Togolese").
fn prefix(key: &str) -> String {
    key.chars().take(4).collect()
}

/// What a document may be answered for: what is said in it, and its headline and lead where
/// nobody is told to say it.
fn claims(told: &Told<'_>) -> Vec<Dated> {
    let Some(day) = told.day else { return Vec::new() };
    let said = told.statements.iter().flat_map(|s| Claim::of_statement(s, told.mentions));
    let mut found: Vec<Claim> = said.collect();
    let spoken: Vec<(u32, u32)> =
        told.statements.iter().map(|s| (s.evidence.start, s.evidence.end)).collect();
    let plain = told
        .lead
        .iter()
        .filter(|words| !spoken.iter().any(|&(start, end)| start < words.end && words.start < end));
    found.extend(plain.filter_map(|words| {
        Claim::of_words(words.clone(), candidates::Told::Plain, false, told.mentions)
    }));
    found.into_iter().map(|claim| Dated { day, claim }).collect()
}
