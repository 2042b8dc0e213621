//! Where commitments stand in a record that grew in any order and by any steps is what the ledger
//! gives for all of it at once.

use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::databases::{Fresh, on_each_database};
use super::*;
use crate::commitments::ledger::{Told, ledger};
use crate::commitments::tests::outcome as read;
use crate::show::Standing;

on_each_database! {
    a_record_that_grew_by_chance_stands_as_the_ledger_says,
    what_is_judged_counts_and_is_left_out_as_read,
    lists_are_narrowed_by_where_commitments_stand,
}

/// Promises, what became of them, and others beside.
static TEXTS: [(&str, &str); 16] = [
    ("2026-02-15", "Norway promised to pay Kenya 20 million dollars for the harbour by 31 March."),
    ("2026-02-15", "Sweden promised to pay Kenya 5 million dollars for the railway by 31 March."),
    ("2026-03-01", "Norway promised to pay Kenya 30 million dollars for the harbour by 31 March."),
    ("2026-03-20", "Norway paid Kenya 5 million dollars for the harbour on Friday."),
    ("2026-03-22", "Kenya said that Sweden had paid the 5 million dollars for the railway."),
    ("2026-04-20", "Norway has not paid Kenya the 30 million dollars for the harbour."),
    ("2026-05-20", "Norway paid Kenya 30 million dollars for the harbour on 12 May."),
    (
        "2026-05-21",
        "Norway paid Kenya 30 million dollars for the harbour on 12 May, officials say.",
    ),
    ("2026-02-15", "Kenya asked Norway to open a consulate in Mombasa."),
    ("2026-02-20", "Norway will open a consulate in Mombasa."),
    ("2026-06-20", "Norway opened a consulate in Mombasa on Monday."),
    ("2023-02-15", "President Emmanuel Macron invited King Charles III to visit Paris."),
    (
        "2023-02-20",
        "King Charles III accepted the invitation of President Emmanuel Macron to visit Paris.",
    ),
    ("2023-09-21", "King Charles III visited Paris on Wednesday."),
    (
        "2026-03-04",
        "The prime minister of Norway met the president of Kenya in Oslo on 4 March 2026. They \
         agreed to meet again in Nairobi.",
    ),
    (
        "2026-06-10",
        "The president of Kenya met the prime minister of Norway in Nairobi on 9 June 2026.",
    ),
];

static READ: LazyLock<Vec<ReadOutcome>> =
    LazyLock::new(|| TEXTS.iter().map(|(day, text)| read(text, day)).collect());

/// What the ledger gives for these documents on a day.
fn at_once(record: &Record, set: &[ReadOutcome], on: Date) -> Vec<Commitment> {
    let accounts: Vec<Account> = record.all(Noun::Accounts).unwrap();
    let actors: Vec<Actor> = record.all(Noun::Actors).unwrap();
    let told = Told {
        commitments: &set.iter().flat_map(|it| it.commitments.clone()).collect::<Vec<_>>(),
        statements: &set.iter().flat_map(|it| it.statements.clone()).collect::<Vec<_>>(),
        accounts: &accounts,
        deeds: &set.iter().flat_map(|it| it.deeds.clone()).collect::<Vec<_>>(),
        actors: &actors,
        days: &record.days().unwrap(),
    };
    ledger(&told, on)
}

fn stand(record: &Record, on: Option<Date>) -> Vec<Commitment> {
    record.ledger(&[], on, None, None).unwrap().into_iter().map(|it| it.commitment).collect()
}

fn states(record: &Record) -> Vec<CommitmentState> {
    stand(record, None).into_iter().map(|it| it.state).collect()
}

/// A row of numbers that looks like chance and is the same every time.
fn chance(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize % below
}

fn a_record_that_grew_by_chance_stands_as_the_ledger_says(new: &Fresh) {
    for seed in 0..6 {
        let mut seed = seed;
        let mut all = READ.clone();
        for last in (1..all.len()).rev() {
            all.swap(last, chance(&mut seed, last + 1));
        }
        let stay = 11 + chance(&mut seed, all.len() - 10);
        let mut record = new.record();
        for (at, outcome) in all.iter().enumerate() {
            record.keep(outcome, false).unwrap();
            if chance(&mut seed, 4) == 0 {
                record.keep(&all[chance(&mut seed, at + 1)], true).unwrap();
            }
            if chance(&mut seed, 3) == 0 {
                settled(&mut record);
            }
        }
        for gone in &all[stay..] {
            record.remove(&gone.page.document.id).unwrap();
            if chance(&mut seed, 3) == 0 {
                settled(&mut record);
            }
        }
        settled(&mut record);
        let set = &all[..stay];
        let whole = at_once(&record, set, Date::MAX);
        assert_eq!(stand(&record, None), whole);
        assert_eq!(record.all::<Commitment>(Noun::Commitments).unwrap(), whole);
        for on in [date(2023, 2, 20), date(2026, 3, 20), date(2026, 5, 20), date(2026, 6, 10)] {
            assert_eq!(stand(&record, Some(on)), at_once(&record, set, on), "{on}");
        }
        assert_eq!(record.verify().unwrap(), vec![]);
    }
}

/// A record of all texts.
fn whole(new: &Fresh) -> Record {
    let mut record = new.record();
    for outcome in READ.iter() {
        record.keep(outcome, false).unwrap();
    }
    settled(&mut record);
    record
}

fn what_is_judged_counts_and_is_left_out_as_read(new: &Fresh) {
    let mut record = whole(new);
    let before = stand(&record, None);
    assert!(
        before.iter().filter(|it| it.state == CommitmentState::Kept).count() > 3,
        "{before:#?}"
    );
    let visit = &READ[13].page.document.id;
    let invited = |record: &Record| {
        let all = stand(record, None);
        all.into_iter().find(|it| it.kind == CommitmentKind::Invitation).unwrap().state
    };
    assert_eq!(invited(&record), CommitmentState::Kept);
    let target = (crate::judging::Target::Document(visit.clone()), visit.clone());
    let anchors = record.anchors(Judgeable::Document, None, &[target]).unwrap();
    record
        .judge(Said {
            ruling: Ruling::NotSo,
            noun: Some(Judgeable::Document),
            anchors,
            side: None,
            field: None,
            value: None,
            was: None,
            words: None,
            withdraws: None,
            because: "he stayed at home".to_owned(),
            by: "Ada Reader".to_owned(),
            day: "2026-07-03".parse().unwrap(),
            brought: None,
        })
        .unwrap();
    record.settle_judged().unwrap();
    assert_eq!(invited(&record), CommitmentState::Accepted);
    assert_eq!(record.verify().unwrap(), vec![]);
    let record = record.as_read().unwrap();
    assert_eq!(stand(&record, None), before);
}

fn lists_are_narrowed_by_where_commitments_stand(new: &Fresh) {
    let record = whole(new);
    let mut listed = 0;
    for state in ["open", "accepted", "partly", "kept", "late", "superseded"] {
        let filter =
            CommitmentFilter { state: Some(state.to_owned()), ..CommitmentFilter::default() };
        let (mut after, mut found) = (None, 0);
        loop {
            let page = record.commitments_page(&filter, after.as_ref(), 2).unwrap();
            let is = |it: &Commitment| serde_json::to_value(it.state).unwrap() == state;
            assert!(page.items.iter().all(is) && page.items.len() <= 2);
            found += page.items.len();
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        listed += found;
    }
    assert_eq!(listed, states(&record).len());
    let of = |codes: &[&str]| {
        let side = |code: &&str| [ActorId(format!("state:{code}"))].into();
        let sides: Vec<_> = codes.iter().map(side).collect();
        record.ledger(&sides, None, Some(date(2026, 7, 1)), None).unwrap().len()
    };
    assert_eq!((of(&["SWE"]), of(&["SWE", "NOR"]), of(&["SWE", "SWE"])), (1, 0, 0));
    assert!(of(&["NOR", "KEN"]) > 0 && of(&["KEN", "NOR"]) == of(&["NOR", "KEN"]));
    assert!(of(&["NOR"]) > of(&["NOR", "KEN"]) && of(&[]) > of(&["NOR"]));
    let on = date(2026, 4, 1);
    let before = record.ledger(&[], Some(date(2026, 2, 15)), Some(on), None).unwrap();
    let absent: Vec<&Standing> = before.iter().filter(|it| it.absence.is_some()).collect();
    assert!(absent.len() > 1, "{before:#?}");
    for it in absent {
        let (by, to) = (&it.commitment.by, &it.commitment.to);
        let days = record.days().unwrap();
        let mut both = record.documents_with(by).unwrap();
        let others = record.documents_with(to).unwrap();
        both.retain(|id| days[id] <= on && (to.is_empty() || others.contains(id)));
        let both = both.len();
        let said = format!("no evidence of fulfilment in {both} documents read to {on}");
        assert_eq!(it.absence, Some(said));
    }
}
