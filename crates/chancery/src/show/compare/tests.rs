//! One encounter made by hand, in every format.

use super::{html, markdown, text};
use crate::briefs::testing::{golden, shelf};
use crate::briefs::{Comparison, comparison};
use crate::nouns::{Account, Field, Part, Verdict};
use crate::show::layout::width_of;

fn laid() -> Comparison {
    let shelf = shelf();
    comparison(&shelf.encounter, &shelf.accounts, shelf.library())
}

#[test]
fn it_looks_as_it_should() {
    let laid = laid();
    golden("compare-100.txt", &text(&laid, 100));
    golden("compare-80.txt", &text(&laid, 80));
    golden("compare.md", &markdown(&laid));
    golden("compare.html", &html(&laid));
}

#[test]
fn lines_fit_the_terminal() {
    let laid = laid();
    for width in [60, 80, 100, 140] {
        let text = text(&laid, width);
        let widest = text.lines().map(width_of).max().unwrap();
        assert!(widest <= width.max(92), "{widest} columns at {width}:\n{text}");
        let tables = text.lines().filter(|line| line.starts_with('│'));
        assert!(tables.into_iter().all(|line| width_of(line) <= width), "{text}");
    }
}

#[test]
fn a_copy_is_no_voice_of_its_own() {
    let laid = laid();
    assert_eq!(laid.columns.len(), 3);
    assert_eq!(laid.columns[2].copies, [4]);
    assert_eq!(laid.sources[3].copy.as_deref(), Some("near copy of [3]"));
    assert!(laid.counts.starts_with("5 documents, 3 independent origins"), "{}", laid.counts);
}

#[test]
fn every_value_leads_to_its_words() {
    let laid = laid();
    let sayings = laid.rows.iter().flat_map(|row| row.cells.iter().flatten());
    assert!(sayings.into_iter().all(|it| it.quote.source > 0 && !it.quote.words.is_empty()));
    let contradicted = laid.rows.iter().filter(|row| row.verdict == Verdict::Contradicted);
    assert_eq!(contradicted.count(), 2);
    let people = laid.rows.iter().filter(|row| row.field == Field::Participant);
    assert_eq!(people.count(), 1, "those on whom all agree share a row");
}

#[test]
fn what_one_side_alone_mentions_stands_with_its_sentence() {
    let laid = laid();
    let told: Vec<(&str, &str)> = laid
        .silences
        .iter()
        .flat_map(|it| it.told.iter().map(|told| (it.voice.as_str(), told.quote.words.as_str())))
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].0.starts_with("Norway, by its own readout"), "{told:?}");
    assert_eq!(told[0].1, "The minister raised the price of <electric> power.");
    assert_eq!(laid.silences[0].told[0].silent.len(), 2);
}

#[test]
fn what_was_announced_is_no_account() {
    let laid = laid();
    assert_eq!(laid.apart.len(), 1);
    assert_eq!(laid.apart[0].part, Part::Preview);
    assert!(laid.apart[0].what.contains("planned"), "{}", laid.apart[0].what);
}

#[test]
fn no_words_of_a_text_become_markup() {
    let page = html(&laid());
    assert!(!page.contains("<electric>") && page.contains("&lt;electric&gt;"));
    assert!(!page.contains("<script") && !page.contains("http-equiv=\"refresh\""));
    assert!(page.contains("href=\"https://norland.example/news?a=1&amp;b=2\""));
    let marks = markdown(&laid());
    assert!(marks.contains("\\*herring\\*") && marks.contains("Talks \\| in Oslo"), "{marks}");
}

#[test]
fn an_encounter_without_verdicts_still_has_its_voices() {
    let mut shelf = shelf();
    shelf.encounter.fields.clear();
    let laid = comparison(&shelf.encounter, &shelf.accounts, shelf.library());
    assert!(text(&laid, 80).contains("no field that could be compared"));
    let none: [Account; 0] = [];
    let laid = comparison(&shelf.encounter, &none, shelf.library());
    assert!(laid.columns.is_empty() && text(&laid, 80).contains("sources"));
}
