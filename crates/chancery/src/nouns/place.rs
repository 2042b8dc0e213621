//! Where.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// A place, resolved as far as the gazetteer allows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Where {
    /// Name in common English use, or the words of the text where the gazetteer does not know it.
    pub name: String,
    /// ISO 3166 alpha-3 code of the country it lies in.
    pub country: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// The words.
    pub evidence: Option<Evidence>,
}

/// A place named in a text. Offsets are bytes into the reading.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The place meant (its evidence left empty: the span is here).
    pub place: Where,
}
