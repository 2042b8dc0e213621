//! Where encounters took place.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use chancery::keep::{EncounterFilter, Record};
use chancery::nouns::EncounterId;
use chancery::show::plain;

use super::parts::{Frame, capital};
use super::{Answer, page};
use crate::earth::{self, Spot};
use crate::link;
use crate::{App, Problem};

/// How many of the latest encounters are looked at.
const LATEST: usize = 3000;
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

/// A place by its name and state.
type Placed = ((String, String), Place);

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
    let found = record.encounters_page(&EncounterFilter::default(), None, LATEST)?;
    let mut all = Places { looked_at: found.items.len(), ..Places::default() };
    let mut by_name: BTreeMap<(String, String), Place> = BTreeMap::new();
    for id in found.items {
        if let Some((key, place)) = placed(app, record, &id)? {
            let known =
                by_name.entry(key).or_insert_with(|| Place { latest: Vec::new(), ..place.clone() });
            known.encounters += 1;
            if known.latest.len() < NAMED {
                known.latest.extend(place.latest);
            }
        } else {
            all.nowhere += 1;
        }
    }
    all.known = by_name.into_values().collect();
    all.known.sort_by(|a, b| b.encounters.cmp(&a.encounters).then_with(|| a.name.cmp(&b.name)));
    Ok(all)
}

/// Where an encounter took place; none where no point is known.
fn placed(app: &App, record: &Record, id: &EncounterId) -> Result<Option<Placed>, Problem> {
    let Some(it) = record.encounter(id)? else { return Ok(None) };
    let Some(place) = &it.place else { return Ok(None) };
    let (Some(latitude), Some(longitude)) = (place.latitude, place.longitude) else {
        return Ok(None);
    };
    let country = place.country.as_deref().map(|code| app.state_name(code)).unwrap_or_default();
    let name = plain(&place.name);
    let what = capital(&chancery::briefs::what(&it));
    let words = format!("{what}, {}", chancery::briefs::when_told(&it));
    let found = Place {
        name: name.clone(),
        country: country.clone(),
        latitude,
        longitude,
        encounters: 0,
        latest: vec![(link::encounter(&it.id), words)],
    };
    Ok(Some(((name, country), found)))
}
