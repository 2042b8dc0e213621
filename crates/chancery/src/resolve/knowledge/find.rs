//! Looking somebody up by name, with the reason for every answer.

use jiff::civil::Date;
use serde::Serialize;

use super::super::fold::{fold, name_parts};
use super::super::lexicon::{Sense, StateWord};
use super::super::office_table::Rank;
use super::{Knowledge, holds};
use crate::nouns::{Actor, ActorKind, Agreement, OfficeHeld};

/// Somebody a name may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Who.
    #[serde(flatten)]
    pub actor: Actor,
    /// Why, in words a person can read.
    pub why: String,
}

impl Knowledge {
    /// Table actors a name or an office with its state ("German chancellor", "prime minister of
    /// Japan") may mean, those in office on the day first, then in order of id. A part of a name
    /// alone finds all who bear it.
    pub fn find(&self, name: &str, day: Option<Date>) -> Vec<Finding> {
        let mut found: Vec<Finding> = self.called(name);
        found.extend(self.persons_called(name));
        found.extend(self.holders_called(name, day));
        found.sort_by(|a, b| a.actor.id.cmp(&b.actor.id));
        found.dedup_by(|a, b| a.actor.id == b.actor.id);
        for finding in &mut found {
            if let Some(day) = day.filter(|_| finding.actor.kind == ActorKind::Person) {
                finding.why = format!("{}; {}", finding.why, standing(&finding.actor, day));
            }
        }
        let in_office = |a: &Actor| day.is_some_and(|d| a.offices.iter().any(|h| holds(h, d)));
        found.sort_by_key(|f| {
            let out = f.actor.kind == ActorKind::Person && !in_office(&f.actor);
            (out, f.actor.id.clone())
        });
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
                why: format!("is called \u{201c}{name}\u{201d}"),
                actor: actor.clone(),
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
            known
                .parts
                .iter()
                .any(|own| super::super::fold::names_agree(own, &parts, parts.len().min(2)))
        });
        agree
            .map(|known| Finding {
                why: name_reason(&known.actor, name),
                actor: known.actor.clone(),
            })
            .collect()
    }

    /// Whoever held the office that the words name with its state or body, on the day or, without
    /// one, ever.
    fn holders_called(&self, words: &str, day: Option<Date>) -> Vec<Finding> {
        let Some((of, title)) = self.owner_and_title(words) else { return Vec::new() };
        let Some(office) = self.offices.titled(&title) else { return Vec::new() };
        let office = self.offices.at(office).name.as_str();
        let held = |h: &OfficeHeld| h.is(office, &of) && day.is_none_or(|d| holds(h, d));
        self.holders(office, &of)
            .filter_map(|actor| {
                let held = actor.offices.iter().find(|h| held(h))?;
                Some(Finding { why: held_reason(held), actor: actor.clone() })
            })
            .collect()
    }

    /// The state or body at the start or the end of some words, and the title beside it.
    fn owner_and_title(&self, words: &str) -> Option<(String, String)> {
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

/// Which of a person's names the words agree with.
fn name_reason(actor: &Actor, words: &str) -> String {
    let folded = fold(words);
    let alias = actor.aliases.iter().find(|alias| fold(alias) == folded);
    match alias {
        _ if fold(&actor.name) == folded => format!("is called \u{201c}{}\u{201d}", actor.name),
        Some(alias) => format!("is also called \u{201c}{alias}\u{201d}"),
        None => format!(
            "\u{201c}{words}\u{201d} agrees with \u{201c}{}\u{201d} part by part",
            actor.name
        ),
    }
}

/// What somebody was on a day.
fn standing(actor: &Actor, day: Date) -> String {
    let held: Vec<String> =
        actor.offices.iter().filter(|h| holds(h, day)).map(held_reason).collect();
    if held.is_empty() {
        return format!("held no office the tables know on {day}");
    }
    format!("on {day}: {}", held.join("; "))
}

fn held_reason(held: &OfficeHeld) -> String {
    let of = held.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
    let from = held.from.map(|m| m.to_string()).unwrap_or_default();
    let to = held.to.map_or_else(|| "now".to_owned(), |m| m.to_string());
    let sources = match held.agreement {
        Agreement::Agreed => "",
        Agreement::Single => ", by one source only",
        Agreement::Open => ", sources differ on the dates",
    };
    format!("{}{of}, {from} to {to}{sources}", held.office)
}
