//! Encounters as rows: what is written of them, and what is taken out again.

use std::collections::BTreeSet;

use super::KeepError;
use super::db::{Transaction, params};
use super::findings::{bounds, day_key, word};
use super::rows::{Into, Rows};
use super::tallies::{Tally, pairs};
use crate::nouns::{DocumentId, Encounter, EncounterId, Participant, Verdict};

static ENCOUNTERS: Into = Into {
    table: "encounters",
    columns: &[
        "id",
        "component",
        "kind",
        "status",
        "domestic",
        "start",
        "\"end\"",
        "country",
        "first_known",
        "json",
    ],
    anew: false,
};
static PARTICIPANTS: Into = Into {
    table: "encounter_participants",
    columns: &["encounter", "place", "actor", "name", "office", "country", "role", "day"],
    anew: false,
};
static PAIRS: Into = Into {
    table: "encounter_pairs",
    columns: &["one", "other", "day", "encounter", "kind", "status", "contradicted"],
    anew: false,
};

/// An encounter with who took part; `component` is the least contact it was worked out with.
pub(super) fn add_encounter(
    rows: &mut Rows,
    component: &EncounterId,
    encounter: &Encounter,
) -> Result<(), KeepError> {
    let id = encounter.id.as_str();
    let (start, end) = bounds(encounter.when.as_ref());
    let (kind, status) = (word(&encounter.kind)?, word(&encounter.status)?);
    rows.add(
        &ENCOUNTERS,
        &params![
            id,
            component.as_str(),
            kind,
            status,
            encounter.domestic,
            start,
            end,
            encounter.place.as_ref().and_then(|place| place.country.as_deref()),
            encounter.first_known.as_ref().map(DocumentId::as_str),
            serde_json::to_string(encounter)?,
        ],
    );
    let day = day_key(start.as_deref());
    for (place, person) in (0_u32..).zip(&encounter.participants) {
        let Participant { actor, name, office, country, role, .. } = person;
        let role = word(role)?;
        let actor = actor.as_str();
        let row = params![id, place, actor, name, office, country, role, day];
        rows.add(&PARTICIPANTS, &row);
    }
    add_pairs(rows, encounter)
}

/// The pairs of states whose people took part.
pub(super) fn add_pairs(rows: &mut Rows, encounter: &Encounter) -> Result<(), KeepError> {
    let start = bounds(encounter.when.as_ref()).0;
    let (day, id) = (day_key(start.as_deref()), encounter.id.as_str());
    let (kind, status) = (word(&encounter.kind)?, word(&encounter.status)?);
    let contradicted = encounter.fields.iter().any(|it| it.verdict == Verdict::Contradicted);
    for (one, other) in pairs(encounter) {
        rows.add(&PAIRS, &params![one, other, day, id, kind, status, contradicted]);
    }
    Ok(())
}

/// Takes out the encounters of these components; gives back the keys they were related by.
pub(super) fn remove_encounters(
    transaction: &Transaction<'_>,
    components: &BTreeSet<String>,
) -> Result<BTreeSet<String>, KeepError> {
    let components: Vec<&str> = components.iter().map(String::as_str).collect();
    let sql = "SELECT json FROM encounters WHERE component IN {ids}";
    let lines: Vec<String> = transaction.rows_of(sql, &components, |row| row.get(0))?;
    let (mut tally, mut ids) = (Tally::default(), Vec::new());
    for line in lines {
        let encounter: Encounter = serde_json::from_str(&line)?;
        tally.encounter(&encounter, -1);
        let start = bounds(encounter.when.as_ref()).0;
        let day = day_key(start.as_deref());
        for (one, other) in pairs(&encounter) {
            let sql = "DELETE FROM encounter_pairs
                       WHERE one = ?1 AND other = ?2 AND day = ?3 AND encounter = ?4";
            transaction.execute(sql, [one, other, day, encounter.id.as_str()])?;
        }
        ids.push(encounter.id.0);
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let sql = "SELECT DISTINCT key FROM encounter_keys WHERE encounter IN {ids}";
    let keys: Vec<String> = transaction.rows_of(sql, &ids, |row| row.get(0))?;
    for sql in [
        "DELETE FROM encounter_keys WHERE encounter IN {ids}",
        "DELETE FROM encounter_participants WHERE encounter IN {ids}",
        "DELETE FROM encounters WHERE id IN {ids}",
    ] {
        transaction.execute_for(sql, &ids)?;
    }
    tally.write(transaction)?;
    Ok(keys.into_iter().collect())
}
