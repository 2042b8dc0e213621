//! Figures of one thing, told by two voices or more.

use std::collections::BTreeSet;

use serde_json::json;

use super::figures::{Figure, agree, same_kind, vaguely_same};
use super::keys::ABOUT_ONE_THING;
use super::silences::specific;
use super::told::{Told, parted, side_name};
use super::verdict::{Relation, Saying, judged};
use crate::nouns::{Field, FieldVerdict, Part};

/// A figure and the sentence it stands in.
type Counted = (usize, Figure);

impl<'v, 'a> Told<'v, 'a> {
    /// Figures that count one thing, told by two voices or more.
    pub(super) fn numbers(&self) -> Vec<FieldVerdict> {
        let told: Vec<Counted> = self
            .owned()
            .filter(|&s| {
                self.said[s].state().is_some() || self.part(&self.said[s]) == Part::Account
            })
            .flat_map(|s| self.figures[s].iter().map(move |f| (s, f.clone())))
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
        let states = [here, there].iter().filter(|s| s.state().is_some()).count();
        if (here.side == there.side && here.document == there.document) || states == 0 {
            return false;
        }
        // What a paper counts by itself is held against a state's word only where both tell much
        // the same.
        if states == 1 {
            return self.tell_one_thing(*a, *b) && self.only_figure(*a) && self.only_figure(*b);
        }
        same_kind(one, other)
            || (vaguely_same(one, other) && self.aligned((*a, one), (*b, other)))
            || (self.only_figure(*a) && self.only_figure(*b) && self.tell_one_thing(*a, *b))
    }

    /// Whether a sentence tells one figure only.
    fn only_figure(&self, at: usize) -> bool {
        self.figures[at].len() == 1
    }

    /// Whether two sentences share so much that their one figure each counts one thing, whatever
    /// it is called.
    fn tell_one_thing(&self, a: usize, b: usize) -> bool {
        let shared = specific(&self.keys[a]).filter(|k| self.keys[b].contains_key(*k)).count();
        shared > 1 && self.alike(a, b) >= ABOUT_ONE_THING
    }

    /// Whether two sentences say of one thing how much or how many: they share a word that tells
    /// what, besides what is counted.
    fn aligned(&self, (a, one): (usize, &Figure), (b, other): (usize, &Figure)) -> bool {
        let alone = |at: usize, it: &Figure| {
            self.figures[at].iter().filter(|f| vaguely_same(f, it)).count() == 1
        };
        if !(alone(a, one) && alone(b, other)) {
            return false;
        }
        let telling = |k: &&String| {
            self.keys[b].contains_key(*k)
                && !one.counted.contains(*k)
                && !other.counted.contains(*k)
        };
        let shared = specific(&self.keys[a]).filter(telling).count();
        shared > 0 && self.alike(a, b) >= ABOUT_ONE_THING / 2.0
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
