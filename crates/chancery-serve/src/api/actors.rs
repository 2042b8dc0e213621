//! Actors, the words that name them, and states.

use axum::extract::State;
use chancery::keep::{ActorFilter, Cursor, MentionFilter, Noun, Page, Record};

use super::answer::{Answer, Here, lines, one, values};
use super::asked::{ActorKind, Asked, Country, Id, listing};
use crate::{App, Problem};

listing! {
    /// Which actors.
    pub(super) struct ActorsAsked {
        /// What it is
        #[param(inline)]
        kind: Option<ActorKind>,
        /// State (ISO 3166 alpha-3) it belongs to
        #[param(inline)]
        country: Option<Country>,
        /// First signs of its name
        name: Option<String>,
    }
}

/// Actors that documents name, by name
#[utoipa::path(get, path = "/actors", tag = "actors", params(ActorsAsked),
    responses((status = 200, description = "a page of actors",
        body = ref("#/components/schemas/ActorPage"))))]
pub(super) async fn actors(
    State(app): State<App>,
    Asked(asked): Asked<ActorsAsked>,
    here: Here,
) -> Answer {
    let filter = ActorFilter {
        kind: asked.kind.map(|kind| kind.0),
        country: asked.country.map(|country| country.0),
        name: asked.name,
    };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.actors_page(&filter, after, limit)?;
        lines(record, Noun::Actors, found.map(|actor| actor.id.0))
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One actor
#[utoipa::path(get, path = "/actors/{id}", tag = "actors",
    params(("id" = String, Path, description = "actor, as `state:NOR`")),
    responses((status = 200, description = "the actor",
        body = ref("#/components/schemas/Actor"))))]
pub(super) async fn actor(State(app): State<App>, Id(id): Id) -> Answer {
    one(&app, Noun::Actors, id).await
}

listing! {
    /// Which mentions.
    pub(super) struct MentionsAsked {
        /// Id of the document
        document: Option<String>,
        /// Id of the actor meant
        actor: Option<String>,
    }
}

/// Words that stand for actors, by document and place
#[utoipa::path(get, path = "/mentions", tag = "actors", params(MentionsAsked),
    responses((status = 200, description = "a page of mentions",
        body = ref("#/components/schemas/MentionPage"))))]
pub(super) async fn mentions(
    State(app): State<App>,
    Asked(asked): Asked<MentionsAsked>,
    here: Here,
) -> Answer {
    let filter = MentionFilter { document: asked.document, actor: asked.actor };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.mentions_page(&filter, after, limit)?;
        let mut items = Vec::new();
        for line in &found.items {
            items.extend(record.mention_line(line)?);
        }
        Ok(Page { items, next: found.next })
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// States whose people took part in encounters, the most first
#[utoipa::path(get, path = "/states", tag = "actors",
    responses((status = 200, description = "all of them",
        body = ref("#/components/schemas/StatePage"))))]
pub(super) async fn states(State(app): State<App>, here: Here) -> Answer {
    let known = app.clone();
    let found = app.ask(move |record| {
        let met = known.worked_out(record, "states", || Ok(record.states_met()?))?;
        let line = |(code, encounters): &(String, u32)| {
            let name = known.state_name(code);
            serde_json::json!({ "code": code, "name": name, "encounters": encounters })
        };
        let items: Vec<_> = met.iter().map(line).collect();
        values::<serde_json::Value>(Page { items, next: None })
    });
    Ok::<_, Problem>(here.listed(&found.await?))
}
