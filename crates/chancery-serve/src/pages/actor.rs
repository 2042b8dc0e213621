//! One actor: who it is, in which office when, and with whom it had to do.

use askama::Template;
use axum::extract::{Path, State};
use chancery::keep::{Contact, EncounterFilter, Noun, Record, StatementFilter};
use chancery::nouns::{Actor, ActorId, ActorKind, Agreement, Moment, OfficeHeld};
use chancery::show::plain;

use super::actors::office_words;
use super::parts::{EncounterLine, Frame, StatementLine, day_words, said};
use super::{Answer, Found, by_first_signs, page};
use crate::charts::{self, Span};
use crate::link::{self, Link};
use crate::{App, Problem};

/// How many lines each part has.
const LINES: usize = 12;
/// How many of those somebody met.
const CONTACTS: usize = 30;

/// An office in words.
struct Office {
    what: String,
    from: String,
    to: String,
    source: String,
    /// How sources stand to it, where they do not agree.
    agreement: &'static str,
}

/// Somebody met.
struct Met {
    who: Link,
    country: String,
    encounters: u32,
    both: String,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct Page {
    frame: Frame,
    id: String,
    name: String,
    kind: String,
    country: Option<Link>,
    sector: String,
    qid: String,
    codes: Vec<(String, String)>,
    aliases: Vec<String>,
    offices: Vec<Office>,
    chart: Option<charts::Chart>,
    contacts: Vec<Met>,
    encounters: Vec<EncounterLine>,
    more_encounters: bool,
    statements: Vec<StatementLine>,
    more_statements: bool,
}

pub(super) async fn actor(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let known = app.clone();
    app.ask(move |record| filled(&known, record, &id)).await?.answer(|it| page(&it))
}

fn filled(app: &App, record: &Record, id: &str) -> Result<Found<Page>, Problem> {
    let Some(it) = record.actor(&ActorId(id.to_owned()))? else {
        return by_first_signs(record, Noun::Actors, id).map(Found::Elsewhere);
    };
    let state = it.id.as_str().strip_prefix("state:").map(str::to_owned);
    // Of a state everybody of it counts.
    let filter = match &state {
        Some(code) => EncounterFilter { countries: vec![code.clone()], ..Default::default() },
        None => EncounterFilter { actors: vec![id.to_owned()], ..Default::default() },
    };
    let met = record.encounters_page(&filter, None, LINES)?;
    let encounters = record.encounters_of(&met.items)?.iter().map(EncounterLine::of).collect();
    let filter = match &state {
        Some(code) => StatementFilter { country: Some(code.clone()), ..Default::default() },
        None => StatementFilter { actor: Some(id.to_owned()), ..Default::default() },
    };
    let told = record.statements_page(&filter, None, LINES)?;
    let contacts = app.worked_out(record, &format!("contacts {id}"), || {
        Ok(record.contacts_of(&it.id, CONTACTS)?)
    })?;
    let country = it.country.clone().filter(|_| it.kind != ActorKind::State);
    Ok(Found::Here(Page {
        frame: Frame::of("actors"),
        id: id.to_owned(),
        name: plain(&it.name),
        kind: said(&it.kind),
        country: country
            .map(|code| Link::actor(&ActorId(format!("state:{code}")), &app.state_name(&code))),
        sector: it.sector.as_ref().map(said).unwrap_or_default(),
        qid: it.qid.clone().unwrap_or_default(),
        codes: codes(&it),
        aliases: it.aliases.iter().map(|alias| plain(alias)).take(40).collect(),
        offices: it.offices.iter().map(|held| office(app, held)).collect(),
        chart: office_chart(app, &it),
        contacts: contacts.iter().map(|contact| met_with(&it, contact)).collect(),
        encounters,
        more_encounters: met.next.is_some(),
        statements: told.items.iter().map(StatementLine::of).collect(),
        more_statements: told.next.is_some(),
    }))
}

fn codes(it: &Actor) -> Vec<(String, String)> {
    let Some(codes) = &it.codes else { return Vec::new() };
    let number = |code: &Option<u16>| code.map(|code| code.to_string());
    let told = [
        ("ISO", codes.iso2.clone()),
        ("ISO numeric", codes.numeric.clone()),
        ("COW", number(&codes.cow)),
        ("Gleditsch–Ward", number(&codes.gleditsch_ward)),
        ("FIPS", codes.fips.clone()),
    ];
    told.into_iter().filter_map(|(name, code)| Some((name.to_owned(), code?))).collect()
}

fn office(app: &App, held: &OfficeHeld) -> Office {
    let day = |moment: Option<Moment>| moment.map(|it| day_words(&it.to_string()));
    Office {
        what: office_words(app, held),
        from: day(held.from).unwrap_or_default(),
        to: day(held.to).unwrap_or_default(),
        source: plain(&held.source),
        agreement: match held.agreement {
            Agreement::Agreed => "",
            Agreement::Single => "one source alone",
            Agreement::Open => "sources differ",
        },
    }
}

/// Offices over time, where their days are known.
fn office_chart(app: &App, it: &Actor) -> Option<charts::Chart> {
    let spans: Vec<Span> = it
        .offices
        .iter()
        .filter_map(|held| {
            let from = year(held.from?)?;
            let to = held.to.and_then(year);
            Some(Span { label: office_words(app, held), from, to })
        })
        .collect();
    (spans.len() > 1).then(|| charts::spans(&spans))
}

/// A moment as a year with its fraction.
fn year(moment: Moment) -> Option<f64> {
    let day = moment.first_day()?;
    Some(f64::from(day.year()) + (f64::from(day.day_of_year()) - 1.0) / 366.0)
}

fn met_with(it: &Actor, contact: &Contact) -> Met {
    Met {
        who: Link::actor(&contact.actor, &contact.name),
        country: contact.country.clone().unwrap_or_default(),
        encounters: contact.encounters,
        both: format!(
            "/dossier/{}/{}",
            link::encoded(party(&it.id)),
            link::encoded(party(&contact.actor))
        ),
    }
}

/// An actor as a dossier's address has it: states by their codes.
fn party(id: &ActorId) -> &str {
    id.as_str().strip_prefix("state:").unwrap_or(id.as_str())
}

impl Page {
    /// The list of all encounters of it.
    fn encounters_at(&self) -> String {
        match self.id.strip_prefix("state:") {
            Some(code) => format!("/encounters?a={}", link::encoded(code)),
            None => format!("/encounters?actor={}", link::encoded(&self.id)),
        }
    }

    /// The list of all statements by or to it.
    fn statements_at(&self) -> String {
        match self.id.strip_prefix("state:") {
            Some(code) => format!("/statements?country={}", link::encoded(code)),
            None => format!("/statements?actor={}", link::encoded(&self.id)),
        }
    }
}
