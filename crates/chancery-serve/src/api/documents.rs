//! Documents, their readings, and who took whose words.

use axum::extract::State;
use chancery::keep::{Cursor, DocumentFilter, KeepError, Noun, Page, Record, ToldIn};
use chancery::nouns::{DocumentId, ReadingId};

use super::answer::{Answer, Here, lines, missing, one, value};
use super::asked::{Asked, Country, Day, DocumentKind, Id, Ids, listing};
use crate::{App, Problem};

listing! {
    /// Which documents.
    pub(super) struct DocumentsAsked {
        /// Outlet, as it names itself
        outlet: Option<String>,
        /// Sort of text
        #[param(inline)]
        kind: Option<DocumentKind>,
        /// Language, ISO 639-1
        language: Option<String>,
        /// State (ISO 3166 alpha-3) that it names, or somebody of it
        #[param(inline)]
        country: Option<Country>,
        /// Id of an actor that it names
        actor: Option<String>,
        /// Words that its text holds, in any form; words in double quotes stand together
        text: Option<String>,
        /// Published on this day or later
        #[param(inline)]
        since: Option<Day>,
        /// Published on this day or earlier
        #[param(inline)]
        until: Option<Day>,
    }
}

/// Documents, the latest published first
///
/// Those whose day is not known come last.
#[utoipa::path(get, path = "/documents", tag = "documents", params(DocumentsAsked),
    responses((status = 200, description = "a page of documents",
        body = ref("#/components/schemas/DocumentPage"))))]
pub(super) async fn documents(
    State(app): State<App>,
    Asked(asked): Asked<DocumentsAsked>,
    here: Here,
) -> Answer {
    let filter = DocumentFilter {
        outlet: asked.outlet,
        kind: asked.kind.map(|kind| kind.0),
        actor: asked.actor,
        since: Day::text(asked.since),
        until: Day::text(asked.until),
        country: asked.country.map(|country| country.0),
        language: asked.language,
        told_in: ToldIn { document: None, words: asked.text },
    };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.documents_page(&filter, after, limit)?;
        lines(record, Noun::Documents, found.map(|row| row.id.0))
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One document
#[utoipa::path(get, path = "/documents/{id}", tag = "documents",
    params(("id" = String, Path, description = "SHA-256 of the raw bytes")),
    responses((status = 200, description = "the document",
        body = ref("#/components/schemas/Document"))))]
pub(super) async fn document(State(app): State<App>, Id(id): Id) -> Answer {
    one(&app, Noun::Documents, id).await
}

/// A reading of a document: the cleaned text that offsets of evidence point into
///
/// A reading that is cited is kept when the document is read anew. Offsets are bytes of `text`
/// in UTF-8.
#[utoipa::path(get, path = "/documents/{id}/readings/{reading}", tag = "documents",
    params(("id" = String, Path, description = "document"),
        ("reading" = String, Path, description = "reading, as evidence names it")),
    responses((status = 200, description = "the reading",
        body = ref("#/components/schemas/Reading"))))]
pub(super) async fn reading(State(app): State<App>, Ids([id, reading]): Ids) -> Answer {
    let found = app.ask(move |record| {
        let told = record.reading_of(&DocumentId(id.clone()), &ReadingId(reading))?;
        told.ok_or_else(|| Problem::missing("the document has no such reading"))
    });
    value(&found.await?)
}

/// The documents of the same words, the earliest published first
///
/// Each with the one it took its words from; the first took them from nobody.
#[utoipa::path(get, path = "/documents/{id}/copies", tag = "documents",
    params(("id" = String, Path, description = "document")),
    responses((status = 200, description = "all of them, itself among them",
        body = ref("#/components/schemas/CopyPage"))))]
pub(super) async fn copies(State(app): State<App>, Id(id): Id, here: Here) -> Answer {
    let found = app.ask(move |record| {
        let id = DocumentId(id);
        if !record.knows(&id)? {
            return Err(missing(Noun::Documents, id.as_str()));
        }
        let line = |kin: &chancery::keep::Kin| {
            let day = Some(kin.row.day.as_str()).filter(|day| !day.is_empty());
            let told = serde_json::json!({
                "document": kin.row.id, "title": kin.row.title, "outlet": kin.row.outlet,
                "kind": kin.row.kind, "published": day, "copied": kin.copied,
            });
            serde_json::to_string(&told).map_err(KeepError::from)
        };
        let items = record.kin(&id)?.iter().map(line).collect::<Result<_, _>>()?;
        Ok(Page { items, next: None })
    });
    Ok(here.listed(&found.await?))
}
