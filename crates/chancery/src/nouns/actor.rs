//! Who: states, persons, offices, bodies and groups.

use serde::{Deserialize, Serialize};

use super::{ActorId, Moment};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A state, or an entity treated as one in the state table.
    State,
    /// A person.
    Person,
    /// An office whose holder is not known ("the foreign minister").
    Office,
    /// An organisation: international body, ministry, party, parliament, army, company.
    Body,
    /// An unnamed person or group, kept by description and never merged across documents.
    Group,
}

/// PLOVER sector of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(
    missing_docs,
    reason = "the codes are PLOVER's own; its manual, section on sectors, defines them"
)]
pub enum Sector {
    Gov,
    Mil,
    Reb,
    Opp,
    Pty,
    Agr,
    Bus,
    Cop,
    Crm,
    Cvl,
    Edu,
    Elt,
    Env,
    Hlh,
    Hri,
    Igo,
    Imm,
    Jud,
    Lab,
    Leg,
    Med,
    Ngo,
    Rel,
    Spy,
    Uaf,
    Una,
}

/// Codes of a state in the tables users join with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Codes {
    /// ISO 3166 alpha-2.
    pub iso2: Option<String>,
    /// ISO 3166 numeric, three digits.
    pub numeric: Option<String>,
    /// Correlates of War.
    pub cow: Option<u16>,
    /// Gleditsch and Ward.
    pub gleditsch_ward: Option<u16>,
    /// FIPS 10-4.
    pub fips: Option<String>,
    /// CAMEO country code.
    pub cameo: Option<String>,
}

/// How far independent sources bear out a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Two sources or more have it, or the text itself says it.
    #[default]
    Agreed,
    /// One source alone has it: enough to know a person by name, not to know an office's holder.
    Single,
    /// Sources differ on its dates.
    Open,
}

/// An office somebody holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// The office in plain words without the country: `president`, `minister of foreign affairs`.
    pub office: String,
    /// ISO alpha-3 code of the state, or id of the body, it belongs to.
    pub of: Option<String>,
    /// First day, month or year.
    pub from: Option<Moment>,
    /// Last day, month or year; null while held or where not known.
    pub to: Option<Moment>,
    /// How far sources bear it out.
    #[serde(default)]
    pub agreement: Agreement,
    /// Where the row comes from.
    pub source: String,
}

impl OfficeHeld {
    /// An office a text gives somebody, of a state by its ISO alpha-3 code; without dates.
    pub fn told(office: &str, of: Option<&str>) -> Self {
        Self {
            office: office.to_owned(),
            of: of.map(str::to_owned),
            from: None,
            to: None,
            agreement: Agreement::Agreed,
            source: "text".to_owned(),
        }
    }

    /// Whether it is that office of that state or body.
    pub fn is(&self, office: &str, of: &str) -> bool {
        self.office == office && self.of.as_deref() == Some(of)
    }
}

/// Someone or something that acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Stable id.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// Wikidata id, where known.
    pub qid: Option<String>,
    /// Name in common English use, or the description of an unnamed one.
    pub name: String,
    /// ISO alpha-3 code of the state it belongs to.
    pub country: Option<String>,
    /// Codes, for states.
    pub codes: Option<Codes>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Other names it goes by.
    pub aliases: Vec<String>,
    /// Offices with dates.
    pub offices: Vec<OfficeHeld>,
}

impl Actor {
    /// An actor of whom nothing but the name is known.
    pub fn named(id: ActorId, kind: ActorKind, name: String) -> Self {
        Self {
            id,
            kind,
            qid: None,
            name,
            country: None,
            codes: None,
            sector: None,
            aliases: Vec::new(),
            offices: Vec::new(),
        }
    }
}
