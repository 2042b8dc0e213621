//! Figures of one thing, told by two voices or more.

use std::collections::BTreeSet;

use serde_json::json;

use super::figures::{Figure, agree, figures, same_kind, vaguely_same};
use super::keys::touch;
use super::told::{ABOUT_ONE_THING, Told, parted, side_name};
use super::verdict::{Relation, Saying, judged};
use crate::nouns::{Field, FieldVerdict};

/// A figure and the sentence it stands in.
type Counted = (usize, Figure);

impl<'v, 'a> Told<'v, 'a> {
    /// Figures that count one thing, told by two voices or more.
    pub(super) fn numbers(&self) -> Vec<FieldVerdict> {
        let told: Vec<Counted> = self
            .owned()
            .filter(|&s| self.said[s].state().is_some())
            .flat_map(|s| figures(&self.said[s]).into_iter().map(move |f| (s, f)))
            .collect();
        let mut used = vec![false; told.len()];
        let mut found = Vec::new();
        for at in 0..told.len() {
            if used[at] {
                continue;
            }
            let mut group: Vec<usize> = vec![at];
            for other in at + 1..told.len() {
                if !used[other] && self.one_thing(&told[at], &told[other]) {
                    group.push(other);
                }
            }
            let sides: BTreeSet<(String, &str)> = group
                .iter()
                .map(|&g| &self.said[told[g].0])
                .map(|s| (side_name(&s.side), s.origin.as_str()))
                .collect();
            if sides.len() < 2 {
                continue;
            }
            for &at in &group {
                used[at] = true;
            }
            found.extend(self.number(&group.iter().map(|&g| &told[g]).collect::<Vec<_>>()));
        }
        found
    }

    /// Whether two figures of different voices count one thing.
    fn one_thing(&self, (a, one): &Counted, (b, other): &Counted) -> bool {
        let (here, there) = (&self.said[*a], &self.said[*b]);
        if here.side == there.side && here.document == there.document {
            return false;
        }
        let near = touch(&self.keys[*a], &self.keys[*b]);
        same_kind(one, other)
            || (vaguely_same(one, other) && near && self.alike(*a, *b) >= ABOUT_ONE_THING)
    }

    fn number(&self, group: &[&Counted]) -> Option<FieldVerdict> {
        let sayings: Vec<Saying<'v, 'a, Figure>> = group
            .iter()
            .map(|(s, figure)| {
                let words = format!("{} {}", figure.value, figure.words);
                self.saying(*s, figure.clone(), json!(figure.value), words)
            })
            .collect();
        let about = group.first().map(|(_, f)| f.words.clone());
        // Two figures of one voice are two things.
        let one_side =
            |a: &Saying<'_, '_, Figure>, b: &Saying<'_, '_, Figure>| a.teller == b.teller;
        judged(Field::Number, about, &sayings, self.voices.len(), |a, b| {
            if (a.value.value - b.value.value).abs() < f64::EPSILON {
                Relation::Same
            } else if agree(&a.value, &b.value) {
                Relation::Compatible(format!("{} and {} differ by rounding only", a.words, b.words))
            } else if one_side(a, b) {
                Relation::Compatible(format!("{} tells both", a.teller))
            } else {
                Relation::Contradicted(parted(a, b))
            }
        })
    }
}
