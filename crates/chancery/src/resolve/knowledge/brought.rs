//! What a user brings beside the tables of the program, and what comparing with them needs.

use super::super::fold::{name_parts, names_agree, same_part};
use super::super::lexicon::Sense;
use super::super::tables::{self, PersonRow};
use super::{Knowledge, roster};
use crate::nouns::{Actor, ActorId, Moment, Sector};

/// What a user knows beside the tables of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brought {
    /// Persons: a header, and lines as [`PersonLine`] writes them.
    pub people: String,
    /// Bodies, and states under another name than the tables give them.
    pub actors: Vec<Actor>,
}

/// A person's line in a table. No value may hold a tab or a line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Id; it need not be the one that state and name make.
    pub id: ActorId,
    /// Name in common use.
    pub name: String,
    /// What the press calls the person alone; the last word of the name where empty.
    pub called: String,
    /// Other names, set apart by `|`.
    pub aliases: String,
    /// `f`, `m` or empty.
    pub gender: String,
    /// `office@of:from..to`, set apart by `|`, with `!` at the end where it is open whether it is
    /// so.
    pub offices: String,
    /// Who says so.
    pub source: String,
    /// ISO alpha-3 code.
    pub country: String,
    /// Wikidata id.
    pub qid: String,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

impl PersonLine {
    /// Adds the line to a table.
    pub fn write(&self, table: &mut String) {
        let sector = self.sector.map(sector_code).unwrap_or_default();
        let mut row = PersonRow {
            name: &self.name,
            family: &self.called,
            aliases: &self.aliases,
            gender: &self.gender,
            offices: &self.offices,
            source: &self.source,
            country: &self.country,
            qid: &self.qid,
            sector: &sector,
            id: "",
        };
        if roster::person_id(row.name, row.state()) != self.id {
            row.id = self.id.as_str();
        }
        row.write(table);
    }
}

/// The PLOVER sector of that code.
pub(crate) fn sector_of(code: &str) -> Option<Sector> {
    tables::sector(code)
}

fn sector_code(sector: Sector) -> String {
    match serde_json::to_value(sector) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// The ISO alpha-3 code of a state by its alpha-2 or alpha-3 code in any case; of several states
/// that have borne it the one that bears it last.
pub(crate) fn iso3_of(code: &str) -> Option<&'static str> {
    let code = code.to_uppercase();
    let is = |row: &&tables::CodesRow| row.iso3 == code || row.codes.iso2.as_deref() == Some(&code);
    let rows = tables::codes().iter().filter(is);
    rows.min_by_key(|row| (row.to.is_some(), std::cmp::Reverse(row.to))).map(|row| row.iso3)
}

impl Knowledge {
    /// The plain name of the office that words name whole ("minister of foreign affairs" gives
    /// `foreign minister`), with the state or body it belongs to where the words tell it.
    pub(crate) fn office_called(&self, words: &str) -> Option<(String, Option<String>)> {
        let plain =
            |title: &str| self.offices.titled(title).map(|o| self.offices.at(o).name.clone());
        if super::find::is_chair(&words.to_lowercase()) {
            return Some((super::find::CHAIR.to_owned(), None));
        }
        plain(&words.to_lowercase()).map(|office| (office, None)).or_else(|| {
            let (of, title) = self.owner_and_title(words)?;
            Some((plain(&title)?, Some(of)))
        })
    }

    /// The body of that name.
    pub(crate) fn body_called(&self, name: &str) -> Option<&ActorId> {
        match self.names.meaning(name)? {
            Sense::Body(index) => Some(&self.at(index).id),
            _ => None,
        }
    }

    /// The one person of the program's own table, of that state, whose name agrees with this one
    /// from the first part to the last.
    pub(crate) fn table_person_like(&self, name: &str, country: Option<&str>) -> Option<&Actor> {
        let parts = name_parts(name);
        if parts.len() < 2 || country.is_none() {
            return None;
        }
        let agrees = |own: &[smol_str::SmolStr]| {
            names_agree(own, &parts, 2)
                && same_part(&own[0], &parts[0])
                && same_part(&own[own.len() - 1], &parts[parts.len() - 1])
        };
        let named = self.people.named(&parts).into_iter().filter(|&p| self.people.is_own(p));
        let mut like = named.map(|p| self.people.at(p)).filter(|known| {
            known.actor.country.as_deref() == country
                && known.parts.iter().any(|own| own.len() > 1 && agrees(own))
        });
        let only = like.next()?;
        like.next().is_none().then_some(&only.actor)
    }

    /// Whoever ever held an office of a state or body: persons, or states of a chair.
    pub(crate) fn holders_of<'k>(
        &'k self,
        office: &'k str,
        of: &'k str,
    ) -> impl Iterator<Item = &'k Actor> {
        self.holders(office, of)
    }

    /// The last day the program's own table of persons tells of: a time in office without an end
    /// is known to have lasted until then.
    pub(crate) fn known_until(&self) -> Option<Moment> {
        self.people.latest()
    }

    /// Whether one alone holds an office at a time.
    pub(crate) fn is_sole(&self, office: &str) -> bool {
        self.offices.is_sole(office)
    }

    /// Whether the press calls a person of the tables so alone.
    pub(crate) fn is_called(&self, id: &ActorId, name: &str) -> bool {
        let parts = name_parts(name);
        let known = self.person(id);
        known.is_some_and(|known| parts.iter().all(|part| known.called.contains(part)))
    }

    /// Wikidata ids with the actors they stand for.
    pub(crate) fn qids(&self) -> impl Iterator<Item = (&str, ActorId)> {
        let bodies = self.actors.iter().filter_map(|a| Some((a.qid.as_deref()?, a.id.clone())));
        bodies.chain(self.people.qids())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::fold;

    #[test]
    fn a_line_reads_as_it_was_written() {
        let line = PersonLine {
            id: ActorId("person:own-7".to_owned()),
            name: "Tavi Oruko".to_owned(),
            called: String::new(),
            aliases: "T. Oruko|Tavi A. Oruko".to_owned(),
            gender: "m".to_owned(),
            offices: "mayor@KEN:2011..2013-05!".to_owned(),
            source: "a register".to_owned(),
            country: "KEN".to_owned(),
            qid: String::new(),
            sector: Some(Sector::Bus),
        };
        let mut people = "\n".to_owned();
        line.write(&mut people);
        let knowledge = Knowledge::with(Brought { people, actors: Vec::new() });
        let actor = knowledge.actor(&line.id).expect("the id given is the actor's");
        assert_eq!((actor.name.as_str(), actor.sector), ("Tavi Oruko", Some(Sector::Bus)));
        assert_eq!(actor.offices[0].source, "a register");
        assert_eq!(actor.offices[0].agreement, crate::nouns::Agreement::Open);
        assert_eq!(fold(&actor.aliases[1]), "tavi a. oruko");
    }

    #[test]
    fn codes_of_two_letters_lead_to_the_state_that_bears_them() {
        assert_eq!(iso3_of("ke"), Some("KEN"));
        assert_eq!(iso3_of("de"), Some("DEU"));
        assert_eq!(iso3_of("DEU"), Some("DEU"));
        assert_eq!(iso3_of("zz"), None);
    }
}
