//! What a contact was about: PLOVER's contexts, with the words that show each.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use chancery_engine::{Dep, Pos};

use super::accounts::evidence;
use super::clusters::Cluster;
use super::telling::Telling;
use crate::nouns::{Context, Topic};
use crate::scene::Scene;

/// Phrases by their first word, longest first, with the context each points at.
struct Lexicon(BTreeMap<String, Vec<(Vec<String>, Context)>>);

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("../../../../codebook/contexts.md")));

impl Lexicon {
    fn read(page: &str) -> Self {
        let mut phrases: BTreeMap<String, Vec<(Vec<String>, Context)>> = BTreeMap::new();
        for row in page.lines().filter(|l| l.starts_with('|')).skip(2) {
            let mut cells = row.trim_matches('|').split('|').map(str::trim);
            let name = cells.next().unwrap_or_default();
            let context =
                serde_json::from_value(name.into()).expect("codebook names a PLOVER context");
            for phrase in cells.next().unwrap_or_default().split(',') {
                let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                let first = words.first().expect("codebook has no empty phrase").clone();
                phrases.entry(first).or_default().push((words, context));
            }
        }
        for list in phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self(phrases)
    }

    /// The longest phrase that starts at a token, and how many tokens it has.
    fn at(&self, scene: &Scene<'_>, token: u32, end: u32) -> Option<(u32, Context)> {
        let starts = [scene.lower(token), scene.lemma(token).to_lowercase()];
        let lists = starts.iter().filter_map(|s| self.0.get(s));
        lists.flatten().find_map(|(words, context)| {
            let length = words.len() as u32;
            let fits =
                token + length <= end && words.iter().zip(token..).all(|(w, t)| same(scene, t, w));
            fits.then_some((length, *context))
        })
    }
}

fn same(scene: &Scene<'_>, token: u32, word: &str) -> bool {
    scene.lower(token) == word || scene.lemma(token).eq_ignore_ascii_case(word)
}

/// Topics of the sentences in which a voice tells of a contact, each context once.
pub(crate) fn topics(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    told_by: &[usize],
) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for sentence in sentences(scene, tellings, cluster, told_by) {
        let tokens = scene.doc.sentences[sentence].clone();
        for token in tokens.clone() {
            if let Some((length, context)) = LEXICON.at(scene, token, tokens.end)
                && found.iter().all(|t| t.context != Some(context))
                && !in_a_title(scene, token)
            {
                found.push(topic(scene, token..token + length, context));
            }
        }
    }
    found
}

/// A word inside somebody's office or a body's name is no subject ("Defence Minister").
fn in_a_title(scene: &Scene<'_>, token: u32) -> bool {
    let covered = scene.mention_covering(token).is_some();
    let modifies_person = scene.dep(token) == Dep::Compound && {
        let head = scene.head(token);
        scene.mention_covering(head).is_some() || scene.pos(head) == Pos::Propn
    };
    covered || (modifies_person && scene.pos(token) == Pos::Propn)
}

/// The sentences of the tellings, and those after each, up to the next contact's: there the
/// text goes on about it.
fn sentences(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    told_by: &[usize],
) -> Vec<usize> {
    sentences_up_to(scene, tellings, told_by, |i, _| cluster.tellings.binary_search(&i).is_err())
}

/// The sentences of the tellings, and those after each, up to the next telling that ends them.
pub(crate) fn sentences_up_to(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    told_by: &[usize],
    ends: impl Fn(usize, &Telling<'_>) -> bool,
) -> Vec<usize> {
    const FOLLOWING: usize = 6;
    let mut found: Vec<usize> = Vec::new();
    for &index in told_by {
        let sentence = tellings[index].sentence;
        let after = tellings.partition_point(|t| t.sentence <= sentence);
        let mut near = (after..).zip(&tellings[after..]);
        let other = near.find(|(i, t)| ends(*i, t));
        let next = other.map(|(_, t)| t.sentence);
        let last =
            next.unwrap_or(usize::MAX).min(sentence + FOLLOWING).min(scene.doc.sentences.len());
        found.extend(sentence..last.max(sentence + 1));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A topic with its subject: the noun phrase around the words.
fn topic(scene: &Scene<'_>, words: Range<u32>, context: Context) -> Topic {
    let mut head = words.end - 1;
    while matches!(scene.dep(head), Dep::Compound | Dep::Amod) && scene.head(head) != head {
        head = scene.head(head);
    }
    let phrase = phrase_around(scene, head);
    let start = phrase.start.min(words.start);
    let bytes = scene.doc.bytes(start..phrase.end.max(words.end));
    let evidence = evidence(scene, bytes.start, bytes.end);
    Topic { context: Some(context), subject: evidence.text.clone(), evidence }
}

/// A noun with what modifies it directly, its determiner left out.
fn phrase_around(scene: &Scene<'_>, head: u32) -> Range<u32> {
    let modifiers = scene.with_dep(head, &[Dep::Compound, Dep::Amod, Dep::Nmod]);
    let first = modifiers.filter(|&m| m < head && head - m <= 4).min().unwrap_or(head);
    first..head + 1
}

/// The topics of several accounts, each context once, in order.
pub(crate) fn merged<'t>(topics: impl Iterator<Item = &'t Topic>) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for topic in topics {
        if found.iter().all(|t| t.context != topic.context) {
            found.push(topic.clone());
        }
    }
    found
}
