//! Accounts and mentions a page at a time.

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, Marks, Page, day, paged, text};
use crate::keep::{KeepError, Record};

/// Which accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountFilter {
    /// The encounter it is about, by its id or that of a contact settled into it.
    pub encounter: Option<String>,
    /// Whose voice: ISO alpha-3, `third`, `joint`.
    pub side: Option<String>,
    /// State (ISO alpha-3) somebody of which takes part.
    pub country: Option<String>,
    /// Id of an actor that takes part.
    pub actor: Option<String>,
    /// Kind, as exported.
    pub kind: Option<String>,
    /// Status, as exported.
    pub status: Option<String>,
    /// Begun not before this day.
    pub since: Option<String>,
    /// Begun not after this day.
    pub until: Option<String>,
    /// The documents that give it.
    pub told_in: ToldIn,
}

/// Which mentions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MentionFilter {
    /// Id of the document.
    pub document: Option<String>,
    /// Id of the actor meant.
    pub actor: Option<String>,
}

const TELLINGS: Tellings = Tellings { table: "accounts", thing: "id", document: "document" };
const BY_COUNTRY: Marks =
    Marks { table: "account_participants", thing: "account", column: "country" };
const BY_ACTOR: Marks = Marks { table: "account_participants", thing: "account", column: "actor" };

impl Record {
    /// Ids of accounts, in order of id.
    pub fn accounts_page(
        &self,
        filter: &AccountFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let mut asked = Asked::default();
        for (marks, value) in [(BY_COUNTRY, &filter.country), (BY_ACTOR, &filter.actor)] {
            if let Some(value) = value {
                let place = asked.value(value);
                let Marks { table, thing, column } = marks;
                asked.conditions.push(format!(
                    "EXISTS (SELECT 1 FROM {table} m WHERE m.{thing} = a.id AND m.{column} = {place})"
                ));
            }
        }
        if let Some(encounter) = &filter.encounter {
            let place = asked.value(encounter);
            asked.conditions.push(format!(
                "a.encounter = coalesce((SELECT c.encounter FROM contacts c WHERE c.id = {place}),
                                        {place})"
            ));
        }
        asked.is("a.side", filter.side.as_ref());
        asked.is("a.kind", filter.kind.as_ref());
        asked.is("a.status", filter.status.as_ref());
        self.told_in(&mut asked, "a.id", TELLINGS, &filter.told_in);
        asked.within(&day("a.start"), filter.since.as_ref(), filter.until.as_ref());
        if let Some(cursor) = after {
            let place = asked.value(&cursor.id);
            asked.conditions.push(format!("a.id > {place}"));
        }
        let sql = format!(
            "SELECT a.id, '' FROM accounts a WHERE {} ORDER BY a.id LIMIT {}",
            asked.all(),
            limit + 1
        );
        Ok(paged(self.listed(&sql, &asked, 2)?, limit).map(|mut row| text(&mut row, 0)))
    }

    /// Export lines of mentions, in order of document and place.
    pub fn mentions_page(
        &self,
        filter: &MentionFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let mut asked = Asked::default();
        asked.is("m.document", filter.document.as_ref());
        asked.is("m.actor", filter.actor.as_ref());
        if let Some(cursor) = after {
            let (document, place) = (asked.value(&cursor.key), asked.value(&cursor.id));
            // Twice, since the first says what is handed over.
            let place = format!("CAST(CAST({place} AS TEXT) AS INTEGER)");
            asked.conditions.push(format!(
                "m.document >= {document} AND (m.document > {document} OR m.place > {place})"
            ));
        }
        let sql = format!(
            "SELECT CAST(m.place AS TEXT), m.json, m.document FROM mentions m WHERE {}
             ORDER BY m.document, m.place LIMIT {}",
            asked.all(),
            limit + 1
        );
        Ok(paged(self.listed(&sql, &asked, 3)?, limit).map(|mut row| text(&mut row, 1)))
    }
}
