//! How encounters stand to each other, worked out anew beside those that changed.

use std::collections::BTreeSet;

use super::KeepError;
use super::db::{AsValue, Transaction};
use super::settle::ids;
use crate::linking::{relation_keys, relations};
use crate::nouns::{Encounter, EncounterId};
use crate::settle::in_order;

/// Relates the new encounters, and those that share a key with one of them or with one that went.
pub(super) fn settle_relations(
    transaction: &Transaction<'_>,
    new: BTreeSet<EncounterId>,
    gone: BTreeSet<String>,
) -> Result<(), KeepError> {
    let mut keys = gone;
    for id in &new {
        let Some(encounter) = encounter(transaction, id)? else { continue };
        let own = relation_keys(&encounter);
        let rows: Vec<_> =
            own.iter().map(|key| vec![key.as_value(), id.as_str().as_value()]).collect();
        transaction.insert("encounter_keys", &["key", "encounter"], &rows)?;
        keys.extend(own);
    }
    let mut touched = new;
    touched.extend(sharing(transaction, keys.iter())?);
    // What an encounter stands to depends on all that share a key with it.
    let mut beside = BTreeSet::new();
    for id in &touched {
        let sql = "SELECT key FROM encounter_keys WHERE encounter = ?1";
        beside.extend(ids(transaction, sql, id.as_str())?.into_iter().map(|key| key.0));
    }
    let mut all = touched.clone();
    all.extend(sharing(transaction, beside.iter())?);
    let mut encounters = Vec::new();
    for id in &all {
        encounters.extend(encounter(transaction, id)?);
    }
    write_relations(transaction, &touched, encounters)
}

fn write_relations(
    transaction: &Transaction<'_>,
    touched: &BTreeSet<EncounterId>,
    mut encounters: Vec<Encounter>,
) -> Result<(), KeepError> {
    let old: Vec<_> = encounters.iter_mut().map(|it| std::mem::take(&mut it.relations)).collect();
    for (id, relation) in relations(&encounters) {
        if let Ok(at) = encounters.binary_search_by(|it| it.id.cmp(&id)) {
            encounters[at].relations.push(relation);
        }
    }
    for (mut encounter, old) in encounters.into_iter().zip(old) {
        in_order(&mut encounter.relations);
        if touched.contains(&encounter.id) && encounter.relations != old {
            let sql = "UPDATE encounters SET json = ?2 WHERE id = ?1";
            let json = serde_json::to_string(&encounter)?;
            transaction.execute(sql, [encounter.id.as_str(), &json])?;
        }
    }
    Ok(())
}

/// The encounters under these keys.
fn sharing<'a>(
    transaction: &Transaction<'_>,
    keys: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<EncounterId>, KeepError> {
    let sql = "SELECT encounter FROM encounter_keys WHERE key = ?1";
    let mut found = BTreeSet::new();
    for key in keys {
        found.extend(ids(transaction, sql, key)?);
    }
    Ok(found)
}

fn encounter(
    transaction: &Transaction<'_>,
    id: &EncounterId,
) -> Result<Option<Encounter>, KeepError> {
    let sql = "SELECT json FROM encounters WHERE id = ?1";
    let lines: Vec<EncounterId> = ids(transaction, sql, id.as_str())?;
    let line = lines.first();
    Ok(line.map(|line| serde_json::from_str(line.as_str())).transpose()?)
}
