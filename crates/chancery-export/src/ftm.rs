//! Actors as entities of FollowTheMoney, the model of registers of office holders and of
//! sanctions lists.
//!
//! A person becomes a `Person`, each office held an `Occupancy` of a `Position`; bodies become
//! `PublicBody`, `Company` or `Organization`, states `PublicBody`. Unnamed persons and groups are
//! left out: they are nobody that could be looked up. Ids rest on the actor's own.

use std::collections::BTreeSet;
use std::io::Write;

use chancery::nouns::{Actor, ActorKind, OfficeHeld, Sector};
use serde_json::{Map, Value, json};

use crate::text::sha256;
use crate::withheld::shortened;
use crate::writer::ExportError;

/// Writes entities, a JSON line each.
pub struct FtmWriter<W: Write> {
    out: W,
    no_text: bool,
    positions: BTreeSet<String>,
    lines: u64,
}

impl<W: Write> FtmWriter<W> {
    /// Starts a file.
    pub fn new(out: W, no_text: bool) -> Self {
        Self { out, no_text, positions: BTreeSet::new(), lines: 0 }
    }

    /// Writes the entities of an actor. `state` knows a state by its ISO alpha-3 code.
    pub fn actor<'k>(
        &mut self,
        actor: &Actor,
        state: impl Fn(&str) -> Option<&'k Actor>,
    ) -> Result<(), ExportError> {
        let iso2 = &|iso3: &str| {
            let codes = state(iso3)?.codes.as_ref()?;
            codes.iso2.as_ref().map(|code| code.to_lowercase())
        };
        let country = actor.country.as_deref().and_then(iso2);
        if actor.kind == ActorKind::Office {
            // Nobody is known to hold it.
            return actor.offices.iter().try_for_each(|it| self.position(it, iso2).map(|_| ()));
        }
        let Some(schema) = schema(actor) else { return Ok(()) };
        let id = entity_id(actor.id.as_str());
        let mut properties = self.properties();
        properties.put("name", Some(actor.name.clone()));
        properties.put("country", country);
        properties.put("wikidataId", actor.qid.clone());
        properties.put("alias", actor.aliases.iter().cloned());
        properties.put("notes", Some(format!("chancery id {}", actor.id)));
        self.entity(&id, schema, &properties)?;
        // The model knows persons alone as holders; a state that chairs a body is none.
        let held = if actor.kind == ActorKind::Person { &actor.offices[..] } else { &[] };
        held.iter().try_for_each(|held| self.occupancy(&id, held, iso2))
    }

    fn properties(&self) -> Properties {
        Properties { of: Map::new(), no_text: self.no_text }
    }

    /// Writes the position of an office where it is new; gives back its id.
    fn position(
        &mut self,
        held: &OfficeHeld,
        iso2: impl Fn(&str) -> Option<String>,
    ) -> Result<String, ExportError> {
        let of = held.of.as_deref().unwrap_or_default();
        let name = held.office.replace(' ', "-");
        let post = entity_id(&format!("position:{name}:{of}"));
        if self.positions.insert(post.clone()) {
            let mut position = self.properties();
            position.put("name", Some(held.office.clone()));
            position.put("country", iso2(of));
            position.put("organization", of.contains(':').then(|| entity_id(of)));
            self.entity(&post, "Position", &position)?;
        }
        Ok(post)
    }

    fn occupancy(
        &mut self,
        holder: &str,
        held: &OfficeHeld,
        iso2: impl Fn(&str) -> Option<String>,
    ) -> Result<(), ExportError> {
        let post = self.position(held, iso2)?;
        // A year that is not told is no date.
        let date = |moment: Option<chancery::nouns::Moment>| {
            moment.filter(|it| it.year.is_some()).map(|it| it.to_string())
        };
        let (from, to) = (date(held.from), date(held.to));
        let parts = [holder, &post, from.as_deref().unwrap_or("-"), to.as_deref().unwrap_or("-")];
        let id = hashed("occupancy", &parts.join("\n"));
        let mut properties = self.properties();
        properties.put("holder", Some(holder.to_owned()));
        properties.put("post", Some(post.clone()));
        properties.put("startDate", from.clone());
        properties.put("endDate", to.clone());
        properties.put("publisher", (held.source != "text").then(|| held.source.clone()));
        self.entity(&id, "Occupancy", &properties)
    }

    fn entity(&mut self, id: &str, schema: &str, it: &Properties) -> Result<(), ExportError> {
        let line = json!({ "id": id, "schema": schema, "properties": it.of });
        self.lines += 1;
        Ok(writeln!(self.out, "{line}")?)
    }

    /// Writes out what is still held; gives back how many entities there are.
    pub fn finish(mut self) -> Result<u64, ExportError> {
        self.out.flush()?;
        Ok(self.lines)
    }
}

/// The properties of an entity: lists of texts, none of them empty.
struct Properties {
    of: Map<String, Value>,
    no_text: bool,
}

impl Properties {
    fn put(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let short = |text: String| match shortened(&text).filter(|_| self.no_text) {
            Some(short) => short,
            None => text,
        };
        let values: Vec<Value> = values.into_iter().map(|text| short(text).into()).collect();
        if !values.is_empty() {
            self.of.insert(name.to_owned(), values.into());
        }
    }
}

/// The schema of an actor; none for the unnamed, and for offices, which are positions.
fn schema(actor: &Actor) -> Option<&'static str> {
    Some(match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::State => "PublicBody",
        ActorKind::Office | ActorKind::Group => return None,
        ActorKind::Body => match actor.sector {
            Some(
                Sector::Gov | Sector::Mil | Sector::Jud | Sector::Leg | Sector::Spy | Sector::Cop,
            ) => "PublicBody",
            Some(Sector::Bus) => "Company",
            _ => "Organization",
        },
    })
}

/// An id as FollowTheMoney allows it: letters, digits, points and hyphens.
fn entity_id(id: &str) -> String {
    let dotted = id.replace(':', ".");
    let plain = dotted.chars().all(|char| char.is_ascii_alphanumeric() || ".-".contains(char));
    if plain && dotted.ends_with(|char: char| char.is_ascii_alphanumeric()) && dotted.len() < 150 {
        return dotted;
    }
    let kind = id.split(':').next().unwrap_or_default();
    hashed(kind, id)
}

fn hashed(kind: &str, of: &str) -> String {
    format!("{kind}.{}", &sha256(of)[..24])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery::nouns::ActorId;

    #[test]
    fn a_person_with_an_office_makes_three_entities() {
        let mut actor =
            Actor::named(ActorId("person:xyz:a-b".to_owned()), ActorKind::Person, "A B".to_owned());
        let mut held = OfficeHeld::told("prime minister", Some("XYZ"));
        held.from = "2001-02".parse().ok();
        actor.offices.push(held);
        let mut bytes = Vec::new();
        let mut writer = FtmWriter::new(&mut bytes, false);
        writer.actor(&actor, |_| None).unwrap();
        assert_eq!(writer.finish().unwrap(), 3);
        let lines: Vec<Value> = String::from_utf8(bytes)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["id"], "person.xyz.a-b");
        assert_eq!(lines[1]["schema"], "Position");
        assert_eq!(lines[2]["properties"]["holder"][0], lines[0]["id"]);
        assert_eq!(lines[2]["properties"]["post"][0], lines[1]["id"]);
        assert_eq!(lines[2]["properties"]["startDate"][0], "2001-02");
    }

    #[test]
    fn ids_hold_letters_digits_points_and_hyphens() {
        assert_eq!(entity_id("body:asean"), "body.asean");
        let odd = entity_id("person:pol:łukasz");
        assert!(odd.starts_with("person.") && odd.is_ascii());
        assert_ne!(odd, entity_id("person:pol:łukas"));
    }
}
