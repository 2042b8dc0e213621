//! The worked examples of the codebook, through the whole path.

use std::sync::LazyLock;

use super::figures;
use super::kinds::PAGES;
use crate::codebook::examples;
use crate::nouns::{
    Act, ActorId, Commitment, CommitmentKind, CommitmentState, Form, Mention, Statement,
    StatementId, When,
};
use crate::pipeline::{PageReader, ReadOutcome};
use crate::read::{Options, Source, read_bytes};

static READER: LazyLock<PageReader> = LazyLock::new(PageReader::new);

/// Everything found in a text published on a day.
pub(crate) fn outcome(text: &str, day: &str) -> ReadOutcome {
    let source = Source { published: Some(day.to_owned()), ..Source::default() };
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |page| pages.push(page));
    READER.read_page(pages.pop().expect("a page").expect("a clean page"))
}

fn commitments(text: &str) -> Vec<Commitment> {
    outcome(text, "2026-02-15").commitments
}

fn names(found: &ReadOutcome, ids: &[ActorId]) -> Vec<String> {
    let name = |id: &ActorId| {
        let actor = found.actors.iter().find(|a| a.id == *id);
        actor.map_or_else(|| id.to_string(), |a| a.name.clone())
    };
    ids.iter().map(name).collect()
}

/// "Kind state: who; what; to whom", as the pages write it.
fn described(found: &ReadOutcome, one: &Commitment) -> (String, Vec<String>, String, Vec<String>) {
    let state = match one.state {
        CommitmentState::Open => String::new(),
        other => format!(" {other:?}"),
    };
    let kind = format!("{:?}{state}", one.kind).to_lowercase();
    (kind, names(found, &one.by), one.what.text.clone(), names(found, &one.to))
}

fn same_names(expected: &str, found: &[String]) -> bool {
    let expected: Vec<&str> = expected.split(", ").collect();
    expected.len() == found.len() && expected.iter().all(|e| found.iter().any(|f| f.ends_with(e)))
}

fn agrees(expected: &[String], found: &ReadOutcome) -> bool {
    let [line] = expected else { return false };
    if line == "none" {
        return found.commitments.is_empty();
    }
    let [one] = found.commitments.as_slice() else { return false };
    let (kind, by, what, to) = described(found, one);
    let Some((expected_kind, rest)) = line.split_once(": ") else { return false };
    let mut parts = rest.split("; ");
    let who = parts.next().is_some_and(|names| same_names(names, &by));
    let thing = parts.next() == Some(what.as_str());
    let whom = parts.next().is_none_or(|p| same_names(p.trim_start_matches("to "), &to));
    expected_kind == kind && who && thing && whom
}

#[test]
fn codebook_examples_give_what_they_say() {
    let mut wrong = Vec::new();
    for (kind, page) in PAGES {
        let all = examples(page);
        assert!(all.len() >= 15, "{kind:?} has {} examples", all.len());
        for (text, expected) in all {
            let found = outcome(&text, "2026-02-15");
            if !agrees(&expected, &found) {
                let got: Vec<_> = found.commitments.iter().map(|c| described(&found, c)).collect();
                wrong.push(format!("{text}\n  expected {expected:?}\n  found {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn figures_are_what_the_page_says() {
    let mut wrong = Vec::new();
    for (text, expected) in examples(figures::PAGE) {
        let found = commitments(&format!("Finland promised to send {text}."));
        let figures = found.iter().flat_map(|c| &c.figure);
        let got: Vec<String> = figures.map(|f| format!("{} {}", f.value, f.unit)).collect();
        let got = if got.is_empty() { "none".to_owned() } else { got.join("; ") };
        if expected != [got.clone()] {
            wrong.push(format!("{text}: expected {expected:?}, found {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_tells_of_a_promise_is_not_who_makes_it() {
    let text = "Finland promised to open the harbour in June, according to Estonia.";
    let found = outcome(text, "2026-02-15");
    let [one] = found.commitments.as_slice() else { panic!("{:?}", found.commitments) };
    assert_eq!(names(&found, &one.by), ["Finland"]);
    let tellers: Vec<_> = one.according_to.iter().filter_map(|v| v.actor.clone()).collect();
    assert_eq!(names(&found, &tellers), ["Estonia"]);
}

#[test]
fn terms_are_told_apart() {
    let text = "Finland promised on Monday to open an embassy in Nairobi by 2030 if Kenya lowers \
                the rent.";
    let found = commitments(text);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    let made = one.made_on.as_ref().and_then(When::single_day);
    assert_eq!(made.map(|d| d.to_string()).as_deref(), Some("2026-02-09"));
    let due = one.due.as_ref().and_then(|w| w.end);
    assert_eq!(due.map(|m| m.to_string()).as_deref(), Some("2030-12-31"));
    assert_eq!(one.place.as_ref().map(|p| p.name.as_str()), Some("Nairobi"));
    let condition = one.condition.as_ref().map(|e| e.text.as_str());
    assert_eq!(condition, Some("if Kenya lowers the rent"));
    assert!(one.figure.is_empty());
}

#[test]
fn a_day_the_text_does_not_give_keeps_its_words() {
    let found = commitments("Finland promised to open the harbour before the summit.");
    let due = found[0].due.as_ref().expect("a due time");
    assert_eq!((due.start, due.end), (None, None));
    let words = due.evidence.as_ref().map(|e| e.text.as_str());
    assert_eq!(words, Some("before the summit"));
}

#[test]
fn headline_and_story_tell_one_plan() {
    let text = "Macron to visit Kenya\n\nPARIS, 15 February 2026 — President Emmanuel Macron will \
                visit Kenya in May, his office said on Sunday.";
    let found = commitments(text);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.due.is_some());
    assert_eq!(one.place.as_ref().map(|p| p.name.as_str()), Some("Kenya"));
}

#[test]
fn deeds_are_told_in_the_past_and_by_somebody() {
    use crate::nouns::DeedKind;
    let kinds = |text: &str| -> Vec<DeedKind> {
        outcome(text, "2026-02-15").deeds.iter().map(|d| d.kind).collect()
    };
    assert_eq!(kinds("Norway paid the money."), [DeedKind::Done]);
    assert_eq!(kinds("Norway has not paid the money."), [DeedKind::NotDone]);
    assert_eq!(kinds("Norway has yet to pay the money."), [DeedKind::NotDone]);
    assert_eq!(kinds("Norway will pay the money."), []);
    assert_eq!(kinds("Norway will not pay the money."), [DeedKind::Refused]);
    assert_eq!(kinds("Norway refused to pay the money."), [DeedKind::Refused]);
    assert_eq!(kinds("Norway may have paid the money."), []);
    assert_eq!(kinds("Norway denied reports that it had paid the money."), [DeedKind::Denied]);
    assert_eq!(kinds("Norway and Chile agreed to postpone the signing."), [DeedKind::PutOff]);
    assert_eq!(kinds("If Norway paid the money, work would begin."), []);
}

/// A statement over words of a text, as the statements stage hands it on.
fn statement(found: &ReadOutcome, act: Act, speaker: &str, cue: &str, content: &str) -> Statement {
    let text = &found.page.reading.text;
    let words = |of: &str| {
        let start = text.find(of).expect("the words") as u32;
        let end = start + of.len() as u32;
        found.page.evidence(start..end, "test", "0")
    };
    let speaks = |m: &&Mention| text[m.start as usize..].starts_with(speaker);
    Statement {
        id: StatementId::derive(&[cue]),
        document: found.page.document.id.clone(),
        speaker: found.mentions.iter().filter(speaks).take(1).cloned().collect(),
        addressees: vec![],
        via: vec![],
        cue: vec![words(cue)],
        content: vec![words(content)],
        act,
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: None,
        answers: vec![],
        evidence: words(text.trim()),
    }
}

/// The commitments of a text with one statement in it.
fn with_statement(text: &str, told: (Act, &str, &str, &str)) -> (ReadOutcome, Vec<Commitment>) {
    let found = outcome(text, "2026-02-15");
    let (act, speaker, cue, content) = told;
    let statements = [statement(&found, act, speaker, cue, content)];
    let page = &found.page;
    let doc = crate::pipeline::parse_blocks(READER.engine(), &page.reading);
    let gazetteer = crate::resolve::places::Gazetteer::embedded();
    let resolved = crate::resolve::resolve(page, &doc, READER.knowledge(), &gazetteer);
    let told = super::commitments(page, &doc, &resolved, &statements, (&[], &[]));
    (found, told)
}

#[test]
fn a_statement_that_promises_is_a_pledge_of_its_speaker() {
    let text = "\"Twelve ferries for the people of Kenya,\" Norway assured.";
    let content = "Twelve ferries for the people of Kenya";
    let (found, told) = with_statement(text, (Act::Promise, "Norway", "assured", content));
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((one.kind, one.what.text.as_str()), (CommitmentKind::Pledge, content));
    assert_eq!(names(&found, &one.by), ["Norway"]);
    assert_eq!(one.figure.iter().map(|f| f.unit.as_str()).collect::<Vec<_>>(), ["ferries"]);
}

#[test]
fn a_statement_over_a_told_promise_gives_its_teller_and_adds_none() {
    let text = "Sweden said Norway promised to send Kenya 12 ferries.";
    let content = "Norway promised to send Kenya 12 ferries";
    let (found, told) = with_statement(text, (Act::Say, "Sweden", "said", content));
    let [one] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(names(&found, &one.by), ["Norway"]);
    let tellers: Vec<_> = one.according_to.iter().filter_map(|v| v.actor.clone()).collect();
    assert_eq!(names(&found, &tellers), ["Sweden"]);
    let own = "Norway promised to send Kenya 12 ferries.";
    let (_, told) = with_statement(own, (Act::Promise, "Norway", "promised", "to send Kenya"));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].according_to.len(), 1);
}
