//! Statements a page at a time.

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, Marks, Page, day, paged, text};
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
        let mut asked = Asked::default();
        if let Some(country) = &filter.country {
            self.marked_so(&mut asked, "s.id", BY_COUNTRY, country)?;
        }
        if let Some(actor) = &filter.actor {
            self.marked_so(&mut asked, "s.id", BY_ACTOR, actor)?;
        }
        asked.is("s.act", filter.act.as_ref());
        self.told_in(&mut asked, "s.id", TELLINGS, &filter.told_in);
        let day = day("s.start");
        asked.within(&day, filter.since.as_ref(), filter.until.as_ref());
        asked.behind(&day, "s.id", after);
        let sql = format!(
            "SELECT s.id, {day} FROM statements s WHERE {}
             ORDER BY {day} DESC, s.id DESC LIMIT {}",
            asked.all(),
            limit + 1
        );
        let page = paged(self.listed(&sql, &asked, 2)?, limit);
        let mut items = Vec::new();
        for mut row in page.items {
            items.extend(self.statement(&StatementId(text(&mut row, 0)))?);
        }
        Ok(Page { items, next: page.next })
    }
}
