//! Looking somebody up by name, with the reason for every answer.

use jiff::civil::Date;
use serde::Serialize;
use smol_str::SmolStr;

use super::super::fold::{fold, name_parts, names_agree, same_part};
use super::super::lexicon::{Sense, StateWord};
use super::super::office_table::Rank;
use super::super::offices::heads::head_of;
use super::{Knowledge, Known, holds};
use crate::nouns::{Actor, ActorId, ActorKind, Agreement, OfficeHeld};

/// Somebody a name may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Who.
    #[serde(flatten)]
    pub actor: Actor,
    /// Why, in words a person can read.
    pub why: String,
    /// Whether the name agrees only in part: probably somebody else.
    pub near_miss: bool,
}

/// The office of a state that leads a body for a time, in turn with others.
pub(super) const CHAIR: &str = "chair";

/// Offices that may be meant where somebody is called the chief or head of a state, or of a body
/// of which it is not known what its head is.
const HEADS: [&str; 8] = [
    "secretary-general",
    "director-general",
    "managing director",
    "executive secretary",
    "executive director",
    "president",
    "chairperson",
    "head",
];

/// How many near misses are told.
const NEAR_MISSES: usize = 10;

/// The offices that heading a state or body may mean, each with what it belongs to.
fn heads(of: &str) -> Vec<(&'static str, &str)> {
    match head_of(of) {
        Some(known) => vec![known],
        None => HEADS.iter().map(|&office| (office, of)).collect(),
    }
}

/// Whether a title in lower case means the chair of a body.
pub(super) fn is_chair(title: &str) -> bool {
    matches!(title, "chair" | "chairmanship" | "presidency" | "rotating presidency")
}

impl Knowledge {
    /// Table actors a name or an office with its state ("German chancellor", "prime minister of
    /// Japan") may mean, those in office on the day first, then in order of id. A part of a name
    /// alone finds all who bear it; where nobody of a whole name is known, those whose names
    /// agree with it in part are told as near misses.
    pub fn find(&self, name: &str, day: Option<Date>) -> Vec<Finding> {
        let mut found: Vec<Finding> = self.called(name);
        found.extend(self.persons_called(name));
        found.extend(self.holders_called(name, day));
        found.sort_by(|a, b| a.actor.id.cmp(&b.actor.id));
        found.dedup_by(|a, b| a.actor.id == b.actor.id);
        let in_office = |a: &Actor| day.is_some_and(|d| a.offices.iter().any(|h| holds(h, d)));
        if found.is_empty() && self.owner_and_title(name).is_none() {
            found = self.near_misses(name);
        }
        let out = |f: &Finding| f.actor.kind == ActorKind::Person && !in_office(&f.actor);
        for finding in found.iter_mut().filter(|f| out(f)) {
            if let Some(day) = day {
                finding.why = format!("{}; in no office on {day} that is known", finding.why);
            }
        }
        found.sort_by_cached_key(|f| (f.near_miss, out(f), f.actor.id.clone()));
        let near = found.partition_point(|f| !f.near_miss);
        found.truncate(near + NEAR_MISSES);
        found
    }

    /// Plain name and standing of the office that a whole title in the singular names:
    /// "secretary of foreign affairs" gives `foreign minister`.
    pub fn office_titled(&self, title: &str) -> Option<(&str, Rank)> {
        let office = self.offices.at(self.offices.titled_one(&title.to_lowercase())?);
        Some((&office.name, office.rank))
    }

    /// The ISO alpha-3 code of the state, or the id of the body, that a whole name or adjective
    /// of one names: "Slovak" gives `SVK`.
    pub fn owner_called(&self, words: &str) -> Option<String> {
        self.owner(&[words])
    }

    /// States and bodies of that name.
    fn called(&self, name: &str) -> Vec<Finding> {
        let folded = fold(name);
        let own =
            |a: &&Actor| fold(&a.name) == folded || a.aliases.iter().any(|n| fold(n) == folded);
        let named = self.actors.iter().filter(own);
        named
            .map(|actor| Finding {
                why: name_reason(actor, name),
                actor: actor.clone(),
                near_miss: false,
            })
            .collect()
    }

    /// Persons of that name, or with that name among others.
    fn persons_called(&self, name: &str) -> Vec<Finding> {
        let parts = name_parts(name);
        let found = match parts.as_slice() {
            [only] => self.people.with_part(only),
            _ => self.people.named(&parts),
        };
        let persons = found.into_iter().map(|p| self.people.at(p));
        let agree = persons.filter(|known| {
            known.parts.iter().any(|own| names_agree(own, &parts, parts.len().min(2)))
        });
        agree
            .map(|known| Finding {
                why: person_reason(known, name, &parts),
                actor: known.actor.clone(),
                near_miss: !known.parts.iter().any(|own| holds_all(own, &parts)),
            })
            .collect()
    }

    /// Persons with some parts of a name of several.
    fn near_misses(&self, name: &str) -> Vec<Finding> {
        let parts = name_parts(name);
        if parts.len() < 2 {
            return Vec::new();
        }
        let shared = |known: &Known| -> Vec<&str> {
            let has = |part: &&SmolStr| {
                // "of" and "bin" are no names.
                part.len() > 3 && known.parts.iter().flatten().any(|own| same_part(own, part))
                    || part.len() > 2 && known.called.contains(part)
            };
            parts.iter().filter(has).map(SmolStr::as_str).collect()
        };
        let mut pool: Vec<u32> = parts.iter().flat_map(|p| self.people.with_part(p)).collect();
        pool.sort_unstable();
        pool.dedup();
        let mut found: Vec<(usize, Finding)> = pool
            .into_iter()
            .map(|p| self.people.at(p))
            .map(|known| (shared(known), known))
            .filter(|(shared, _)| shared.len() * 2 >= parts.len())
            .map(|(shared, known)| {
                let why = format!(
                    "near miss: only \u{201c}{}\u{201d} of the name agrees",
                    shared.join(" ")
                );
                let actor = known.actor.clone();
                (shared.len(), Finding { actor, why, near_miss: true })
            })
            .collect();
        let most = found.iter().map(|(shared, _)| *shared).max();
        found.retain(|(shared, _)| Some(*shared) == most);
        found.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Whoever held the office that the words name with its state or body, on the day or, without
    /// one, ever.
    fn holders_called(&self, words: &str, day: Option<Date>) -> Vec<Finding> {
        let Some((of, title)) = self.owner_and_title(words) else { return Vec::new() };
        let of = of.as_str();
        let mut offices: Vec<(&str, &str)> = match title.as_str() {
            "chief" | "head" | "boss" => heads(of),
            title if is_chair(title) => vec![(CHAIR, of)],
            _ => Vec::new(),
        };
        let titled = self.offices.titled(&title);
        offices.extend(titled.map(|o| (self.offices.at(o).name.as_str(), of)));
        let held_by = |(office, of)| self.holders(office, of).map(move |actor| (office, of, actor));
        let holders = offices.into_iter().flat_map(held_by);
        holders
            .filter_map(|(office, of, actor)| {
                let held = |h: &&OfficeHeld| h.is(office, of) && day.is_none_or(|d| holds(h, d));
                let why = self.held_reason(actor.offices.iter().find(held)?);
                Some(Finding { why, actor: actor.clone(), near_miss: false })
            })
            .collect()
    }

    /// The office, what it belongs to, its dates, and how sure they are.
    fn held_reason(&self, held: &OfficeHeld) -> String {
        let name = |of: &String| self.actor(&ActorId(of.clone())).map_or(of, |a| &a.name).clone();
        let of = held.of.as_ref().map(|of| format!(" of {}", name(of))).unwrap_or_default();
        let from = held.from.map(|m| m.to_string()).unwrap_or_default();
        let to = held.to.map_or_else(|| "now".to_owned(), |m| m.to_string());
        let sources = match held.agreement {
            Agreement::Agreed => "",
            Agreement::Single => ", by one source only",
            Agreement::Open => ", on which sources differ",
        };
        format!("{}{of}, {from} to {to}{sources}", held.office)
    }

    /// The state or body at the start or the end of some words, and the title beside it.
    pub(super) fn owner_and_title(&self, words: &str) -> Option<(String, String)> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        if words.first().is_some_and(|w| w.eq_ignore_ascii_case("the")) {
            words.remove(0);
        }
        (1..words.len()).find_map(|cut| {
            let (before, after) = words.split_at(cut);
            let of = before.strip_suffix(&["the"]).unwrap_or(before).strip_suffix(&["of"]);
            let first = self.owner(before).map(|owner| (owner, after.join(" ").to_lowercase()));
            first.or_else(|| Some((self.owner(after)?, of?.join(" ").to_lowercase())))
        })
    }

    /// The code of the state, or the id of the body, that some words name.
    fn owner(&self, words: &[&str]) -> Option<String> {
        let words = words.join(" ");
        match self.names.meaning(words.trim_end_matches("'s").trim_end_matches("’s"))? {
            Sense::State(index, StateWord::Name | StateWord::Demonym) => {
                self.at(index).country.clone()
            }
            Sense::Body(index) => Some(self.at(index).id.to_string()),
            _ => None,
        }
    }
}

/// Whether every part asked for agrees with a part of the name.
fn holds_all(own: &[SmolStr], parts: &[SmolStr]) -> bool {
    parts.iter().all(|part| own.iter().any(|own| same_part(own, part)))
}

/// Which of a person's names the words agree with, and how.
fn person_reason(known: &Known, words: &str, parts: &[SmolStr]) -> String {
    match parts {
        [only]
            if fold(&known.actor.name) != fold(words)
                && has_alias(&known.actor, words).is_none() =>
        {
            let is_family = known.called.iter().any(|part| same_part(part, only));
            let what = if is_family { "the family name" } else { "a part of the name" };
            format!("\u{201c}{words}\u{201d} is {what}")
        }
        _ => name_reason(&known.actor, words),
    }
}

fn has_alias<'a>(actor: &'a Actor, words: &str) -> Option<&'a String> {
    let folded = fold(words);
    actor.aliases.iter().find(|alias| fold(alias) == folded)
}

/// Which of an actor's names the words are or agree with.
fn name_reason(actor: &Actor, words: &str) -> String {
    match has_alias(actor, words) {
        _ if fold(&actor.name) == fold(words) => "is called so".to_owned(),
        Some(alias) => format!("is also called \u{201c}{alias}\u{201d}"),
        None => format!(
            "\u{201c}{words}\u{201d} agrees with \u{201c}{}\u{201d} part by part",
            actor.name
        ),
    }
}
