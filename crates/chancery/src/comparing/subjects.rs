//! Subjects and outcomes that several voices tell: agreed where their origins are independent.

use std::collections::BTreeSet;

use serde_json::json;

use super::keys::{concepts, is_common};
use super::verdict::{Relation, Saying, judged};
use super::voice::Voice;
use super::words::words;
use crate::nouns::{Evidence, Field, FieldVerdict, Part};

/// Share of the concepts of the shorter that the longer holds, from which on two are one.
const ALIKE: f64 = 0.6;

/// A subject or an outcome as one voice tells it.
struct Item<'v, 'a> {
    voice: &'v Voice<'a>,
    /// Its concepts, and for an outcome what was done.
    concepts: BTreeSet<String>,
    words: String,
    evidence: Evidence,
}

/// The subjects that two voices or more tell.
pub(super) fn topics(voices: &[Voice<'_>]) -> Vec<FieldVerdict> {
    let items = voices.iter().filter(|v| v.part != Part::Preview).flat_map(|voice| {
        let item = |topic: &crate::nouns::Topic| item(voice, &topic.subject, &topic.evidence, None);
        voice.account.topics.iter().map(item).collect::<Vec<_>>()
    });
    told_by_several(Field::Topic, &items.flatten().collect::<Vec<_>>(), voices.len())
}

/// The outcomes that two voices or more tell.
pub(super) fn outcomes(voices: &[Voice<'_>]) -> Vec<FieldVerdict> {
    let items = voices.iter().filter(|v| v.part != Part::Preview).flat_map(|voice| {
        let item = |outcome: &crate::nouns::Outcome| {
            item(voice, &outcome.text, &outcome.evidence, Some(format!("{:?}", outcome.act)))
        };
        voice.account.outcomes.iter().map(item).collect::<Vec<_>>()
    });
    told_by_several(Field::Outcome, &items.flatten().collect::<Vec<_>>(), voices.len())
}

/// A subject with its telling concepts; `None` where it has none.
fn item<'v, 'a>(
    voice: &'v Voice<'a>,
    text: &str,
    evidence: &Evidence,
    act: Option<String>,
) -> Option<Item<'v, 'a>> {
    let words = words(text, 0);
    let telling = words.iter().filter(|w| !is_common(&w.stem));
    let mut concepts: BTreeSet<String> = telling.flat_map(concepts).collect();
    if concepts.is_empty() {
        return None;
    }
    concepts.extend(act.map(|act| format!("act {act}")));
    Some(Item { voice, concepts, words: text.to_owned(), evidence: evidence.clone() })
}

fn told_by_several(field: Field, items: &[Item<'_, '_>], total: usize) -> Vec<FieldVerdict> {
    let mut used = vec![false; items.len()];
    let mut found = Vec::new();
    for at in 0..items.len() {
        if used[at] {
            continue;
        }
        let group: Vec<usize> =
            (at..items.len()).filter(|&o| !used[o] && alike(&items[at], &items[o])).collect();
        for &one in &group {
            used[one] = true;
        }
        let tellers: BTreeSet<_> = group.iter().map(|&o| &items[o].voice.account.id).collect();
        if tellers.len() < 2 {
            continue;
        }
        let sayings: Vec<Saying<'_, '_, ()>> = group.iter().map(|&o| saying(&items[o])).collect();
        let about = Some(items[at].words.clone());
        found.extend(judged(field, about, &sayings, total, |_, _| Relation::Same));
    }
    found
}

/// Whether two tell one thing: most concepts of the shorter stand in the other, and of outcomes
/// the same was done.
fn alike(one: &Item<'_, '_>, other: &Item<'_, '_>) -> bool {
    let act = |item: &Item<'_, '_>| item.concepts.iter().find(|c| c.starts_with("act ")).cloned();
    let plain =
        |item: &Item<'_, '_>| item.concepts.iter().filter(|c| !c.starts_with("act ")).count();
    let shared = one.concepts.intersection(&other.concepts).filter(|c| !c.starts_with("act "));
    let least = plain(one).min(plain(other)).max(1);
    act(one) == act(other) && shared.count() as f64 / least as f64 >= ALIKE
}

fn saying<'v, 'a>(item: &Item<'v, 'a>) -> Saying<'v, 'a, ()> {
    Saying {
        voice: item.voice,
        origin: item.voice.origin.clone(),
        teller: item.voice.name(),
        value: (),
        exported: json!(item.words),
        words: item.words.clone(),
        evidence: item.evidence.clone(),
    }
}
