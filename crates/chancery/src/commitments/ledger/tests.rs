//! Chains of documents, each read on its own, and what the ledger makes of them together.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{Told, absence, ledger};
use crate::commitments::tests::outcome;
use crate::nouns::{
    Account, Act, Actor, Answer, AnswerKind, Commitment, CommitmentState, Deed, DocumentId,
    Evidence, Form, Statement, StatementId,
};

/// A record of a few documents.
#[derive(Debug, Clone, Default)]
struct Record {
    commitments: Vec<Commitment>,
    statements: Vec<Statement>,
    accounts: Vec<Account>,
    deeds: Vec<Deed>,
    actors: Vec<Actor>,
    days: BTreeMap<DocumentId, Date>,
    texts: BTreeMap<DocumentId, String>,
}

impl Record {
    fn of(documents: &[(&str, &str)]) -> Self {
        let mut record = Self::default();
        for (day, text) in documents {
            let found = outcome(text, day);
            let id = found.page.document.id.clone();
            record.days.insert(id.clone(), day.parse().expect("a day"));
            record.texts.insert(id, found.page.reading.text.clone());
            record.commitments.extend(found.commitments);
            record.accounts.extend(found.accounts);
            record.deeds.extend(found.deeds);
            record.actors.extend(found.actors);
        }
        record
    }

    fn ledger(&self, on: Date) -> Vec<Commitment> {
        let told = Told {
            commitments: &self.commitments,
            statements: &self.statements,
            accounts: &self.accounts,
            deeds: &self.deeds,
            actors: &self.actors,
            days: &self.days,
        };
        ledger(&told, on)
    }

    /// The whole sentence that holds a piece of evidence.
    fn sentence(&self, evidence: &Evidence) -> String {
        let text = &self.texts[&evidence.document];
        let (start, end) = (evidence.start as usize, evidence.end as usize);
        let from = text[..start].rfind(". ").map_or(0, |i| i + 2);
        let from = from.max(text[..start].rfind('\n').map_or(0, |i| i + 1));
        let to = text[end..].find(['.', '\n']).map_or(text.len(), |i| end + i);
        text[from..to].to_owned()
    }
}

const LATER: Date = date(2030, 1, 1);

/// States of the commitments of one document's text, after the others.
fn states(documents: &[(&str, &str)]) -> Vec<CommitmentState> {
    let record = Record::of(documents);
    record.ledger(LATER).into_iter().map(|c| c.state).collect()
}

fn first(documents: &[(&str, &str)]) -> Commitment {
    let record = Record::of(documents);
    record.ledger(LATER).into_iter().next().expect("a commitment")
}

#[test]
fn the_encounter_at_which_something_was_promised_does_not_keep_it() {
    let here = "The prime minister of Norway met the president of Kenya in Oslo on 4 March 2026. \
                They agreed to meet again in Nairobi.";
    let there = "The president of Kenya met the prime minister of Norway on 4 March 2026.";
    let again =
        "The president of Kenya met the prime minister of Norway in Nairobi on 9 June 2026.";
    let mut record = Record::of(&[("2026-03-04", here), ("2026-03-05", there)]);
    let one = record.accounts[0].encounter.clone();
    // As settled: both documents tell of one encounter.
    record.accounts.iter_mut().for_each(|account| account.encounter = one.clone());
    let promise = |record: &Record| {
        let told = record.ledger(LATER);
        told.into_iter().find(|c| c.what.text.contains("again")).expect("the promise").state
    };
    assert_eq!(promise(&record), CommitmentState::Open);
    let later = Record::of(&[("2026-03-04", here), ("2026-06-10", again)]);
    assert_eq!(promise(&later), CommitmentState::Kept);
}

const PROMISE: (&str, &str) =
    ("2026-02-15", "Norway promised to pay Kenya 20 million dollars for the harbour by 31 March.");

#[test]
fn a_payment_told_by_the_text_or_the_other_side_keeps_a_promise() {
    let paid =
        ("2026-03-20", "Norway paid Kenya the 20 million dollars for the harbour on Friday.");
    assert_eq!(first(&[PROMISE, paid]).state, CommitmentState::Kept);
    let told = "Kenya said that Norway had paid the 20 million dollars for the harbour.";
    assert_eq!(first(&[PROMISE, ("2026-03-20", told)]).state, CommitmentState::Kept);
    let own = "Norway said that Norway had paid the 20 million dollars for the harbour.";
    let listed = first(&[PROMISE, ("2026-03-20", own)]);
    assert_eq!((listed.state, listed.later.len()), (CommitmentState::Open, 1));
}

#[test]
fn less_than_promised_is_a_part_and_after_the_day_is_late() {
    let part = ("2026-03-20", "Norway paid Kenya 5 million dollars for the harbour on Friday.");
    assert_eq!(first(&[PROMISE, part]).state, CommitmentState::Partly);
    let late = ("2026-05-20", "Norway paid Kenya 20 million dollars for the harbour on 12 May.");
    let one = first(&[PROMISE, late]);
    assert_eq!(one.state, CommitmentState::Late);
    assert!(one.later[0].why.contains("after the day it was due"), "{}", one.later[0].why);
}

#[test]
fn other_parties_objects_and_earlier_days_are_no_evidence() {
    for other in [
        ("2026-03-20", "Sweden paid Kenya 20 million dollars for the harbour on Friday."),
        ("2026-03-20", "Norway paid Kenya 20 million dollars for the railway on Friday."),
        ("2026-03-20", "Norway visited the harbour of Mombasa on Friday."),
        ("2026-02-15", "Norway paid Kenya 20 million dollars for the harbour on Friday."),
        ("2026-01-15", "Norway paid Kenya 20 million dollars for the harbour on Friday."),
        ("2026-03-20", "Norway may have paid Kenya 20 million dollars for the harbour."),
    ] {
        let one = Record::of(&[PROMISE, other]).ledger(LATER);
        let one = one.iter().find(|c| c.what.text.contains("pay Kenya")).expect("the promise");
        assert_eq!((one.state, one.later.len()), (CommitmentState::Open, 0), "{}", other.1);
    }
}

#[test]
fn another_thing_at_the_place_or_another_meeting_is_no_evidence() {
    let embassy = ("2026-02-15", "Finland plans to open an embassy in Nairobi.");
    let school = ("2026-03-20", "Finland opened a school in Nairobi on Friday.");
    assert_eq!(first(&[embassy, school]).state, CommitmentState::Open);
    let talks = "President Joe Biden and President Vladimir Putin will hold a summit in Geneva.";
    let other = "President Joe Biden held a summit with President Xi Jinping in Geneva on Friday.";
    let one = first(&[("2021-05-25", talks), ("2021-06-18", other)]);
    assert_eq!((one.state, one.later.len()), (CommitmentState::Open, 0));
    let years_on = "President Emmanuel Macron visited Kenya on Friday.";
    let plan = ("2022-02-15", "President Emmanuel Macron will visit Kenya in May.");
    assert_eq!(first(&[plan, ("2024-06-18", years_on)]).state, CommitmentState::Open);
    assert_eq!(first(&[plan, ("2022-05-18", years_on)]).state, CommitmentState::Kept);
}

#[test]
fn invitations_accepted_in_a_later_text_are_accepted() {
    let asked = "President Emmanuel Macron invited King Charles III to visit Paris.";
    let yes = "King Charles III accepted the invitation of President Emmanuel Macron to visit \
               Paris.";
    let one = first(&[("2023-02-15", asked), ("2023-02-20", yes)]);
    assert_eq!(one.state, CommitmentState::Accepted);
    let came = "King Charles III visited Paris on Wednesday.";
    let one = first(&[("2023-02-15", asked), ("2023-02-20", yes), ("2023-09-21", came)]);
    assert_eq!(one.state, CommitmentState::Kept);
}

#[test]
fn unpaid_stays_open_and_refused_does_not() {
    let unpaid =
        ("2026-04-02", "Norway has not paid Kenya the 20 million dollars for the harbour.");
    let one = first(&[PROMISE, unpaid]);
    assert_eq!((one.state, one.later.len()), (CommitmentState::Open, 1));
    let refused = ("2026-04-02", "Norway refused to pay Kenya the 20 million dollars.");
    let record = Record::of(&[PROMISE, refused]);
    assert_eq!(record.ledger(LATER)[0].state, CommitmentState::Withdrawn, "{:#?}", record.deeds);
}

#[test]
fn a_newer_day_or_figure_supersedes_and_a_repetition_does_not() {
    let newer = "Norway promised to pay Kenya 30 million dollars for the harbour by 31 March.";
    let found = states(&[PROMISE, ("2026-03-01", newer)]);
    assert_eq!(found, [CommitmentState::Superseded, CommitmentState::Open]);
    let again = states(&[PROMISE, ("2026-03-01", PROMISE.1)]);
    assert_eq!(again, [CommitmentState::Open, CommitmentState::Open]);
}

#[test]
fn requests_are_accepted_by_plans_and_refusals_withdraw_them() {
    let asked = ("2026-02-15", "Kenya asked Norway to open a consulate in Mombasa.");
    let yes = ("2026-02-20", "Norway will open a consulate in Mombasa.");
    assert_eq!(states(&[asked, yes]), [CommitmentState::Accepted, CommitmentState::Open]);
    let no = ("2026-02-20", "Norway refused to open a consulate in Mombasa.");
    assert_eq!(first(&[asked, no]).state, CommitmentState::Withdrawn);
    let done = ("2026-06-20", "Norway opened a consulate in Mombasa on Monday.");
    assert_eq!(states(&[asked, yes, done]), [CommitmentState::Kept, CommitmentState::Kept]);
}

#[test]
fn a_treaty_is_signed_put_off_or_called_off() {
    let plan = ("2026-02-15", "Norway plans to sign a treaty on fisheries with Chile in March.");
    let signed = ("2026-03-12", "Norway signed the treaty on fisheries with Chile on Tuesday.");
    assert_eq!(first(&[plan, signed]).state, CommitmentState::Kept);
    let put_off = ("2026-03-01", "Norway postponed the signing of the treaty on fisheries.");
    assert_eq!(first(&[plan, put_off]).state, CommitmentState::Late);
    assert_eq!(first(&[plan, put_off, signed]).state, CommitmentState::Late);
    let off = ("2026-03-01", "Norway cancelled the signing of the treaty on fisheries.");
    assert_eq!(first(&[plan, off, signed]).state, CommitmentState::Withdrawn);
}

#[test]
fn a_denial_that_answers_it_denies_it() {
    let mut record = Record::of(&[PROMISE]);
    let made = &record.commitments[0];
    let denial = DocumentId("denial".to_owned());
    let words = Evidence { document: denial.clone(), ..made.evidence.clone() };
    let answer = Answer {
        claim: None,
        kind: AnswerKind::Denies,
        score: 1.0,
        why: "same words".to_owned(),
        evidence: made.evidence.clone(),
    };
    record.statements = vec![Statement {
        id: StatementId::derive(&["denial"]),
        document: denial.clone(),
        speaker: vec![],
        addressees: vec![],
        via: vec![],
        cue: vec![words.clone()],
        content: vec![words.clone()],
        act: Act::Deny,
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: None,
        answers: vec![answer],
        evidence: words,
    }];
    record.days.insert(denial, date(2026, 2, 20));
    assert_eq!(record.ledger(LATER)[0].state, CommitmentState::Denied);
    assert_eq!(record.ledger(date(2026, 2, 19))[0].state, CommitmentState::Open);
}

#[test]
fn a_day_that_goes_by_changes_nothing_and_the_absence_is_said() {
    let one = first(&[PROMISE]);
    assert_eq!(one.state, CommitmentState::Open);
    let said = absence(&one, 7, date(2026, 4, 1));
    let expected = "no evidence of fulfilment in 7 documents read to 2026-04-01";
    assert_eq!(said.as_deref(), Some(expected));
    let paid =
        ("2026-03-20", "Norway paid Kenya the 20 million dollars for the harbour on Friday.");
    assert_eq!(absence(&first(&[PROMISE, paid]), 7, LATER), None);
}

/// The examples of a chain, by the start of their file names.
fn chain(names: &[(&str, &str)]) -> Record {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/chains/");
    let texts: Vec<(String, String)> = names
        .iter()
        .map(|(day, name)| {
            let path = format!("{folder}{name}.txt");
            ((*day).to_owned(), std::fs::read_to_string(path).expect("an example"))
        })
        .collect();
    let documents: Vec<(&str, &str)> =
        texts.iter().map(|(day, text)| (day.as_str(), text.as_str())).collect();
    Record::of(&documents)
}

/// Each commitment of the first document that has some: its state, and the later sentences.
fn story(record: &Record, what: &str) -> (CommitmentState, Vec<String>) {
    let ledger = record.ledger(LATER);
    let found = ledger.iter().find(|c| c.what.text.contains(what));
    let one = found.unwrap_or_else(|| panic!("no `{what}` in {ledger:#?}"));
    (one.state, one.later.iter().map(|l| record.sentence(&l.evidence)).collect())
}

#[test]
fn a_summit_proposed_announced_and_held() {
    let record = chain(&[
        ("2021-04-13", "2021-04-geneva-proposed"),
        ("2021-05-25", "2021-05-geneva-announced"),
        ("2021-06-16", "2021-06-geneva-held"),
    ]);
    let (state, sentences) = story(&record, "a summit with Putin in a third country");
    assert_eq!(state, CommitmentState::Kept, "{sentences:?}");
    assert!(sentences.iter().any(|s| s.contains("will hold a summit in Geneva")), "{sentences:?}");
    assert!(sentences.iter().any(|s| s.contains("held a summit in Geneva")), "{sentences:?}");
    let (state, sentences) = story(&record, "hold a summit in Geneva on 16 June");
    assert_eq!(state, CommitmentState::Kept, "{sentences:?}");
}

#[test]
fn a_visit_put_off_and_made_later() {
    let record = chain(&[
        ("2023-01-17", "2023-01-beijing-planned"),
        ("2023-02-03", "2023-02-beijing-postponed"),
        ("2023-06-18", "2023-06-beijing-made"),
    ]);
    let (state, sentences) = story(&record, "visit China on 5 February");
    assert_eq!(state, CommitmentState::Late, "{sentences:?}");
    let put_off = |s: &String| s.contains("postponed his visit to China");
    assert!(sentences.iter().any(put_off), "{sentences:?}");
    assert!(
        sentences.last().is_some_and(|s| s.contains("visited China on Sunday")),
        "{sentences:?}"
    );
}

#[test]
fn money_unpaid_at_its_day() {
    let record = chain(&[
        ("2022-04-19", "2022-04-colombo-promised"),
        ("2022-05-19", "2022-05-colombo-unpaid"),
    ]);
    let (state, sentences) = story(&record, "to pay 78 million dollars");
    assert_eq!(state, CommitmentState::Open, "{sentences:?}");
    assert_eq!(sentences.len(), 1);
    assert!(sentences[0].contains("has not paid the 78 million dollars"), "{sentences:?}");
    let ledger = record.ledger(date(2022, 5, 31));
    let said = absence(&ledger[0], 2, date(2022, 5, 31));
    let expected = "no evidence of fulfilment in 2 documents read to 2022-05-31";
    assert_eq!(said.as_deref(), Some(expected));
}

/// All chains and a few promises in one record.
fn mixed() -> Record {
    let mut record = chain(&[
        ("2021-04-13", "2021-04-geneva-proposed"),
        ("2021-05-25", "2021-05-geneva-announced"),
        ("2021-06-16", "2021-06-geneva-held"),
        ("2023-01-17", "2023-01-beijing-planned"),
        ("2023-02-03", "2023-02-beijing-postponed"),
        ("2023-06-18", "2023-06-beijing-made"),
    ]);
    let more = Record::of(&[
        PROMISE,
        ("2026-03-01", "Norway promised to pay Kenya 30 million dollars for the harbour."),
        ("2026-03-20", "Norway paid Kenya 5 million dollars for the harbour on Friday."),
        ("2026-04-20", "Norway has not paid Kenya the rest of the money for the harbour."),
    ]);
    record.commitments.extend(more.commitments);
    record.accounts.extend(more.accounts);
    record.deeds.extend(more.deeds);
    record.actors.extend(more.actors);
    record.days.extend(more.days);
    record
}

fn shuffled<T: Clone>(rows: &[T], seed: &[usize]) -> Vec<T> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&i| (seed[i % seed.len()].wrapping_mul(i + 1), i));
    order.into_iter().map(|i| rows[i].clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The order of arrival leaves no trace.
    #[test]
    fn the_ledger_is_the_same_in_any_order(seed in prop::collection::vec(any::<usize>(), 1..40)) {
        static RECORD: std::sync::LazyLock<Record> = std::sync::LazyLock::new(mixed);
        let mut other = RECORD.clone();
        other.commitments = shuffled(&other.commitments, &seed);
        other.accounts = shuffled(&other.accounts, &seed);
        other.deeds = shuffled(&other.deeds, &seed);
        other.actors = shuffled(&other.actors, &seed);
        prop_assert_eq!(other.ledger(LATER), RECORD.ledger(LATER));
    }
}
