//! The record as a whole, on hand-built nouns.

mod answering;
mod browse;
mod copying;
mod databases;
mod ledger;
mod sample;

use super::*;
use crate::nouns::*;
use crate::pipeline::ReadOutcome;
use databases::{Fresh, on_each_database};
use sample::{TEXT, outcome};

on_each_database! {
    exports_are_the_nouns_themselves,
    the_same_bytes_are_kept_once_with_all_their_paths,
    the_order_of_arrival_leaves_no_trace,
    reading_again_replaces_what_was_found_and_keeps_the_old_reading,
    evidence_that_leads_nowhere_is_refused_whole,
    a_cited_reading_cannot_be_deleted,
    verify_names_what_differs,
    an_answer_to_nothing_is_named,
    what_is_read_otherwise_is_named,
    ids_may_be_shortened,
    words_are_found_in_any_form,
    an_encounter_prints_with_the_words_behind_it,
    problems_are_forgotten_when_an_input_is_read_anew,
    what_is_removed_leaves_no_trace,
    news_are_what_came_in_since_a_day,
    a_newer_record_is_refused,
    opening_twice_changes_nothing,
    any_text_can_be_held,
    two_writers_take_turns,
}

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

fn exports_are_the_nouns_themselves(new: &Fresh) {
    let mut record = new.record();
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

fn the_same_bytes_are_kept_once_with_all_their_paths(new: &Fresh) {
    let mut record = new.record();
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

fn the_order_of_arrival_leaves_no_trace(new: &Fresh) {
    let (mut forth, mut back) = (new.record(), new.record());
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

fn reading_again_replaces_what_was_found_and_keeps_the_old_reading(new: &Fresh) {
    let mut record = new.record();
    let old = outcome(TEXT, "a.txt");
    record.keep(&old, false).unwrap();
    let mut later = outcome(TEXT, "b.txt");
    later.page.reading.cleaner = "cleaner 2".to_owned();
    later.page.reading.id = ReadingId::of("cleaner 2", TEXT);
    for encounter in &mut later.encounters {
        encounter.accounts.clear();
    }
    later.accounts.clear();
    later.mentions.clear();
    later.statements.clear();
    later.commitments.clear();
    later.deeds.clear();
    later.encounters.clear();
    later.actors.truncate(1);
    settled(&mut record);
    assert_eq!(record.keep(&later, true).unwrap(), Kept::Again);
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
    let mut fresh = new.record();
    fresh.keep(&old, false).unwrap();
    settled(&mut record);
    settled(&mut fresh);
    assert_eq!(lines(&record), lines(&fresh));
}

fn evidence_that_leads_nowhere_is_refused_whole(new: &Fresh) {
    let mut record = new.record();
    let mut bad = outcome(TEXT, "a.txt");
    bad.accounts[0].evidence[0].reading = ReadingId("none".to_owned());
    assert!(matches!(record.keep(&bad, false), Err(KeepError::Db(_))));
    let mut bad = outcome(TEXT, "a.txt");
    bad.statements[0].cue[0].reading = ReadingId("none".to_owned());
    assert!(matches!(record.keep(&bad, false), Err(KeepError::Db(_))));
    assert_eq!(record.counts().unwrap(), Counts::default());
}

fn a_cited_reading_cannot_be_deleted(new: &Fresh) {
    let mut record = new.record();
    record.keep(&outcome(TEXT, "a.txt"), false).unwrap();
    assert!(record.db.execute("DELETE FROM readings", []).is_err());
}

fn verify_names_what_differs(new: &Fresh) {
    let mut record = new.record();
    let found = outcome(TEXT, "a.txt");
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let spoil = "UPDATE readings SET text = replace(text, 'Oslo', 'Rome')";
    record.db.execute(spoil, []).unwrap();
    let mut found = record.verify().unwrap();
    // PostgreSQL holds the index against the text, too.
    found.retain(|it| it.what != "its reading is not in the full text index");
    // The row by its seal, the reading by its hash, and all that quotes it.
    let nouns: Vec<&str> = found.iter().map(|found| found.noun).collect();
    let told = ["readings", "reading", "document", "account", "contact", "statement", "commitment"];
    assert_eq!(nouns[..7], told);
    let last = |noun: &&str| ["encounter", "words"].contains(noun);
    assert!(nouns[7..].iter().all(last) && nouns.len() > 7, "{nouns:?}");
    assert_eq!(found[0].what, "this row was changed after it was written");
    assert_eq!(found[4].what, "where: the words at 29-36 are not `in Oslo`");
}

fn what_is_read_otherwise_is_named(new: &Fresh) {
    let mut record = new.record();
    let found = outcome(TEXT, "a.txt");
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let id = found.page.document.id.clone();
    let page = record.page(&id).unwrap().unwrap();
    assert_eq!((page.reading, page.document.sentences), (found.page.reading.clone(), vec![]));
    assert_eq!(record.reread(&found).unwrap(), Reread::default());
    let mut other = found.clone();
    other.mentions[0].name = "Olaf".to_owned();
    other.statements.clear();
    let told: Vec<String> = record
        .reread(&other)
        .unwrap()
        .differences
        .into_iter()
        .map(|it| format!("{} {}", it.noun, it.what))
        .collect();
    assert_eq!(told[0], "mentions name is `Olav`, read anew it is `Olaf`");
    assert_eq!(told[1], "statements a row that reading anew does not give");
    // What an older program read, reading anew may well give otherwise.
    let spoil = "UPDATE seals SET rows = replace(rows, '\"program\"', '\"programme\"')";
    record.db.execute(spoil, []).unwrap();
    let told = record.verify().unwrap();
    assert!(told.iter().any(|it| it.what == "the seal of this document was changed"), "{told:?}");
}

fn an_answer_to_nothing_is_named(new: &Fresh) {
    let mut record = new.record();
    let mut found = outcome(TEXT, "a.txt");
    found.statements[0].answers[0].claim = Some(StatementId("sta-gone".to_owned()));
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let what: Vec<String> = record.verify().unwrap().into_iter().map(|it| it.what).collect();
    assert_eq!(what, ["no statement sta-gone"]);
}

fn ids_may_be_shortened(new: &Fresh) {
    let mut record = new.record();
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

fn words_are_found_in_any_form(new: &Fresh) {
    let mut record = new.record();
    record.keep(&outcome(TEXT, "a.txt"), false).unwrap();
    assert_eq!(record.search("palaces KING", 9).unwrap().len(), 1);
    assert_eq!(record.search("\"President Lund\"", 9).unwrap().len(), 1);
    assert_eq!(record.search("\"Lund President\"", 9).unwrap().len(), 0);
    assert_eq!(record.search("AND \" (", 9).unwrap().len(), 0);
}

fn an_encounter_prints_with_the_words_behind_it(new: &Fresh) {
    let mut record = new.record();
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

fn problems_are_forgotten_when_an_input_is_read_anew(new: &Fresh) {
    let mut record = new.record();
    for input in ["a.jsonl, line 2", "a.jsonl", "a.jsonl2"] {
        record.keep_problem(input, "2024-02-01", "broken").unwrap();
    }
    record.forget_problems("a.jsonl").unwrap();
    assert_eq!(record.counts().unwrap().problems.len(), 1);
}

fn what_is_removed_leaves_no_trace(new: &Fresh) {
    let (mut with, mut without) = (new.record(), new.record());
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

fn news_are_what_came_in_since_a_day(new: &Fresh) {
    let mut record = new.record();
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

fn a_newer_record_is_refused(new: &Fresh) {
    let address = new.address();
    let record = Record::create(&address).unwrap();
    record.db.execute("INSERT INTO format (number) VALUES (99)", []).unwrap();
    drop(record);
    let error = Record::open(&address).unwrap_err();
    assert!(matches!(error, KeepError::Newer { found: 99, .. }), "{error}");
}

fn opening_twice_changes_nothing(new: &Fresh) {
    let address = new.address();
    assert!(matches!(Record::open(&address), Err(KeepError::Missing(_))));
    drop(Record::create(&address).unwrap());
    drop(Record::create(&address).unwrap());
    assert!(Record::open(&address).is_ok());
}

fn any_text_can_be_held(new: &Fresh) {
    let mut record = new.record();
    let text = format!("{TEXT} \0 \u{F8FE}0 \u{10FFFF} {}", "no end ".repeat(20_000));
    let found = outcome(&text, "a\0.txt");
    record.keep(&found, false).unwrap();
    settled(&mut record);
    let document = record.document(&found.page.document.id).unwrap().unwrap();
    assert_eq!(document, found.page.document);
    assert_eq!(record.reading(&document.id).unwrap(), Some(found.page.reading));
    // Words of the first and of the last piece of a long text.
    assert_eq!(record.search("palace ends", 9).unwrap().len(), 1);
    assert_eq!(record.search("\"end no end\" guest", 9).unwrap().len(), 0);
    assert_eq!(record.verify().unwrap(), vec![]);
}

fn two_writers_take_turns(new: &Fresh) {
    let address = new.address();
    drop(Record::create(&address).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut record = Record::open(&address).unwrap();
                for outcome in several() {
                    record.keep(&outcome, false).unwrap();
                    record.settle(&Ties::default()).unwrap();
                }
            });
        }
    });
    let mut alone = new.record();
    for outcome in several() {
        alone.keep(&outcome, false).unwrap();
    }
    settled(&mut alone);
    let both = Record::open(&address).unwrap();
    assert_eq!(lines(&both), lines(&alone));
    assert_eq!(both.verify().unwrap(), vec![]);
}

#[test]
fn exports_are_the_same_from_either_database() {
    let Some(new) = Fresh::postgresql() else { return };
    let (mut one, mut other) = (Fresh::sqlite().record(), new.record());
    for outcome in several() {
        one.keep(&outcome, false).unwrap();
        other.keep(&outcome, false).unwrap();
    }
    settled(&mut one);
    settled(&mut other);
    assert_eq!(lines(&one), lines(&other));
    assert_eq!(one.counts().unwrap(), other.counts().unwrap());
    let hits = |record: &Record| -> Vec<Hit> { record.search("palace olav", 9).unwrap() };
    assert_eq!(hits(&one).len(), hits(&other).len());
    assert!(hits(&other)[0].words.contains("[Olav] met President Lund"));
}

#[test]
fn a_server_that_goes_away_takes_nothing_but_what_was_under_way() {
    let Some(new) = Fresh::postgresql() else { return };
    let address = new.address();
    let mut record = Record::create(&address).unwrap();
    let all = several();
    record.keep(&all[0], false).unwrap();
    let transaction = record.db.transaction().unwrap();
    transaction.execute("DELETE FROM unsettled", []).unwrap();
    new.cut_off(&address);
    let error = transaction.execute("DELETE FROM problems", []).unwrap_err();
    assert!(error.is_lost(), "{error:?}");
    drop(transaction);
    // Between two documents it is enough that the server is there again.
    record.keep(&all[1], false).unwrap();
    new.cut_off(&address);
    assert_eq!(record.counts().unwrap().documents, 2);
    assert!(!record.is_settled().unwrap());
    settled(&mut record);
    assert_eq!(record.verify().unwrap(), vec![]);
}
