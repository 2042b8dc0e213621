//! The record as a whole, on hand-built nouns.

mod browse;
mod sample;

use super::*;
use crate::nouns::*;
use crate::pipeline::ReadOutcome;
use sample::{TEXT, outcome};

/// Every export line of every noun.
fn lines(record: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    for noun in Noun::ALL {
        record
            .each_line::<KeepError>(noun, |line| {
                lines.push(line.to_owned());
                Ok(())
            })
            .unwrap();
    }
    lines
}

fn settled(record: &mut Record) {
    record.settle(&Ties::default()).unwrap();
    assert!(record.is_settled().unwrap());
}

/// One text printed with small additions: one encounter of eight tellings.
fn several() -> Vec<ReadOutcome> {
    let later = |n: u32| outcome(&format!("{TEXT} Day {n} of the visit."), &format!("p/{n}.txt"));
    (0..8).map(later).collect()
}

#[test]
fn exports_are_the_nouns_themselves() {
    let mut record = Record::in_memory().unwrap();
    let found = outcome(TEXT, "a.txt");
    assert_eq!(record.keep(&found, false).unwrap(), Kept::New);
    settled(&mut record);
    let lines = lines(&record);
    assert_eq!(lines[0], serde_json::to_string(&found.page.document).unwrap());
    assert_eq!(lines[1], serde_json::to_string(&found.accounts[0]).unwrap());
    let encounter: Encounter = serde_json::from_str(&lines[2]).unwrap();
    assert_eq!(encounter.id, found.encounters[0].id);
    assert_eq!(encounter.members.len(), 1);
    assert_eq!(lines[6], serde_json::to_string(&found.statements[0]).unwrap());
    assert_eq!(lines[7], serde_json::to_string(&found.commitments[0]).unwrap());
    assert_eq!(lines.len(), 8);
    assert_eq!(record.deeds().unwrap(), found.deeds);
    assert_eq!(record.reading(&found.page.document.id).unwrap(), Some(found.page.reading));
    assert_eq!(record.verify().unwrap(), vec![]);
}

#[test]
fn the_same_bytes_are_kept_once_with_all_their_paths() {
    let mut record = Record::in_memory().unwrap();
    let first = outcome(TEXT, "b.txt");
    record.keep(&first, false).unwrap();
    let before = lines(&record);
    assert_eq!(record.keep(&first, false).unwrap(), Kept::Known);
    assert_eq!(record.keep(&outcome(TEXT, "c.txt"), false).unwrap(), Kept::Known);
    assert_eq!(lines(&record), before);
    assert_eq!(record.paths(&first.page.document.id).unwrap(), ["b.txt", "c.txt"]);
    record.keep_path(&first.page.document.id, "a.txt").unwrap();
    let document = record.document(&first.page.document.id).unwrap().unwrap();
    assert_eq!(document.path.as_deref(), Some("a.txt"));
}

#[test]
fn the_order_of_arrival_leaves_no_trace() {
    let (mut forth, mut back) = (Record::in_memory().unwrap(), Record::in_memory().unwrap());
    let mut found = several();
    found.push(outcome(TEXT, "y.txt"));
    found.push(outcome(TEXT, "x.txt"));
    for outcome in &found {
        forth.keep(outcome, false).unwrap();
    }
    for outcome in found.iter().rev() {
        back.keep(outcome, false).unwrap();
    }
    settled(&mut forth);
    settled(&mut back);
    assert_eq!(lines(&forth), lines(&back));
    assert_eq!(forth.counts().unwrap(), back.counts().unwrap());
}

#[test]
fn reading_again_replaces_what_was_found_and_keeps_the_old_reading() {
    let mut record = Record::in_memory().unwrap();
    let old = outcome(TEXT, "a.txt");
    record.keep(&old, false).unwrap();
    let mut new = outcome(TEXT, "b.txt");
    new.page.reading.cleaner = "cleaner 2".to_owned();
    new.page.reading.id = ReadingId::of("cleaner 2", TEXT);
    for encounter in &mut new.encounters {
        encounter.accounts.clear();
    }
    new.accounts.clear();
    new.mentions.clear();
    new.statements.clear();
    new.commitments.clear();
    new.deeds.clear();
    new.encounters.clear();
    new.actors.truncate(1);
    settled(&mut record);
    assert_eq!(record.keep(&new, true).unwrap(), Kept::Again);
    assert!(!record.is_settled().unwrap());
    settled(&mut record);
    let counts = record.counts().unwrap();
    assert_eq!((counts.accounts, counts.encounters, counts.mentions, counts.actors), (0, 0, 0, 1));
    assert_eq!((counts.statements, counts.commitments), (0, 0));
    assert_eq!(record.deeds().unwrap(), []);
    let readings: Vec<String> = record.column("SELECT id FROM readings", []).unwrap();
    assert_eq!(readings.len(), 2);
    assert_eq!(record.search("palace", 9).unwrap().len(), 1);
    assert_eq!(record.verify().unwrap(), vec![]);
    // And back: all as at first, with the path that came in between.
    record.keep(&old, true).unwrap();
    let mut fresh = Record::in_memory().unwrap();
    fresh.keep(&old, false).unwrap();
    settled(&mut record);
    settled(&mut fresh);
    assert_eq!(lines(&record), lines(&fresh));
}

#[test]
fn evidence_that_leads_nowhere_is_refused_whole() {
    let mut record = Record::in_memory().unwrap();
    let mut bad = outcome(TEXT, "a.txt");
    bad.accounts[0].evidence[0].reading = ReadingId("none".to_owned());
    assert!(matches!(record.keep(&bad, false), Err(KeepError::Sqlite(_))));
    let mut bad = outcome(TEXT, "a.txt");
    bad.statements[0].cue[0].reading = ReadingId("none".to_owned());
    assert!(matches!(record.keep(&bad, false), Err(KeepError::Sqlite(_))));
    assert_eq!(record.counts().unwrap(), Counts::default());
}

#[test]
fn a_cited_reading_cannot_be_deleted() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&outcome(TEXT, "a.txt"), false).unwrap();
    assert!(record.connection.execute("DELETE FROM readings", []).is_err());
}

#[test]
fn verify_names_what_differs() {
    let mut record = Record::in_memory().unwrap();
    let found = outcome(TEXT, "a.txt");
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let spoil = "UPDATE readings SET text = replace(text, 'Oslo', 'Rome')";
    record.connection.execute(spoil, []).unwrap();
    let nouns: Vec<&str> = record.verify().unwrap().iter().map(|found| found.noun).collect();
    let told = ["reading", "document", "account", "contact", "statement", "commitment"];
    assert_eq!(nouns[..6], told);
    assert!(nouns[6..].iter().all(|noun| *noun == "encounter") && nouns.len() > 6, "{nouns:?}");
    let what = &record.verify().unwrap()[3].what;
    assert_eq!(what, "where: the words at 29-36 are not `in Oslo`");
}

#[test]
fn an_answer_to_nothing_is_named() {
    let mut record = Record::in_memory().unwrap();
    let mut found = outcome(TEXT, "a.txt");
    found.statements[0].answers[0].claim = Some(StatementId("sta-gone".to_owned()));
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let what: Vec<String> = record.verify().unwrap().into_iter().map(|it| it.what).collect();
    assert_eq!(what, ["no statement sta-gone"]);
}

#[test]
fn ids_may_be_shortened() {
    let mut record = Record::in_memory().unwrap();
    for outcome in several() {
        record.keep(&outcome, false).unwrap();
    }
    let id = several()[3].encounters[0].id.clone();
    assert_eq!(record.ids_like(&id.0[..14]).unwrap(), [(Noun::Encounters, id.0.clone())]);
    assert_eq!(record.ids_like("enc-").unwrap().len(), 8);
    settled(&mut record);
    // Every contact now leads to the one encounter they are of.
    let encounter = record.encounter(&id).unwrap().unwrap();
    assert_eq!(encounter.members.len(), 8);
    let one = [(Noun::Encounters, encounter.id.0.clone())];
    assert_eq!(record.ids_like(&id.0).unwrap(), one);
    assert_eq!(record.ids_like("enc-").unwrap(), one);
    assert_eq!(record.ids_like("person:olav").unwrap().len(), 1);
    assert!(record.ids_like("zzz").unwrap().is_empty());
    assert_eq!(record.encounters_with(&ActorId("person:lund".to_owned())).unwrap().len(), 1);
}

#[test]
fn words_are_found_in_any_form() {
    let mut record = Record::in_memory().unwrap();
    record.keep(&outcome(TEXT, "a.txt"), false).unwrap();
    assert_eq!(record.search("palaces KING", 9).unwrap().len(), 1);
    assert_eq!(record.search("\"President Lund\"", 9).unwrap().len(), 1);
    assert_eq!(record.search("\"Lund President\"", 9).unwrap().len(), 0);
    assert_eq!(record.search("AND \" (", 9).unwrap().len(), 0);
}

#[test]
fn an_encounter_prints_with_the_words_behind_it() {
    let mut record = Record::in_memory().unwrap();
    let found = outcome(TEXT, "a.txt");
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let story = record.story(&found.encounters[0].id).unwrap().unwrap();
    let row = crate::show::encounters(std::slice::from_ref(&story), 110);
    for words in ["3 May 2021", "meeting, held,", "Olav (king, NOR)", "the palace (NOR)"] {
        assert!(row.contains(words), "{row}");
    }
    let detail = crate::show::encounter(&story, &[], 100);
    for words in
        ["“King Olav” [1] 0–9", "“in Oslo” [1] 29–36", "The king's guest", "(GeoNames 3143244)"]
    {
        assert!(detail.contains(words), "{detail}");
    }
}

#[test]
fn problems_are_forgotten_when_an_input_is_read_anew() {
    let mut record = Record::in_memory().unwrap();
    for input in ["a.jsonl, line 2", "a.jsonl", "a.jsonl2"] {
        record.keep_problem(input, "2024-02-01", "broken").unwrap();
    }
    record.forget_problems("a.jsonl").unwrap();
    assert_eq!(record.counts().unwrap().problems.len(), 1);
}

#[test]
fn what_is_removed_leaves_no_trace() {
    let (mut with, mut without) = (Record::in_memory().unwrap(), Record::in_memory().unwrap());
    for outcome in several() {
        with.keep(&outcome, false).unwrap();
        without.keep(&outcome, false).unwrap();
    }
    let passing = outcome(TEXT, "y.txt");
    with.keep(&passing, false).unwrap();
    settled(&mut with);
    assert!(with.remove(&passing.page.document.id).unwrap());
    assert!(!with.remove(&passing.page.document.id).unwrap());
    settled(&mut with);
    settled(&mut without);
    assert_eq!(lines(&with), lines(&without));
    assert_eq!(with.verify().unwrap(), vec![]);
    assert_eq!(with.search("palace", 99).unwrap().len(), 8);
}

#[test]
fn news_are_what_came_in_since_a_day() {
    let mut record = Record::in_memory().unwrap();
    let mut all = several();
    for outcome in &mut all[5..] {
        outcome.page.document.retrieved = Some("2024-03-01".to_owned());
    }
    for outcome in &all {
        record.keep(outcome, false).unwrap();
    }
    settled(&mut record);
    let news = record.news("2024-03-01", &Ties::default()).unwrap();
    assert_eq!(news.documents.len(), 3);
    assert_eq!(news.encounters.len(), 1);
    assert_eq!(news.encounters[0].change, Change::Changed);
    assert_eq!(news.encounters[0].accounts.len(), 3);
    let all = record.news("2024-01-01", &Ties::default()).unwrap();
    assert_eq!((all.documents.len(), all.encounters[0].change), (8, Change::New));
    assert!(record.news("2025-01-01", &Ties::default()).unwrap().encounters.is_empty());
}
