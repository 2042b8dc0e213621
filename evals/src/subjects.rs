//! Suite `subjects`: whether two sentences tell of one subject, as the comparer takes them; gold is
//! JSON lines of pairs, `evals/gold/subjects/README.md` tells of which kinds.
//!
//! `precision`, `recall` and `f1` are of "one subject", for the pairs to work on (`dev_`) and for
//! those that are only measured (`test_`). Of the latter also, by kind: the share of paraphrases
//! and of pairs that share words found to be one, and of near, kin and courtesy pairs kept apart.
//! Errors are told of `dev` alone.

use std::path::Path;

use chancery::comparing::of_one_subject;
use serde::Deserialize;

use crate::reading::json_lines;
use crate::report::Report;
use crate::share::Share;

#[derive(Deserialize)]
struct Pair {
    id: String,
    split: Split,
    kind: Kind,
    same: bool,
    a: String,
    b: String,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Split {
    Dev,
    Test,
}

/// What makes a pair hard.
#[derive(Debug, Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Para,
    Shared,
    Near,
    Kin,
    Courtesy,
}

/// A pair and what was made of it.
struct Judged {
    pair: Pair,
    same: bool,
}

/// Judges all pairs and holds them against the gold.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let pairs: Vec<Pair> = json_lines(gold)?;
    let judge = |pair: Pair| Judged { same: of_one_subject(&pair.a, &pair.b), pair };
    let judged: Vec<Judged> = pairs.into_iter().map(judge).collect();
    let dev = scores(judged.iter().filter(|j| j.pair.split == Split::Dev));
    let test = scores(judged.iter().filter(|j| j.pair.split == Split::Test));
    let kind = |kind| of_kind(&judged, kind).value();
    Ok(Report {
        suite: "subjects",
        n: judged.len(),
        metrics: vec![
            ("dev_precision", dev[0]),
            ("dev_recall", dev[1]),
            ("dev_f1", dev[2]),
            ("test_precision", test[0]),
            ("test_recall", test[1]),
            ("test_f1", test[2]),
            ("test_para", kind(Kind::Para)),
            ("test_shared", kind(Kind::Shared)),
            ("test_near", kind(Kind::Near)),
            ("test_kin", kind(Kind::Kin)),
            ("test_courtesy", kind(Kind::Courtesy)),
        ],
        remarks: Vec::new(),
        errors: judged.iter().filter_map(error).collect(),
    })
}

/// Precision, recall and F1 of "one subject".
fn scores<'j>(judged: impl Iterator<Item = &'j Judged>) -> [f64; 3] {
    let (mut precision, mut recall) = (Share::default(), Share::default());
    for Judged { pair, same } in judged {
        if *same {
            precision.count(pair.same);
        }
        if pair.same {
            recall.count(*same);
        }
    }
    let (p, r) = (precision.value(), recall.value());
    [p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }]
}

/// The share of the test pairs of a kind that were judged as the gold has them.
fn of_kind(judged: &[Judged], kind: Kind) -> Share {
    let mut share = Share::default();
    for Judged { pair, same } in judged {
        if pair.split == Split::Test && pair.kind == kind {
            share.count(*same == pair.same);
        }
    }
    share
}

fn error(Judged { pair, same }: &Judged) -> Option<String> {
    let wrong = pair.split == Split::Dev && *same != pair.same;
    let taken = if *same { "one" } else { "two" };
    wrong
        .then(|| format!("{} {:?}: taken for {taken}: {} | {}", pair.id, pair.kind, pair.a, pair.b))
}
