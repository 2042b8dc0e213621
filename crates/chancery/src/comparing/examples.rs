//! The worked examples of `codebook/verdicts.md`, run through the whole path.

use std::collections::BTreeMap;

use crate::nouns::{Encounter, Field, FieldVerdict, Linked, Member, Part, Telling, Verdict};
use crate::pipeline::{PageReader, ReadOutcome};
use crate::read::{Options, Source, read_bytes};

const PAGE: &str = include_str!("../../../../codebook/verdicts.md");
/// What `+` stands for in Norway's text, in Finland's.
const OPENING: [&str; 2] = [
    "Foreign Minister Jonas Gahr Støre met Finnish Foreign Minister Alexander Stubb in Oslo today.",
    "In Oslo today Foreign Minister Alexander Stubb met Norwegian Foreign Minister Jonas Gahr Støre.",
];
const HEADS: [&str; 3] = [
    "Ministry of Foreign Affairs of Norway\nOslo, 4 May 2011\n\nFrom the ministry\n\n",
    "Ministry for Foreign Affairs of Finland\n4 May 2011\n\nFrom the ministry\n\n",
    "Two ministers\n\n",
];

/// With which every text ends; the shortest would not be long enough to be known as English.
const CLOSING: &str =
    "\n\nThe pictures of the day will be published on these pages as soon as they are ready.";

/// What is found in a text of that day.
pub(super) fn outcome(reader: &PageReader, text: &str, day: &str) -> ReadOutcome {
    let source = Source { published: Some(day.to_owned()), ..Source::default() };
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |page| pages.push(page));
    reader.read_page(pages.pop().expect("a page").expect("a clean page"))
}

/// The contacts of some texts, compared as one encounter.
pub(super) fn compared(read: &[&ReadOutcome]) -> Encounter {
    let tellings: Vec<Telling<'_>> = read
        .iter()
        .flat_map(|read| read.encounters.iter().map(move |contact| (read, contact)))
        .map(|(read, contact)| Telling {
            contact,
            accounts: read.accounts.iter().filter(|a| a.encounter == contact.id).collect(),
            document: &read.page.document,
            origin: &read.page.document.id,
        })
        .collect();
    let member = |telling: &Telling<'_>| Member {
        contact: telling.contact.id.clone(),
        document: telling.document.id.clone(),
        part: Part::Account,
        to: None,
        score: None,
        reasons: Vec::new(),
    };
    let members: Vec<Member> = tellings.iter().map(member).collect();
    let id = members.first().expect("a contact").contact.clone();
    super::compare(&Linked { id, members }, &tellings)
}

/// Texts by what they are read as; one reader reads each once.
struct Reading {
    reader: PageReader,
    read: BTreeMap<String, ReadOutcome>,
}

impl Reading {
    fn compared(&mut self, texts: &[String]) -> Encounter {
        for text in texts {
            let reader = &self.reader;
            let read = || outcome(reader, text, "2011-05-04");
            self.read.entry(text.to_owned()).or_insert_with(read);
        }
        compared(&texts.iter().map(|text| &self.read[text]).collect::<Vec<_>>())
    }
}

/// The texts of a row: those of its cells that are not empty.
fn texts(cells: &[&str]) -> Vec<String> {
    let text = |(at, cell): (usize, &&str)| {
        let opening = OPENING.get(at).copied().unwrap_or_default();
        (!cell.is_empty()).then(|| {
            format!(
                "{}{}{CLOSING}",
                HEADS[at],
                cell.replace("+ ", &format!("{opening}\n\n")).replace('+', opening)
            )
        })
    };
    cells.iter().enumerate().filter_map(text).collect()
}

fn word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

#[test]
fn every_example_has_its_verdict() {
    let mut reading = Reading { reader: PageReader::new(), read: BTreeMap::new() };
    let table = PAGE.split("\n## Examples\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = table.expect("a part with examples").lines().filter(|line| line.starts_with("| "));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows.skip(1) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let field: Field = word(cells[0]).expect("a field");
        let encounter = reading.compared(&texts(&cells[2..5]));
        let told: Vec<&FieldVerdict> =
            encounter.fields.iter().filter(|f| f.field == field).collect();
        let has = |verdict: Verdict| told.iter().any(|it| it.verdict == verdict);
        let fits = match cells[1].strip_prefix("not ") {
            Some(other) => !has(word(other).expect("a verdict")),
            None => has(word(cells[1]).expect("a verdict")),
        };
        *seen.entry(cells[1]).or_default() += 1;
        if !fits {
            let found: Vec<_> = told.iter().map(|it| (it.verdict, &it.why)).collect();
            wrong.push(format!("{row}\n    {found:?}"));
        }
    }
    for verdict in ["agreed", "one_origin", "compatible", "explained", "only", "contradicted"] {
        assert!(seen.get(verdict).is_some_and(|count| *count >= 2), "examples of {verdict}");
    }
    let all: usize = seen.values().sum();
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
