//! A record of texts of our own, read once for all tests, with the paths of its pages.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use chancery::keep::{Address, Record};
use chancery::nouns::DocumentId;
use chancery::pipeline::PageReader;
use chancery::read::{Options as Reading, Source, read_bytes};
use chancery_serve::{App, Limits, Options, router};

/// A service over the record, and addresses of things in it.
#[allow(dead_code, reason = "each test program uses its own part")]
pub(crate) struct Shown {
    pub(crate) router: Router,
    /// Where the record lies.
    pub(crate) record: PathBuf,
    pub(crate) encounter: String,
    pub(crate) hostile: String,
    pub(crate) endless: String,
    things: Vec<String>,
}

#[allow(dead_code, reason = "each test program uses its own part")]
impl Shown {
    /// Addresses of every sort of page.
    pub(crate) fn paths(&self) -> Vec<String> {
        let lists = [
            "/",
            "/search?q=ferry",
            "/search?q=%3Cscript%3E",
            "/encounters",
            "/statements",
            "/commitments",
            "/documents",
            "/actors",
            "/map",
            "/network",
            "/judgements",
            "/documents?text=ferry",
            "/api/v1",
            "/dossier/NOR/ISL",
            "/actor/state:NOR",
        ];
        let lists = lists.iter().map(|&path| path.to_owned());
        lists.chain(self.things.iter().cloned()).collect()
    }
}

const READOUT: &str = "Readout of the meeting with the Foreign Minister of Iceland\n\n\
    OSLO, 12 March 2019\n\n\
    Norwegian Foreign Minister Ingrid Solheim met Icelandic Foreign Minister Katla Jonsdottir in \
    Oslo on Tuesday. The ministers discussed the ferry between the two countries and fishing \
    quotas. Norway will pay 40 million kroner for the ferry by 1 June 2019. The meeting lasted \
    two hours.";

const OTHER_SIDE: &str = "Press release\n\nREYKJAVIK, 13 March 2019\n\n\
    Foreign Minister Katla Jonsdottir of Iceland met Norwegian Foreign Minister Ingrid Solheim in \
    Bergen on 12 March 2019. The meeting lasted four hours. The two ministers spoke about fishing \
    quotas. \"We did not agree on anything,\" Jonsdottir said after the meeting.";

const WIRE: &str = "Ministers talk ferries\n\nOSLO, March 13, 2019 (Harbour Wire)\n\n\
    Norwegian Foreign Minister Ingrid Solheim met Icelandic Foreign Minister Katla Jonsdottir in \
    Oslo on Tuesday. The ministers discussed the ferry between the two countries and fishing \
    quotas. Norway will pay 40 million kroner for the ferry by 1 June 2019. The meeting lasted \
    two hours. Solheim said that Norway would invite Iceland to talks in the autumn.";

const HOSTILE: &str = "<script>alert('title')</script> \u{202E}gnihtemos & <svg/onload=alert(1)>\n\n\
    OSLO, 14 March 2019\n\n\
    Norwegian Foreign Minister Ingrid Solheim met Icelandic Foreign Minister \
    \"><img src=x onerror=alert(2)> in Oslo on Thursday. \u{202E}Solheim said that \
    \"<script>alert('said')</script>\" was \u{2067}no answer\u{2069}. </title></style><!-- \
    javascript:alert(3) {{ 7 * 7 }}";

fn source(path: &str, outlet: &str, published: &str) -> Source {
    Source {
        path: Some(path.to_owned()),
        outlet: Some(outlet.to_owned()),
        published: Some(published.to_owned()),
        retrieved: Some("2024-02-01".to_owned()),
        ..Source::default()
    }
}

fn texts() -> Vec<(String, Source)> {
    let outlet = "\"><script>alert('outlet')</script>";
    vec![
        (
            READOUT.to_owned(),
            source("readout.txt", "Norwegian Ministry of Foreign Affairs", "2019-03-12"),
        ),
        (
            OTHER_SIDE.to_owned(),
            source("release.txt", "Ministry for Foreign Affairs of Iceland", "2019-03-13"),
        ),
        (WIRE.to_owned(), source("wire.txt", "Harbour Wire", "2019-03-13")),
        (HOSTILE.to_owned(), source("<b>hostile</b>.txt", outlet, "2019-03-14")),
        ("w".repeat(5_000_000), source("endless.txt", "Harbour Wire", "2019-03-15")),
    ]
}

/// The record, made once for a run of tests.
fn made() -> &'static (PathBuf, Vec<DocumentId>) {
    static MADE: OnceLock<(PathBuf, Vec<DocumentId>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap().keep();
        let path = folder.join("record.db");
        let mut record = Record::create(&path).unwrap();
        let reader = PageReader::new();
        let mut ids = Vec::new();
        for (text, source) in texts() {
            read_bytes(text.as_bytes(), &source, &Reading::default(), &mut |page| {
                let read = reader.read_page(page.unwrap());
                ids.push(read.page.document.id.clone());
                record.keep(&read, false).unwrap();
            });
        }
        record.settle_judged().unwrap();
        (path, ids)
    })
}

/// The service over the record.
pub(crate) fn shown() -> Shown {
    let (path, ids) = made();
    let options = Options {
        record: Address::from(path),
        listen: "127.0.0.1:8080".parse().unwrap(),
        limits: Limits {
            at_once: 2,
            patience: Duration::from_mins(1),
            rate: None,
            ..Limits::default()
        },
        posting: None,
    };
    let record = Record::open(path).unwrap();
    let encounter = format!("/encounter/{}", record.encounters_in(&ids[0]).unwrap()[0]);
    let document = |at: usize| format!("/document/{}", ids[at]);
    let mut things =
        vec![encounter.clone(), document(0), document(2), format!("{}/first", document(2))];
    things.extend([document(3), document(4)]);
    things
        .extend(record.encounters_in(&ids[3]).unwrap().iter().map(|id| format!("/encounter/{id}")));
    for id in ids {
        let said = record.statements_in(id).unwrap();
        things.extend(said.iter().take(2).map(|it| format!("/statement/{}", it.id)));
        let promised = record.commitments_in(id).unwrap();
        things.extend(promised.iter().take(2).map(|it| format!("/commitment/{}", it.id)));
    }
    let people = record.mentions_in(&ids[0]).unwrap();
    let person = people
        .iter()
        .filter_map(|it| it.actor.as_ref())
        .find(|id| id.as_str().starts_with("person:"));
    things.extend(person.map(|id| format!("/actor/{}", id.as_str())));
    Shown {
        router: router(App::new(&options).unwrap()),
        record: path.clone(),
        encounter,
        hostile: document(3),
        endless: document(4),
        things,
    }
}
