//! What a suite found: named figures and a list of errors, printed the same way for every suite.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

/// The outcome of one suite on one gold set.
#[derive(Debug)]
pub(crate) struct Report {
    /// Name of the suite, as on the command line.
    pub(crate) suite: &'static str,
    /// Number of gold items that were scored; the unit is the suite's own.
    pub(crate) n: usize,
    /// Flat names and figures, in the order in which they are printed.
    pub(crate) metrics: Vec<(&'static str, f64)>,
    /// What the figures do not tell, printed under them.
    pub(crate) remarks: Vec<String>,
    /// One line for every error, in gold order.
    pub(crate) errors: Vec<String>,
}

impl Report {
    /// The figure of a name.
    pub(crate) fn metric(&self, name: &str) -> Option<f64> {
        self.metrics.iter().find(|(metric, _)| *metric == name).map(|&(_, value)| value)
    }

    /// Prints a table, or with `json` one line `{"suite","n","metrics":{...}}`.
    pub(crate) fn print(&self, json: bool) {
        if json {
            println!("{}", self.to_json());
            return;
        }
        println!("{}: {} scored, {} errors", self.suite, self.n, self.errors.len());
        for (name, value) in &self.metrics {
            println!("  {name:<36} {value:.5}");
        }
        for remark in &self.remarks {
            println!("  {remark}");
        }
    }

    fn to_json(&self) -> serde_json::Value {
        let metrics: serde_json::Map<_, _> =
            self.metrics.iter().map(|&(name, value)| (name.to_owned(), value.into())).collect();
        serde_json::json!({ "suite": self.suite, "n": self.n, "metrics": metrics })
    }

    /// Writes the errors, one a line.
    pub(crate) fn write_errors(&self, path: &Path) -> anyhow::Result<()> {
        let mut file = std::fs::File::create(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        for error in &self.errors {
            writeln!(file, "{error}")?;
        }
        Ok(())
    }
}
