//! Suite `statements`: who said it and what was done by it, against a judge's verdicts on drawn
//! statements; gold is `verdicts.csv`, whose texts are read by reference.
//!
//! A verdict is on one statement as the program gave it: its document, where its cue begins, its
//! act and its speakers. It holds as long as the program still gives that statement; one that is
//! now given otherwise, or not at all, counts as unjudged and is in no accuracy. So a change of
//! the program that loses wrong statements raises the accuracies without a judge having looked;
//! `*_right_of_drawn`, where unjudged counts as wrong, bounds them from below. What was never found
//! is not measured here.

pub(crate) mod draw;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::{Act, Mention, Statement};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::Source;
use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::share::Share;
use crate::{corpora, reading};

/// One statement and what the judge says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Verdict {
    corpus: String,
    /// Name in the corpus.
    document: String,
    /// First byte of the statement in the reading.
    start: u32,
    /// One past its last byte.
    end: u32,
    /// First byte of its cue; of the statement, where it has none.
    cue_start: u32,
    act: Act,
    /// Actors' ids in order of place, joined by `+`; `-` for words without an actor; empty where
    /// no speaker was found.
    speaker: String,
    /// 1 or 0.
    speaker_right: u8,
    /// 1 or 0.
    act_right: u8,
    /// The kind of error, in a word or two.
    note: String,
}

/// Measures every statement that was judged.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let context = || format!("cannot read {}", gold.display());
    let lines = csv::Reader::from_path(gold).with_context(context)?.into_deserialize();
    let verdicts = lines.collect::<Result<Vec<Verdict>, _>>().with_context(context)?;
    let reader = PageReader::new();
    let mut outcomes: BTreeMap<String, ReadOutcome> = BTreeMap::new();
    let mut tally = Tally::default();
    for verdict in &verdicts {
        let id = format!("{}/{}", verdict.corpus, verdict.document);
        if !outcomes.contains_key(&id) {
            outcomes.insert(id.clone(), read(&reader, &id)?);
        }
        let stands = outcomes[&id].statements.iter().any(|found| verdict.is_on(found));
        tally.score(verdict, stands);
    }
    Ok(tally.report(verdicts.len()))
}

/// Reads a text of the corpora with its day, and a readout with its address.
fn read(reader: &PageReader, id: &str) -> anyhow::Result<ReadOutcome> {
    let text = corpora::document(id)?;
    let number = id.strip_prefix("kremlin/");
    let source = Source {
        url: number.map(|n| format!("http://en.kremlin.ru/events/president/news/{n}")),
        published: text.published,
        ..Source::default()
    };
    Ok(reader.read_page(reading::page(&text.text, &source)?))
}

impl Verdict {
    /// Whether the statement is the one that was judged.
    fn is_on(&self, found: &Statement) -> bool {
        self.cue_start == cue_start(found)
            && self.act == found.act
            && self.speaker == speakers(found)
    }
}

fn cue_start(statement: &Statement) -> u32 {
    statement.cue.first().map_or(statement.evidence.start, |cue| cue.start)
}

/// The speakers' ids as the verdicts give them.
fn speakers(statement: &Statement) -> String {
    let ids = |mention: &Mention| match &mention.actor {
        Some(actor) => actor.to_string(),
        None if mention.members.is_empty() => "-".to_owned(),
        None => mention.members.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"),
    };
    statement.speaker.iter().map(ids).collect::<Vec<_>>().join("+")
}

/// Verdicts that still stand, counted.
#[derive(Default)]
struct Tally {
    speaker: Share,
    act: Share,
    press: [Share; 2],
    readouts: [Share; 2],
    errors: Vec<String>,
}

impl Tally {
    fn score(&mut self, verdict: &Verdict, stands: bool) {
        let Verdict { corpus, document, cue_start, note, .. } = verdict;
        let line = |what: &str| format!("{corpus}/{document}\t{cue_start}\t{what}\t{note}");
        if !stands {
            self.errors.push(line("unjudged"));
            return;
        }
        let right = [verdict.speaker_right == 1, verdict.act_right == 1];
        self.speaker.count(right[0]);
        self.act.count(right[1]);
        let own = if corpus == "kremlin" { &mut self.readouts } else { &mut self.press };
        for (share, right) in own.iter_mut().zip(right) {
            share.count(right);
        }
        let wrong = ["speaker", "act"].into_iter().zip(right).filter(|(_, right)| !right);
        self.errors.extend(wrong.map(|(what, _)| line(what)));
    }

    fn report(self, n: usize) -> Report {
        let (speaker, act) = (self.speaker.interval(), self.act.interval());
        let metrics = vec![
            ("speaker_accuracy", self.speaker.value()),
            ("act_accuracy", self.act.value()),
            ("n_judged", self.speaker.all as f64),
            ("unjudged", (n - self.speaker.all) as f64),
            ("speaker_right_of_drawn", self.speaker.right as f64 / n.max(1) as f64),
            ("act_right_of_drawn", self.act.right as f64 / n.max(1) as f64),
            ("speaker_accuracy_low", speaker.0),
            ("speaker_accuracy_high", speaker.1),
            ("act_accuracy_low", act.0),
            ("act_accuracy_high", act.1),
            ("speaker_accuracy_press", self.press[0].value()),
            ("act_accuracy_press", self.press[1].value()),
            ("speaker_accuracy_readouts", self.readouts[0].value()),
            ("act_accuracy_readouts", self.readouts[1].value()),
        ];
        Report { suite: "statements", n, metrics, remarks: Vec::new(), errors: self.errors }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(speaker_right: u8) -> Verdict {
        Verdict {
            corpus: "kremlin".to_owned(),
            document: "1".to_owned(),
            start: 0,
            end: 9,
            cue_start: 4,
            act: Act::Say,
            speaker: "-".to_owned(),
            speaker_right,
            act_right: 1,
            note: String::new(),
        }
    }

    #[test]
    fn a_statement_given_otherwise_is_unjudged_and_in_no_accuracy() {
        let mut tally = Tally::default();
        tally.score(&verdict(1), true);
        tally.score(&verdict(0), true);
        tally.score(&verdict(0), false);
        let report = tally.report(3);
        assert_eq!(report.metric("speaker_accuracy"), Some(0.5));
        assert_eq!(report.metric("act_accuracy"), Some(1.0));
        assert_eq!(report.metric("unjudged"), Some(1.0));
        assert_eq!(report.metric("act_right_of_drawn"), Some(2.0 / 3.0));
        assert_eq!(report.errors.len(), 2);
    }
}
