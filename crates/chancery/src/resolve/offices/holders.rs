//! Who holds an office of a state: of the persons of the text, of the tables on the day, else the
//! office itself.

use std::ops::Range;

use super::super::draft::{Draft, Scene};
use super::super::knowledge::Knowledge;
use super::super::office_table::Rank;
use super::super::people::Person;
use crate::nouns::{Actor, ActorId, ActorKind, MentionKind, OfficeHeld, Sector};

/// Somebody in an office.
pub(crate) struct Holder<'s> {
    pub actor: Actor,
    /// The office in plain words.
    pub office: String,
    /// ISO alpha-3 code.
    pub country: String,
    /// The person of the text, if it is one.
    person: Option<&'s Person>,
}

impl Holder<'_> {
    /// A mention of the holder.
    pub(crate) fn draft(&self, scene: &Scene<'_>, tokens: Range<u32>, kind: MentionKind) -> Draft {
        let mut draft = match self.person {
            Some(person) => Draft::person(scene.doc, tokens, kind, person),
            None => Draft::of(scene.doc, tokens, kind, &self.actor),
        };
        draft.office = draft.office.or_else(|| Some(self.office.clone()));
        draft.country = Some(self.country.clone());
        draft.sector = draft.sector.or(Some(Sector::Gov));
        draft
    }
}

/// Offices with the work of one: what a foreign minister is called elsewhere.
fn namesakes(office: &str, rank: Rank) -> Vec<&str> {
    let others: &[&str] = match rank {
        Rank::Foreign => &["foreign minister", "secretary of state"],
        Rank::HeadOfGovernment => &["prime minister", "chancellor", "taoiseach", "president"],
        Rank::HeadOfState => &[
            "president",
            "king",
            "queen",
            "emperor",
            "emir",
            "sultan",
            "grand duke",
            "chancellor",
            "prime minister",
        ],
        Rank::Other => &[],
    };
    std::iter::once(office).chain(others.iter().copied().filter(|o| *o != office)).collect()
}

/// Whether two offices are of one rank, or the same.
pub(crate) fn alike(knowledge: &Knowledge, a: &str, b: &str) -> bool {
    let rank = |o: &str| knowledge.offices.named(o).map_or(Rank::Other, |o| o.rank);
    a == b || rank(a) != Rank::Other && rank(a) == rank(b)
}

/// Whoever has an office like this one in another state; `but` is not meant.
pub(crate) fn holder_like<'s>(
    scene: &'s Scene<'_>,
    office: &str,
    country: &str,
    but: Option<&ActorId>,
) -> Holder<'s> {
    let knowledge = scene.setting.knowledge;
    let plain = office.strip_prefix("acting ").unwrap_or(office);
    let rank = knowledge.offices.named(plain).map_or(Rank::Other, |o| o.rank);
    let names = namesakes(plain, rank);
    let of_country =
        |p: &&Person| Some(&p.actor.id) != but && p.country.as_deref() == Some(country);
    let in_text = names.iter().take(if rank == Rank::Foreign { 2 } else { 1 }).find_map(|name| {
        scene.persons.iter().filter(of_country).find(|p| p.office.as_deref() == Some(name))
    });
    if let Some(person) = in_text {
        return Holder {
            actor: person.actor.clone(),
            office: person.office.clone().unwrap_or_default(),
            country: country.to_owned(),
            person: Some(person),
        };
    }
    let day = scene.setting.day;
    let held = names.iter().find_map(|name| {
        day.and_then(|d| knowledge.holder(name, country, d)).map(|actor| (actor.clone(), *name))
    });
    let (actor, name) = held
        .unwrap_or_else(|| (office_of(country, plain, Some(country), Some(Sector::Gov)), plain));
    Holder { actor, office: name.to_owned(), country: country.to_owned(), person: None }
}

/// An office as an actor of its own, of a state, a body or a text.
pub(crate) fn office_of(
    of: &str,
    name: &str,
    country: Option<&str>,
    sector: Option<Sector>,
) -> Actor {
    let id = ActorId(format!("office:{of}:{}", name.replace(' ', "-")));
    Actor {
        country: country.map(str::to_owned),
        sector,
        offices: vec![OfficeHeld::told(name, country)],
        ..Actor::named(id, ActorKind::Office, name.to_owned())
    }
}

/// States with a president at whose side somebody else leads the government.
const LED_BY_GOVERNMENT: &[&str] = &[
    "ALB", "ARM", "AUT", "BGD", "BGR", "CZE", "DEU", "EST", "ETH", "FIN", "FJI", "GEO", "GRC",
    "HRV", "HUN", "IND", "IRL", "IRQ", "ISL", "ISR", "ITA", "LBN", "LVA", "MDA", "MKD", "MLT",
    "MNE", "MUS", "NPL", "PAK", "POL", "PRT", "SGP", "SRB", "SVK", "SVN", "TLS", "TTO", "VUT",
    "WSM", "XKX",
];

/// States whose monarch leads.
const LED_BY_MONARCH: &[&str] =
    &["ARE", "BHR", "BRN", "JOR", "KWT", "MAR", "OMN", "QAT", "SAU", "SWZ", "VAT"];

/// States where the top is held under another title than president.
const LED_OTHERWISE: &[&str] = &["IRN", "CUB", "VNM", "LAO", "PRK", "BIH", "CHE", "SMR", "LBY"];

/// "The Turkish leader": whoever of head of state and head of government leads there.
pub(crate) fn leader(scene: &Scene<'_>, country: &str) -> Option<(Actor, String)> {
    let knowledge = scene.setting.knowledge;
    let day = scene.setting.day?;
    let held =
        |name: &str| knowledge.holder(name, country, day).map(|a| (a.clone(), name.to_owned()));
    let government = || ["prime minister", "chancellor", "taoiseach"].into_iter().find_map(held);
    let monarch = || ["king", "emir", "sultan", "president", "pope"].into_iter().find_map(held);
    if LED_OTHERWISE.contains(&country) {
        None
    } else if LED_BY_MONARCH.contains(&country) {
        monarch()
    } else if LED_BY_GOVERNMENT.contains(&country) {
        government()
    } else {
        held("president").or_else(government)
    }
}
