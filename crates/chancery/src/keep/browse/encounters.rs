//! Encounters a page at a time.

use jiff::civil::Date;

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, List, Marks, Page, day, paged, text};
use crate::briefs::Party;
use crate::keep::query::starting_json;
use crate::keep::{KeepError, Record};
use crate::nouns::EncounterId;

/// Which encounters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EncounterFilter {
    /// States (ISO alpha-3) somebody of which takes part, each of them.
    pub countries: Vec<String>,
    /// Ids of actors that take part, each of them.
    pub actors: Vec<String>,
    /// Kind, as exported.
    pub kind: Option<String>,
    /// Status, as exported.
    pub status: Option<String>,
    /// State it took place in.
    pub place: Option<String>,
    /// Name of the place, as exported.
    pub place_name: Option<String>,
    /// Not before this day.
    pub since: Option<String>,
    /// Begun not after this day.
    pub until: Option<String>,
    /// Only where accounts contradict each other.
    pub contradicted: bool,
    /// The documents that tell of it.
    pub told_in: ToldIn,
}

/// An encounter in few words, as charts need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncounterRow {
    /// Its id.
    pub id: EncounterId,
    /// Kind, as exported.
    pub kind: String,
    /// Status, as exported.
    pub status: String,
    /// First moment; empty where none with its year is told.
    pub day: String,
    /// Whether accounts contradict each other.
    pub contradicted: bool,
}

const TELLINGS: Tellings = Tellings { table: "contacts", thing: "encounter", document: "document" };
const ENCOUNTERS: List = List { table: "encounters", letter: "e", day: "e.start" };
const BY_COUNTRY: Marks =
    Marks { table: "encounter_participants", thing: "encounter", column: "country" };
const BY_ACTOR: Marks =
    Marks { table: "encounter_participants", thing: "encounter", column: "actor" };

impl Record {
    /// Encounters by their own time, the latest first, the undated last.
    pub fn encounters_page(
        &self,
        filter: &EncounterFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<EncounterId>, KeepError> {
        let mut asked = Asked::default();
        asked.is("e.kind", filter.kind.as_ref());
        asked.is("e.status", filter.status.as_ref());
        asked.is("e.country", filter.place.as_ref());
        if let Some(name) = &filter.place_name {
            let place = asked.value(&starting_json("where", "name", name)?);
            asked.conditions.push(format!("e.json LIKE {place} ESCAPE '!'"));
        }
        self.told_in(&mut asked, "e.id", TELLINGS, &filter.told_in);
        if filter.contradicted {
            asked.conditions.push("e.contradicted = 1".to_owned());
        }
        let countries = filter.countries.iter().map(|it| (BY_COUNTRY, it.clone()));
        let actors = filter.actors.iter().map(|it| (BY_ACTOR, it.clone()));
        let marked = countries.chain(actors).collect();
        let days = (filter.since.as_ref(), filter.until.as_ref());
        let page = match filter.countries.as_slice() {
            [one, other] if filter.actors.is_empty() && one != other => {
                self.between(asked, [one, other], days, after, limit)?
            }
            _ => self.walked(ENCOUNTERS, asked, marked, days, after, limit)?,
        };
        Ok(Page { items: self.not_gone(page.items)?, next: page.next })
    }

    /// Encounters of two states, along their pairs.
    fn between(
        &self,
        mut asked: Asked,
        [one, other]: [&String; 2],
        (since, until): (Option<&String>, Option<&String>),
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let join = if asked.conditions.is_empty() {
            ""
        } else {
            "JOIN encounters e ON e.id = p.encounter"
        };
        let (first, second) = (asked.value(one.min(other)), asked.value(one.max(other)));
        asked.conditions.push(format!("p.one = {first} AND p.other = {second}"));
        asked.within("p.day", since, until);
        asked.behind("p.day", "p.encounter", after);
        let sql = format!(
            "SELECT p.encounter, p.day FROM encounter_pairs p {join} WHERE {}
             ORDER BY p.day DESC, p.encounter DESC LIMIT {}",
            asked.all(),
            limit + 1
        );
        let page = paged(self.listed(&sql, &asked, 2)?, limit);
        Ok(page.map(|mut row| text(&mut row, 0)))
    }

    /// All encounters in which two parties took part, each by a participant of its own, the
    /// latest first.
    pub fn encounters_between(
        &self,
        [one, other]: &[Party; 2],
    ) -> Result<Vec<EncounterRow>, KeepError> {
        let mut asked = Asked::default();
        if let (Some(one), Some(other)) = (state(one), state(other))
            && one != other
        {
            return self.rows_between(one.min(other), one.max(other));
        }
        let (one, other) = (of_party(&mut asked, "a", one), of_party(&mut asked, "b", other));
        let day = day("e.start");
        // The few that are contradicted are taken from their index: the lines need not be read.
        let sql = format!(
            "SELECT e.id, e.kind, e.status,
                    CASE WHEN e.id IN (SELECT c.id FROM encounters c WHERE c.contradicted = 1)
                         THEN 'yes' END, {day}
             FROM encounters e WHERE e.id IN (
                 SELECT a.encounter FROM encounter_participants a
                 JOIN encounter_participants b
                   ON b.encounter = a.encounter AND b.place <> a.place
                 WHERE {one} AND {other})
             ORDER BY {day} DESC, e.id DESC"
        );
        let gone = &self.bearing()?.gone;
        let rows = self.listed(&sql, &asked, 5)?.into_iter().map(|mut row| EncounterRow {
            id: EncounterId(text(&mut row, 0)),
            kind: text(&mut row, 1),
            status: text(&mut row, 2),
            contradicted: row[3].is_some(),
            day: text(&mut row, 4),
        });
        Ok(rows.filter(|row| !gone.contains(&row.id)).collect())
    }

    /// The ids of so many of the latest of them, up to a day where one is given.
    pub(in crate::keep) fn latest_between(
        &self,
        parties: &[Party; 2],
        until: Option<Date>,
        limit: usize,
    ) -> Result<Vec<EncounterId>, KeepError> {
        // Behind every hour of the day.
        let last = until.map_or_else(|| "~".to_owned(), |until| format!("{until}~"));
        let (Some(one), Some(other)) = (state(&parties[0]), state(&parties[1])) else {
            let rows = self.encounters_between(parties)?.into_iter();
            let known = rows.filter(|row| row.day <= last);
            return Ok(known.take(limit).map(|row| row.id).collect());
        };
        let gone = &self.bearing()?.gone;
        let sql = format!(
            "SELECT encounter FROM encounter_pairs WHERE one = ?1 AND other = ?2 AND day <= ?3
             ORDER BY day DESC, encounter DESC LIMIT {}",
            limit.saturating_add(gone.len())
        );
        let ids = self.column(&sql, [one.min(other), one.max(other), &last])?.into_iter();
        let there = ids.map(EncounterId).filter(|id| !gone.contains(id));
        Ok(there.take(limit).collect())
    }

    /// All encounters of two states, the first in the alphabet before the other.
    fn rows_between(&self, one: &str, other: &str) -> Result<Vec<EncounterRow>, KeepError> {
        let sql = "SELECT encounter, kind, status, day, contradicted FROM encounter_pairs
                   WHERE one = ?1 AND other = ?2 ORDER BY day DESC, encounter DESC";
        let gone = &self.bearing()?.gone;
        let rows = self.rows(sql, [one, other], |row| {
            Ok(EncounterRow {
                id: EncounterId(row.get(0)?),
                kind: row.get(1)?,
                status: row.get(2)?,
                day: row.get(3)?,
                contradicted: row.get(4)?,
            })
        })?;
        Ok(rows.into_iter().filter(|row| !gone.contains(&row.id)).collect())
    }

    /// Encounters of which something was judged; who took part in them may be another.
    pub(in crate::keep) fn touched_encounters(&self) -> Result<Vec<EncounterId>, KeepError> {
        Ok(self.bearing()?.touched.iter().cloned().collect())
    }
}

/// The state that a party is, where it is nothing else.
pub(super) fn state(party: &Party) -> Option<&str> {
    let mut actors = party.actors.iter();
    let only = actors.next().filter(|_| actors.next().is_none())?;
    only.as_str().strip_prefix("state:")
}

/// That a participant is of a party.
fn of_party(asked: &mut Asked, alias: &str, party: &Party) -> String {
    let mut ways = Vec::new();
    for actor in &party.actors {
        let place = asked.value(actor.as_str());
        ways.push(format!("{alias}.actor = {place}"));
        if let Some(code) = actor.as_str().strip_prefix("state:") {
            let place = asked.value(code);
            ways.push(format!("{alias}.country = {place}"));
        }
    }
    if ways.is_empty() { "1 = 0".to_owned() } else { format!("({})", ways.join(" OR ")) }
}
