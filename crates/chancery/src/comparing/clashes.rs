//! Clashes: what one state's voice denies, held against what another's tells.

use std::collections::BTreeSet;

use serde_json::json;

use super::denials::{Denial, answers};
use super::told::Told;
use crate::nouns::{FieldValue, FieldVerdict, Verdict};

impl Told<'_, '_> {
    /// What one state's voice says was dealt with or came about, and another's denies.
    pub(super) fn clashes(&self) -> Vec<FieldVerdict> {
        let mut found: Vec<FieldVerdict> = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for (at, denial) in &self.denials {
            if settled.contains(at) {
                continue;
            }
            let Some(answer) = self.answer(*at, denial) else { continue };
            // Others who deny the same, and others who assert it.
            let alike = |other: &(usize, Denial)| {
                other.0 == *at
                    || (self.one_subject(other.0, *at) && self.answer(other.0, &other.1).is_some())
            };
            let denied: Vec<usize> =
                self.denials.iter().filter(|other| alike(other)).map(|other| other.0).collect();
            let asserted: Vec<usize> = self
                .owned()
                .filter(|&s| {
                    let side = self.said[s].side == self.said[answer].side;
                    s == answer || (side && self.one_subject(s, answer))
                })
                .filter(|s| !denied.contains(s))
                .collect();
            settled.extend(&denied);
            found.push(self.clash(denial, answer, &asserted, *at, &denied));
        }
        found
    }

    /// The sentence of another state that best tells what a sentence denies.
    fn answer(&self, at: usize, denial: &Denial) -> Option<usize> {
        let candidates = self.owned().filter(|&s| self.opposed(at, s));
        let scored = candidates.filter_map(|s| {
            let denies_too = self
                .denials
                .iter()
                .any(|(other, it)| *other == s && !it.about.is_disjoint(&denial.about));
            let fits = answers(denial, &self.keys[at], &self.said[s].words, &self.keys[s])?;
            (!denies_too).then_some((s, fits))
        });
        // The first of equals.
        scored.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(s, _)| s)
    }

    fn clash(
        &self,
        denial: &Denial,
        answer: usize,
        asserted: &[usize],
        at: usize,
        denied: &[usize],
    ) -> FieldVerdict {
        let value = |first: usize, sentences: &[usize], word: &str| FieldValue {
            value: json!(word),
            words: self.said[first].evidence.text.trim().to_owned(),
            accounts: sentences.iter().map(|&s| self.testimony(s)).collect(),
        };
        FieldVerdict {
            field: denial.what.field(),
            about: Some(self.subject(at, Some(answer))),
            verdict: Verdict::Contradicted,
            why: format!("{} tells it, {} denies it", self.teller(answer), self.teller(at)),
            values: vec![value(answer, asserted, "told"), value(at, denied, "denied")],
            silent: Vec::new(),
        }
    }
}
