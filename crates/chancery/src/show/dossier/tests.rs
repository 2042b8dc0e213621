//! A brief made by hand, in every format.

use super::{docx, html, markdown, text};
use crate::briefs::testing::{Shelf, day, golden, shelf, words};
use crate::briefs::{Brief, Dealings, Party, Period, SectionKind, brief};
use crate::nouns::*;
use crate::show::Standing;
use crate::show::layout::width_of;

fn party(name: &str, code: &str) -> Party {
    Party {
        name: name.to_owned(),
        actors: [ActorId(format!("state:{code}"))].into(),
        voices: [code.to_owned()].into(),
    }
}

fn mention(at: usize, name: &str, country: &str, span: &str) -> Mention {
    let evidence = words(at, span);
    Mention {
        document: evidence.document,
        actor: None,
        name: name.to_owned(),
        office: None,
        country: Some(country.to_owned()),
        sector: None,
        start: evidence.start,
        end: evidence.end,
        text: span.to_owned(),
        kind: MentionKind::Name,
        members: Vec::new(),
        capacities: Vec::new(),
        candidates: Vec::new(),
        head: 0,
    }
}

/// Finland denies what Norway tells.
fn denial() -> Statement {
    let whole = words(1, "No agreement on a crossing was reached");
    let answer = Answer {
        claim: None,
        kind: AnswerKind::Denies,
        score: 0.8,
        why: "it is of the same matter".to_owned(),
        evidence: words(0, "They agreed to open a crossing at Storskog"),
    };
    Statement {
        id: StatementId("sta-0123456789abcdef".to_owned()),
        document: whole.document.clone(),
        speaker: vec![mention(1, "Juho Salo", "FIN", "Juho Salo")],
        addressees: vec![mention(1, "Norway", "NOR", "Norway")],
        via: Vec::new(),
        cue: Vec::new(),
        content: vec![whole.clone()],
        act: Act::Deny,
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: None,
        answers: vec![answer],
        evidence: whole,
    }
}

/// Norway is to open a crossing by 1 June 2031.
fn pledge(absence: Option<&str>) -> Standing {
    let evidence = words(0, "They agreed to open a crossing at Storskog");
    let commitment = Commitment {
        id: CommitmentId("com-0123456789abcdef".to_owned()),
        kind: CommitmentKind::Pledge,
        by: vec![ActorId("state:NOR".to_owned())],
        to: vec![ActorId("state:FIN".to_owned())],
        what: evidence.clone(),
        figure: Vec::new(),
        made_on: None,
        due: Some(day("2031-06-01", None)),
        place: None,
        condition: None,
        state: CommitmentState::Open,
        according_to: Vec::new(),
        evidence,
        later: Vec::new(),
    };
    Standing { commitment, absence: absence.map(str::to_owned) }
}

/// A meeting told of beforehand only.
fn planned(shelf: &Shelf) -> Encounter {
    let account = &shelf.accounts[4];
    Encounter {
        id: EncounterId("enc-fedcba9876543210".to_owned()),
        status: Status::Planned,
        when: Some(day("2031-05-20", None)),
        origins: 1,
        accounts: vec![account.id.clone()],
        members: vec![shelf.encounter.members[0].clone()],
        fields: Vec::new(),
        ..shelf.encounter.clone()
    }
}

fn period(read_to: &str) -> Period {
    Period { read_to: read_to.parse().ok(), ..Period::default() }
}

fn made(period: Period, all: bool) -> Brief {
    let shelf = shelf();
    let parties = [party("Norway", "NOR"), party("Finland", "FIN")];
    let absence = "no evidence of fulfilment in 5 documents read to 2031-07-01";
    brief(Dealings {
        parties: &parties,
        period,
        encounters: &[shelf.encounter.clone(), planned(&shelf)],
        accounts: &shelf.accounts,
        statements: &[denial()],
        mentions: &[],
        commitments: &[pledge(Some(absence))],
        documents: 5,
        library: shelf.library(),
        all,
    })
}

#[test]
fn it_looks_as_it_should() {
    let brief = made(period("2031-07-01"), false);
    golden("dossier-100.txt", &text(&brief, 100));
    golden("dossier-80.txt", &text(&brief, 80));
    golden("dossier.md", &markdown(&brief));
    golden("dossier.html", &html(&brief));
}

#[test]
fn lines_fit_the_terminal() {
    let brief = made(period("2031-07-01"), false);
    for width in [80, 100] {
        let text = text(&brief, width);
        assert!(text.lines().all(|line| width_of(line) <= width), "{text}");
    }
}

fn kinds(brief: &Brief) -> Vec<SectionKind> {
    brief.sections.iter().map(|section| section.kind).collect()
}

#[test]
fn what_was_announced_is_apart_once_its_day_has_gone_by() {
    let later = made(period("2031-07-01"), false);
    assert!(kinds(&later).contains(&SectionKind::NoLaterWord));
    assert_eq!(later.sections[0].items.len(), 1);
    let before = made(period("2031-05-10"), false);
    assert!(!kinds(&before).contains(&SectionKind::NoLaterWord));
    assert!(before.sections[0].items[1].head.contains("planned"));
}

#[test]
fn nothing_is_told_without_its_teller_and_words() {
    let brief = made(period("2031-07-01"), false);
    for item in brief.sections.iter().flat_map(|section| &section.items) {
        let quotes = item.lines.iter().flat_map(|line| &line.quotes);
        assert!(quotes.count() > 0, "{item:?}");
    }
    let numbers: Vec<usize> = brief.sources.iter().map(|source| source.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[test]
fn a_period_leaves_out_what_lies_beside_it() {
    let since = "2031-05-10".parse().ok();
    let brief = made(Period { since, ..period("2031-07-01") }, false);
    assert_eq!(brief.sections[0].kind, SectionKind::NoLaterWord);
    let until = "2031-01-01".parse().ok();
    let brief = made(Period { until, ..period("2031-07-01") }, false);
    assert!(brief.counts.starts_with("No encounter between the two"), "{}", brief.counts);
}

#[test]
fn a_word_file_is_the_same_each_time() {
    let brief = made(period("2031-07-01"), false);
    let bytes = docx(&brief).unwrap();
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(bytes, docx(&brief).unwrap());
    let sheet = String::from_utf8_lossy(&bytes);
    assert!(sheet.contains("Where accounts disagree") && !sheet.contains("<electric>"));
}
