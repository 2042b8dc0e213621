//! Where encounters took place.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use chancery::keep::{EncounterFilter, PlaceMet, Record};
use chancery::nouns::Encounter;
use chancery::show::plain;

use super::parts::{Frame, capital};
use super::{Answer, page};
use crate::earth::{self, Spot};
use crate::link;
use crate::{App, Problem};

/// So many of the latest encounters are looked at for those named beside a place.
const LATEST: usize = 400;
/// How many places stand on the map.
const PLACES: usize = 800;
/// How many places are listed below the map.
const LISTED: usize = 60;
/// How many encounters of a place are named.
const NAMED: usize = 6;
/// Height of the letters on the map.
const LETTERS: f64 = 12.0;

/// A place with what took place there.
#[derive(Debug, Clone)]
struct Place {
    name: String,
    country: String,
    latitude: f64,
    longitude: f64,
    encounters: usize,
    latest: Vec<(String, String)>,
}

/// The places of a record.
#[derive(Debug, Clone, Default)]
struct Places {
    known: Vec<Place>,
    looked_at: usize,
    nowhere: usize,
}

#[derive(Template)]
#[template(path = "map.html")]
struct Page {
    frame: Frame,
    land: &'static str,
    spots: Vec<Spot>,
    all: Arc<Places>,
    width: f64,
    height: f64,
}

impl Page {
    fn listed(&self) -> &[Place] {
        &self.all.known[..self.all.known.len().min(LISTED)]
    }
}

pub(super) async fn map(State(app): State<App>) -> Answer {
    let known = app.clone();
    let all = app.ask(move |record| known.worked_out(record, "places", || places(&known, record)));
    let all = all.await?;
    let mut spots: Vec<Spot> = all.known.iter().map(spot).collect();
    earth::label(&mut spots, LETTERS);
    // Small spots are drawn over large ones.
    spots.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    page(&Page {
        frame: Frame::of("map"),
        land: earth::land(),
        spots,
        all,
        width: earth::WIDTH,
        height: earth::HEIGHT,
    })
}

fn spot(place: &Place) -> Spot {
    let (x, y) = earth::projected(place.latitude, place.longitude);
    let radius = 2.5 + (place.encounters as f64).sqrt() * 1.6;
    Spot { x, y, radius: radius.min(16.0), name: place.name.clone(), label: None }
}

fn places(app: &App, record: &Record) -> Result<Places, Problem> {
    let looked_at = app.worked_out(record, "sizes", || Ok(record.sizes()?))?.encounters;
    let nowhere = looked_at.saturating_sub(record.placed()?);
    let mut named: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    let latest = record.encounters_page(&EncounterFilter::default(), None, LATEST)?;
    for it in record.encounters_of(&latest.items)? {
        if let Some((key, line)) = placed(app, &it) {
            let lines = named.entry(key).or_default();
            if lines.len() < NAMED {
                lines.push(line);
            }
        }
    }
    let mut place = |it: PlaceMet| {
        let country = it.country.as_deref().map(|code| app.state_name(code)).unwrap_or_default();
        let name = plain(&it.name);
        let latest = named.remove(&(name.clone(), country.clone())).unwrap_or_default();
        let (latitude, longitude, encounters) = (it.latitude, it.longitude, it.encounters as usize);
        Place { name, country, latitude, longitude, encounters, latest }
    };
    let known = record.places_met(PLACES)?.into_iter().map(&mut place).collect();
    Ok(Places { known, looked_at: looked_at as usize, nowhere: nowhere as usize })
}

/// The place of an encounter, and the encounter in a line; none where no point is known.
fn placed(app: &App, it: &Encounter) -> Option<((String, String), (String, String))> {
    let place = it.place.as_ref().filter(|it| it.latitude.is_some() && it.longitude.is_some())?;
    let country = place.country.as_deref().map(|code| app.state_name(code)).unwrap_or_default();
    let what = capital(&chancery::briefs::what(it));
    let words = format!("{what}, {}", chancery::briefs::when_told(it));
    Some(((plain(&place.name), country), (link::encounter(&it.id), words)))
}
