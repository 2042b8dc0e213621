//! Judgements outlive what they were made on: another cleaner, another model, another order.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chancery::judging::{
    Applied, Standing, Target, Told, anchor_to, apply, brought, check, judged_account,
    judged_encounter, line_after, overlay, quoted,
};
use chancery::nouns::*;
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::read::{Options, Source, read_bytes};
use chancery::settle::settle;
use serde_json::{Value, json};

/// How many judgements are made.
const JUDGEMENTS: usize = 200;

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for i in (1..all.len()).rev() {
            let other = self.below(i + 1);
            all.swap(i, other);
        }
    }
}

/// What was found in one document; `accounts` as it tells them.
#[derive(Clone)]
struct Found {
    document: Document,
    reading: ReadingId,
    contacts: Vec<Encounter>,
    accounts: Vec<Account>,
    statements: Vec<Statement>,
    commitments: Vec<Commitment>,
}

impl Found {
    fn of(outcome: ReadOutcome) -> Self {
        Self {
            document: outcome.page.document,
            reading: outcome.page.reading.id,
            contacts: outcome.encounters,
            accounts: outcome.accounts,
            statements: outcome.statements,
            commitments: outcome.commitments,
        }
    }

    fn told(&self) -> Told<'_> {
        Told {
            document: &self.document,
            reading: &self.reading,
            accounts: &self.accounts,
            statements: &self.statements,
            commitments: &self.commitments,
        }
    }
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|it| it == "txt") {
            found.push(path);
        }
    }
}

fn read_all() -> Vec<Found> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let mut paths = Vec::new();
    texts(&root.join("examples"), &mut paths);
    texts(&root.join("evals/encounters-dev"), &mut paths);
    let reader = PageReader::new();
    let mut found: BTreeMap<DocumentId, Found> = BTreeMap::new();
    for path in paths.iter().take(60) {
        let source = Source { path: Some(path.display().to_string()), ..Source::default() };
        let bytes = std::fs::read(path).unwrap();
        read_bytes(&bytes, &source, &Options::default(), &mut |page| {
            let read = Found::of(reader.read_page(page.unwrap()));
            found.insert(read.document.id.clone(), read);
        });
    }
    found.into_values().collect()
}

fn told(found: &[Found]) -> BTreeMap<DocumentId, Told<'_>> {
    found.iter().map(|it| (it.document.id.clone(), it.told())).collect()
}

fn blank(ruling: Ruling, noun: Judgeable) -> Said {
    Said {
        ruling,
        noun: Some(noun),
        anchors: Vec::new(),
        side: None,
        field: None,
        value: None,
        was: None,
        words: None,
        withdraws: None,
        because: "it was seen".to_owned(),
        by: "Ada Reader".to_owned(),
        day: "2026-02-03".parse().unwrap(),
        brought: None,
    }
}

fn on_field(ruling: Ruling, noun: Judgeable, field: &str, value: Option<Value>) -> Said {
    Said { field: Some(field.to_owned()), value, ..blank(ruling, noun) }
}

/// Every judgement that can be made of these documents, with what it is about.
fn all_judgements(found: &[Found]) -> Vec<(Said, Target)> {
    let mut made = Vec::new();
    let mut before: Option<Anchor> = None;
    for (at, it) in found.iter().enumerate() {
        let told = it.told();
        let mut judge_it = |said: Said, target: Target, side: Option<Side>| {
            let anchor = anchor_to(said.noun.unwrap(), side.as_ref(), &target, &told)?;
            let anchors = std::iter::once(anchor.clone()).chain(said.anchors.clone()).collect();
            made.push((Said { anchors, side, ..said }, target));
            Some(anchor)
        };
        let set = |noun, field, value| on_field(Ruling::Set, noun, field, Some(value));
        for (turn, contact) in it.contacts.iter().enumerate() {
            let target = Target::Contact(contact.id.clone());
            let noun = Judgeable::Encounter;
            let words = quoted(&it.document, it.document.text.split('\n').next_back().unwrap());
            let topic = json!({ "context": null, "subject": "customs" });
            let added = on_field(Ruling::Add, noun, "topics", Some(topic));
            let said = match (at + turn) % 7 {
                0 => set(noun, "status", json!("unclear")),
                1 => on_field(Ruling::Wrong, noun, "where", None),
                2 => blank(Ruling::NotSo, noun),
                3 => on_field(Ruling::Lock, noun, "kind", Some(json!(contact.kind))),
                4 if words.is_some() => Said { words, ..added },
                5 | 6 if before.is_some() => {
                    let ruling = if turn % 2 == 0 { Ruling::Merge } else { Ruling::Split };
                    Said { anchors: before.clone().into_iter().collect(), ..blank(ruling, noun) }
                }
                _ => set(noun, "channel", json!("video")),
            };
            before = judge_it(said, target, None).or(before);
        }
        for account in it.accounts.iter().take(2) {
            let said = set(Judgeable::Account, "kind", json!("talks"));
            judge_it(said, Target::Account(account.id.clone()), Some(account.side.clone()));
        }
        for statement in it.statements.iter().take(2) {
            let said = set(Judgeable::Statement, "act", json!("confirm"));
            judge_it(said, Target::Statement(statement.id.clone()), None);
        }
        for commitment in it.commitments.iter().take(1) {
            let said = set(Judgeable::Commitment, "kind", json!("plan"));
            judge_it(said, Target::Commitment(commitment.id.clone()), None);
        }
        let said = set(Judgeable::Document, "title", json!("Another title"));
        judge_it(said, Target::Document(it.document.id.clone()), None);
    }
    made
}

fn log_of(made: &[(Said, Target)]) -> Vec<Judgement> {
    let mut log: Vec<Judgement> = Vec::new();
    for (said, _) in made {
        log.push(line_after(log.last(), said.clone()));
    }
    log
}

/// Another reading: the same findings with each evidence where `moved` puts it, and other ids;
/// what has lost any of its words is not found any more.
fn reread(found: &Found, text: String, moved: &dyn Fn(u32, u32) -> Option<(u32, u32)>) -> Found {
    fn walk(value: &mut Value, text: &str, moved: &dyn Fn(u32, u32) -> Option<(u32, u32)>) -> bool {
        match value {
            Value::Object(object) => {
                let at = |key: &str| object.get(key).and_then(Value::as_u64).map(|it| it as u32);
                if let (Some(start), Some(end)) = (at("start"), at("end")) {
                    let Some((start, end)) = moved(start, end) else { return false };
                    object.insert("start".to_owned(), json!(start));
                    object.insert("end".to_owned(), json!(end));
                    object.insert("text".to_owned(), json!(text[start as usize..end as usize]));
                }
                for key in ["id", "encounter"] {
                    if let Some(Value::String(id)) = object.get_mut(key) {
                        id.push_str("-again");
                    }
                }
                object.values_mut().all(|it| walk(it, text, moved))
            }
            Value::Array(all) => all.iter_mut().all(|it| walk(it, text, moved)),
            _ => true,
        }
    }
    fn again<T: serde::Serialize + serde::de::DeserializeOwned>(
        all: &[T],
        text: &str,
        moved: &dyn Fn(u32, u32) -> Option<(u32, u32)>,
    ) -> Vec<T> {
        let mut kept = Vec::new();
        for it in all {
            let mut value = serde_json::to_value(it).unwrap();
            if walk(&mut value, text, moved) {
                kept.push(serde_json::from_value(value).unwrap());
            }
        }
        kept
    }
    Found {
        reading: ReadingId::of("another", &text),
        contacts: Vec::new(),
        accounts: again(&found.accounts, &text, moved),
        statements: again(&found.statements, &text, moved),
        commitments: again(&found.commitments, &text, moved),
        document: Document { text, sentences: Vec::new(), ..found.document.clone() },
    }
}

/// Another cleaner: other white space, quotation marks and dashes; every ninth block is cut.
fn cleaned_otherwise(found: &Found) -> Found {
    let mut text = String::new();
    let mut at: Vec<Option<u32>> = Vec::new();
    let mut block = 0;
    for c in found.document.text.chars() {
        block += usize::from(c == '\n');
        let cut = (block / 2) % 9 == 8;
        at.extend(std::iter::repeat_n((!cut).then_some(text.len() as u32), c.len_utf8()));
        match c {
            _ if cut => {}
            ' ' => text.push_str(" \u{a0}"),
            '\n' => text.push_str("\r\n"),
            '"' => text.push('\u{201d}'),
            '\'' => text.push('\u{2019}'),
            '-' => text.push('\u{2010}'),
            other => text.push(other),
        }
    }
    let end = text.len() as u32;
    at.push(Some(end));
    reread(found, text, &|start, end| {
        let place = |byte: u32| at.get(byte as usize).copied().flatten();
        Some((place(start)?, place(end)?))
    })
}

/// Another model: words found a little further on or shorter, some things not at all.
fn modelled_otherwise(found: &Found, chance: u32) -> Found {
    let text = found.document.text.clone();
    let moved = |start: u32, end: u32| {
        if (start + chance).is_multiple_of(23) {
            return None;
        }
        let words = &text[start as usize..end as usize];
        let longer = || {
            let more = text[end as usize..].strip_prefix(' ')?.find([' ', '\n'])?;
            Some((start, end + 1 + more as u32))
        };
        let shorter = words.find(' ').map(|blank| (start + blank as u32 + 1, end));
        Some(shorter.or_else(longer).unwrap_or((start, end)))
    };
    reread(found, text.clone(), &moved)
}

/// That every judgement stands somewhere, and none on anything else than it was made of.
fn none_is_lost(applied: &Applied, made: &[(Said, Target)], least: usize) {
    let standing = applied.standing(Clone::clone);
    assert_eq!(standing.len(), made.len());
    let review = standing.values().filter(|it| matches!(it, Standing::Review(_))).count();
    assert!(made.len() - review >= least, "{review} for review");
    for (number, (_, target)) in (1..).zip(made) {
        if matches!(standing[&number], Standing::Review(_)) {
            continue;
        }
        let mut fastened =
            applied.on.iter().filter(|(_, all)| all.iter().any(|it| it.number == number));
        let (now, _) = fastened.next().unwrap();
        assert_eq!(now.id().trim_end_matches("-again"), target.id(), "judgement {number}");
        assert!(fastened.next().is_none());
    }
}

/// Everything that is exported, as one text.
fn exported(found: &[Found], log: &[Judgement]) -> String {
    let told = told(found);
    let applied = apply(log, &told);
    let documents: Vec<Document> = found.iter().map(|it| it.document.clone()).collect();
    let contacts: Vec<Encounter> = found.iter().flat_map(|it| it.contacts.clone()).collect();
    let accounts: Vec<Account> = found.iter().flat_map(|it| it.accounts.clone()).collect();
    let settled = settle(&documents, &contacts, &accounts, &applied.ties);
    let mut lines = Vec::new();
    for encounter in &settled.encounters {
        let members = || encounter.members.iter().map(|member| &member.contact);
        let own: Vec<Telling<'_>> = found
            .iter()
            .flat_map(|it| it.contacts.iter().map(move |contact| (it, contact)))
            .filter(|(it, _)| encounter.members.iter().any(|m| m.document == it.document.id))
            .map(|(it, contact)| Telling {
                contact,
                accounts: it.accounts.iter().filter(|a| a.encounter == contact.id).collect(),
                document: &it.document,
                origin: &it.document.id,
            })
            .collect();
        assert!(members().next().is_some());
        let judged = judged_encounter(encounter, &own, &applied);
        if !judged.gone {
            lines.push(json!([judged.noun, judged.judged]).to_string());
        }
    }
    for account in &settled.accounts {
        let judged = judged_account(account, &applied);
        lines.push(json!([judged.noun, judged.judged, judged.gone]).to_string());
    }
    for it in found {
        for statement in &it.statements {
            let on = applied.of([Target::Statement(statement.id.clone())]);
            let judged = overlay(statement.clone(), Judgeable::Statement, &on);
            lines.push(json!([judged.noun, judged.judged]).to_string());
        }
    }
    lines.sort();
    lines.join("\n")
}

#[test]
fn two_hundred_judgements_outlive_cleaners_models_and_orders() {
    let found = read_all();
    let mut made = all_judgements(&found);
    assert!(made.len() >= JUDGEMENTS, "only {} can be made", made.len());
    Chance(7).shuffle(&mut made);
    made.truncate(JUDGEMENTS);
    let log = log_of(&made);
    assert_eq!(check(&log), []);
    none_is_lost(&apply(&log, &told(&found)), &made, JUDGEMENTS);
    let cleaned: Vec<Found> = found.iter().map(cleaned_otherwise).collect();
    none_is_lost(&apply(&log, &told(&cleaned)), &made, JUDGEMENTS * 3 / 4);
    for chance in 0..5 {
        let modelled: Vec<Found> = found.iter().map(|it| modelled_otherwise(it, chance)).collect();
        none_is_lost(&apply(&log, &told(&modelled)), &made, JUDGEMENTS / 2);
    }
    let none: Vec<Found> = Vec::new();
    none_is_lost(&apply(&log, &told(&none)), &made, 0);
    shuffled(&found, &made);
}

/// A thousand orders of arrival, of the documents that carry the most judgements.
fn shuffled(found: &[Found], made: &[(Said, Target)]) {
    let mut some: Vec<Found> = found.iter().take(16).cloned().collect();
    let log = log_of(made);
    let first = exported(&some, &log);
    let mut chance = Chance(11);
    for _ in 0..1000 {
        chance.shuffle(&mut some);
        assert!(exported(&some, &log) == first, "another order gives another record");
    }
}

#[test]
fn a_log_that_was_changed_says_where() {
    let mut log: Vec<Judgement> = Vec::new();
    for reason in ["one", "two", "three", "four"] {
        let said =
            Said { because: reason.to_owned(), ..blank(Ruling::NotSo, Judgeable::Encounter) };
        log.push(line_after(log.last(), said));
    }
    assert_eq!(check(&log), []);
    let mut changed = log.clone();
    changed[1].said.because = "another".to_owned();
    assert_eq!(check(&changed).iter().map(|it| it.line).collect::<Vec<_>>(), [2]);
    let mut shorter = log.clone();
    shorter.remove(1);
    assert!(check(&shorter).iter().all(|it| it.line >= 2) && !check(&shorter).is_empty());
    // Into an empty log it goes as it is; into another behind what is there; never twice.
    assert_eq!(brought(&[], &log), log);
    let mut other = vec![line_after(None, blank(Ruling::Lock, Judgeable::Document))];
    let added = brought(&other, &log);
    assert_eq!(added.len(), 4);
    other.extend(added);
    assert_eq!(check(&other), []);
    assert_eq!(brought(&other, &log), []);
    assert_eq!(brought(&log, &other).len(), 1);
}
