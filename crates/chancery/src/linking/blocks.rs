//! Which tellings are compared at all: those that share a pair of parties and a month.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::is_gathering;
use super::parties::Sort;
use super::sight::Sight;
use super::times::{DayNumber, date};

/// Days that a page or a capital may be off.
const SLACK: DayNumber = 8;
/// Parties whose pairs are listed; of a gathering of more, each is listed alone.
const MANY: usize = 6;

/// The block keys of a telling.
pub(super) fn keys(sight: &Sight<'_>) -> BTreeSet<String> {
    let times = months(sight);
    let companies = companies(sight);
    companies.iter().flat_map(|c| times.iter().map(move |t| format!("{c} {t}"))).collect()
}

/// The months a telling may be of.
fn months(sight: &Sight<'_>) -> BTreeSet<String> {
    let span = &sight.span;
    if let Some((month, _)) = span.yearless {
        return [format!("XXXX-{month:02}")].into();
    }
    if !span.known {
        return ["undated".to_owned()].into();
    }
    let mut found = BTreeSet::new();
    let (mut day, last) = (span.from - SLACK, span.to + SLACK);
    while day <= last {
        if let Some(date) = date(day) {
            found.insert(format!("{:04}-{:02}", date.year(), date.month()));
        }
        day += 28;
    }
    found.extend(date(last).map(|d| format!("{:04}-{:02}", d.year(), d.month())));
    if span.grade.is_exact() {
        // Where a text does not tell the year it may be this one.
        found.extend(date(span.from).map(|d| format!("XXXX-{:02}", d.month())));
    }
    found
}

/// What a party is listed under: its state and, of persons and bodies, their name.
fn names(sight: &Sight<'_>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (i, party) in sight.parties.iter().enumerate() {
        if let Some(country) = party.country() {
            found.push((i, country.to_owned()));
        }
        match party.sort {
            Sort::Person => {
                let tail = &party.name[party.name.len().saturating_sub(2)..];
                found.extend(tail.iter().map(|part| (i, format!("~{}", skeleton(part)))));
            }
            Sort::Body => found.push((i, party.told.name.to_lowercase())),
            _ => {}
        }
    }
    found
}

/// The first letters of a name's part, in which spellings differ least.
fn skeleton(part: &str) -> String {
    let plain =
        part.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' | 'h'));
    plain.take(4).collect()
}

/// The companies a telling is listed under: pairs of its parties, or for a gathering each party.
fn companies(sight: &Sight<'_>) -> BTreeSet<String> {
    let names = names(sight);
    let gathering = is_gathering(sight.contact().kind);
    let mut found = BTreeSet::new();
    if sight.parties.len() <= MANY {
        for (i, first) in &names {
            for (j, second) in &names {
                if i < j && first != second {
                    let (x, y) = (first.min(second), first.max(second));
                    found.insert(format!("{x}+{y}"));
                }
            }
        }
    }
    if gathering || sight.parties.len() > MANY || sight.parties.len() < 2 {
        found.extend(names.into_iter().map(|(_, name)| format!("{name}+*")));
    }
    found
}

/// The pairs of tellings that share a key and whose times come near each other, the lesser
/// index first.
pub(super) fn candidates(sights: &[Sight<'_>]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, sight) in sights.iter().enumerate() {
        for key in keys(sight) {
            blocks.entry(key).or_default().push(i);
        }
    }
    let mut pairs = BTreeSet::new();
    for mut block in blocks.into_values() {
        block.sort_by_key(|&i| (sights[i].span.from, i));
        for (place, &i) in block.iter().enumerate() {
            let until = sights[i].span.to + SLACK;
            let near = block[place + 1..].iter().take_while(|&&j| sights[j].span.from <= until);
            pairs.extend(near.map(|&j| (i.min(j), i.max(j))));
        }
    }
    pairs
}
