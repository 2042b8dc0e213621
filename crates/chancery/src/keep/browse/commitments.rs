//! Commitments a page at a time.

use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, List, Marks, Page};
use crate::keep::{KeepError, Record};
use crate::nouns::{Commitment, CommitmentId};

/// Which commitments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommitmentFilter {
    /// Id of an actor by or to whom it is.
    pub actor: Option<String>,
    /// State (ISO alpha-3) by or to which it is, or somebody of it.
    pub country: Option<String>,
    /// Kind, as exported.
    pub kind: Option<String>,
    /// Where it stands, as exported.
    pub state: Option<String>,
    /// Due not before this day.
    pub since: Option<String>,
    /// Due not after this day.
    pub until: Option<String>,
    /// The documents that tell it.
    pub told_in: ToldIn,
}

const TELLINGS: Tellings = Tellings { table: "commitments", thing: "id", document: "document" };
const COMMITMENTS: List = List { table: "commitments", letter: "c", day: "c.due_start" };
const BY_ACTOR: Marks = Marks { table: "commitment_actors", thing: "commitment", column: "actor" };

impl Record {
    /// Commitments as they stand, by the day they are due, the latest first,
    /// those without a day last.
    pub fn commitments_page(
        &self,
        filter: &CommitmentFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Commitment>, KeepError> {
        let mut asked = Asked::default();
        asked.is("c.kind", filter.kind.as_ref());
        asked.is("c.stands", filter.state.as_ref());
        asked.of_country("commitment_actors", "commitment", "c.id", filter.country.as_ref());
        self.told_in(&mut asked, "c.id", TELLINGS, &filter.told_in);
        let marked = filter.actor.iter().map(|it| (BY_ACTOR, it.clone())).collect();
        let days = (filter.since.as_ref(), filter.until.as_ref());
        let page = self.walked(COMMITMENTS, asked, marked, days, after, limit)?;
        let ids: Vec<CommitmentId> = page.items.into_iter().map(CommitmentId).collect();
        Ok(Page { items: self.commitments_by(&ids, None)?, next: page.next })
    }
}
