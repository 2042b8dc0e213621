//! Entities of FollowTheMoney, the model of sanctions lists and registers of office holders.
//!
//! A person becomes a row, and one more for every position; an occupancy joins a person and a
//! position that may stand anywhere in the file, so that occupancies are told last.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::RawRow;
use crate::resolve::iso3_of;

/// The persons and positions of a file, and the occupancies that join them.
#[derive(Default)]
pub(super) struct Entities {
    persons: FxHashMap<String, RawRow>,
    positions: FxHashMap<String, Position>,
    occupancies: Vec<(u64, Occupancy)>,
}

struct Position {
    name: String,
    country: String,
}

struct Occupancy {
    holder: String,
    post: String,
    from: String,
    to: String,
}

type Take<'a> = &'a mut dyn FnMut(u64, Result<RawRow, String>);

impl Entities {
    /// Reads an entity; what it tells by itself is taken at once.
    pub(super) fn add(&mut self, line: u64, object: &Map<String, Value>, take: Take<'_>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let (id, schema) = (text("id").to_owned(), text("schema"));
        let Some(Value::Object(properties)) = object.get("properties") else {
            return take(line, Err("an entity without properties".to_owned()));
        };
        let it = Properties(properties);
        match schema {
            "Person" => self.person(line, id, &it, take),
            "Organization" | "PublicBody" | "LegalEntity" | "Company" => {
                let kind = "body".to_owned();
                take(line, Ok(RawRow { kind, ..it.named() }));
            }
            "Position" => {
                let (name, country) = (it.first("name"), it.country());
                self.positions.insert(id, Position { name, country });
            }
            "Occupancy" => {
                let [holder, post] = ["holder", "post"].map(|key| it.reference(key));
                let [from, to] = ["startDate", "endDate"].map(|key| it.first(key));
                self.occupancies.push((line, Occupancy { holder, post, from, to }));
            }
            _ => take(line, Err(format!("entities of schema `{schema}` are not read"))),
        }
    }

    fn person(&mut self, line: u64, id: String, it: &Properties<'_>, take: Take<'_>) {
        let gender = match it.first("gender").as_str() {
            "male" => "m".to_owned(),
            "female" => "f".to_owned(),
            _ => String::new(),
        };
        let row = RawRow { gender, ..it.named() };
        take(line, Ok(row.clone()));
        for office in it.all("position") {
            take(line, Ok(RawRow { office: office.to_owned(), loose: true, ..row.clone() }));
        }
        self.persons.insert(id, row);
    }

    /// Tells the occupancies.
    pub(super) fn finish(self, take: Take<'_>) {
        for (line, Occupancy { holder, post, from, to }) in self.occupancies {
            let row = match (self.persons.get(&holder), self.positions.get(&post)) {
                (None, _) => Err(format!("no person `{holder}` in the file")),
                (_, None) => Err(format!("no position `{post}` in the file")),
                (Some(person), Some(Position { name, country })) => {
                    let (office, of) = (name.clone(), country.clone());
                    Ok(RawRow { office, of, from, to, loose: true, ..person.clone() })
                }
            };
            take(line, row);
        }
    }
}

/// The properties of an entity: lists of texts.
struct Properties<'j>(&'j Map<String, Value>);

impl<'j> Properties<'j> {
    fn all(&self, key: &str) -> impl Iterator<Item = &'j str> + use<'j> {
        let list = self.0.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    fn first(&self, key: &str) -> String {
        self.all(key).next().unwrap_or_default().trim().to_owned()
    }

    /// The id another entity is referred to by, which may stand there whole.
    fn reference(&self, key: &str) -> String {
        let first = self.0.get(key).and_then(Value::as_array).and_then(|list| list.first());
        let id = first.and_then(|value| value.as_str().or_else(|| value.get("id")?.as_str()));
        id.unwrap_or_default().to_owned()
    }

    /// ISO alpha-3 code of the first country told.
    fn country(&self) -> String {
        let keys = ["nationality", "citizenship", "country"];
        let code = keys.into_iter().flat_map(|key| self.all(key)).next().unwrap_or_default();
        // A code the tables do not have is left as it is, so that the check names it.
        iso3_of(code).map_or_else(|| code.to_owned(), str::to_owned)
    }

    /// What persons and bodies alike have.
    fn named(&self) -> RawRow {
        let name = self.first("name");
        let others = ["name", "alias", "weakAlias"].into_iter().flat_map(|key| self.all(key));
        let mut aliases: Vec<String> = Vec::new();
        for other in others.map(str::trim) {
            if !other.is_empty() && other != name && aliases.iter().all(|known| known != other) {
                aliases.push(other.to_owned());
            }
        }
        RawRow {
            name,
            aliases,
            country: self.country(),
            qid: self.first("wikidataId"),
            ..RawRow::default()
        }
    }
}
