//! Places; gold is `GeoVirus` XML (offsets 1-based, in characters).
//!
//! `recall`: gold places that a found place overlaps. `accuracy_161km`: of those, the share whose
//! coordinates lie within 161 km (100 miles) of the gold's.

use std::path::Path;

use anyhow::Context;
use chancery::nouns::{PlaceMention, Where};
use chancery::resolve::places::{Gazetteer, places};
use chancery_engine::Engine;

use crate::corpora::page;
use crate::reading::read_text;
use crate::report::Report;

/// How far a right place may lie from the gold's, in kilometres.
const NEAR: f64 = 161.0;

/// Mean radius of the earth in kilometres.
const RADIUS: f64 = 6371.0;

/// One gold place, in bytes.
struct Gold {
    start: u32,
    end: u32,
    latitude: f64,
    longitude: f64,
}

/// Measures the places of every gold article.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let xml = read_text(gold)?;
    let xml = roxmltree::Document::parse(&xml)?;
    let (engine, gazetteer) = (Engine::english(), Gazetteer::embedded());
    let (mut n, mut overlapped, mut near, mut errors) = (0, 0, 0, Vec::new());
    for article in xml.descendants().filter(|n| n.has_tag_name("article")) {
        let text = text_of(&article, "text").context("an article has no text")?;
        let found = places(&page(text, None), &engine.parse(text), &gazetteer);
        for gold in article.descendants().filter_map(|n| location(&n, text)) {
            n += 1;
            let pair = found.iter().find(|f| f.start < gold.end && gold.start < f.end);
            overlapped += usize::from(pair.is_some());
            let right = pair.is_some_and(|f| is_near(&f.place, &gold));
            near += usize::from(right);
            if !right {
                errors.push(error(text, &gold, pair));
            }
        }
    }
    let share = |hits: usize, of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
    let metrics =
        vec![("accuracy_161km", share(near, overlapped)), ("recall", share(overlapped, n))];
    Ok(Report { suite: "places", n, metrics, remarks: Vec::new(), errors })
}

fn text_of<'a>(node: &roxmltree::Node<'a, '_>, tag: &str) -> Option<&'a str> {
    node.children().find(|n| n.has_tag_name(tag))?.text()
}

/// A location of an article, where it has coordinates.
fn location(node: &roxmltree::Node<'_, '_>, text: &str) -> Option<Gold> {
    let number = |tag| text_of(node, tag)?.trim().parse::<f64>().ok();
    let offset = |tag| text_of(node, tag)?.trim().parse::<usize>().ok().filter(|o| *o > 0);
    let byte = |character: usize| {
        let at = character - 1;
        text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte) as u32
    };
    Some(Gold {
        start: byte(offset("start")?),
        end: byte(offset("end")?),
        latitude: number("lat")?,
        longitude: number("lon")?,
    })
}

/// Whether a place lies near the gold's.
fn is_near(place: &Where, gold: &Gold) -> bool {
    distance(place, gold).is_some_and(|km| km <= NEAR)
}

/// How far a place lies from the gold's along the great circle, in kilometres; `None` without
/// coordinates.
fn distance(place: &Where, gold: &Gold) -> Option<f64> {
    let (latitude, longitude) = (place.latitude?, place.longitude?);
    let (a, b) = (latitude.to_radians(), gold.latitude.to_radians());
    let half = |difference: f64| (difference / 2.0).sin().powi(2);
    let across = half((longitude - gold.longitude).to_radians());
    let chord = half(b - a) + a.cos() * b.cos() * across;
    Some(2.0 * RADIUS * chord.sqrt().min(1.0).asin())
}

/// A line for the errors file: how it failed, the gold's words, what was found, its country, how
/// far off in kilometres, and the words around.
fn error(text: &str, gold: &Gold, found: Option<&PlaceMention>) -> String {
    let words = &text[gold.start as usize..gold.end as usize];
    let before: String = text[..gold.start as usize].chars().rev().take(60).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[gold.end as usize..].chars().take(60).collect();
    let line = format!("{before}[{words}]{after}").replace(['\n', '\t'], " ");
    match found {
        None => format!("missed\t{words}\t\t\t\t{line}"),
        Some(f) => {
            let country = f.place.country.as_deref().unwrap_or("?");
            let far = distance(&f.place, gold).map_or("?".to_owned(), |km| format!("{km:.0}"));
            format!("far\t{words}\t{}\t{country}\t{far}\t{line}", f.place.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_is_along_the_great_circle() {
        let place = |latitude, longitude| Where {
            name: String::new(),
            country: None,
            geonames: None,
            latitude: Some(latitude),
            longitude: Some(longitude),
            evidence: None,
        };
        let gold = Gold { start: 0, end: 0, latitude: 0.0, longitude: 179.5 };
        assert!(is_near(&place(0.5, -179.5), &gold));
        assert!(!is_near(&place(2.0, 179.5), &gold));
    }
}
