//! How encounters stand to each other, worked out anew beside those that changed.

use std::collections::BTreeSet;

use super::KeepError;
use super::db::Transaction;
use super::findings::owned;
use crate::linking::{relation_keys, relations};
use crate::nouns::{Encounter, EncounterId};
use crate::settle::in_order;

/// Relates the new encounters, and those that share a key with one of them or with one that went.
pub(super) fn settle_relations(
    transaction: &Transaction<'_>,
    new: BTreeSet<EncounterId>,
    gone: BTreeSet<String>,
) -> Result<(), KeepError> {
    let (mut keys, mut rows) = (gone, Vec::new());
    for encounter in encounters(transaction, &new)? {
        let own = relation_keys(&encounter);
        rows.extend(own.iter().map(|key| owned(&[key.as_str(), encounter.id.as_str()])));
        keys.extend(own);
    }
    transaction.insert("encounter_keys", &["key", "encounter"], &rows)?;
    let mut touched = new;
    touched.extend(sharing(transaction, &keys)?);
    // What an encounter stands to depends on all that share a key with it.
    let sql = "SELECT DISTINCT key FROM encounter_keys WHERE encounter IN {ids}";
    let ids: Vec<&str> = touched.iter().map(EncounterId::as_str).collect();
    let beside = transaction.rows_of(sql, &ids, |row| row.get(0))?.into_iter().collect();
    let mut all = touched.clone();
    all.extend(sharing(transaction, &beside)?);
    let encounters = encounters(transaction, &all)?;
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
    let mut rows = Vec::new();
    for (mut encounter, old) in encounters.into_iter().zip(old) {
        in_order(&mut encounter.relations);
        if touched.contains(&encounter.id) && encounter.relations != old {
            let json = serde_json::to_string(&encounter)?;
            rows.push(owned(&[encounter.id.as_str(), &json]));
        }
    }
    Ok(transaction.update("encounters", &["id", "json"], &rows)?)
}

/// The encounters under these keys.
fn sharing(
    transaction: &Transaction<'_>,
    keys: &BTreeSet<String>,
) -> Result<BTreeSet<EncounterId>, KeepError> {
    let sql = "SELECT DISTINCT encounter FROM encounter_keys WHERE key IN {ids}";
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let found = transaction.rows_of(sql, &keys, |row| Ok(EncounterId(row.get(0)?)))?;
    Ok(found.into_iter().collect())
}

/// Encounters as they stand, in order of their ids.
fn encounters(
    transaction: &Transaction<'_>,
    ids: &BTreeSet<EncounterId>,
) -> Result<Vec<Encounter>, KeepError> {
    let sql = "SELECT json FROM encounters WHERE id IN {ids}";
    let ids: Vec<&str> = ids.iter().map(EncounterId::as_str).collect();
    let lines: Vec<String> = transaction.rows_of(sql, &ids, |row| row.get(0))?;
    let mut found: Vec<Encounter> =
        lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}
