//! Who of the tables a name may mean: everybody of that name, weighed by what the text says.
//!
//! Something the text says against a person (another state, another gender) rules them out. What
//! speaks for them is counted in points, and the reasons are kept in words. The best is chosen
//! only where nobody else is as good.

use jiff::civil::Date;

use super::fold::{initials, name_parts, names_agree, same_part};
use super::knowledge::{Gender, Known, holds};
use super::names::Name;
use super::office_table::Rank;
use super::people::Setting;
use super::titles::{Owner, Standing, Title};
use crate::nouns::{Actor, ActorKind, Agreement, Candidate, Moment, OfficeHeld, Sector};

/// Points at which nothing more could speak for somebody.
const MOST: u32 = 40;

/// How many candidates are kept.
const KEPT: usize = 5;

/// Everybody weighed, the best first.
pub(crate) struct Weighed<'k>(Vec<Weight<'k>>);

struct Weight<'k> {
    actor: &'k Actor,
    points: u32,
    why: Vec<&'static str>,
}

impl<'k> Weighed<'k> {
    /// The best, where one alone is best.
    pub(crate) fn chosen(&self) -> Option<&'k Actor> {
        match self.0.as_slice() {
            [only] => Some(only.actor),
            [first, second, ..] if first.points > second.points => Some(first.actor),
            _ => None,
        }
    }

    /// The weighed as a mention keeps them.
    pub(crate) fn candidates(&self) -> Vec<Candidate> {
        let kept = self.0.iter().take(KEPT);
        kept.map(|weight| Candidate {
            actor: weight.actor.id.clone(),
            score: f64::from(weight.points.min(MOST)) / f64::from(MOST),
            why: weight.why.join("; "),
        })
        .collect()
    }
}

/// Weighs the table's persons of a name, with the titles it bears and the state they tell.
pub(crate) fn weigh<'k>(
    setting: &Setting<'k>,
    name: &Name,
    titles: &[usize],
    told: Option<&str>,
) -> Weighed<'k> {
    if name.stranger {
        return Weighed(Vec::new());
    }
    let named = setting.knowledge.persons_named(&name.parts);
    let case = Case { setting, name, titles, told };
    let mut weights: Vec<Weight<'_>> =
        named.into_iter().filter_map(|known| case.weight(known)).collect();
    if weights.is_empty() {
        weights = case.spelt_nearly();
    }
    weights.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.actor.id.cmp(&b.actor.id)));
    Weighed(weights)
}

/// A name in its text.
struct Case<'a, 'k> {
    setting: &'a Setting<'k>,
    name: &'a Name,
    titles: &'a [usize],
    told: Option<&'a str>,
}

impl<'k> Case<'_, 'k> {
    /// What speaks for a person; none where something speaks against them.
    fn weight(&self, known: &'k Known) -> Option<Weight<'k>> {
        let actor = &known.actor;
        if self.is_ruled_out(known) {
            return None;
        }
        let setting = self.setting;
        let office = self.titles().filter_map(|t| held_as_told(setting, actor, t)).max();
        let near = is_near(setting, actor);
        let mut reasons = if self.name.parts.len() == 1 {
            let enough = self.is_surname_enough(known, office.is_some(), near);
            enough.then(|| vec![(10, "is called so")])?
        } else {
            self.by_whole_name(actor, office.is_some(), near)?
        };
        reasons.extend(office.map(|points| (points, "held the office told on that day")));
        if self.told.is_some() {
            reasons.push((2, "of the state told"));
        } else if near {
            reasons.push((2, "the text speaks of their state"));
        }
        if is_serving(setting, actor) {
            reasons.push((1, "was in office on that day"));
        }
        if office_on_day(setting, actor).is_some_and(|h| h.agreement == Agreement::Agreed) {
            reasons.push((1, "by more than one source"));
        }
        let points = reasons.iter().map(|(points, _)| points).sum();
        Some(Weight { actor, points, why: reasons.into_iter().map(|(_, why)| why).collect() })
    }

    /// What a name of several words says for its bearer, with points; none where it is another's.
    fn by_whole_name(
        &self,
        actor: &Actor,
        in_office: bool,
        near: bool,
    ) -> Option<Vec<(u32, &'static str)>> {
        let setting = self.setting;
        let elsewhere = self.titles().any(|t| matches!(t.owner, Some(Owner::Words(_))));
        let exact = is_exact(actor, self.name);
        let serves = is_serving(setting, actor) || self.is_of_the_trade(actor);
        let own = setting.home.is_some() && setting.home == actor.country.as_deref();
        let before = exact && own && self.served_about(actor, |_| true);
        let borne_out = in_office || exact && near && serves || before;
        let unlikely = is_minor(actor) || !exact && is_longer(actor, self.name) && !near;
        if !is_whole(actor, self.name)
            || has_other_initials(actor, self.name)
            || (elsewhere || unlikely) && !borne_out
        {
            return None;
        }
        let mut reasons = vec![(20, "the whole name agrees")];
        reasons.extend(exact.then_some((2, "in this spelling")));
        Some(reasons)
    }

    /// Whoever held the office told on the day, if the name is nearly theirs.
    fn spelt_nearly(&self) -> Vec<Weight<'k>> {
        let knowledge = self.setting.knowledge;
        let Some(day) = self.setting.day else { return Vec::new() };
        let titled = self.titles().filter(|title| title.is_full()).filter_map(|title| {
            let body = title.owner_actor(knowledge).filter(|a| a.kind == ActorKind::Body);
            let of = body.map(|b| b.id.to_string()).or_else(|| title.country(knowledge))?;
            Some(knowledge.holders_near(&self.name.parts, &title.office(knowledge).name, &of, day))
        });
        let mut near: Vec<&Actor> = titled.flatten().collect();
        near.sort_by(|a, b| a.id.cmp(&b.id));
        near.dedup_by(|a, b| a.id == b.id);
        let why = vec!["held the office told on that day", "the name is spelt nearly so"];
        near.into_iter().map(|actor| Weight { actor, points: 12, why: why.clone() }).collect()
    }

    fn titles(&self) -> impl Iterator<Item = &Title> {
        self.titles.iter().map(|&t| &self.setting.titles[t])
    }

    /// Whether the text gives a state that was never theirs, or the other gender.
    fn is_ruled_out(&self, known: &Known) -> bool {
        let genders: [Option<Gender>; 2] = [self.name.gender, known.gender];
        self.told.is_some_and(|state| !known.is_of(state))
            || matches!(genders, [Some(a), Some(b)] if a != b)
    }

    /// A surname alone is enough with an office they held, or without any title for whoever was
    /// at the top: of a state the text speaks of, or of any if the world knew nobody else by it.
    fn is_surname_enough(&self, known: &Known, in_office: bool, near: bool) -> bool {
        let elsewhere = self.titles().any(|t| matches!(t.owner, Some(Owner::Words(_))));
        let called = known.called.iter().any(|part| same_part(part, &self.name.parts[0]));
        if elsewhere || !called {
            return false;
        }
        let alone = |known: &Known| {
            let others = self.setting.knowledge.known_as(&self.name.parts[0]);
            others.into_iter().filter(|o| is_senior(self.setting, &o.actor)).count() == 1
                && is_top(self.setting, &known.actor)
        };
        // A seat in parliament is a form of address: ministers have one too.
        let bare = self.titles().all(|t| t.office(self.setting.knowledge).name == "senator");
        let senior = is_senior(self.setting, &known.actor);
        in_office
            || bare && senior && (near || alone(known))
            || bare && near && self.is_alone_in_service(known)
            || bare && (near && self.is_remembered(known) || self.is_nickname(known))
    }

    /// Whether somebody who stood high before serves on the day, and nobody else so called does.
    fn is_alone_in_service(&self, known: &Known) -> bool {
        let stood_high = known.actor.offices.iter().any(|held| {
            let office = self.setting.knowledge.offices.named(&held.office);
            office.is_some_and(|o| o.rank != Rank::Other)
        });
        let others = self.setting.knowledge.known_as(&self.name.parts[0]);
        let serving = others.into_iter().filter(|o| is_serving(self.setting, &o.actor));
        stood_high && is_serving(self.setting, &known.actor) && serving.count() == 1
    }

    /// Whether a title is of the kind of work that somebody did about that time: an envoy goes from
    /// post to post, and the tables do not have them all.
    fn is_of_the_trade(&self, actor: &Actor) -> bool {
        let sent = |office: &str| {
            office.contains("envoy")
                || office.starts_with("ambassador")
                || matches!(
                    office,
                    "high commissioner" | "permanent representative" | "spokesperson"
                )
        };
        self.titles().any(|t| sent(&t.office(self.setting.knowledge).name))
            && self.served_about(actor, sent)
    }

    /// Whether somebody held such an office within some years of the day.
    fn served_about(&self, actor: &Actor, such: impl Fn(&str) -> bool) -> bool {
        const YEARS: i16 = 12;
        let Some(day) = self.setting.day else { return false };
        let year = |at: Option<Moment>| at.and_then(|m| m.year);
        actor.offices.iter().filter(|held| such(&held.office)).any(|held| {
            let from = year(held.from).is_none_or(|from| from - day.year() <= YEARS);
            let to = year(held.to).or_else(|| year(held.from));
            from && to.is_none_or(|to| day.year() - to <= YEARS)
        })
    }

    /// Whether somebody once stood at the head of a state, and nobody else of theirs whom the name
    /// may mean did or does.
    fn is_remembered(&self, known: &Known) -> bool {
        let knowledge = self.setting.knowledge;
        let Some(day) = self.setting.day else { return false };
        let top = |actor: &Actor| {
            actor.offices.iter().any(|h| {
                let rank = knowledge.offices.named(&h.office).map(|o| o.rank);
                matches!(rank, Some(Rank::HeadOfState | Rank::HeadOfGovernment))
                    && h.from.is_some_and(|from| from.year <= Some(day.year()))
            })
        };
        let others = knowledge.known_as(&self.name.parts[0]);
        let alike = others.into_iter().map(|known| &known.actor);
        let same_state = alike.filter(|a| a.country == known.actor.country);
        top(&known.actor)
            && same_state.filter(|a| top(a) || is_senior(self.setting, a)).count() == 1
    }

    /// Whether the word is a nickname that only this person has ("AMLO", "MBS").
    fn is_nickname(&self, known: &Known) -> bool {
        let word = self.name.parts[0].as_str();
        let own = known.actor.aliases.iter().any(|alias| {
            alias.chars().all(char::is_uppercase) && alias.len() > 2 && alias.to_lowercase() == word
        });
        own && self.setting.knowledge.known_as(word).len() == 1
    }
}

/// Whether somebody was among those the press calls by a surname alone: a head of state or
/// government, a foreign minister, the head of a body.
pub(crate) fn is_senior(setting: &Setting<'_>, actor: &Actor) -> bool {
    office_on_day(setting, actor).is_some_and(|held| {
        let office = setting.knowledge.offices.named(&held.office);
        office.is_some_and(|o| o.rank != Rank::Other || o.sector == Some(Sector::Igo))
    })
}

/// Whether somebody stood at the head of a state or government.
fn is_top(setting: &Setting<'_>, actor: &Actor) -> bool {
    office_on_day(setting, actor).is_some_and(|held| {
        let office = setting.knowledge.offices.named(&held.office);
        let rank = office.map(|o| o.rank);
        matches!(rank, Some(Rank::HeadOfState | Rank::HeadOfGovernment))
    })
}

/// Whether somebody only ever held offices that leave them unknown to most: the name alone is
/// then more likely a namesake's.
fn is_minor(actor: &Actor) -> bool {
    let minor = |office: &str| {
        office.starts_with("ambassador")
            || office.starts_with("deputy ")
            || office.starts_with("assistant ")
            || matches!(
                office,
                "under secretary of state"
                    | "permanent representative"
                    | "spokesperson"
                    | "special envoy"
                    | "presidential aide"
                    | "governor-general"
            )
    };
    !actor.offices.is_empty() && actor.offices.iter().all(|held| minor(&held.office))
}

/// Whether the text's name has parts that no known name of the person has.
fn is_longer(actor: &Actor, name: &Name) -> bool {
    let known = std::iter::once(&actor.name).chain(&actor.aliases);
    known.map(|n| name_parts(n).len()).max().is_none_or(|most| name.parts.len() > most)
}

/// The office a table person held on the day: the highest.
pub(crate) fn office_on_day<'k>(setting: &Setting<'_>, actor: &'k Actor) -> Option<&'k OfficeHeld> {
    let day = setting.day?;
    let rank = |h: &OfficeHeld| match setting.knowledge.offices.named(&h.office).map(|o| o.rank) {
        Some(Rank::HeadOfState) => 0,
        Some(Rank::HeadOfGovernment) => 1,
        Some(Rank::Foreign) => 2,
        _ => 3,
    };
    actor.offices.iter().filter(|h| holds(h, day)).min_by_key(|h| rank(h))
}

fn is_serving(setting: &Setting<'_>, actor: &Actor) -> bool {
    setting.day.is_some_and(|day| actor.offices.iter().any(|h| holds(h, day)))
}

/// Whether the text speaks of somebody's state, or of what they then served.
pub(crate) fn is_near(setting: &Setting<'_>, actor: &Actor) -> bool {
    let spoken_of = |of: &Option<String>| of.as_deref().is_some_and(|c| setting.states.contains(c));
    let holding = |h: &&OfficeHeld| setting.day.is_some_and(|day| holds(h, day));
    spoken_of(&actor.country) || actor.offices.iter().filter(holding).any(|h| spoken_of(&h.of))
}

/// What it weighs that the tables have the person in the office the title names, at the time the
/// title speaks of: in its state if it names one; else at home, or less in a state spoken of. In a
/// text that is of no state it may be any.
fn held_as_told(setting: &Setting<'_>, actor: &Actor, title: &Title) -> Option<u32> {
    const SURE: u32 = 8;
    const SPOKEN_OF: u32 = 6;
    let knowledge = setting.knowledge;
    let office = &title.office(knowledge).name;
    let owner = title.owner_actor(knowledge).map(|owner| owner.id.as_str());
    let told = title.country(knowledge);
    let weight = |h: &OfficeHeld| {
        let of = h.of.as_deref();
        let here = |state: Option<&str>| state.is_none_or(|c| of == Some(c));
        match told.as_deref() {
            _ if owner.is_some() && of == owner => Some(SURE),
            Some(state) => here(Some(state)).then_some(SURE),
            None if here(setting.home) => Some(SURE),
            None => of
                .filter(|of| title.owner.is_none() && setting.states.contains(of))
                .map(|_| SPOKEN_OF),
        }
    };
    let held = actor.offices.iter().filter(|h| {
        (knowledge.is_office(h, office) || is_any_minister(office, &h.office))
            && (title.deputy || setting.day.is_none_or(|day| is_time(h, title.standing, day)))
    });
    held.filter_map(weight).max()
}

/// "Minister X" may have any ministry.
fn is_any_minister(told: &str, held: &str) -> bool {
    told == "minister" && held.ends_with(" minister") && held != "prime minister"
}

/// Whether an office was held at the time its title speaks of.
fn is_time(held: &OfficeHeld, standing: Standing, day: Date) -> bool {
    match standing {
        Standing::Current | Standing::Acting => holds(held, day),
        // It may be the very day of leaving.
        Standing::Former | Standing::Then => {
            held.from.is_none_or(|from| from.year <= Some(day.year()))
        }
        Standing::Elect => {
            let begins = held.from.and_then(|from| from.year);
            begins.is_some_and(|year| (0..=1).contains(&(year - day.year())))
        }
    }
}

/// Whether the first parts agree too, so that nobody is taken for a spouse or child who bears
/// the whole name inside a longer one.
fn is_whole(actor: &Actor, name: &Name) -> bool {
    std::iter::once(&actor.name).chain(&actor.aliases).any(|known| {
        let parts = name_parts(known);
        names_agree(&parts, &name.parts, 2)
            && (parts.len() == name.parts.len()
                || same_part(&parts[0], &name.parts[0])
                || name.parts.len() < parts.len())
    })
}

/// Whether one of the names has these parts and initials in this order and no others.
pub(crate) fn is_exact(actor: &Actor, name: &Name) -> bool {
    std::iter::once(&actor.name).chain(&actor.aliases).any(|known| {
        let parts = name_parts(known);
        parts.len() == name.parts.len()
            && parts.iter().zip(&name.parts).all(|(a, b)| same_part(a, b))
            && initials(known) == name.initials
    })
}

/// Whether a name's initials are those of none of the person's names that have any.
fn has_other_initials(actor: &Actor, name: &Name) -> bool {
    let known = std::iter::once(&actor.name).chain(&actor.aliases).map(|known| initials(known));
    let known: Vec<String> = known.filter(|initials| !initials.is_empty()).collect();
    let like = |known: &String| name.initials.chars().all(|c| known.contains(c));
    !name.initials.is_empty() && !known.is_empty() && !known.iter().any(like)
}
