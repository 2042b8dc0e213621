//! Which names of one text mean one person, and whom of the tables, if anybody.
//!
//! Names are joined within the text only. A person of the tables is recognised by the full name,
//! or by the surname with office and state; never against a state or office the text gives.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::fold::{fold, names_agree, part_key, same_part};
use super::knowledge::{Gender, Knowledge};
use super::names::Name;
use super::titles::Title;
use super::weigh::{self, weigh};
use crate::nouns::{Actor, ActorId, ActorKind, Candidate, OfficeHeld, Sector};

/// One person of a text.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The fullest name the text gives.
    pub name: String,
    pub gender: Option<Gender>,
    /// Titles the text gives, in order.
    pub titles: Vec<usize>,
    /// The actor meant.
    pub actor: Actor,
    /// Office in plain words, as the text gives it, else as held on the day.
    pub office: Option<String>,
    /// ISO alpha-3 code.
    pub country: Option<String>,
    pub sector: Option<Sector>,
    /// Who of the tables was weighed, best first.
    pub candidates: Vec<Candidate>,
}

/// What linking needs beside the names.
pub(crate) struct Setting<'a> {
    pub knowledge: &'a Knowledge,
    pub titles: &'a [Title],
    /// First eight digits of the document's id.
    pub document: &'a str,
    /// The day spoken of.
    pub day: Option<Date>,
    /// States the text speaks of, by name, people, capital or seat.
    pub states: BTreeSet<&'a str>,
    /// The state whose own voice the document is.
    pub home: Option<&'a str>,
    /// The only state the text is about, if it is about one.
    pub sole: Option<&'a str>,
    pub text: &'a dyn Fn(&Name) -> String,
}

/// The persons of a text, and for each name the person it means (none where two fit alike).
pub(crate) fn link(names: &[Name], setting: &Setting<'_>) -> (Vec<Person>, Vec<Option<usize>>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut bearers = Bearers::default();
    let mut of_name: Vec<Option<usize>> = vec![None; names.len()];
    let mut by_fullness: Vec<usize> =
        (0..names.len()).filter(|&n| names[n].parts.len() > 1).collect();
    by_fullness.sort_by_key(|&n| (std::cmp::Reverse(names[n].parts.len()), n));
    for n in by_fullness {
        let mut like = bearers.of_rarest(&names[n].parts).iter().copied();
        let known = like.find(|&g| is_same_full(&names[groups[g].first], &names[n], setting));
        let group = known.unwrap_or_else(|| bearers.found(&mut groups, names, n));
        groups[group].add(names, n, setting);
        of_name[n] = Some(group);
    }
    let full = groups.len();
    for n in (0..names.len()).filter(|&n| names[n].parts.len() == 1) {
        let like = bearers.of(&names[n].parts[0]);
        let group = match partial(names, (&groups, like), n, full, setting) {
            Fit::One(group) => group,
            Fit::Several => continue,
            Fit::None => bearers.found(&mut groups, names, n),
        };
        groups[group].add(names, n, setting);
        of_name[n] = Some(group);
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&g| groups[g].members.first().copied());
    let mut rank_of = vec![0; groups.len()];
    for (rank, &group) in order.iter().enumerate() {
        rank_of[group] = rank;
    }
    let persons = order.iter().map(|&g| person(names, &groups[g], setting)).collect();
    (persons, of_name.into_iter().map(|g| g.map(|g| rank_of[g])).collect())
}

/// The names of one person.
struct Group {
    /// The fullest name.
    first: usize,
    /// All of them, in order of text.
    members: BTreeSet<usize>,
    /// Gender an honorific tells.
    gender: Option<Gender>,
    /// The states the titles of the names speak of.
    countries: BTreeSet<String>,
}

impl Group {
    fn add(&mut self, names: &[Name], n: usize, setting: &Setting<'_>) {
        self.members.insert(n);
        self.gender = self.gender.or(names[n].gender);
        self.countries.extend(country_of(&names[n], setting));
    }
}

/// The groups by the parts of their fullest names, so that a name is compared with its like only.
#[derive(Default)]
struct Bearers(FxHashMap<SmolStr, Vec<usize>>);

impl Bearers {
    /// Opens the group of a name; its index.
    fn found(&mut self, groups: &mut Vec<Group>, names: &[Name], n: usize) -> usize {
        let group = groups.len();
        for part in &names[n].parts {
            let bearers = self.0.entry(part_key(part)).or_default();
            if bearers.last() != Some(&group) {
                bearers.push(group);
            }
        }
        let (members, countries) = (BTreeSet::new(), BTreeSet::new());
        groups.push(Group { first: n, members, gender: None, countries });
        group
    }

    /// Groups with a part in their name like this one, in order.
    fn of(&self, part: &str) -> &[usize] {
        self.0.get(&part_key(part)).map_or(&[], Vec::as_slice)
    }

    /// Groups with a part like the one of these that fewest share: no other can have them all.
    fn of_rarest(&self, parts: &[SmolStr]) -> &[usize] {
        parts.iter().map(|part| self.of(part)).min_by_key(|groups| groups.len()).unwrap_or(&[])
    }
}

/// Whether two names of two parts or more in one text are one person's.
fn is_same_full(a: &Name, b: &Name, setting: &Setting<'_>) -> bool {
    if !names_agree(&a.parts, &b.parts, 2) || genders_differ(a.gender, b.gender) {
        return false;
    }
    let (short, long) = if a.parts.len() <= b.parts.len() { (a, b) } else { (b, a) };
    if short.parts.len() == long.parts.len() || same_part(&short.parts[0], &long.parts[0]) {
        return true;
    }
    // "Peña Nieto" is "Enrique Peña Nieto", but a wife bears her husband's whole name after hers.
    let own = setting
        .knowledge
        .persons_named(&short.parts)
        .iter()
        .any(|known| fold(&known.actor.name) == fold(&(setting.text)(short)));
    long.parts.len() == short.parts.len() + 1 && !own
}

fn genders_differ(a: Option<Gender>, b: Option<Gender>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// How many persons a partial name fits.
enum Fit {
    None,
    One(usize),
    Several,
}

/// The group a one-word name belongs to.
fn partial(
    names: &[Name],
    (groups, like): (&[Group], &[usize]),
    n: usize,
    full: usize,
    setting: &Setting<'_>,
) -> Fit {
    let name = &names[n];
    let word = &name.parts[0];
    let country = country_of(name, setting);
    let fits = |g: &Group| {
        let fullest = &names[g.first];
        fullest.parts.iter().any(|p| same_part(p, word))
            && !genders_differ(gender_of(names, g, setting), name.gender)
            && country.as_ref().is_none_or(|c| g.countries.iter().all(|known| known == c))
    };
    let mut fitting: Vec<usize> = like.iter().copied().filter(|&g| fits(&groups[g])).collect();
    let family = |g: usize| is_family(&names[groups[g].first], word, setting);
    if fitting.iter().any(|&g| family(g)) {
        fitting.retain(|&g| family(g));
    }
    if fitting.iter().any(|&g| g < full) {
        fitting.retain(|&g| g < full);
    }
    let nearest = |g: &usize| {
        let members = &groups[*g].members;
        let before = members.range(..n).next_back().copied();
        let after = members.first().copied().unwrap_or(usize::MAX);
        before.map_or((1, after), |m| (0, n - m))
    };
    match fitting.as_slice() {
        [] => Fit::None,
        [only] => Fit::One(*only),
        _ => {
            fitting.sort_by_key(nearest);
            // Two bearers named side by side leave a bare surname open.
            let (first, second) = (nearest(&fitting[0]), nearest(&fitting[1]));
            if first.0 == 0 && second.0 == 0 && second.1 <= 2 && name.gender.is_none() {
                Fit::Several
            } else {
                Fit::One(fitting[0])
            }
        }
    }
}

/// Gender of a group: an honorific's, else the given name's.
fn gender_of(names: &[Name], group: &Group, setting: &Setting<'_>) -> Option<Gender> {
    let given = &names[group.first].parts[0];
    group.gender.or_else(|| setting.knowledge.gender_of_name(given))
}

/// Whether a word is the family part of a name: the last, or the first in the eastern order.
fn is_family(name: &Name, word: &SmolStr, setting: &Setting<'_>) -> bool {
    let last = name.parts.last().is_some_and(|p| same_part(p, word));
    let known = setting.knowledge.persons_named(&name.parts);
    match known.as_slice() {
        [only] => only.called.iter().any(|p| same_part(p, word)),
        _ => last,
    }
}

/// The state the titles of a name speak of, or the words before it ("Poland's X").
fn country_of(name: &Name, setting: &Setting<'_>) -> Option<String> {
    let titled = name.titles.iter().find_map(|&t| setting.titles[t].country(setting.knowledge));
    titled.or_else(|| setting.knowledge.at(name.state?).country.clone())
}

/// Whether the tables have somebody whom a name alone must mean.
pub(crate) fn is_known(name: &Name, setting: &Setting<'_>) -> bool {
    weigh(setting, name, &name.titles, country_of(name, setting).as_deref()).chosen().is_some()
}

/// The person a group of names speaks of.
fn person(names: &[Name], group: &Group, setting: &Setting<'_>) -> Person {
    let fullest = &names[group.first];
    let titles: Vec<usize> = group.members.iter().flat_map(|&m| names[m].titles.clone()).collect();
    let told = group.members.iter().find_map(|&m| country_of(&names[m], setting));
    let weighed = weigh(setting, fullest, &titles, told.as_deref());
    let known = weighed.chosen();
    let gender = gender_of(names, group, setting)
        .or_else(|| known.and_then(|a| setting.knowledge.gender_of(&a.id)));
    let first = titles.first().map(|&t| &setting.titles[t]);
    let held = known.and_then(|a| weigh::office_on_day(setting, a));
    let office =
        first.map(|t| t.office_name(setting.knowledge)).or_else(|| held.map(|h| h.office.clone()));
    let country = told
        .or_else(|| held.and_then(|h| h.of.clone()).filter(|of| of.len() == 3))
        .or_else(|| known.and_then(|a| a.country.clone()))
        .or_else(|| setting.country_assumed(&titles));
    let sector = first
        .and_then(|t| t.office(setting.knowledge).sector)
        .or_else(|| known.and_then(|a| a.sector));
    let name = known.map_or_else(|| (setting.text)(fullest), |a| a.name.clone());
    let actor = known.cloned().unwrap_or_else(|| {
        setting.own_actor(&name, &fullest.parts, office.as_deref(), country.as_deref(), sector)
    });
    let candidates = weighed.candidates();
    Person { name, gender, titles, actor, office, country, sector, candidates }
}

impl Setting<'_> {
    /// In a state's own text an office without a state is that state's, unless it belongs to
    /// something else.
    fn country_assumed(&self, titles: &[usize]) -> Option<String> {
        let bare = titles.iter().any(|&t| {
            let title = &self.titles[t];
            title.owner.is_none() && title.office(self.knowledge).sector == Some(Sector::Gov)
        });
        let home = self.home.filter(|_| bare);
        home.map(str::to_owned)
    }

    /// An actor only this text tells of.
    fn own_actor(
        &self,
        name: &str,
        parts: &[SmolStr],
        office: Option<&str>,
        country: Option<&str>,
        sector: Option<Sector>,
    ) -> Actor {
        let id = ActorId(format!("person:{}:{}", self.document, parts.join("-")));
        Actor {
            country: country.map(str::to_owned),
            sector,
            offices: office.map(|office| OfficeHeld::told(office, country)).into_iter().collect(),
            ..Actor::named(id, ActorKind::Person, name.to_owned())
        }
    }
}

/// Words for whoever stands at the top.
pub(crate) fn is_leader(office: &str) -> bool {
    matches!(office, "leader" | "head")
}
