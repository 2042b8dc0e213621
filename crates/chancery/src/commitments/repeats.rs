//! A commitment told twice in one text, in the headline and in the story, is one.

use std::collections::{BTreeMap, BTreeSet};

use super::subject::Subject;
use crate::nouns::{ActorId, Commitment, CommitmentKind, Precision};

/// Each commitment once: of several tellings the one with most terms and words, filled from the
/// others.
pub(crate) fn folded(found: Vec<Commitment>) -> Vec<Commitment> {
    let mut kept: Vec<(Commitment, Subject)> = Vec::new();
    let mut of: BTreeMap<(CommitmentKind, BTreeSet<ActorId>), Vec<usize>> = BTreeMap::new();
    for one in found {
        let about = Subject::of(&one.what.text, &BTreeSet::new());
        let same = of.entry((one.kind, one.by.iter().cloned().collect())).or_default();
        let known = same.iter().copied().find(|&at| {
            let (other, subject) = &kept[at];
            may_be_one(other, &one) && is_part(subject, &about)
        });
        if let Some(at) = known {
            kept[at].0 = joined(&kept[at].0, one);
            kept[at].1 = Subject::of(&kept[at].0.what.text, &BTreeSet::new());
        } else {
            same.push(kept.len());
            kept.push((one, about));
        }
    }
    kept.into_iter().map(|(one, _)| one).collect()
}

fn may_be_one(a: &Commitment, b: &Commitment) -> bool {
    let same_to = a.to == b.to || a.to.is_empty() || b.to.is_empty();
    a.state == b.state && same_to && !terms_differ(a, b)
}

/// Whether all that one telling names, the other names too.
fn is_part(a: &Subject, b: &Subject) -> bool {
    let words = |s: &Subject| -> BTreeSet<String> { s.nouns.union(&s.names).cloned().collect() };
    let (x, y) = (words(a), words(b));
    let bare = x.is_empty() && y.is_empty() && a.doings.is_empty();
    a.doings == b.doings && !bare && (x.is_subset(&y) || y.is_subset(&x))
}

/// Whether both have a day or figures, and not the same.
fn terms_differ(a: &Commitment, b: &Commitment) -> bool {
    let day = |c: &Commitment| c.due.as_ref().map(|d| (d.start, d.end));
    let coarse = |c: &Commitment| {
        c.due.as_ref().is_some_and(|d| d.precision == Precision::Bounds && d.end.is_none())
    };
    let days = day(a).is_some() && day(b).is_some() && day(a) != day(b) && !coarse(a) && !coarse(b);
    let figures = |c: &Commitment| -> Vec<(String, String)> {
        c.figure.iter().map(|f| (f.value.to_string(), f.unit.clone())).collect()
    };
    let both = !a.figure.is_empty() && !b.figure.is_empty();
    days || (both && figures(a) != figures(b))
}

/// The fuller of two tellings, with what only the other has.
fn joined(known: &Commitment, one: Commitment) -> Commitment {
    let terms = |c: &Commitment| {
        [c.due.is_some(), c.place.is_some(), c.condition.is_some(), !c.to.is_empty()]
            .into_iter()
            .filter(|&told| told)
            .count()
            + c.figure.len()
    };
    let rank = |c: &Commitment| (terms(c), c.what.text.len());
    let fuller = rank(&one) > rank(known);
    let (mut kept, other) = if fuller { (one, known.clone()) } else { (known.clone(), one) };
    kept.due = kept.due.or(other.due);
    kept.place = kept.place.or(other.place);
    kept.condition = kept.condition.or(other.condition);
    if kept.to.is_empty() {
        kept.to = other.to;
    }
    if kept.figure.is_empty() {
        kept.figure = other.figure;
    }
    kept
}
