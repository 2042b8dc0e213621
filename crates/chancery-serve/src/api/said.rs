//! Statements, and commitments as they stand.

use axum::extract::State;
use chancery::keep::{CommitmentFilter, Cursor, Noun, Page, Record, StatementFilter, ToldIn};

use super::answer::{Answer, Here, evidence, json, lines, missing};
use super::asked::{Act, Asked, CommitmentKind, CommitmentState, Country, Day, Id, listing};
use crate::App;

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
/// Those without a day come last. Each stands as all that was read tells it.
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
        state: asked.state.map(|state| state.0),
        since: Day::text(asked.since),
        until: Day::text(asked.until),
        told_in: ToldIn { document: asked.document, words: asked.text },
    };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.commitments_page(&filter, after, limit)?;
        let lines = found.items.iter().map(|it| record.commitment_line(it));
        Ok(Page { items: lines.collect::<Result<_, _>>()?, next: found.next })
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One commitment
#[utoipa::path(get, path = "/commitments/{id}", tag = "commitments",
    params(("id" = String, Path, description = "commitment")),
    responses((status = 200, description = "the commitment",
        body = ref("#/components/schemas/Commitment"))))]
pub(super) async fn commitment(State(app): State<App>, Id(id): Id) -> Answer {
    let found = app.ask(move |record| {
        let line = record.line(Noun::Commitments, &id)?;
        line.ok_or_else(|| missing(Noun::Commitments, &id))
    });
    Ok(json(found.await?))
}

/// The words that the values of a commitment rest on, field by field
#[utoipa::path(get, path = "/commitments/{id}/evidence", tag = "commitments",
    params(("id" = String, Path, description = "commitment")),
    responses((status = 200, description = "fields with their words",
        body = ref("#/components/schemas/Evidence"))))]
pub(super) async fn commitment_evidence(State(app): State<App>, Id(id): Id) -> Answer {
    evidence(&app, Noun::Commitments, id).await
}
