//! Suite `answers`: which words take a stand on which claim, in one text or over two of different
//! days; gold is JSON lines as `evals/gold/answers/GUIDE.md` lays them down.
//!
//! `answer_f1`: answers whose words and kind are right; `link_f1`, `link_precision` and
//! `link_recall`: those of them whose claim is right too, where nobody is told to have claimed it
//! being right for the gold's null. `n_links` counts the gold's.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;
use chancery::keep::{Noun, Record};
use chancery::nouns::{AnswerKind, Page, Statement, Ties};
use chancery::pipeline::PageReader;
use chancery::read::Source;
use chancery::statements::answers::answer_words;
use serde::Deserialize;

use crate::reading::{Span, json_lines, page, raw_span};
use crate::report::Report;

#[derive(Deserialize)]
struct Case {
    id: String,
    documents: Vec<Text>,
    answers: Vec<GoldAnswer>,
}

#[derive(Deserialize)]
struct Text {
    id: String,
    published: String,
    #[serde(rename = "text")]
    words: String,
}

#[derive(Deserialize)]
struct GoldAnswer {
    kind: AnswerKind,
    document: String,
    start: u32,
    end: u32,
    text: String,
    claim: Option<GoldClaim>,
}

#[derive(Deserialize)]
struct GoldClaim {
    document: String,
    start: u32,
    end: u32,
    text: String,
    #[serde(default)]
    also: Vec<GoldClaim>,
}

/// Words in one of a case's texts.
#[derive(Debug, Clone, PartialEq)]
struct Place {
    document: String,
    span: Span,
}

impl Place {
    /// Whether two share at least half of the bytes of the longer.
    fn matches(&self, other: &Place) -> bool {
        let shared =
            self.span[1].min(other.span[1]).saturating_sub(self.span[0].max(other.span[0]));
        let longer = (self.span[1] - self.span[0]).max(other.span[1] - other.span[0]);
        self.document == other.document && shared * 2 >= longer && shared > 0
    }
}

/// An answer as it was found.
struct Found {
    kind: AnswerKind,
    place: Place,
    claim: Option<Place>,
}

impl GoldAnswer {
    fn is_answered_by(&self, found: &Found) -> bool {
        let place = Place { document: self.document.clone(), span: [self.start, self.end] };
        self.kind == found.kind && place.matches(&found.place)
    }

    fn is_linked_by(&self, found: &Found) -> bool {
        self.is_answered_by(found)
            && match (&self.claim, &found.claim) {
                (Some(claim), Some(found)) => claim.is(found),
                (None, None) => true,
                _ => false,
            }
    }
}

impl GoldClaim {
    fn is(&self, found: &Place) -> bool {
        let place = Place { document: self.document.clone(), span: [self.start, self.end] };
        place.matches(found) || self.also.iter().any(|a| a.is(found))
    }
}

/// Measures every case of the gold.
pub(crate) fn measure(path: &Path) -> anyhow::Result<Report> {
    let cases: Vec<Case> = json_lines(path)?;
    let reader = PageReader::new();
    let mut tally = Tally::default();
    for case in &cases {
        let found = read_case(&reader, case).with_context(|| case.id.clone())?;
        tally.compare(case, &found);
    }
    Ok(tally.report())
}

fn read_case(reader: &PageReader, case: &Case) -> anyhow::Result<Vec<Found>> {
    let mut pages: HashMap<String, (String, Page)> = HashMap::new();
    // Only a record knows which earlier documents are looked at.
    let mut record = Record::in_memory()?;
    for text in &case.documents {
        let source = Source { published: Some(text.published.clone()), ..Source::default() };
        let outcome = reader.read_page(page(&text.words, &source)?);
        record.keep(&outcome, false)?;
        pages.insert(outcome.page.document.id.0.clone(), (text.id.clone(), outcome.page));
    }
    record.settle(&Ties::default())?;
    let all: Vec<Statement> = record.all(Noun::Statements)?;
    let place = |document: &str, start: u32, end: u32| -> Option<Place> {
        let (id, page) = pages.get(document)?;
        Some(Place { document: id.clone(), span: raw_span(&page.reading, start, end)? })
    };
    let mut found = Vec::new();
    for statement in &all {
        let words = answer_words(statement);
        let Some(at) = place(statement.document.as_str(), words.start, words.end) else { continue };
        for answer in &statement.answers {
            let evidence = &answer.evidence;
            let linked = answer.score > 0.0;
            let claim = place(evidence.document.as_str(), evidence.start, evidence.end);
            let claim = claim.filter(|_| linked);
            found.push(Found { kind: answer.kind, place: at.clone(), claim });
        }
    }
    Ok(found)
}

#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    answers: usize,
    links: usize,
    errors: Vec<String>,
}

impl Tally {
    fn compare(&mut self, case: &Case, found: &[Found]) {
        let mut free = vec![true; found.len()];
        let mut open: Vec<&GoldAnswer> = Vec::new();
        for gold in &case.answers {
            let pair = (0..found.len()).find(|&f| free[f] && gold.is_linked_by(&found[f]));
            match pair {
                Some(pair) => {
                    free[pair] = false;
                    self.links += 1;
                    self.answers += 1;
                }
                None => open.push(gold),
            }
        }
        for gold in open {
            let pair = (0..found.len()).find(|&f| free[f] && gold.is_answered_by(&found[f]));
            let what = if let Some(pair) = pair {
                free[pair] = false;
                self.answers += 1;
                format!("link\t{}", words(case, found[pair].claim.as_ref()))
            } else {
                "missed\t".to_owned()
            };
            let claim = gold.claim.as_ref().map_or("null", |c| c.text.as_str());
            let line = format!("{}\t{what}\t{:?}\t{}\t{claim}", case.id, gold.kind, gold.text);
            self.errors.push(line.replace('\n', " "));
        }
        for found in found.iter().zip(free).filter_map(|(f, free)| free.then_some(f)) {
            let (at, claim) = (words(case, Some(&found.place)), words(case, found.claim.as_ref()));
            let line = format!("{}\tspurious\t\t{:?}\t{at}\t{claim}", case.id, found.kind);
            self.errors.push(line.replace('\n', " "));
        }
        self.gold += case.answers.len();
        self.found += found.len();
    }

    fn report(self) -> Report {
        let share = |hits: usize, all: usize| if all == 0 { 0.0 } else { hits as f64 / all as f64 };
        let both = self.gold + self.found;
        Report {
            suite: "answers",
            n: self.gold,
            metrics: vec![
                ("link_f1", share(2 * self.links, both)),
                ("link_precision", share(self.links, self.found)),
                ("link_recall", share(self.links, self.gold)),
                ("answer_f1", share(2 * self.answers, both)),
                ("n_links", self.gold as f64),
            ],
            remarks: Vec::new(),
            errors: self.errors,
        }
    }
}

fn words<'c>(case: &'c Case, place: Option<&Place>) -> &'c str {
    let Some(place) = place else { return "null" };
    let text = case.documents.iter().find(|d| d.id == place.document);
    let range = place.span[0] as usize..place.span[1] as usize;
    text.and_then(|t| t.words.get(range)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(document: &str, span: Span) -> Place {
        Place { document: document.to_owned(), span }
    }

    #[test]
    fn spans_match_from_half_of_the_longer_in_the_same_text() {
        assert!(place("1", [0, 10]).matches(&place("1", [5, 10])));
        assert!(!place("1", [0, 10]).matches(&place("1", [6, 10])));
        assert!(!place("1", [0, 10]).matches(&place("2", [0, 10])));
    }

    #[test]
    fn a_claim_told_twice_may_be_found_at_either_place() {
        let claim = |start, end, also| GoldClaim {
            document: "1".to_owned(),
            start,
            end,
            text: String::new(),
            also,
        };
        let claim = claim(40, 60, vec![claim(0, 20, Vec::new())]);
        assert!(claim.is(&place("1", [1, 20])) && claim.is(&place("1", [40, 60])));
        assert!(!claim.is(&place("1", [20, 40])));
    }
}
