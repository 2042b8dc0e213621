//! The rows of `data/actors`, read from the tables built into the program.

use std::str::FromStr;
use std::sync::LazyLock;

use crate::nouns::{Agreement, Codes, Moment, OfficeHeld, Sector};

const STATES: &str = include_str!("../../../../data/actors/states.tsv");
const BODIES: &str = include_str!("../../../../data/actors/bodies.tsv");
const OFFICES: &str = include_str!("../../../../data/actors/offices.tsv");
const PORTFOLIOS: &str = include_str!("../../../../data/actors/portfolios.tsv");
const NOT_STATES: &str = include_str!("../../../../data/actors/not_states.tsv");
const CODES: &str = include_str!("../../../../data/actors/codes.tsv");
const CHAIRS: &str = include_str!("../../../../data/actors/chairs.tsv");
const STYLES: &str = include_str!("../../../../data/actors/styles.tsv");
const QIDS: &str = include_str!("../../../../data/actors/qids.tsv");
const PEOPLE: &str = include_str!("../../../../data/actors/people.tsv");
const GIVEN_NAMES: &str = include_str!("../../../../data/actors/given_names.tsv");

/// A state of the table.
pub(crate) struct StateRow {
    pub iso3: &'static str,
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

/// A person of a table: one line of `people.tsv` or of a table a user brought, which has two
/// columns more: `sector`, and `id` where it is not the one made of state and name.
#[derive(Default)]
pub(crate) struct PersonRow<'t> {
    pub name: &'t str,
    pub family: &'t str,
    pub aliases: &'t str,
    pub gender: &'t str,
    pub offices: &'t str,
    pub source: &'t str,
    pub country: &'t str,
    pub qid: &'t str,
    pub sector: &'t str,
    pub id: &'t str,
}

impl<'t> PersonRow<'t> {
    pub(crate) fn read(line: &'t str) -> Self {
        let [name, family, aliases, gender, offices, source, country, qid, sector, id] =
            cells(line);
        Self { name, family, aliases, gender, offices, source, country, qid, sector, id }
    }

    /// Adds the row to a table, as [`Self::read`] reads it. No value may hold a tab or line end.
    pub(crate) fn write(&self, table: &mut String) {
        let Self { name, family, aliases, gender, offices, .. } = self;
        let Self { source, country, qid, sector, id, .. } = self;
        let cells = [name, family, aliases, gender, offices, source, country, qid, sector, id];
        let told = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
        for (number, cell) in cells[..=told].iter().enumerate() {
            if number > 0 {
                table.push('\t');
            }
            table.push_str(cell);
        }
        table.push('\n');
    }

    /// The name in common use, then the others.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        std::iter::once(self.name).chain(items(self.aliases))
    }

    pub(crate) fn aliases(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        items(self.aliases)
    }

    /// What the press calls the person alone: the last word unless the row says otherwise.
    pub(crate) fn family(&self) -> &'t str {
        let last = self.name.rsplit(' ').next().unwrap_or(self.name);
        if self.family.is_empty() { last } else { self.family }
    }

    /// State of citizenship; where none is given, that of the first office of a state.
    pub(crate) fn state(&self) -> Option<&'t str> {
        let given = Some(self.country).filter(|c| !c.is_empty());
        given.or_else(|| self.owners().find(|of| of.len() == 3))
    }

    /// The state or body each office belongs to.
    pub(crate) fn owners(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        items(self.offices).filter_map(|cell| {
            let (_, rest) = cell.split_once('@')?;
            Some(rest.rsplit_once(':').map_or(rest, |(of, _)| of))
        })
    }

    pub(crate) fn offices(&self) -> Vec<OfficeHeld> {
        items(self.offices).map(|cell| office_held(cell, self.source)).collect()
    }
}

/// A title under which a state or body has an office.
pub(crate) struct StyleRow {
    pub of: &'static str,
    pub title: &'static str,
    pub offices: Vec<&'static str>,
}

/// A stretch of time in which a state bore some codes.
pub(crate) struct CodesRow {
    pub iso3: &'static str,
    pub from: Option<Moment>,
    pub to: Option<Moment>,
    pub codes: Codes,
}

/// A state that chairs a body in a stretch of time.
pub(crate) struct ChairRow {
    pub state: &'static str,
    pub held: OfficeHeld,
}

/// Where the rows under a table's header begin and end, in bytes; remarks and blank lines are left
/// out.
pub(crate) fn lines(table: &str) -> impl Iterator<Item = (u32, u32)> {
    let mut at = 0;
    let lines = table.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len() as u32;
        (start, start + line.trim_end_matches(['\n', '\r']).len() as u32)
    });
    lines.skip(1).filter(|(start, end)| start < end && !table[*start as usize..].starts_with('#'))
}

/// The cells of a row. The tables are part of the program and checked by tests, so a short row
/// reads as empty cells.
fn cells<const N: usize>(line: &str) -> [&str; N] {
    let mut cells = line.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// The cells of every row under the header.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(table).map(|(start, end)| cells(&table[start as usize..end as usize]))
}

/// The items of a cell that holds a list.
fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|item| !item.is_empty())
}

fn list(cell: &'static str) -> Vec<&'static str> {
    items(cell).collect()
}

/// The sector of that code.
pub(crate) fn sector(code: &str) -> Option<Sector> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}

/// `office@of:from..to#sources`, with every part after the office optional; `!` at the end where
/// the sources differ on the dates. Without sources it is the row's own source that says so.
fn office_held(cell: &str, source: &str) -> OfficeHeld {
    let (cell, open) = cell.strip_suffix('!').map_or((cell, false), |cell| (cell, true));
    let (cell, sources) = cell.split_once('#').unwrap_or((cell, ""));
    let (office, rest) = cell.split_once('@').unwrap_or((cell, ""));
    let (of, days) = rest.rsplit_once(':').unwrap_or((rest, ""));
    let (from, to) = days.split_once("..").unwrap_or((days, ""));
    OfficeHeld {
        office: office.to_owned(),
        of: (!of.is_empty()).then(|| of.to_owned()),
        from: Moment::from_str(from).ok(),
        to: Moment::from_str(to).ok(),
        agreement: if open { Agreement::Open } else { agreement(sources) },
        source: source_names(sources).unwrap_or_else(|| source.to_owned()),
    }
}

/// How far the sources of these letters bear a row out: an act of record needs no second.
fn agreement(sources: &str) -> Agreement {
    match sources.len() {
        1 if sources != "p" => Agreement::Single,
        _ => Agreement::Agreed,
    }
}

/// The sources a row's letters stand for.
fn source_names(letters: &str) -> Option<String> {
    let written = letters.chars().filter(char::is_ascii_digit).count();
    let written = match written {
        0 => None,
        1 => Some("own knowledge, one pass"),
        2 => Some("own knowledge, two passes"),
        _ => Some("own knowledge, three passes"),
    };
    let factbook = letters.contains('f').then_some("CIA World Factbook");
    let pocom = letters.contains('p').then_some("US Department of State (pocom)");
    let names: Vec<&str> = [written, factbook, pocom].into_iter().flatten().collect();
    (!names.is_empty()).then(|| names.join("; "))
}

/// Every state of the table, in its order.
pub(crate) fn states() -> impl Iterator<Item = StateRow> {
    rows::<9>(STATES).map(|r| StateRow {
        iso3: r[0],
        from: Moment::from_str(r[1]).ok(),
        to: Moment::from_str(r[2]).ok(),
        name: r[3],
        other_names: list(r[4]),
        adjectives: list(r[5]),
        nouns: list(r[6]),
        capitals: list(r[7]),
        seats: list(r[8]),
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

/// Wikidata ids of states and bodies, by the id of the actor.
pub(crate) fn qids() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<2>(QIDS).map(|r| (r[0], r[1]))
}

/// The table of persons as it stands.
pub(crate) fn people() -> &'static str {
    PEOPLE
}

static CODES_ROWS: LazyLock<Vec<CodesRow>> =
    LazyLock::new(|| rows::<9>(CODES).map(|cells| codes_row(&cells)).collect());

fn codes_row(cells: &[&'static str; 9]) -> CodesRow {
    let text = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
    CodesRow {
        iso3: cells[0],
        from: Moment::from_str(cells[1]).ok(),
        to: Moment::from_str(cells[2]).ok(),
        codes: Codes {
            iso2: text(cells[3]),
            numeric: text(cells[4]),
            cow: cells[5].parse().ok(),
            gleditsch_ward: cells[6].parse().ok(),
            fips: text(cells[7]),
            cameo: text(cells[8]),
        },
    }
}

/// The codes of states over time.
pub(crate) fn codes() -> &'static [CodesRow] {
    &CODES_ROWS
}

/// Which state chaired which body when.
pub(crate) fn chairs() -> impl Iterator<Item = ChairRow> {
    rows::<5>(CHAIRS).map(|[body, state, from, to, sources]| {
        let cell = format!("chair@{body}:{from}..{to}#{sources}");
        ChairRow { state, held: office_held(&cell, "") }
    })
}

/// Titles that mean another office in one state or body than their words do elsewhere.
pub(crate) fn styles() -> impl Iterator<Item = StyleRow> {
    rows::<3>(STYLES).map(|r| StyleRow { of: r[0], title: r[1], offices: list(r[2]) })
}

/// Given names and the gender they tell, `f` or `m`.
pub(crate) fn given_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<2>(GIVEN_NAMES).map(|r| (r[0], r[1]))
}
