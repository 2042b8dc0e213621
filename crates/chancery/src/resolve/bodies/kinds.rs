//! The kinds of body every state has: ministries, armed forces, chambers, courts, banks, and the
//! words for them.

use std::sync::LazyLock;

use chancery_engine::Doc;

use super::super::lexicon::{Case, Lexicon};
use super::super::tables;
use crate::nouns::Sector;

/// A kind of national body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    /// Last part of the id (`foreign-ministry`).
    pub slug: String,
    /// Name without the state, in common form ("Foreign Ministry").
    pub name: String,
    /// Other full forms, without the state.
    pub others: Vec<String>,
    pub sector: Sector,
    /// Whether the words alone, in lower case, speak of the state's own.
    pub alone: bool,
}

/// Kinds beside the ministries: slug, sector, forms (the common one first); forms after `~` are
/// found with a state only.
const KINDS: &[(&str, Sector, &str)] = &[
    ("army", Sector::Mil, "Army|Ground Forces|Land Forces"),
    ("navy", Sector::Mil, "Navy|Naval Forces"),
    ("air-force", Sector::Mil, "Air Force|Air Forces"),
    ("armed-forces", Sector::Mil, "Armed Forces|Military|Defence Forces|Defense Forces"),
    ("coast-guard", Sector::Mil, "Coast Guard|Coastguard"),
    ("border-guard", Sector::Cop, "Border Guard|Border Guards|Border Police"),
    ("general-staff", Sector::Mil, "General Staff|Joint Chiefs of Staff"),
    ("police", Sector::Cop, "Police|National Police|Police Force|Federal Police"),
    ("parliament", Sector::Leg, "Parliament|Legislature|Federal Parliament"),
    ("national-assembly", Sector::Leg, "National Assembly"),
    ("people-s-assembly", Sector::Leg, "People's Assembly|People’s Assembly"),
    ("senate", Sector::Leg, "Senate"),
    ("congress", Sector::Leg, "Congress|National Congress"),
    ("house-of-representatives", Sector::Leg, "House of Representatives"),
    ("house-of-councillors", Sector::Leg, "House of Councillors"),
    ("chamber-of-deputies", Sector::Leg, "Chamber of Deputies"),
    ("lower-house", Sector::Leg, "Lower House|Lower House of Parliament"),
    ("upper-house", Sector::Leg, "Upper House|Upper House of Parliament"),
    ("supreme-court", Sector::Jud, "Supreme Court|High Court|Court of Cassation"),
    ("constitutional-court", Sector::Jud, "Constitutional Court"),
    (
        "prosecutor",
        Sector::Jud,
        "Prosecutor's Office|Prosecutor’s Office|Prosecutor General's Office|Prosecutor General’s Office|General Prosecutor's Office",
    ),
    ("central-bank", Sector::Gov, "Central Bank|Reserve Bank|National Bank|Federal Bank"),
    ("cabinet", Sector::Gov, "Cabinet|Council of Ministers|Cabinet of Ministers"),
    (
        "presidency",
        Sector::Gov,
        "Presidency|Presidential Office|President's Office|Presidential Administration",
    ),
    ("security-council", Sector::Gov, "Security Council|National Security Council"),
    (
        "election-commission",
        Sector::Gov,
        "Election Commission|Electoral Commission|Central Election Commission",
    ),
    (
        "intelligence-service",
        Sector::Spy,
        "Intelligence Service|Intelligence Agency|Secret Service|Foreign Intelligence Service|Intelligence",
    ),
    (
        "state-media",
        Sector::Med,
        "State Media|State News Agency|State Television|State TV|State Radio|State-Run Media|Official News Agency",
    ),
    ("embassy", Sector::Gov, "Embassy|High Commission"),
    ("consulate", Sector::Gov, "Consulate|Consulate General|Consulate-General"),
];

/// The kinds and the automaton over their words.
pub(super) struct Kinds {
    kinds: Vec<Kind>,
    words: Lexicon<u32>,
}

static ALL: LazyLock<Kinds> = LazyLock::new(Kinds::new);

/// Words for national bodies found in a text, in order: tokens and kind.
pub(super) fn find(doc: &Doc) -> Vec<(std::ops::Range<u32>, &'static Kind)> {
    let found = ALL.words.find(doc).into_iter();
    found.map(|(tokens, index)| (tokens, &ALL.kinds[index as usize])).collect()
}

/// The kind of that slug.
pub(super) fn of_slug(slug: &str) -> Option<&'static Kind> {
    ALL.kinds.iter().find(|k| k.slug == slug)
}

impl Kinds {
    fn new() -> Self {
        let (mut kinds, mut words) = (Vec::new(), Vec::new());
        for (slug, sector, forms) in KINDS {
            let forms: Vec<&str> = forms.split('|').collect();
            words.extend(forms.iter().map(|form| ((*form).to_owned(), kinds.len() as u32)));
            kinds.push(Kind {
                slug: (*slug).to_owned(),
                name: forms[0].to_owned(),
                others: forms[1..].iter().map(|&f| f.to_owned()).collect(),
                sector: *sector,
                alone: !matches!(
                    *slug,
                    "intelligence-service"
                        | "congress"
                        | "embassy"
                        | "cabinet"
                        | "consulate"
                        | "presidency"
                        | "security-council"
                ),
            });
        }
        for row in tables::portfolios() {
            let index = kinds.len() as u32;
            let slug = format!("{}-ministry", row.portfolio.replace(' ', "-"));
            words.extend(row.forms.iter().flat_map(|form| ministries(form)).map(|w| (w, index)));
            if row.portfolio == "foreign" {
                words.extend(FOREIGN.iter().map(|w| ((*w).to_owned(), index)));
            }
            let portfolio = capitalised(row.portfolio);
            let full = if row.portfolio == "foreign" { "Foreign Affairs" } else { &portfolio };
            kinds.push(Kind {
                slug,
                name: format!("{portfolio} Ministry"),
                others: vec![format!("Ministry of {full}")],
                sector: Sector::Gov,
                alone: true,
            });
        }
        Self { kinds, words: Lexicon::new(words.into_iter(), Case::Ignored) }
    }
}

/// Other names of foreign ministries.
const FOREIGN: &[&str] = &[
    "foreign office",
    "ministry of external affairs",
    "external affairs ministry",
    "ministry of external relations",
    "ministry of foreign relations",
    "ministry for europe and foreign affairs",
    "ministry for foreign and european affairs",
    "ministry of foreign and european affairs",
    "ministry of foreign affairs and international development",
    "federal foreign office",
    "department of foreign affairs",
    "department of international relations and cooperation",
    "global affairs",
];

fn ministries(form: &str) -> [String; 5] {
    [
        format!("{form} ministry"),
        format!("ministry of {form}"),
        format!("ministry for {form}"),
        format!("ministry of the {form}"),
        format!("department of {form}"),
    ]
}

fn capitalised(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect())
    };
    words.split(' ').map(capital).collect::<Vec<String>>().join(" ")
}
