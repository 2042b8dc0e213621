//! Actors a page at a time, and whom each had to do with.

use super::{Asked, Cursor, Page, paged, text};
use crate::keep::{KeepError, Record};
use crate::nouns::{Actor, ActorId};

/// So many of an actor's encounters are looked at for whom it met.
const LATEST: usize = 500;

/// Which actors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActorFilter {
    /// What it is, as exported.
    pub kind: Option<String>,
    /// State it is of (ISO alpha-3).
    pub country: Option<String>,
    /// First signs of the name.
    pub name: Option<String>,
}

/// Somebody an actor had encounters with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub actor: ActorId,
    /// Name.
    pub name: String,
    /// State (ISO alpha-3).
    pub country: Option<String>,
    /// In how many encounters.
    pub encounters: u32,
}

impl Record {
    /// The actors documents name, by name.
    pub fn actors_page(
        &self,
        filter: &ActorFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Actor>, KeepError> {
        let mut asked = Asked::default();
        asked.is("a.kind", filter.kind.as_ref());
        asked.is("a.country", filter.country.as_ref());
        if let Some(name) = &filter.name {
            let (from, to) = (asked.value(name), asked.value(&format!("{name}{}", char::MAX)));
            asked.conditions.push(format!("a.name >= {from} AND a.name < {to}"));
        }
        if let Some(cursor) = after {
            let (key, id) = (asked.value(&cursor.key), asked.value(&cursor.id));
            asked.conditions.push(format!("(a.name, a.id) > ({key}, {id})"));
        }
        let sql = format!(
            "SELECT a.id, a.json, a.name FROM actors a
             WHERE EXISTS (SELECT 1 FROM document_actors d WHERE d.actor = a.id) AND {}
             ORDER BY a.name, a.id LIMIT {}",
            asked.all(),
            limit + 1
        );
        let page = paged(self.listed(&sql, &asked, 3)?, limit);
        let parsed = |mut row: Vec<Option<String>>| serde_json::from_str(&text(&mut row, 1));
        let items = page.items.into_iter().map(parsed).collect::<Result<_, _>>()?;
        Ok(Page { items, next: page.next })
    }

    /// Whom an actor had encounters with, the most frequent first: of very many encounters, in the
    /// latest.
    pub fn contacts_of(&self, actor: &ActorId, limit: usize) -> Result<Vec<Contact>, KeepError> {
        let sql = format!(
            "SELECT p.actor, max(p.name), max(p.country), count(DISTINCT p.encounter)
             FROM (SELECT DISTINCT m.day, m.encounter FROM encounter_participants m
                   WHERE m.actor = ?1 ORDER BY m.day DESC, m.encounter DESC LIMIT {LATEST}) me
             JOIN encounter_participants p
               ON p.encounter = me.encounter AND p.actor <> ?1
             GROUP BY p.actor ORDER BY 4 DESC, 1 LIMIT {limit}"
        );
        self.rows(&sql, [actor.as_str()], |row| {
            Ok(Contact {
                actor: ActorId(row.get(0)?),
                name: row.get(1)?,
                country: row.get(2)?,
                encounters: row.get(3)?,
            })
        })
    }
}
