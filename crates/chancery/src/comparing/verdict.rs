//! From what voices say of one field to its verdict.

use std::collections::BTreeSet;

use serde_json::Value;

use super::voice::Voice;
use crate::nouns::{Evidence, Field, FieldValue, FieldVerdict, Testimony, Verdict};

/// How two values of one field stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// The same.
    Same,
    /// They differ in fineness only; why.
    Compatible(String),
    /// They differ for a known reason; which.
    Explained(String),
    /// They cannot both be true; why.
    Contradicted(String),
}

/// What one voice says of a field.
#[derive(Debug, Clone)]
pub(super) struct Saying<'v, 'a, T> {
    /// Who says it.
    pub(super) voice: &'v Voice<'a>,
    /// The value.
    pub(super) value: T,
    /// The value as it is exported.
    pub(super) exported: Value,
    /// The value in words.
    pub(super) words: String,
    /// Its words in the text.
    pub(super) evidence: Evidence,
}

/// Sayings of one value.
struct Group<'s, 'v, 'a, T> {
    sayings: Vec<&'s Saying<'v, 'a, T>>,
}

impl<T> Group<'_, '_, '_, T> {
    fn origins(&self) -> BTreeSet<&str> {
        self.sayings.iter().map(|s| s.voice.origin.as_str()).collect()
    }
}

/// The verdict on one field; `None` where nobody says anything of it. `total` is how many voices
/// tell of the encounter.
pub(super) fn judged<T>(
    field: Field,
    about: Option<String>,
    sayings: &[Saying<'_, '_, T>],
    total: usize,
    relation: impl Fn(&Saying<'_, '_, T>, &Saying<'_, '_, T>) -> Relation,
) -> Option<FieldVerdict> {
    let mut groups = grouped(sayings, &relation);
    groups.sort_by_key(|g| std::cmp::Reverse(g.origins().len()));
    let first = groups.first()?;
    let worst = worst(&groups, &relation);
    let (verdict, why) = match worst {
        Some(Relation::Contradicted(why)) => (Verdict::Contradicted, why),
        Some(Relation::Explained(why)) => (Verdict::Explained, why),
        Some(Relation::Compatible(why)) => (Verdict::Compatible, why),
        _ => alike(first, total),
    };
    Some(FieldVerdict {
        field,
        about,
        verdict,
        why,
        values: groups.iter().map(value).collect(),
        silent: Vec::new(),
    })
}

/// Sayings of the same value together, in order.
fn grouped<'s, 'v, 'a, T>(
    sayings: &'s [Saying<'v, 'a, T>],
    relation: &impl Fn(&Saying<'_, '_, T>, &Saying<'_, '_, T>) -> Relation,
) -> Vec<Group<'s, 'v, 'a, T>> {
    let mut groups: Vec<Group<'s, 'v, 'a, T>> = Vec::new();
    for saying in sayings {
        let same = |g: &&mut Group<'s, 'v, 'a, T>| relation(g.sayings[0], saying) == Relation::Same;
        match groups.iter_mut().find(same) {
            Some(group) => group.sayings.push(saying),
            None => groups.push(Group { sayings: vec![saying] }),
        }
    }
    groups
}

/// The gravest relation between two values.
fn worst<T>(
    groups: &[Group<'_, '_, '_, T>],
    relation: &impl Fn(&Saying<'_, '_, T>, &Saying<'_, '_, T>) -> Relation,
) -> Option<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    for (at, one) in groups.iter().enumerate() {
        for other in &groups[at + 1..] {
            for (a, b) in pairs(one, other) {
                found.push(relation(a, b));
            }
        }
    }
    let rank = |r: &Relation| match r {
        Relation::Same => 0,
        Relation::Compatible(_) => 1,
        Relation::Explained(_) => 2,
        Relation::Contradicted(_) => 3,
    };
    // The first of the gravest: the reason of the earliest voices.
    found.into_iter().rev().max_by_key(rank)
}

fn pairs<'g, 's, 'v, 'a, T>(
    one: &'g Group<'s, 'v, 'a, T>,
    other: &'g Group<'s, 'v, 'a, T>,
) -> impl Iterator<Item = (&'s Saying<'v, 'a, T>, &'s Saying<'v, 'a, T>)> {
    one.sayings.iter().flat_map(move |a| other.sayings.iter().map(move |b| (*a, *b)))
}

/// The verdict where all say the same.
fn alike<T>(group: &Group<'_, '_, '_, T>, total: usize) -> (Verdict, String) {
    let origins = group.origins().len();
    let names: BTreeSet<String> = group.sayings.iter().map(|s| s.voice.name()).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(", ");
    match (group.sayings.len(), origins) {
        (_, 2..) => (Verdict::Agreed, format!("{origins} independent origins say so: {names}")),
        (1, _) if total > 1 => (Verdict::Only, format!("only {names} says so")),
        _ => (Verdict::OneOrigin, format!("all who say so have it from one text: {names}")),
    }
}

fn value<T>(group: &Group<'_, '_, '_, T>) -> FieldValue {
    let first = group.sayings[0];
    FieldValue {
        value: first.exported.clone(),
        words: first.words.clone(),
        accounts: group
            .sayings
            .iter()
            .map(|s| Testimony {
                account: s.voice.account.id.clone(),
                evidence: s.evidence.clone(),
            })
            .collect(),
    }
}
