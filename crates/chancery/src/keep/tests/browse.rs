//! Leafing through a record.

use super::sample::{TEXT, outcome};
use super::*;
use crate::briefs::Party;
use crate::keep::Page;

/// A record of so many texts of different words and days.
fn record_of(texts: u32) -> Record {
    let mut record = Record::in_memory().unwrap();
    for n in 0..texts {
        let mut read = outcome(&format!("{TEXT} Day {n} of the visit."), &format!("p/{n}.txt"));
        read.page.document.outlet = Some(if n % 2 == 0 { "Even" } else { "Odd" }.to_owned());
        record.keep(&read, false).unwrap();
    }
    settled(&mut record);
    record
}

/// Everything of a list, a page of two after the other.
fn leafed<T>(page: impl Fn(Option<&Cursor>) -> Result<Page<T>, KeepError>) -> Vec<T> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let one = page(after.as_ref()).unwrap();
        assert!(one.items.len() <= 2);
        found.extend(one.items);
        after = one.next;
        if after.is_none() {
            return found;
        }
    }
}

#[test]
fn leafing_meets_everything_once() {
    let record = record_of(5);
    let documents = DocumentFilter::default();
    let found = leafed(|after| record.documents_page(&documents, after, 2));
    let mut ids: Vec<DocumentId> = found.into_iter().map(|row| row.id).collect();
    ids.sort();
    assert_eq!(ids, record.document_ids().unwrap());
    let statements = StatementFilter::default();
    assert_eq!(leafed(|after| record.statements_page(&statements, after, 2)).len(), 5);
    let commitments = CommitmentFilter::default();
    assert_eq!(leafed(|after| record.commitments_page(&commitments, after, 2)).len(), 5);
    let encounters = EncounterFilter::default();
    let found = leafed(|after| record.encounters_page(&encounters, after, 2));
    assert_eq!(found.len() as u32, record.sizes().unwrap().encounters);
    let actors = leafed(|after| record.actors_page(&ActorFilter::default(), after, 2));
    assert!(actors.windows(2).all(|pair| pair[0].name <= pair[1].name));
}

#[test]
fn filters_narrow_down() {
    let record = record_of(4);
    let outlet = DocumentFilter { outlet: Some("Odd".to_owned()), ..DocumentFilter::default() };
    assert_eq!(record.documents_page(&outlet, None, 9).unwrap().items.len(), 2);
    let all = record.encounters_page(&EncounterFilter::default(), None, 9).unwrap().items;
    let one = record.encounter(&all[0]).unwrap().unwrap();
    let kind = crate::show::word(&one.kind);
    let same = EncounterFilter { kind: Some(kind), ..EncounterFilter::default() };
    assert_eq!(record.encounters_page(&same, None, 9).unwrap().items, all);
    let other = EncounterFilter { kind: Some("signing".to_owned()), ..EncounterFilter::default() };
    assert!(record.encounters_page(&other, None, 9).unwrap().items.is_empty());
    let person = one.participants[0].actor.to_string();
    let with = EncounterFilter { actors: vec![person], ..EncounterFilter::default() };
    assert_eq!(record.encounters_page(&with, None, 9).unwrap().items, all);
    let late =
        EncounterFilter { since: Some("2999-01-01".to_owned()), ..EncounterFilter::default() };
    assert!(record.encounters_page(&late, None, 9).unwrap().items.is_empty());
}

#[test]
fn what_is_between_two_is_found_from_both_ends() {
    let record = record_of(3);
    let all = record.encounters_page(&EncounterFilter::default(), None, 9).unwrap().items;
    let one = record.encounter(&all[0]).unwrap().unwrap();
    let party = |at: usize| {
        let it = &one.participants[at];
        Party { name: it.name.clone(), actors: [it.actor.clone()].into(), voices: [].into() }
    };
    let (first, second) = (party(0), party(1));
    let found = record.encounters_between(&[first.clone(), second.clone()]).unwrap();
    assert_eq!(found.len(), all.len());
    assert_eq!(record.encounters_between(&[second, first]).unwrap(), found);
}

#[test]
fn copies_and_readings_are_found() {
    let record = record_of(3);
    let ids = record.document_ids().unwrap();
    let kin = record.kin(&ids[0]).unwrap();
    assert_eq!(kin.iter().filter(|kin| kin.copied.is_none()).count(), 1);
    let reading = record.reading(&ids[0]).unwrap().unwrap();
    assert_eq!(record.reading_of(&ids[0], &reading.id).unwrap(), Some(reading));
    let none = ReadingId("none".to_owned());
    assert_eq!(record.reading_of(&ids[0], &none).unwrap(), None);
}

#[test]
fn cursors_read_what_they_write() {
    let cursor = Cursor { key: "2022-12-13".to_owned(), id: "enc-1".to_owned() };
    assert_eq!(Cursor::parse(&cursor.text()), Some(cursor));
    assert_eq!(Cursor::parse("nothing"), None);
}

#[test]
fn a_record_to_read_from_refuses_writing_and_sees_what_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let mut writer = Record::create(&path).unwrap();
    writer.keep(&outcome(TEXT, "a.txt"), false).unwrap();
    let mut reader = Record::open(&path).unwrap().read_only().unwrap();
    reader.refresh().unwrap();
    let before = reader.stamp().unwrap();
    assert!(reader.keep(&outcome(TEXT, "b.txt"), false).is_err());
    writer.keep(&outcome(&format!("{TEXT} More."), "c.txt"), false).unwrap();
    reader.refresh().unwrap();
    assert_ne!(reader.stamp().unwrap(), before);
}
