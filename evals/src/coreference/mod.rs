//! Coreference of events over documents; gold is MEANTIME XML with events across documents, its
//! mentions given. An event's name is that of the corpus where it has one, else its document's.
//!
//! `conll` is the mean of MUC, B³ and entity CEAF. Three baselines stand beside it: all mentions
//! of one lemma are one event (`lemma_conll`), the same within a topic (`lemma_topic_conll`) and
//! within a document (`lemma_document_conll`).

mod metrics;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use chancery::coreference::{EventWord, chains};
use chancery_engine::{Doc, Engine, Pos};

use crate::corpora::{archive, meantime};
use crate::report::Report;
use metrics::scores;

/// A mention of an event, as annotated.
struct Mention {
    /// The event, as named in the whole corpus or in its document.
    event: String,
    /// Folder of the document: the corpus has four topics.
    topic: String,
    word: EventWord,
}

/// Measures the chains of all gold mentions.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let engine = Engine::english();
    let (mut mentions, mut texts) = (Vec::new(), Vec::new());
    for (path, xml) in archive(gold, ".xml")? {
        if path.contains("intra_cross") && path.contains("/corpus_") {
            let read = document(&engine, &path, &xml, texts.len());
            let (found, text) = read.with_context(|| format!("cannot read {path}"))?;
            mentions.extend(found);
            texts.push(text);
        }
    }
    anyhow::ensure!(!mentions.is_empty(), "no events across documents in {}", gold.display());
    Ok(report(&mentions, &texts))
}

fn report(mentions: &[Mention], texts: &[BTreeSet<String>]) -> Report {
    let gold: Vec<&str> = mentions.iter().map(|m| m.event.as_str()).collect();
    let words: Vec<EventWord> = mentions.iter().map(|m| m.word.clone()).collect();
    let found = chains(&words, texts);
    let ours = scores(&gold, &found);
    let lemma = |m: &Mention| m.word.lemma.clone();
    let by = |key: &dyn Fn(&Mention) -> (String, String)| {
        scores(&gold, &mentions.iter().map(key).collect::<Vec<_>>()).conll()
    };
    Report {
        suite: "coreference",
        n: mentions.len(),
        metrics: vec![
            ("muc", ours.muc),
            ("b3", ours.b3),
            ("ceafe", ours.ceafe),
            ("conll", ours.conll()),
            ("lemma_conll", by(&|m| (lemma(m), String::new()))),
            ("lemma_topic_conll", by(&|m| (lemma(m), m.topic.clone()))),
            ("lemma_document_conll", by(&|m| (lemma(m), m.word.text.to_string()))),
        ],
        remarks: vec![
            "the thresholds were chosen with these texts at hand; mentions are gold".to_owned(),
        ],
        errors: errors(mentions, &found),
    }
}

/// Pairs of neighbours in a chain of either side that the other side parts.
fn errors(mentions: &[Mention], found: &[usize]) -> Vec<String> {
    let mut out = Vec::new();
    let mut last_gold: BTreeMap<&str, usize> = BTreeMap::new();
    let mut last_found: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, mention) in mentions.iter().enumerate() {
        let line = |what: &str, other: usize| {
            format!("{what}\t{}\t{}", mentions[other].word.lemma, mention.word.lemma)
        };
        if let Some(other) = last_gold.insert(&mention.event, index) {
            out.extend((found[other] != found[index]).then(|| line("parted", other)));
        }
        if let Some(other) = last_found.insert(found[index], index) {
            out.extend((mentions[other].event != mention.event).then(|| line("joined", other)));
        }
    }
    out
}

/// The mentions of a document and its words of content.
fn document(
    engine: &Engine,
    path: &str,
    xml: &str,
    text: usize,
) -> anyhow::Result<(Vec<Mention>, BTreeSet<String>)> {
    let xml = roxmltree::Document::parse(xml)?;
    let rebuilt = meantime::rebuild(&xml);
    let doc = engine.parse(&rebuilt.text);
    let events = events(&xml, path);
    let topic = path.rsplit('/').nth(1).unwrap_or_default().to_owned();
    let mut mentions = Vec::new();
    for node in xml.descendants().filter(|n| n.has_tag_name("EVENT_MENTION")) {
        let tokens = node.children().filter(|n| n.has_tag_name("token_anchor"));
        let ids: Vec<u32> =
            tokens.filter_map(|t| t.attribute("t_id").and_then(|v| v.parse().ok())).collect();
        let bytes = ids.iter().filter_map(|id| rebuilt.tokens.get(id).map(|(_, range)| range));
        let Some(bytes) = bytes.cloned().reduce(|a, b| a.start..b.end) else { continue };
        let id = node.attribute("m_id").unwrap_or_default();
        let event = events.get(id).cloned().unwrap_or_else(|| format!("{path}#{id}"));
        let word = event_word(&doc, &bytes, text);
        mentions.push(Mention { event, topic: topic.clone(), word });
    }
    Ok((mentions, content(&doc, 0..doc.tokens.len() as u32)))
}

/// The event of each mention by id.
fn events(xml: &roxmltree::Document<'_>, path: &str) -> BTreeMap<String, String> {
    let named: BTreeMap<&str, String> = xml
        .descendants()
        .filter(|n| n.has_tag_name("EVENT"))
        .filter_map(|n| {
            let id = n.attribute("m_id")?;
            let own = || format!("{path}#{id}");
            Some((id, n.attribute("instance_id").map_or_else(own, str::to_owned)))
        })
        .collect();
    let mut out = BTreeMap::new();
    for relation in xml.descendants().filter(|n| n.has_tag_name("REFERS_TO")) {
        let ends = |name| {
            relation
                .children()
                .filter(move |n| n.has_tag_name(name))
                .filter_map(|n| n.attribute("m_id"))
        };
        let Some(event) = ends("target").next().and_then(|id| named.get(id)) else { continue };
        out.extend(ends("source").map(|id| (id.to_owned(), event.clone())));
    }
    out
}

/// The word with the lemmas of its sentence.
fn event_word(doc: &Doc, bytes: &Range<u32>, text: usize) -> EventWord {
    let inside = |t: u32| {
        let token = &doc.tokens[t as usize];
        token.start < bytes.end && bytes.start < token.end
    };
    let tokens: Vec<u32> = (0..doc.tokens.len() as u32).filter(|&t| inside(t)).collect();
    let lemmas: Vec<String> =
        tokens.iter().map(|&t| doc.tokens[t as usize].lemma.to_lowercase()).collect();
    let first = tokens.first().copied().unwrap_or(0);
    let sentence = doc.sentences.iter().find(|s| s.contains(&first)).cloned();
    EventWord {
        text,
        lemma: lemmas.join(" "),
        sentence: content(doc, sentence.unwrap_or(first..first)),
    }
}

/// Lemmas of nouns, names, verbs and numbers.
fn content(doc: &Doc, tokens: Range<u32>) -> BTreeSet<String> {
    let tokens = &doc.tokens[tokens.start as usize..tokens.end as usize];
    let told = |pos| matches!(pos, Pos::Noun | Pos::Propn | Pos::Verb | Pos::Num);
    tokens.iter().filter(|t| told(t.pos)).map(|t| t.lemma.to_lowercase()).collect()
}
