//! What single expressions come to. Sentences are our own; their parse is made by hand.

use chancery_engine::{Dep, Doc, Pos, Tag, Token};
use jiff::civil::date;

use super::*;
use crate::resolve::testing::page;

/// A parse in which every token hangs on one verb.
fn doc(text: &str, verb: &str, tag: Tag) -> Doc {
    let mut tokens: Vec<Token> = Vec::new();
    for piece in lex::pieces(text) {
        let word = &text[piece.start as usize..piece.end as usize];
        let is_verb = word == verb;
        tokens.push(Token {
            start: piece.start,
            end: piece.end,
            space_after: text[piece.end as usize..].starts_with(' '),
            lemma: word.to_lowercase().into(),
            pos: if is_verb { Pos::Verb } else { Pos::Noun },
            tag: if is_verb { tag } else { Tag::Nn },
            morph: "".into(),
            head: 0,
            dep: Dep::Unlabelled,
            sent_start: tokens.is_empty(),
        });
    }
    let head = tokens.iter().position(|t| t.pos == Pos::Verb).unwrap_or(0) as u32;
    for token in &mut tokens {
        token.head = head;
    }
    let sentences = std::iter::once(0..tokens.len() as u32).collect();
    Doc { text: text.to_owned(), tokens, entities: Vec::new(), sentences }
}

/// Words, value and bounds of every time, on Wednesday 16 November 2022; `verb` in the past.
fn read(text: &str, verb: &str) -> Vec<String> {
    read_on(text, verb, Tag::Vbd, Some(date(2022, 11, 16)))
}

fn read_on(text: &str, verb: &str, tag: Tag, published: Option<Date>) -> Vec<String> {
    let found = times(&page(text, published), &doc(text, verb, tag));
    let moment = |m: Option<Moment>| m.map_or_else(|| "..".to_owned(), |m| m.to_string());
    let bounds = |when: &When| match (moment(when.start), moment(when.end)) {
        (start, end) if start == end => start,
        (start, end) => format!("{start}/{end}"),
    };
    found
        .iter()
        .map(|t| {
            let words = &text[t.start as usize..t.end as usize];
            let when = t.when.as_ref().map_or_else(|| "-".to_owned(), bounds);
            format!("{words}: {} [{when}]", t.value)
        })
        .collect()
}

#[test]
fn explicit_days() {
    for written in [
        "13 November 2022",
        "November 13, 2022",
        "Nov. 13, 2022",
        "13/11/2022",
        "2022-11-13",
        "Sunday, 13 November 2022",
        "13th of November 2022",
        "11/13/2022",
        "13.11.2022",
    ] {
        let text = format!("They met on {written} .");
        let expected = format!("{written}: 2022-11-13 [2022-11-13]");
        assert_eq!(read(&text, "met"), [expected]);
    }
}

#[test]
fn days_without_a_year_take_one_only_from_publication() {
    assert_eq!(read("They met on 13 December.", "met"), ["13 December: 2021-12-13 [2021-12-13]"]);
    let ahead = read_on("They meet on 13 December.", "meet", Tag::Vb, Some(date(2022, 11, 16)));
    assert_eq!(ahead, ["13 December: 2022-12-13 [2022-12-13]"]);
    let unknown = read_on("They met on 13 December.", "met", Tag::Vbd, None);
    assert_eq!(unknown, ["13 December: XXXX-12-13 [XXXX-12-13]"]);
}

#[test]
fn a_dateline_dates_a_text_without_publication() {
    let text = "OSLO, 3 March 2021 — The envoys met on 2 March.";
    let found = read_on(text, "met", Tag::Vbd, None);
    assert_eq!(found[1], "2 March: 2021-03-02 [2021-03-02]");
    let text = "The pact of 3 March 1921 was what the envoys discussed on 2 March.";
    let found = read_on(text, "discussed", Tag::Vbd, None);
    assert_eq!(found[1], "2 March: XXXX-03-02 [XXXX-03-02]");
}

#[test]
fn the_tense_of_telling_is_not_the_tense_of_what_is_told() {
    let text = "He spoke of talks on 2 January.";
    let mut doc = doc(text, "spoke", Tag::Vbd);
    // "2 January" hangs on "talks".
    doc.tokens.iter_mut().filter(|t| t.start > 16).for_each(|t| t.head = 3);
    let found = times(&page(text, Some(date(2022, 12, 30))), &doc);
    assert_eq!(found[0].value, "2023-01-02");
}

#[test]
fn weekdays_follow_the_tense() {
    assert_eq!(read("They met on Tuesday.", "met"), ["Tuesday: 2022-11-15 [2022-11-15]"]);
    assert_eq!(read("They met on Thursday.", "met"), ["Thursday: 2022-11-10 [2022-11-10]"]);
    let ahead = read_on("They meet on Thursday.", "meet", Tag::Vb, Some(date(2022, 11, 16)));
    assert_eq!(ahead, ["Thursday: 2022-11-17 [2022-11-17]"]);
    let found = read("They met Monday morning and next Friday and Tuesday last week.", "met");
    assert_eq!(
        found,
        [
            "Monday morning: 2022-11-14TMO [2022-11-14]",
            "next Friday: 2022-11-18 [2022-11-18]",
            "Tuesday last week: 2022-11-08 [2022-11-08]",
        ]
    );
}

#[test]
fn times_relative_to_publication() {
    let found = read(
        "They met yesterday, last week, next month, two days ago, earlier this year and tonight.",
        "met",
    );
    assert_eq!(
        found,
        [
            "yesterday: 2022-11-15 [2022-11-15]",
            "last week: 2022-W45 [2022-11-07/2022-11-13]",
            "next month: 2022-12 [2022-12-01/2022-12-31]",
            "two days ago: 2022-11-14 [2022-11-14]",
            "earlier this year: 2022 [2022-01-01/2022-12-31]",
            "tonight: 2022-11-16TNI [2022-11-16]",
        ]
    );
}

#[test]
fn times_relative_to_what_was_told() {
    let found = read("They met on 3 May 2021 and dined later that day, left the next day.", "met");
    assert_eq!(found[1], "later that day: 2021-05-03 [2021-05-03]");
    assert_eq!(found[2], "the next day: 2021-05-04 [2021-05-04]");
    assert_eq!(read("They left the next day.", "left"), ["the next day: XXXX-XX-XX [-]"]);
}

#[test]
fn both_ends_of_a_range_carry_the_whole() {
    let whole = "[2022-05-03/2022-05-05]";
    assert_eq!(
        read("They met from 3 to 5 May 2022.", "met"),
        [format!("3: 2022-05-03 {whole}"), format!("5 May 2022: 2022-05-05 {whole}")]
    );
    for written in ["May 3-5, 2022", "May 3–5, 2022", "3-5 May 2022"] {
        let text = format!("They met on {written}.");
        let expected = format!("{written}: 2022-05-03/2022-05-05 {whole}");
        assert_eq!(read(&text, "met"), [expected]);
    }
    let found = read("They met between 30 April and 2 May 2021.", "met");
    assert_eq!(found[0], "30 April: 2021-04-30 [2021-04-30/2021-05-02]");
}

#[test]
fn larger_stretches() {
    let found = read(
        "In May 2008, Q3 2009, the first quarter of this year, the spring of 2010, the 1990s, \
         the 20th century and 1998 they met.",
        "met",
    );
    let values: Vec<&str> =
        found.iter().filter_map(|f| f.split(": ").nth(1)?.split(' ').next()).collect();
    assert_eq!(values, ["2008-05", "2009-Q3", "2022-Q1", "2010-SP", "199", "19", "1998"]);
}

#[test]
fn lengths_and_sets() {
    let found = read(
        "The three-day talks lasted for two hours every year, a weekly affair for several years.",
        "lasted",
    );
    let values: Vec<&str> =
        found.iter().filter_map(|f| f.split(": ").nth(1)?.split(' ').next()).collect();
    assert_eq!(values, ["P3D", "PT2H", "P1Y", "P1W", "PXY"]);
}

#[test]
fn times_of_day() {
    assert_eq!(
        read("They met on Tuesday at 3 p.m. and at 17:30 Moscow time and 0800 UTC.", "met"),
        [
            "Tuesday: 2022-11-15 [2022-11-15]",
            "3 p.m.: 2022-11-15T15:00 [2022-11-15T15]",
            "17:30 Moscow time: 2022-11-15T17:30 [2022-11-15T17]",
            "0800 UTC: 2022-11-15T08:00Z [2022-11-15T08]",
        ]
    );
}

#[test]
fn what_is_no_time() {
    for text in [
        "He may have met 2,000 men.",
        "Black Monday met its name.",
        "They met in room 204.",
        "He paid $2000 and met them.",
    ] {
        assert_eq!(read(text, "met"), [""; 0], "{text}");
    }
}

#[test]
fn amounts_beyond_the_calendar_are_no_crash() {
    read("They met 999999 decades later and 900000 days ago and on 99/99/9999.", "met");
}
