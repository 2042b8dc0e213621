//! What two states, or people, had to do with each other.

#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "months since the year 0 are small numbers"
)]

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use chancery::briefs::{Brief, Item, Party, Quote, SourceLine};
use chancery::keep::{DossierOf, EncounterRow, Record};
use chancery::nouns::{ActorId, Encounter, EncounterId, Moment};
use chancery::show::{self, plain};
use jiff::civil::Date;
use serde::Deserialize;

use super::parts::{Frame, said};
use super::{Answer, Asked, page, told, told_day};
use crate::charts::{Bar, Chart, GridRow, bars, grid};
use crate::link::{self, Link};
use crate::{App, Problem};

/// How many of the latest encounters and documents a page reaches back to.
const REACH: usize = 120;
/// The most bars of a chart.
const BARS: usize = 40;
/// How many subjects, and pairs of people.
const SUBJECTS: usize = 9;
const PAIRS: usize = 12;

/// The two, as typed.
#[derive(Deserialize, Debug)]
pub(super) struct Picked {
    a: Option<String>,
    b: Option<String>,
}

/// Of which time.
#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    since: Option<String>,
    until: Option<String>,
    all: Option<String>,
}

/// Leads from two names to their dossier.
pub(super) async fn pick(State(app): State<App>, Asked(picked): Asked<Picked>) -> Answer {
    let known = app.clone();
    let to = app.ask(move |record| {
        let one = named(&known, record, told(picked.a.as_ref()))?;
        let other = named(&known, record, told(picked.b.as_ref()))?;
        Ok(format!("/dossier/{}/{}", link::encoded(&one), link::encoded(&other)))
    });
    Ok(Redirect::to(&to.await?).into_response())
}

/// The code of a state, or the id of an actor, that a name stands for.
fn named(app: &App, record: &Record, name: Option<String>) -> Result<String, Problem> {
    let Some(name) = name else {
        return Err(Problem::bad_question("a dossier is on two: name a second state or person"));
    };
    let same = |known: &str| known.eq_ignore_ascii_case(&name);
    let states = app.names().iter().filter_map(|(id, known)| {
        id.as_str().strip_prefix("state:").filter(|code| same(code) || same(known))
    });
    if let Some(code) = states.into_iter().next() {
        return Ok(code.to_owned());
    }
    let found = record.actors_named(&name)?;
    let exact =
        found.iter().find(|actor| same(&actor.name) || actor.aliases.iter().any(|it| same(it)));
    let actor = exact.or(if found.len() == 1 { found.first() } else { None });
    match actor {
        Some(actor) => Ok(party_code(&actor.id).to_owned()),
        None if found.is_empty() => {
            Err(Problem::missing(format!("nobody in this record is called `{}`", plain(&name))))
        }
        None => {
            let names: Vec<String> = found.iter().take(8).map(|it| plain(&it.name)).collect();
            let what = format!("`{}` may be any of {}", plain(&name), names.join(", "));
            Err(Problem::bad_question(format!("{what}; give more of the name")))
        }
    }
}

fn party_code(id: &ActorId) -> &str {
    id.as_str().strip_prefix("state:").unwrap_or(id.as_str())
}

/// Two people and in how many encounters both took part.
struct PairLine {
    one: Link,
    other: Link,
    encounters: usize,
}

#[derive(Template)]
#[template(path = "dossier.html")]
struct Page {
    frame: Frame,
    codes: [String; 2],
    names: [Link; 2],
    since: String,
    until: String,
    query: String,
    brief: Brief,
    total: usize,
    contradicted: usize,
    /// Whether older encounters are not in the brief.
    reached: bool,
    chart: Option<Chart>,
    subjects: Option<Chart>,
    pairs: Vec<PairLine>,
}

pub(super) async fn dossier(
    State(app): State<App>,
    Path((one, other)): Path<(String, String)>,
    Asked(asked): Asked<Question>,
) -> Answer {
    let known = app.clone();
    let filled = app.ask(move |record| filled(&known, record, [one, other], &asked)).await?;
    page(&filled)
}

/// The brief as a file.
pub(super) async fn download(
    State(app): State<App>,
    Path((one, other, file)): Path<(String, String, String)>,
    Asked(asked): Asked<Question>,
) -> Answer {
    let known = app.clone();
    let made = app.ask(move |record| {
        let parties = parties(&known, record, [&one, &other])?;
        let brief =
            brief(&known, record, &parties, period(&asked)?, told(asked.all.as_ref()).is_some())?;
        let name =
            format!("{one}-{other}").replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "_");
        match file.as_str() {
            "brief.docx" => {
                let kind =
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                let bytes = show::dossier::docx(&brief).map_err(|error| Problem::broken(&error))?;
                Ok((kind, format!("{name}.docx"), bytes))
            }
            "brief.md" => {
                let text = show::dossier::markdown(&brief).into_bytes();
                Ok(("text/markdown; charset=utf-8", format!("{name}.md"), text))
            }
            _ => Err(Problem::missing("a dossier comes as brief.docx or brief.md")),
        }
    });
    let (kind, name, bytes) = made.await?;
    let file = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, bytes).into_response())
}

/// A state by its code, or an actor by its id.
fn party(app: &App, record: &Record, code: &str) -> Result<Party, Problem> {
    let state = ActorId(format!("state:{code}"));
    if let Some(name) = app.names().get(&state) {
        let voices = [code.to_owned()].into();
        return Ok(Party { name: name.clone(), actors: [state].into(), voices });
    }
    let id = ActorId(code.to_owned());
    let Some(actor) = record.actor(&id)? else {
        return Err(Problem::missing(format!("the record knows nobody by `{}`", plain(code))));
    };
    Ok(Party {
        name: plain(&actor.name),
        actors: [id].into(),
        voices: actor.country.into_iter().collect(),
    })
}

/// The two, each a state by its code or an actor by its id.
pub(crate) fn parties(
    app: &App,
    record: &Record,
    [one, other]: [&str; 2],
) -> Result<[Party; 2], Problem> {
    let parties = [party(app, record, one)?, party(app, record, other)?];
    if one == other {
        return Err(Problem::bad_question("a dossier is on two; name another state or person"));
    }
    Ok(parties)
}

fn period(asked: &Question) -> Result<[Option<Date>; 2], Problem> {
    let day = |field: Option<&String>| -> Result<Option<Date>, Problem> {
        Ok(told_day(field)?.and_then(|day| day.parse().ok()))
    };
    Ok([day(asked.since.as_ref())?, day(asked.until.as_ref())?])
}

/// A brief on two, of a first and to a last day.
pub(crate) fn brief(
    app: &App,
    record: &Record,
    parties: &[Party; 2],
    [since, until]: [Option<Date>; 2],
    all: bool,
) -> Result<Brief, Problem> {
    Ok(record.dossier(&DossierOf {
        parties,
        since,
        until,
        known_on: None,
        all,
        names: app.names(),
        read_to: record.read_to()?,
        reach: Some(REACH),
    })?)
}

fn filled(
    app: &App,
    record: &Record,
    codes: [String; 2],
    asked: &Question,
) -> Result<Page, Problem> {
    let parties = parties(app, record, [&codes[0], &codes[1]])?;
    let (since, until) = (told_day(asked.since.as_ref())?, told_day(asked.until.as_ref())?);
    let mut rows = record.encounters_between(&parties)?;
    rows.retain(|row| {
        since.as_ref().is_none_or(|since| row.day >= *since)
            && until
                .as_ref()
                .is_none_or(|until| !row.day.is_empty() && row.day <= format!("{until}~"))
    });
    let latest: Vec<EncounterId> = rows.iter().take(REACH).map(|row| row.id.clone()).collect();
    let encounters = record.encounters_of(&latest)?;
    let name = |at: usize| {
        let id = parties[at].actors.first().cloned().unwrap_or(ActorId(String::new()));
        Link { href: link::actor(&id), text: parties[at].name.clone() }
    };
    let fields = [("since", since.as_ref()), ("until", until.as_ref())];
    Ok(Page {
        frame: Frame::of("dossier"),
        names: [name(0), name(1)],
        brief: brief(app, record, &parties, period(asked)?, false)?,
        total: rows.len(),
        contradicted: rows.iter().filter(|row| row.contradicted).count(),
        reached: rows.len() > REACH,
        chart: timeline(&rows),
        subjects: subjects(&encounters),
        pairs: pairs(&encounters, &parties),
        query: super::parts::address("", &fields, None),
        since: since.unwrap_or_default(),
        until: until.unwrap_or_default(),
        codes,
    })
}

/// Stretches of time: months, quarters or years, as few as a chart holds.
struct Scale {
    months: i32,
    first: i32,
    count: usize,
}

impl Scale {
    /// A scale for moments of the form `2022`, `2022-12`, `2022-12-13`.
    fn over<'d>(days: impl Iterator<Item = &'d str>) -> Option<Self> {
        let all: Vec<i32> = days.filter_map(month).collect();
        let (first, last) = (*all.iter().min()?, *all.iter().max()?);
        let span = |months: i32| (last / months - first / months + 1) as usize;
        let months = [1, 3, 12, 60, 120, 600].into_iter().find(|months| span(*months) <= BARS)?;
        Some(Self { months, first: first / months, count: span(months) })
    }

    fn at(&self, day: &str) -> Option<usize> {
        usize::try_from(month(day)? / self.months - self.first).ok().filter(|at| *at < self.count)
    }

    fn label(&self, at: usize) -> String {
        let month = (self.first + at as i32) * self.months;
        let (year, month) = (month / 12, month % 12);
        match self.months {
            1 => {
                let names = [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec",
                ];
                format!("{} {year}", names[month as usize % 12])
            }
            3 => format!("{year} Q{}", month / 3 + 1),
            12 => year.to_string(),
            months => format!("{year}–{}", year + months / 12 - 1),
        }
    }
}

/// Months since the year 0.
fn month(day: &str) -> Option<i32> {
    let moment: Moment = day.parse().ok()?;
    Some(i32::from(moment.year?) * 12 + i32::from(moment.month.unwrap_or(1)) - 1)
}

/// Encounters over time, by whether they took place.
fn timeline(rows: &[EncounterRow]) -> Option<Chart> {
    let scale = Scale::over(rows.iter().map(|row| row.day.as_str()))?;
    let empty = |at| Bar { label: scale.label(at), parts: [0; 3], alerts: 0 };
    let mut all: Vec<Bar> = (0..scale.count).map(empty).collect();
    for row in rows {
        let Some(at) = scale.at(&row.day) else { continue };
        let part = match row.status.as_str() {
            "held" => 0,
            "planned" => 1,
            _ => 2,
        };
        all[at].parts[part] += 1;
        all[at].alerts += u32::from(row.contradicted);
    }
    let names = ["held", "planned", "other", "contradicted"];
    Some(bars("Encounters over time".to_owned(), names, &all))
}

/// What was spoken of over time.
fn subjects(encounters: &[Encounter]) -> Option<Chart> {
    let start = |it: &Encounter| {
        it.when.as_ref().and_then(|when| when.start).map(|start| start.to_string())
    };
    let days: Vec<Option<String>> = encounters.iter().map(start).collect();
    let scale = Scale::over(days.iter().flatten().map(String::as_str))?;
    let mut found: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (it, day) in encounters.iter().zip(&days) {
        let Some(at) = day.as_deref().and_then(|day| scale.at(day)) else { continue };
        let told: BTreeSet<String> =
            it.topics.iter().filter_map(|topic| topic.context).map(|it| said(&it)).collect();
        for subject in told {
            found.entry(subject).or_insert_with(|| vec![0; scale.count])[at] += 1;
        }
    }
    let mut rows: Vec<GridRow> =
        found.into_iter().map(|(label, counts)| GridRow { label, counts }).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.counts.iter().sum::<u32>()), row.label.clone()));
    rows.truncate(SUBJECTS);
    let times: Vec<String> = (0..scale.count).map(|at| scale.label(at)).collect();
    (!rows.is_empty()).then(|| grid("Subjects over time".to_owned(), &times, &rows))
}

/// Who of one met whom of the other.
fn pairs(encounters: &[Encounter], [one, other]: &[Party; 2]) -> Vec<PairLine> {
    let mut found: BTreeMap<(ActorId, ActorId), (String, String, usize)> = BTreeMap::new();
    for it in encounters {
        let of = |party: &Party| -> BTreeMap<ActorId, String> {
            let here = it
                .participants
                .iter()
                .filter(|person| party.holds(Some(&person.actor), person.country.as_deref()));
            let people = here.filter(|person| person.actor.as_str().starts_with("person:"));
            people.map(|person| (person.actor.clone(), person.name.clone())).collect()
        };
        let others = of(other);
        for (a, a_name) in of(one) {
            for (b, b_name) in others.iter().filter(|(b, _)| **b != a) {
                let entry = found.entry((a.clone(), b.clone()));
                entry.or_insert_with(|| (a_name.clone(), b_name.clone(), 0)).2 += 1;
            }
        }
    }
    let mut lines: Vec<PairLine> = found
        .into_iter()
        .map(|((a, b), (a_name, b_name, encounters))| PairLine {
            one: Link::actor(&a, &a_name),
            other: Link::actor(&b, &b_name),
            encounters,
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.encounters));
    lines.truncate(PAIRS);
    lines
}

#[allow(clippy::unused_self, reason = "templates call these as methods")]
impl Page {
    /// The list of the encounters between the two.
    fn list_at(&self) -> String {
        self.list("/encounters", None)
    }

    fn csv_at(&self) -> String {
        self.list("/encounters.csv", None)
    }

    fn contradicted_at(&self) -> String {
        self.list("/encounters", Some(&"yes".to_owned()))
    }

    fn list(&self, path: &str, contradicted: Option<&String>) -> String {
        let states: Vec<&String> = self.codes.iter().filter(|code| !code.contains(':')).collect();
        let actors: Vec<&String> = self.codes.iter().filter(|code| code.contains(':')).collect();
        let some = |day: &'_ str| (!day.is_empty()).then(|| day.to_owned());
        let (since, until) = (some(&self.since), some(&self.until));
        let fields = [
            ("a", states.first().copied()),
            ("b", states.get(1).copied()),
            ("actor", actors.first().copied()),
            ("other", actors.get(1).copied()),
            ("since", since.as_ref()),
            ("until", until.as_ref()),
            ("contradicted", contradicted),
        ];
        super::parts::address(path, &fields, None)
    }

    /// What was left out, without the words that are for the command line.
    fn left_out<'t>(&self, text: &'t str) -> &'t str {
        text.split(';').next().unwrap_or(text)
    }

    fn quote_at(&self, quote: &Quote) -> String {
        link::quote(quote)
    }

    fn document_at(&self, source: &SourceLine) -> String {
        link::document(&source.document)
    }

    fn kind(&self, source: &SourceLine) -> String {
        said(&source.kind)
    }

    /// Where an entry leads, by the first signs of its id.
    fn item_at(&self, item: &Item) -> String {
        let noun = match item.id.split('-').next() {
            Some("sta") => "statement",
            Some("com") => "commitment",
            _ => "encounter",
        };
        format!("/{noun}/{}", link::encoded(&item.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_widen_with_their_time() {
        let months = Scale::over(["2022-11-03", "2023-02"].into_iter()).unwrap();
        assert_eq!((months.count, months.label(0)), (4, "Nov 2022".to_owned()));
        let years = Scale::over(["1990", "2022-12-13T15"].into_iter()).unwrap();
        assert_eq!((years.count, years.at("1991-01-01")), (33, Some(1)));
        assert!(Scale::over(["XXXX-12-13"].into_iter()).is_none());
    }
}
