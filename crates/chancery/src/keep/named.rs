//! Actors by the words of their names.

use std::collections::BTreeSet;

use super::db::{Transaction, params};
use super::findings::owned;
use super::{KeepError, Record};
use crate::nouns::Actor;

/// At most so many actors are looked at for a name.
const LOOKED_AT: u32 = 2000;

/// Writes down the words of actors' names, in place of those that were there.
pub(super) fn write_names<'a>(
    transaction: &Transaction<'_>,
    actors: impl IntoIterator<Item = &'a Actor>,
) -> Result<(), KeepError> {
    let (mut rows, mut ids) = (Vec::new(), Vec::new());
    for actor in actors {
        let id = actor.id.as_str();
        ids.push(id);
        let all = std::iter::once(&actor.name).chain(&actor.aliases);
        let all: BTreeSet<String> = all.flat_map(|name| words(name)).collect();
        for word in all {
            rows.push(owned(&params![word, id]));
        }
    }
    transaction.execute_for("DELETE FROM actor_words WHERE actor IN {ids}", &ids)?;
    Ok(transaction.insert_new("actor_words", &["word", "actor"], &rows)?)
}

/// The words of a name, in small letters.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|sign: char| !sign.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
}

impl Record {
    /// Actors of the record whose name holds this, in any case, from the beginning of a word on,
    /// ordered by name; of very many, some.
    pub fn actors_named(&self, name: &str) -> Result<Vec<Actor>, KeepError> {
        let asked = words(name);
        // The longest word is the one that fewest names hold.
        let Some(first) = asked.iter().max_by_key(|word| word.chars().count()) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT w.actor FROM actor_words w
                   WHERE w.word >= ?1 AND w.word < ?2
                     AND EXISTS (SELECT 1 FROM document_actors d WHERE d.actor = w.actor)
                   ORDER BY w.word, w.actor LIMIT ?3";
        let behind = format!("{first}{}", char::MAX);
        let ids: Vec<String> = self.column(sql, params![first, behind, LOOKED_AT])?;
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let sql = "SELECT json FROM actors WHERE id IN {ids}";
        let lines: Vec<String> = self.db.rows_of(sql, &ids, |row| row.get(0))?;
        let name = name.trim().to_lowercase();
        let named = |it: &String| it.to_lowercase().contains(&name);
        let mut found = Vec::new();
        for line in lines {
            let actor: Actor = serde_json::from_str(&line)?;
            let holds = named(&actor.name) || actor.aliases.iter().any(named);
            found.extend(holds.then_some(actor));
        }
        found.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(found)
    }
}
