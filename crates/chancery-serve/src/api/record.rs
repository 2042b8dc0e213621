//! The record as a whole: how much it holds, what was judged, what came in, what its texts hold,
//! and what two actors had to do with each other.

use axum::extract::State;
use chancery::keep::{Cursor, Noun, Page, Record};
use serde::Deserialize;
use utoipa::IntoParams;

use super::answer::{Answer, Here, value, values};
use super::asked::{Asked, Day, Ids, listing};
use crate::pages::dossier;
use crate::{App, Problem};

/// How many documents may have come in since a day, for their news to be worked out.
const NEWS: u32 = 2000;
/// How many of the nearest documents a search gives in all.
const HITS: usize = 1000;

/// How much the record holds
#[utoipa::path(get, path = "/record", tag = "record",
    responses((status = 200, description = "numbers of things, and the last day of publication",
        body = ref("#/components/schemas/Overview"))))]
pub(super) async fn overview(State(app): State<App>) -> Answer {
    let found = app.ask(|record| {
        let sizes = record.sizes()?;
        Ok(serde_json::json!({
            "version": env!("CARGO_PKG_VERSION"),
            "documents": sizes.documents,
            "encounters": sizes.encounters,
            "accounts": sizes.accounts,
            "statements": sizes.statements,
            "commitments": sizes.commitments,
            "judgements": sizes.judgements,
            "last_published": record.last_published()?,
        }))
    });
    value(&found.await?)
}

listing! {
    /// Which page of a list that cannot be narrowed down.
    pub(super) struct PageAsked {}
}

/// What people judged, line by line of the log
#[utoipa::path(get, path = "/judgements", tag = "record", params(PageAsked),
    responses((status = 200, description = "a page of the log",
        body = ref("#/components/schemas/JudgementPage"))))]
pub(super) async fn judgements(
    State(app): State<App>,
    Asked(asked): Asked<PageAsked>,
    here: Here,
) -> Answer {
    let page = |record: &Record, after: Option<&Cursor>, limit: usize| {
        Ok(record.judgements_page(after, limit)?)
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// Since when.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesAsked {
    /// Documents read in on this day or later count as new
    #[param(inline)]
    since: Day,
}

/// What entered the record since a day, and what that changed
///
/// New documents, and the encounters that are new, told of by more accounts, or told otherwise.
/// Where more than 2,000 documents came in since, a later day has to be asked for.
#[utoipa::path(get, path = "/changes", tag = "record", params(ChangesAsked),
    responses((status = 200, description = "documents and encounters",
        body = ref("#/components/schemas/Changes"))))]
pub(super) async fn changes(State(app): State<App>, Asked(asked): Asked<ChangesAsked>) -> Answer {
    let found = app.ask(move |record| {
        let since = asked.since.0.to_string();
        if record.read_since(&since, NEWS + 1)? > NEWS {
            let what = format!("more than {NEWS} documents came in since {since}");
            return Err(Problem::bad_question(format!("{what}; ask since a later day")));
        }
        Ok(record.news(&since, &record.ties()?)?)
    });
    value(&found.await?)
}

listing! {
    /// Which words.
    pub(super) struct SearchAsked {
        /// The words, in any form; words in double quotes stand together
        q: String,
    }
}

/// The documents that hold all these words, the nearest first
///
/// Each with some of the text around them; what was found stands in brackets. At most the 1,000
/// nearest are given, and what is near moves with what comes in: `/documents?text=` gives all of
/// them in an order that stays.
#[utoipa::path(get, path = "/search", tag = "record", params(SearchAsked),
    responses((status = 200, description = "a page of documents found",
        body = ref("#/components/schemas/HitPage"))))]
pub(super) async fn search(
    State(app): State<App>,
    Asked(asked): Asked<SearchAsked>,
    here: Here,
) -> Answer {
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let first = after.and_then(|it| it.id.parse::<usize>().ok()).unwrap_or_default().min(HITS);
        let last = (first + limit).min(HITS);
        // One more tells whether there is a next page.
        let most = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let mut hits = record.search(&asked.q, most)?;
        let more = hits.len() > last && last < HITS;
        hits.truncate(last);
        let next = more.then(|| Cursor { key: String::new(), id: last.to_string() });
        values(Page { items: hits.split_off(first.min(hits.len())), next })
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// Of which time.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DossierAsked {
    /// Of this day or later
    #[param(inline)]
    since: Option<Day>,
    /// Of this day or earlier
    #[param(inline)]
    until: Option<Day>,
    /// Leave nothing out
    all: Option<bool>,
}

/// A brief on what two actors had to do with each other
///
/// Timeline, disagreements, what one side alone tells, statements and commitments, every line
/// with the numbers of its sources. Each of the two is a state (ISO 3166 alpha-3) or the id of an
/// actor. It reaches back to the latest 120 encounters and documents of the two.
#[utoipa::path(get, path = "/dossiers/{one}/{other}", tag = "record",
    params(("one" = String, Path, description = "state or actor"),
        ("other" = String, Path, description = "another"), DossierAsked),
    responses((status = 200, description = "the brief",
        body = ref("#/components/schemas/Dossier"))))]
pub(super) async fn dossier(
    State(app): State<App>,
    Ids([one, other]): Ids,
    Asked(asked): Asked<DossierAsked>,
) -> Answer {
    let known = app.clone();
    let found = app.ask(move |record| {
        let parties = dossier::parties(&known, record, [&one, &other])?;
        let period = [asked.since.map(|day| day.0), asked.until.map(|day| day.0)];
        dossier::brief(&known, record, &parties, period, asked.all == Some(true))
    });
    value(&found.await?)
}

/// The nouns that the lists of the interface hold, with the name of one.
pub(super) const NOUNS: [(Noun, &str); 8] = [
    (Noun::Documents, "Document"),
    (Noun::Accounts, "Account"),
    (Noun::Encounters, "Encounter"),
    (Noun::Actors, "Actor"),
    (Noun::Mentions, "Mention"),
    (Noun::Statements, "Statement"),
    (Noun::Commitments, "Commitment"),
    (Noun::Judgements, "Judgement"),
];
