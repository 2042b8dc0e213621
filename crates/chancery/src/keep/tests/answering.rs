//! What is answered in earlier documents, whatever came and went in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::super::answering::{DAYS, LATEST, NEAREST};
use super::*;
use crate::statements::answers::{Answering, Claims, Told, lead};

on_each_database! {
    what_is_answered_shows_no_order,
    what_goes_is_answered_no_more,
}

const STATES: [(&str, &str); 4] =
    [("Norway", "NOR"), ("Ghana", "GHA"), ("Kenya", "KEN"), ("Togo", "TGO")];
const CLAIMS: [&str; 3] = [
    "the harbour bank had bought the old lighthouse",
    "the northern ferry had struck a mine",
    "the border school had taught a forged map",
];

/// A document of some states in which somebody says or denies something.
fn telling(number: usize, day: Option<Date>, states: &[usize], denies: bool) -> ReadOutcome {
    let names: Vec<&str> = states.iter().map(|it| STATES[*it].0).collect();
    let cue = if denies { "denied" } else { "said" };
    let claim = CLAIMS[number % CLAIMS.len()];
    let who = format!("Speaker {number}");
    let text = format!("{who} {cue} that {claim}. It was told in {}.", names.join(" and "));
    let path = format!("{number}.txt");
    let mut found = outcome(&format!("{TEXT} {text}"), &path);
    let statement = said(&found, &who, cue, claim);
    let published = day.map(Moment::day);
    found.page.document.published = published.map(|day| Published {
        start: Some(day),
        end: Some(day),
        precision: Precision::Day,
        basis: PublishedBasis::Given,
    });
    let state = |at: &usize| {
        let (name, code) = STATES[*at];
        let id = ActorId(format!("state:{code}"));
        Actor { country: Some(code.to_owned()), ..Actor::named(id, ActorKind::State, name.into()) }
    };
    let mut actors: Vec<Actor> = states.iter().map(state).collect();
    actors.sort_by(|a, b| a.id.cmp(&b.id));
    ReadOutcome {
        mentions: vec![],
        actors,
        accounts: vec![],
        encounters: vec![],
        statements: vec![statement],
        commitments: vec![],
        deeds: vec![],
        ..found
    }
}

/// What somebody says or denies in a text.
fn said(told: &ReadOutcome, who: &str, cue: &str, claim: &str) -> Statement {
    let words = |words: &str| {
        let start = told.page.reading.text.rfind(words).unwrap();
        let (start, end) = (start as u32, (start + words.len()) as u32);
        Evidence { start, end, text: words.to_owned(), ..told.statements[0].cue[0].clone() }
    };
    let content = words(claim);
    let denies = cue == "denied";
    let answers = denies.then(|| Answer {
        claim: None,
        kind: AnswerKind::Denies,
        score: 0.0,
        why: "nobody is told to have claimed it".to_owned(),
        evidence: content.clone(),
    });
    let said = words(who);
    let speaker = Mention {
        actor: None,
        name: who.to_owned(),
        country: None,
        start: said.start,
        end: said.end,
        text: said.text.clone(),
        ..told.mentions[0].clone()
    };
    Statement {
        id: StatementId::derive(&[told.page.document.id.as_str(), "told"]),
        speaker: vec![speaker],
        addressees: vec![],
        via: vec![],
        cue: vec![words(cue)],
        evidence: words(&format!("{who} {cue} that {claim}")),
        content: vec![content],
        act: if denies { Act::Deny } else { Act::Say },
        answers: answers.into_iter().collect(),
        ..told.statements[0].clone()
    }
}

/// Sayings and denials over a year and a half, of one, two and three states, several on one day.
fn tellings() -> Vec<ReadOutcome> {
    let states: [&[usize]; 5] = [&[0, 1], &[0], &[0, 1, 2], &[2, 3], &[]];
    let one = |number: i64| {
        let day = date(2023, 1, 1).saturating_add((number / 2 * 19).days());
        let day = (number % 11 != 10).then_some(day);
        let number = usize::try_from(number).unwrap();
        telling(number, day, states[number * 7 % 5], number % 4 == 3)
    };
    (0..48).map(one).collect()
}

/// What is answered among some documents, looked for among all of them.
fn expected(set: &[&ReadOutcome]) -> BTreeMap<StatementId, Vec<Answer>> {
    let claims = |it: &ReadOutcome| {
        let (document, reading) = (&it.page.document, &it.page.reading.id);
        let lead = lead(&document.id, reading, &document.text, &document.sentences);
        Claims::of(&Told { statements: &it.statements, mentions: &it.mentions, lead: &lead })
    };
    let mut found = BTreeMap::new();
    for it in set {
        let Some(until) = day(it) else { continue };
        let from = until.saturating_sub(DAYS.days());
        let mut before: Vec<&ReadOutcome> = set.to_vec();
        before.retain(|it| day(it).is_some_and(|day| day >= from && day < until));
        before.sort_by_key(|it| (day(it), &it.page.document.id));
        let (pairs, names) = (pairs(it), names(it));
        let near = |other: &&&ReadOutcome| {
            let met = !pairs.is_disjoint(&self::pairs(other));
            met || pairs.is_empty() && !names.is_disjoint(&self::names(other))
        };
        let nearest = before.iter().rev().filter(near).take(NEAREST);
        let held: BTreeSet<&DocumentId> = nearest
            .chain(before.iter().rev().take(LATEST))
            .map(|it| &it.page.document.id)
            .collect();
        before.retain(|it| held.contains(&it.page.document.id));
        let earlier: Vec<Claims> = before.iter().map(|it| claims(it)).collect();
        let earlier: Vec<&Claims> = earlier.iter().collect();
        found.extend(Answering::of(&it.statements).answers(&claims(it), &earlier));
    }
    found
}

fn day(it: &ReadOutcome) -> Option<Date> {
    it.page.document.published.as_ref()?.start?.date()
}

fn names(it: &ReadOutcome) -> BTreeSet<ActorId> {
    it.actors.iter().map(|actor| actor.id.clone()).collect()
}

fn pairs(it: &ReadOutcome) -> BTreeSet<(ActorId, ActorId)> {
    let names = names(it);
    let with = |one: &ActorId| {
        let one = one.clone();
        names.iter().filter(move |other| one < **other).cloned().collect::<Vec<_>>()
    };
    names.iter().flat_map(|one| with(one).into_iter().map(|it| (one.clone(), it))).collect()
}

fn assert_answers(record: &Record, set: &[&ReadOutcome]) -> usize {
    let mut expected = expected(set);
    let many = expected.len();
    for statement in record.all::<Statement>(Noun::Statements).unwrap() {
        let own = set.iter().flat_map(|it| &it.statements).find(|it| it.id == statement.id);
        let answers = expected.remove(&statement.id);
        assert_eq!(statement.answers, answers.unwrap_or_else(|| own.unwrap().answers.clone()));
    }
    assert!(expected.is_empty());
    many
}

fn what_is_answered_shows_no_order(new: &Fresh) {
    let all = tellings();
    let mut chance = 7_usize;
    let mut below = |bound: usize| {
        chance = chance.wrapping_mul(1_103_515_245).wrapping_add(12345) % (1 << 31);
        (chance >> 8) % bound
    };
    for _ in 0..4 {
        let mut record = new.record();
        let mut there: Vec<&ReadOutcome> = Vec::new();
        let mut waiting: Vec<&ReadOutcome> = all.iter().collect();
        while !waiting.is_empty() {
            for _ in 0..=below(9) {
                if !waiting.is_empty() {
                    let it = waiting.swap_remove(below(waiting.len()));
                    record.keep(it, false).unwrap();
                    there.push(it);
                }
                if below(4) == 0 {
                    let it = there.swap_remove(below(there.len()));
                    record.remove(&it.page.document.id).unwrap();
                    if below(3) > 0 {
                        waiting.push(it);
                    }
                } else if below(6) == 0 {
                    record.keep(there[below(there.len())], true).unwrap();
                }
            }
            record.settle(&Ties::default()).unwrap();
            assert_answers(&record, &there);
        }
        assert!(assert_answers(&record, &there) > 3, "something is answered");
        assert_eq!(record.verify().unwrap(), vec![]);
    }
}

fn what_goes_is_answered_no_more(new: &Fresh) {
    let day = |day| Some(date(2024, 5, day));
    let claim = telling(0, day(1), &[0, 1], false);
    let denial = telling(3, day(4), &[0, 1], true);
    let mut record = new.record();
    for it in [&denial, &claim] {
        record.keep(it, false).unwrap();
    }
    record.settle(&Ties::default()).unwrap();
    let told = record.statement(&claim.statements[0].id).unwrap().unwrap();
    let answering = record.answers_to(&told).unwrap();
    assert_eq!(answering.len(), 1);
    assert_eq!(answering[0].id, denial.statements[0].id);
    assert_eq!(answering[0].answers[0].claim.as_ref(), Some(&told.id));
    assert_eq!(record.statements_in(&denial.page.document.id).unwrap(), answering);
    let line = record.line(Noun::Statements, answering[0].id.as_str()).unwrap().unwrap();
    assert_eq!(line, serde_json::to_string(&answering[0]).unwrap());
    record.remove(&claim.page.document.id).unwrap();
    let told = record.statement(&denial.statements[0].id).unwrap().unwrap();
    assert_eq!(told, denial.statements[0]);
    record.settle(&Ties::default()).unwrap();
    assert_eq!(record.verify().unwrap(), vec![]);
}
