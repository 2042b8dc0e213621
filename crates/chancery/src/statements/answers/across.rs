//! Answers to what earlier documents tell.
//!
//! What a document's statements answer follows from that document and from the earlier ones it is
//! held against, and from nothing else; which ones these are, the record knows.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::super::{READER, VERSION};
use super::candidates::{self, Claim};
use super::score::{Link, is_silent};
use super::stance::Unit;
use super::window::{Holders, Window, count_holders};
use super::{answer, best, stays_open};
use crate::nouns::{
    Answer, AnswerKind, DocumentId, Evidence, Mention, ReadingId, Statement, StatementId,
};

/// Claims an answer is weighed against, those that have most in common with it.
const WEIGHED: usize = 40;
/// Least weight of a link from one document to another.
const LEAST: f64 = 0.3;

/// What one document tells.
#[derive(Debug, Clone, Copy)]
pub struct Told<'r> {
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

/// The headline and first sentences of a document, by where its sentences stand in its text.
pub fn lead(
    document: &DocumentId,
    reading: &ReadingId,
    text: &str,
    sentences: &[[u32; 2]],
) -> Vec<Evidence> {
    let words = |&[start, end]: &[u32; 2]| {
        Some(Evidence {
            document: document.clone(),
            reading: reading.clone(),
            start,
            end,
            text: text.get(start as usize..end as usize)?.to_owned(),
            reader: READER.to_owned(),
            version: VERSION.to_owned(),
            caption: false,
        })
    };
    sentences.iter().filter_map(words).take(LEAD).collect()
}

/// Words that begin alike may be one ("Togo", "Togolese").
type Beginning = [char; 4];

/// A claim with the words it is found by.
#[derive(Debug)]
struct Found {
    claim: Claim,
    beginnings: Vec<Beginning>,
}

/// What a document may be answered for.
#[derive(Debug)]
pub struct Claims(Vec<Found>);

impl Claims {
    /// What is said in a document, and its headline and lead where nobody is told to say it.
    pub fn of(told: &Told<'_>) -> Self {
        let said = told.statements.iter().flat_map(|s| Claim::of_statement(s, told.mentions));
        let mut found: Vec<Claim> = said.collect();
        let spoken: Vec<(u32, u32)> =
            told.statements.iter().map(|s| (s.evidence.start, s.evidence.end)).collect();
        let silent = |words: &&Evidence| {
            !spoken.iter().any(|&(start, end)| start < words.end && words.start < end)
        };
        let plain = |words: &Evidence| {
            Claim::of_words(words.clone(), candidates::Told::Plain, false, told.mentions)
        };
        found.extend(told.lead.iter().filter(silent).filter_map(plain));
        found.sort_by(|a, b| {
            let key = |it: &Claim| (it.evidence.start, it.evidence.end);
            key(a).cmp(&key(b)).then_with(|| a.statement.cmp(&b.statement))
        });
        let found = found.into_iter();
        Self(found.map(|claim| Found { beginnings: beginnings(claim.bag.keys()), claim }).collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn beginnings<'k>(keys: impl Iterator<Item = &'k str>) -> Vec<Beginning> {
    let beginning = |key: &str| {
        let mut found = Beginning::default();
        found.iter_mut().zip(key.chars()).for_each(|(at, sign)| *at = sign);
        found
    };
    let found: BTreeSet<Beginning> = keys.map(beginning).collect();
    found.into_iter().collect()
}

/// The statements of a document that may answer an earlier one.
#[derive(Debug)]
pub struct Answering(Vec<(StatementId, Unit)>);

impl Answering {
    /// Those that answer nothing in their own text, or whose claim is nowhere told there.
    pub fn of(statements: &[Statement]) -> Self {
        Self(statements.iter().filter_map(|it| Some((it.id.clone(), open(it)?))).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What these statements answer in earlier documents, whose claims are given in order of day;
    /// `own` are those of their own document. Statements that answer nothing there are left out.
    pub fn answers(&self, own: &Claims, earlier: &[&Claims]) -> Vec<(StatementId, Vec<Answer>)> {
        let all: Vec<&Found> = earlier.iter().flat_map(|it| &it.0).collect();
        let mut holders = Holders::default();
        for found in all.iter().copied().chain(&own.0) {
            count_holders(&mut holders, &found.claim);
        }
        let mut found = Vec::new();
        for (id, unit) in &self.0 {
            let window = Window::of(nearest(unit, &all), &holders);
            let links = best(unit, &window).into_iter();
            let kept =
                links.filter(|link| link.score >= LEAST && stands_alone(unit, link, &window));
            let answers: Vec<Answer> = kept.map(|link| answer(&link, &window)).collect();
            if !answers.is_empty() {
                found.push((id.clone(), answers));
            }
        }
        found
    }
}

/// A statement as words that may answer another document.
fn open(statement: &Statement) -> Option<Unit> {
    if statement.answers.iter().any(|a| a.score > 0.0) {
        return None;
    }
    let unit = Unit::across(statement);
    // Looked at in its text and found no answer ("denied leave").
    let none = statement.answers.is_empty() && stays_open(&unit);
    // A link needs a word in common.
    (!none && !is_silent(&unit) && unit.bag.keys().next().is_some()).then_some(unit)
}

/// The claims that have most in common with an answer, in their order; of those with as much, the
/// later ones.
fn nearest<'c>(unit: &Unit, all: &[&'c Found]) -> Vec<&'c Claim> {
    let own = beginnings(unit.bag.keys());
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (place, found) in all.iter().enumerate() {
        let words = found.beginnings.iter().filter(|it| own.binary_search(it).is_ok()).count();
        let people = unit.by.in_common(&found.claim.about) + unit.by.in_common(&found.claim.by);
        let weight = 2 * words + people;
        if weight > 0 {
            ranked.push((weight, place));
        }
    }
    ranked.sort_by_key(|&(weight, place)| Reverse((weight, place)));
    ranked.truncate(WEIGHED);
    let mut places: Vec<usize> = ranked.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places.into_iter().map(|place| &all[place].claim).collect()
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
