//! Rows of a file, from its bytes to what the resolver knows. All persons are made up.

use std::sync::LazyLock;

use super::*;
use crate::nouns::{ActorId, Agreement};
use crate::resolve::Knowledge;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

type Line = (u64, Result<RawRow, String>);

fn raw(text: &str, form: Form) -> Result<Vec<Line>, FileError> {
    let mut found = Vec::new();
    rows(text.as_bytes(), form, &mut |line, row| found.push((line, row)))?;
    Ok(found)
}

/// The rows that hold, with their actors, and the lines that do not.
fn checked(text: &str, form: Form) -> (Vec<(ActorId, Row)>, Vec<String>) {
    let mut checker = Checker::new(&KNOWLEDGE, "test");
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (line, row) in raw(text, form).unwrap() {
        match row.and_then(|row| checker.check(row)) {
            Ok(row) => good.push(row),
            Err(why) => bad.push(format!("{line}: {why}")),
        }
    }
    (good, bad)
}

/// The kinds of conflict on each line of a file.
fn conflicts(text: &str) -> Vec<(u64, What)> {
    let mut checker = Checker::new(&KNOWLEDGE, "test");
    let mut comparison = Comparison::new(&KNOWLEDGE);
    let mut found = Vec::new();
    for (line, row) in raw(text, Form::Csv).unwrap() {
        let (actor, row) = checker.check(row.unwrap()).unwrap();
        let (_, _, conflicts) = comparison.add(line, actor, &row);
        found.extend(conflicts.into_iter().map(|it| (it.line, it.what)));
    }
    found
}

#[test]
fn broken_files_are_refused_whole() {
    let refused = |bytes: &[u8], form| rows(bytes, form, &mut |_, _| {}).unwrap_err();
    assert_eq!(refused(b"name\nA\xff", Form::Csv), FileError::NotUtf8(6));
    assert_eq!(refused(b" \n", Form::Csv), FileError::Empty);
    assert_eq!(refused(b"Tavi Oruko,KEN\n", Form::Csv), FileError::NoName);
    assert_eq!(refused(b"country,office\n", Form::Csv), FileError::NoName);
    assert_eq!(refused(b"name,cuontry\n", Form::Csv), FileError::UnknownColumn("cuontry".into()));
    assert_eq!(refused(b"name,name\n", Form::Csv), FileError::Twice("name".into()));
    assert_eq!(refused(b"name,country\n", Form::JsonLines), FileError::NotJson(1));
}

#[test]
fn bad_rows_are_named_by_their_line() {
    let text = "name,country,gender,qid,office,of,from,to\n\
                Tavi Oruko,KEN,,,,,,\n,KEN,,,,,,\nMirela Dostan,XYZ,,,,,,\nMirela Dostan,,x,,,,,\n\
                Mirela Dostan,,,12,,,,\nMirela Dostan,,,,mayor,body:no-such,,\nMirela Dostan\n\
                Mirela Dostan,,,,mayor,KEN,2012-13,\nMirela Dostan,,,,mayor,KEN,2012-02-30,\n\
                Mirela Dostan,,,,mayor,KEN,2012,2011-12\n\"Mirela\tDostan\",,,,,,,\n\
                Mirela Dostan,,,,may!or,KEN,,\nMirela Dostan,,,,,KEN,,\n...,,,,,,,\n";
    let (good, bad) = checked(text, Form::Csv);
    assert_eq!(good.len(), 1);
    let lines: Vec<&str> = bad.iter().filter_map(|b| b.split(':').next()).collect();
    let expected: Vec<String> = (3..=15).map(|line: u32| line.to_string()).collect();
    assert_eq!(lines, expected, "{bad:#?}");
}

#[test]
fn rows_are_put_in_order() {
    let text = "\u{feff}Kind,id,name,aliases,office,of,from\n\
                body,,Harbour Compact,HC|The Compact,,,\n\
                ,,Tavi Oruko,,Minister of Foreign Affairs,KEN,2012-03\n\
                person,own-7,Mirela Dostan,,chairmanship,body:harbour-compact,2013\n\
                state,mmr,Burma,,,,\n\
                body,,North Atlantic Treaty Organization,,,,\n";
    let (good, bad) = checked(text, Form::Csv);
    assert!(bad.is_empty(), "{bad:?}");
    let ids: Vec<&str> = good.iter().map(|(id, _)| id.as_str()).collect();
    let expected =
        ["body:harbour-compact", "person:ken:tavi-oruko", "person:own-7", "state:MMR", "body:nato"];
    assert_eq!(ids, expected);
    assert_eq!(good[1].1.office.as_deref(), Some("foreign minister"));
    assert_eq!(good[1].1.country.as_deref(), Some("KEN"), "of the office");
    assert_eq!(good[2].1.office.as_deref(), Some("chair"));
    assert_eq!(good[0].1.source.as_deref(), Some("test"));
}

#[test]
fn json_lines_have_columns_as_keys() {
    let text = r#"{"name": "Tavi Oruko", "aliases": ["T. Oruko"], "office": "mayor", "of": "KEN", "from": 2012}

        {"name": "Mirela Dostan", "hobby": "chess"}
        {"name": 7}
        no json"#;
    let (good, bad) = checked(text, Form::JsonLines);
    assert_eq!(good[0].1.from, "2012".parse().ok());
    assert_eq!(good[0].1.aliases, ["T. Oruko"]);
    assert_eq!(bad[0], "3: unknown key `hobby`");
    assert!(bad[1].starts_with("4: ") && bad[2].starts_with("5: not JSON"), "{bad:?}");
}

#[test]
fn entities_become_rows() {
    let text = r#"{"id": "p1", "schema": "Person", "properties": {"name": ["Tavi Oruko"], "alias": ["T. Oruko"], "weakAlias": ["The Mast"], "nationality": ["ke"], "gender": ["male"], "position": ["Keeper of the Lamp", "Minister of Foreign Affairs"], "wikidataId": ["Q999999999"]}}
{"id": "b1", "schema": "PublicBody", "properties": {"name": ["Harbour Compact"], "country": ["ke"]}}
{"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["q1"], "startDate": ["2012-03-01"], "endDate": ["2014"]}}
{"id": "q1", "schema": "Position", "properties": {"name": ["President of Ghana"], "country": ["gh"]}}
{"id": "o2", "schema": "Occupancy", "properties": {"holder": ["p9"], "post": ["q1"]}}
{"id": "v1", "schema": "Vessel", "properties": {"name": ["Lamp"]}}"#;
    let (good, bad) = checked(text, Form::JsonLines);
    let offices: Vec<_> = good.iter().map(|(_, row)| row.office.as_deref()).collect();
    assert_eq!(offices, [None, None, Some("foreign minister"), None, Some("president")]);
    let (id, person) = &good[0];
    assert_eq!(id.as_str(), "person:ken:tavi-oruko");
    assert_eq!((person.gender, person.aliases.len()), (Some('m'), 2));
    assert_eq!(good[3].1.kind, RowKind::Body);
    assert_eq!(good[4].1.of.as_deref(), Some("GHA"));
    assert_eq!(good[4].1.to, "2014".parse().ok());
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(bad[0].starts_with("6: entities of schema `Vessel`"), "{bad:?}");
    assert!(bad[1].starts_with("5: no person `p9`"), "{bad:?}");
}

#[test]
fn contradictions_with_the_tables_are_found() {
    let head = "kind,id,name,gender,country,qid,office,of,from,to\n";
    let of = |row: &str| conflicts(&format!("{head}{row}\n"));
    let what = |row: &str| of(row).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
    assert_eq!(what(",,Sven Calloway,,,,president,FRA,2018,2019"), [What::OtherHolder]);
    assert!(what(",,Sven Calloway,,,,president,FRA,2131,").is_empty(), "follows on the tables");
    assert!(what(",,Sven Calloway,,,,mayor,FRA,2018,2019").is_empty());
    let other_dates = what(",,Angela Merkel,,,,chancellor,DEU,2007-01-01,2021-12-08");
    assert_eq!(other_dates, [What::OtherDates]);
    assert!(what(",,Angela Merkel,,DEU,,chancellor,DEU,2005,2021").is_empty());
    assert_eq!(what(",,Angela Merkel,m,DEU,,,,,"), [What::OtherGender]);
    let country = what(",person:deu:angela-merkel,Angela Merkel,,FRA,,,,,");
    assert_eq!(country, [What::OtherCountry]);
    assert_eq!(what(",,Angela Dorothea Merkel,,DEU,,,,,"), [What::SamePerson]);
    assert_eq!(what("body,body:nato,North Harbour Club,,,,,,,"), [What::BodyTaken]);
    assert_eq!(what("state,MMR,Burma,,,,,,,"), [What::StateRenamed]);
}

#[test]
fn contradictions_within_a_file_are_found() {
    let text = "name,country,gender,qid,office,from,to\n\
                Tavi Oruko,KEN,m,Q5,central bank governor,1981,1984\n\
                Mirela Dostan,KEN,,,central bank governor,1982,1983\n\
                Tavi Oruko,KEN,f,,central bank governor,1981-05,1984\n\
                Tavi Oruko,KEN,,Q6,central bank governor,1982,1983-06\n\
                Joram Sela,KEN,,Q5,,,\n";
    let expected = [
        (3, What::OtherHolder),
        (4, What::OtherGender),
        (5, What::OtherQid),
        (5, What::OtherDates),
        (6, What::OtherQid),
    ];
    assert_eq!(conflicts(text), expected);
}

#[test]
fn rows_of_one_actor_make_one_actor() {
    let text = "kind,name,aliases,country,office,from,to\n\
                ,Tavi Oruko,T. Oruko,KEN,mayor,2001,2003\n,Tavi Oruko,,KEN,governor,2004,\n\
                state,Burma,,MMR,,,\nbody,Harbour Compact,HC,,,,\n";
    let (mut good, _) = checked(text, Form::Csv);
    good.sort_by(|a, b| a.0.cmp(&b.0));
    let mut gathering = Gathering::default();
    for (actor, row) in good {
        let open = row.office.as_deref() == Some("governor");
        gathering.add(actor.as_str(), row, open);
    }
    let knowledge = Knowledge::with(gathering.finish());
    let found = knowledge.find("Oruko", None);
    assert_eq!(found.len(), 1);
    let offices: Vec<_> =
        found[0].actor.offices.iter().map(|h| (h.office.as_str(), h.agreement)).collect();
    assert_eq!(offices, [("mayor", Agreement::Agreed), ("governor", Agreement::Open)]);
    let day = "2005-01-01".parse().unwrap();
    assert!(knowledge.holder("governor", "KEN", day).is_none(), "open rows name nobody");
    let burma = knowledge.state("MMR").unwrap();
    assert_eq!(burma.name, "Burma");
    assert!(burma.aliases.iter().any(|name| name == "Myanmar"));
    assert_eq!(knowledge.find("HC", None)[0].actor.id.as_str(), "body:harbour-compact");
}
