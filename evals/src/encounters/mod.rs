//! Suite `encounters`: one encounter told in many documents, settled together and held against
//! the facts each folder gives.

mod copies;
mod disputes;
mod fields;
mod given;
mod gold;
mod linking;
mod matching;
mod set;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chancery::pipeline::PageReader;

use crate::report::Report;
use crate::share::Share;
use gold::{Gold, GoldRelation};
use linking::BCubed;
use matching::Mention;
use set::Set;

/// Measures what is made of the gold's documents, all of them settled together. With `given`, the
/// contacts are the gold's, and linking and comparing alone are measured.
pub(crate) fn measure(path: &Path, given: bool) -> anyhow::Result<Report> {
    let gold = gold::read(path)?;
    anyhow::ensure!(!gold.is_empty(), "{} holds no encounter", path.display());
    let set = Set::read(&gold, &PageReader::new(), given)?;
    let mentions = matching::mentions(&gold, &set)?;
    let voices: Vec<&Mention<'_>> = mentions.iter().filter(|it| it.voice.is_some()).collect();
    let mut fields = fields::Tally::default();
    for mention in &voices {
        fields.voice(mention, &set);
    }
    let disputes = disputes::count(&gold, &mentions, &set)?;
    let copies = copies::count(&gold, &set);
    let metrics = metrics(&gold, &mentions, &set, (&fields, &disputes, &copies));
    let remarks = by_difficulty(&mentions, &set);
    let mut errors = fields.errors;
    errors.extend(linking::errors(&mentions, &set));
    errors.extend(disputes.errors);
    errors.extend(copies.errors);
    errors.extend(missed_relations(&gold, &mentions, &set));
    Ok(Report { suite: "encounters", n: mentions.len(), metrics, remarks, errors })
}

fn metrics(
    gold: &[Gold],
    mentions: &[Mention<'_>],
    set: &Set,
    (fields, disputes, copies): (&fields::Tally, &disputes::Tally, &copies::Tally),
) -> Vec<(&'static str, f64)> {
    let all: Vec<&Mention<'_>> = mentions.iter().collect();
    let found: Vec<&Mention<'_>> = mentions.iter().filter(|it| it.found.is_some()).collect();
    let linked = linking::mean(linking::each(&all, set));
    let linked_found = linking::mean(linking::each(&found, set));
    let recall = |of_voices: bool| {
        let mut share = Share::default();
        for mention in mentions.iter().filter(|it| it.voice.is_some() == of_voices) {
            share.count(mention.found.is_some());
        }
        share.value()
    };
    let silences_right = disputes.right_silences.precision();
    vec![
        ("participant_f1", fields.participants.f1()),
        ("kind_accuracy", fields.kind.value()),
        ("day_accuracy", fields.day.value()),
        ("linking_b3", linked.f1()),
        ("contradiction_recall", disputes.contradictions.recall()),
        ("contradiction_precision", disputes.right.precision()),
        ("silence_precision", silences_right),
        ("silence_recall", disputes.silences.recall()),
        ("copies_f1", copies.copies.f1()),
        ("part_accuracy", fields.part.value()),
        ("explained_as_contradicted", disputes.explained_as_contradicted as f64),
        ("linking_b3_precision", linked.precision()),
        ("linking_b3_recall", linked.recall()),
        ("linking_b3_found", linked_found.f1()),
        ("account_recall", recall(true)),
        ("other_recall", recall(false)),
        ("side_accuracy", fields.side.value()),
        ("status_accuracy", fields.status.value()),
        ("participant_precision", fields.participants.precision()),
        ("participant_recall", fields.participants.recall()),
        ("settled_participant_f1", fields.settled_participants.f1()),
        ("settled_kind_accuracy", fields.settled_kind.value()),
        ("copy_kind_accuracy", copies.kind.value()),
        ("look_alikes_apart", look_alikes(gold, mentions, set).value()),
        ("relation_recall", relations(gold, mentions, set).value()),
        ("n_encounters", gold.len() as f64),
        ("n_voices", mentions.iter().filter(|it| it.voice.is_some()).count() as f64),
        ("n_contradictions", gold.iter().map(|it| it.contradictions.len()).sum::<usize>() as f64),
        ("n_silences", gold.iter().map(|it| it.silences.len()).sum::<usize>() as f64),
    ]
}

/// The encounters found that voices of an annotated one are accounts of, the most voices first.
fn found_for<'a>(id: &str, mentions: &[Mention<'_>], set: &'a Set) -> Vec<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|it| it.voice.is_some() && it.cluster == id) {
        if let Some(at) = mention.found {
            *counts.entry(set.settled.accounts[at].encounter.as_str()).or_default() += 1;
        }
    }
    let mut found: Vec<(&str, usize)> = counts.into_iter().collect();
    found.sort_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
    found.into_iter().map(|(id, _)| id).collect()
}

/// Pairs of encounters easily taken for each other, no voices of which were put together.
fn look_alikes(gold: &[Gold], mentions: &[Mention<'_>], set: &Set) -> Share {
    let mut pairs = BTreeSet::new();
    for encounter in gold {
        for other in &encounter.look_alikes {
            let (a, b) = (encounter.id.as_str(), other.as_str());
            pairs.insert((a.min(b), a.max(b)));
        }
    }
    let mut share = Share::default();
    for (a, b) in pairs {
        let (a, b) = (found_for(a, mentions, set), found_for(b, mentions, set));
        share.count(a.iter().all(|id| !b.contains(id)));
    }
    share
}

/// Relations annotated, and whether they were found between the encounters that most voices were
/// put to.
fn related<'g>(
    gold: &'g [Gold],
    mentions: &[Mention<'_>],
    set: &Set,
) -> Vec<(&'g Gold, &'g GoldRelation, bool)> {
    let found = |encounter: &Gold, relation: &GoldRelation| {
        let from = found_for(&encounter.id, mentions, set);
        let to = found_for(&relation.to, mentions, set);
        let (Some(from), Some(to)) = (from.first(), to.first()) else { return false };
        let told = set.settled.encounters.iter().find(|it| it.id.as_str() == *from);
        let kind = relation.kind.replace('_', "");
        told.is_some_and(|it| {
            it.relations
                .iter()
                .any(|r| r.to.as_str() == *to && format!("{:?}", r.kind).to_lowercase() == kind)
        })
    };
    let all = gold.iter().flat_map(|it| it.relations.iter().map(move |r| (it, r)));
    all.map(|(it, relation)| (it, relation, found(it, relation))).collect()
}

fn relations(gold: &[Gold], mentions: &[Mention<'_>], set: &Set) -> Share {
    let mut share = Share::default();
    for (_, _, found) in related(gold, mentions, set) {
        share.count(found);
    }
    share
}

fn missed_relations(gold: &[Gold], mentions: &[Mention<'_>], set: &Set) -> Vec<String> {
    let missed = related(gold, mentions, set).into_iter().filter(|(_, _, found)| !found);
    let line = |(it, relation, _): (&Gold, &GoldRelation, bool)| {
        format!("{}\trelation\tmissed {} {}", it.id, relation.kind, relation.to)
    };
    missed.map(line).collect()
}

/// A table of figures for each kind of difficulty and each form of text, in Markdown.
fn by_difficulty(mentions: &[Mention<'_>], set: &Set) -> Vec<String> {
    let all: Vec<&Mention<'_>> = mentions.iter().collect();
    let each = linking::each(&all, set);
    let mut kinds: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate().filter(|(_, it)| it.voice.is_some()) {
        for difficulty in &mention.document.difficulties {
            kinds.entry(difficulty.clone()).or_default().push(at);
        }
        kinds.entry(format!("form: {}", mention.document.form)).or_default().push(at);
    }
    let mut table = vec![
        "| kind of difficulty | voices | found | linking B3 | participants F1 | kind | day | side | status | part |".to_owned(),
        "|---|---|---|---|---|---|---|---|---|---|".to_owned(),
    ];
    for (kind, members) in kinds {
        let linked = linking::mean(members.iter().map(|&at| each[at]));
        let told: Vec<&Mention<'_>> = members.iter().map(|&at| &mentions[at]).collect();
        table.push(row(&kind, linked, &told, set));
    }
    table
}

fn row(kind: &str, linked: BCubed, mentions: &[&Mention<'_>], set: &Set) -> String {
    let mut tally = fields::Tally::default();
    for mention in mentions {
        tally.voice(mention, set);
    }
    let found = mentions.iter().filter(|it| it.found.is_some()).count();
    let share = |share: Share| {
        if share.all == 0 { "-".to_owned() } else { format!("{:.3}", share.value()) }
    };
    format!(
        "| {kind} | {} | {:.3} | {:.3} | {:.3} | {} | {} | {} | {} | {} |",
        mentions.len(),
        found as f64 / mentions.len() as f64,
        linked.f1(),
        tally.participants.f1(),
        share(tally.kind),
        share(tally.day),
        share(tally.side),
        share(tally.status),
        share(tally.part),
    )
}
