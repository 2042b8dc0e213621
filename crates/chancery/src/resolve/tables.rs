//! The rows of `data/actors`, read from the tables built into the program.

use std::str::FromStr;

use crate::nouns::{Moment, OfficeHeld, Sector};

const STATES: &str = include_str!("../../../../data/actors/states.tsv");
const BODIES: &str = include_str!("../../../../data/actors/bodies.tsv");
const OFFICES: &str = include_str!("../../../../data/actors/offices.tsv");
const PORTFOLIOS: &str = include_str!("../../../../data/actors/portfolios.tsv");
const NOT_STATES: &str = include_str!("../../../../data/actors/not_states.tsv");
const PEOPLE: &str = include_str!("../../../../data/actors/people.tsv");
const LEADERS: &str = include_str!("../../../../data/actors/leaders.tsv");
const GIVEN_NAMES: &str = include_str!("../../../../data/actors/given_names.tsv");

/// A state of the table.
pub(crate) struct StateRow {
    pub iso3: &'static str,
    pub iso2: &'static str,
    pub numeric: &'static str,
    pub cow: Option<u16>,
    pub gleditsch_ward: Option<u16>,
    pub fips: &'static str,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
    pub name: &'static str,
    pub other_names: Vec<&'static str>,
    pub adjectives: Vec<&'static str>,
    pub nouns: Vec<&'static str>,
    pub capitals: Vec<&'static str>,
    pub seats: Vec<&'static str>,
}

/// A body of the table.
pub(crate) struct BodyRow {
    pub id: &'static str,
    pub name: &'static str,
    pub aliases: Vec<&'static str>,
    pub sector: Option<Sector>,
    pub country: Option<&'static str>,
}

/// An office of the table.
pub(crate) struct OfficeRow {
    pub office: &'static str,
    pub phrases: Vec<&'static str>,
    pub rank: &'static str,
    pub sector: Option<Sector>,
    pub states: Vec<&'static str>,
}

/// A ministry's field, with the words that name it.
pub(crate) struct PortfolioRow {
    pub portfolio: &'static str,
    pub forms: Vec<&'static str>,
}

/// A person of the tables.
pub(crate) struct PersonRow {
    pub name: &'static str,
    pub family: &'static str,
    pub aliases: Vec<&'static str>,
    pub gender: &'static str,
    pub offices: Vec<OfficeHeld>,
    /// State of citizenship, where it is not the first office's.
    pub country: Option<&'static str>,
}

/// The cells of every row under the header. The tables are part of the program and checked by
/// tests, so a short row reads as empty cells.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// The items of a cell that holds a list.
fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|item| !item.is_empty()).collect()
}

/// The sector of that code.
fn sector(code: &str) -> Option<Sector> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}

/// `office@of:from..to`, with every part after the office optional.
fn office_held(cell: &str, source: &str) -> OfficeHeld {
    let (office, rest) = cell.split_once('@').unwrap_or((cell, ""));
    let (of, days) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let (from, to) = days.split_once("..").unwrap_or((days, ""));
    OfficeHeld {
        office: office.to_owned(),
        of: (!of.is_empty()).then(|| of.to_owned()),
        from: Moment::from_str(from).ok(),
        to: Moment::from_str(to).ok(),
        source: source.to_owned(),
    }
}

pub(crate) fn states() -> impl Iterator<Item = StateRow> {
    rows::<14>(STATES).map(|r| StateRow {
        iso3: r[0],
        iso2: r[1],
        numeric: r[2],
        cow: r[3].parse().ok(),
        gleditsch_ward: r[4].parse().ok(),
        fips: r[5],
        from: Moment::from_str(r[6]).ok(),
        to: Moment::from_str(r[7]).ok(),
        name: r[8],
        other_names: list(r[9]),
        adjectives: list(r[10]),
        nouns: list(r[11]),
        capitals: list(r[12]),
        seats: list(r[13]),
    })
}

pub(crate) fn bodies() -> impl Iterator<Item = BodyRow> {
    rows::<5>(BODIES).map(|r| BodyRow {
        id: r[0],
        name: r[1],
        aliases: list(r[2]),
        sector: sector(r[3]),
        country: Some(r[4]).filter(|c| !c.is_empty()),
    })
}

pub(crate) fn offices() -> impl Iterator<Item = OfficeRow> {
    rows::<5>(OFFICES).map(|r| OfficeRow {
        office: r[0],
        phrases: list(r[1]),
        rank: r[2],
        sector: sector(r[3]),
        states: list(r[4]),
    })
}

pub(crate) fn portfolios() -> impl Iterator<Item = PortfolioRow> {
    rows::<2>(PORTFOLIOS).map(|r| PortfolioRow { portfolio: r[0], forms: list(r[1]) })
}

/// Phrases that hold a state's name or adjective and mean something else.
pub(crate) fn not_states() -> impl Iterator<Item = &'static str> {
    rows::<1>(NOT_STATES).map(|r| r[0])
}

/// Every person, hand-written rows first.
pub(crate) fn people() -> impl Iterator<Item = PersonRow> {
    rows::<7>(PEOPLE).chain(rows::<7>(LEADERS)).map(|r| PersonRow {
        name: r[0],
        family: r[1],
        aliases: list(r[2]),
        gender: r[3],
        offices: list(r[4]).into_iter().map(|cell| office_held(cell, r[5])).collect(),
        country: Some(r[6]).filter(|c| !c.is_empty()),
    })
}

/// Given names and the gender they tell, `f` or `m`.
pub(crate) fn given_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<2>(GIVEN_NAMES).map(|r| (r[0], r[1]))
}
