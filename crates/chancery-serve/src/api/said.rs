//! Statements, and commitments as they stand.

use std::sync::Arc;

use axum::extract::State;
use chancery::keep::{
    CommitmentFilter, Cursor, KeepError, Noun, Page, Record, StatementFilter, ToldIn, noun_line,
};
use chancery::nouns::Commitment;

use super::answer::{Answer, Here, evidence, json, lines, missing};
use super::asked::{Act, Asked, CommitmentKind, CommitmentState, Country, Day, Id, listing};
use crate::state::Whole;
use crate::{App, Problem};

listing! {
    /// Which statements.
    pub(super) struct StatementsAsked {
        /// State (ISO 3166 alpha-3) that somebody who speaks, or is spoken to, is of
        #[param(inline)]
        country: Option<Country>,
        /// Id of an actor who speaks or is spoken to
        actor: Option<String>,
        /// What is done by saying it
        #[param(inline)]
        act: Option<Act>,
        /// Id of the document that tells it
        document: Option<String>,
        /// Words that the document holds
        text: Option<String>,
        /// Said on this day or later
        #[param(inline)]
        since: Option<Day>,
        /// Said on this day or earlier
        #[param(inline)]
        until: Option<Day>,
    }
}

/// Statements, the latest said first
///
/// Those whose day is not known come last.
#[utoipa::path(get, path = "/statements", tag = "statements", params(StatementsAsked),
    responses((status = 200, description = "a page of statements",
        body = ref("#/components/schemas/StatementPage"))))]
pub(super) async fn statements(
    State(app): State<App>,
    Asked(asked): Asked<StatementsAsked>,
    here: Here,
) -> Answer {
    let filter = StatementFilter {
        country: asked.country.map(|country| country.0),
        actor: asked.actor,
        act: asked.act.map(|act| act.0),
        since: Day::text(asked.since),
        until: Day::text(asked.until),
        told_in: ToldIn { document: asked.document, words: asked.text },
    };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.statement_ids_page(&filter, after, limit)?;
        lines(record, Noun::Statements, found)
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One statement
#[utoipa::path(get, path = "/statements/{id}", tag = "statements",
    params(("id" = String, Path, description = "statement")),
    responses((status = 200, description = "the statement",
        body = ref("#/components/schemas/Statement"))))]
pub(super) async fn statement(State(app): State<App>, Id(id): Id) -> Answer {
    let found = app.ask(move |record| {
        record.line(Noun::Statements, &id)?.ok_or_else(|| missing(Noun::Statements, &id))
    });
    Ok(json(found.await?))
}

/// The words that the values of a statement rest on, field by field
#[utoipa::path(get, path = "/statements/{id}/evidence", tag = "statements",
    params(("id" = String, Path, description = "statement")),
    responses((status = 200, description = "fields with their words",
        body = ref("#/components/schemas/Evidence"))))]
pub(super) async fn statement_evidence(State(app): State<App>, Id(id): Id) -> Answer {
    evidence(&app, Noun::Statements, id).await
}

listing! {
    /// Which commitments.
    pub(super) struct CommitmentsAsked {
        /// State (ISO 3166 alpha-3) by or to which it is, or somebody of it
        #[param(inline)]
        country: Option<Country>,
        /// Id of an actor by or to whom it is
        actor: Option<String>,
        /// Sort of commitment
        #[param(inline)]
        kind: Option<CommitmentKind>,
        /// Where it stands
        #[param(inline)]
        state: Option<CommitmentState>,
        /// Id of the document that tells it
        document: Option<String>,
        /// Words that the document holds
        text: Option<String>,
        /// Due on this day or later
        #[param(inline)]
        since: Option<Day>,
        /// Due on this day or earlier
        #[param(inline)]
        until: Option<Day>,
    }
}

/// Commitments, the last due first
///
/// Those without a day come last. Each stands as all that was read tells it; in records of more
/// than 2,000 documents, as its own document tells it. Asked for by state, a page may hold fewer
/// than its limit while there is a next.
#[utoipa::path(get, path = "/commitments", tag = "commitments", params(CommitmentsAsked),
    responses((status = 200, description = "a page of commitments",
        body = ref("#/components/schemas/CommitmentPage"))))]
pub(super) async fn commitments(
    State(app): State<App>,
    Asked(asked): Asked<CommitmentsAsked>,
    here: Here,
) -> Answer {
    let filter = CommitmentFilter {
        country: asked.country.map(|country| country.0),
        actor: asked.actor,
        kind: asked.kind.map(|kind| kind.0),
        since: Day::text(asked.since),
        until: Day::text(asked.until),
        told_in: ToldIn { document: asked.document, words: asked.text },
    };
    let state = asked.state.map(|state| serde_json::Value::String(state.0));
    let known = app.clone();
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let whole = known.whole(record)?;
        let found = record.commitments_page(&filter, after, limit)?;
        let mut items = Vec::new();
        for told in found.items {
            let stands = standing(whole.as_ref(), told);
            let is = serde_json::to_value(stands.state).map_err(KeepError::from)?;
            if state.as_ref().is_none_or(|asked| *asked == is) {
                items.push(line(record, &stands)?);
            }
        }
        Ok(Page { items, next: found.next })
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One commitment
#[utoipa::path(get, path = "/commitments/{id}", tag = "commitments",
    params(("id" = String, Path, description = "commitment")),
    responses((status = 200, description = "the commitment",
        body = ref("#/components/schemas/Commitment"))))]
pub(super) async fn commitment(State(app): State<App>, Id(id): Id) -> Answer {
    let known = app.clone();
    let found = app.ask(move |record| {
        let told = record.commitment_as_told(&chancery::nouns::CommitmentId(id.clone()))?;
        let told = told.ok_or_else(|| missing(Noun::Commitments, &id))?;
        line(record, &standing(known.whole(record)?.as_ref(), told))
    });
    Ok(json(found.await?))
}

/// A commitment as all that was read tells it, where that is worked out.
fn standing(whole: Option<&Arc<Whole>>, told: Commitment) -> Commitment {
    whole.and_then(|whole| whole.ledger.commitment(told.id.as_str()).cloned()).unwrap_or(told)
}

fn line(record: &Record, it: &Commitment) -> Result<String, Problem> {
    let judged = record.judged(Noun::Commitments, it.id.as_str())?;
    Ok(noun_line(it, &judged).map_err(KeepError::from)?)
}

/// The words that the values of a commitment rest on, field by field
#[utoipa::path(get, path = "/commitments/{id}/evidence", tag = "commitments",
    params(("id" = String, Path, description = "commitment")),
    responses((status = 200, description = "fields with their words",
        body = ref("#/components/schemas/Evidence"))))]
pub(super) async fn commitment_evidence(State(app): State<App>, Id(id): Id) -> Answer {
    evidence(&app, Noun::Commitments, id).await
}
