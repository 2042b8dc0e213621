//! Encounters a page at a time.

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, Marks, Page, day, paged, text};
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
        for country in &filter.countries {
            self.marked_so(&mut asked, "e.id", BY_COUNTRY, country)?;
        }
        for actor in &filter.actors {
            self.marked_so(&mut asked, "e.id", BY_ACTOR, actor)?;
        }
        asked.is("e.kind", filter.kind.as_ref());
        asked.is("e.status", filter.status.as_ref());
        asked.is("e.country", filter.place.as_ref());
        if let Some(name) = &filter.place_name {
            let place = asked.value(&starting_json("where", "name", name)?);
            asked.conditions.push(format!("e.json LIKE {place} ESCAPE '!'"));
        }
        self.told_in(&mut asked, "e.id", TELLINGS, &filter.told_in);
        let day = day("e.start");
        asked.within(&day, filter.since.as_ref(), filter.until.as_ref());
        if filter.contradicted {
            asked.conditions.push("e.contradicted = 1".to_owned());
        }
        asked.behind(&day, "e.id", after);
        let sql = format!(
            "SELECT e.id, {day} FROM encounters e WHERE {}
             ORDER BY {day} DESC, e.id DESC LIMIT {}",
            asked.all(),
            limit + 1
        );
        let page = paged(self.listed(&sql, &asked, 2)?, limit);
        let ids = page.items.into_iter().map(|mut row| text(&mut row, 0)).collect();
        Ok(Page { items: self.not_gone(ids)?, next: page.next })
    }

    /// All encounters in which two parties took part, each by a participant of its own, the
    /// latest first.
    pub fn encounters_between(
        &self,
        [one, other]: &[Party; 2],
    ) -> Result<Vec<EncounterRow>, KeepError> {
        let mut asked = Asked::default();
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

    /// Encounters of which something was judged; who took part in them may be another.
    pub(in crate::keep) fn touched_encounters(&self) -> Result<Vec<EncounterId>, KeepError> {
        Ok(self.bearing()?.touched.iter().cloned().collect())
    }
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
