//! The file of figures, `evals/scores.csv`: one figure a line.

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::suite::Suite;

/// How far a figure may lie from the file's.
const TOLERANCE: f64 = 0.002;

/// The note of a figure that lies below its threshold and is known to.
const MISS: &str = "miss";

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Score {
    pub(crate) suite: Suite,
    /// Path from the repository's root, or one that begins with an environment variable.
    pub(crate) gold: String,
    pub(crate) metric: String,
    /// None where it has never been measured.
    pub(crate) value: Option<f64>,
    /// What the figure has to reach.
    pub(crate) threshold: Option<f64>,
    /// Gold items that were scored.
    pub(crate) n: Option<usize>,
    /// `miss` where the threshold is not reached; otherwise a remark.
    pub(crate) note: String,
}

impl Score {
    /// A figure without threshold or remark.
    fn new(suite: Suite, gold: &str, metric: &str) -> Self {
        let (gold, metric) = (gold.to_owned(), metric.to_owned());
        Self { suite, gold, metric, value: None, threshold: None, n: None, note: String::new() }
    }

    /// What is wrong with this line, given the suite's report; None where all is well.
    pub(crate) fn fault(&self, report: &Report) -> Option<String> {
        let name = &self.metric;
        let Some(measured) = report.metric(name) else {
            return Some(format!("{name}: the suite gives no such figure"));
        };
        if self.n.is_some_and(|n| n != report.n) {
            return Some(format!("{name}: n is {}, not {}", report.n, self.n.unwrap_or(0)));
        }
        if let Some(written) = self.value.filter(|v| (v - measured).abs() > TOLERANCE) {
            return Some(format!("{name}: {measured:.4}, but the file says {written:.4}"));
        }
        let low = self.threshold.filter(|&threshold| measured < threshold && self.note != MISS);
        low.map(|threshold| format!("{name}: {measured:.4} lies below {threshold}"))
    }

    /// Writes the measured figure into the line.
    fn set(&mut self, report: &Report, measured: f64) {
        // Six places tell a millionth from one, and keep the file readable.
        self.value = Some((measured * 1e6).round() / 1e6);
        self.n = Some(report.n);
        let missed = self.threshold.is_some_and(|threshold| measured < threshold);
        if missed {
            MISS.clone_into(&mut self.note);
        } else if self.note == MISS {
            self.note.clear();
        }
    }
}

/// Writes a report into the lines of its suite and gold; figures without a line get one.
pub(crate) fn set(scores: &mut Vec<Score>, report: &Report) {
    let Some(first) = scores.first().cloned() else { return };
    for &(metric, measured) in &report.metrics {
        let line = scores.iter().position(|score| score.metric == metric).unwrap_or_else(|| {
            scores.push(Score::new(first.suite, &first.gold, metric));
            scores.len() - 1
        });
        scores[line].set(report, measured);
    }
}

/// The lines of the file, those of one suite and gold together, in the file's order.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Vec<Score>>> {
    let context = || format!("cannot read {}", path.display());
    let mut reader = csv::Reader::from_path(path).with_context(context)?;
    let mut groups: Vec<Vec<Score>> = Vec::new();
    for score in reader.deserialize() {
        let score: Score = score.with_context(context)?;
        let same = |group: &&mut Vec<Score>| {
            group.first().is_some_and(|g| g.suite == score.suite && g.gold == score.gold)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(score),
            None => groups.push(vec![score]),
        }
    }
    Ok(groups)
}

/// Writes the file.
pub(crate) fn write(path: &Path, groups: &[Vec<Score>]) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", path.display());
    let mut writer = csv::Writer::from_path(path).with_context(context)?;
    for score in groups.iter().flatten() {
        writer.serialize(score).with_context(context)?;
    }
    writer.flush().with_context(context)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(value: f64, threshold: f64, note: &str) -> Score {
        let score = Score::new(Suite::Timex, "gold", "span_f1");
        Score { value: Some(value), threshold: Some(threshold), note: note.to_owned(), ..score }
    }

    fn report(measured: f64) -> Report {
        Report {
            suite: "timex",
            n: 7,
            metrics: vec![("span_f1", measured)],
            remarks: Vec::new(),
            errors: Vec::new(),
        }
    }

    #[test]
    fn differences_and_figures_below_the_threshold_are_faults() {
        assert_eq!(score(0.9, 0.8, "").fault(&report(0.9015)), None);
        assert!(score(0.9, 0.8, "").fault(&report(0.903)).is_some());
        assert!(score(0.7, 0.8, "").fault(&report(0.7)).is_some());
        assert_eq!(score(0.7, 0.8, "miss").fault(&report(0.7)), None);
        assert!(score(0.7, 0.8, "miss").fault(&report(0.71)).is_some());
    }

    #[test]
    fn writing_marks_and_unmarks_misses() {
        let mut scores = vec![score(0.9, 0.8, "")];
        set(&mut scores, &report(0.75));
        assert_eq!((scores[0].value, scores[0].note.as_str()), (Some(0.75), "miss"));
        set(&mut scores, &report(0.85));
        assert_eq!((scores[0].n, scores[0].note.as_str()), (Some(7), ""));
    }
}
