//! Suite `meetings`: encounters found in unseen texts, against gold by offsets.

mod gold;
pub(crate) mod matching;
pub(crate) mod score;
mod verdicts;

use std::path::Path;

use anyhow::Context;
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::Source;

use crate::corpora;
use crate::reading::{json_lines, page, raw_span};
use crate::report::Report;
use gold::Gold;
use matching::{Found, pairs};
use score::Tally;
use verdicts::Judged;

/// Measures the encounters found in the gold's documents.
pub(crate) fn measure(path: &Path) -> anyhow::Result<Report> {
    let gold: Vec<Gold> = json_lines(path)?;
    let reader = PageReader::new();
    let judged = verdicts::beside(path)?;
    let mut tally = Tally::default();
    for document in &gold {
        score_document(&reader, document, &judged, &mut tally)?;
    }
    let wrongly_held = tally.not_held_as_held as f64;
    let mut report = report(&gold, tally);
    // Other golds have no verdicts: a zero would say more than is known.
    if gold.iter().any(|g| judged.iter().any(|j| j.document == g.doc)) {
        report.metrics.push(("not_held_as_held", wrongly_held));
    }
    Ok(report)
}

fn score_document(
    reader: &PageReader,
    gold: &Gold,
    judged: &[Judged],
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let document = corpora::document(&gold.doc)?;
    anyhow::ensure!(
        chancery::nouns::DocumentId::of(document.text.as_bytes()).as_str() == gold.sha256,
        "{}: the text is not the one that was annotated",
        gold.doc
    );
    let source = Source { published: gold.published.clone(), ..Source::default() };
    let page = page(&document.text, &source).with_context(|| gold.doc.clone())?;
    let outcome = reader.read_page(page);
    let raw = |start, end| raw_span(&outcome.page.reading, start, end);
    let found: Vec<Found<'_>> =
        outcome.encounters.iter().map(|e| Found::new(e, &outcome.accounts, &raw)).collect();
    let wrongly = |f: &&Found<'_>| judged.iter().any(|j| j.wrongly_held(&gold.doc, f));
    tally.not_held_as_held += found.iter().filter(wrongly).count();
    count(reader, gold, &outcome, &found, tally);
    Ok(())
}

fn count(
    reader: &PageReader,
    gold: &Gold,
    outcome: &ReadOutcome,
    found: &[Found<'_>],
    tally: &mut Tally,
) {
    let pairs = pairs(&gold.encounters, found);
    for (g, annotated) in gold.encounters.iter().enumerate() {
        let pair = pairs.iter().find(|(pg, _)| *pg == g);
        let label = format!("{}#{g}", gold.doc);
        match pair {
            Some(&(_, f)) if !annotated.optional => {
                tally.encounters.hits += 1;
                tally.pair(&label, annotated, &found[f], reader);
            }
            None if !annotated.optional => {
                tally.encounters.missed += 1;
                let names: Vec<&str> =
                    annotated.participants.iter().map(|p| p.name.as_str()).collect();
                let at = annotated.anchors.first().copied().unwrap_or_default();
                tally
                    .errors
                    .push(format!("{label}\tmissed\t{} {names:?} at {at:?}", annotated.kind));
            }
            _ => {}
        }
    }
    for (f, candidate) in found.iter().enumerate() {
        if pairs.iter().all(|(_, pf)| *pf != f) {
            tally.encounters.wrong += 1;
            let names: Vec<&str> =
                candidate.encounter.participants.iter().map(|p| p.name.as_str()).collect();
            let at = candidate.triggers.first().copied().unwrap_or_default();
            let words = outcome.accounts.iter().filter(|a| a.encounter == candidate.encounter.id);
            let words: Vec<&str> =
                words.flat_map(|a| &a.evidence).map(|e| e.text.as_str()).collect();
            tally.errors.push(format!(
                "{}\tfalse\t{:?} {:?} {names:?} {words:?} at {at:?}",
                gold.doc, candidate.encounter.kind, candidate.encounter.status
            ));
        }
    }
}

fn report(gold: &[Gold], tally: Tally) -> Report {
    let pages = gold.len() as f64;
    Report {
        suite: "meetings",
        n: tally.encounters.hits + tally.encounters.missed,
        metrics: vec![
            ("encounter_precision", tally.encounters.precision()),
            ("encounter_recall", tally.encounters.recall()),
            ("participant_f1", tally.participants.f1()),
            ("office_accuracy", tally.office.value()),
            ("day_accuracy", tally.day.value()),
            ("place_accuracy", tally.place.value()),
            ("status_accuracy", tally.status.value()),
            ("initiator_accuracy", tally.initiator.value()),
            ("topic_f1", tally.topics.f1()),
            ("false_per_100_pages", 100.0 * tally.encounters.wrong as f64 / pages),
            ("kind_accuracy", tally.kind.value()),
            ("domestic_accuracy", tally.domestic.value()),
            ("participant_precision", tally.participants.precision()),
            ("participant_recall", tally.participants.recall()),
        ],
        remarks: Vec::new(),
        errors: tally.errors,
    }
}
