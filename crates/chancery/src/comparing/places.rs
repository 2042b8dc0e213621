//! Places: whether two tellings of where can both be true.

use super::verdict::{Relation, Saying};
use crate::nouns::{Part, Where};
use crate::resolve::{StateRow, fold, state_rows};

/// Kilometres within which a hall and its city are one place.
const NEAR_KM: f64 = 60.0;

/// How two tellings of where stand to each other.
pub(super) fn relation(a: &Saying<'_, '_, Where>, b: &Saying<'_, '_, Where>) -> Relation {
    let (one, other) = (&a.value, &b.value);
    if fold(&one.name) == fold(&other.name)
        || (one.geonames.is_some() && one.geonames == other.geonames)
    {
        return Relation::Same;
    }
    let finer =
        || Relation::Compatible(format!("{} and {} differ in fineness only", a.words, b.words));
    let same_country = one.country.is_some() && one.country == other.country;
    if same_country && (is_country(one) || is_country(other)) {
        return finer();
    }
    let (Some(here), Some(there)) = (point(one), point(other)) else {
        return Relation::Compatible(format!("{} may lie in {}", a.words, b.words));
    };
    if kilometres(here, there) <= NEAR_KM {
        return finer();
    }
    if a.voice.part == Part::Preview || b.voice.part == Part::Preview {
        return Relation::Explained("one tells what was planned".to_owned());
    }
    Relation::Contradicted(format!("{} has {}, {} has {}", a.teller, a.words, b.teller, b.words))
}

/// Whether a place is a whole country: it has no GeoNames id, or bears the name of its state.
fn is_country(place: &Where) -> bool {
    let named = |row: StateRow| {
        place.country.as_deref() == Some(row.iso3)
            && std::iter::once(row.name)
                .chain(row.other_names)
                .any(|n| fold(n) == fold(&place.name))
    };
    place.geonames.is_none() || state_rows().any(named)
}

fn point(place: &Where) -> Option<(f64, f64)> {
    Some((place.latitude?, place.longitude?))
}

/// Distance over the globe.
fn kilometres((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    let mean = f64::midpoint(lat1, lat2).to_radians();
    let east = (lon2 - lon1).abs();
    let east = if east > 180.0 { 360.0 - east } else { east };
    // A plane is good enough: only near and far are told apart.
    ((lat2 - lat1).powi(2) + (east * mean.cos()).powi(2)).sqrt() * KM_PER_DEGREE
}
