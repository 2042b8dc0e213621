//! A small record that holds a row of everything: documents of the examples, a copy, an edition,
//! what was brought in, judged, watched, and could not be read.

use std::path::Path;

use chancery::bring::Row;
use chancery::keep::{Import, ImportedRow, Noun, Record, Watched, row_line};
use chancery::nouns::{Actor, ActorId, DocumentId, Judgeable, Ruling, Said};
use chancery::pipeline::PageReader;
use chancery::read::{Options, Source, read_bytes};
use serde_json::json;

/// Of the examples, those that tell of the same call, that promise and are told as done, and one
/// that is a page.
const EXAMPLES: [&str; 5] = [
    "2021-09-biden-xi-call-beijing.txt",
    "2021-09-biden-xi-call-washington.txt",
    "chains/2022-04-colombo-promised.txt",
    "chains/2022-05-colombo-unpaid.txt",
    "2018-03-nairobi-handshake.html",
];

/// Reads the record into a file.
pub(crate) fn record(path: &Path) {
    let mut record = Record::create(path).unwrap();
    import(&mut record);
    read(&mut record);
    record.settle_judged().unwrap();
    judge(&mut record);
    record.settle_judged().unwrap();
    watch(&mut record);
    drop(record);
    // All of it in the one file, which is then copied.
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(())).unwrap();
}

fn texts() -> Vec<(Vec<u8>, Source)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples"));
    let source = |path: &str| Source {
        path: Some(path.to_owned()),
        retrieved: Some("2024-02-01".to_owned()),
        ..Source::default()
    };
    let mut texts: Vec<(Vec<u8>, Source)> = EXAMPLES
        .iter()
        .map(|name| (std::fs::read(folder.join(name)).unwrap(), source(name)))
        .collect();
    let wire = "OSLO, 3 May 2021 (Harbour Wire) - The president of Finland met the prime minister \
                of Ghana in Oslo on 3 May 2021, her office said.\n\nThey spoke about trade, \
                fisheries and visas for two hours, and agreed to meet again in Accra in the \
                summer. The prime minister promised to open a consulate in Turku by 2023.\n";
    for (name, text) in
        [("wire.txt", wire.to_owned()), ("copy.txt", format!("{wire}\n(Harbour Wire)\n"))]
    {
        let published =
            Some(if name == "wire.txt" { "2021-05-03" } else { "2021-05-04" }.to_owned());
        let outlet = Some(if name == "wire.txt" { "Harbour Wire" } else { "The Post" }.to_owned());
        texts.push((text.into_bytes(), Source { published, outlet, ..source(name) }));
    }
    for (day, city) in [(4, "Bern"), (11, "Quito"), (21, "Accra")] {
        let text = format!(
            "{city}, {day} March 2019 - The president of Finland met the prime minister of Ghana \
             in {city} on {day} March 2019, her office said.\n\nThey spoke about trade for {day} \
             minutes.\n"
        );
        texts.push((text.into_bytes(), source(&format!("{city}.txt"))));
    }
    let sold = "that Norway had sold the old lighthouse to a bank of Ghana";
    for (day, words) in [
        (1, "A radio station said"),
        (3, "The government of Norway denied"),
        (4, "The government of Ghana denied"),
    ] {
        let published = Some(format!("2022-03-0{day}"));
        let text = format!("{words} {sold}.\n");
        texts.push((text.into_bytes(), Source { published, ..source(&format!("sold{day}.txt")) }));
    }
    for edition in ["for an hour", "for two hours"] {
        let text =
            format!("The king of Norway met the president of Iceland {edition} on Monday.\n");
        let url = Some("https://post.example/king".to_owned());
        let name = format!("{edition}.txt");
        texts.push((text.into_bytes(), Source { url, ..source(&name) }));
    }
    texts
}

fn read(record: &mut Record) {
    let reader = PageReader::with(record.brought().unwrap());
    for (bytes, source) in texts() {
        read_bytes(&bytes, &source, &Options::default(), &mut |page| {
            record.keep(&reader.read_page(page.unwrap()), false).unwrap();
        });
        record.keep_path(&DocumentId::of(&bytes), "elsewhere.txt").unwrap();
    }
    for input in ["a.jsonl, line 2", "b.html"] {
        record.keep_problem(input, "2024-02-01", "broken off").unwrap();
    }
}

fn import(record: &mut Record) {
    for (file, names) in [("a.csv", ["Ada Lind", "Ole Berg"]), ("b.csv", ["Ada Lind", "Eva Ness"])]
    {
        let row = |name: &&str| {
            let row = json!({ "kind": "person", "name": name, "country": "NOR", "source": file });
            let row: Row = serde_json::from_value(row).unwrap();
            let actor = format!("person:{}", name.to_lowercase().replace(' ', "-"));
            ImportedRow { actor: ActorId(actor), json: row_line(&row).unwrap(), open: false }
        };
        let sha256 = DocumentId::of(file.as_bytes());
        let import = Import { sha256, file: file.to_owned(), day: "2024-01-01".to_owned() };
        record.keep_import(&import, names.iter().map(row).collect()).unwrap();
    }
}

/// A value, two encounters made one, and one made two.
fn judge(record: &mut Record) {
    let encounters = record.latest_encounters(99).unwrap();
    let subjects: Vec<_> = encounters
        .iter()
        .map(|id| record.subject(Noun::Encounters, id.as_str()).unwrap().unwrap())
        .collect();
    let encounter = Judgeable::Encounter;
    let shared = subjects.iter().find(|it| it.targets.len() > 1).unwrap();
    let mut split = Vec::new();
    for target in &shared.targets {
        split.extend(record.anchors(encounter, None, std::slice::from_ref(target)).unwrap());
    }
    let alone: Vec<_> = subjects.iter().filter(|it| it.targets.len() == 1).collect();
    let anchors = |at: usize| {
        record.anchors(encounter, None, &alone[at].targets).unwrap().into_iter().take(1)
    };
    let merge = anchors(0).chain(anchors(1)).collect();
    let set = Said {
        field: Some("status".to_owned()),
        value: Some(json!("unclear")),
        anchors: anchors(0).collect(),
        ..said(Ruling::Set)
    };
    let merge = Said { anchors: merge, ..said(Ruling::Merge) };
    let split = Said { anchors: split, ..said(Ruling::Split) };
    for said in [set, merge, split] {
        record.judge(said).unwrap();
    }
    let actor: Vec<Actor> = record.all(Noun::Actors).unwrap();
    for actor in &actor[..2] {
        record.keep_judged_actor(actor).unwrap();
    }
}

fn said(ruling: Ruling) -> Said {
    Said {
        ruling,
        noun: Some(Judgeable::Encounter),
        anchors: Vec::new(),
        side: None,
        field: None,
        value: None,
        was: None,
        words: None,
        withdraws: None,
        because: "it was seen".to_owned(),
        by: "Ada Reader".to_owned(),
        day: "2026-02-03".parse().unwrap(),
        brought: None,
    }
}

fn watch(record: &mut Record) {
    for source in ["https://post.example/feed", "https://wire.example/feed"] {
        let state = Watched {
            etag: Some("\"a1\"".to_owned()),
            modified: None,
            due: "2024-02-01T00:00:00Z".to_owned(),
            failures: 1,
        };
        record.keep_watched(source, &state).unwrap();
        record.entry_done(&format!("{source}/1"), "2024-01-01").unwrap();
        record.entry_failed(&format!("{source}/2"), "2024-01-01").unwrap();
    }
}
