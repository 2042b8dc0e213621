//! What a record from before holds of the tables that came with a step of migration, and that SQL
//! alone cannot fill: pairs of states, kept numbers, words of names.

use super::KeepError;
use super::db::{Db, Transaction};
use super::named::write_names;
use super::rows::Rows;
use super::settled_rows::add_pairs;
use super::tallies::Tally;
use crate::nouns::{Actor, Encounter};

/// The step that asks for it.
pub(super) const STEP: u32 = 9;

/// So many things are worked on at a time.
const BATCH: usize = 2000;

/// Fills the tables of the step.
pub(super) fn refill(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    let mut tally = Tally::default();
    tally.counted(transaction)?;
    each_line(transaction, "encounters", |lines| {
        let mut rows = Rows::default();
        for line in lines {
            let encounter: Encounter = serde_json::from_str(line)?;
            add_pairs(&mut rows, &encounter)?;
            tally.encounter(&encounter, 1);
        }
        rows.write(transaction)
    })?;
    tally.write(transaction)?;
    name_actors(transaction, transaction)
}

/// Writes down the words of the names of all actors of a record, in it or beside it.
pub(super) fn name_actors(from: &Db, to: &Transaction<'_>) -> Result<(), KeepError> {
    each_line(from, "actors", |lines| {
        let actors: Vec<Actor> =
            lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
        write_names(to, &actors)
    })
}

/// The export lines of a table with ids, some at a time.
fn each_line(
    db: &Db,
    table: &str,
    mut take: impl FnMut(&[String]) -> Result<(), KeepError>,
) -> Result<(), KeepError> {
    let sql = format!("SELECT id, json FROM {table} WHERE id > ?1 ORDER BY id LIMIT {BATCH}");
    let mut last = String::new();
    loop {
        let rows: Vec<(String, String)> =
            db.rows(&sql, [&last], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let Some((id, _)) = rows.last() else { return Ok(()) };
        last.clone_from(id);
        let lines: Vec<String> = rows.into_iter().map(|(_, line)| line).collect();
        take(&lines)?;
    }
}
