//! Who the parties of two tellings are, and how far they are the same.

use smol_str::SmolStr;

use crate::nouns::{DocumentId, Encounter, Participant, Role};
use crate::resolve::{name_parts, names_agree};

/// What a party is, as its id has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    State,
    Person,
    Office,
    Body,
    Group,
}

/// A participant as it is compared.
pub(super) struct Party<'a> {
    pub(super) told: &'a Participant,
    pub(super) sort: Sort,
    /// Folded parts of a person's name.
    pub(super) name: Vec<SmolStr>,
    /// Whether the id is one of the tables, not of one text alone.
    pub(super) known: bool,
}

impl Party<'_> {
    pub(super) fn country(&self) -> Option<&str> {
        self.told.country.as_deref()
    }

    /// Whether it is told as somebody: by name or by office.
    fn is_somebody(&self) -> bool {
        matches!(self.sort, Sort::Person | Sort::Office)
    }

    fn is_principal(&self) -> bool {
        self.told.role != Role::Delegation
    }
}

/// The parties of a contact, those who only carried words between them left out.
pub(super) fn parties<'a>(contact: &'a Encounter, document: &DocumentId) -> Vec<Party<'a>> {
    let own = contact.participants.iter().filter(|p| p.role != Role::Intermediary);
    own.map(|told| party(told, document)).collect()
}

fn party<'a>(told: &'a Participant, document: &DocumentId) -> Party<'a> {
    let id = told.actor.as_str();
    let sort = match id.split(':').next() {
        Some("state") => Sort::State,
        Some("person") => Sort::Person,
        Some("office") => Sort::Office,
        Some("body") => Sort::Body,
        _ => Sort::Group,
    };
    let name = if sort == Sort::Person { name_parts(&told.name) } else { Vec::new() };
    let known = sort != Sort::Group && !id.contains(document.as_str());
    Party { told, sort, name, known }
}

/// How far two parties are one, 0 to 1.
fn sameness(a: &Party<'_>, b: &Party<'_>) -> f64 {
    if a.known && b.known && a.told.actor == b.told.actor {
        return if a.sort == Sort::State { 0.5 } else { 1.0 };
    }
    let countries_differ = matches!((a.country(), b.country()), (Some(x), Some(y)) if x != y);
    match (a.sort, b.sort) {
        (Sort::Person, Sort::Person) => persons(a, b, countries_differ),
        (Sort::Body, Sort::Body) if a.told.name.eq_ignore_ascii_case(&b.told.name) => 0.9,
        _ if countries_differ || a.country().is_none() || a.country() != b.country() => 0.0,
        (Sort::Office, Sort::Person | Sort::Office) | (Sort::Person, Sort::Office) => {
            match (a.told.office.as_deref(), b.told.office.as_deref()) {
                (Some(x), Some(y)) if x == y => 0.8,
                (Some(_), Some(_)) => 0.0,
                _ => 0.4,
            }
        }
        (Sort::State, _) | (_, Sort::State) => 0.45,
        (Sort::Group | Sort::Body, _) | (_, Sort::Group | Sort::Body) => 0.35,
    }
}

fn persons(a: &Party<'_>, b: &Party<'_>, countries_differ: bool) -> f64 {
    let full = names_agree(&a.name, &b.name, 2);
    let one_of_tables = a.known && b.known;
    match () {
        () if one_of_tables => 0.0,
        () if full && !countries_differ => 1.0,
        () if full => 0.5,
        () if countries_differ => 0.0,
        () if surname_agrees(&a.name, &b.name) => 0.8,
        () => 0.0,
    }
}

/// Whether one is told by surname only, and it is the other's.
fn surname_agrees(a: &[SmolStr], b: &[SmolStr]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() == 1 && names_agree(short, &long[long.len().saturating_sub(2)..], 1)
}

/// What two tellings have in common of their parties.
pub(super) struct Company {
    /// The sides both tell, with how far they are the same and whether the persons differ.
    pub(super) shared: Vec<Shared>,
    /// Names of those only the first, only the second has.
    pub(super) only: [Vec<String>; 2],
    /// Sides of the first, of the second.
    pub(super) sides: [usize; 2],
}

/// A side of a contact that both tellings have.
pub(super) struct Shared {
    pub(super) weight: f64,
    /// The name to tell it by.
    pub(super) name: String,
    /// Two persons, where each telling has another.
    pub(super) differ: Option<(String, String)>,
}

/// Compares the parties of two tellings, side by side.
pub(super) fn company(a: &[Party<'_>], b: &[Party<'_>]) -> Company {
    let (left, right) = (sides(a, b), sides(b, a));
    let mut taken = vec![false; right.len()];
    let mut shared = Vec::new();
    let mut only = [Vec::new(), Vec::new()];
    for side in &left {
        let weights = right.iter().enumerate().filter(|(j, _)| !taken[*j]);
        let best = weights
            .map(|(j, other)| (j, weight(side, other)))
            .filter(|(_, w)| *w > 0.0)
            .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        match best {
            Some((j, weight)) => {
                taken[j] = true;
                shared.push(Shared {
                    weight,
                    name: name_of(side, &right[j]),
                    differ: differ(side, &right[j]),
                });
            }
            None => only[0].push(side[0].told.name.clone()),
        }
    }
    let untaken = right.iter().zip(&taken).filter(|(_, taken)| !**taken);
    only[1].extend(untaken.map(|(side, _)| side[0].told.name.clone()));
    Company { shared, only, sides: [left.len(), right.len()] }
}

type SideOf<'s, 'a> = Vec<&'s Party<'a>>;

/// Parties by the state they belong to; one by one where the contact is inside a state, or where
/// the state is not told. Whom the other telling gives a state is counted with it.
fn sides<'s, 'a>(own: &'s [Party<'a>], other: &[Party<'_>]) -> Vec<SideOf<'s, 'a>> {
    let country = |p: &Party<'a>| -> Option<String> {
        let told = p.country().map(str::to_owned);
        told.or_else(|| {
            let same = other.iter().find(|o| sameness(p, o) >= 0.8)?;
            same.country().map(str::to_owned)
        })
    };
    let countries: Vec<Option<String>> = own.iter().map(country).collect();
    let first = countries.first().cloned().flatten();
    let domestic = first.is_some() && countries.iter().all(|c| *c == first);
    let mut sides: Vec<(Option<String>, SideOf<'s, 'a>)> = Vec::new();
    for (party, country) in own.iter().zip(countries) {
        let known = sides.iter_mut().find(|(c, _)| !domestic && country.is_some() && *c == country);
        match known {
            Some((_, side)) => side.push(party),
            None => sides.push((country, vec![party])),
        }
    }
    sides.into_iter().map(|(_, side)| side).collect()
}

/// The best match between two sides, delegations counting less than those who lead them.
fn weight(a: &[&Party<'_>], b: &[&Party<'_>]) -> f64 {
    let pairs = a.iter().flat_map(|p| b.iter().map(move |q| (p, q)));
    let weights = pairs.map(|(p, q)| {
        let lesser = !(p.is_principal() && q.is_principal()) && sameness(p, q) > 0.6;
        if lesser { 0.7 } else { sameness(p, q) }
    });
    weights.fold(0.0, f64::max)
}

/// The persons of a side, where both tellings name some and none is the same.
fn differ(a: &[&Party<'_>], b: &[&Party<'_>]) -> Option<(String, String)> {
    let (p, q) = (somebody(a)?, somebody(b)?);
    let same = a
        .iter()
        .any(|x| b.iter().any(|y| x.is_somebody() && y.is_somebody() && sameness(x, y) > 0.35));
    (!same).then(|| (p.told.name.clone(), q.told.name.clone()))
}

fn somebody<'s, 'a>(side: &[&'s Party<'a>]) -> Option<&'s Party<'a>> {
    side.iter().find(|p| p.is_somebody()).copied()
}

/// The name that tells a shared side best: a person's before a state's.
fn name_of(a: &[&Party<'_>], b: &[&Party<'_>]) -> String {
    let both = a.iter().flat_map(|p| b.iter().map(move |q| (p, q)));
    let best = both.max_by(|x, y| sameness(x.0, x.1).total_cmp(&sameness(y.0, y.1)));
    best.map_or_else(String::new, |(p, q)| {
        let (p, q) = if p.sort == Sort::Person || q.sort != Sort::Person { (p, q) } else { (q, p) };
        if p.told.name.len() >= q.told.name.len() || q.sort != p.sort {
            p.told.name.clone()
        } else {
            q.told.name.clone()
        }
    })
}
