//! An encounter made by hand, told by two sides, a wire and its copy, for tests of briefs.

use std::collections::BTreeMap;

use crate::briefs::Library;
use crate::nouns::*;

/// The texts: outlet, side, day, whole text.
const TEXTS: [(&str, &str, &str, &str); 5] = [
    (
        "Foreign Ministry of Norland",
        "NOR",
        "2031-05-03",
        "Minister Ana Lund met Minister Juho Salo in Oslo on 3 May 2031. The meeting, asked for \
         by Finland, lasted two hours. They agreed to open a crossing at Storskog. The minister \
         raised the price of <electric> power.",
    ),
    (
        "Ministry for Foreign Affairs",
        "FIN",
        "2031-05-04",
        "Minister Juho Salo met Minister Ana Lund in Oslo on 3 May 2031. Norway had asked for the \
         meeting, which lasted two hours. No agreement on a crossing was reached. They spoke of \
         the *herring* catch.",
    ),
    (
        "Harbour Wire",
        "third",
        "2031-05-04",
        "The foreign ministers of Norway and Finland met in Oslo on Saturday.",
    ),
    (
        "Fjord Courier",
        "third",
        "2031-05-05",
        "The foreign ministers of Norway and Finland met in Oslo on Saturday. (Harbour Wire)",
    ),
    (
        "Harbour Wire",
        "third",
        "2031-04-28",
        "Ana Lund is to meet Juho Salo in Oslo on 3 May, officials said.",
    ),
];

/// A set of nouns with all that a brief of it may cite.
pub(crate) struct Shelf {
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) names: BTreeMap<ActorId, String>,
    pub(crate) copied: BTreeMap<DocumentId, Copied>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) encounter: Encounter,
}

impl Shelf {
    pub(crate) fn library(&self) -> Library<'_> {
        Library { documents: &self.documents, names: &self.names, copied: &self.copied }
    }
}

fn id(at: usize) -> DocumentId {
    DocumentId(format!("{}{}", at + 1, "0".repeat(63)))
}

/// Where some words of a text stand.
pub(crate) fn words(at: usize, words: &str) -> Evidence {
    let start = TEXTS[at].3.find(words).unwrap_or_else(|| panic!("`{words}` is not in {at}"));
    Evidence {
        document: id(at),
        reading: ReadingId(format!("r{at}")),
        start: start as u32,
        end: (start + words.len()) as u32,
        text: words.to_owned(),
        reader: "test".to_owned(),
        version: "1".to_owned(),
        caption: false,
    }
}

fn side(code: &str) -> Side {
    if code == "third" { Side::Third } else { Side::State(code.to_owned()) }
}

fn document(at: usize) -> Document {
    let (outlet, code, day, text) = TEXTS[at];
    let moment: Option<Moment> = day.parse().ok();
    let mut sentences = Vec::new();
    let mut from = 0;
    for part in text.split_inclusive(". ") {
        sentences.push([from as u32, (from + part.trim_end().len()) as u32]);
        from += part.len();
    }
    Document {
        id: id(at),
        path: Some(format!("docs/{at}.txt")),
        url: (at == 0).then(|| "https://norland.example/news?a=1&b=2".to_owned()),
        outlet: Some(outlet.to_owned()),
        side: Some(side(code)),
        kind: if at < 2 { DocumentKind::Readout } else { DocumentKind::Report },
        title: Some(
            ["Talks | in Oslo", "Keskustelut", "Ministers meet", "Ministers meet", "Ahead"][at]
                .to_owned(),
        ),
        byline: None,
        credit: None,
        published: Some(Published {
            start: moment,
            end: moment,
            precision: Precision::Day,
            basis: PublishedBasis::Given,
        }),
        retrieved: None,
        language: Some("en".to_owned()),
        text: text.to_owned(),
        copies_of: if at == 3 { vec![id(2)] } else { Vec::new() },
        edition_of: None,
        sentences,
        notes: Vec::new(),
    }
}

pub(crate) fn day(text: &str, evidence: Option<Evidence>) -> When {
    let moment: Option<Moment> = text.parse().ok();
    When { start: moment, end: moment, precision: Precision::Day, basis: Basis::Explicit, evidence }
}

fn person(name: &str, country: &str, evidence: Evidence) -> Participant {
    Participant {
        actor: ActorId(format!("person:{}", name.to_lowercase().replace(' ', "-"))),
        name: name.to_owned(),
        office: Some("foreign minister".to_owned()),
        capacity: None,
        country: Some(country.to_owned()),
        role: Role::Principal,
        mention: evidence.text.clone(),
        evidence,
    }
}

fn account(at: usize, people: Vec<Participant>, told: Evidence) -> Account {
    let via = Via { actor: None, description: None, basis: ViaBasis::Unattributed, evidence: None };
    Account {
        id: AccountId(format!("acc-{at}")),
        document: id(at),
        encounter: EncounterId("enc-0123456789abcdef".to_owned()),
        side: side(TEXTS[at].1),
        via: vec![via],
        kind: EncounterKind::Meeting,
        channel: Some(Channel::InPerson),
        status: if at == 4 { Status::Planned } else { Status::Held },
        when: Some(day("2031-05-03", None)),
        place: None,
        participants: people,
        initiator: None,
        duration: None,
        format: None,
        topics: Vec::new(),
        outcomes: Vec::new(),
        replies: Vec::new(),
        told: Vec::new(),
        evidence: vec![told],
    }
}

fn people(at: usize) -> Vec<Participant> {
    vec![
        person("Ana Lund", "NOR", words(at, "Ana Lund")),
        person("Juho Salo", "FIN", words(at, "Juho Salo")),
    ]
}

fn value(value: impl serde::Serialize, said: &str, by: &[(usize, &str)]) -> FieldValue {
    let testimony = |&(at, text): &(usize, &str)| Testimony {
        account: AccountId(format!("acc-{at}")),
        evidence: words(at, text),
    };
    FieldValue {
        value: serde_json::to_value(value).unwrap_or_default(),
        words: said.to_owned(),
        accounts: by.iter().map(testimony).collect(),
    }
}

fn verdict(
    field: Field,
    about: Option<&str>,
    (verdict, why): (Verdict, &str),
    values: Vec<FieldValue>,
    silent: &[usize],
) -> FieldVerdict {
    FieldVerdict {
        field,
        about: about.map(str::to_owned),
        verdict,
        why: why.to_owned(),
        values,
        silent: silent.iter().map(|at| AccountId(format!("acc-{at}"))).collect(),
    }
}

fn fields() -> Vec<FieldVerdict> {
    let held = day("2031-05-03", None);
    let who = |name: &str| {
        let id = format!("person:{}", name.to_lowercase().replace(' ', "-"));
        let values = vec![value(id, name, &[(0, name), (1, name)])];
        verdict(Field::Participant, Some(name), (Verdict::Agreed, "both name them"), values, &[])
    };
    vec![
        verdict(
            Field::When,
            None,
            (Verdict::Agreed, "3 origins say so"),
            vec![value(
                held,
                "3 May",
                &[(0, "3 May 2031"), (1, "3 May 2031"), (2, "on Saturday"), (3, "on Saturday")],
            )],
            &[],
        ),
        who("Ana Lund"),
        who("Juho Salo"),
        verdict(
            Field::Initiator,
            None,
            (Verdict::Contradicted, "NOR names Finland, FIN names Norway"),
            vec![
                value("state:FIN", "Finland", &[(0, "asked for by Finland")]),
                value("state:NOR", "Norway", &[(1, "Norway had asked for the meeting")]),
            ],
            &[],
        ),
        verdict(
            Field::Outcome,
            Some("a crossing"),
            (Verdict::Contradicted, "one tells an agreement, the other that there was none"),
            vec![
                value("agreed", "agreed", &[(0, "They agreed to open a crossing at Storskog")]),
                value("refused", "no agreement", &[(1, "No agreement on a crossing was reached")]),
            ],
            &[],
        ),
        verdict(
            Field::Topic,
            Some("price of power"),
            (Verdict::Only, "only Norway"),
            vec![value("price", "price of power", &[(0, "price of <electric> power")])],
            &[1, 2],
        ),
        verdict(
            Field::Topic,
            Some("herring catch"),
            (Verdict::Only, "only Finland"),
            vec![value("herring", "herring catch", &[(1, "*herring* catch")])],
            &[0, 2],
        ),
    ]
}

fn member(at: usize, part: Part) -> Member {
    Member {
        contact: EncounterId(format!("enc-{at}")),
        document: id(at),
        part,
        to: None,
        score: None,
        reasons: Vec::new(),
    }
}

/// Ana Lund meets Juho Salo in Oslo.
pub(crate) fn shelf() -> Shelf {
    let met = [
        "Minister Ana Lund met",
        "Minister Juho Salo met",
        "met in Oslo",
        "met in Oslo",
        "is to meet",
    ];
    let told = (0..TEXTS.len()).map(|at| {
        let people = if matches!(at, 2 | 3) { Vec::new() } else { people(at) };
        account(at, people, words(at, met[at]))
    });
    let accounts: Vec<Account> = told.collect();
    let parts =
        [4, 0, 1, 2, 3].map(|at| member(at, if at == 4 { Part::Preview } else { Part::Account }));
    let copied = Copied {
        document: id(3),
        from: id(2),
        kind: CopyKind::Near,
        share: 0.9,
        credit: None,
        why: "it credits it".to_owned(),
    };
    let names = [
        ("person:ana-lund", "Ana Lund"),
        ("person:juho-salo", "Juho Salo"),
        ("state:NOR", "Norway"),
        ("state:FIN", "Finland"),
    ];
    let oslo = Where {
        name: "Oslo".to_owned(),
        country: Some("NOR".to_owned()),
        geonames: None,
        latitude: None,
        longitude: None,
        evidence: None,
    };
    let encounter = Encounter {
        id: EncounterId("enc-0123456789abcdef".to_owned()),
        kind: EncounterKind::Meeting,
        channel: Some(Channel::InPerson),
        format: None,
        status: Status::Held,
        domestic: false,
        when: Some(day("2031-05-03", None)),
        place: Some(oslo),
        initiator: None,
        duration: None,
        participants: people(0),
        topics: Vec::new(),
        outcomes: Vec::new(),
        series: None,
        first_known: Some(id(4)),
        origins: 3,
        relations: Vec::new(),
        accounts: accounts.iter().map(|it| it.id.clone()).collect(),
        members: parts.to_vec(),
        fields: fields(),
    };
    Shelf {
        documents: (0..TEXTS.len()).map(|at| (id(at), document(at))).collect(),
        names: names.map(|(id, name)| (ActorId(id.to_owned()), name.to_owned())).into(),
        copied: BTreeMap::from([(id(3), copied)]),
        accounts,
        encounter,
    }
}

/// Holds a text against the file of that name; with `CHANCERY_BLESS` set, writes the file.
pub(crate) fn golden(name: &str, text: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/briefs");
    let path = folder.join(name);
    if std::env::var_os("CHANCERY_BLESS").is_some() {
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(&path, text).expect("a file");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} differs; it would be:\n{text}", path.display());
}
