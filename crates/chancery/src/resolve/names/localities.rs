//! Single words that a text uses as places, though the parser takes them for persons: "a camp at
//! Ravno", "the village of Ravno", "the crossing Ravno".

use std::collections::BTreeSet;

use chancery_engine::Doc;
use smol_str::SmolStr;

use super::super::fold::part_key;
use super::Name;

/// Nouns of places right before or after their names.
const PLACES: &[&str] = &[
    "camp",
    "camps",
    "crossing",
    "crossings",
    "village",
    "villages",
    "town",
    "city",
    "port",
    "river",
    "forest",
    "residence",
    "station",
    "island",
    "islands",
    "province",
    "district",
    "commune",
    "airport",
    "lake",
    "valley",
    "hamlet",
    "suburb",
    "hospital",
    "atoll",
    "region",
    "county",
    "harbour",
    "harbor",
    "bay",
    "mount",
    "castle",
    "palace",
];

/// Takes out names of one word that nothing makes a person's and that the text uses as a place
/// somewhere; `is_known` tells whom the tables know.
pub(crate) fn remove(doc: &Doc, names: &mut Vec<Name>, is_known: impl Fn(&Name) -> bool) {
    let personal = |n: &Name| {
        n.parts.len() > 1 || !n.titles.is_empty() || n.gender.is_some() || is_addressed(doc, n)
    };
    let persons: BTreeSet<SmolStr> = names
        .iter()
        .filter(|n| personal(n))
        .flat_map(|n| n.parts.iter().map(|p| part_key(p)))
        .collect();
    let places: BTreeSet<SmolStr> = names
        .iter()
        .filter(|n| !personal(n) && is_placed(doc, n))
        .filter_map(|n| n.parts.first().map(|p| part_key(p)))
        .filter(|part| !persons.contains(part))
        .collect();
    names.retain(|name| {
        let place = name.parts.first().is_some_and(|part| places.contains(&part_key(part)));
        personal(name) || !place || is_known(name)
    });
}

fn is_addressed(doc: &Doc, name: &Name) -> bool {
    name.tokens.start > 0 && super::honorific(doc.word(name.tokens.start - 1)).is_some()
}

/// Whether a name stands where a place does.
fn is_placed(doc: &Doc, name: &Name) -> bool {
    let before = |n: u32| name.tokens.start.checked_sub(n).map_or("", |t| doc.word(t));
    let end = name.tokens.end;
    let after = doc.tokens.get(end as usize).map_or("", |_| doc.word(end));
    match before(1).to_lowercase().as_str() {
        _ if PLACES.contains(&after) => true,
        "in" | "at" | "near" | "around" | "outside" => true,
        "of" => PLACES.contains(&before(2)),
        "and" => PLACES.iter().any(|p| p.ends_with('s') && *p == before(3)),
        word => PLACES.contains(&word),
    }
}
