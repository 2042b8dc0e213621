//! Statements a page at a time.

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, List, Marks, Page};
use crate::keep::{KeepError, Record};
use crate::nouns::{Statement, StatementId};

/// Which statements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementFilter {
    /// State (ISO alpha-3) that somebody who speaks, or is spoken to, is of.
    pub country: Option<String>,
    /// Id of an actor who speaks or is spoken to.
    pub actor: Option<String>,
    /// What is done by saying it, as exported.
    pub act: Option<String>,
    /// Said not before this day.
    pub since: Option<String>,
    /// Said not after this day.
    pub until: Option<String>,
    /// The documents that tell it.
    pub told_in: ToldIn,
}

const TELLINGS: Tellings = Tellings { table: "statements", thing: "id", document: "document" };
const STATEMENTS: List = List { table: "statements", letter: "s", day: "s.start" };
const BY_COUNTRY: Marks =
    Marks { table: "statement_actors", thing: "statement", column: "country" };
const BY_ACTOR: Marks = Marks { table: "statement_actors", thing: "statement", column: "actor" };

impl Record {
    /// Statements by the day they were said, the latest first, the undated last.
    pub fn statements_page(
        &self,
        filter: &StatementFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Statement>, KeepError> {
        let page = self.statement_ids_page(filter, after, limit)?;
        let mut items = Vec::new();
        for id in page.items {
            items.extend(self.statement(&StatementId(id))?);
        }
        Ok(Page { items, next: page.next })
    }

    /// The ids of such a page.
    pub fn statement_ids_page(
        &self,
        filter: &StatementFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<String>, KeepError> {
        let mut asked = Asked::default();
        asked.is("s.act", filter.act.as_ref());
        self.told_in(&mut asked, "s.id", TELLINGS, &filter.told_in);
        let country = filter.country.iter().map(|it| (BY_COUNTRY, it.clone()));
        let actor = filter.actor.iter().map(|it| (BY_ACTOR, it.clone()));
        let days = (filter.since.as_ref(), filter.until.as_ref());
        let marked = country.chain(actor).collect();
        self.walked(STATEMENTS, asked, marked, days, after, limit)
    }
}
