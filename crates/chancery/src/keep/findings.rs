//! What was read of a document as rows of the record's tables.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Unbounded};

use serde::Serialize;

use super::db::{Transaction, Value, params};
use super::marks::mark_naming;
use super::rows::{Into, Rows};
use super::said::{add_commitment, add_deed, add_statement};
use super::seals::{ACTORS, seal_rows};
use super::story::Head;
use super::{KeepError, account_evidence};
use crate::nouns::{
    Account, Actor, ActorId, Document, DocumentId, Encounter, EncounterId, Evidence, Mention,
    Moment, Note, Participant, When,
};
use crate::pipeline::{READER, ReadOutcome};

pub(super) static READINGS: Into = Into {
    table: "readings",
    columns: &["number", "document", "id", "cleaner", "text", "blocks", "cut"],
    anew: false,
};
static DOCUMENTS: Into = Into {
    table: "documents",
    columns: &[
        "id",
        "reading",
        "reader",
        "url",
        "outlet",
        "kind",
        "title",
        "language",
        "published_start",
        "published_end",
        "json",
        "head",
        "retrieved",
        "origin",
    ],
    anew: false,
};
static NOTES: Into =
    Into { table: "document_notes", columns: &["document", "place", "code"], anew: false };
static MENTIONS: Into = Into {
    table: "mentions",
    columns: &["document", "place", "actor", "start", "\"end\"", "json"],
    anew: false,
};
static DOCUMENT_ACTORS: Into =
    Into { table: "document_actors", columns: &["document", "actor", "day"], anew: true };
static DOCUMENT_PAIRS: Into =
    Into { table: "document_pairs", columns: &["one", "other", "day", "document"], anew: false };
static CONTACTS: Into = Into {
    table: "contacts",
    columns: &["id", "document", "json", "component", "encounter"],
    anew: false,
};
static ACCOUNTS: Into = Into {
    table: "accounts",
    columns: &[
        "id",
        "document",
        "contact",
        "side",
        "kind",
        "status",
        "start",
        "\"end\"",
        "json",
        "encounter",
    ],
    anew: false,
};
static ACCOUNT_PARTICIPANTS: Into = Into {
    table: "account_participants",
    columns: &["account", "place", "actor", "name", "office", "country", "role"],
    anew: false,
};
static ACCOUNT_EVIDENCE: Into = Into {
    table: "account_evidence",
    columns: &["account", "place", "field", "document", "reading", "start", "\"end\""],
    anew: false,
};

/// What is known beforehand of how a document's findings are settled; of what is to be settled,
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Settling<'a> {
    /// The document whose words it goes back to.
    pub(super) origin: Option<&'a str>,
    /// The encounter of each contact, and the least contact it was worked out with.
    pub(super) encounter_of: BTreeMap<&'a EncounterId, (&'a EncounterId, &'a EncounterId)>,
}

/// A document's own row.
pub(super) fn add_document(
    rows: &mut Rows,
    document: &Document,
    found: &ReadOutcome,
    settling: &Settling<'_>,
) -> Result<(), KeepError> {
    let (start, end) = published(document);
    rows.add(
        &DOCUMENTS,
        &params![
            document.id.as_str(),
            found.page.reading.id.as_str(),
            READER,
            document.url,
            document.outlet,
            word(&document.kind)?,
            document.title,
            document.language,
            start,
            end,
            serde_json::to_string(document)?,
            Head::line(document)?,
            document.retrieved,
            settling.origin,
        ],
    );
    Ok(())
}

/// First and last moment of publication.
pub(super) fn published(document: &Document) -> (Option<String>, Option<String>) {
    let published = document.published.as_ref();
    (moment(published.and_then(|p| p.start)), moment(published.and_then(|p| p.end)))
}

/// All that a document tells, but for the actors themselves.
pub(super) fn add_findings(
    rows: &mut Rows,
    found: &ReadOutcome,
    settling: &Settling<'_>,
) -> Result<(), KeepError> {
    let document = &found.page.document;
    let id = document.id.as_str();
    for (place, note) in (0_u32..).zip(&document.notes) {
        let Note { code, .. } = note;
        rows.add(&NOTES, &params![id, place, code]);
    }
    for (place, mention) in (0_u32..).zip(&found.mentions) {
        add_mention(rows, id, place, mention)?;
    }
    let start = published(document).0;
    let day = day_key(start.as_deref());
    for actor in &found.actors {
        rows.add(&DOCUMENT_ACTORS, &params![id, actor.id.as_str(), day]);
    }
    let states: BTreeSet<&str> =
        found.actors.iter().filter_map(|actor| actor.country.as_deref()).collect();
    for one in &states {
        for other in states.range::<str, _>((Excluded(*one), Unbounded)) {
            rows.add(&DOCUMENT_PAIRS, &params![one, other, day, id]);
        }
    }
    for contact in &found.encounters {
        add_contact(rows, &document.id, contact, settling)?;
    }
    for account in &found.accounts {
        add_account(rows, account, settling)?;
    }
    for statement in &found.statements {
        add_statement(rows, statement)?;
    }
    for commitment in &found.commitments {
        add_commitment(rows, &document.id, commitment)?;
    }
    for (place, deed) in (0_u32..).zip(&found.deeds) {
        add_deed(rows, &document.id, place, deed)?;
    }
    Ok(())
}

fn add_mention(
    rows: &mut Rows,
    document: &str,
    place: u32,
    mention: &Mention,
) -> Result<(), KeepError> {
    let json = serde_json::to_string(mention)?;
    let actor = mention.actor.as_ref().map(ActorId::as_str);
    rows.add(&MENTIONS, &params![document, place, actor, mention.start, mention.end, json]);
    Ok(())
}

fn add_contact(
    rows: &mut Rows,
    document: &DocumentId,
    contact: &Encounter,
    settling: &Settling<'_>,
) -> Result<(), KeepError> {
    let json = serde_json::to_string(contact)?;
    let to = settling.encounter_of.get(&contact.id);
    let (component, encounter) = (to.map(|to| to.0.as_str()), to.map(|to| to.1.as_str()));
    let (id, document) = (contact.id.as_str(), document.as_str());
    rows.add(&CONTACTS, &params![id, document, json, component, encounter]);
    Ok(())
}

fn add_account(
    rows: &mut Rows,
    account: &Account,
    settling: &Settling<'_>,
) -> Result<(), KeepError> {
    let (start, end) = bounds(account.when.as_ref());
    let id = account.id.as_str();
    let encounter = settling.encounter_of.get(&account.encounter).map(|to| to.1);
    let json = match encounter {
        Some(to) => serde_json::to_string(&Account { encounter: to.clone(), ..account.clone() })?,
        None => serde_json::to_string(account)?,
    };
    rows.add(
        &ACCOUNTS,
        &params![
            id,
            account.document.as_str(),
            account.encounter.as_str(),
            word(&account.side)?,
            word(&account.kind)?,
            word(&account.status)?,
            start,
            end,
            json,
            encounter.map(EncounterId::as_str),
        ],
    );
    for (place, person) in (0_u32..).zip(&account.participants) {
        let Participant { actor, name, office, country, role, .. } = person;
        let role = word(role)?;
        rows.add(
            &ACCOUNT_PARTICIPANTS,
            &params![id, place, actor.as_str(), name, office, country, role],
        );
    }
    add_evidence(rows, &ACCOUNT_EVIDENCE, id, &account_evidence(account));
    Ok(())
}

/// The words behind each field of a noun, in order.
pub(super) fn add_evidence(
    rows: &mut Rows,
    into: &'static Into,
    id: &str,
    evidence: &[(&'static str, &Evidence)],
) {
    for (place, (field, it)) in (0_u32..).zip(evidence) {
        let (document, reading) = (it.document.as_str(), it.reading.as_str());
        rows.add(into, &params![id, place, field, document, reading, it.start, it.end]);
    }
}

/// Puts in actors, or what newer tables know of them.
pub(super) fn insert_known_actors<'a>(
    transaction: &Transaction<'_>,
    actors: impl IntoIterator<Item = &'a Actor>,
) -> Result<(), KeepError> {
    let mut new: BTreeMap<&str, (&Actor, String)> = BTreeMap::new();
    for actor in actors {
        let json = serde_json::to_string(actor)?;
        let known = new.entry(actor.id.as_str()).or_insert_with(|| (actor, String::new()));
        // Of two rows of one text each the greater is taken, whichever came first.
        if json > known.1 {
            *known = (actor, json);
        }
    }
    let ids: Vec<&str> = new.keys().copied().collect();
    let sql = "SELECT id, reader, json FROM actors WHERE id IN {ids}";
    let old: Vec<(String, String, String)> =
        transaction.rows_of(sql, &ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut others = Vec::new();
    for (id, reader, old) in old {
        // Tables of a newer program win, whichever document came first.
        let wins = |(_, json): &(&Actor, String)| {
            old != *json && (version(READER), json) > (version(&reader), &old)
        };
        if !new.get(id.as_str()).is_some_and(wins) {
            new.remove(id.as_str());
        } else if let Some((actor, _)) = new.get(id.as_str()) {
            let old: Actor = serde_json::from_str(&old)?;
            let who = |it: &Actor| (it.kind, it.name.clone(), it.country.clone());
            others.extend((who(actor) != who(&old)).then_some(id));
        }
    }
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    mark_naming(transaction, &others)?;
    let mut rows = Vec::new();
    for (id, (actor, json)) in &new {
        let kind = word(&actor.kind)?;
        rows.push(owned(&params![*id, kind, actor.name, actor.country, READER, json]));
    }
    let columns = ["id", "kind", "name", "country", "reader", "json"];
    transaction.upsert("actors", &columns, 1, &rows)?;
    seal_rows(transaction, &ACTORS, &rows)?;
    super::named::write_names(transaction, new.into_values().map(|(actor, _)| actor))
}

/// A row of its own, to be put in with others.
pub(super) fn owned(row: &impl super::db::Params) -> Vec<Value<'static>> {
    row.values().into_iter().map(Value::into_owned).collect()
}

/// The exported word of an enum without fields.
pub(super) fn word(value: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(match serde_json::to_value(value)? {
        serde_json::Value::String(word) => word,
        other => other.to_string(),
    })
}

fn moment(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

pub(super) fn bounds(when: Option<&When>) -> (Option<String>, Option<String>) {
    (moment(when.and_then(|w| w.start)), moment(when.and_then(|w| w.end)))
}

/// The first moment of something as a key that sorts: empty where none, or no year, is told.
pub(super) fn day_key(start: Option<&str>) -> &str {
    start.filter(|start| *start < "X").unwrap_or_default()
}

/// A version number in a form that can be compared: `0.10.0` is after `0.9.2`.
fn version(text: &str) -> Vec<u32> {
    text.split(['.', '-', '+']).map(|part| part.parse().unwrap_or(0)).collect()
}
